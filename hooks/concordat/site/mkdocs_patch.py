"""The one place that changes MkDocs from outside: four of its steps, and one of the theme's blog.

MkDocs has no event around the rendering of a page, the writing of one, or the emptying of its folder. Here
stand ways in for the versions that they were written for; any others build as they always do, one page
after another.
"""

from __future__ import annotations

from typing import Any, Protocol

import material
import mkdocs
from material.plugins.blog.structure import Excerpt
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.structure.pages import Page

VERSIONS = ("1.6.1", "9.8.1")
"""The versions of MkDocs and of the theme whose steps these are."""

_CLEAN, _POPULATE, _BUILD, _RENDER, _EXCERPT = (
    utils.clean_directory,
    build._populate_page,
    build._build_page,
    Page.render,
    Excerpt.render,
)


class Steps(Protocol):
    """What may do MkDocs' steps in another way. Each is given the step itself, and its arguments."""

    def clean(self, step: Any, folder: str) -> None:
        """Empty the folder of the site."""

    def populate(self, step: Any, page: Page, *arguments: Any, **named: Any) -> None:
        """Read and render a page."""

    def render(self, step: Any, page: Page, *arguments: Any) -> None:
        """Turn a page's Markdown into HTML."""

    def write(self, step: Any, page: Page, *arguments: Any, **named: Any) -> None:
        """Put a page into its template, and write it."""

    def excerpt(self, step: Any, excerpt: Excerpt, page: Page, separator: str) -> None:
        """Turn the Markdown of a post into the HTML of its beginning, for a list of posts."""


def install(steps: Steps | None) -> bool:
    """Let `steps` do what MkDocs would; None gives MkDocs its own back. Return whether it could be done."""
    if steps is None or (mkdocs.__version__, material.__version__) != VERSIONS:
        _put(_CLEAN, _POPULATE, _BUILD, _RENDER, _EXCERPT)
        return steps is None

    def clean(folder: str) -> None:
        steps.clean(_CLEAN, folder)

    def populate(page: Page, *arguments: Any, **named: Any) -> None:
        steps.populate(_POPULATE, page, *arguments, **named)

    def write(page: Page, *arguments: Any, **named: Any) -> None:
        steps.write(_BUILD, page, *arguments, **named)

    def render(page: Page, *arguments: Any) -> None:
        steps.render(_RENDER, page, *arguments)

    def excerpt(of: Excerpt, page: Page, separator: str) -> None:
        steps.excerpt(_EXCERPT, of, page, separator)

    _put(clean, populate, write, render, excerpt)
    return True


def _put(clean: Any, populate: Any, write: Any, render: Any, excerpt: Any) -> None:
    utils.clean_directory = clean
    build._populate_page, build._build_page = populate, write
    Page.render, Excerpt.render = render, excerpt  # type: ignore[method-assign]
