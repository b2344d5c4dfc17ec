"""A page of what changed from one edition to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from concordat.amendments import changes_between
from concordat.compare import SAME_WORDS, Change, Kind, summary
from concordat.index import Edition
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import Cell
from concordat.views.rewording import sides
from concordat.wording import Run


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one clause: a sentence, where it stood and stands, and its words on both sides."""

    anchor: str
    sentence: str
    mark: str
    places: tuple[Cell, ...]
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many clauses have one fate, and links to them; no links for those that are unchanged."""

    text: str
    clauses: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one edition to another: an overview, and a row for each clause that changed."""

    before: str
    after: str
    overview: str
    counts: tuple[Count, ...]
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
    path = changes_path(record.agreements[old.agreement].file.folder, old, new)
    changed = [change for change in found if change.kind is not Kind.UNCHANGED]
    anchors = _anchors(changed)
    rows = tuple(_row(old, new, change, anchors[at]) for at, change in enumerate(changed))
    links: dict[Kind, list[Cell]] = {}
    for at, change in enumerate(changed):
        name = change.from_number or change.to_number or "text without a number"
        links.setdefault(change.kind, []).append(Cell(name, Place(path, anchors[at])))
    counts = tuple(
        Count(f"{count} {kind}", tuple(links.get(kind, ()))) for kind, count in summary(found).items()
    )
    return Changes(f"Edition {old.name}", f"Edition {new.name}", _overview(old, new, found), counts, rows)


def _overview(old: Edition, new: Edition, found: Sequence[Change]) -> str:
    added, removed = (
        sum(getattr(change, name) for change in found) for name in ("added_words", "removed_words")
    )
    return (
        f"Edition {old.name} has {len(old.clauses)} clauses, edition {new.name} has {len(new.clauses)}. "
        f"{_words(added)} put in, and {_words(removed)} taken out."
    )


def _words(count: int) -> str:
    return f"{count} {'word is' if count == 1 else 'words are'}" if count else "no word is"


def _anchors(changed: Sequence[Change]) -> list[str]:
    """Return an anchor for each change, by the number of its clause now, or else before; each only once."""
    anchors: list[str] = []
    for at, change in enumerate(changed):
        gone = change.kind is Kind.MERGED or not change.to_number
        name = f"was-{change.from_number}" if gone and change.from_number else f"now-{change.to_number}"
        known = name in anchors or not (change.from_number or change.to_number)
        anchors.append(f"change-{at}" if known else name)
    return anchors


def _row(old: Edition, new: Edition, change: Change, anchor: str) -> Row:
    places = []
    for edition, number in ((old, change.from_number), (new, change.to_number)):
        if number:
            places.append(Cell(f"{number} in edition {edition.name}", Place(edition.path, number)))
    before, after = ((), ()) if change.kind in SAME_WORDS else sides(change.redline)
    return Row(anchor, change.sentence, str(change.kind).replace(" ", "-"), tuple(places), before, after)
