"""Findings for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from concordat.findings import Finding, Location
from concordat.report.counts import counts


def as_json(findings: Sequence[Finding], documents: int, colour: bool = False) -> str:
    """Return findings and counts as JSON, the same bytes for the same findings. Colour is not used."""
    found = {str(severity): count for severity, count in counts(findings).items()}
    content = {
        "findings": [finding_data(finding) for finding in findings],
        "counts": {**found, "documents": documents},
    }
    return json.dumps(content, indent=2)


def finding_data(finding: Finding) -> dict[str, object]:
    """Return a finding as plain data."""
    return {
        **place_data(finding.location),
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "subject": finding.subject,
        "related": [place_data(place) for place in finding.related],
    }


def place_data(place: Location) -> dict[str, object]:
    """Return a place as plain data."""
    return {"path": place.path, "line": place.line, "column": place.column}
