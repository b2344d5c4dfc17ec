"""What a record can take from another one that differs from it in a few files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from concordat.index import Index
from concordat.model.records import AgreementFile, BodiesFile, EditionFile, Part
from concordat.resolve import Resolved


def same_targets(
    index: Index, other: Index, resolved: Iterable[Resolved], faulty: set[str]
) -> dict[str, tuple[str, ...]]:
    """Return what pages of another record lead to, where that is the same in this one, by path.

    `resolved` are the other record's pages, `faulty` the paths in which something was found there.
    Parts of both count as the same where they are one object. Where the agreements, the numbers of their
    clauses or the bodies are others, any page may lead elsewhere; where minutes are, those may that name
    something in them.
    """
    if (index.today, index.agreement_unread) != (other.today, other.agreement_unread):
        return {}
    if list(_named_by(index.parts)) != list(_named_by(other.parts)):
        return {}
    parts = {id(part) for part in index.parts}
    lost = _lost_addresses(index, other)
    here = {part.document.path for part in other.parts if id(part) in parts} - faulty
    return {
        page.context.path: page.targets
        for page in resolved
        if page.context.path in here and lost.isdisjoint(page.targets)
    }


def _named_by(parts: Iterable[Part]) -> Iterator[object]:
    """Yield what says which agreements, clauses and bodies there are; of a clause that is its number."""
    for part in parts:
        if isinstance(part, EditionFile):
            yield part.document.path, part.front, [clause.number for clause in part.text.clauses]
        elif isinstance(part, AgreementFile | BodiesFile):
            yield id(part)


def _lost_addresses(index: Index, other: Index) -> set[str]:
    """Return the addresses of the other's meetings that have other minutes here, and of all in them."""
    return {
        f"{meeting.address} {entry}".rstrip()
        for meeting in other.meetings
        if index.meeting(meeting.address) is not meeting
        for entry in ("", *other.entry_counts[meeting.document.path])
    }
