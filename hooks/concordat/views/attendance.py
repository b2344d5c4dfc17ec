"""Attendance: councils by meetings, as a table and as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.dates import MONTHS, in_words
from concordat.model.records import MeetingFile
from concordat.record import Record
from concordat.views.cells import ATTENDANCE, Cell, Table

_CELL, _LEFT, _TOP = 26, 190, 64  # pixels: of a square, of the names, of the dates


@dataclass(frozen=True, slots=True)
class Spot:
    """One council at one meeting: where it stands in the chart, how the council took part."""

    x: int
    y: int
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the chart, and where they stand."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of attendance, in pixels, and the table that says the same."""

    table: Table
    width: int
    height: int
    cell: int
    councils: tuple[Label, ...]
    meetings: tuple[Label, ...]
    spots: tuple[Spot, ...]
    legend: tuple[tuple[str, str], ...]  # mark and words


def attendance(record: Record, body: str, meetings: Sequence[MeetingFile]) -> Table:
    """Return councils by meetings of a body, oldest first: how each took part."""
    held = [m for m in meetings if m.front.present or m.front.apologies]
    keys = [
        key for key in record.bodies[body].councils if any(record.in_being(key, m.front.day) for m in held)
    ]
    rows = []
    for key in keys:
        cells = [Cell(record.council_short(key))]
        for meeting in held:
            if not record.in_being(key, meeting.front.day):
                cells.append(Cell("Not in being"))
                continue
            way = next((name for name in ATTENDANCE if key in getattr(meeting.front, name)), None)
            cells.append(Cell(ATTENDANCE[way], mark=way) if way else Cell("Not recorded", mark="unrecorded"))
        rows.append(tuple(cells))
    columns = ("Council", *(in_words(meeting.front.day) for meeting in held))
    return Table(f"{record.bodies[body].name}: attendance", columns, tuple(rows))


def chart(table: Table) -> Chart:
    """Return the chart of a table of attendance."""
    councils = tuple(
        Label(_LEFT - 10, _TOP + at * _CELL + 18, row[0].text) for at, row in enumerate(table.rows)
    )
    meetings = tuple(
        Label(_LEFT + at * _CELL + 12, _TOP - 8, _short(day)) for at, day in enumerate(table.columns[1:])
    )
    spots = tuple(
        Spot(_LEFT + x * _CELL, _TOP + y * _CELL, cell.mark, cell.text)
        for y, row in enumerate(table.rows)
        for x, cell in enumerate(row[1:])
        if cell.mark
    )
    used = {spot.mark for spot in spots}
    legend = tuple((mark, words) for mark, words in (*ATTENDANCE.items(), ("unrecorded", "Not recorded")))
    return Chart(
        table,
        _LEFT + max(len(meetings), 1) * _CELL + 60,
        _TOP + len(councils) * _CELL + 4,
        _CELL,
        councils,
        meetings,
        spots,
        tuple(pair for pair in legend if pair[0] in used),
    )


def _short(day: str) -> str:
    number, month, year = day.split(" ")
    return f"{number} {month[:3]} {year}" if month in MONTHS else day
