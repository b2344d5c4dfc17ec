"""Word by word: what was put in and what was taken out between two texts.

What both texts begin and end with stays. Of all ways to turn what lies between into the other with
the fewest words added and removed, one with the fewest runs is taken: phrases stay together, and no
change is scattered over the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum


class Op(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


Run = tuple[Op, str]
"""A run of words with one fate; the words are joined by single spaces."""

_LARGEST = 1_000_000  # cells of a table; larger texts are first cut at words that stand once in each
_CHANGE = 1 << 32  # what a changed word costs, so that runs only decide between equal costs


def redline(old: Sequence[str], new: Sequence[str]) -> tuple[Run, ...]:
    """Return the runs that turn the words `old` into the words `new`.

    Leaving out the inserted runs gives `old`, leaving out the deleted ones `new`. Where words were
    replaced, the deletion comes first.
    """
    if old == new:
        return ((Op.EQUAL, " ".join(new)),) if new else ()
    return _runs(_fates(list(old), list(new)))


def counts(runs: Iterable[Run]) -> tuple[int, int]:
    """Return how many words the runs add, and how many they remove."""
    lengths = {Op.EQUAL: 0, Op.INSERT: 0, Op.DELETE: 0}
    for op, words in runs:
        lengths[op] += len(words.split(" "))
    return lengths[Op.INSERT], lengths[Op.DELETE]


_MARKS = {Op.EQUAL: ("", ""), Op.INSERT: ("{+", "+}"), Op.DELETE: ("[-", "-]")}


def in_marks(runs: Iterable[Run]) -> str:
    """Return a redline as plain text: `a cycle of [-two-] {+three+} years`."""
    return " ".join(words.join(_MARKS[op]) for op, words in runs)


def _fates(old: list[str], new: list[str]) -> list[tuple[Op, str]]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    if len(inner_old) * len(inner_new) > _LARGEST:
        middle = _cut(inner_old, inner_new)
    else:
        middle = _aligned(inner_old, inner_new)
    head = [(Op.EQUAL, word) for word in old[:start]]
    tail = [(Op.EQUAL, word) for word in old[len(old) - end :]]
    return head + middle + tail


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words two texts begin with in common."""
    length = min(len(old), len(new))
    return next((at for at in range(length) if old[at] != new[at]), length)


def _aligned(old: list[str], new: list[str]) -> list[tuple[Op, str]]:
    """Return each word with its fate: the most words kept, and among those the fewest runs."""
    if not old or not new:
        return [(Op.DELETE, word) for word in old] + [(Op.INSERT, word) for word in new]
    costs = _costs(old, new)
    at = to = 0
    before = Op.EQUAL
    fates: list[tuple[Op, str]] = []
    while at < len(old) or to < len(new):
        before = _next_fate(costs, old, new, at, to, before)
        fates.append((before, new[to] if before is Op.INSERT else old[at]))
        at += before is not Op.INSERT
        to += before is not Op.DELETE
    return fates


_Costs = tuple[list[list[int]], list[list[int]], list[list[int]]]
"""By the words that are left of each text: what the way to the end costs after an equal, a deleted
and an inserted word."""


def _costs(old: list[str], new: list[str]) -> _Costs:
    width = len(new) + 1
    equal, delete, insert = ([[0] * width for _ in range(len(old) + 1)] for _ in range(3))
    for to in range(len(new) - 1, -1, -1):
        cost = _CHANGE + insert[-1][to + 1]
        equal[-1][to] = delete[-1][to] = cost + 1
        insert[-1][to] = cost
    for at in range(len(old) - 1, -1, -1):
        word = old[at]
        row_e, row_d, row_i = equal[at], delete[at], insert[at]
        below_e, below_d = equal[at + 1], delete[at + 1]
        row_d[-1] = _CHANGE + below_d[-1]
        row_e[-1] = row_i[-1] = row_d[-1] + 1
        for to in range(width - 2, -1, -1):
            by_delete = _CHANGE + below_d[to]
            by_insert = _CHANGE + row_i[to + 1]
            cheapest = by_delete if by_delete < by_insert else by_insert
            if word == new[to]:
                by_equal = below_e[to + 1]
                other = cheapest + 1
                row_e[to] = by_equal if by_equal < other else other
                after = by_equal if by_equal < cheapest else cheapest
                row_d[to] = min(by_delete, after + 1)
                row_i[to] = min(by_insert, after + 1)
            else:
                row_e[to] = cheapest + 1
                row_d[to] = by_delete if by_delete <= by_insert else by_insert + 1
                row_i[to] = by_insert if by_insert <= by_delete else by_delete + 1
    return equal, delete, insert


