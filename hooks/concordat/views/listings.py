"""The registers' pages: one for all, or one for each year, quarter or month where it would weigh too much."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from concordat.model.records import MeetingFile, PageFile
from concordat.model.registers import Register
from concordat.places import Place
from concordat.record import Record
from concordat.views.attendance import Chart, attendance, chart
from concordat.views.cells import Cell, Table
from concordat.views.concerns import Concerns
from concordat.views.periods import Part, split_up, years_of
from concordat.views.registers import actions, agreements, councils, decisions, meetings

HEAVIEST = 300_000
"""The size in bytes that no register's page should exceed."""

FRAME = 25_000  # bytes of a page around its tables
_ROW, _CELL, _LINK, _MARK, _FACET, _SPOT = 45, 10, 20, 30, 12, 110  # bytes of markup around the words of each
_BY_YEAR = {Register.DECISIONS, Register.ACTIONS, Register.MEETINGS, Register.ATTENDANCE}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a register's page shows: its tables, and where it was split the pages of the other parts.

    `years` are the pages of years, `parts` those of the quarters and months of the year that is shown,
    where it was split as well. `covers` says what of them the page itself has; "" where it has everything.
    `source` is the file that feeds the page of a part: its one meeting's, else the register's own.
    """

    title: str
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    years: tuple[Cell, ...] = ()
    parts: tuple[Cell, ...] = ()
    covers: str = ""
    source: str = ""


def listings(record: Record, concerns: Concerns, heaviest: int = HEAVIEST) -> dict[str, Listing]:
    """Return what each register's page shows, by its path; the pages of years are made here."""
    found: dict[str, Listing] = {}
    for page in record.pages:
        register = page.front.shows
        if register in _BY_YEAR:
            found |= dict(_pages(record, page, concerns, heaviest))
        elif register is Register.COUNCILS:
            found[page.document.path] = Listing(page.title, (councils(record),))
        elif register is Register.AGREEMENTS:
            found[page.document.path] = Listing(page.title, (agreements(record),))
    return found


def _pages(
    record: Record, page: PageFile, concerns: Concerns, heaviest: int
) -> Iterator[tuple[str, Listing]]:
    path, register = page.document.path, page.front.shows
    folder = posixpath.dirname(path)
    body = posixpath.basename(folder).upper()
    bodies = [body] if body in record.bodies else list(record.bodies)
    held = sorted(
        (meeting for key in bodies for meeting in record.meetings_of(key)),
        key=lambda meeting: (meeting.front.day, meeting.body),
        reverse=True,
    )
    if register in (Register.DECISIONS, Register.ACTIONS):
        held = sorted(record.meetings, key=lambda each: (each.front.day, each.body), reverse=True)

    def made(chosen: list[MeetingFile]) -> list[Table]:
        return _tables(record, concerns, register, bodies, chosen)

    def weigh(tables: Sequence[Table]) -> int:
        return page_weight(tables, charts=register is Register.ATTENDANCE)

    split = [split_up(year, held, made, weigh, heaviest) for year in years_of(held)]
    if not split or sum(each.bytes - FRAME for each in split) + FRAME <= heaviest:
        yield path, _listing(page.title, register, made(held))
        return
    years = tuple(_link(folder, each) for each in split)
    shown = split[0].latest()
    tables, covers = shown.tables, shown.period.words
    if register is Register.ACTIONS:
        tables, covers = [actions(record, held, concerns, only_open=True)], "what is open, of all years"
    yield path, replace(_listing(page.title, register, tables), years=years, covers=covers)
    for year in split:
        parts = tuple(_link(folder, each) for each in year.finer())
        for each in (year, *year.finer()):
            title = f"{page.title}{' of ' if each is year else ', '}{each.period.words}"
            yield (
                posixpath.join(folder, f"{each.period.stem}.md"),
                replace(
                    _listing(title, register, each.latest().tables),
                    years=years,
                    parts=parts,
                    covers=each.latest().period.words if each.parts else "",
                    source=each.held[0].document.path if len(each.held) == 1 else path,
                ),
            )


def _link(folder: str, part: Part) -> Cell:
    return Cell(part.period.words, Place(posixpath.join(folder, f"{part.period.stem}.md")))


def _listing(title: str, register: Register | None, tables: Sequence[Table]) -> Listing:
    if register is Register.ATTENDANCE:
        return Listing(title, (), tuple(chart(table) for table in tables))
    return Listing(title, tuple(tables))


def _tables(
    record: Record, concerns: Concerns, register: Register | None, bodies: list[str], held: list[MeetingFile]
) -> list[Table]:
    """Return the tables of a register for meetings, the latest first."""
    if register is Register.DECISIONS:
        return [decisions(record, held, concerns)]
    if register is Register.ACTIONS:
        return [actions(record, held, concerns)]
    of_body = {key: [meeting for meeting in held if meeting.body == key] for key in bodies}
    if register is Register.MEETINGS:
        return [meetings(record, key, of_body[key]) for key in bodies]
    return [attendance(record, key, of_body[key][::-1]) for key in bodies]


def page_weight(tables: Iterable[Table], *, charts: bool = False) -> int:
    """Return about how many bytes a page with these tables has as HTML; with `charts` each is also drawn."""
    drawn = _SPOT if charts else 0
    rows = ((row, facets) for table in tables for row, facets in zip_longest(table.rows, table.facets))
    return FRAME + sum(_row(row, facets or ()) + drawn * len(row) for row, facets in rows)


def _row(row: Iterable[Cell], facets: Iterable[Iterable[str]]) -> int:
    found_under = sum(_FACET + sum(len(value.encode()) + 1 for value in values) for values in facets)
    return _ROW + found_under + sum(_CELL + _bytes(cell) for cell in row)


def _bytes(cell: Cell) -> int:
    link = _LINK + len(cell.place.path) + len(cell.place.anchor) if cell.place else 0
    return len(cell.text.encode()) + link + (_MARK if cell.mark else 0) + sum(map(_bytes, cell.items))
