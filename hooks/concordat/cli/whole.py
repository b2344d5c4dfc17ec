"""The command `record`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from concordat.cli.common import load
from concordat.cli.ground import PATH_ARGUMENT, TODAY, write
from concordat.report.record import record_as_json


@click.command("record")
@PATH_ARGUMENT
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="How to show it.")
@TODAY
def record_command(path: Path, form: str, today: date | None) -> None:
    """Show the whole record in PATH as data."""
    write(record_as_json(load(path, today)))
