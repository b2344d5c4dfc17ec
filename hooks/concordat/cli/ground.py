"""What every command stands on, and nothing that takes time to import."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from concordat.dates import DateError, parse_date
from concordat.findings import Finding, Location
from concordat.listing import find_root


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date that an argument names; see click's own."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except DateError as fault:
            self.fail(f"{fault}; write it as 2016-12-09")


PATH_ARGUMENT = click.argument("path", default=".", type=click.Path(path_type=Path))
TODAY = click.option("--today", type=Day(), help="Read the record as on this day.")
NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Read every file anew, and keep nothing for the next run."
)


class Command(click.Group):
    """The whole command: where the system fails it, `--help` included, it says so in one line."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; see click's own."""
        if sys.stdout is None:
            stop("there is no standard output to write to")
        try:
            return super().main(*args, **kwargs)
        except OSError as fault:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in its buffer
            what = f"'{fault.filename}' cannot be read" if fault.filename else "the output cannot be written"
            stop(f"{what}: {(fault.strerror or str(fault)).lower()}")


def root_of(path: Path) -> Path:
    """Return the record's folder in a folder, or stop."""
    root = find_root(path) if path.is_dir() else None
    if root is None:
        why = "is not a folder" if path.exists() and not path.is_dir() else "holds no record"
        if not path.exists():
            why = "does not exist"
        stop(f"'{path}' {why}; name the folder that has councils.yml, agreements or meetings in it")
    return root


def seen_from_here(findings: list[Finding], path: Path) -> list[Finding]:
    """Return findings that name files from the folder in which the command runs, as GitHub does."""
    root = (find_root(path) or path).resolve()
    if not root.is_relative_to(Path.cwd()):
        return findings
    folder = root.relative_to(Path.cwd())

    def seen(place: Location) -> Location:
        return replace(place, path=(folder / place.path).as_posix())

    return [replace(finding, location=seen(finding.location)) for finding in findings]


def stop(message: str) -> NoReturn:
    """Say in one line why the command cannot go on, and leave with exit code 2."""
    click.echo(f"concordat: {message}", err=True)
    sys.exit(2)


def write(text: str) -> None:
    """Write to standard output. Characters that a terminal cannot show are replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        click.echo(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def coloured() -> bool:
    """Tell whether to colour: only on a terminal, and not where NO_COLOR asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
