"""What names a clause, a decision or an action: the latest beside it, all of a clause with its history."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from concordat.index import Edition
from concordat.lineage import Life
from concordat.model.mentions import Relation
from concordat.model.records import Clause
from concordat.places import Place, place_of
from concordat.record import Record
from concordat.views.cells import Cell, Table
from concordat.views.listings import HEAVIEST, Listing, page_weight
from concordat.views.notes import NAMED, SHOWN

_UNDATED = "Undated"

_PASSIVE = {
    Relation.MENTIONS: "Mentioned in",
    Relation.AMENDS: "Amended by",
    Relation.SUPERSEDES: "Superseded by",
    Relation.FOLLOWS_FROM: "Led to",
    Relation.CARRIES: "Carried on as",
    Relation.CLOSES: "Closed at",
    Relation.APPROVED_AT: "Approved the minutes of",
    Relation.ADOPTED_BY: "Adopted",
    Relation.CARRIES_CHANGE: "Its changes are carried by",
    Relation.REPEALED_BY: "Repealed a clause, in",
    Relation.CORRECTED_AT: "Corrected the minutes of",
    Relation.CORRECTED_BY: "Decided a correction of",
}


@dataclass(frozen=True, slots=True)
class Backlink:
    """A place that names another, in which relation, and its day; None for a page without one."""

    relation: str
    label: str
    place: Place
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """In how many places something is named, those of them that are shown, and where the others are."""

    count: int
    shown: tuple[Backlink, ...]
    everything: Place | None = None


def backlinks(record: Record, address: str) -> list[Backlink]:
    """Return what names an address, each place once: what acts on it, then mentions; the latest first."""
    days = record.days
    found: dict[tuple[Relation, str], Backlink] = {}
    for reference in record.mentions_of(address):
        place = place_of(record, reference.source) if reference.source else Place(reference.path)
        if place is None or reference.source == address:
            continue
        label = place.label or record.titles.get(reference.path, reference.path)
        found.setdefault(
            (reference.relation, str(place)),
            Backlink(_PASSIVE[reference.relation], label, place, days.get(reference.path)),
        )
    latest = sorted(found.values(), key=lambda each: each.day or date.min, reverse=True)
    return sorted(latest, key=lambda each: each.relation == _PASSIVE[Relation.MENTIONS])


def named(record: Record, address: str) -> Named | None:
    """Return what names a decision, an action or an item; None where nothing does."""
    found = tuple(backlinks(record, address))
    return Named(len(found), found) if found else None


def clause_named(record: Record, edition: Edition, clause: Clause, history: Place | None) -> Named | None:
    """Return what names a clause; only the latest where the page of its `history` has the others."""
    found = named(record, edition.clause_address(clause))
    if found is None or history is None or found.count <= SHOWN:
        return found
    return Named(found.count, found.shown[:SHOWN], Place(history.path, NAMED))


_Row = tuple[date | None, tuple[Cell, ...]]


def named_in(
    record: Record, life: Life, path: str, title: str, heaviest: int = HEAVIEST
) -> Mapping[str, Listing]:
    """Return everything that names a clause, in every edition: for its history at `path`, first of all.

    Where that would weigh too much it is split: the latest year stands with the history, and each
    year has a page.
    """
    rows: list[_Row] = [
        (link.day, (Cell(link.label, link.place), Cell(link.relation), Cell(address)))
        for stage in life.standing
        for address in (f"{stage.edition.address} {number}" for number in stage.numbers)
        for link in backlinks(record, address)
    ]
    rows.sort(key=lambda row: row[0] or date.min, reverse=True)
    total = f"Named in {len(rows)} place{'' if len(rows) == 1 else 's'}"
    everything = _table(f"{total}, latest first", rows)
    if page_weight([everything]) <= heaviest:
        return {path: Listing(title, (everything,) if rows else ())}
    folder = posixpath.dirname(path)
    by_year = {name: [*group] for name, group in groupby(rows, key=lambda row: _year(row[0]))}
    years = tuple(Cell(name, Place(posixpath.join(folder, f"{name.lower()}.md"))) for name in by_year)
    tables = {
        name: _table(f"{total}, {len(group)} of them {_in(name)}", group) for name, group in by_year.items()
    }
    found = {path: Listing(title, (next(iter(tables.values())),), years=years)}
    for year in years:
        if year.place:
            found[year.place.path] = Listing(
                f"{title}, {year.text.lower()}", (tables[year.text],), years=years
            )
    return found


def _table(caption: str, rows: Iterable[_Row]) -> Table:
    return Table(caption, ("Where", "How", "Cited as"), tuple(cells for _, cells in rows))


def _year(day: date | None) -> str:
    return str(day.year) if day else _UNDATED


def _in(year: str) -> str:
    return "on pages without a date" if year == _UNDATED else f"in {year}"
