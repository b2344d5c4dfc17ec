"""What takes place: the meetings of all bodies and the other events, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from concordat.model.events import EventKind, EventStatus
from concordat.model.forms import MeetingStatus
from concordat.model.records import EventFile, MeetingFile
from concordat.places import page_title
from concordat.record import Record


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, or another event. `name` lasts as long as the record: calendars know it by that.

    Without `start` it takes whole days. `end` is a time on its last day.
    """

    name: str  # a meeting's address; the path of any other event
    path: str
    title: str
    kind: EventKind | None  # None for a meeting of a body
    first: date
    last: date
    start: time | None
    end: time | None
    place: str
    status: EventStatus
    moved_from: tuple[date, ...] = ()
    description: str = ""
    papers: MeetingStatus | None = None  # of a meeting: where its agenda or minutes stand

    @property
    def revision(self) -> int:
        """How often it was moved or called off since it was announced."""
        return len(self.moved_from) + (self.status is EventStatus.CANCELLED)

    def over(self, day: date) -> bool:
        """Tell whether its last day lies before a day."""
        return self.last < day


def events(record: Record) -> list[Event]:
    """Return every meeting and every other event, in the order of time."""
    found = [*map(event_of, record.events), *(meeting_event(record, each) for each in record.meetings)]
    return sorted(found, key=lambda event: (event.first, event.start or time.min, event.name))


def event_at(record: Record, part: EventFile | MeetingFile) -> Event:
    """Return the event that a file is about."""
    return meeting_event(record, part) if isinstance(part, MeetingFile) else event_of(part)


def event_of(file: EventFile) -> Event:
    """Return an event that was written by hand."""
    front = file.front
    return Event(
        name=file.document.path,
        path=file.document.path,
        title=front.title,
        kind=front.kind,
        first=front.day,
        last=front.until or front.day,
        start=front.start,
        end=front.end,
        place=front.place or "",
        status=front.status,
        moved_from=front.moved_from,
        description=front.description or "",
    )


def meeting_event(record: Record, meeting: MeetingFile) -> Event:
    """Return a meeting as an event. One whose file is an agenda or minutes is confirmed."""
    front = meeting.front
    body = record.bodies.get(meeting.body)
    cancelled = front.status is MeetingStatus.CANCELLED
    return Event(
        name=str(meeting.address),
        path=meeting.document.path,
        title=front.title or (body.name if body else page_title(record, meeting)),
        kind=None,
        first=front.day,
        last=front.day,
        start=front.start,
        end=front.end,
        place=front.place or "",
        status=EventStatus.CANCELLED if cancelled else EventStatus.CONFIRMED,
        description=front.description or "",
        papers=front.status,
    )
