"""What the rendering of a page's Markdown makes, apart from the page: to be sent, and put in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML and what MkDocs keeps beside it; `links` go from a file's path to its anchors."""

    content: str | None
    toc: Any
    title: str | None
    anchors: frozenset[str] | None
    links: Mapping[str, Mapping[str, str]] | None

    @classmethod
    def of(cls, page: Page) -> Rendered:
        """Take it from a page that has been rendered."""
        anchors, links = page.present_anchor_ids, page.links_to_anchors
        return cls(
            page.content,
            page.toc,
            page._title_from_render,
            None if anchors is None else frozenset(anchors),
            None if links is None else {file.src_uri: found for file, found in links.items()},
        )

    def put(self, page: Page, files: Files) -> None:
        """Let a page be as if it had been rendered."""
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = None if self.anchors is None else set(self.anchors)
        if self.links is not None:
            known = ((files.get_file_from_path(path), found) for path, found in self.links.items())
            page.links_to_anchors = {file: dict(found) for file, found in known if file is not None}
