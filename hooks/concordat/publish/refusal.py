"""Why something is not published."""

from __future__ import annotations


class Refusal(Exception):
    """A reason, in one line, why nothing was changed.

    `record` says that the fault is the record's. `lines` are for its editor to copy.
    """

    def __init__(self, reason: str, *, record: bool = False, lines: str = "") -> None:
        super().__init__(reason)
        self.record, self.lines = record, lines
