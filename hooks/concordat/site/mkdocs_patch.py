"""The one place that changes MkDocs from outside: four of its steps, given to whoever shares them out.

MkDocs has no event around the rendering of a page, the writing of one, or the emptying of its folder. Here
stand ways in for the version that they were written for; any other builds as it always does, one page
after another.
"""

from __future__ import annotations

from typing import Any, Protocol

import mkdocs
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.structure.pages import Page

VERSION = "1.6.1"
"""The version of MkDocs whose steps these are."""

_CLEAN, _POPULATE, _BUILD, _RENDER = (
    utils.clean_directory,
    build._populate_page,
    build._build_page,
    Page.render,
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


def install(steps: Steps | None) -> bool:
    """Let `steps` do what MkDocs would; None gives MkDocs its own back. Return whether it could be done."""
    if steps is None or mkdocs.__version__ != VERSION:
        _put(_CLEAN, _POPULATE, _BUILD, _RENDER)
        return steps is None

    def clean(folder: str) -> None:
        steps.clean(_CLEAN, folder)

    def populate(page: Page, *arguments: Any, **named: Any) -> None:
        steps.populate(_POPULATE, page, *arguments, **named)

    def write(page: Page, *arguments: Any, **named: Any) -> None:
        steps.write(_BUILD, page, *arguments, **named)

    def render(page: Page, *arguments: Any) -> None:
        steps.render(_RENDER, page, *arguments)

    _put(clean, populate, write, render)
    return True


def _put(clean: Any, populate: Any, write: Any, render: Any) -> None:
    utils.clean_directory = clean
    build._populate_page, build._build_page = populate, write
    Page.render = render  # type: ignore[method-assign]
