"""Rules about meetings and other events as the calendar shows them."""

from __future__ import annotations

from collections.abc import Iterator

from concordat.dates import in_words
from concordat.findings import Finding, Location, checked_by, error, warning
from concordat.model.records import EventFile, MeetingFile
from concordat.record import Record


@checked_by(error("event-time", "A meeting or an event that ends before it begins"))
def event_time(record: Record) -> Iterator[Finding]:
    """Find events whose last day or end comes before their beginning, and an end without a beginning."""
    for event in record.events:
        front = event.front
        if front.until and front.until < front.day:
            message = f"the event ends on {in_words(front.until)}, before it begins on {in_words(front.day)}"
            hint = "correct 'date' or 'until'; leave 'until' out where it is one day"
            yield event_time.at(event.document.at("until"), message, hint)
        elif not front.until or front.until == front.day:
            yield from _times(event)
    for meeting in record.meetings:
        yield from _times(meeting)


def _times(event: EventFile | MeetingFile) -> Iterator[Finding]:
    front = event.front
    if front.end and front.start is None:
        message = f"there is an end, {front.end:%H:%M}, and no beginning"
        yield event_time.at(event.document.at("end"), message, "add a line 'start:'")
    elif front.start and front.end and front.end <= front.start:
        place = event.document.at("end")
        message = f"the end, {front.end:%H:%M}, is not after the beginning, {front.start:%H:%M}"
        yield event_time.at(place, message, "correct 'start' or 'end', in hours from 00:00 to 23:59")


@checked_by(error("event-moved", "An event that was moved from the day on which it is"))
def event_moved(record: Record) -> Iterator[Finding]:
    """Find events whose earlier days name the present one, or one day twice."""
    for event in record.events:
        front = event.front
        for at, day in enumerate(front.moved_from):
            if day == front.day:
                message = f"the event is said to have moved from {in_words(day)}, and that is its date"
                hint = "write the new day at 'date', and keep the old one at 'moved_from'"
                yield event_moved.at(event.document.at("moved_from"), message, hint)
            elif day == front.moved_from[at - 1] and at:
                message = f"the day {in_words(day)} stands twice in a row"
                yield event_moved.at(event.document.at("moved_from"), message, "delete one of the two")


@checked_by(warning("event-repeated", "Two events of one title on one day"))
def event_repeated(record: Record) -> Iterator[Finding]:
    """Find events that are announced twice: calendars would show both."""
    seen: dict[tuple[str, object], EventFile] = {}
    for event in record.events:
        first = seen.setdefault((event.title.casefold(), event.front.day), event)
        if first is not event:
            yield event_repeated.at(
                event.document.at("title"),
                f"'{event.title}' on {in_words(event.front.day)} stands in {first.document.path} already",
                "delete one of the two files, or give them different titles",
                related=[Location(first.document.path)],
            )
