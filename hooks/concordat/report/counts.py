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
        many(found[Severity.ERROR], "error"),
        many(found[Severity.WARNING], "warning"),
        many(found[Severity.INFO], "note"),
    ]
    return f"{', '.join(parts)} in {many(documents, 'document')}"


def many(number: int, word: str) -> str:
    """Return how many there are, in words: "1 error", "2 errors"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
