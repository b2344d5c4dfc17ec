"""Which clauses of two texts are one.

Clauses are matched by the agreement's clause table where there is one, and by likeness of words
where there is none: first those with the same words, or nearly so, then those of the same place, then
the most alike, then those whose phrases another one holds, then those that are a part of another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from concordat.addresses import number_key
from concordat.model.records import ClauseRow, EditionText
from concordat.seal import words as plain_words
from concordat.wording import Op, redline

CLOSE_LIKENESS = 0.8
"""How alike two clauses must be, at least, to be one clause whatever now stands in their places."""
SAME_PLACE_LIKENESS = 0.4
"""How alike two clauses of one place must be, at least, to be one clause (1: all words in common)."""
ANY_PLACE_LIKENESS = 0.6
"""How alike two clauses of different places must be, at least, to be one clause."""
HELD_LIKENESS = 0.75
"""How much of a clause must stand, in phrases, in a longer one, at least, for both to be one clause."""
PART_LIKENESS = 0.7
"""How much of a clause must stand in another, at least, for it to be a part split off or merged in."""

_LEAST_HELD = 8  # words; what is shorter stands in anything
_LEAST_PHRASE = 3
_INTO = " into "  # between two keys of a table: of a clause that was merged, and of the one it went into


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause as it is compared, or a stretch of text without a number."""

    number: str
    key: str
    parent: int  # the index of the clause that it is part of, or -1
    words: tuple[str, ...]
    source: str


Table = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""By lasting clause key: the numbers that it has in the old text, and those in the new."""


def units(text: EditionText) -> list[Unit]:
    """Return the clauses of a text, and its stretches without a number, in their order."""
    texts = text.texts()
    latest: dict[str, int] = {}
    made: list[Unit] = []
    begun: set[int] = set()
    for block in text.blocks:
        if block.clause < 0:
            made.append(Unit("", "", -1, tuple(plain_words(block.text).split()), block.text))
        elif block.clause not in begun:
            begun.add(block.clause)
            clause = text.clauses[block.clause]
            source = f"{clause.title}\n\n{texts[block.clause]}".strip()
            parent = latest.get(clause.key.rpartition(".")[0], -1)
            latest[clause.key] = len(made)
            made.append(Unit(clause.number, clause.key, parent, tuple(plain_words(source).split()), source))
    return made


def table_between(rows: Iterable[ClauseRow], old: str, new: str) -> Table:
    """Return what a clause table says of two editions; a merged clause counts to the one it went into."""
    numbers: dict[str, tuple[list[str], list[str]]] = {}
    kept = {row.key: row for row in rows}
    for row in kept.values():
        olds, news = numbers.setdefault(row.key, ([], []))
        olds += map(number_key, row.numbers.get(old, ()))
        news += map(number_key, row.numbers.get(new, ()))
        if row.merged in kept and not row.numbers.get(new):
            target = kept[row.merged]
            into = numbers.setdefault(f"{row.key}{_INTO}{row.merged}", ([], []))
            into[0].extend(map(number_key, row.numbers.get(old, ())))
            into[1].extend(map(number_key, target.numbers.get(new, ())))
    return {key: (tuple(olds), tuple(news)) for key, (olds, news) in numbers.items() if olds or news}


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how alike two texts are, from 0 to 1: twice the words in common by all words."""
    return 2 * _in_common(old, new) / (len(old) + len(new)) if old or new else 1.0


def _in_common(old: Sequence[str], new: Sequence[str]) -> int:
    return sum((_bag(tuple(old)) & _bag(tuple(new))).values())


@lru_cache(maxsize=8192)
def _bag(words: tuple[str, ...]) -> Counter[str]:
    return Counter(_folded(words))


