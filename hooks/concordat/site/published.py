"""What a page of a published version says of itself, and the settings of the theme's selector."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from concordat.dates import in_words
from concordat.publication import Publication


def set_up(config: MkDocsConfig, version: Publication) -> None:
    """Let the theme show its selector, which reads `versions.json` beside the version's folder."""
    config.extra["version"] = {"provider": "mike", "default": version.current or version.version}


def published(version: Publication, page: Page) -> dict[str, Any]:
    """Return what stands at the top of a page for ever: version, day, and the way to the current record.

    The way leads to the same page there, where that has it, else to its first page; where no alias
    names the current record, to the root of all versions.
    """
    root = get_relative_url(".", page.url).rstrip("/")
    known = _pages(version.known) if version.known else None
    same = page.url if known is None or page.url in known else ""
    current = f"{root}/../{version.current}/{same}" if version.current else f"{root}/../"
    return {
        "version": version.version,
        "day": in_words(version.day),
        "alias": version.current,
        "current": current,
        "versions": f"{root}/../versions.html",
    }


@lru_cache(maxsize=4)
def _pages(path: str) -> frozenset[str]:
    """Return the addresses of the pages that an `addresses.json` lists, those that lead on included."""
    addresses = json.loads(Path(path).read_text(encoding="utf-8"))
    return frozenset((*addresses["pages"], *addresses["forwards"], *addresses["gone"]))