def _next_fate(costs: _Costs, old: list[str], new: list[str], at: int, to: int, before: Op) -> Op:
    equal, delete, insert = costs
    ways: list[tuple[int, Op]] = []
    if at < len(old) and to < len(new) and old[at] == new[to]:
        ways.append((equal[at + 1][to + 1], Op.EQUAL))
    if at < len(old):
        ways.append((_CHANGE + delete[at + 1][to], Op.DELETE))
    if to < len(new):
        ways.append((_CHANGE + insert[at][to + 1], Op.INSERT))
    return min(ways, key=lambda way: way[0] + (way[1] is not before))[1]


def _cut(old: list[str], new: list[str]) -> list[tuple[Op, str]]:
    """Align two long texts between words that stand once in each, in the same order."""
    anchors = _anchors(old, new)
    fates: list[tuple[Op, str]] = []
    at = to = 0
    for old_at, new_at in [*anchors, (len(old), len(new))]:
        part_old, part_new = old[at:old_at], new[to:new_at]
        if len(part_old) * len(part_new) > _LARGEST:  # nothing in common to hold on to
            fates += [(Op.DELETE, word) for word in part_old] + [(Op.INSERT, word) for word in part_new]
        else:
            fates += _aligned(part_old, part_new)
        if old_at < len(old):
            fates.append((Op.EQUAL, old[old_at]))
        at, to = old_at + 1, new_at + 1
    return fates


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the places of the longest rising row of words that stand once in each text."""
    places_old, places_new = _once(old), _once(new)
    pairs = sorted((at, places_new[word]) for word, at in places_old.items() if word in places_new)
    return [pairs[index] for index in rising([to for _, to in pairs])]


def _once(words: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for at, word in enumerate(words):
        if word in places:
            repeated.add(word)
        places[word] = at
    return {word: at for word, at in places.items() if word not in repeated}


def rising(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly rising row among values."""
    ends: list[int] = []  # index of the smallest value that ends a row of each length
    before = [-1] * len(values)
    for index, value in enumerate(values):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if values[ends[middle]] < value:
                low = middle + 1
            else:
                high = middle
        before[index] = ends[low - 1] if low else -1
        ends[low : low + 1] = [index]
    row = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]


def _runs(fates: Iterable[tuple[Op, str]]) -> tuple[Run, ...]:
    """Join words of one fate; between two kept words deletions come before insertions."""
    runs: list[Run] = []
    open_runs: dict[Op, list[str]] = {Op.EQUAL: [], Op.DELETE: [], Op.INSERT: []}

    def close(*ops: Op) -> None:
        for op in ops:
            if open_runs[op]:
                runs.append((op, " ".join(open_runs[op])))
                open_runs[op] = []

    for op, word in fates:
        if op is Op.EQUAL:
            close(Op.DELETE, Op.INSERT)
        else:
            close(Op.EQUAL)
        open_runs[op].append(word)
    close(Op.EQUAL, Op.DELETE, Op.INSERT)
    return tuple(runs)


def excerpts(old: str, new: str, around: int = 3, longest: int = 24) -> tuple[str, str]:
    """Return the stretch in which two lines differ, before and after, with a few words around it."""
    before, after = old.split(), new.split()
    start = _common(before, after)
    end = min(_common(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    first = max(start - around, 0)
    shown = []
    for words in (before, after):
        last = min(len(words) - end + around, len(words))
        cut = words[first:last]
        text = " ".join(cut[:longest])
        behind = last < len(words) or len(cut) > longest
        shown.append(f"{'… ' if first and text else ''}{text}{' …' if behind and text else ''}")
    return shown[0], shown[1]
