"""References that lead elsewhere than before, though nobody wrote them anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concordat.addresses import Clause, number_key, parse
from concordat.amendments import changes_between
from concordat.model.records import ClausesFile, EditionFile, PageFile
from concordat.resolve import Reference
from concordat.review.states import States


@dataclass(frozen=True, slots=True)
class Moved:
    """A reference that leads elsewhere: as it stands now, and where it led, under today's address.

    `meant` is "" where what it led to is gone.
    """

    reference: Reference
    was: str
    meant: str


def moved_references(states: States) -> list[Moved]:
    """Return the references that are written as before and lead to something else, in the order of pages.

    A reference of an undated page that names no edition follows its clause into a new edition; that
    is what it is for, and no finding.
    """
    found = []
    for path in _pages(states):
        earlier = _by_writing(states, states.before.record.made_in(path))
        undated = isinstance(states.after.parts.get(path), PageFile | EditionFile | ClausesFile)
        for reference in states.after.record.made_in(path):
            led_to = earlier.get((reference.source, reference.text, reference.relation))
            if not led_to:
                continue
            meant = sorted({to for target in led_to for to in states.where(target)})
            if reference.target in meant:
                continue
            if undated and any(_follows(states, each, reference.target) for each in meant):
                continue
            found.append(Moved(reference, led_to[0], meant[0] if meant else ""))
    return found


def _pages(states: States) -> list[str]:
    """Return the pages whose references may lead elsewhere: those with others, those that name what moved."""
    before, after = states.before.record, states.after.record
    shared = [path for path in states.after.documents if path in states.before.documents]
    moved = {address for address, to in states.went.items() if to != {address}}
    return sorted(
        path
        for path in shared
        if before.targets_in(path) != after.targets_in(path) or not moved.isdisjoint(after.targets_in(path))
    )


def _by_writing(states: States, references: Iterable[Reference]) -> dict[tuple[str, str, str], list[str]]:
    """Return where references led, by their source as it is named now, and by how they are written."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for reference in references:
        for source in states.where(reference.source):
            found.setdefault((source, reference.text, reference.relation), []).append(reference.target)
    return found


def _follows(states: States, meant: str, target: str) -> bool:
    """Tell whether a clause of another edition is the clause that was meant, as the table has it."""
    old, new = parse(meant), parse(target)
    if not isinstance(old, Clause) or not isinstance(new, Clause) or old.agreement != new.agreement:
        return False
    record = states.after.record
    edition, later = record.edition(old.agreement, old.edition), record.edition(new.agreement, new.edition)
    if edition is None or later is None or edition is later:
        return False
    if not old.number or not new.number:
        return old.number == new.number
    return any(
        (number_key(change.from_number), number_key(change.to_number))
        == (number_key(old.number), number_key(new.number))
        for change in changes_between(record, edition, later)
    )
