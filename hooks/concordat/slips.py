"""What kind of slip a correction of signed words puts right, if it is one.

Layout, a cross-reference, a title or spelling: these may be put right without asking those who
signed. Anything else changes what was agreed. There is no dictionary here, so the judgement errs
on the strict side: a word that the text uses elsewhere is no misspelling, and words on which an
agreement turns (numbers, dates, money, "not", "may", "and") are never put right as spelling.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from concordat.read.mentions import without_numbers
from concordat.wording import Op, redline


class Slip(StrEnum):
    """What a correction changes in a line, from the least to the most."""

    LAYOUT = "layout"
    CROSS_REFERENCE = "cross-reference"
    TITLE = "title"
    SPELLING = "spelling"
    WORDING = "wording"  # no slip: it needs a decision


_TURNING = (
    "no not none nor never neither cannot without non unless except save only "
    "may must shall should will would can could might ought "
    "and or if all any each every either both half quarter double "
    "before after until till by from to within than least most more less fewer "
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million once twice first second third fourth fifth sixth seventh eighth ninth tenth "
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "day days week weeks month months year years daily weekly monthly yearly annual annually "
    "pound pounds pence percent"
)
_WEIGHTY = frozenset(_TURNING.split())
"""Words on which an agreement turns."""

_ENDINGS = {"s", "es", "d", "ed", "r", "er", "n", "en", "ly", "y", "al", "'s", "s'", "'"}
_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2026": "...",
    }
)
_WORD = re.compile(r"([^\w#£$€%]*)(.*?)([^\w#£$€%]*)\Z", re.DOTALL)
_STOPS = ".,;:"

_Parts = tuple[str, str, str]
"""A word between the marks before it and those after it."""


def kind_of(
    old: str,
    new: str,
    known: Container[str],
    titles: tuple[int, int] = (0, 0),
    others: Sequence[str] = (),
) -> Slip:
    """Return what the change from one line's words to another's is.

    `known` holds, folded, the words that the text uses elsewhere; `titles` says how many words at
    the beginning of each line are a heading's; `others` are phrases whose number is another instrument's.
    """
    before, after = old.split(), new.split()
    rests = " ".join(before[titles[0] :]), " ".join(after[titles[1] :])
    if all(titles) and before[: titles[0]] != after[: titles[1]]:
        rest = kind_of(*rests, known, others=others)
        return Slip.TITLE if rest in (Slip.LAYOUT, Slip.TITLE) else rest
    if _layout(old) == _layout(new):
        return Slip.LAYOUT
    masked = _layout(without_numbers(old, others)), _layout(without_numbers(new, others))
    if masked[0] == masked[1]:
        return Slip.CROSS_REFERENCE
    return Slip.SPELLING if _spelling(masked[0].split(), masked[1].split(), known) else Slip.WORDING


def folded(words: str) -> set[str]:
    """Return the words of a text without marks and capitals."""
    return {_parts(word)[1].casefold() for word in words.translate(_MARKS).split()}


def _layout(words: str) -> str:
    """Return words with plain quotation marks and hyphens, and without the stop at their end."""
    return " ".join(words.translate(_MARKS).split()).rstrip(f"{_STOPS} ")


def _parts(word: str) -> _Parts:
    match = _WORD.match(word)
    return (match[1], match[2], match[3]) if match else ("", word, "")


def _spelling(old: Sequence[str], new: Sequence[str], known: Container[str]) -> bool:
    """Tell whether each run of words that differs is the same words, spelt otherwise."""
    runs = redline(old, new)
    kept = ""
    for same, group in groupby(runs, lambda run: run[0] is Op.EQUAL):
        each = list(group)
        if same:
            kept = each[-1][1].split(" ")[-1]
            continue
        gone = [word for op, text in each if op is Op.DELETE for word in text.split(" ")]
        come = [word for op, text in each if op is Op.INSERT for word in text.split(" ")]
        if not (_doubled(kept, gone, come) or _respelt(gone, come, known)):
            return False
    return True


def _doubled(kept: str, gone: Sequence[str], come: Sequence[str]) -> bool:
    """Tell whether a word that stood twice now stands once."""
    return not come and len(gone) == 1 and gone[0] == kept and not _weighty(gone)


def _weighty(words: Iterable[str]) -> bool:
    cores = [_parts(word)[1].casefold() for word in words]
    return any(core in _WEIGHTY or "n't" in core or re.search(r"[\d#£$€%]", core) for core in cores)


def _respelt(gone: Sequence[str], come: Sequence[str], known: Container[str]) -> bool:
    if not gone or not come or _weighty((*gone, *come)):
        return False
    first, last = [_parts(words[0])[0] for words in (gone, come)], [_parts(w[-1])[2] for w in (gone, come)]
    joined = [
        "".join(re.sub(r"[^\w,;:.()]", "", word) for word in words).casefold() for words in (gone, come)
    ]
    if joined[0] == joined[1] and first[0] == first[1] and last[0] == last[1]:
        return True  # "in to" for "into", "Council" for "council", "self assessment" with a hyphen
    pairs = list(zip(map(_parts, gone), map(_parts, come), strict=False))
    return len(gone) == len(come) and all(
        (a[0], a[2]) == (b[0], b[2]) and _misspelt(a[1].casefold(), b[1].casefold(), known) for a, b in pairs
    )


def _misspelt(old: str, new: str, known: Container[str]) -> bool:
    """Tell whether one word can be the other, misspelt: near it, and no word of the text itself."""
    if old == new:
        return True
    shorter, longer = sorted((old, new), key=len)
    if old in known or old[:1] != new[:1] or longer.removeprefix(shorter) in _ENDINGS:
        return False
    if len(longer) < 4:
        return sorted(old) == sorted(new)
    return _distance(old, new) <= (2 if len(longer) >= 8 else 1)


def _distance(old: str, new: str) -> int:
    """Return how many letters are put in, left out, replaced or swapped with their neighbour."""
    rows = [list(range(len(new) + 1))]
    for at, letter in enumerate(old, 1):
        row = [at]
        for to, other in enumerate(new, 1):
            cost = min(rows[-1][to] + 1, row[-1] + 1, rows[-1][to - 1] + (letter != other))
            if at > 1 and to > 1 and (letter, old[at - 2]) == (new[to - 2], other):
                cost = min(cost, rows[-2][to - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
