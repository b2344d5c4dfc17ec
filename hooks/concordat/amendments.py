"""Agreed changes: from a decision that amends a clause to the edition that carries it.

A decision's amendment is outstanding until a later edition, in force, names the decision under
`carries:` and has other words for that clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from concordat import addresses
from concordat.compare import SAME_WORDS, Change, compare
from concordat.index import Edition
from concordat.matching import table_between
from concordat.model.mentions import Relation
from concordat.model.records import EditionText
from concordat.record import Record
from concordat.resolve import Reference


@dataclass(frozen=True, slots=True)
class Amendment:
    """A decision's change to a clause, and the edition that carries it, if any does yet."""

    decision: addresses.Meeting
    edition: Edition  # whose clause the decision names
    number: str
    carried_by: Edition | None = None
    carried_number: str = ""  # "" where the clause is gone from that edition

    @property
    def clause(self) -> str:
        """The pinned address of the clause that the decision names."""
        return f"{self.edition.address} {self.number}"


def amendments(record: Record) -> list[Amendment]:
    """Return every amendment of a record, in the order of the decisions; not those of superseded ones."""
    return _amendments(record, record.references_of(Relation.AMENDS))


def amendments_by(record: Record, path: str, decision: str) -> list[Amendment]:
    """Return the amendments that one decision, on the page of a path, makes."""
    amending = (ref for ref in record.made_in(path) if ref.relation is Relation.AMENDS)
    return _amendments(record, [ref for ref in amending if ref.source == decision])


def _amendments(record: Record, references: Iterable[Reference]) -> list[Amendment]:
    found = []
    for reference in references:
        if reference.source in record.targets_of(Relation.SUPERSEDES):
            continue
        decision, clause = addresses.parse(reference.source), addresses.parse(reference.target)
        if isinstance(decision, addresses.Meeting) and isinstance(clause, addresses.Clause):
            edition = record.edition(clause.agreement, clause.edition)
            if edition is not None:
                found.append(_amendment(record, decision, edition, clause.number))
    return found


def outstanding(record: Record, edition: Edition) -> list[Amendment]:
    """Return the amendments of an edition's clauses that no later edition carries yet."""
    return [each for each in amendments(record) if each.edition is edition and each.carried_by is None]


def _amendment(record: Record, decision: addresses.Meeting, edition: Edition, number: str) -> Amendment:
    key = addresses.number_key(number)
    for later in later_in_force(record, edition):
        if decision in later.file.front.carries:
            change = change_of(record, edition, later, key)
            if change is not None and change.kind not in SAME_WORDS:
                return Amendment(decision, edition, number, later, change.to_number)
    return Amendment(decision, edition, number)


def later_in_force(record: Record, edition: Edition) -> Iterator[Edition]:
    """Return the editions after one that are, or have been, in force."""
    editions = record.agreements[edition.agreement].editions
    for later in editions[editions.index(edition) + 1 :]:
        begins = later.file.front.in_force_from
        if begins is not None and begins <= record.today and later.in_force_on(begins):
            yield later


def change_of(record: Record, old: Edition, new: Edition, key: str) -> Change | None:
    """Return what became of the clause with a number's key from one edition to another."""
    changes = changes_between(record, old, new)
    return next((change for change in changes if addresses.number_key(change.from_number) == key), None)


def changes_between(record: Record, old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what became of each clause between two editions, by the clause table where there is one."""
    agreement = record.agreements[old.agreement]
    rows = agreement.table.rows if agreement.table else ()
    table = tuple(sorted(table_between(rows, old.name, new.name).items()))
    return _compared(_Text(old.file.text), _Text(new.file.text), table)


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A text that is the same as another only where it is that very one: comparing takes long."""

    text: EditionText

    def __hash__(self) -> int:
        return id(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self.text is other.text


@lru_cache(maxsize=256)
def _compared(
    old: _Text, new: _Text, table: tuple[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]], ...]
) -> tuple[Change, ...]:
    return tuple(compare(old.text, new.text, dict(table)))
