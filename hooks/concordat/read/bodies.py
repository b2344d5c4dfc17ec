"""What a page holds below its settings: as much as can be read without knowing what they say."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from concordat.findings import Finding, Location, warning
from concordat.model.mentions import Contact, Link
from concordat.read.front import split_front
from concordat.read.minutes import Minutes, read_minutes
from concordat.read.prose import Prose, contacts, heading_words, links, read_prose, references

PAGE_EMPTY = warning("page-empty", "A page without text")

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)


class Body(NamedTuple):
    """What a page holds below its settings, and what its readers find there."""

    first_line: int
    minutes: Minutes  # of a page that is none: nothing
    title: str  # its first heading
    references: list[tuple[Any, ...]]  # rows for `Mentions`
    links: list[Link]
    contacts: list[Contact]  # its settings' too
    findings: list[Finding]


def read_body(path: str, text: str, *, minutes: bool) -> Body:
    """Read a page without its settings. An empty page is a finding here, whatever they say."""
    _, first_line, findings = split_front(text, path)
    prose, unclosed = open_body(text, path, first_line)
    read = read_minutes(prose, path) if minutes else Minutes()
    found = [*findings, *unclosed, *read.findings, *needs_text(path, prose)]
    return Body(first_line, read, title_of(prose), references(prose), links(prose), contacts(text), found)


def open_body(text: str, path: str, first_line: int) -> tuple[Prose, list[Finding]]:
    """Return what stands from a line of a page on, and what is never closed in it."""
    return read_prose("".join(text.split("\n", first_line - 1)[first_line - 1 :]), path, first_line)


def needs_text(path: str, prose: Prose) -> list[Finding]:
    """Return the finding for a page without text, where it is one."""
    text = prose.text
    shown = _COMMENT.sub("", text) if "<!--" in text else text
    if shown and not shown.isspace():
        return []
    return [PAGE_EMPTY.at(Location(path), "the page has no text", "write its text, or delete the file")]


def title_of(prose: Prose) -> str:
    """Return the words of the first heading of a text; "" where it has none."""
    match = _TITLE.search(prose.masked)
    return heading_words(prose.text[match.start(1) : match.end(1)]) if match else ""
