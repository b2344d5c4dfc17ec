"""Settings of the plainest kind, such as nearly all pages have, read without YAML's parser.

A record has thousands of pages, and for most of the reader's time their settings were parsed. Where
every line is one key with a plain text, a text in double quotes, a list `[a, b]` or a mapping
`{a: b}` of plain texts, YAML means just what stands there. All else is for the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from concordat.model.records import Marks

_SAFE = r"A-Za-z0-9_./()&'’–"  # nothing that YAML gives a meaning to, at least after the first character
_TEXT = rf"[A-Za-z0-9](?:[{_SAFE} \-]*[{_SAFE}\-])?"
_LINE = re.compile(
    r"(?P<key>[a-z_]+): "
    rf"(?:(?P<text>[A-Za-z0-9](?:[{_SAFE} ,;\-]*[{_SAFE},;\-])?)"
    rf'|"(?P<quoted>[{_SAFE} ,;:\-]+)"'
    rf"|\[(?P<list>(?:{_TEXT}(?:, {_TEXT})*)?)\]"
    rf"|\{{(?P<mapping>{_TEXT}: {_TEXT}(?:, {_TEXT}: {_TEXT})*)\}})"
)


@lru_cache(maxsize=256)
def _line_start(number: int) -> tuple[int, int]:
    """Return line and column of a key: the same object on all pages, as `intern` gives for a text."""
    return number, 1


def read_plainly(text: str, first_line: int, *, tops: bool = False) -> tuple[dict[str, Any], Marks] | None:
    """Return content and places, as `read_values` does; None where the text needs YAML's parser.

    With `tops` only the keys at the top get their places, which takes half the time.
    """
    content: dict[str, Any] = {}
    marks: Marks = {}
    *lines, rest = text.split("\n")
    for number, line in enumerate(lines, first_line):
        read = _read_line(line)
        if read is None or read.key in content:
            return None
        key, value, entries, column = read
        marks[key] = _line_start(number)
        content[key] = value if entries is None else value.copy()
        if entries and not tops:
            for name, entry in zip(
                value if isinstance(value, dict) else range(len(entries)), entries, strict=True
            ):
                marks[f"{key}.{name}"] = (number, column)
                column += len(entry) + 2
    return None if rest else (content, marks)


class _Read(NamedTuple):
    """What a line says; of a list or a mapping also its entries as they stand, and where the first does."""

    key: str
    value: Any
    entries: tuple[str, ...] | None = None
    column: int = 0


@lru_cache(maxsize=8192)
def _read_line(line: str) -> _Read | None:
    """Read a line; most stand on many pages. None for one that needs YAML's parser."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    key, kind = intern(match["key"]), match.lastgroup or ""
    value = match[kind]
    if kind not in ("list", "mapping"):
        return _Read(key, value)
    entries = tuple(value.split(", ")) if value else ()
    made = [*map(intern, entries)] if kind == "list" else dict(entry.split(": ") for entry in entries)
    return _Read(key, made, entries, match.start(kind) + 1) if len(made) == len(entries) else None
