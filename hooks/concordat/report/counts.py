"""Counting findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from concordat.findings import Finding, Severity


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, from worst to least."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


def summary(findings: Iterable[Finding], documents: int) -> str:
    """Return the line that ends a report: "2 errors, 1 warning, 0 notes in 38 documents"."""
    found = counts(findings)
    parts = [
        _many(found[Severity.ERROR], "error"),
        _many(found[Severity.WARNING], "warning"),
        _many(found[Severity.INFO], "note"),
    ]
    return f"{', '.join(parts)} in {_many(documents, 'document')}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
