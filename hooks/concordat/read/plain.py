"""Settings of the plainest kind, such as nearly all pages have, read without YAML's parser.

A record has thousands of pages, and for most of the reader's time their settings were parsed. Where
every line is one key with a plain text, a text in double quotes, a list `[a, b]` or a mapping
`{a: b}` of plain texts, YAML means just what stands there. All else is for the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Any

from concordat.model.records import Marks

_SAFE = r"A-Za-z0-9_./()&'’–"  # nothing that YAML gives a meaning to, at least after the first character
_TEXT = rf"[A-Za-z0-9](?:[{_SAFE} \-]*[{_SAFE}\-])?"
_LINE = re.compile(
    r"(?P<key>[a-z_]+): "
    rf"(?:(?P<text>[A-Za-z0-9](?:[{_SAFE} ,;\-]*[{_SAFE},;\-])?)"
    rf'|"(?P<quoted>[{_SAFE} ,;:\-]+)"'
    rf"|\[(?P<list>(?:{_TEXT}(?:, {_TEXT})*)?)\]"
    rf"|\{{(?P<mapping>{_TEXT}: {_TEXT}(?:, {_TEXT}: {_TEXT})*)\}})\n"
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
    end = 0
    for number, match in enumerate(_LINE.finditer(text), first_line):
        key, kind = match["key"], match.lastgroup or ""
        value: Any = match[kind]
        key = intern(key)
        if match.start() != end or key in content:
            return None
        end, marks[key] = match.end(), _line_start(number)
        if kind in ("list", "mapping"):
            entries = value.split(", ") if value else []
            value = (
                [*map(intern, entries)] if kind == "list" else dict(entry.split(": ") for entry in entries)
            )
            if len(value) < len(entries):
                return None
            if not tops:
                names = value if kind == "mapping" else range(len(entries))
                column = match.start(kind) - match.start() + 1
                for name, entry in zip(names, entries, strict=True):
                    marks[f"{key}.{name}"] = (number, column)
                    column += len(entry) + 2
        content[key] = value
    return (content, marks) if end == len(text) else None
