"""Findings as workflow commands, which GitHub shows on the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from concordat.findings import Finding, Severity
from concordat.report.counts import summary
from concordat.report.text import finding_text

SHOWN = 10
"""How many annotations of each severity GitHub keeps of one step; it drops the rest without a word."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_annotations(findings: Sequence[Finding], documents: int, colour: bool = False) -> str:
    """Return a workflow command for each finding, worst first, and the count. Colour is not used."""
    return "\n".join([*commands(findings), summary(findings, documents)])


def commands(findings: Sequence[Finding]) -> list[str]:
    """Return a workflow command for each finding, worst first.

    What is beyond the forge's limit stands in the log, as at a terminal.
    """
    order = list(Severity)
    worst_first = sorted(findings, key=lambda finding: (order.index(finding.severity), finding))
    seen: Counter[Severity] = Counter()
    shown, logged = [], []
    for finding in worst_first:
        seen[finding.severity] += 1
        if seen[finding.severity] <= SHOWN:
            shown.append(_annotation(finding))
        else:
            logged.append(_logged(finding))
    if logged:
        logged.insert(0, f"{len(logged)} more, which are not shown on the lines:")
    return [*shown, *logged]


def _annotation(finding: Finding) -> str:
    place = finding.location
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={finding.rule}"
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _logged(finding: Finding) -> str:
    """Return a finding for the log, in which no line is a command, whatever files and titles are called."""
    return f"- {finding_text(finding)}".replace("\n", "\n- ").replace("##[", "## [")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
