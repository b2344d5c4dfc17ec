"""Findings: what a check noticed, where, why, and what to do next.

Findings are data. A check never logs, prints, raises or exits; the reporters do that.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters, from worst to least."""

    ERROR = "error"  # blocks publishing
    WARNING = "warning"  # fails a strict check
    INFO = "info"  # worth knowing


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file: its path below the record's folder, line and column, both from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that a check noticed. Sorts by place, then by rule.

    `message` states one fact and quotes the value; `hint` says what to do, in the imperative;
    `subject` is the address concerned, where there is one; `related` are other places to look at.
    """

    location: Location
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    subject: str = ""
    related: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its lasting id, its severity, one line of meaning, and the check that finds it.

    `check` takes the record and yields findings. It is None for rules that the readers apply
    while they read.
    """

    id: str
    severity: Severity
    summary: str
    check: Callable[[Any], Iterator[Finding]] | None = None

    def at(
        self,
        location: Location,
        message: str,
        hint: str = "",
        *,
        subject: str = "",
        related: Iterable[Location] = (),
    ) -> Finding:
        """Return a finding of this rule at a place."""
        return Finding(location, self.id, self.severity, message, hint, subject, tuple(related))


def error(rule_id: str, summary: str) -> Rule:
    """Return a rule of severity error that a reader applies."""
    return Rule(rule_id, Severity.ERROR, summary)


def warning(rule_id: str, summary: str) -> Rule:
    """Return a rule of severity warning that a reader applies."""
    return Rule(rule_id, Severity.WARNING, summary)


def info(rule_id: str, summary: str) -> Rule:
    """Return a rule of severity info that a reader applies."""
    return Rule(rule_id, Severity.INFO, summary)


def checked_by(rule: Rule) -> Callable[[Callable[[Any], Iterator[Finding]]], Rule]:
    """Decorate a function that takes the record and yields findings: it becomes the rule's check."""

    def attach(check: Callable[[Any], Iterator[Finding]]) -> Rule:
        return Rule(rule.id, rule.severity, rule.summary, check)

    return attach


def nearest(value: str, known: Iterable[str]) -> str:
    """Return the known value that looks most like `value`, or "" where none is near."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(value: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return "did you mean 'x'?" for the nearest known value, else `otherwise`."""
    match = nearest(value, known)
    return f"did you mean '{match}'?" if match else otherwise


def listed(values: Iterable[str], conjunction: str = "and") -> str:
    """Return values as English: "a", "a and b", "a, b and c"."""
    items = list(values)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
