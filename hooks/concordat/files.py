"""The record's folder on disk, as a record; single files, read and written. The core never opens a file."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from concordat.cache import Cache, look
from concordat.findings import Finding
from concordat.folder import content_of, read_folder
from concordat.model.records import EditionText
from concordat.read.documents import Source, read_loose_text
from concordat.record import Record, build_record


def read_text(file: Path) -> tuple[EditionText | None, list[Finding]]:
    """Read one file as an agreement's text, outside any record; None where that cannot be done."""
    content = content_of(file, str(file))
    return (None, [content]) if isinstance(content, Finding) else read_loose_text(Source(str(file), content))


def text_of(file: Path) -> str | None:
    """Return the text of a file as it is, its line ends too; None where it cannot be read as UTF-8."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def write_text(file: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def write_new(file: Path, content: str | bytes) -> None:
    """Write a file that is not there yet, with its folders. Raises FileExistsError, OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        file.hardlink_to(unfinished)  # unlike a renaming, this never takes the place of a file
    finally:
        unfinished.unlink(missing_ok=True)


def load_record(
    root: Path,
    *,
    today: date | None = None,
    clock: date | None = None,
    over: Mapping[str, str] = MappingProxyType({}),
    cache: Cache | None = None,
) -> Record:
    """Read the record in a folder, as on `today`, else on the region's `as_of`, else on `clock`, this day.

    `over` are texts by path that are read in place of the files, or besides them. `cache` is what is
    known of the folder from earlier runs, where somebody has looked already.
    """
    known = cache or look(root)
    readings = read_folder(root, known, over)
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made here lasts as long as the record
    try:
        files = {*known.listing.paths, *over}
        return build_record(readings, files, clock=clock or date.today(), today=today)
    finally:
        if cache is None:
            known.finish()
        if collecting:
            gc.enable()
