"""Findings as workflow commands, which GitHub shows on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from concordat.findings import Finding, Severity
from concordat.report.counts import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_annotations(findings: Sequence[Finding], documents: int, colour: bool = False) -> str:
    """Return a workflow command for each finding, worst first, and the count. Colour is not used."""
    order = list(Severity)
    worst_first = sorted(findings, key=lambda finding: (order.index(finding.severity), finding))
    return "\n".join([*(_annotation(finding) for finding in worst_first), summary(findings, documents)])


def _annotation(finding: Finding) -> str:
    place = finding.location
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={finding.rule}"
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
