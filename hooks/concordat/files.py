"""The record's folder on disk: which files it has, and their bytes. The core never opens a file."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from concordat.findings import Finding, Location
from concordat.model.records import EditionText
from concordat.read.documents import (
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
    Reading,
    Source,
    is_read,
    read_loose_text,
    read_source,
)
from concordat.record import Record, build_record
from concordat.shares import read_in_shares

LARGEST = 4_000_000  # bytes; the longest real agreement that we know has 45,000


@dataclass(slots=True)
class Listing:
    """The files below a folder, as paths with `/`, and what could not be listed."""

    paths: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def find_root(path: Path) -> Path | None:
    """Return the record's folder: the path itself, or its `docs`, whichever holds a record.

    A folder holds a record where `councils.yml`, `bodies.yml`, `region.yml`, `agreements` or
    `meetings` stands in it. None where neither does.
    """
    names = ("councils.yml", "bodies.yml", "region.yml", "agreements", "meetings")
    for folder in (path, path / "docs"):
        if any((folder / name).exists() for name in names):
            return folder
    return None


def list_files(root: Path) -> Listing:
    """List the files of a record, sorted. Links that lead out of the folder are findings."""
    listing = Listing()
    _walk(root, root.resolve(), "", listing, frozenset({root.resolve()}))
    listing.paths.sort()
    return listing


def _walk(folder: Path, root: Path, prefix: str, listing: Listing, above: frozenset[Path]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        listing.findings.append(unreadable(prefix.rstrip("/") or ".", _reason(fault)))
        return
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.name.startswith(".") and entry.name != ".authors.yml":
            continue
        inside, mode = above, _mode(entry)
        if entry.is_symlink() or stat.S_ISDIR(mode):
            target = Path(os.path.realpath(entry.path))
            if target in above or not target.is_relative_to(root):
                why = (
                    "is a link to a folder that it stands in"
                    if target in above
                    else "is a link out of the record"
                )
                listing.findings.append(unreadable(path, why, "put the file itself there"))
                continue
            inside = above | {target}
        if not stat.S_ISDIR(mode):
            if stat.S_ISREG(mode) or not mode or not is_read(path):
                listing.paths.append(path)
            else:  # a named pipe, say: reading it would wait for ever
                listing.findings.append(unreadable(path, "is no ordinary file", "put a file there"))
        elif is_read(path) and path.endswith((".md", ".yml")):
            hint = f"rename the folder, so that its name does not end in '{Path(path).suffix}'"
            listing.findings.append(unreadable(path, "is a folder, not a file", hint))
        else:
            _walk(Path(entry.path), root, f"{path}/", listing, inside)


def _mode(entry: os.DirEntry[str]) -> int:
    """Return what kind of file it is, or that it links to; 0 where that cannot be told."""
    try:
        return entry.stat().st_mode
    except OSError:
        return 0


def read_files(root: Path, paths: Iterable[str]) -> list[Reading]:
    """Read the files of the record one after another, so that the bytes of no more than one are held."""
    return [_read_file(root, path) for path in paths]


def contents(root: Path, listing: Listing) -> Iterator[tuple[str, bytes | Finding]]:
    """Return, for each file of a listing that is part of the record, its bytes or why they cannot be had."""
    for path in listing.paths:
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
        return unreadable(path, _reason(fault))
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
) -> Record:
    """Read the record in a folder, as on `today`, else on the region's `as_of`, else on `clock`, this day.

    `over` are texts by path that are read in place of the files, or besides them.
    """
    listing = list_files(root)
    trouble = [Reading(finding.location.path, None, (finding,)) for finding in listing.findings]
    paths = [path for path in listing.paths if is_read(path) and path not in over]
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made here lasts as long as the record
    try:
        readings = read_in_shares(partial(read_files, root), paths) + trouble
        readings += [read_source(Source(path, text.encode())) for path, text in over.items() if is_read(path)]
        files = {*listing.paths, *over}
        return build_record(readings, files, clock=clock or date.today(), today=today)
    finally:
        if collecting:
            gc.enable()


def unreadable(path: str, reason: str, hint: str = "") -> Finding:
    """Return the finding of a file that cannot be read, for a reason such as "is a link …"."""
    hint = hint or "check the file's permissions and whether it is still there"
    return FILE_UNREADABLE.at(Location(path), f"'{path}' {reason}", hint)


def _reason(fault: OSError) -> str:
    return f"cannot be read: {(fault.strerror or str(fault)).lower()}"
