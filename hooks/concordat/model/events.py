"""What editors write about an event that is no meeting."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from concordat.model.fields import Clock, Day, Text
from concordat.model.forms import Form


class EventKind(StrEnum):
    """What an event is, where it is no meeting of a body."""

    CONFERENCE = "conference"
    DEADLINE = "deadline"
    CHALLENGE = "challenge"
    SUMMIT = "summit"
    TRAINING = "training"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether an event takes place."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"
    CANCELLED = "cancelled"


class EventFront(Form):
    """Front matter of an event: `calendar/<name>.md`."""

    title: Text
    """What takes place."""
    day: Day = Field(alias="date")
    """Its day; of several, the first."""
    until: Day | None = None
    """Its last day, where it takes several."""
    start: Clock | None = None
    """When it begins, on its first day; left out for a whole day."""
    end: Clock | None = None
    """When it ends, on its last day."""
    place: Text | None = None
    """Where it is held."""
    kind: EventKind
    """What it is."""
    status: EventStatus = EventStatus.CONFIRMED
    """Whether it takes place."""
    moved_from: tuple[Day, ...] = ()
    """The days for which it was announced before."""
    description: Text | None = None
    """A line for calendars and search engines."""
