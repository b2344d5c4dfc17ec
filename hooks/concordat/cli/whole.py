"""What `check` needs where the record has to be read after all; the command `record`."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import click

from concordat.cache import Cache
from concordat.cli.common import load
from concordat.cli.ground import PATH_ARGUMENT, TODAY, write
from concordat.findings import Finding
from concordat.past import load_with_past
from concordat.report.record import record_as_json
from concordat.rules import check
from concordat.signatures import stale_digests


def found_in(root: Path, today: date | None, clock: date, cache: Cache) -> tuple[list[Finding], int, bool]:
    """Return what the checks find in a record, the count of documents, and whether git had no say in it."""
    gc.disable()  # the process is short, and nearly all that it makes lasts until its end
    record = load_with_past(root, today=today, clock=clock, cache=cache)
    from_files = not any(stale_digests(edition) for edition in record.editions())
    return check(record), record.documents, from_files


@click.command("record")
@PATH_ARGUMENT
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="How to show it.")
@TODAY
def record_command(path: Path, form: str, today: date | None) -> None:
    """Show the whole record in PATH as data."""
    write(record_as_json(load(path, today)))
