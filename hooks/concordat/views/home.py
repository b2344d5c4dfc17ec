"""The first page: what comes next, what is in force, what was decided, what is due, what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from concordat.dates import in_words
from concordat.index import Edition
from concordat.model.events import EventStatus
from concordat.model.forms import EditionStatus
from concordat.model.mentions import Relation
from concordat.model.registers import Register
from concordat.places import Place, agreement_page
from concordat.record import Record
from concordat.views.calendar import EventLine, upcoming_events
from concordat.views.cells import EDITION_STATUS, Cell, linked, linked_all, period, state_cell, targets_of
from concordat.views.editions import progress
from concordat.views.registers import opening

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement's edition, and how far its signatures have come."""

    title: Cell
    status: str
    mark: str
    days: str
    have: int
    due: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what it is about, its words, and what else is said of it."""

    title: Cell
    words: str
    notes: tuple[Cell, ...] = ()
    day: str = ""  # as 2016-12-09
    day_in_words: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    as_of: str
    registers: dict[Register, Place]  # the pages of the registers, where the record has them
    upcoming: tuple[EventLine, ...]
    standings: tuple[Standing, ...]
    decisions: tuple[Line, ...]
    actions: tuple[Line, ...]
    posts: tuple[Line, ...]


def home(record: Record) -> Home:
    """Return what the first page of a record shows."""
    return Home(
        in_words(record.today),
        {page.front.shows: Place(page.document.path) for page in reversed(record.pages) if page.front.shows},
        tuple(line for line in upcoming_events(record, record.today) if line.mark != EventStatus.CANCELLED),
        tuple(_standings(record)),
        tuple(_first(_decisions(record))),
        tuple(_due(record)),
        tuple(_posts(record)),
    )


def _first(lines: Iterator[Line]) -> Iterator[Line]:
    for _, line in zip(range(_SHOWN), lines, strict=False):
        yield line


def _standings(record: Record) -> Iterator[Standing]:
    """The editions that are in force, then those on their way there."""
    coming = (EditionStatus.FOR_SIGNATURE, EditionStatus.DRAFT)
    for name in record.agreements:
        current = record.in_force(name, record.today)
        if current is not None:
            yield _standing(record, current, Place(agreement_page(record, name)))
    for edition in record.editions():
        if edition.file.front.status in coming:
            yield _standing(record, edition, Place(edition.path))


def _standing(record: Record, edition: Edition, place: Place) -> Standing:
    front, title = edition.file.front, record.agreements[edition.agreement].file.form.title
    draft = front.status is EditionStatus.DRAFT
    have, due = (0, 0) if draft else progress(record, edition)
    return Standing(
        Cell(f"{title}, edition {edition.name}", place),
        EDITION_STATUS[front.status],
        str(front.status),
        period(front.in_force_from, front.in_force_until) if front.in_force_from else "",
        have,
        due,
    )


def _decisions(record: Record) -> Iterator[Line]:
    for meeting in sorted(record.meetings, key=lambda each: each.front.day, reverse=True):
        for decision in meeting.decisions:
            address = f"{meeting.address} {decision.number}"
            amended = linked_all(record, targets_of(record, meeting, decision.number, Relation.AMENDS))
            notes = (Cell("Amends", items=amended.items),) if amended.items else ()
            yield Line(linked(record, address), opening(decision.words), notes)


def _due(record: Record) -> list[Line]:
    """The open actions that are due first."""
    found = []
    for meeting in record.meetings:
        for action in meeting.actions:
            address = f"{meeting.address} {action.number}"
            if action.due and record.is_open(address, action):
                found.append((action.due, address, action))
    return [
        Line(
            linked(record, address),
            opening(action.words),
            (Cell(f"{action.owner}, due {in_words(day)}"), state_cell(record, address, action)),
        )
        for day, address, action in sorted(found, key=lambda each: each[:2])[:_SHOWN]
    ]


def _posts(record: Record) -> Iterator[Line]:
    published = [post for post in record.posts if not post.front.draft]
    latest = sorted(published, key=lambda post: post.front.day.created, reverse=True)
    for post in latest[:3]:
        day = post.front.day.created
        yield Line(
            Cell(post.title, Place(post.document.path)),
            post.front.description or "",
            day=day.isoformat(),
            day_in_words=in_words(day),
        )
