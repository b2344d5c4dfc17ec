"""What the site adds to a page that asks for it."""

from __future__ import annotations

from enum import StrEnum


class Register(StrEnum):
    """The tables that a page can ask for with `register:`."""

    AGREEMENTS = "agreements"
    MEETINGS = "meetings"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    COUNCILS = "councils"
    ATTENDANCE = "attendance"
    HOME = "home"
    PROOF = "proof"
    CALENDAR = "calendar"
    DATA = "data"
    CHECKS = "checks"
