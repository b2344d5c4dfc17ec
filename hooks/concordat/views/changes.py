"""A page of what changed from one edition to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from concordat.amendments import changes_between
from concordat.compare import SAME_WORDS, Change, Kind, summary
from concordat.findings import listed
from concordat.index import Edition
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import Cell
from concordat.wording import Op, Run


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one clause: a sentence, where it stood and stands, and its words on both sides."""

    sentence: str
    mark: str
    places: tuple[Cell, ...]
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one edition to another: an overview, and a row for each clause that changed."""

    before: str
    after: str
    overview: str
    rows: tuple[Row, ...]


def pairs(record: Record) -> Iterator[tuple[str, Edition, Edition]]:
    """Return the path of the page for each two editions of an agreement, the earlier one first."""
    for agreement in record.agreements.values():
        for old, new in combinations(agreement.editions, 2):
            yield changes_path(agreement.file.folder, old, new), old, new


def changes_path(folder: str, old: Edition, new: Edition) -> str:
    """Return the path of the page that compares two editions."""
    return f"agreements/{folder}/changes/{old.name}-to-{new.name}.md"


def neighbouring(record: Record, edition: Edition) -> list[Cell]:
    """Return links to what changed from the edition before this one, and to the one after."""
    agreement = record.agreements[edition.agreement]
    return [
        Cell(
            f"from edition {old.name} to edition {new.name}",
            Place(changes_path(agreement.file.folder, old, new)),
        )
        for old, new in pairwise(agreement.editions)
        if edition in (old, new)
    ]


def changes_title(record: Record, old: Edition, new: Edition) -> str:
    """Return the title of the page that compares two editions."""
    title = record.agreements[old.agreement].file.form.title
    return f"{title}: from edition {old.name} to edition {new.name}"


def changes(record: Record, old: Edition, new: Edition) -> Changes:
    """Return what changed between two editions, by the agreement's clause table where there is one."""
    found = changes_between(record, old, new)
    counted = [f"{count} {'is' if count == 1 else 'are'} {kind}" for kind, count in summary(found).items()]
    rows = tuple(_row(old, new, change) for change in found if change.kind is not Kind.UNCHANGED)
    overview = f"Of the clauses of both editions, {listed(counted)}."
    return Changes(f"Edition {old.name}", f"Edition {new.name}", overview, rows)


def _row(old: Edition, new: Edition, change: Change) -> Row:
    places = []
    for edition, number in ((old, change.from_number), (new, change.to_number)):
        if number:
            places.append(Cell(f"{number} in edition {edition.name}", Place(edition.path, number)))
    quiet = change.kind in SAME_WORDS
    before = () if quiet else tuple(run for run in change.redline if run[0] is not Op.INSERT)
    after = () if quiet else tuple(run for run in change.redline if run[0] is not Op.DELETE)
    return Row(change.sentence, str(change.kind).replace(" ", "-"), tuple(places), before, after)
