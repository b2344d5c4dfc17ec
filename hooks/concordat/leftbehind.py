"""Numbers of a clause table that a renumbered text left behind: they name other clauses than they did.

A draft begins with the numbers of the edition before. When a section is put in, the clauses below it
get other numbers, and the rows of the table still have the old ones: they name nothing, or the wrong
clause. That is told from the words: those of the edition before stand under another number now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from concordat.addresses import number_key
from concordat.index import Edition
from concordat.matching import ANY_PLACE_LIKENESS, likeness
from concordat.model.records import ClauseRow
from concordat.seal import words

_MARGIN = 1 / 3
"""How much more alike the clause of another number is, at least, than that of the number on the row."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A row whose number was left behind.

    `before` is its number in the edition before, `stands` the one on the row, `number` that of the clause
    with its words now, and `score` how alike the words are.
    """

    key: str
    before: str
    stands: str
    number: str
    score: float


def left_behind(rows: Iterable[ClauseRow], previous: Edition, edition: Edition) -> list[LeftBehind]:
    """Return the rows whose number in an edition was left behind, in the order of the table.

    Of a clause that was split or merged nothing is said.
    """
    doubted: list[LeftBehind] = []  # each with its own number and score, until a better one is found
    taken: set[str] = set()
    for row in rows:
        olds, news = row.numbers.get(previous.name, ()), row.numbers.get(edition.name, ())
        if len(olds) == len(news) == 1 and number_key(olds[0]) in previous.by_key:
            score = _alike(previous, olds[0], edition, news[0])
            if score + _MARGIN <= 1:
                doubted.append(LeftBehind(row.key, olds[0], news[0], news[0], score))
                continue
        taken |= {number_key(number) for number in news}
    free = [clause.number for clause in edition.clauses if clause.key not in taken]
    found: dict[str, LeftBehind] = {}
    for better in sorted(_better(previous, edition, doubted, free), key=lambda each: -each.score):
        if better.key not in found and better.number not in {each.number for each in found.values()}:
            found[better.key] = better
    return [found[each.key] for each in doubted if each.key in found]


def _better(
    previous: Edition, edition: Edition, doubted: Iterable[LeftBehind], free: Iterable[str]
) -> Iterator[LeftBehind]:
    for each in doubted:
        least = max(ANY_PLACE_LIKENESS, each.score + _MARGIN)
        for number in free:
            score = _alike(previous, each.before, edition, number)
            if score >= least:
                yield replace(each, number=number, score=score)


def _alike(previous: Edition, old: str, edition: Edition, new: str) -> float:
    before, after = _own(previous, old), _own(edition, new)
    return likeness(before, after) if before and after else 0.0


def _own(edition: Edition, number: str) -> list[str]:
    at = edition.by_key.get(number_key(number))
    return [] if at is None else words(f"{edition.clauses[at].title}\n\n{edition.texts[at]}").split()
