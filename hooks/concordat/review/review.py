"""The review of a change: what it means, which rules it breaks, which findings are new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from concordat.findings import Finding, Severity
from concordat.read import minutes, sequence
from concordat.record import Record, build_record
from concordat.resolve import REFERENCE_AMBIGUOUS, REFERENCE_UNKNOWN
from concordat.review.rules import STATE_RULES, address_lost, altered_minutes, frozen_text, key_lost
from concordat.review.sentence import sentence, verdict
from concordat.review.states import States
from concordat.review.texts import Fate
from concordat.rules.keys import clause_key_ended, clause_key_missing, clause_key_unknown

Check = Callable[[Record, Collection[str]], list[Finding]]
"""Takes a record and the ids of rules; returns what these find, and what the readers found."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a change means.

    `broken` are the findings of the rules across states. `new` are findings of the record that it
    had not before, without those, counted as `following`, that go away once what is broken is put
    back. `standing` counts findings that were there before, `mended` those that are there no more.
    """

    sentence: str
    verdict: str
    broken: tuple[Finding, ...]
    new: tuple[Finding, ...]
    following: int
    standing: int
    mended: int
    states: States

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What to look at, sorted by place: what is broken, and what is new."""
        return tuple(sorted((*self.broken, *self.new)))

    @property
    def fails(self) -> bool:
        """Whether the change must not be merged as it is."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def review(states: States, before: list[Finding], after: list[Finding], check: Check) -> Review:
    """Return what a change means.

    `before` and `after` are what is wrong with each state on its own; `check` finds that by some rules.
    """
    new, standing, mended = _sorted_out(before, after)
    broken = tuple(sorted(f for rule in STATE_RULES if rule.check for f in rule.check(states)))
    ours = _without_what_follows(states, broken, new, check)
    following = len(new) - len(ours)
    said = sentence(states), verdict((*broken, *ours))
    return Review(*said, broken, tuple(ours), following, standing, mended, states)


def _sorted_out(before: list[Finding], after: list[Finding]) -> tuple[list[Finding], int, int]:
    """Return new findings, how many stood before too, and how many are gone; lines do not count."""
    there, here = Counter(map(_likeness, before)), Counter(map(_likeness, after))
    new = _beyond(after, there)
    return new, len(after) - len(new), len(_beyond(before, here))


def _beyond(findings: Iterable[Finding], known: Mapping[tuple[str, ...], int]) -> list[Finding]:
    left = Counter(known)
    beyond = []
    for finding in findings:
        like = _likeness(finding)
        if left[like]:
            left[like] -= 1
        else:
            beyond.append(finding)
    return beyond


def _likeness(finding: Finding) -> tuple[str, ...]:
    """Return what makes a finding the same in two states: everything but its lines.

    A note about the same thing is the same, though it counts what is different now.
    """
    message = re.sub(r"\bline \d+", "line", finding.message)
    about = "" if finding.severity is Severity.INFO else message
    return finding.location.path, finding.rule, finding.subject, about


def _without_what_follows(
    states: States, broken: Iterable[Finding], new: list[Finding], check: Check
) -> list[Finding]:
    """Leave out the findings that only follow from others: one mistake is to be said once.

    Findings that another in their file explains go; and those that would not be there if the files
    of a broken rule were as before, where putting things back is the way to mend it; and those, in
    files that nobody touched, that would not be there without files that have mistakes of their own.
    """
    rules = {(finding.location.path, finding.rule) for finding in new}
    new = [f for f in new if not any((f.location.path, r) in rules for r in _EXPLAINED_BY.get(f.rule, ()))]
    frozen = {finding.location.path for finding in broken if finding.rule == frozen_text.id}
    gaps = {f.location.path for f in broken if f.rule in (address_lost.id, key_lost.id)}
    gaps |= {each.path for each in altered_minutes(states) if any(e.fate is Fate.GONE for e in each.entries)}
    new = _only_without(
        states, frozen | gaps, new, check, lambda f: f.location.path not in gaps or f.rule in _FROM_GAPS
    )
    changed = set(states.changed)
    faulty = {f.location.path for f in new if f.severity is Severity.ERROR and f.location.path in changed}
    return _only_without(states, faulty, new, check, lambda f: f.location.path not in changed)


def _only_without(
    states: States, paths: set[str], new: list[Finding], check: Check, may_go: Callable[[Finding], bool]
) -> list[Finding]:
    """Return findings without those that may go and would, if some files were as before the change."""
    rules = {finding.rule for finding in new if may_go(finding)}
    if not paths or not rules:
        return new
    kept = Counter(map(_likeness, check(_put_back(states, paths), rules)))
    return [finding for finding in new if not may_go(finding) or kept[_likeness(finding)]]


_FROM_GAPS = (
    minutes.NUMBER_SKIPPED.id,
    REFERENCE_UNKNOWN.id,
    clause_key_missing.id,
    clause_key_ended.id,
    clause_key_unknown.id,
)
"""What is found in a file just because something is gone from it."""

_EXPLAINED_BY = {
    REFERENCE_AMBIGUOUS.id: (minutes.NUMBER_REPEATED.id, sequence.NUMBER_REPEATED.id),
}


def _put_back(states: States, paths: set[str]) -> Record:
    """Return the record after a change, but with some files as they were before it."""
    readings = {path: reading for path, reading in states.after.readings.items() if path not in paths}
    readings |= {path: states.before.readings[path] for path in paths if path in states.before.readings}
    record = states.after.record
    files, today = record.files | paths, record.today
    return build_record(
        readings.values(), files, clock=today, today=today, like=(record, states.before.record)
    )
