"""A meeting's page."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.calendar import meeting_event
from concordat.dates import in_words
from concordat.findings import listed
from concordat.model.forms import MeetingStatus
from concordat.model.records import MeetingFile
from concordat.places import Place
from concordat.record import Record
from concordat.views.calendar import event_line
from concordat.views.cells import ATTENDANCE, MEETING_STATUS, Cell, Fact, Head, linked

_TOOK_PART = {**ATTENDANCE, "apologies": "sent apologies"}


@dataclass(frozen=True, slots=True)
class People:
    """Who took part in a meeting: a line that counts them, and the councils by how they took part."""

    summary: str
    facts: tuple[Fact, ...]


def meeting_head(record: Record, meeting: MeetingFile) -> Head:
    """Return what stands at the top of minutes: status, time and place, who took the chair."""
    front = meeting.front
    line = event_line(record, meeting_event(record, meeting))
    facts = [Fact("Cited as", (Cell(str(meeting.address)),)), Fact("When", (Cell(line.when),))]
    if front.place:
        facts.append(Fact("Where", (Cell(front.place),)))
    if front.chair:
        facts.append(Fact("Chair", (Cell(record.council_name(front.chair, front.day)),)))
    closed = [linked(record, str(address)) for address in front.closes]
    if closed:
        facts.append(Fact("Actions closed", tuple(closed)))
    facts += [
        Fact("Corrected", (Cell(correction.what.rstrip(" .")), linked(record, str(correction.at))))
        for correction in front.corrections
    ]
    if line.file and front.status is not MeetingStatus.CANCELLED:
        facts.append(Fact("Calendar", (line.file,)))
    status, sentence = MEETING_STATUS[front.status], _meeting_sentence(meeting)
    return Head(status, str(front.status), sentence, tuple(facts), str(meeting.address), status.lower())


def people(record: Record, meeting: MeetingFile) -> People | None:
    """Return who took part, by council, and the guests; None where the minutes do not say."""
    front = meeting.front
    ways = {name: getattr(front, name) for name in ATTENDANCE}
    rows = [
        Fact(ATTENDANCE[name], tuple(Cell(_attendee(record, meeting, name, key)) for key in entries))
        for name, entries in ways.items()
        if entries
    ]
    counts = [f"{len(entries)} {_TOOK_PART[name].lower()}" for name, entries in ways.items() if entries]
    if front.in_attendance:
        rows.append(Fact("In attendance", tuple(Cell(guest) for guest in front.in_attendance)))
    return People(f"Who took part: {listed(counts) if counts else 'guests'}", tuple(rows)) if rows else None


def neighbours(record: Record, meeting: MeetingFile) -> tuple[Fact, ...]:
    """Return the body's meetings before and after one."""
    found = (
        ("Meeting before", _held_on(record.meeting_before(meeting))),
        ("Next meeting", _next(record, meeting)),
    )
    return tuple(Fact(label, (cell,)) for label, cell in found if cell is not None)


def _attendee(record: Record, meeting: MeetingFile, way: str, key: str) -> str:
    name = record.council_name(key, meeting.front.day)
    return f"{name} ({meeting.front.represented[key]})" if way == "represented" else name


def _held_on(meeting: MeetingFile | None) -> Cell | None:
    return Cell(in_words(meeting.front.day), Place(meeting.document.path)) if meeting else None


def _next(record: Record, meeting: MeetingFile) -> Cell | None:
    known = _held_on(record.meeting_after(meeting))
    if known is not None or meeting.front.next is None:
        return known
    return Cell(in_words(meeting.front.next))


def _meeting_sentence(meeting: MeetingFile) -> str:
    front = meeting.front
    if front.status is MeetingStatus.APPROVED and front.approved_at:
        return f"These minutes were approved on {in_words(front.approved_at.day)}."
    return {
        MeetingStatus.AGENDA: "This is an agenda. The meeting has not been held.",
        MeetingStatus.DRAFT: "These minutes are a draft. The body has not approved them.",
        MeetingStatus.CANCELLED: "This meeting was cancelled.",
    }.get(front.status, "These minutes were approved.")
