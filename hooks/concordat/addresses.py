"""Addresses: how a clause, an edition, a meeting, an item, a decision or an action is cited.

SLI              an agreement, under its short name
SLI/2            an edition of it
SLI 4.2(a)       a clause, in the edition in force on the page's date
SLI/1 4.2(a)     a clause of a named edition
DCS 2016-10-07   a meeting of a body
DCS 2016-10-07 D2, A3, item 5    a decision, an action, an item of it
D2, A3, item 5   the same, inside that meeting's own minutes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from concordat.dates import DateError, parse_date

SHORT_NAME = r"[A-Z][A-Z0-9]{1,11}(?:-[A-Z0-9]{1,12})*"
EDITION = r"[0-9A-Za-z](?:[0-9A-Za-z.\-]{0,14}[0-9A-Za-z])?"
CLAUSE_NUMBER = (
    r"(?:[A-Z]{1,4}|\d{1,3})(?:\.(?:\d{1,3}|[A-Z]{1,4}))*(?:\((?:[a-z]{1,7}|[A-Z]{1,4}|\d{1,3})\))*"
)
ENTRY = r"D[1-9]\d{0,2}|A[1-9]\d{0,2}|item [1-9]\d{0,2}(?:\.[1-9]\d{0,2})*"

_ENTRY = re.compile(ENTRY)
_MEETING = re.compile(rf"({SHORT_NAME}) (\d{{4}}-\d{{2}}-\d{{2}})(?: ({ENTRY}))?")
_CLAUSE = re.compile(rf"({SHORT_NAME})(?:/({EDITION}))?(?: ({CLAUSE_NUMBER}))?")
_NEARLY = re.compile(
    rf"{SHORT_NAME}[ ,:/]*(?:(?:clause|section|paragraph|item|edition|decision|action)s? )?[(]?\d.*",
)
_LABEL = re.compile(r"\d+|[A-Za-z]+")


@dataclass(frozen=True, order=True, slots=True)
class Clause:
    """An agreement, one of its editions, or a clause; without an edition, the one in force."""

    agreement: str
    edition: str = ""
    number: str = ""

    def __str__(self) -> str:
        name = f"{self.agreement}/{self.edition}" if self.edition else self.agreement
        return f"{name} {self.number}" if self.number else name


@dataclass(frozen=True, order=True, slots=True)
class Meeting:
    """A meeting, or with an entry (`D2`, `A3`, `item 5`) a decision, action or item of it."""

    body: str
    day: date
    entry: str = ""

    def __str__(self) -> str:
        name = f"{self.body} {self.day.isoformat()}"
        return f"{name} {self.entry}" if self.entry else name

    @property
    def meeting(self) -> Meeting:
        """The meeting itself, without the entry."""
        return Meeting(self.body, self.day) if self.entry else self


@dataclass(frozen=True, slots=True)
class Local:
    """A decision, action or item of the same minutes."""

    entry: str

    def __str__(self) -> str:
        return self.entry


@dataclass(frozen=True, slots=True)
class Unread:
    """What nearly is an address, if its first word is the name of an agreement or a body: `SLI 4.2 (a)`."""

    text: str

    def __str__(self) -> str:
        return self.text


Address = Clause | Meeting
Citation = Clause | Meeting | Local


@lru_cache(maxsize=65536)
def parse(text: str) -> Citation | None:
    """Read an address. Returns None for text that has the form of none.

    White space is folded. A meeting on a day that does not exist is no address.
    """
    text = " ".join(text.split())
    if match := _MEETING.fullmatch(text):
        try:
            return Meeting(match[1], parse_date(match[2]), match[3] or "")
        except DateError:
            return None
    if _ENTRY.fullmatch(text):
        return Local(text)
    if match := _CLAUSE.fullmatch(text):
        return Clause(match[1], match[2] or "", match[3] or "")
    return None


def is_cited(text: str) -> bool:
    """Tell whether a text, its white space folded, has the form of an address, or nearly so."""
    form = _NEARLY.fullmatch(text) or _ENTRY.fullmatch(text) or _CLAUSE.fullmatch(text)
    return form is not None  # a meeting's form is nearly one


def labels(number: str) -> tuple[str, ...]:
    """Split a clause number into its labels: `4.2(a)(ii)` gives ("4", "2", "a", "ii")."""
    return tuple(_LABEL.findall(number))


def number_key(number: str) -> str:
    """Return the form by which numbers are the same: `B(5)` and `B.5` both give `B.5`."""
    return ".".join(labels(number))


def join_label(parent: str, label: str, *, bracketed: bool) -> str:
    """Return a sub-clause's number: under `4`, `2` gives `4.2`; under `4.2`, `a` gives `4.2(a)`.

    A label in small letters stands in brackets whatever its mark in the text; any other does
    where the text has it so.
    """
    if label.islower() or (bracketed and parent):
        return f"{parent}({label})"
    return f"{parent}.{label}" if parent else label
