"""Clauses through the editions of their agreement: where each stood, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from concordat import addresses
from concordat.addresses import number_key
from concordat.amendments import Amendment, amendments, changes_between
from concordat.compare import Change, Kind
from concordat.index import Agreement, Edition
from concordat.model.records import ClauseRow
from concordat.record import Record
from concordat.seal import words


@dataclass(frozen=True, slots=True)
class Stage:
    """A clause in one edition; without numbers where it has ended.

    `changes` are what became of it since the edition before: none where that edition lacks it.
    `decisions` amended it, and the edition carries them.
    """

    edition: Edition
    numbers: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    decisions: tuple[addresses.Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """A clause from the first edition in which it stands to the last, or to the one without it."""

    agreement: str
    key: str  # "" for a clause that has no lasting key
    stages: tuple[Stage, ...]
    outstanding: tuple[addresses.Meeting, ...] = ()  # decisions that amend it and that no edition carries
    repealed: addresses.Meeting | None = None
    merged: str = ""  # the key of the clause that it was merged into

    @property
    def standing(self) -> tuple[Stage, ...]:
        """The stages in which it stands."""
        return tuple(stage for stage in self.stages if stage.numbers)


@dataclass(frozen=True, slots=True)
class Became:
    """What a clause of one edition is in another one: a kind, and its numbers there."""

    kind: Kind
    numbers: tuple[str, ...]


def became(record: Record, here: Edition, there: Edition) -> dict[str, Became]:
    """Return what each clause of one edition is in another, earlier or later, by its number's key.

    The kind is always that of the change from the earlier edition to the later one.
    """
    editions = record.agreements[here.agreement].editions
    forward = editions.index(here) < editions.index(there)
    found: dict[str, Became] = {}
    for change in changes_between(record, *((here, there) if forward else (there, here))):
        own, other = change.from_number, change.to_number
        if not forward:
            own, other = other, own
        if own:
            before = found.get(number_key(own), Became(change.kind, ()))
            numbers = (*before.numbers, other) if other else before.numbers
            found[number_key(own)] = Became(before.kind, tuple(dict.fromkeys(numbers)))
    return found


def lives(record: Record, agreement: Agreement) -> dict[str, Life]:
    """Return the life of every clause that an agreement's table has ever named, by its lasting key."""
    rows = {row.key: row for row in reversed(agreement.table.rows)} if agreement.table else {}
    known = [each for each in amendments(record) if each.edition.agreement == agreement.short_name]
    since = _since(record, agreement)
    return {key: _life(agreement, rows[key].numbers, known, since, rows[key]) for key in reversed(rows)}


def life_of(record: Record, edition: Edition, number: str) -> Life:
    """Return the life of the clause that bears a number in an edition, with a lasting key or without."""
    agreement = record.agreements[edition.agreement]
    key = agreement.keys(edition.name).get(number_key(number))
    known = [each for each in amendments(record) if each.edition.agreement == edition.agreement]
    rows = agreement.table.rows if agreement.table else ()
    row = next((row for row in rows if row.key == key), None)
    followed = row.numbers if row else _followed(record, edition, number)
    return _life(agreement, followed, known, _since(record, agreement), row)


def clause_words(edition: Edition, number: str) -> str:
    """Return the words of a clause, its title first, without markup."""
    at = edition.by_key[number_key(number)]
    return words(f"{edition.clauses[at].title}\n\n{edition.texts[at]}")


def _followed(record: Record, edition: Edition, number: str) -> dict[str, tuple[str, ...]]:
    """Return a clause's numbers by edition, from neighbour to neighbour in both directions."""
    editions = record.agreements[edition.agreement].editions
    at = editions.index(edition)
    numbers: dict[str, tuple[str, ...]] = {edition.name: (number,)}
    for way in (editions[at:], editions[: at + 1][::-1]):
        for here, there in pairwise(way):
            there_by_key = became(record, here, there)
            led = [there_by_key.get(number_key(n)) for n in numbers.get(here.name, ())]
            numbers[there.name] = tuple(dict.fromkeys(n for each in led if each for n in each.numbers))
    return numbers


def _since(record: Record, agreement: Agreement) -> dict[str, tuple[Change, ...]]:
    """Return what changed since the edition before, by the name of each edition but the first."""
    neighbours = pairwise(agreement.editions)
    return {after.name: changes_between(record, before, after) for before, after in neighbours}


def _life(
    agreement: Agreement,
    numbers: Mapping[str, tuple[str, ...]],
    known: Iterable[Amendment],
    since: Mapping[str, tuple[Change, ...]],
    row: ClauseRow | None,
) -> Life:
    keys = {name: {number_key(number) for number in own} for name, own in numbers.items()}
    ours = [each for each in known if _touches(each, keys)]
    stages: list[Stage] = []
    olds: set[str] = set()
    for edition in agreement.editions:
        own, news = tuple(numbers.get(edition.name, ())), keys.get(edition.name, set())
        if own or (stages and stages[-1].numbers):
            decisions = dict.fromkeys(each.decision for each in ours if each.carried_by is edition)
            changes = _of(since.get(edition.name, ()), olds, news)
            stages.append(Stage(edition, own, changes, tuple(decisions)))
        olds = news
    return Life(
        agreement.short_name,
        row.key if row else "",
        tuple(stages),
        tuple(dict.fromkeys(each.decision for each in ours if each.carried_by is None)),
        row.repealed if row else None,
        row.merged if row else "",
    )


def _touches(amendment: Amendment, keys: Mapping[str, set[str]]) -> bool:
    """Tell whether an amendment is of a clause, or of one that it is part of."""
    amended = number_key(amendment.number)
    own = keys.get(amendment.edition.name, set())
    return any(key == amended or key.startswith(f"{amended}.") for key in own)


def _of(changes: Iterable[Change], olds: set[str], news: set[str]) -> tuple[Change, ...]:
    """Return the changes of a clause, which had some numbers before and has others now."""
    return tuple(
        change
        for change in changes
        if number_key(change.from_number) in olds
        or (number_key(change.to_number) in news and change.kind is not Kind.ADDED)
    )
