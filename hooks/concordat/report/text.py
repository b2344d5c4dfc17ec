"""Findings for people at a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordat.findings import Finding, Severity
from concordat.report.counts import summary

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # with those that turn a line round
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def as_text(findings: Sequence[Finding], documents: int, colour: bool = False) -> str:
    """Return a block of lines for each finding, and a count at the end.

    meetings/dcs/2016-10-07.md:41:1: error[reference-unknown]: 'SLI 4.9' names a clause …
      help: edition 1 ends at 4.5 there; did you mean 'SLI 4.5'?
    """
    blocks = [finding_text(finding, colour) for finding in findings]
    rules = sorted({finding.rule for finding in findings})
    if rules:
        more = f" (or {', '.join(rules[1:3])}{' …' if len(rules) > 3 else ''})" if len(rules) > 1 else ""
        blocks.append(f"\nWhat a check means: concordat rules {rules[0]}{more}")
    return "\n".join([*blocks, summary(findings, documents)])


def finding_text(finding: Finding, colour: bool = False) -> str:
    """Return one finding as one to three lines."""
    label = f"{finding.severity}[{finding.rule}]"
    if colour:
        label = f"\033[1;{_COLOURS[finding.severity]}m{label}\033[0m"
    lines = [f"{visible(finding.location)}: {label}: {visible(finding.message)}"]
    if finding.hint:
        lines.append(f"  help: {visible(finding.hint)}")
    if finding.related:
        lines.append(f"  see also: {', '.join(map(visible, finding.related))}")
    return "\n".join(lines)


def visible(text: object) -> str:
    """Return a text on one line, and with nothing in it that a terminal obeys."""
    return _CONTROL.sub(lambda sign: repr(sign[0])[1:-1], str(text))
