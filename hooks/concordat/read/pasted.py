"""Lists of actions pasted into minutes as tables: readers would pass them over without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from concordat.read.prose import Prose

_ROW = re.compile(r"^(?![ \t]*>)[^\n]*[|\t][^\n]*$", re.MULTILINE)
_NUMBERED = re.compile(r"(?:(?:action|decision)\s*)?[AD][1-9]\d{0,2}\b[.:]?", re.IGNORECASE)
_TASK = {"action", "actions", "task", "tasks", "action point", "action points", "decision", "decisions"}
_WHO_OR_WHEN = {
    *("owner", "lead", "who", "by whom", "responsible", "assigned to"),
    *("due", "due date", "deadline", "when", "by when", "target date"),
}


def pasted_rows(prose: Prose) -> Iterator[tuple[int, str]]:
    """Return line and text of each row that begins a table of decisions or actions, outside any quote.

    Such a table has a column of actions and one of owners or dates, or rows that begin with a number
    such as `A2`. Cells are set apart by upright strokes, or by tabs as a word processor sets them.
    """
    if "|" not in prose.masked and "\t" not in prose.masked:
        return
    last = -1
    for match in _ROW.finditer(prose.masked):
        line = prose.line(match.start())
        if last >= 0 and line == last + 1:
            last = line  # of a table that is named already
            continue
        cells = [" ".join(cell.strip(" *_\t").casefold().split()) for cell in re.split(r"[|\t]", match[0])]
        named = set(filter(None, cells))
        first = next(filter(None, cells), "")
        if (named & _TASK and named & _WHO_OR_WHEN) or (len(named) > 1 and _NUMBERED.match(first)):
            yield line, match[0]
            last = line
