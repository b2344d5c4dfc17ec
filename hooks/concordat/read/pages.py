"""Markdown pages: minutes, an edition's text, a post, an ordinary page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from concordat.dates import DateError, parse_date
from concordat.findings import Finding, Location, error
from concordat.model import events, forms, records
from concordat.model.mentions import Mention, Mentions, Relation
from concordat.model.records import Document, Marks, Part
from concordat.read.bodies import needs_text, open_body, title_of
from concordat.read.clauses import read_edition_text
from concordat.read.forms import fit
from concordat.read.front import FRONT_MATTER, split_front
from concordat.read.mentions import plain_mentions
from concordat.read.minutes import read_minutes
from concordat.read.prose import Prose, contacts, links, references
from concordat.read.values import Values, read_values

FILE_NAME = error("file-name", "A file whose name or place says something else than its content")
DATE_FILE_NAME = error("date-file-name", "The date in a page differs from the date in its file name")

AnyForm = TypeVar("AnyForm", bound=forms.Form)
Read = tuple[Part | None, list[Finding]]
"""What became of a file: the part of the record that it is, or None, and findings."""


@dataclass(slots=True)
class _Page:
    """A Markdown file taken apart."""

    yaml: str
    values: Values
    prose: Prose
    findings: list[Finding]

    def form(self, form: type[AnyForm], path: str) -> AnyForm | None:
        made, found = fit(form, self.values, path)
        if made is None and self.values.usable:  # where each entry of a list stands is of interest now
            made, found = fit(form, read_values(self.yaml, path, first_line=2), path)
        known = set(self.findings)
        self.findings += [finding for finding in found if finding not in known]
        return made


def _open_page(path: str, text: str) -> _Page:
    yaml, first_line, findings = split_front(text, path)
    values = read_values(yaml, path, first_line=2, tops=True) if yaml.strip() else Values()
    prose, found = open_body(text, path, first_line)
    values.usable = values.usable and not findings
    values.findings = findings + values.findings
    return _Page(yaml, values, prose, [*values.findings, *found])


def _document(path: str, text: str, page: _Page, mentions: Iterable[tuple[Any, ...]] = ()) -> Document:
    every = Mentions.of((*references(page.prose), *mentions))
    return Document(path, every, tuple(links(page.prose)), tuple(contacts(text)), _top(page.values.marks))


def _top(marks: Marks) -> Marks:
    """Keep the places of the keys at the top: thousands of minutes shall stay small."""
    return {key: mark for key, mark in marks.items() if "." not in key}


def _needs_front(path: str, page: _Page) -> list[Finding]:
    """Return the finding for a page of the record that has no settings at all, where that is so."""
    if page.values.content or not page.values.usable:
        return []
    message = "the page has no settings at its top"
    hint = "begin its first line with '---', then write its settings, then a line '---'"
    return [FRONT_MATTER.at(Location(path), message, hint)]


def read_meeting(path: str, text: str, folder: str, name: str) -> Read:
    """Read minutes, `meetings/<folder>/<name>.md`."""
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    if missing:
        return None, page.findings
    front = page.form(forms.MeetingFront, path)
    minutes = read_minutes(page.prose, path)
    page.findings += minutes.findings
    named = _named_date(path, name, page.findings)
    if front is None:
        return None, page.findings
    if named is not None and named != front.day:
        message = f"the date is {front.day}, but the file is called {name}.md"
        hint = f"write 'date: {named}', or name the file {front.day}.md, whichever is right"
        page.findings.append(
            DATE_FILE_NAME.at(Document(path, marks=page.values.marks).at("date"), message, hint)
        )
    if front.status in (forms.MeetingStatus.DRAFT, forms.MeetingStatus.APPROVED):
        page.findings += needs_text(path, page.prose)
    mentions = [*minutes.mentions, *_front_mentions(front, page.values.marks)]
    document = _document(path, text, page, mentions)
    items, decisions, actions = tuple(minutes.items), tuple(minutes.decisions), tuple(minutes.actions)
    return records.MeetingFile(document, folder.upper(), front, items, decisions, actions), page.findings


def _named_date(path: str, name: str, findings: list[Finding]) -> date | None:
    hint = "name the file after the date of the meeting, such as 2016-10-07.md"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        findings.append(FILE_NAME.at(Location(path), f"'{name}.md' is not named after a date", hint))
        return None
    try:
        return parse_date(name)
    except DateError as fault:
        findings.append(FILE_NAME.at(Location(path), str(fault), hint))
        return None


def _front_mentions(front: forms.MeetingFront, marks: Marks) -> list[tuple[Any, ...]]:
    """Return what the settings of minutes name: where they were approved, which actions they close."""
    named = [("closes", address, Relation.CLOSES) for address in front.closes]
    if front.approved_at:
        named.append(("approved_at", front.approved_at, Relation.APPROVED_AT))
    named += [("corrections", correction.at, Relation.CORRECTED_AT) for correction in front.corrections]
    rows = [(str(address), marks.get(key, (1, 1)), relation) for key, address, relation in named]
    return [(address, *place, relation, False, "", (), "") for address, place, relation in rows]


def read_edition(path: str, text: str, folder: str, name: str) -> Read:
    """Read an edition's text, `agreements/<folder>/<name>/index.md`."""
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    if missing:
        return None, page.findings
    front = page.form(forms.EditionFront, path)
    body, found = read_edition_text(page.prose, path)
    page.findings += found
    if front is None:
        return None, page.findings
    if front.edition != name:
        message = f"the edition is '{front.edition}', but its folder is called '{name}'"
        place = Document(path, marks=page.values.marks).at("edition")
        page.findings.append(FILE_NAME.at(place, message, "correct the one that is wrong"))
    page.findings += needs_text(path, page.prose)
    mentions = plain_mentions(page.prose, body.clauses)
    place_of_carries = page.values.marks.get("carries", (1, 1))
    mentions += [
        Mention(str(decision), *place_of_carries, Relation.CARRIES_CHANGE) for decision in front.carries
    ]
    if front.adopted_by:
        place_of = page.values.marks.get("adopted_by", (1, 1))
        mentions.append(Mention(str(front.adopted_by), *place_of, Relation.ADOPTED_BY))
    document = _document(path, text, page, mentions)
    return records.EditionFile(document, folder, front, body), page.findings


def read_post(path: str, text: str) -> Read:
    """Read a blog post."""
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    front = None if missing else page.form(forms.PostFront, path)
    if front is None:
        return None, page.findings
    page.findings += needs_text(path, page.prose)
    title = front.title or title_of(page.prose)
    return records.PostFile(_document(path, text, page), front, title, page.prose.text), page.findings


def read_event(path: str, text: str, name: str) -> Read:
    """Read an event, `calendar/<name>.md`. Its name lasts: calendars know the event by it."""
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    if not re.fullmatch(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*", name):
        message = f"'{name}.md' is not a name for an event"
        hint = "name the file in small letters, figures and hyphens, such as challenge-event-2017.md"
        page.findings.append(FILE_NAME.at(Location(path), message, hint))
    front = None if missing else page.form(events.EventFront, path)
    return records.EventFile(_document(path, text, page), front) if front else None, page.findings


def read_page(path: str, text: str) -> Read:
    """Read an ordinary page."""
    page = _open_page(path, text)
    front = page.form(forms.PageFront, path)
    if front is None:
        return None, page.findings
    if front.shows is None and front.template is None:
        page.findings += needs_text(path, page.prose)
    title = front.title or title_of(page.prose)
    return records.PageFile(_document(path, text, page), front, title), page.findings
