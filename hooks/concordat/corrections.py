"""Recorded corrections of a sealed text: for which digests signatures stand, and what changed.

A correction keeps the words before and after of each line of the canonical text that it changed.
From the text as it is now and these words the text before can be made again, and its digest
taken: so a correction proves itself, without any history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from concordat.index import Edition
from concordat.model.signatures import CorrectedLine, SignaturesForm, TextCorrection
from concordat.seal import Line, digest_of, lines
from concordat.slips import Slip, folded, kind_of


@dataclass(frozen=True, slots=True)
class Change:
    """A line that was changed: the number of its clause, its words before and after, what that is."""

    clause: str
    old: str
    new: str
    slip: Slip


@dataclass(frozen=True)
class Correction:
    """A recorded correction, and the canonical text that it led to; None where that cannot be told."""

    form: TextCorrection
    after: tuple[Line, ...] | None
    others: tuple[str, ...] = ()  # phrases whose number is another instrument's

    @cached_property
    def before(self) -> tuple[Line, ...] | None:
        """The canonical text before; None where the recorded words do not give the recorded digest."""
        made = undo(self.after, self.form.lines) if self.after is not None else None
        return tuple(made) if made is not None and digest_of(made) == self.form.before else None

    @cached_property
    def changes(self) -> list[Change]:
        """What was changed, line by line."""
        titles = _titles(self.before or ()), _titles(self.after or ())
        known = set().union(*(folded(line.words) for line in self.after or ()))
        return [_change(line, known, titles, self.others) for line in self.form.lines]

    @property
    def needs_decision(self) -> list[Change]:
        """The changes that are more than a slip."""
        return [change for change in self.changes if change.slip is Slip.WORDING]


def corrections(edition: Edition) -> list[Correction]:
    """Return the recorded corrections of an edition, oldest first, each with what can be told of it."""
    forms = edition.signatures_file.form.corrections if edition.signatures_file else ()
    text: tuple[Line, ...] | None = tuple(lines(edition.file.text))
    found: list[Correction] = []
    for form in reversed(forms):
        if text is not None and digest_of(text) != form.after:
            text = None
        found.append(Correction(form, text, edition.other_instruments))
        text = found[-1].before
    return found[::-1]


def standing(edition: Edition, now: str) -> frozenset[str]:
    """Return the digests for which signatures stand: that of the text now, and those corrected into it."""
    found = {now}
    for form in reversed(edition.signatures_file.form.corrections if edition.signatures_file else ()):
        if form.after in found:
            found.add(form.before)
    return frozenset(found)


def digests_by(form: SignaturesForm, day: date) -> list[str]:
    """Return the digests that the sealed text has had up to a day, oldest first; none where it has no seal.

    A correction counts from its own day on.
    """
    if form.seal is None:
        return []
    return [form.seal, *(each.after for each in form.corrections if each.day <= day)]


def corrected_lines(old: Sequence[Line], new: Sequence[Line]) -> list[CorrectedLine]:
    """Return the lines that differ between two canonical texts, in the order of the new one."""
    numbers = [line.number for line in old], [line.number for line in new]
    found = []
    for _, start, end, at, stop in SequenceMatcher(None, *numbers, autojunk=False).get_opcodes():
        same = numbers[0][start:end] == numbers[1][at:stop]
        if same:
            pairs = zip(range(at, stop), old[start:end], new[at:stop], strict=True)
            found += [_line(n, a.number, a, b) for n, a, b in pairs if a.words != b.words]
        else:
            found += [_line(at, line.number, line, None) for line in old[start:end]]
            found += [_line(n, new[n].number, None, new[n]) for n in range(at, stop)]
    return found


def _line(at: int, number: str, old: Line | None, new: Line | None) -> CorrectedLine:
    words = {"old": old.words if old else None, "new": new.words if new else None}
    return CorrectedLine(line=at + 1, clause=number or None, **{k: v or None for k, v in words.items()})


def undo(after: Iterable[Line], changed: Sequence[CorrectedLine]) -> list[Line] | None:
    """Return the canonical text before a correction; None where its new words do not stand there."""
    return _turned(after, [(each, each.new, each.old) for each in reversed(changed)])


def redo(before: Iterable[Line], changed: Sequence[CorrectedLine]) -> list[Line] | None:
    """Return the canonical text after a correction; None where its old words do not stand there."""
    return _turned(before, [(each, each.old, each.new) for each in changed])


def spread(edition: Edition, known: dict[str, tuple[Line, ...]]) -> dict[str, tuple[Line, ...]]:
    """Return known canonical texts, by digest, and those that recorded corrections make of them."""
    forms = edition.signatures_file.form.corrections if edition.signatures_file else ()
    found = dict(known)
    steps = [(form.before, form.after, form, True) for form in forms]
    steps += [(form.after, form.before, form, False) for form in reversed(forms)]
    for start, end, form, onward in steps:
        if start in found and end not in found:
            made = (redo if onward else undo)(found[start], form.lines)
            if made is not None and digest_of(made) == end:
                found[end] = tuple(made)
    return found


def _turned(
    text: Iterable[Line], steps: Iterable[tuple[CorrectedLine, str | None, str | None]]
) -> list[Line] | None:
    """Put words in the place of others, line by line; None where those others do not stand there."""
    made = list(text)
    for each, there, wanted in steps:
        at, number, title = each.line - 1, each.clause or "", 0
        if there is not None:
            if at >= len(made) or (made[at].number, made[at].words) != (number, there):
                return None
            title = _title_of(made.pop(at), wanted or "")
        if at > len(made):
            return None
        if wanted is not None:
            made.insert(at, Line(number, wanted, title))
    return made


def _title_of(line: Line, words: str) -> int:
    """Return how many of the words put in a line's place are a heading's, if those behind it stay."""
    before, after = line.words.split(), words.split()
    behind = before[line.title :]
    if not line.title:
        return 0
    if not behind or after[-len(behind) :] == behind:
        return max(len(after) - len(behind), 0)
    return line.title if after[: line.title] == before[: line.title] else 0


def _titles(text: Iterable[Line]) -> dict[tuple[str, str], int]:
    return {(line.number, line.words): line.title for line in text}


def _change(
    line: CorrectedLine,
    known: set[str],
    titles: tuple[dict[tuple[str, str], int], ...],
    others: Sequence[str],
) -> Change:
    number, old, new = line.clause or "", line.old or "", line.new or ""
    lengths = titles[0].get((number, old), 0), titles[1].get((number, new), 0)
    slip = kind_of(old, new, known, lengths, others) if old and new else Slip.WORDING
    return Change(number, old, new, slip)


def judge(old: Sequence[Line], new: Sequence[Line], others: Sequence[str]) -> Iterator[Change]:
    """Yield what changed from one canonical text to another, line by line.

    `others` are the agreement's phrases whose number is another instrument's.
    """
    known = set().union(*(folded(line.words) for line in new))
    titles = _titles(old), _titles(new)
    for line in corrected_lines(old, new):
        yield _change(line, known, titles, others)
