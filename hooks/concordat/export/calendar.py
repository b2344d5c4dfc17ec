"""Calendar files (RFC 5545): one to subscribe to, and one for each event that is to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import icalendar

from concordat.calendar import Event
from concordat.export.published import Published, lasting_id
from concordat.model.events import EventStatus

LONDON = ZoneInfo("Europe/London")
_STATUS = {
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.PROVISIONAL: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}
_MAKER = "-//Concordat//Calendar//EN"
_HOURS = 12  # after which a calendar program may look for changes


def calendar_file(published: Published, title: str, found: Iterable[Event]) -> bytes:
    """Return a calendar of events. The same record and history give the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)  # the same, for Outlook and Google
    calendar.add("refresh-interval", timedelta(hours=_HOURS), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{_HOURS}H")
    events = list(found)
    if any(event.start for event in events):
        calendar.add_component(_london())
    for event in events:
        calendar.add_component(_event(published, event))
    return cast(bytes, calendar.to_ical())


def _event(published: Published, event: Event) -> icalendar.Event:
    """Return one event. Calendars move or cancel the one that they have by UID, SEQUENCE and DTSTAMP."""
    entry, changed = icalendar.Event(), published.changed(event.path)
    entry.add("uid", str(lasting_id(published.record, event.name)))
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", event.revision)
    entry.add("status", _STATUS[event.status])
    entry.add("summary", event.title)
    entry.add("dtstart", _moment(event.first, event.start))
    if event.start is None:
        entry.add("dtend", event.last + timedelta(days=1))  # the first day after it
        entry.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    elif event.end is not None:
        entry.add("dtend", _moment(event.last, event.end))
    if event.place:
        entry.add("location", event.place)
    if event.description:
        entry.add("description", event.description)
    if published.base:
        entry.add("url", published.url(event.path))
    return entry


def _moment(day: date, clock: time | None) -> date:
    return datetime.combine(day, clock, LONDON) if clock else day


def _london() -> icalendar.Timezone:
    """Return the rules of British time since 1996, by which calendars tell summer from winter.

    They are written down here, as those of a computer's own list would change from one to the next.
    """
    zone = icalendar.Timezone()
    zone.add("tzid", LONDON.key)
    for part, name, month, before, after in (
        (icalendar.TimezoneDaylight(), "BST", 3, 0, 1),
        (icalendar.TimezoneStandard(), "GMT", 10, 1, 0),
    ):
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        # at one o'clock in Greenwich on the last Sunday; in October clocks in London show two
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, 1 + before))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
