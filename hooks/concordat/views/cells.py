"""The parts that views are made of, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from concordat.dates import in_words
from concordat.model.events import EventKind, EventStatus
from concordat.model.forms import EditionStatus, MeetingStatus
from concordat.model.mentions import Relation
from concordat.model.records import Action, ActionState, MeetingFile
from concordat.places import Place, place_of
from concordat.record import Record

Way = Literal["present", "represented", "apologies", "absent"]
ATTENDANCE: Mapping[Way, str] = {
    "present": "Present",
    "represented": "Represented",
    "apologies": "Apologies",
    "absent": "Absent",
}
"""How each way of taking part is named to readers."""

EDITION_STATUS = {
    EditionStatus.DRAFT: "Draft",
    EditionStatus.FOR_SIGNATURE: "Open for signature",
    EditionStatus.IN_FORCE: "In force",
    EditionStatus.SUPERSEDED: "Superseded",
    EditionStatus.WITHDRAWN: "Withdrawn",
}
MEETING_STATUS = {
    MeetingStatus.AGENDA: "Agenda",
    MeetingStatus.DRAFT: "Draft minutes",
    MeetingStatus.APPROVED: "Approved minutes",
    MeetingStatus.CANCELLED: "Cancelled",
}
"""How each status is named to readers; two tables, as `draft` is a status of both."""

EVENT_KIND = {
    EventKind.CONFERENCE: "Conference",
    EventKind.DEADLINE: "Deadline",
    EventKind.CHALLENGE: "Challenge event",
    EventKind.SUMMIT: "Summit",
    EventKind.TRAINING: "Training",
    EventKind.OTHER: "Event",
    None: "Meeting",
}
"""How each kind of event is named to readers; None is a meeting of a body."""

EVENT_STATUS = {
    EventStatus.CONFIRMED: "Confirmed",
    EventStatus.PROVISIONAL: "Provisional",
    EventStatus.CANCELLED: "Cancelled",
}
"""How each status of an event is named to readers."""


class Outcome(StrEnum):
    """What became of an action, by its own minutes and later ones, on the day of the record."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    DROPPED = "dropped"
    CLOSED = "closed"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: words, where they lead, and a mark for the style sheet.

    `due` is the day, as `2016-12-16`, after which something open is overdue: a script sees to it
    that the words are right on the day that somebody reads.
    """

    text: str
    place: Place | None = None
    mark: str = ""
    items: tuple[Cell, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a table: its key in the page's address, its label, what can be chosen."""

    key: str
    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. The first cell of each row is its heading.

    `facets` has, for each row and each filter, the values under which the row is found. A link leads to the
    table where it has an `anchor`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "Nothing is recorded yet."
    filters: tuple[Filter, ...] = ()
    facets: tuple[tuple[tuple[str, ...], ...], ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a page's head: a label and what it says."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of minutes or of an edition, and how its parts are cited.

    `cite` begins a citation, `standing` says what the text was worth, `pinned` is the page whose
    words stay; None where it is the page itself.
    """

    status: str
    mark: str
    sentence: str
    facts: tuple[Fact, ...]
    cite: str = ""
    standing: str = ""
    pinned: Place | None = None


def linked(record: Record, address: str) -> Cell:
    """Return a full address as a link, named for readers."""
    place = place_of(record, address)
    return Cell(place.label if place else address, place)


def linked_all(record: Record, targets: Iterable[str]) -> Cell:
    """Return full addresses as a cell of links, each once."""
    return Cell("", items=tuple(linked(record, address) for address in dict.fromkeys(targets)))


def targets_of(record: Record, meeting: MeetingFile, entry: str, relation: Relation) -> list[str]:
    """Return the full addresses that an entry of a meeting names in a relation, in their order."""
    source = f"{meeting.address} {entry}"
    return [
        ref.target
        for ref in record.made_in(meeting.document.path)
        if (ref.source, ref.relation) == (source, relation)
    ]


def outcome(record: Record, address: str, action: Action) -> Outcome:
    """Return what became of an action: what its own minutes say, else what later ones do."""
    if action.state is not ActionState.OPEN:
        return Outcome.DONE if action.state is ActionState.DONE else Outcome.DROPPED
    if record.sources_of(Relation.CLOSES, address):
        return Outcome.CLOSED
    if record.sources_of(Relation.CARRIES, address):
        return Outcome.CARRIED
    return Outcome.OVERDUE if action.due and action.due < record.today else Outcome.OPEN


_SETTLED = {
    Outcome.CLOSED: ("Closed at", Relation.CLOSES),
    Outcome.CARRIED: ("Carried on as", Relation.CARRIES),
}


def action_state(record: Record, address: str, action: Action) -> tuple[str, str]:
    """Return what became of an action, in words, and its mark."""
    state = outcome(record, address, action)
    if state in _SETTLED:
        said, relation = _SETTLED[state]
        return f"{said} {record.sources_of(relation, address)[0]}", "closed"
    return str(state).capitalize(), str(state) if state in (Outcome.OPEN, Outcome.OVERDUE) else "closed"


def state_cell(record: Record, address: str, action: Action) -> Cell:
    """Return what became of an action as a cell, with the way to what closed it or carries it on."""
    settled = _SETTLED.get(outcome(record, address, action))
    if settled:
        said, relation = settled
        return Cell(said, mark="closed", items=(linked(record, record.sources_of(relation, address)[0]),))
    state, mark = action_state(record, address, action)
    watched = mark != "closed" and action.due
    return Cell(state, mark=mark, due=action.due.isoformat() if watched and action.due else "")


def period(first: date | None, last: date | None) -> str:
    """Return the days in force of an edition, in words."""
    if first is None:
        return "Not in force"
    return f"From {in_words(first)}" + (f" until {in_words(last)}" if last else "")


def dated(what: str, first: date | None, last: date | None) -> str:
    """Return something with the days for which it held, in brackets."""
    begins = f"from {in_words(first)}" if first else ""
    ends = f"until {in_words(last)}" if last else ""
    return f"{what} ({' '.join(filter(None, (begins, ends)))})" if begins or ends else what
