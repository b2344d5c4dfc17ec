"""Rules about agreed changes: carried in time, carried at all, and none without a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from concordat import addresses
from concordat.amendments import amendments, change_of, changes_between, later_in_force
from concordat.compare import SAME_WORDS, Change, Kind
from concordat.dates import in_words, months_after
from concordat.findings import Finding, Location, checked_by, info, listed, warning
from concordat.index import Edition
from concordat.record import Record
from concordat.slips import Slip, kind_of
from concordat.wording import Op


@checked_by(info("amendment-overdue", "An agreed change that should be in the text by now"))
def amendment_overdue(record: Record) -> Iterator[Finding]:
    """Find amendments outstanding for longer than their agreement allows, those of a decision together."""
    late: dict[addresses.Meeting, list[str]] = {}
    days: dict[addresses.Meeting, date] = {}
    for amendment in amendments(record):
        months = record.agreements[amendment.edition.agreement].file.form.carry_within_months
        if months is None or amendment.carried_by is not None:
            continue
        by = months_after(amendment.decision.day, months)
        if by < record.today:
            late.setdefault(amendment.decision, []).append(amendment.clause)
            days[amendment.decision] = by
    for decision, clauses in late.items():
        yield amendment_overdue.at(
            _place(record, decision),
            f"{decision} changes {listed(clauses)}; that was to be in the text by {in_words(days[decision])}",
            "carry it into the next edition, or record a decision that supersedes it",
            subject=str(decision),
        )


def _place(record: Record, decision: addresses.Meeting) -> Location:
    meeting, entry = record.meeting(decision), record.entry(decision)
    return Location(meeting.document.path, entry.line) if meeting and entry else Location(str(decision))


@checked_by(warning("amendment-empty", "A decision that an edition carries, and whose clause is the same"))
def amendment_empty(record: Record) -> Iterator[Finding]:
    """Find decisions that an edition names under `carries:` without changing the clause."""
    for amendment in amendments(record):
        for later in later_in_force(record, amendment.edition):
            if amendment.decision not in later.file.front.carries:
                continue
            if not _changed(record, amendment.edition, later, addresses.number_key(amendment.number)):
                yield amendment_empty.at(
                    later.file.document.at("carries"),
                    f"{later.address} carries {amendment.decision}, but {amendment.clause} reads as before",
                    "change the clause, or take the decision off the list",
                    subject=later.address,
                )


def _changed(record: Record, earlier: Edition, later: Edition, key: str) -> bool:
    """Tell whether the clause with a number's key, or any part of it, has other words in a later edition."""
    change = change_of(record, earlier, later, key)
    there = addresses.number_key(change.to_number) if change and change.to_number else ""
    return any(
        _within(each.from_number, key) or (bool(there) and _within(each.to_number, there))
        for each in changes_between(record, earlier, later)
        if each.kind not in SAME_WORDS
    )


@checked_by(info("amendment-unbacked", "A clause that changed, and no decision says so"))
def amendment_unbacked(record: Record) -> Iterator[Finding]:
    """Find changed clauses of an edition that names decisions, where none of them amends the clause."""
    for agreement in record.agreements.values():
        for earlier, later in pairwise(agreement.editions):
            if later.file.front.carries:
                yield from _unbacked(record, earlier, later)


def _unbacked(record: Record, earlier: Edition, later: Edition) -> Iterator[Finding]:
    backed = {
        addresses.number_key(each.number)
        for each in amendments(record)
        if each.edition is earlier and each.decision in later.file.front.carries
    }
    changes = changes_between(record, earlier, later)
    became = {_address(earlier, each.from_number): _address(later, each.to_number) for each in changes}
    changed = [
        change.from_number
        for change in changes
        if change.from_number and change.kind not in SAME_WORDS and change.kind is not Kind.ADDED
        if not any(_within(change.from_number, key) for key in backed)
        if not _only_follows(record, earlier, later, change, became)
    ]
    if changed:
        shown = listed(changed if len(changed) <= 8 else [*changed[:7], f"{len(changed) - 7} more"])
        yield amendment_unbacked.at(
            later.file.document.at("carries"),
            f"{shown} of {earlier.address} changed, and no decision that {later.address} carries says so",
            "name the clauses under 'Amends:' in the decision, or add the decision to 'carries:'",
            subject=later.address,
        )


def _address(edition: Edition, number: str) -> str:
    return f"{edition.address} {number}"


def _only_follows(
    record: Record, earlier: Edition, later: Edition, change: Change, became: Mapping[str, str]
) -> bool:
    """Tell whether a clause changed only because the clauses that it mentions have other numbers now."""
    old, new = (
        " ".join(words for op, words in change.redline if op is not other) for other in (Op.INSERT, Op.DELETE)
    )
    if kind_of(old, new, (), others=earlier.other_instruments) is not Slip.CROSS_REFERENCE:
        return False
    before = _mentioned(record, earlier, change.from_number)
    after = _mentioned(record, later, change.to_number)
    return [became.get(address) for address in before] == after


def _mentioned(record: Record, edition: Edition, number: str) -> list[str]:
    """Return the addresses of the clauses that a clause mentions, in the order of its words."""
    clause = _address(edition, number)
    return [ref.target for ref in record.made_in(edition.path) if ref.plain and ref.source == clause]


def _within(number: str, key: str) -> bool:
    """Tell whether a clause is the one of a key, or a part of it."""
    own = addresses.number_key(number)
    return own == key or own.startswith(f"{key}.")
