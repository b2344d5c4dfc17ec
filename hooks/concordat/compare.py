"""What became of each clause from one text to another.

Clauses are matched by the agreement's clause table where there is one, and by likeness of words
where there is none. Then each is exactly one of: unchanged, reworded, renumbered, moved, both,
added, removed, split, merged, or changed in its formatting only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.addresses import number_key
from concordat.findings import listed
from concordat.model.records import ClauseRow, EditionText
from concordat.seal import words as plain_words
from concordat.wording import Op, Run, counts, redline, rising

SAME_PLACE_LIKENESS = 0.4
"""How alike two clauses of one place must be, at least, to be one clause (1: all words in common)."""
ANY_PLACE_LIKENESS = 0.6
"""How alike two clauses of different places must be, at least, to be one clause."""
PART_LIKENESS = 0.7
"""How much of a clause must stand in another, at least, for it to be a part split off or merged in."""


class Kind(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    FORMATTING = "formatting only"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    RENUMBERED_REWORDED = "renumbered and reworded"
    MOVED_REWORDED = "moved and reworded"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause. A number is "" where the clause does not exist."""

    kind: Kind
    from_number: str
    to_number: str
    key: str
    redline: tuple[Run, ...]

    @property
    def added_words(self) -> int:
        """How many words were put in."""
        return counts(self.redline)[0]

    @property
    def removed_words(self) -> int:
        """How many words were taken out."""
        return counts(self.redline)[1]

    @property
    def sentence(self) -> str:
        """What became of the clause, in plain English."""
        clause = f"Clause {self.from_number or self.to_number}"
        if not self.from_number and not self.to_number:
            clause = "A stretch of text without a number"
        now = f"is now {self.to_number}"
        match self.kind:
            case Kind.UNCHANGED:
                said = "is unchanged"
            case Kind.FORMATTING:
                said = "is set differently; no word changed"
            case Kind.REWORDED:
                said = f"is reworded: {self._amounts()}"
            case Kind.RENUMBERED:
                said = f"{now}; its words are the same"
            case Kind.MOVED:
                said = f"has moved and {now}; its words are the same"
            case Kind.RENUMBERED_REWORDED:
                said = f"{now}, and reworded: {self._amounts()}"
            case Kind.MOVED_REWORDED:
                said = f"has moved, {now}, and is reworded: {self._amounts()}"
            case Kind.ADDED:
                said = "is new"
            case Kind.REMOVED:
                said = "is gone"
            case Kind.SPLIT:
                said = f"was split; a part of it {now}: {self._amounts()}"
            case Kind.MERGED:
                said = f"was merged into {self.to_number}: {self._amounts()}"
        return f"{clause} {said}."

    def _amounts(self) -> str:
        parts = [(self.added_words, "added"), (self.removed_words, "removed")]
        words = [f"{count} {'word' if count == 1 else 'words'} {what}" for count, what in parts if count]
        return listed(words) or "no word changed"


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


def compare(old: EditionText, new: EditionText, table: Table | None = None) -> list[Change]:
    """Return what became of each clause, in the order of the new text; removed ones where they stood.

    `table` says which clauses are the same; clauses that it does not name are matched by likeness.
    """
    before, after = units(old), units(new)
    matching = _Matching(before, after)
    if table:
        matching.by_table(table)
    matching.by_likeness()
    return _changes(before, after, matching)


