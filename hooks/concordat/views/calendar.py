"""The calendar's pages, an event's page, and what takes place next."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from concordat.calendar import Event, event_of, events
from concordat.dates import MONTHS, in_words
from concordat.model.events import EventStatus
from concordat.model.records import EventFile
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import EVENT_KIND, EVENT_STATUS, MEETING_STATUS, Cell, Fact, Head

CALENDAR_FILE = "calendar.ics"
"""The calendar to subscribe to, below the site's root."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a list shows it. `last` is its last day as `2017-01-13`, for scripts."""

    title: Cell
    kind: str
    day: str  # "Friday 13 January 2017", "Tuesday 20 to Wednesday 21 September 2016"
    time: str  # "09:30 to 16:00"
    place: str
    state: str  # "Cancelled", "Moved from 21 March 2017"; "" where there is nothing to say
    mark: str  # confirmed, provisional, cancelled
    papers: Cell | None  # the agenda or the minutes
    file: Cell | None  # the event's own calendar file, where it is to come
    first: str
    last: str
    note: str = ""

    @property
    def when(self) -> str:
        """Day and time."""
        return f"{self.day}, {self.time}" if self.time else self.day


@dataclass(frozen=True, slots=True)
class Month:
    """A month and what takes place in it."""

    name: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A page of the calendar: what is to come, what is past, and pages of earlier years."""

    as_of: str
    upcoming: tuple[Month, ...] | None  # None on the page of a year
    past: tuple[Month, ...]
    years: tuple[Cell, ...]
    file: Place
    fixed: bool  # whether the record is read as on a fixed day, and not on the reader's


def upcoming_events(record: Record, day: date) -> list[EventLine]:
    """Return what takes place on a day or after it, the next first; cancelled events are among it."""
    return [event_line(record, event) for event in events(record) if not event.over(day)]


def calendar(record: Record) -> Calendar:
    """Return the calendar's first page: what is to come, and the past of this year and the last."""
    since = date(record.today.year - 1, 1, 1)
    found = events(record)
    return Calendar(
        in_words(record.today),
        _months(record, [event for event in found if not event.over(record.today)]),
        _months(record, [e for e in reversed(found) if e.over(record.today) and e.first >= since]),
        _year_cells(record),
        Place(CALENDAR_FILE),
        record.region.as_of is not None,
    )


def calendar_of_year(record: Record, year: int) -> Calendar:
    """Return the page of an earlier year."""
    found = [event for event in events(record) if event.first.year == year]
    months = _months(record, list(reversed(found)))
    return Calendar(in_words(record.today), None, months, _year_cells(record), Place(CALENDAR_FILE), True)


def earlier_years(record: Record) -> list[int]:
    """Return the years with a page of their own: those before last year, the latest first."""
    years = {event.first.year for event in events(record)}
    return sorted((year for year in years if year < record.today.year - 1), reverse=True)


def year_path(year: int) -> str:
    """Return the path of the page of an earlier year."""
    return f"calendar/{year}.md"


def calendar_source(record: Record, year: int) -> str:
    """Return the file that feeds the page of an earlier year: its one event's, else the calendar's own."""
    paths = [event.path for event in events(record) if event.first.year == year]
    home = posixpath.join(posixpath.dirname(year_path(year)), "index.md")
    return paths[0] if len(paths) == 1 else home if home in record.files else ""


def event_file(event: Event) -> str:
    """Return the path of an event's own calendar file, below the site's root."""
    return f"{event.path.removesuffix('.md')}.ics"


def _year_cells(record: Record) -> tuple[Cell, ...]:
    return tuple(Cell(str(year), Place(year_path(year))) for year in earlier_years(record))


def _months(record: Record, found: Iterable[Event]) -> tuple[Month, ...]:
    months = groupby(found, key=lambda event: (event.first.year, event.first.month))
    return tuple(
        Month(f"{MONTHS[month - 1]} {year}", tuple(event_line(record, event) for event in group))
        for (year, month), group in months
    )


def event_line(record: Record, event: Event) -> EventLine:
    """Return an event as a list shows it."""
    to_come = not event.over(record.today)
    return EventLine(
        title=Cell(event.title, Place(event.path)),
        kind=EVENT_KIND[event.kind],
        day=_days(event),
        time=_times(event),
        place=event.place,
        state=_state(event),
        mark=str(event.status),
        papers=_papers(event),
        file=Cell("Add to calendar", Place(event_file(event))) if to_come else None,
        first=event.first.isoformat(),
        last=event.last.isoformat(),
        note=event.description,
    )


def _days(event: Event) -> str:
    if event.first == event.last:
        return f"{event.first:%A} {in_words(event.first)}"
    first = f"{event.first:%A} {in_words(event.first)}"
    if (event.first.year, event.first.month) == (event.last.year, event.last.month):
        first = f"{event.first:%A} {event.first.day}"
    return f"{first} to {event.last:%A} {in_words(event.last)}"


def _times(event: Event) -> str:
    return " to ".join(f"{clock:%H:%M}" for clock in (event.start, event.end) if clock)


def _state(event: Event) -> str:
    parts = [] if event.status is EventStatus.CONFIRMED else [EVENT_STATUS[event.status]]
    if event.moved_from:
        parts.append(f"{'moved' if parts else 'Moved'} from {in_words(event.moved_from[-1])}")
    return ", ".join(parts)


def _papers(event: Event) -> Cell | None:
    if event.papers is None or event.status is EventStatus.CANCELLED:
        return None
    return Cell(MEETING_STATUS[event.papers], Place(event.path))


def event_head(record: Record, file: EventFile) -> Head:
    """Return what stands at the top of an event's page: what it is, when and where."""
    event = event_of(file)
    line = event_line(record, event)
    facts = [Fact("When", (Cell(line.when),))]
    if line.place:
        facts.append(Fact("Where", (Cell(line.place),)))
    if event.moved_from:
        facts.append(Fact("Moved from", tuple(Cell(in_words(day)) for day in event.moved_from)))
    if line.file:
        facts.append(Fact("Calendar", (line.file,)))
    sentence = {
        EventStatus.PROVISIONAL: "It is provisional: the day is not settled.",
        EventStatus.CANCELLED: "It is cancelled and does not take place.",
    }.get(event.status, "It is over." if event.over(record.today) else "It is confirmed.")
    return Head(line.kind, line.mark, sentence, tuple(facts))
