"""The record: everything read from the record's folder, at one moment, with its references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType

from concordat.findings import Finding
from concordat.index import Index, build_index
from concordat.model.forms import ActionState
from concordat.model.records import Action, Part, Relation, Titled
from concordat.read.documents import Reading
from concordat.resolve import Reference, resolve
from concordat.seal import Line


@dataclass(frozen=True)
class Record(Index):
    """The index, the references between its parts, and what the readers found. Immutable."""

    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    documents: int = 0
    past: Mapping[str, tuple[Line, ...]] = field(default_factory=dict, repr=False)
    """Canonical texts of earlier days, by digest, where somebody has looked them up."""
    _leading_to: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict, repr=False)
    _made_in: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of events, posts and pages by path."""
        titled: tuple[Titled, ...] = (*self.events, *self.posts, *self.pages)
        return {part.document.path: part.title for part in titled}

    @cached_property
    def _by_relation(self) -> Mapping[str, tuple[Reference, ...]]:
        return _grouped(list(self.references), attrgetter("relation"))

    def references_of(self, relation: Relation) -> tuple[Reference, ...]:
        """Return the references of one relation, in the order of pages."""
        return self._by_relation.get(relation, ())

    def made_in(self, path: str) -> tuple[Reference, ...]:
        """Return the references that a page makes, in their order."""
        return self._made_in.get(path, ())

    def mentions_of(self, address: str) -> tuple[Reference, ...]:
        """Return the references that lead to a full address, such as `SLI/1 4.2`."""
        return self._leading_to.get(address, ())

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
    parts: list[Part] = []
    findings: list[Finding] = []
    documents = 0
    for reading in sorted(readings, key=lambda reading: reading.path):
        documents += 1
        findings += reading.findings
        if reading.part is not None:
            parts.append(reading.part)
    index = build_index(parts, frozenset(files), today, clock)
    references, found = resolve(index)
    return Record(
        **{each.name: getattr(index, each.name) for each in fields(Index)},
        references=tuple(references),
        findings=(*findings, *found),
        documents=documents,
        _leading_to=_grouped(references, attrgetter("target")),
        _made_in=_grouped(references, attrgetter("path")),
    )


def _grouped(
    references: list[Reference], key: Callable[[Reference], str]
) -> Mapping[str, tuple[Reference, ...]]:
    groups: dict[str, list[Reference]] = {}
    for reference in references:
        groups.setdefault(key(reference), []).append(reference)
    return MappingProxyType({name: tuple(group) for name, group in groups.items()})