def summary(changes: Iterable[Change]) -> dict[Kind, int]:
    """Return how many clauses there are of each kind, in the order of the kinds, without zeros."""
    counted = Counter(change.kind for change in changes)
    return {kind: counted[kind] for kind in Kind if counted[kind]}


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how alike two texts are, from 0 to 1: twice the words in common by all words."""
    common = sum((Counter(_folded(old)) & Counter(_folded(new))).values())
    return 2 * common / (len(old) + len(new)) if old or new else 1.0


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().strip(".,;:()'\"“”‘’") for word in words]


class _Matching:
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
            self.keys_old |= dict.fromkeys(olds, key)
            self.keys_new |= dict.fromkeys(news, key)
            if not olds or not news:
                continue
            if olds[0] not in self.pairs and news[0] not in self.back:
                self.pair(olds[0], news[0])
                self._split(olds[0], [at for at in news[1:] if at not in self.back])
            elif news[0] in self.back:
                self._merge(news[0], [at for at in olds if at not in self.pairs])

    def _split(self, old: int, parts: list[int]) -> None:
        if parts:
            self.splits.setdefault(old, []).extend(parts)
            self.part_of |= dict.fromkeys(parts, old)

    def _merge(self, new: int, olds: list[int]) -> None:
        if olds:
            self.merges.setdefault(new, []).extend(olds)
            self.went_into |= dict.fromkeys(olds, new)

    # -- by likeness -----------------------------------------------------------------

    def by_likeness(self) -> None:
        """Match what is left: same words first, then same place, then any place, then parts."""
        self._same_words()
        self._alike(same_place=True)
        self._alike(same_place=False)
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

    def _alike(self, *, same_place: bool) -> None:
        free_old = [at for at in self._free_old() if self.old[at].words]
        free_new = [at for at in self._free_new() if self.new[at].words]
        if same_place:
            places = {self.new[to].key: to for to in free_new if self.new[to].key}
            candidates = [(at, places[self.old[at].key]) for at in free_old if self.old[at].key in places]
        else:
            candidates = self._sharing_words(free_old, free_new)
        least = SAME_PLACE_LIKENESS if same_place else ANY_PLACE_LIKENESS
        scored = [(likeness(self.old[at].words, self.new[to].words), at, to) for at, to in candidates]
        scored.sort(key=lambda row: (-row[0], abs(row[1] - row[2]), row[1]))
        for score, at, to in scored:
            numbered = bool(self.old[at].number) == bool(self.new[to].number)
            if score >= least and numbered and at not in self.pairs and to not in self.back:
                self.pair(at, to)

    def _sharing_words(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        """Return the pairs that share enough words to be worth a closer look."""
        having: dict[str, list[int]] = defaultdict(list)
        for to in news:
            for word in set(_folded(self.new[to].words)):
                having[word].append(to)
        found = []
        for at in olds:
            own = set(_folded(self.old[at].words))
            shared = Counter(to for word in own for to in having.get(word, ()))
            found += [(at, to) for to, count in shared.items() if count * 3 >= len(own)]
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
        wanted, best = Counter(_folded(part)), (PART_LIKENESS, -1)
        for index, other in paired.items():
            if len(wholes[index].words) <= len(part):
                continue
            pair = (index, other) if op is Op.DELETE else (other, index)
            runs = redline(self.old[pair[0]].words, self.new[pair[1]].words)
            changed = Counter(_folded([word for o, run in runs if o is op for word in run.split()]))
            share = sum((wanted & changed).values()) / len(part)
            if share > best[0]:
                best = (share, index)
        return best[1] if best[1] >= 0 else None


# -- from matches to changes ---------------------------------------------------------------


def _changes(old: list[Unit], new: list[Unit], matching: _Matching) -> list[Change]:
    moved = _moved(old, new, matching)
    rows: list[tuple[tuple[float, int], Change]] = []
    for at, unit in enumerate(old):
        if at in matching.pairs or at in matching.went_into:
            continue
        key = matching.keys_old.get(at, "")
        change = Change(Kind.REMOVED, unit.number, "", key, redline(unit.words, ()))
        rows.append(((_place_of_removed(at, matching), at), change))
    for to, unit in enumerate(new):
        key = matching.keys_new.get(to, "")
        if to in matching.part_of:
            continue
        if to not in matching.back:
            rows.append(((to, 0), Change(Kind.ADDED, "", unit.number, key, redline((), unit.words))))
            continue
        rows += [((to, n), change) for n, change in enumerate(_of_pair(old, new, matching, to, moved, key))]
    rows.sort(key=lambda row: row[0])
    return [change for _, change in rows]


def _place_of_removed(at: int, matching: _Matching) -> float:
    """Return a place in the new text right after the clause that stood before a removed one."""
    for before in range(at - 1, -1, -1):
        if before in matching.pairs:
            return matching.pairs[before] + 0.5
    return -0.5


def _of_pair(
    old: list[Unit], new: list[Unit], matching: _Matching, to: int, moved: set[int], key: str
) -> list[Change]:
    at = matching.back[to]
    if at in matching.splits:
        return _split_changes(old[at], [new[part] for part in (to, *matching.splits[at])], key)
    if to in matching.merges:
        return _merged_changes([old[part] for part in (at, *matching.merges[to])], new[to], key)
    before, after = old[at], new[to]
    runs = redline(before.words, after.words)
    same_words = before.words == after.words
    if before.key != after.key:
        kinds = (
            (Kind.MOVED, Kind.MOVED_REWORDED) if at in moved else (Kind.RENUMBERED, Kind.RENUMBERED_REWORDED)
        )
        kind = kinds[0] if same_words else kinds[1]
    elif same_words:
        kind = Kind.UNCHANGED if before.source == after.source else Kind.FORMATTING
    else:
        kind = Kind.REWORDED
    return [Change(kind, before.number, after.number, key, runs)]


def _split_changes(whole: Unit, parts: list[Unit], key: str) -> list[Change]:
    """Return a change for each part; what was taken out is counted where it stood."""
    runs = redline(whole.words, [word for part in parts for word in part.words])
    pieces = _cut(runs, [len(part.words) for part in parts], Op.DELETE)
    return [
        Change(Kind.SPLIT, whole.number, part.number, key, piece)
        for part, piece in zip(parts, pieces, strict=True)
    ]


def _merged_changes(parts: list[Unit], whole: Unit, key: str) -> list[Change]:
    runs = redline([word for part in parts for word in part.words], whole.words)
    pieces = _cut(runs, [len(part.words) for part in parts], Op.INSERT)
    return [
        Change(Kind.MERGED, part.number, whole.number, key, piece)
        for part, piece in zip(parts, pieces, strict=True)
    ]


def _cut(runs: Sequence[Run], lengths: list[int], passing: Op) -> list[tuple[Run, ...]]:
    """Cut runs into pieces of so many words each; runs of the fate `passing` do not count."""
    pieces: list[list[Run]] = [[] for _ in lengths]
    index, left = 0, lengths[0]
    for op, text in runs:
        words = text.split(" ")
        while words:
            while op is not passing and not left and index + 1 < len(lengths):
                index, left = index + 1, lengths[index + 1]
            taken = words if op is passing or index + 1 == len(lengths) else words[:left]
            pieces[index].append((op, " ".join(taken)))
            words = words[len(taken) :]
            left -= 0 if op is passing else len(taken)
    return [tuple(piece) for piece in pieces]


def _moved(old: list[Unit], new: list[Unit], matching: _Matching) -> set[int]:
    """Return the old clauses that stand in another clause now, or in another order within it."""
    moved: set[int] = set()
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, to in sorted(matching.pairs.items()):
        parent, there = old[at].parent, new[to].parent
        if (matching.pairs.get(parent, -1) if parent >= 0 else -1) != there:
            moved.add(at)
        else:
            together[parent, there].append(at)
    for row in together.values():
        kept = {row[index] for index in rising([matching.pairs[at] for at in row])}
        moved.update(at for at in row if at not in kept)
    return moved


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
            into = numbers.setdefault(f"{row.key} into {row.merged}", ([], []))
            into[0].extend(map(number_key, row.numbers.get(old, ())))
            into[1].extend(map(number_key, target.numbers.get(new, ())))
    return {key: (tuple(olds), tuple(news)) for key, (olds, news) in numbers.items() if olds or news}
