"""What the rendering of a page's Markdown makes, apart from the page: to be sent, kept, and put in place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from sys import intern
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

_Asked = tuple[str, bool] | None


def _answer(file: File | None) -> _Asked:
    return None if file is None else (file.url, file.inclusion.is_excluded())  # type: ignore[no-untyped-call]


class AskedFiles:
    """The files of a site, as rendering asks for them; remembers what it asked, and the answers."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, _Asked] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path."""
        file = self._files.get_file_from_path(path)
        self.asked[path] = _answer(file)
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML, and what MkDocs keeps beside it.

    `contents` is the table of contents; `links` go from a file's path to its anchors; `asked` are the
    files that links were looked for in, each with its address and whether it is left out of the site.
    """

    content: str | None
    contents: list[Any]
    title: str | None
    anchors: list[str] | None
    links: Mapping[str, Mapping[str, str]] | None
    asked: Mapping[str, _Asked]

    @classmethod
    def of(cls, page: Page, asked: Mapping[str, _Asked]) -> Rendered:
        """Take it from a page that has been rendered."""
        anchors, links = page.present_anchor_ids, page.links_to_anchors
        return cls(
            page.content,
            [_row(link) for link in page.toc],
            page._title_from_render,
            None if anchors is None else sorted(anchors),
            None if links is None else {file.src_uri: found for file, found in links.items()},
            asked,
        )

    @classmethod
    def from_text(cls, text: str) -> Rendered:
        """Take it from what `text` returned. Raises ValueError or TypeError for another text."""
        made = cls(**json.loads(text))
        asked = {path: None if each is None else (each[0], each[1]) for path, each in made.asked.items()}
        return cls(made.content, made.contents, made.title, made.anchors, made.links, asked)

    def text(self) -> str:
        """Return it as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def holds(self, files: Files) -> bool:
        """Return whether its links would be the same among these files."""
        return all(_answer(files.get_file_from_path(path)) == answer for path, answer in self.asked.items())

    def put(self, page: Page, files: Files) -> None:
        """Let a page be as if it had been rendered."""
        page.content, page._title_from_render = self.content, self.title
        page.toc = TableOfContents([_link(row) for row in self.contents])
        page.present_anchor_ids = None if self.anchors is None else set(self.anchors)
        if self.links is not None:
            known = ((files.get_file_from_path(path), found) for path, found in self.links.items())
            page.links_to_anchors = {file: _shared(found) for file, found in known if file is not None}


def _shared(links: Mapping[str, str]) -> dict[str, str]:
    """Return links whose words are the same objects on all pages: thousands lead to one clause."""
    return {intern(anchor): intern(url) for anchor, url in links.items()}


def _row(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_row(child) for child in link.children]]


def _link(row: list[Any]) -> AnchorLink:
    title, anchor, level, children = row
    link = AnchorLink(title, anchor, level)
    link.children = [_link(child) for child in children]
    return link
