"""The beginnings of posts in lists: rendered once for all lists from which links lead the same way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from material.plugins.blog.structure import Excerpt
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from concordat.site.rendered import AskedFiles

_Ways = tuple[str, ...]
_RENDERED = ("markdown", "content", "more", "toc")


@dataclass(slots=True)
class _Known:
    """The pages that a post links to, and what was made of it by the ways that lead there from a list."""

    targets: list[str]
    made: dict[_Ways, dict[str, Any]] = field(default_factory=dict)

    def ways(self, page: Page) -> _Ways:
        """Return how a list's links would lead to the targets."""
        return tuple(get_relative_url(target, page.url) for target in self.targets)


class Excerpts:
    """Renders the excerpts of one build's posts."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}  # by path

    def render(self, step: Any, excerpt: Excerpt, page: Page, separator: str) -> None:
        """Render an excerpt for a list, unless another list has had the same."""
        path = excerpt.file.src_uri
        known = self._known.get(path)
        made = known.made.get(known.ways(page)) if known else None
        if made is not None:
            for name, value in made.items():
                setattr(excerpt, name, value)
            return
        links = excerpt.md.treeprocessors["relpath"]
        asked = links.files = AskedFiles(links.files)
        step(excerpt, page, separator)
        if known is None:
            found = {answer[0] for answer in asked.asked.values() if answer}
            known = self._known[path] = _Known(sorted({excerpt.post.url, *found}))
        known.made[known.ways(page)] = {name: getattr(excerpt, name) for name in _RENDERED}
