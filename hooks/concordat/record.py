"""The record: everything read from the record's folder, at one moment, with its references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType

from concordat.alike import same_targets
from concordat.findings import Finding
from concordat.index import Index, build_index
from concordat.model.mentions import Relation
from concordat.model.records import Action, ActionState, Part, Titled
from concordat.read.documents import Reading
from concordat.resolve import Reference, Resolved, resolve
from concordat.seal import Line


@dataclass(frozen=True)
class Record(Index):
    """The index, the references between its parts, and what the readers found. Immutable."""

    findings: tuple[Finding, ...] = ()
    documents: int = 0
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What tells the content of each file that was read from any other's, by path."""
    past: Mapping[str, tuple[Line, ...]] = field(default_factory=dict, repr=False)
    """Canonical texts of earlier days, by digest, where somebody has looked them up."""
    _resolved: tuple[Resolved, ...] = field(default=(), repr=False)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference, in the order of pages."""
        return tuple(reference for page in self._resolved for reference in page.references())

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of events, posts and pages by path."""
        titled: tuple[Titled, ...] = (*self.events, *self.posts, *self.pages)
        return {part.document.path: part.title for part in titled}

    @cached_property
    def days(self) -> Mapping[str, date]:
        """The days of minutes, posts and events, and the first day in force of editions, by path."""
        found = {meeting.document.path: meeting.front.day for meeting in self.meetings}
        found |= {event.document.path: event.front.day for event in self.events}
        found |= {post.document.path: post.front.day.created for post in self.posts}
        firsts = ((each.path, each.file.front.in_force_from) for each in self.editions())
        return found | {path: first for path, first in firsts if first}

    @cached_property
    def _of_relation(self) -> Callable[[Relation], tuple[Reference, ...]]:
        return cache(
            lambda relation: tuple(ref for page in self._with[relation] for ref in page.references(relation))
        )

    @cached_property
    def _with(self) -> Mapping[Relation, Sequence[Resolved]]:
        """The pages with a reference of each relation."""
        found: dict[Relation, list[Resolved]] = {relation: [] for relation in Relation}
        found[Relation.MENTIONS] = list(self._resolved)
        for page in self._resolved:
            if page.details:
                for relation in {*map(page.mentions.relations.__getitem__, page.details)}:
                    found[relation].append(page)
        return found

    @cached_property
    def _leading_to(self) -> Callable[[Relation], Mapping[str, tuple[Reference, ...]]]:
        return cache(lambda relation: _grouped(self.references_of(relation)))

    @cached_property
    def _naming(self) -> Mapping[str, list[tuple[Resolved, int]]]:
        """The mentions that lead to each address: their page, and which of its mentions they are."""
        found: dict[str, list[tuple[Resolved, int]]] = {}
        for page in self._resolved:
            for at, target in enumerate(page.targets):
                found.setdefault(target, []).append((page, at))
        found.pop("", None)  # of those that lead nowhere
        return found

    @cached_property
    def _mentions_of(self) -> Callable[[str], tuple[Reference, ...]]:
        naming = self._naming
        return cache(lambda address: tuple(page.reference(at) for page, at in naming.get(address, ())))

    @cached_property
    def _pages(self) -> Mapping[str, Resolved]:
        return {page.context.path: page for page in self._resolved}

    @cached_property
    def _made_in(self) -> Callable[[str], tuple[Reference, ...]]:
        pages = self._pages
        return cache(lambda path: tuple(pages[path].references()) if path in pages else ())

    @cached_property
    def _targets_of(self) -> Mapping[Relation, set[str]]:
        targets: dict[Relation, set[str]] = {relation: set() for relation in Relation}
        for page in self._resolved:
            relations = page.mentions.relations
            for at in page.details:
                targets[relations[at]].add(page.targets[at])
        for found in targets.values():
            found.discard("")  # of those that lead nowhere
        return targets

    @cached_property
    def _ended(self) -> Set[str]:
        """The actions that a later meeting closed, or carried on under another number."""
        return self._targets_of[Relation.CLOSES] | self._targets_of[Relation.CARRIES]

    def references_of(self, relation: Relation) -> tuple[Reference, ...]:
        """Return the references of one relation, in the order of pages."""
        return self._of_relation(relation)

    def targets_of(self, relation: Relation) -> Set[str]:
        """Return the full addresses that stand at the other end of a relation other than a mere mention."""
        return self._targets_of[relation]

    def made_in(self, path: str) -> tuple[Reference, ...]:
        """Return the references that a page makes, in their order."""
        return self._made_in(path)

    def targets_in(self, path: str) -> tuple[str, ...]:
        """Return where the mentions on a page lead, in their order: "" for one that leads nowhere."""
        return self._pages[path].targets if path in self._pages else ()

    def mentions_of(self, address: str) -> tuple[Reference, ...]:
        """Return the references that lead to a full address, such as `SLI/1 4.2`."""
        return self._mentions_of(address)

    def mentions_of_any(self, addresses: Set[str]) -> list[Reference]:
        """Return the references that lead to one of some full addresses, in the order of pages."""
        naming = (page for page in self._resolved if not addresses.isdisjoint(page.targets))
        return [ref for page in naming for ref in page.references() if ref.target in addresses]

    def sources_of(self, relation: Relation, address: str) -> list[str]:
        """Return the addresses that stand in a relation to one, such as the actions that carry it."""
        return [ref.source for ref in self._leading_to(relation).get(address, ())]

    def is_open(self, address: str, action: Action) -> bool:
        """Tell whether an action is neither done, dropped, closed at a meeting nor carried on."""
        return action.state is ActionState.OPEN and address not in self._ended


def build_record(
    readings: Iterable[Reading],
    files: Iterable[str],
    *,
    clock: date,
    today: date | None = None,
    like: Iterable[Record] = (),
) -> Record:
    """Build the record from what the readers made of the files.

    `files` are the paths of all files below the record's folder, images included. The record is
    read as on `today`; where that is None, on the region's `as_of`, else on `clock`. From the first
    record that it is `like` enough it takes what is the same.
    """
    parts: list[Part] = []
    findings: list[Finding] = []
    digests: dict[str, str] = {}
    for reading in sorted(readings, key=lambda reading: reading.path):
        digests[reading.path] = reading.digest
        findings += reading.findings
        if reading.part is not None:
            parts.append(reading.part)
    index = build_index(parts, frozenset(files), today, clock)
    resolved, found = resolve(index, next(filter(None, (_taken(index, other) for other in like)), {}))
    return Record(
        **{each.name: getattr(index, each.name) for each in fields(Index)},
        findings=(*findings, *found),
        documents=len(digests),
        digests=digests,
        _resolved=tuple(resolved),
    )


def _taken(index: Index, other: Record) -> Mapping[str, tuple[str, ...]]:
    return same_targets(index, other, other._resolved, {found.location.path for found in other.findings})


def _grouped(references: Iterable[Reference]) -> Mapping[str, tuple[Reference, ...]]:
    groups: dict[str, list[Reference]] = {}
    for reference in references:
        groups.setdefault(reference.target, []).append(reference)
    return MappingProxyType({target: tuple(group) for target, group in groups.items()})
