"""A meeting's page."""

from __future__ import annotations

from concordat.dates import in_words
from concordat.model.forms import MeetingStatus
from concordat.model.records import MeetingFile
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import ATTENDANCE, MEETING_STATUS, Cell, Fact, Head, linked


def meeting_head(record: Record, meeting: MeetingFile) -> Head:
    """Return what stands at the top of minutes: status, time and place, people by council."""
    front = meeting.front
    facts = [Fact("Cited as", (Cell(str(meeting.address)),)), Fact("When", (Cell(_when(meeting)),))]
    if front.place:
        facts.append(Fact("Where", (Cell(front.place),)))
    if front.chair:
        facts.append(Fact("Chair", (Cell(record.council_name(front.chair, front.day)),)))
    for name, label in ATTENDANCE.items():
        entries = getattr(front, name)
        if entries:
            facts.append(Fact(label, tuple(Cell(_attendee(record, meeting, name, key)) for key in entries)))
    if front.in_attendance:
        facts.append(Fact("In attendance", tuple(Cell(guest) for guest in front.in_attendance)))
    closed = [linked(record, str(address)) for address in front.closes]
    if closed:
        facts.append(Fact("Actions closed", tuple(closed)))
    facts += [
        Fact("Corrected", (Cell(correction.what.rstrip(" .")), linked(record, str(correction.at))))
        for correction in front.corrections
    ]
    for label, address in (
        ("Meeting before", _held_on(record.meeting_before(meeting))),
        ("Next meeting", _next(record, meeting)),
    ):
        if address is not None:
            facts.append(Fact(label, (address,)))
    status, sentence = MEETING_STATUS[front.status], _meeting_sentence(meeting)
    return Head(status, str(front.status), sentence, tuple(facts))


def _when(meeting: MeetingFile) -> str:
    front = meeting.front
    day = f"{front.day:%A} {in_words(front.day)}"
    times = [f"{clock:%H:%M}" for clock in (front.start, front.end) if clock]
    return f"{day}, {' to '.join(times)}" if times else day


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
