"""What became of each clause from one text to another.

Each is exactly one of: unchanged, reworded, renumbered, moved, both, added, removed, split, merged,
or changed in its formatting only.

Words added and removed are counted clause by clause, between a clause and what it became: of the words
that stand between white space once markup is off, numbers of clauses left out. A new clause counts
whole as added, a clause that is gone as removed; one that was only moved or renumbered counts nothing.
The parts of a split clause are laid end to end beside the whole, and so are the parts of a merged one.
The sums of a comparison are the sums over its clauses: what git's word diff gives of the two texts
once each clause stands on a line beside what it became. Of the files as they are, git's count moves
with line breaks, and takes a clause that moved for one removed and another added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.findings import listed
from concordat.matching import Matching, Table, Unit, units
from concordat.model.records import EditionText
from concordat.wording import Op, Run, counts, redline, rising


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


SAME_WORDS = frozenset((Kind.UNCHANGED, Kind.FORMATTING, Kind.RENUMBERED, Kind.MOVED))
"""What can become of a clause without a word changing."""


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


def compare(old: EditionText, new: EditionText, table: Table | None = None) -> list[Change]:
    """Return what became of each clause, in the order of the new text; removed ones where they stood.

    `table` says which clauses are the same; clauses that it does not name are matched by likeness.
    """
    before, after = units(old), units(new)
    matching = Matching(before, after)
    if table:
        matching.by_table(table)
    matching.by_likeness()
    return _changes(before, after, matching)


def summary(changes: Iterable[Change]) -> dict[Kind, int]:
    """Return how many clauses there are of each kind, in the order of the kinds, without zeros."""
    counted = Counter(change.kind for change in changes)
    return {kind: counted[kind] for kind in Kind if counted[kind]}


def _changes(old: list[Unit], new: list[Unit], matching: Matching) -> list[Change]:
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


def _place_of_removed(at: int, matching: Matching) -> float:
    """Return a place in the new text right after the clause that stood before a removed one."""
    for before in range(at - 1, -1, -1):
        if before in matching.pairs:
            return matching.pairs[before] + 0.5
    return -0.5


def _of_pair(
    old: list[Unit], new: list[Unit], matching: Matching, to: int, moved: set[int], key: str
) -> list[Change]:
    at = matching.back[to]
    if at in matching.splits:
        return _split_changes(old[at], [new[part] for part in (to, *matching.splits[at])], key)
    if to in matching.merges:
        parts = (at, *matching.merges[to])
        keys = [matching.keys_old.get(part, key) for part in parts]
        return _merged_changes([old[part] for part in parts], new[to], keys)
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


def _merged_changes(parts: list[Unit], whole: Unit, keys: list[str]) -> list[Change]:
    runs = redline([word for part in parts for word in part.words], whole.words)
    pieces = _cut(runs, [len(part.words) for part in parts], Op.INSERT)
    return [
        Change(Kind.MERGED, part.number, whole.number, key, piece)
        for part, key, piece in zip(parts, keys, pieces, strict=True)
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


def _moved(old: list[Unit], new: list[Unit], matching: Matching) -> set[int]:
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
