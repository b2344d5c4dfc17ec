"""What the commands share: their arguments, reading a record, writing, stopping with a reason."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from concordat import addresses
from concordat.cli.ground import root_of, stop, write
from concordat.drafting.text import NewFile
from concordat.files import load_record, write_new, write_text
from concordat.findings import Finding, Severity, did_you_mean, listed
from concordat.index import Edition
from concordat.listing import find_root
from concordat.record import Record
from concordat.report.text import finding_text
from concordat.rules import check


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


FOLDER = click.option(
    "--path", default=".", type=click.Path(path_type=Path), help="The folder of the record."
)


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
