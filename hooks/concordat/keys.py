"""Lasting keys for clauses that have none: proposed from likeness of words, never decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concordat.addresses import number_key
from concordat.compare import Change, Kind, compare
from concordat.index import Agreement, Edition
from concordat.leftbehind import LeftBehind, left_behind
from concordat.matching import likeness, table_between
from concordat.model.forms import EditionStatus
from concordat.model.records import ClauseRow
from concordat.seal import words

_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "any", "are", "as", "at", "be", "by", "each", "for", "from", "has", "have", "if"),
        *("in", "is", "it", "its", "may", "must", "no", "not", "of", "on", "or", "that", "the", "their"),
        *("them", "they", "this", "to", "under", "was", "were", "when", "which", "who", "will", "with"),
    )
)
_LONGEST = 4  # words in a key


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number for a row of the clause table, and why. `new` says that the row itself is new."""

    key: str
    edition: str
    numbers: tuple[str, ...]
    new: bool
    merged: str = ""  # the key into which this one was merged, in place of a number
    replaces: str = ""  # the number that stands there now, and is another clause's or nobody's
    score: float = 1.0
    old_words: str = ""
    new_words: str = ""


def propose(agreement: Agreement) -> list[Proposal]:
    """Return what is missing in an agreement's clause table, edition after edition."""
    rows = {row.key: row for row in agreement.table.rows} if agreement.table else {}
    proposals: list[Proposal] = []
    previous: Edition | None = None
    for edition in agreement.editions:
        if previous is not None and edition.file.front.status is EditionStatus.DRAFT:
            moved = [
                _moved(previous, edition, each) for each in left_behind(rows.values(), previous, edition)
            ]
            rows |= {proposal.key: _with(rows[proposal.key], proposal) for proposal in moved}
            proposals += moved
        missing = list(_for_edition(rows, previous, edition))
        for proposal in missing:
            rows[proposal.key] = _with(rows.get(proposal.key), proposal)
        proposals += missing
        previous = edition
    return proposals


def _with(row: ClauseRow | None, proposal: Proposal) -> ClauseRow:
    numbers = dict(row.numbers) if row else {}
    if proposal.numbers:
        kept = [each for each in numbers.get(proposal.edition, ()) if each != proposal.replaces]
        numbers[proposal.edition] = (*kept, *proposal.numbers)
    return ClauseRow(proposal.key, numbers, row.repealed if row else None, proposal.merged)


def _keys(rows: dict[str, ClauseRow], edition: str) -> dict[str, str]:
    return {number_key(n): row.key for row in rows.values() for n in row.numbers.get(edition, ())}


def _for_edition(
    rows: dict[str, ClauseRow], previous: Edition | None, edition: Edition
) -> Iterator[Proposal]:
    known = _keys(rows, edition.name)
    taken = set(rows)
    done: dict[str, str] = {}  # the keys proposed here, by the number's own key
    if previous is not None:
        earlier = _keys(rows, previous.name)
        table = table_between(rows.values(), previous.name, edition.name)
        for change in compare(previous.file.text, edition.file.text, table):
            key = earlier.get(number_key(change.from_number), "")
            to = number_key(change.to_number)
            if not key or not to:
                continue
            if to not in known and to not in done:
                done[to] = key
                yield _same(previous, edition, key, change)
            elif change.kind is Kind.MERGED and not rows[key].merged:
                into = known.get(to) or done[to]
                if into != key:
                    yield Proposal(key, edition.name, (), new=False, merged=into)
    for clause, text in zip(edition.clauses, edition.texts, strict=True):
        if clause.key not in known and clause.key not in done:
            key = _fresh_key(words(clause.title or text), clause.number, taken)
            done[clause.key] = key
            taken.add(key)
            yield Proposal(key, edition.name, (clause.number,), new=True, new_words=words(text))


def _moved(previous: Edition, edition: Edition, found: LeftBehind) -> Proposal:
    old, new = _words(previous, found.before), _words(edition, found.number)
    return Proposal(
        found.key,
        edition.name,
        (found.number,),
        new=False,
        replaces=found.stands,
        score=found.score,
        old_words=old,
        new_words=new,
    )


def _same(previous: Edition, edition: Edition, key: str, change: Change) -> Proposal:
    old, new = _words(previous, change.from_number), _words(edition, change.to_number)
    score = likeness(old.split(), new.split())
    numbers = (change.to_number,)
    return Proposal(key, edition.name, numbers, new=False, score=score, old_words=old, new_words=new)


def _words(edition: Edition, number: str) -> str:
    at = edition.by_key[number_key(number)]
    return words(f"{edition.clauses[at].title}\n\n{edition.texts[at]}")


def _fresh_key(text: str, number: str, taken: set[str]) -> str:
    """Return a key made of the first telling words of a clause that no other clause has."""
    plain = re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))
    telling = [word for word in plain if word not in _SMALL_WORDS and word[0].isalpha()][:_LONGEST]
    key = "-".join(telling) or f"clause-{'-'.join(re.findall('[a-z0-9]+', number.casefold()))}"
    candidate, count = key, 1
    while candidate in taken:
        count += 1
        candidate = f"{key}-{count}"
    return candidate
