"""What the commands share: their arguments, reading a record, writing, stopping with a reason."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from concordat import addresses
from concordat.dates import DateError, parse_date
from concordat.drafting.text import NewFile
from concordat.files import find_root, load_record, write_new, write_text
from concordat.findings import Finding, Severity, did_you_mean, listed
from concordat.index import Edition
from concordat.record import Record
from concordat.report.text import finding_text
from concordat.rules import check


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


class Entry(click.ParamType[addresses.Meeting]):
    """The address of a decision or an action on the command line."""

    name = "address"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> addresses.Meeting:
        """Return the address that an argument names; see click's own."""
        address = addresses.parse(value) if isinstance(value, str) else value
        if isinstance(address, addresses.Meeting) and address.entry:
            return address
        self.fail(f"'{value}' is no decision; write it as 'DCS 2016-10-07 D2'")


PATH_ARGUMENT = click.argument("path", default=".", type=click.Path(path_type=Path))
TODAY = click.option("--today", type=Day(), help="Read the record as on this day.")


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


FOLDER = click.option(
    "--path", default=".", type=click.Path(path_type=Path), help="The folder of the record."
)


def root_of(path: Path) -> Path:
    """Return the record's folder in a folder, or stop."""
    root = find_root(path) if path.is_dir() else None
    if root is None:
        why = "is not a folder" if path.exists() and not path.is_dir() else "holds no record"
        if not path.exists():
            why = "does not exist"
        stop(f"'{path}' {why}; name the folder that has councils.yml, agreements or meetings in it")
    return root


def load(path: Path, today: date | None, reader: Callable[..., Record] = load_record) -> Record:
    """Return the record in a folder, as a reader such as `load_record` makes it, or stop."""
    root = root_of(path)
    gc.disable()  # the process is short, and nearly all that it makes lasts until its end
    return reader(root, today=today)


def existing(file: Path) -> str:
    """Return the text of a file, "" where there is none, or stop."""
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as fault:
        stop(f"'{file}' cannot be read: {fault}")


def save(file: Path, text: str) -> None:
    """Write a file whole and say so, or stop."""
    try:
        write_text(file, text)
    except OSError as fault:
        stop(f"'{file}' cannot be written: {(fault.strerror or str(fault)).lower()}")
    write(f"Written: {file}")


def check_with(root: Path, files: Sequence[NewFile]) -> list[Finding]:
    """Return what the checks find once files are there."""
    over = {file.path: file.text if isinstance(file.text, str) else "" for file in files}
    return check(load_record(root, over=over))


def save_all(root: Path, files: Sequence[NewFile]) -> None:
    """Write new files, and with them what they change, all or none; stop where they would be faulty.

    A mistake that the checks would find is shown and nothing is written; a warning is shown.
    """
    paths = {file.path for file in files}
    changed = any(file.replaces for file in files)
    known = {(each.rule, each.message) for each in check(load_record(root))} if changed else set()
    here = [
        finding
        for finding in check_with(root, files)
        if finding.location.path in paths
        and finding.severity is not Severity.INFO
        and (finding.rule, finding.message) not in known  # what was there before is not of our making
    ]
    for finding in here:
        click.echo(finding_text(finding), err=True)
    if any(finding.severity is Severity.ERROR for finding in here):
        stop("nothing was written, as the file would have the mistakes above")
    write_all(root, files)


def write_all(root: Path, files: Sequence[NewFile]) -> None:
    """Write new files, and with them what they change, all or none, and say so; stop where that fails."""
    written: list[Path] = []
    try:
        for file in sorted(files, key=lambda each: each.replaces):  # a file that is there comes last
            target = root / file.path
            if file.replaces:
                write_text(target, str(file.text))
            else:
                write_new(target, file.text)
            written.append(target)
    except OSError as fault:
        for made in written:
            made.unlink(missing_ok=True)
        if isinstance(fault, FileExistsError):
            stop(f"'{target}' is there already; nothing was written")
        stop(f"'{target}' cannot be written: {(fault.strerror or str(fault)).lower()}")
    for made in written:
        write(f"Written: {made}")


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


def complete_address(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the addresses of agreements, editions and meetings that begin with what is typed."""
    root = find_root(ctx.params.get("path") or Path())
    if root is None:
        return []
    record = load_record(root)
    known = [*record.agreements, *(edition.address for edition in record.editions())]
    known += [str(meeting.address) for meeting in record.meetings]
    return [address for address in known if address.startswith(incomplete)]


def edition_of(record: Record, name: str) -> Edition:
    """Return the edition that an address such as `SLI/2` names, or stop."""
    citation = addresses.parse(name)
    if isinstance(citation, addresses.Clause) and citation.edition and not citation.number:
        edition = record.edition(citation.agreement, citation.edition)
        if edition is not None:
            return edition
    known = [each.address for each in record.editions()]
    stop(f"there is no edition '{name}'; {did_you_mean(name, known, f'there is {listed(known)}')}")
