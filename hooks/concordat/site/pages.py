"""What MkDocs knows of a page, in the form that the record's templates need."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from concordat.places import Place

_HEADING = re.compile(r"\s*(<h1[^>]*>.*?</h1>)", re.DOTALL)


def text_of(page: Page) -> str:
    """Return a page's file as it is: MkDocs strips what it takes for settings."""
    return Path(page.file.abs_src_path or "").read_text("utf-8-sig")


def after_heading(page: Page) -> dict[str, str]:
    """Take the heading off a page's content, so that the head of the record stands below it."""
    match = _HEADING.match(page.content or "")
    if match is None:
        return {"heading": f"<h1>{html.escape(str(page.title))}</h1>", "text": page.content or ""}
    return {"heading": match[1], "text": (page.content or "")[match.end() :]}


def linker(urls: Mapping[str, str], page: Page) -> Callable[[Place], str]:
    """Return a function that gives a place's address, relative to the page."""

    @cache
    def relative(path: str) -> str:
        return get_relative_url(urls.get(path, path), page.url)

    def link(place: Place) -> str:
        url = relative(place.path)
        return f"{url}#{place.anchor}" if place.anchor else url

    return link
