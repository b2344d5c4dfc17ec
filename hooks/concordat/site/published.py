"""What a page of a published version says of itself, and the settings of the theme's selector."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from concordat.dates import in_words
from concordat.publication import Publication

_POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'"

PAGE, STYLE = "published.html", "published.css"
"""The page that says which version this is, in a frame on every other, and its style sheet."""

_STYLESHEET = """\
:root { color-scheme: light dark; }
body { background: #f4f2ec; color: #1d2526; font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
p { margin: 0; }
@media (prefers-color-scheme: dark) { body { background: #1c2527; color: #e9eded; } }
@media print { body { background: none; color: #000; } }
"""


def files_of(version: Publication) -> dict[str, str]:
    """Return the files, by name, that say which version this is and on which day it was published."""
    said = f"The record as published on {in_words(version.day)} (version {escape(version.version)})."
    page = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Version {escape(version.version)}</title>
<link rel="stylesheet" href="{STYLE}">
</head>
<body><main><p>{said}</p></main></body>
</html>
"""
    return {PAGE: page, STYLE: _STYLESHEET}


def set_up(config: MkDocsConfig, version: Publication) -> None:
    """Let the theme show its selector, which reads `versions.json` beside the version's folder."""
    config.extra["version"] = {"provider": "mike", "default": version.current or version.version}


def published(version: Publication, page: Page) -> dict[str, Any]:
    """Return what stands at the top of a page for ever: where its version is told, and the current record.

    Nothing in it changes from version to version: a page has the same bytes as long as it says the same.

    The way leads to the same page there, where that has it, else to its first page; where no alias
    names the current record, to the root of all versions.
    """
    root = get_relative_url(".", page.url).rstrip("/")
    known = _pages(version.known) if version.known else None
    same = page.url if known is None or page.url in known else ""
    current = f"{root}/../{version.current}/{same}" if version.current else f"{root}/../"
    return {
        "about": f"{root}/{PAGE}",
        "alias": version.current,
        "current": current,
        "versions": f"{root}/../versions.html",
    }


@lru_cache(maxsize=4)
def _pages(path: str) -> frozenset[str]:
    """Return the addresses of the pages that an `addresses.json` lists, those that lead on included."""
    addresses = json.loads(Path(path).read_text(encoding="utf-8"))
    return frozenset((*addresses["pages"], *addresses["forwards"], *addresses["gone"]))
