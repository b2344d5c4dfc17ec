"""Who was there: labels such as `Present:`, and the councils in the words after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from concordat.findings import listed
from concordat.record import Record


class Label(StrEnum):
    """What a labelled line at the head of minutes is about."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    GUESTS = "in_attendance"
    CHAIR = "chair"
    DATE = "date"
    TIME = "start"
    PLACE = "place"
    NEXT = "next"


_LABELS = (
    (
        Label.PRESENT,
        r"(?:members |those |councils |directors )?present|attendees|attended(?: by)?|attendance",
    ),
    (Label.APOLOGIES, r"apologies(?: for absence)?(?: were)?(?: received)?(?: from)?"),
    (Label.ABSENT, r"absent|not present"),
    (Label.GUESTS, r"(?:also |officers )?in attendance|also present|guests?|observers?|visitors?"),
    (Label.CHAIR, r"(?:in the )?chair(?:ed by|person)?"),
    (Label.DATE, r"(?:meeting )?date(?: of (?:the )?meeting)?"),
    (Label.TIME, r"time"),
    (Label.PLACE, r"venue|place|location"),
    (Label.NEXT, r"(?:date of )?(?:the )?next meeting"),
)
_LABEL = re.compile(
    rf"(?:{'|'.join(f'(?P<{label.name}>{words})' for label, words in _LABELS)})\s*(?P<sign>[:–—]|-\s)?\s*",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:and|the|of|from|for|city|county|borough|metropolitan|district|council|councils|mbc|director|directors"
    r"|were|was|received|none|absence|apologies|present|nil|chair)\b|[^\w]+",
    re.IGNORECASE,
)
_IN_CHAIR = re.compile(r"\s*[-–,(]\s*(?:in the )?chair\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:represent\w*|deputis\w+|on behalf of|substitut\w+|in place of)\b", re.IGNORECASE)


def label_of_line(text: str, *, alone: bool) -> tuple[Label, str] | None:
    """Return the label that a line opens with and the words after it, or None.

    Without a colon or a dash a label has to stand alone, and `alone` tells whether it may.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if not match["sign"] and (rest or not alone):
        return None
    return next(label for label in Label if match[label.name] is not None), rest


_TIME = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?\b", re.IGNORECASE)


def times_in(text: str) -> list[str]:
    """Return the times of day that a text names, as `10:00`, in their order: `10.30am – 1pm`.

    A number without minutes, `am` or `pm` is none.
    """
    found = []
    for match in _TIME.finditer(text):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
        if not (match[2] or half) or hour > 23 or minute > 59:
            continue
        hour = hour + 12 if half == "pm" and hour < 12 else 0 if half == "am" and hour == 12 else hour
        found.append(f"{hour:02}:{minute:02}")
    return found


@dataclass(slots=True)
class Attendance:
    """Who was there, as far as the file says."""

    record: Record
    body: str
    day: date
    councils: dict[Label, list[str]] = field(default_factory=dict)
    guests: list[str] = field(default_factory=list)
    chair: str = ""
    remarks: list[str] = field(default_factory=list)
    became: list[str] = field(default_factory=list)  # lines that are settings now

    def take(self, label: Label, text: str) -> None:
        """Place the words of one line or cell under a label."""
        if label is Label.GUESTS:
            guests = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
            self.guests += guests
            if guests:
                self.remarks.append(f"in attendance, '{text}': name offices there, no persons")
            return
        said = re.search(r"\bapologies\b", text, re.IGNORECASE)
        if label is Label.PRESENT and said:
            before, after = text[: said.start()], text[said.start() :]
            label = Label.APOLOGIES
            if self._councils_in(before)[0] and self._councils_in(after)[0]:
                self.take(Label.PRESENT, before)
                text = after
        found, rest = self._councils_in(text)
        if not found:
            if _SMALL.sub("", text):
                self.remarks.append(f"{label.value}, '{text}': no council is named there")
            return
        if _INSTEAD.search(text):
            self.remarks.append(
                f"'{text}': add {listed(found)} to 'represented:', with the post of the one who came"
            )
            return
        if label is Label.CHAIR:
            self.chair = found[0]
        else:
            self.councils.setdefault(label, []).extend(found)
        self.became.append(text)
        if _SMALL.sub("", rest):
            self.remarks.append(f"{label.value}, '{text}': entered as {listed(found)}; the rest is left out")

    def only_councils(self, text: str) -> bool:
        """Tell whether a text names councils and nothing else."""
        found, rest = self._councils_in(text)
        return bool(found) and not _SMALL.sub("", rest)

    def _councils_in(self, text: str) -> tuple[list[str], str]:
        """Return the councils that a text names, in its order, and the text without their names."""
        found: dict[int, str] = {}
        for name, key in self._names():
            for match in re.finditer(rf"(?<![\w]){re.escape(name)}(?![\w])", text):
                found[match.start()] = key
                if _IN_CHAIR.match(text, match.end()):
                    self.chair = key
                text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
        return [key for _, key in sorted(found.items())], text

    def _names(self) -> list[tuple[str, str]]:
        members = self._members()
        names = [(name, key) for key in members for name in self._names_of(key)]
        return sorted(names, key=lambda each: -len(each[0]))

    def _names_of(self, key: str) -> Iterator[str]:
        form = self.record.councils[key]
        yield from (name.name for name in form.names)
        yield key
        if form.short_name:
            yield form.short_name

    def _members(self) -> list[str]:
        body = self.record.bodies.get(self.body)
        return self.record.in_being_of(body.councils, self.day) if body else []

    def settings(self) -> Iterator[tuple[str, object]]:
        """Yield the settings; a council that the file places twice is a remark."""
        taken: dict[str, Label] = {}
        for label, councils in self.councils.items():
            for key in dict.fromkeys(councils):
                if key in taken:
                    both = f"{key} is named under {taken[key]} and under {label}"
                    self.remarks.append(f"{both}; it is entered under {taken[key]}")
                taken.setdefault(key, label)
        yield "chair", self.chair
        for label in (Label.PRESENT, Label.APOLOGIES, Label.ABSENT):
            yield label.value, tuple(key for key, under in taken.items() if under is label)
            if label is Label.PRESENT:
                yield "represented", {}
        yield Label.GUESTS.value, tuple(self.guests)

    def count(self) -> int:
        """Return how many councils have a place."""
        return len({key for councils in self.councils.values() for key in councils})
