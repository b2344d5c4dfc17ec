"""The `concordat` command.

Exit codes: 0 well; 1 the record has errors (with `--strict` warnings too); 2 wrong usage, or an
environment in which the command cannot work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click
from click.shell_completion import get_completion_class

from concordat import __version__, addresses
from concordat.compare import compare
from concordat.dates import DateError, parse_date
from concordat.files import find_root, load_record, read_text
from concordat.findings import Severity, did_you_mean, listed
from concordat.model.records import EditionText
from concordat.record import Record
from concordat.report import REPORTERS
from concordat.report.comparison import WRITERS
from concordat.report.record import record_as_json
from concordat.report.text import finding_text
from concordat.rules import RULES, check
from concordat.rules.help import help_text
from concordat.show import Unknown, show

_FORMATS = tuple(REPORTERS)


class _Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except DateError as fault:
            self.fail(f"{fault}; write it as 2016-12-09")


_PATH = click.argument("path", default=".", type=click.Path(path_type=Path))
_TODAY = click.option("--today", type=_Day(), help="Read the record as on this day.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concordat")
def main() -> None:
    """Check and read a region's agreements, minutes and decisions.

    PATH is the folder of the record, or one that holds it as 'docs'; by default, this folder.
    """


def _load(path: Path, today: date | None) -> Record:
    root = find_root(path) if path.is_dir() else None
    if root is None:
        why = "is not a folder" if path.exists() and not path.is_dir() else "holds no record"
        if not path.exists():
            why = "does not exist"
        _stop(f"'{path}' {why}; name the folder that has councils.yml, agreements or meetings in it")
    return load_record(root, today=today)


def _stop(message: str) -> NoReturn:
    """Say in one line why the command cannot go on, and leave with exit code 2."""
    click.echo(f"concordat: {message}", err=True)
    sys.exit(2)


def _write(text: str) -> None:
    """Write to standard output. Characters that a terminal cannot show are replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        click.echo(text.encode(encoding, "replace").decode(encoding))
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as fault:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _stop(f"the output cannot be written: {(fault.strerror or str(fault)).lower()}")


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@main.command("check")
@_PATH
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How to show findings.")
@_TODAY
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
def check_command(path: Path, form: str, today: date | None, strict: bool) -> None:
    """Check the record in PATH and show every finding."""
    record = _load(path, today)
    findings = check(record)
    _write(REPORTERS[form](findings, record.documents, _coloured()))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(finding.severity in failing for finding in findings) else 0)


@main.command("record")
@_PATH
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="How to show it.")
@_TODAY
def record_command(path: Path, form: str, today: date | None) -> None:
    """Show the whole record in PATH as data."""
    _write(record_as_json(_load(path, today)))


def _complete_address(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    root = find_root(ctx.params.get("path") or Path())
    if root is None:
        return []
    record = load_record(root)
    known = [*record.agreements, *(edition.address for edition in record.editions())]
    known += [str(meeting.address) for meeting in record.meetings]
    return [address for address in known if address.startswith(incomplete)]


@main.command("show")
@click.argument("address", shell_complete=_complete_address)
@click.option("--at", type=_Day(), help="Show what stood there on this day.")
@click.option("--path", default=".", type=click.Path(path_type=Path), help="The folder of the record.")
def show_command(address: str, at: date | None, path: Path) -> None:
    """Show what stands at ADDRESS, such as 'SLI 4.2', 'SLI/1' or 'DCS 2016-10-07 D2'."""
    record = _load(path, None)
    try:
        _write(show(record, address, at or record.today))
    except Unknown as fault:
        _stop(str(fault))


@main.command("compare")
@click.argument("old", shell_complete=_complete_address)
@click.argument("new", shell_complete=_complete_address)
@click.option("--format", "form", type=click.Choice(tuple(WRITERS)), default="text", help="How to show it.")
@click.option("--path", default=".", type=click.Path(path_type=Path), help="The folder of the record.")
def compare_command(old: str, new: str, form: str, path: Path) -> None:
    """Show what became of each clause from OLD to NEW.

    Each is an edition such as 'SLI/1', or a file with an agreement's text.
    """
    texts = [_text_of(name, path) for name in (old, new)]
    _write(WRITERS[form](old, new, compare(texts[0], texts[1]), _coloured()))


def _text_of(name: str, path: Path) -> EditionText:
    """Return the text of an edition, or of a file; findings of a file go to standard error."""
    citation = addresses.parse(name)
    if isinstance(citation, addresses.Clause) and citation.edition and not Path(name).exists():
        record = _load(path, None)
        edition = record.edition(citation.agreement, citation.edition)
        if edition is not None and not citation.number:
            return edition.file.text
        known = [each.address for each in record.editions()]
        _stop(f"there is no edition '{name}'; {did_you_mean(name, known, f'there is {listed(known)}')}")
    text, findings = read_text(Path(name))
    for finding in findings:
        click.echo(finding_text(finding), err=True)
    if text is None:
        _stop(f"'{name}' is neither an edition such as SLI/1 nor a file that can be read")
    return text


@main.command("rules")
@click.argument("rule", default="", metavar="[ID]", shell_complete=lambda c, p, i: _rule_ids(i))
def rules_command(rule: str) -> None:
    """List the rules, or explain the rule ID."""
    if not rule:
        width = max(len(each.id) for each in RULES)
        _write("\n".join(f"{each.id:<{width}}  {each.severity:<7}  {each.summary}" for each in RULES))
        return
    found = next((each for each in RULES if each.id == rule), None)
    if found is None:
        hint = did_you_mean(rule, _rule_ids(""), "'concordat rules' lists them")
        _stop(f"there is no rule '{rule}'; {hint}")
    _write(help_text(found))


def _rule_ids(beginning: str) -> list[str]:
    return [rule.id for rule in RULES if rule.id.startswith(beginning)]


@main.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the lines that let SHELL complete this command's words."""
    complete: Callable[..., Any] | None = get_completion_class(shell)
    if complete is None:
        _stop(f"there is no completion for {shell}")
    _write(complete(main, {}, "concordat", "_CONCORDAT_COMPLETE").source())


if __name__ == "__main__":
    main()
