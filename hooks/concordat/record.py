"""The record: everything read from the record's folder, at one moment, with its references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from concordat.findings import Finding
from concordat.index import Index, build_index
from concordat.model.forms import ActionState
from concordat.model.records import Action, Relation
from concordat.read.documents import Reading
from concordat.resolve import Reference, resolve


@dataclass(frozen=True)
class Record(Index):
    """The index, the references between its parts, and what the readers found. Immutable."""

    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    documents: int = 0
    leading_to: Mapping[str, tuple[Reference, ...]] = None  # type: ignore[assignment]

    def mentions_of(self, address: str) -> tuple[Reference, ...]:
        """Return the references that lead to a full address, such as `SLI/1 4.2`."""
        return self.leading_to.get(address, ())

    def sources_of(self, relation: Relation, address: str) -> list[str]:
        """Return the addresses that stand in a relation to one, such as the actions that carry it."""
        return [ref.source for ref in self.mentions_of(address) if ref.relation is relation]

    def is_open(self, address: str, action: Action) -> bool:
        """Tell whether an action is neither done, dropped, closed at a meeting nor carried on."""
        ended = (Relation.CLOSES, Relation.CARRIES)
        return action.state is ActionState.OPEN and not any(
            ref.relation in ended for ref in self.mentions_of(address)
        )


def build_record(
    readings: Iterable[Reading], files: Iterable[str], *, clock: date, today: date | None = None
) -> Record:
    """Build the record from what the readers made of the files.

    `files` are the paths of all files below the record's folder, images included. The record is
    read as on `today`; where that is None, on the region's `as_of`, else on `clock`.
    """
    parts, findings, documents = [], [], 0
    for reading in sorted(readings, key=lambda reading: reading.path):
        documents += 1
        findings += reading.findings
        if reading.part is not None:
            parts.append(reading.part)
    index = build_index(parts, frozenset(files), today, clock)
    references, found = resolve(index)
    leading: dict[str, list[Reference]] = {}
    for reference in references:
        leading.setdefault(reference.target, []).append(reference)
    return Record(
        **{field.name: getattr(index, field.name) for field in fields(Index)},
        references=tuple(references),
        findings=(*findings, *found),
        documents=documents,
        leading_to={target: tuple(group) for target, group in leading.items()},
    )
