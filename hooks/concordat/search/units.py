"""What can be found: each clause, decision, action, item, meeting, council, event and page is a unit."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from concordat.dates import in_words
from concordat.index import Edition
from concordat.model.events import EventStatus
from concordat.model.forms import EditionStatus
from concordat.model.mentions import Relation
from concordat.model.records import Action, Decision, EventFile, MeetingFile
from concordat.places import Place, council_page, entry_anchor, page_title
from concordat.record import Record
from concordat.seal import words
from concordat.views.cells import (
    EDITION_STATUS,
    EVENT_KIND,
    EVENT_STATUS,
    MEETING_STATUS,
    action_state,
    dated,
)
from concordat.views.registers import decision_state, opening

LONGEST = 1_500
"""Characters of a unit's text that are found and shown; the rest of a long page stands on the page."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find: first by its `own` number or date, then by `names`, then by the words of `text`.

    `current` is False for what no longer holds, or does not hold yet: it comes after what does.
    """

    kind: str
    title: str
    detail: str
    status: str
    place: Place
    own: str
    names: str
    text: str
    current: bool = True
    day: date | None = None


def units_of(record: Record, items: dict[str, dict[str, str]]) -> Iterator[Unit]:
    """Return the units of the record: of its editions and of its meetings.

    `items` are the words of each item of minutes, by the path of the page and by its number.
    """
    for edition in record.editions():
        yield from _clauses(record, edition)
    for meeting in record.meetings:
        yield from meeting_units(record, meeting, items.get(meeting.document.path, {}))


def page_unit(kind: str, title: str, path: str, text: str, day: date | None = None) -> Unit:
    """Return the unit of a page that is neither minutes nor an edition."""
    detail = in_words(day) if day else ""
    names = f"{kind} {_dated(day)}"
    return Unit(kind, title, detail, "", Place(path), title, names, text[:LONGEST], day=day)


def event_unit(event: EventFile, text: str) -> Unit:
    """Return the unit of an event, with the words of its page."""
    front, path = event.front, event.document.path
    kind = EVENT_KIND[front.kind]
    detail = f"{in_words(front.day)}{f', {front.place}' if front.place else ''}"
    state = "" if front.status is EventStatus.CONFIRMED else EVENT_STATUS[front.status]
    names = f"event {kind} {_dated(front.day)} {front.place or ''}"
    return Unit(
        "Event", event.title, detail, state, Place(path), event.title, names, text[:LONGEST], day=front.day
    )


def council_unit(record: Record, key: str, title: str, text: str) -> Unit:
    """Return the unit of a council's page, with what somebody wrote on it; found first by its names."""
    form = record.councils[key]
    called = [dated(each.name, each.first, each.last) for each in form.names]
    codes = [each.code for each in form.codes]
    said = "; ".join((*called, *codes, *((form.combined_authority,) if form.combined_authority else ())))
    own = " ".join((key, form.short_name or "", *(each.name for each in form.names)))
    being = record.in_being(key, record.today)
    status = "" if being else "Not in being"
    words = f"{said}. {text}".strip()[:LONGEST]
    return Unit("Council", title, key, status, Place(council_page(key)), own, "council", words, being)


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """Return units as they stand where nothing else decides: what holds, pages, what does not hold.

    Among them councils come first, and then the latest.
    """
    kinds = ("Council", "Clause", "Meeting", "Decision", "Action", "Item", "Event", "Post", "Page")

    def order(unit: Unit) -> tuple[bool, bool, bool, int, int]:
        return (
            not unit.current,
            unit.kind == "Page",
            unit.kind != "Council",
            -unit.day.toordinal() if unit.day else 0,
            kinds.index(unit.kind),
        )

    return sorted(units, key=order)


def _clauses(record: Record, edition: Edition) -> Iterator[Unit]:
    front, agreement = edition.file.front, record.agreements[edition.agreement]
    title = agreement.file.form.short_name
    status = EDITION_STATUS[front.status]
    if front.status is EditionStatus.IN_FORCE and front.in_force_from:
        status = f"{status} from {in_words(front.in_force_from)}"
    keys, current = agreement.keys(edition.name), edition.in_force_on(record.today)
    headings: dict[int, str] = {}
    for clause, text in zip(edition.clauses, edition.texts, strict=True):
        headings = {level: name for level, name in headings.items() if level < clause.level}
        above = " ".join(headings.values())
        headings[clause.level] = clause.title
        names = f"clause section {edition.agreement} {edition.address} {agreement.file.form.title}"
        yield Unit(
            "Clause",
            f"Clause {clause.number}{f' {clause.title}' if clause.title else ''}",
            f"{title} agreement, edition {edition.name}",
            status,
            Place(edition.path, clause.number),
            clause.number,
            f"{names} {clause.title} {keys.get(clause.key, '')}",
            html.unescape(words(text))[:LONGEST] or above,
            current,
            front.in_force_from,
        )


def meeting_units(record: Record, meeting: MeetingFile, items: Mapping[str, str]) -> Iterator[Unit]:
    """Return the units of a meeting, given the words of its items by their numbers."""
    path, day, status = meeting.document.path, meeting.front.day, MEETING_STATUS[meeting.front.status]
    title = page_title(record, meeting)
    names = f"{meeting.body} {_dated(day)}"
    people = [record.council_name(key, day) for key in meeting.front.present]
    present = f"Present: {', '.join(people)}." if people else ""
    called = f"meeting minutes {title} {names}"
    yield Unit("Meeting", title, "", status, Place(path), str(day), called, present, True, day)
    for item in meeting.items:
        place = Place(path, entry_anchor(f"item {item.number}"))
        shown, text = f"{item.number}. {item.title}", items.get(item.number, "")[:LONGEST]
        yield Unit("Item", shown, title, status, place, "", f"item {names} {shown}", text, True, day)
    for entry in meeting.entries:
        yield _entry(record, meeting, entry, title, names)


def _entry(record: Record, meeting: MeetingFile, entry: Decision | Action, title: str, names: str) -> Unit:
    address = f"{meeting.address} {entry.number}"
    place = Place(meeting.document.path, entry_anchor(entry.number))
    if isinstance(entry, Decision):
        kind, state = "Decision", decision_state(record, address, meeting)
        current, owner = not record.sources_of(Relation.SUPERSEDES, address), ""
    else:
        kind, owner = "Action", entry.owner
        state, current = action_state(record, address, entry)[0], True
    return Unit(
        kind,
        f"{kind} {entry.number}",
        f"{title}{f', owner: {owner}' if owner else ''}",
        state,
        place,
        entry.number,
        f"{kind} {names} {owner}",
        opening(entry.words, LONGEST),
        current,
        meeting.front.day,
    )


def _dated(day: date | None) -> str:
    return f"{day} {day:%Y-%m} {day.year}" if day else ""


def item_words(meeting: MeetingFile, text: str) -> dict[str, str]:
    """Return the words of each item's own text, without its decisions and actions, by number."""
    lines = text.splitlines()
    ends = [item.line for item in meeting.items[1:]] + [len(lines) + 1]
    found = {}
    for item, end in zip(meeting.items, ends, strict=True):
        own = [line for line in lines[item.line : end - 1] if not line.lstrip().startswith((">", "#"))]
        found[item.number] = opening("\n".join(own), LONGEST)
    return found
