"""The files below the record's folder: their paths, and what tells whether one has changed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from concordat.findings import Finding, Location
from concordat.read.paths import FILE_UNREADABLE, is_read

LARGEST = 4_000_000  # bytes of a file that is read; the longest real agreement that we know has 45,000

Stamp = tuple[int, int, int, int]
"""A file's size, when its bytes and its entry last changed (ns), its number on the disk."""

_NAME = attrgetter("name")


@dataclass(slots=True)
class Listing:
    """The files below a folder, as paths with `/`, and what could not be listed."""

    paths: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)


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
        entries = sorted(os.scandir(folder), key=_NAME)
    except OSError as fault:
        listing.findings.append(unreadable(prefix.rstrip("/") or ".", reason_of(fault)))
        return
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.name.startswith(".") and entry.name != ".authors.yml":
            continue
        inside, state = above, _state(entry)
        mode = state.st_mode if state else 0
        if state and stat.S_ISREG(mode) and not entry.is_symlink():  # as nearly all are
            listing.paths.append(path)
            listing.stamps[path] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
            continue
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
                if state:
                    listing.stamps[path] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
            else:  # a named pipe, say: reading it would wait for ever
                listing.findings.append(unreadable(path, "is no ordinary file", "put a file there"))
        elif is_read(path) and path.endswith((".md", ".yml")):
            hint = f"rename the folder, so that its name does not end in '{Path(path).suffix}'"
            listing.findings.append(unreadable(path, "is a folder, not a file", hint))
        else:
            _walk(Path(entry.path), root, f"{path}/", listing, inside)


def _state(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return the state of a file, or of what it links to; None where that cannot be told."""
    try:
        return entry.stat()
    except OSError:
        return None


def unreadable(path: str, reason: str, hint: str = "") -> Finding:
    """Return the finding of a file that cannot be read, for a reason such as "is a link …"."""
    hint = hint or "check the file's permissions and whether it is still there"
    return FILE_UNREADABLE.at(Location(path), f"'{path}' {reason}", hint)


def reason_of(fault: OSError) -> str:
    """Return in words why a file cannot be read."""
    return f"cannot be read: {(fault.strerror or str(fault)).lower()}"
