"""Settings of the plainest kind, such as nearly all pages have, read without YAML's parser.

A record has thousands of pages, and for most of the reader's time their settings were parsed. Where
every line is one key with a plain text, a text in double quotes, a list `[a, b]` or a mapping
`{a: b}` of plain texts, YAML means just what stands there. All else is for the parser.
"""

from __future__ import annotations

import re
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


def read_plainly(text: str, first_line: int) -> tuple[dict[str, Any], Marks] | None:
    """Return content and places, as `read_values` does; None where the text needs YAML's parser."""
    content: dict[str, Any] = {}
    marks: Marks = {}
    end = 0
    for number, match in enumerate(_LINE.finditer(text), first_line):
        key, kind = match["key"], match.lastgroup or ""
        if match.start() != end or key in content:
            return None
        end = match.end()
        content[key], marks[key] = match[kind], (number, 1)
        if kind in ("list", "mapping"):
            column = match.start(kind) - match.start() + 1
            entries = match[kind].split(", ") if match[kind] else []
            content[key] = entries if kind == "list" else dict(entry.split(": ") for entry in entries)
            if len(content[key]) < len(entries):
                return None
            for name, entry in zip(
                content[key] if kind == "mapping" else range(len(entries)), entries, strict=True
            ):
                marks[f"{key}.{name}"] = (number, column)
                column += len(entry) + 2
    return (content, marks) if end == len(text) else None
