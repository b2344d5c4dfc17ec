"""A file while it is mended: its lines as they were, and what becomes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from concordat.model.forms import EditionStatus, MeetingStatus
from concordat.read.front import split_front
from concordat.read.values import read_values

_EDITION = re.compile(r"agreements/[^/]+/[^/]+/index\.md")
_MINUTES = re.compile(r"meetings/[^/]+/[^/]+\.md")
_SIGNATURES = re.compile(r"agreements/[^/]+/[^/]+/signatures\.yml")


@dataclass(slots=True)
class Page:
    """A file's lines; `changed` are new lines by number, `parted` those that get an empty line before."""

    path: str
    text: str
    lines: list[str] = field(init=False)
    changed: dict[int, str] = field(default_factory=dict)
    parted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lines = self.plain.split("\n")

    @property
    def plain(self) -> str:
        """The text as the readers see it: without a byte-order mark, its lines ended by LF."""
        return plain(self.text)

    def line(self, number: int) -> str:
        """Return a line as it is now; its number is counted from 1."""
        return self.changed.get(number, self.lines[number - 1])

    def change(self, number: int, text: str) -> None:
        """Put a text in the place of a line."""
        if text != self.lines[number - 1]:
            self.changed[number] = text

    def mended(self) -> str:
        """Return the text with all changes."""
        made: list[str] = []
        for number in range(1, len(self.lines) + 1):
            if number in self.parted:
                made.append("")
            made.append(self.line(number))
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        return mark + ("\r\n" if "\r\n" in self.text else "\n").join(made)


def plain(text: str) -> str:
    """Return a text without a byte-order mark, its lines ended by LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_protected(path: str, text: str) -> bool:
    """Tell whether a file is not for mending: signed, open for signature, approved, or not clear.

    A file of signatures never is. The status is read as it stands, as the rest may be faulty.
    """
    if _SIGNATURES.fullmatch(path):
        return True
    edition = _EDITION.fullmatch(path)
    if edition is None and (_MINUTES.fullmatch(path) is None or path.endswith("/index.md")):
        return False
    front, _, findings = split_front(plain(text), path)
    values = read_values(front, path)
    status = str(values.content.get("status", "")).strip("“”‘’\"' ")
    if findings or not values.usable or not status:
        return True
    return status != EditionStatus.DRAFT if edition else status == MeetingStatus.APPROVED
