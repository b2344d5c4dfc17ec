"""Pages for addresses that moved or ended, and lines for the anchors that a page once had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from concordat.ledger import Moved, at, moved, split
from concordat.record import Record
from concordat.views.moved import Former, former_anchors, whole_pages

log = logging.getLogger("mkdocs.concordat")


class MovedPages:
    """What became of old addresses, from one build's record to its pages."""

    def __init__(self, record: Record) -> None:
        self.moved: Moved = moved(record)
        self.pages: dict[str, Former] = {}  # by path
        self._anchors = {split(old)[0] for old in (*self.moved.forwards, *self.moved.gone) if "#" in old}

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Add a page for each address that moved or ended, unless the site has something there."""
        for address, former in whole_pages(self.moved).items():
            path = _path_of(address)
            if path in files.src_uris:
                log.warning("addresses.yml: '%s' is said to have moved or ended, but it is there", address)
                continue
            file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = "addresses.yml"
            files.append(file)
            self.pages[path] = former

    def set_meta(self, page: Page) -> None:
        """Give such a page its title, and keep it out of the search."""
        former = self.pages.get(page.file.src_uri)
        if former is not None:
            page.meta["title"] = "This page has moved" if former.to else "This page is no more"
            page.meta["search"] = {"exclude": True}

    def context(self, page: Page) -> dict[str, Any]:
        """Return what a page's template shows: where the page has moved, what its old anchors were."""
        link = _linker(page)
        whole = self.pages.get(page.file.src_uri)
        anchors = former_anchors(self.moved, page.url) if page.url in self._anchors else []
        return {
            "moved": _shown(whole, link) if whole else None,
            "former": [_shown(each, link) for each in anchors],
        }

    def led_astray(self, known: Callable[[str], bool]) -> list[str]:
        """Return the forwards to an address that the built site does not have."""
        return [f"'{old}' leads to '{new}'" for old, new in self.moved.forwards.items() if not known(new)]


def _path_of(address: str) -> str:
    """Return where the page for an old address is made, so that the address finds it."""
    return f"{address.rstrip('/')}/index.md"


def _shown(former: Former, link: Callable[[str], str]) -> dict[str, str]:
    href = link(former.to) if former.to else ""
    label = href[1:] if href.startswith("#") else former.to
    return {"anchor": former.anchor, "words": former.words, "to": label, "href": href}


def _linker(page: Page) -> Callable[[str], str]:
    def link(address: str) -> str:
        url, anchor = split(address)
        return f"#{anchor}" if url == page.url and anchor else at(get_relative_url(url, page.url), anchor)

    return link
