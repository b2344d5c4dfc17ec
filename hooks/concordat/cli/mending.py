"""`concordat fix`: mechanical repairs, shown as a difference first."""

from __future__ import annotations

import difflib
from functools import partial
from pathlib import Path

import click

from concordat.cli.common import load, write_all
from concordat.cli.ground import PATH_ARGUMENT, root_of, stop, write
from concordat.drafting.text import NewFile
from concordat.files import load_record, text_of
from concordat.findings import Finding, Severity
from concordat.mending import mend
from concordat.report.counts import summary
from concordat.rules import check

_ROUNDS = 4  # of looking for repairs


@click.command("fix")
@PATH_ARGUMENT
@click.option("--write", "writes", is_flag=True, help="Write the repairs.")
@click.option("--day-first", is_flag=True, help="In dates such as 09/12/2016 the day comes first.")
def fix_command(path: Path, writes: bool, day_first: bool) -> None:
    """Repair what has one answer only: numbers after an insertion, empty lines, quotes, dates.

    Shows the difference; writes only with --write. Signed texts and approved minutes are never touched.
    """
    root = root_of(path)
    record = load(path, None)
    found = after = check(record)
    changed: dict[str, tuple[str, str]] = {}
    left: list[str] = []
    for _ in range(_ROUNDS):  # one repair can bring another mistake to light
        new = {name: text for name, (_, text) in changed.items()}
        mended = mend(record, after, partial(_text, root, new), day_first=day_first)
        left += [each for each in mended.left if each not in left]
        if not mended.files:
            break
        for name, (old, text) in mended.files.items():
            changed[name] = (changed[name][0] if name in changed else old, text)
        record = load_record(root, over={name: text for name, (_, text) in changed.items()})
        after = check(record)
    _show(changed, left)
    if not changed:
        write("There is nothing to repair.")
        return
    if _errors(after) > _errors(found):
        stop("these repairs would leave more mistakes than there are; nothing was written")
    if writes:
        files = [NewFile(name, text, replaces=True) for name, (_, text) in sorted(changed.items())]
        write_all(root, files)
    else:
        write("Nothing is written yet; 'concordat fix --write' does it.")
    write(f"Before: {summary(found, record.documents)}.\nAfter:  {summary(after, record.documents)}.")


def _text(root: Path, new: dict[str, str], name: str) -> str | None:
    return new[name] if name in new else text_of(root / name)


def _show(changed: dict[str, tuple[str, str]], left: list[str]) -> None:
    for name, (old, new) in sorted(changed.items()):
        before, now = old.splitlines(), new.splitlines()
        write("\n".join(difflib.unified_diff(before, now, f"a/{name}", f"b/{name}", lineterm="")))
    for each in left:
        write(f"Left as it is: {each}")


def _errors(findings: list[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)
