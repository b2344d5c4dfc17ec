"""The command `check`. It imports what reads a record only where nothing is kept of the last run."""

from __future__ import annotations

import gc
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click

from concordat.cache import Found, look
from concordat.cli.ground import NO_CACHE, PATH_ARGUMENT, TODAY, coloured, root_of, seen_from_here, write
from concordat.cli.watching import watch
from concordat.findings import Finding, Severity
from concordat.report import REPORTERS

_lasting: list[object] = []
"""What was read last: to take it apart, piece by piece, takes time that the end of the process spares."""


@click.command("check")
@PATH_ARGUMENT
@click.option(
    "--format", "form", type=click.Choice(tuple(REPORTERS)), default="text", help="How to show findings."
)
@TODAY
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@NO_CACHE
@click.option("--watch", "watching", is_flag=True, help="Check again after every change, until Ctrl-C.")
def check_command(
    path: Path, form: str, today: date | None, strict: bool, no_cache: bool, watching: bool
) -> None:
    """Check the record in PATH and show every finding."""
    root = root_of(path)

    def check() -> list[Finding]:
        findings, documents = findings_of(root, today, not no_cache)
        shown = seen_from_here(findings, path) if form == "github" else findings
        write(REPORTERS[form](shown, documents, coloured()))
        return findings

    if watching:
        watch(root, check)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(finding.severity in failing for finding in check()) else 0)


def findings_of(root: Path, today: date | None, keep: bool) -> tuple[list[Finding], int]:
    """Return the findings of the last run where nothing has changed, else what is found now."""
    clock = date.today()
    day = f"{today} {clock}"
    gc.disable()  # the process is short, and nearly all that it makes lasts until its end
    cache = look(root, keep=keep)
    if found := cache.findings(day):
        return found.findings, found.documents
    if found := import_module("concordat.unseen").still_found(cache, day) if cache.earlier else None:
        return found.findings, found.documents
    readings = import_module("concordat.folder").read_folder(root, cache, meanwhile=_ready)
    findings, record, from_files = _ready().found_in(root, readings, today, clock, cache.listing.paths)
    _lasting[:] = [readings, record]
    if from_files:
        cache.keep_findings(day, Found(findings, record.documents))
    cache.finish()
    return findings, record.documents


def _ready() -> ModuleType:
    """Import what finds, which takes time that another process can read in."""
    return import_module("concordat.cli.finding")
