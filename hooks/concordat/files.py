"""The record's folder on disk: which files it has, and their bytes. The core never opens a file."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from concordat.cache import Cache, look
from concordat.findings import Finding, Location
from concordat.kept import read_with_cache
from concordat.listing import reason_of, unreadable
from concordat.model.records import EditionText
from concordat.read.documents import FILE_TOO_LARGE, Reading, Source, read_loose_text, read_source
from concordat.read.paths import is_read
from concordat.record import Record, build_record

LARGEST = 4_000_000  # bytes; the longest real agreement that we know has 45,000


def read_files(root: Path, paths: Iterable[str]) -> list[Reading]:
    """Read the files of the record one after another, so that the bytes of no more than one are held."""
    return [_read_file(root, path) for path in paths]


def contents(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Finding]]:
    """Return, for each of some files that is part of the record, its bytes or why they cannot be had."""
    for path in paths:
        if is_read(path):
            yield path, _content(root / path, path)


def _read_file(root: Path, path: str) -> Reading:
    content = _content(root / path, path)
    return (
        Reading(path, None, (content,))
        if isinstance(content, Finding)
        else read_source(Source(path, content))
    )


def _content(file: Path, path: str) -> bytes | Finding:
    """Return a file's bytes, or why they cannot be had; `path` is how the finding names it."""
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            content = b"" if size > LARGEST else opened.read()
    except OSError as fault:
        return unreadable(path, reason_of(fault))
    if size > LARGEST:
        return too_large(path)
    return content


def too_large(path: str) -> Finding:
    """Return the finding of a file of more than `LARGEST` bytes."""
    message = f"the file has more than {LARGEST // 1_000_000} MB, so it is not read"
    return FILE_TOO_LARGE.at(Location(path), message, "split it, or move it elsewhere")


def read_text(file: Path) -> tuple[EditionText | None, list[Finding]]:
    """Read one file as an agreement's text, outside any record; None where that cannot be done."""
    content = _content(file, str(file))
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
    own = cache is None
    cache = cache or look(root)
    listing = cache.listing
    trouble = [Reading(finding.location.path, None, (finding,)) for finding in listing.findings]
    paths = [path for path in listing.paths if is_read(path) and path not in over]
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made here lasts as long as the record
    try:
        readings = read_with_cache(cache, partial(read_files, root), paths) + trouble
        readings += [read_source(Source(path, text.encode())) for path, text in over.items() if is_read(path)]
        files = {*listing.paths, *over}
        return build_record(readings, files, clock=clock or date.today(), today=today)
    finally:
        if own:
            cache.finish()
        if collecting:
            gc.enable()
