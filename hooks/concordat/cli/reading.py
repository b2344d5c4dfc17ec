"""The commands that look things up: show, compare, rules, completion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from concordat import addresses
from concordat.amendments import changes_between
from concordat.cli.common import FOLDER, complete_address, edition_of, load
from concordat.cli.ground import Day, coloured, stop, write
from concordat.compare import compare
from concordat.files import read_text
from concordat.findings import did_you_mean
from concordat.model.records import EditionText
from concordat.report.comparison import WRITERS
from concordat.report.text import finding_text
from concordat.review.rules import ALL_RULES
from concordat.rules.help import help_text
from concordat.show import Unknown, show, show_history


@click.command("show")
@click.argument("address", shell_complete=complete_address)
@click.option("--at", type=Day(), help="Show what stood there on this day.")
@click.option("--history", is_flag=True, help="Show what became of a clause, edition by edition.")
@FOLDER
def show_command(address: str, at: date | None, history: bool, path: Path) -> None:
    """Show what stands at ADDRESS, such as 'SLI 4.2', 'SLI/1' or 'DCS 2016-10-07 D2'."""
    record = load(path, None)
    try:
        write((show_history if history else show)(record, address, at or record.today))
    except Unknown as fault:
        stop(str(fault))


@click.command("compare")
@click.argument("old", shell_complete=complete_address)
@click.argument("new", shell_complete=complete_address)
@click.option("--format", "form", type=click.Choice(tuple(WRITERS)), default="text", help="How to show it.")
@FOLDER
def compare_command(old: str, new: str, form: str, path: Path) -> None:
    """Show what became of each clause from OLD to NEW.

    Each is an edition such as 'SLI/1', or a file with an agreement's text.
    """
    named = [name for name in (old, new) if _names_an_edition(name)]
    record = load(path, None) if named else None
    editions = {name: edition_of(record, name) for name in named} if record else {}
    agreements = {edition.agreement for edition in editions.values()}
    if record and old in editions and new in editions and len(agreements) == 1:
        changes = changes_between(record, editions[old], editions[new])
    else:
        before, after = (
            editions[name].file.text if name in editions else _text_of(name) for name in (old, new)
        )
        changes = tuple(compare(before, after))
    write(WRITERS[form](old, new, changes, coloured()))


def _names_an_edition(name: str) -> bool:
    return isinstance(addresses.parse(name), addresses.Clause) and not Path(name).exists()


def _text_of(name: str) -> EditionText:
    """Return the text of a file; what is found in it goes to standard error."""
    text, findings = read_text(Path(name))
    for finding in findings:
        click.echo(finding_text(finding), err=True)
    if text is None:
        stop(f"'{name}' is neither an edition such as SLI/1 nor a file that can be read")
    return text


@click.command("rules")
@click.argument("rule", default="", metavar="[ID]", shell_complete=lambda c, p, i: _rule_ids(i))
def rules_command(rule: str) -> None:
    """List the rules, or explain the rule ID."""
    if not rule:
        width = max(len(each.id) for each in ALL_RULES)
        write("\n".join(f"{each.id:<{width}}  {each.severity:<7}  {each.summary}" for each in ALL_RULES))
        return
    found = next((each for each in ALL_RULES if each.id == rule), None)
    if found is None:
        hint = did_you_mean(rule, _rule_ids(""), "'concordat rules' lists them")
        stop(f"there is no rule '{rule}'; {hint}")
    write(help_text(found))


def _rule_ids(beginning: str) -> list[str]:
    return [rule.id for rule in ALL_RULES if rule.id.startswith(beginning)]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the lines that let SHELL complete this command's words."""
    complete: Callable[..., Any] | None = get_completion_class(shell)
    if complete is None:
        stop(f"there is no completion for {shell}")
    write(
        complete(
            click.get_current_context().find_root().command, {}, "concordat", "_CONCORDAT_COMPLETE"
        ).source()
    )
