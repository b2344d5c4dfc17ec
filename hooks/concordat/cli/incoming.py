"""`concordat import`: minutes or an agreement out of Word, as a draft and a list of what needs a look."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click

from concordat import addresses
from concordat.cli.asking import ask, only, words
from concordat.cli.common import FOLDER, check_with, complete_address, load, write_all
from concordat.cli.ground import Day, root_of, stop, write
from concordat.cli.pandoc import FORMATS, read_with_pandoc
from concordat.dates import in_words
from concordat.drafting.agreements import next_edition, next_name
from concordat.drafting.text import NewFile, NotStarted, schema_hint, settings
from concordat.findings import Severity, listed
from concordat.incoming.agreement import agreement_draft
from concordat.incoming.blocks import Reading, read_blocks
from concordat.incoming.docx import NotWord, image_of, prepare
from concordat.incoming.draft import Draft, Remark, images_in
from concordat.incoming.minutes import day_of, minutes_draft
from concordat.record import Record

LARGEST = 50_000_000  # bytes of a file
_SHOWN = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}  # the images that browsers show


@dataclass(frozen=True, slots=True)
class _Source:
    """The file that is brought in."""

    file: Path
    content: bytes
    document: Any
    remarks: tuple[str, ...] = ()
    words: str = ""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(["minutes", "agreement"]), required=True, help="What it is.")
@click.option("--body", help="Minutes: the body that met, such as DCS.")
@click.option("--date", "day", type=Day(), help="Minutes: the day; by default, as the file says.")
@click.option("--agreement", help="An agreement: which one, such as SLI.", shell_complete=complete_address)
@click.option("--edition", help="An agreement: the edition's name; by default, the number after the last.")
@click.option("--accept-changes", is_flag=True, help="Take tracked changes as accepted.")
@click.option("--dry-run", is_flag=True, help="Show the draft and the list, and write nothing.")
@FOLDER
def import_command(
    file: Path,
    kind: str,
    body: str | None,
    day: date | None,
    agreement: str | None,
    edition: str | None,
    accept_changes: bool,
    dry_run: bool,
    path: Path,
) -> None:
    """Bring in FILE (.docx, .md or .html): write a draft, and list what needs a look.

    What cannot be placed stays in the draft as it was, and the list names its line. Nothing is guessed.
    """
    record = load(path, None)
    try:
        source = _read(file)
        reading = _reading(source, accept_changes)
    except RecursionError:
        stop(f"'{file}' is nested too deep to be read")
    if kind == "minutes":
        target, draft = _minutes(reading, record, body, day)
    else:
        target, draft = _agreement(reading, record, agreement, edition)
    if target in record.files:
        stop(f"'{root_of(path) / target}' is there already; nothing was written")
    schema = "minutes" if kind == "minutes" else "edition"
    head = f"---\n{schema_hint(target, schema, record.files)}{settings(draft.settings)}---\n"
    names, images = _images(source, reading, target, draft)
    draft.blocks = [images_in(block, names) for block in draft.blocks]
    text, remarks = draft.finish(reading, head)
    files = [NewFile(target, text), *images]
    if dry_run:
        write(text)
    else:
        write_all(root_of(path), files)
    _report(draft, [*remarks, *_found(root_of(path), files, target)])


def _read(file: Path) -> _Source:
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        old = "; open it in Word and save it as .docx" if suffix in (".doc", ".rtf", ".odt", ".pdf") else ""
        stop(f"'{file}' is not a file that can be brought in ({', '.join(sorted(FORMATS))}){old}")
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as fault:
        stop(f"'{file}' cannot be read: {(fault.strerror or str(fault)).lower()}")
    if len(content) > LARGEST:
        stop(f"'{file}' has more than {LARGEST // 1_000_000} MB; make its images smaller")
    if suffix != ".docx":
        return _Source(file, content, read_with_pandoc(content, file.name))
    try:
        made = prepare(content)
    except NotWord as fault:
        stop(f"'{file}' cannot be read: {fault}")
    document = read_with_pandoc(made.content, file.name)
    return _Source(file, made.content, document, made.remarks, made.words)


def _reading(source: _Source, accept_changes: bool) -> Reading:
    reading = read_blocks(source.document)
    if reading.changes and not accept_changes:
        many = "1 tracked change" if reading.changes == 1 else f"{reading.changes} tracked changes"
        stop(
            f"'{source.file}' has {many}; accept or reject them in Word, "
            "or add --accept-changes to take all as accepted"
        )
    unnamed = [place for place, said in reading.images if not said]
    if unnamed and sys.stdin.isatty():
        said = {
            each: click.prompt(f"What does the image {posixpath.basename(each)} show", default="", err=True)
            for each in unnamed
        }
        reading = read_blocks(source.document, said)
    reading.remarks += source.remarks
    reading.words = source.words
    return reading


def _minutes(reading: Reading, record: Record, body: str | None, day: date | None) -> tuple[str, Draft]:
    body = ask(body or only(record.bodies), "--body", "Which body met", read=words)
    if body not in record.bodies:
        stop(f"there is no body '{body}'; bodies.yml has {listed(record.bodies) or 'none'}")
    if day is None:
        days = day_of(reading)
        if len(days) != 1:
            named = f"it names {listed(map(in_words, days))}" if days else "it names none at its head"
            stop(f"the day of the meeting is not clear: {named}; say which with --date")
        day = days[0]
    return f"meetings/{body.lower()}/{day}.md", minutes_draft(reading, record, body, day)


def _agreement(
    reading: Reading, record: Record, agreement: str | None, edition: str | None
) -> tuple[str, Draft]:
    agreement = ask(agreement or only(record.agreements), "--agreement", "Which agreement", read=words)
    try:
        known, _ = next_edition(record, agreement)
    except NotStarted as fault:
        stop(f"{fault}; 'concordat new agreement' starts one")
    edition = ask(edition, "--edition", "The edition's number", default=next_name(known) or None, read=words)
    if not re.fullmatch(addresses.EDITION, edition):
        stop(f"'{edition}' cannot name an edition; write a number, such as 2")
    draft = agreement_draft(reading, edition)
    title = known.file.form.title
    draft.settings = [pair for pair in draft.settings if pair != ("title", title)]
    draft.became.append(title)
    return f"agreements/{known.file.folder}/{edition}/index.md", draft


def _images(source: _Source, reading: Reading, target: str, draft: Draft) -> tuple[list[str], list[NewFile]]:
    """Return the name of each image beside the page, and the images as files."""
    names, files = [], []
    page = posixpath.basename(target).removesuffix(".md")
    before = "" if page == "index" else f"{page}-"
    for at, (place, _) in enumerate(reading.images, start=1):
        content, suffix = _image(source, place)
        name = f"{before}image{at}{suffix}"
        names.append(name)
        if content is None:
            draft.say(f"the image {name} cannot be had from '{place[:80]}'; put it beside the page")
            continue
        files.append(NewFile(posixpath.join(posixpath.dirname(target), name), content))
        if suffix not in _SHOWN:
            draft.say(f"the image {name} is of a kind that browsers do not show; save it as .png")
    return names, files


def _image(source: _Source, place: str) -> tuple[bytes | None, str]:
    """Return the bytes of an image, or None, and the end of its name."""
    if data := re.match(r"data:image/([a-z+]+);base64,", place):
        try:
            return base64.b64decode(place[data.end() :], validate=True), f".{data[1].split('+')[0]}"
        except binascii.Error:
            return None, f".{data[1]}"
    suffix = posixpath.splitext(place)[1].lower()
    if source.file.suffix.lower() == ".docx":
        return image_of(source.content, place), suffix
    file = (source.file.parent / unquote(place)).resolve()
    inside = file.is_relative_to(source.file.parent.resolve())
    if not inside or not file.is_file() or file.stat().st_size > LARGEST:
        return None, suffix
    return file.read_bytes(), suffix


def _found(root: Path, files: list[NewFile], target: str) -> Iterator[Remark]:
    for finding in check_with(root, files):
        if finding.location.path == target and finding.severity is not Severity.INFO:
            yield Remark(finding.location.line, f"{finding.message}; {finding.hint}")


def _report(draft: Draft, remarks: list[Remark]) -> None:
    counted = [f"{many} {what if many == 1 else f'{what}s'}" for what, many in draft.placed.items() if many]
    write(f"Placed: {listed(counted) or 'nothing'}.")
    if not remarks:
        write("Everything is placed.")
        return
    write("To be looked at:")
    for remark in sorted(remarks, key=lambda each: (each.line == 0, each.line)):
        write(f"  {f'line {remark.line}' if remark.line else 'not in the draft'}: {remark.what}")
