"""The commands that read a whole record: check, record."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from concordat.cli.common import PATH_ARGUMENT, TODAY, coloured, load, write
from concordat.files import find_root
from concordat.findings import Finding, Location, Severity
from concordat.past import load_with_past
from concordat.report import REPORTERS
from concordat.report.record import record_as_json
from concordat.rules import check


@click.command("check")
@PATH_ARGUMENT
@click.option(
    "--format", "form", type=click.Choice(tuple(REPORTERS)), default="text", help="How to show findings."
)
@TODAY
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
def check_command(path: Path, form: str, today: date | None, strict: bool) -> None:
    """Check the record in PATH and show every finding."""
    record = load(path, today, load_with_past)
    findings = check(record)
    shown = seen_from_here(findings, path) if form == "github" else findings
    write(REPORTERS[form](shown, record.documents, coloured()))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(finding.severity in failing for finding in findings) else 0)


def seen_from_here(findings: list[Finding], path: Path) -> list[Finding]:
    """Return findings that name files from the folder in which the command runs, as GitHub does."""
    root = (find_root(path) or path).resolve()
    if not root.is_relative_to(Path.cwd()):
        return findings
    folder = root.relative_to(Path.cwd())

    def seen(place: Location) -> Location:
        return replace(place, path=(folder / place.path).as_posix())

    return [replace(finding, location=seen(finding.location)) for finding in findings]


@click.command("record")
@PATH_ARGUMENT
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="How to show it.")
@TODAY
def record_command(path: Path, form: str, today: date | None) -> None:
    """Show the whole record in PATH as data."""
    write(record_as_json(load(path, today)))
