"""The registers' pages: one for all, or a page for each year once one page would weigh too much."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from concordat.model.records import MeetingFile, PageFile
from concordat.model.registers import Register
from concordat.places import Place
from concordat.record import Record
from concordat.views.attendance import Chart, attendance, chart
from concordat.views.cells import Cell, Table
from concordat.views.concerns import Concerns
from concordat.views.registers import actions, agreements, councils, decisions, meetings

HEAVIEST = 300_000
"""The size in bytes that no register's page should exceed."""

_MARKUP = 110  # bytes of markup around the words of a cell, links and attributes included
_BY_YEAR = {Register.DECISIONS, Register.ACTIONS, Register.MEETINGS, Register.ATTENDANCE}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a register's page shows: its tables, and the pages of single years where it was split.

    `source` is the file that feeds the page of a year: its one meeting's, else the register's own.
    """

    title: str
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    years: tuple[Cell, ...] = ()
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
    years = sorted({meeting.front.day.year for meeting in held}, reverse=True)
    of_year, sources = {}, {}
    for year in years:
        chosen = [each for each in held if each.front.day.year == year]
        of_year[year] = _tables(record, concerns, register, bodies, chosen)
        sources[year] = chosen[0].document.path if len(chosen) == 1 else path
    if sum(weight(table) for tables in of_year.values() for table in tables) <= heaviest:
        yield path, _listing(page.title, register, _tables(record, concerns, register, bodies, held))
        return
    links = tuple(Cell(str(year), Place(posixpath.join(folder, f"{year}.md"))) for year in years)
    first = of_year[years[0]]
    if register is Register.ACTIONS:
        first = [actions(record, held, concerns, only_open=True)]
    yield path, _listing(page.title, register, first, links)
    for year, made in of_year.items():
        listing = _listing(f"{page.title} of {year}", register, made, links)
        yield posixpath.join(folder, f"{year}.md"), replace(listing, source=sources[year])


def _listing(
    title: str, register: Register | None, tables: Iterable[Table], years: tuple[Cell, ...] = ()
) -> Listing:
    shown = tuple(tables)
    if register is Register.ATTENDANCE:
        return Listing(title, (), tuple(chart(table) for table in shown), years)
    return Listing(title, shown, (), years)


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


def weight(table: Table) -> int:
    """Return about how many bytes a table has as HTML."""
    return sum(_cell(cell) for row in table.rows for cell in row)


def _cell(cell: Cell) -> int:
    link = len(cell.place.path) + len(cell.place.anchor) if cell.place else 0
    return _MARKUP + len(cell.text.encode()) + link + sum(_cell(part) for part in cell.items)
