"""Empty lines that are missing: before a clause, before a second decision in one quote, before a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from concordat.findings import Finding
from concordat.mending.page import Page
from concordat.model.records import EditionText
from concordat.read.front import split_front
from concordat.read.minutes import SECOND_LABEL
from concordat.read.prose import read_prose

_ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_OTHER = re.compile(r"[ \t]*(?:$|[-*+>#|<]|\d{1,3}[.)][ \t]|\(?\w{1,4}\)[ \t]|\[\^?[^\]]+\]:)|[ \t]{2,}")


def part_entries(page: Page, findings: Iterable[Finding]) -> None:
    """Part a decision or an action from the quote in which it stands."""
    page.parted |= {each.location.line for each in findings if each.hint == SECOND_LABEL}


def part_clauses(page: Page, text: EditionText) -> None:
    """Part each clause from the paragraph above it."""
    headings = {clause.line for clause in text.clauses if clause.heading}
    for clause in text.clauses:
        above = page.lines[clause.line - 2] if clause.line > 1 else ""
        if above.strip() and not clause.heading and clause.line - 1 not in headings:
            page.parted.add(clause.line)


def part_lists(page: Page) -> None:
    """Part each list from the paragraph above it, which would swallow it."""
    _, first, findings = split_front(page.plain, page.path)
    prose, unclosed = read_prose("\n".join(page.lines[first - 1 :]), page.path, first)
    if findings or unclosed:
        return
    lines = prose.masked.split("\n")
    for at in range(1, len(lines)):
        if _ITEM.match(lines[at]) and not _OTHER.match(lines[at - 1]):
            page.parted.add(first + at)