def _held_share(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how much of the shorter of two texts stands in the longer one, in phrases."""
    shorter = min(len(old), len(new))
    if _in_common(old, new) < HELD_LIKENESS * shorter:
        return 0.0
    kept = [run.split(" ") for op, run in redline(old, new) if op is Op.EQUAL]
    return sum(len(phrase) for phrase in kept if len(phrase) >= _LEAST_PHRASE) / shorter


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().strip(".,;:()'\"“”‘’") for word in words]


class Matching:
    """Which clauses of two texts are one: pairs, clauses split into several, several merged into one."""

    def __init__(self, old: list[Unit], new: list[Unit]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}  # old index → new index
        self.back: dict[int, int] = {}
        self.splits: dict[int, list[int]] = {}  # old index → further new indices
        self.merges: dict[int, list[int]] = {}  # new index → further old indices
        self.keys_old: dict[int, str] = {}
        self.keys_new: dict[int, str] = {}
        self.part_of: dict[int, int] = {}  # further new index → old index it was split off
        self.went_into: dict[int, int] = {}  # further old index → new index it was merged into

    def pair(self, old: int, new: int) -> None:
        """Say that two clauses are one."""
        self.pairs[old], self.back[new] = new, old

    def _free_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.pairs and at not in self.went_into]

    def _free_new(self) -> list[int]:
        return [at for at in range(len(self.new)) if at not in self.back and at not in self.part_of]

    # -- by the table ----------------------------------------------------------------

    def by_table(self, table: Table) -> None:
        """Match what the table names; a key with several numbers was split or merged."""
        places_old = {unit.key: at for at, unit in enumerate(self.old) if unit.key}
        places_new = {unit.key: at for at, unit in enumerate(self.new) if unit.key}
        for key, (from_keys, to_keys) in table.items():
            olds = [places_old[each] for each in from_keys if each in places_old]
            news = [places_new[each] for each in to_keys if each in places_new]
            own, _, into = key.partition(_INTO)
            self.keys_old |= dict.fromkeys(olds, own)
            self.keys_new |= dict.fromkeys(news, into or own)
            if not olds or not news:
                continue
            if olds[0] not in self.pairs and news[0] not in self.back:
                self.pair(olds[0], news[0])
                self._split(olds[0], [at for at in news[1:] if at not in self.back])
                self._merge(news[0], [at for at in olds[1:] if at not in self.pairs])
            elif news[0] in self.back:
                self._merge(news[0], [at for at in olds if at not in self.pairs])

    def _split(self, old: int, parts: list[int]) -> None:
        """Say that parts were split off; not where others were merged into what the clause became."""
        if parts and self.pairs[old] not in self.merges:
            self.splits.setdefault(old, []).extend(parts)
            self.part_of |= dict.fromkeys(parts, old)

    def _merge(self, new: int, olds: list[int]) -> None:
        """Say that clauses were merged into one; not where that one was split."""
        if olds and self.back[new] not in self.splits:
            self.merges.setdefault(new, []).extend(olds)
            self.went_into |= dict.fromkeys(olds, new)

    # -- by likeness -----------------------------------------------------------------

    def by_likeness(self) -> None:
        """Match what is left: same words first, then close ones, then same place, any place, parts."""
        self._same_words()
        self._alike(CLOSE_LIKENESS)
        self._alike(SAME_PLACE_LIKENESS, same_place=True)
        self._alike(ANY_PLACE_LIKENESS)
        self._held()
        self._bare()
        self._parts()

    def _same_words(self) -> None:
        left: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in self._free_new():
            left[self.new[at].words].append(at)
        free = [at for at in self._free_old() if self.old[at].words]
        for same_number in (True, False):
            for at in free:
                rows = left[self.old[at].words]
                if at in self.pairs or not rows:
                    continue
                chosen = next((to for to in rows if self.new[to].key == self.old[at].key), None)
                if chosen is None and not same_number:
                    chosen = rows[0]
                if chosen is not None:
                    rows.remove(chosen)
                    self.pair(at, chosen)

    def _alike(self, least: float, *, same_place: bool = False) -> None:
        free_old = [at for at in self._free_old() if self.old[at].words]
        free_new = [at for at in self._free_new() if self.new[at].words]
        if same_place:
            places = {self.new[to].key: to for to in free_new if self.new[to].key}
            candidates = [(at, places[self.old[at].key]) for at in free_old if self.old[at].key in places]
        else:
            candidates = self._sharing_words(free_old, free_new)
        scored = [(likeness(self.old[at].words, self.new[to].words), at, to) for at, to in candidates]
        scored.sort(key=lambda row: (-row[0], abs(row[1] - row[2]), row[1]))
        for score, at, to in scored:
            numbered = bool(self.old[at].number) == bool(self.new[to].number)
            if score >= least and numbered and at not in self.pairs and to not in self.back:
                self.pair(at, to)

    def _held(self) -> None:
        """Match a clause with one that grew from it, or that it was cut down to."""
        olds = [at for at in self._free_old() if len(self.old[at].words) >= _LEAST_HELD]
        news = [to for to in self._free_new() if len(self.new[to].words) >= _LEAST_HELD]
        scored = []
        for at, to in self._sharing_words(olds, news):
            before, after = self.old[at].words, self.new[to].words
            share = _held_share(before, after) if self.old[at].number and self.new[to].number else 0.0
            if share >= HELD_LIKENESS:
                scored.append((-share, abs(at - to), at, to))
        for _, _, at, to in sorted(scored):
            if at not in self.pairs and to not in self.back:
                self.pair(at, to)

    def _sharing_words(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        """Return the pairs that share enough words to be worth a closer look."""
        having: dict[str, list[int]] = defaultdict(list)
        for to in news:
            for word in _bag(self.new[to].words):
                having[word].append(to)
        found = []
        for at in olds:
            own = _bag(self.old[at].words)
            shared = Counter(to for word in own for to in having.get(word, ()))
            found += [
                (at, to)
                for to, count in shared.items()
                if count * 3 >= min(len(own), len(self.new[to].words))
            ]
        return found

    def _bare(self) -> None:
        """Match clauses without words of their own by their number, else by their first part."""
        for at in self._free_old():
            if self.old[at].words:
                continue
            part = next((p for p, unit in enumerate(self.old) if unit.parent == at and p in self.pairs), None)
            there = self.new[self.pairs[part]].parent if part is not None else -1
            same = [to for to in self._free_new() if not self.new[to].words]
            chosen = there if there in same else None
            if chosen is None:
                chosen = next((to for to in same if self.new[to].key == self.old[at].key), None)
            if chosen is not None:
                self.pair(at, chosen)

    def _parts(self) -> None:
        """Find clauses split off another one, and clauses merged into another one."""
        for to in self._free_new():
            whole = self._holding(self.new[to].words, self.old, self.pairs, Op.DELETE)
            if whole is not None and self.new[to].number:
                self._split(whole, [to])
        for at in self._free_old():
            whole = self._holding(self.old[at].words, self.new, self.back, Op.INSERT)
            if whole is not None and self.old[at].number:
                self._merge(whole, [at])

    def _holding(self, part: Sequence[str], wholes: list[Unit], paired: dict[int, int], op: Op) -> int | None:
        """Return the clause in whose change (what it lost, or gained) most of a part's words stand."""
        if len(part) < 4:  # three words stand in anything
            return None
        wanted, best = _bag(tuple(part)), (PART_LIKENESS, -1)
        for index, other in paired.items():
            whole = wholes[index].words
            if len(whole) <= len(part) or _in_common(part, whole) <= best[0] * len(part):
                continue
            pair = (index, other) if op is Op.DELETE else (other, index)
            runs = redline(self.old[pair[0]].words, self.new[pair[1]].words)
            changed = Counter(_folded([word for o, run in runs if o is op for word in run.split()]))
            share = sum((wanted & changed).values()) / len(part)
            if share > best[0]:
                best = (share, index)
        return best[1] if best[1] >= 0 else None
