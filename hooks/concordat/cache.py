"""What earlier runs have read and found, kept beside the record so that the next one is done sooner.

Nothing is taken from here unless the files it was made of, and the code that made it, are the same
byte for byte. A file counts as unchanged without being read where its size, its times and its number
on the disk are those of last time, as git does it; where they are not, its content decides. What is
damaged, gone or cannot be written is as if it had never been there.

`.cache/concordat/` stands in the folder that holds the record's. It holds, for each record, a table
of its files, packed readings by the hundred (see `concordat.packing`), the findings of the last run,
the gists of pages, and what git calls the files' bytes. All of it can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concordat.findings import Finding, Location, Severity
from concordat.listing import Listing, list_files
from concordat.read.front import digest_of_bytes
from concordat.read.paths import is_read

ENOUGH = 200
"""How many files a record has for which anything is kept: a smaller one is read in no time."""
SWITCH = "CONCORDAT_CACHE"
"""The variable that says `off`, or names the folder in place of `.cache/concordat`."""

_CALM = 2_000_000_000  # ns: what changed so shortly before a look may have changed again, at the same time
_ABANDONED = 3600  # seconds after which a file that no table names is nobody's
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Found:
    """What a run has found: its findings, how many documents there were, and gists newer than those kept."""

    findings: list[Finding]
    documents: int
    gists: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Cache:
    """A record's folder as it is now, and what is kept of it from earlier."""

    root: Path
    listing: Listing
    folder: Path | None  # None where nothing is kept
    began: int = 0  # when the folder was looked at
    version: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    """The digests of those files that were read earlier, as they are now."""
    earlier: dict[str, str] = field(default_factory=dict)
    """The digests that other files had when they were read: they have changed since."""
    shards: list[str] = field(default_factory=list)
    """The names of the packed readings, in the order in which they were kept."""
    moved: bool = False
    """Whether the table no longer says how the files look, though their content is the same."""
    finish: Callable[[], None] = lambda: None
    """Waits for what is still being written."""

    def content(self, path: str) -> bytes | None:
        """Return what a file holds now; None where it cannot be read."""
        with suppress(OSError):
            return (self.root / path).read_bytes()
        return None

    def shard(self, name: str) -> bytes | None:
        """Return packed readings; None where they are gone or damaged."""
        return _read(self.folder / name) if self.folder else None

    def keep_shard(self, name: str, packed: bytes) -> None:
        """Keep packed readings under a name."""
        if self.folder:
            _write(self.folder / name, packed)

    def keep_table(self) -> None:
        """Keep which files were read, and which shards hold them; take away what no table names."""
        if self.folder is None:
            return
        rows = {path: [*self.listing.stamps[path], digest] for path, digest in self.digests.items()}
        table = {"version": self.version, "began": self.began, "files": rows, "shards": self.shards}
        _write(self.folder / "table", json.dumps(table).encode())
        for file in self.folder.glob("*"):
            with suppress(OSError):
                known = file.name in (".gitignore", "table", "findings", "gists", "blobs", *self.shards)
                if not known and file.stat().st_mtime < time.time() - _ABANDONED:
                    file.unlink()

    def blobs(self) -> dict[str, str]:
        """Return git's names for the bytes of files, by their digests, as far as they are kept."""
        kept = _read(self.folder / "blobs") if self.folder else None
        with suppress(ValueError):
            return dict(json.loads(kept or b"{}"))
        return {}

    def keep_blobs(self, blobs: Mapping[str, str]) -> None:
        """Keep git's names for the bytes of files, by their digests."""
        if self.folder:
            _write(self.folder / "blobs", json.dumps(blobs).encode())

    def findings(self, day: str) -> Found | None:
        """Return what was found in just these files, as on a day."""
        found = None if self.earlier else self.found_before(day, {})
        if found and self.moved:
            self.keep_table()
        return found

    def found_before(self, day: str, changed: Mapping[str, str]) -> Found | None:
        """Return what was found in these files as on a day, when the `changed` ones had these digests."""
        kept = _read(self.folder / "findings") if self.folder else None
        with suppress(ValueError, KeyError, TypeError):
            found = json.loads(kept or b"{}")
            if found["key"] == self._key(day, changed):
                findings = [_finding(*row) for row in found["findings"]]
                return Found(findings, found["documents"], found["gists"])
        return None

    def keep_findings(self, day: str, found: Found) -> None:
        """Keep what was found, as on a day; only where every file could be read."""
        if self.folder and all(path in self.digests or not is_read(path) for path in self.listing.paths):
            content = {
                "key": self._key(day, {}),
                "documents": found.documents,
                "findings": [_row(each) for each in found.findings],
                "gists": found.gists,
            }
            _write(self.folder / "findings", json.dumps(content).encode())

    def gists(self, paths: Collection[str] | None = None) -> dict[str, list[Any]]:
        """Return what is kept of the gists of some pages, or of all, by path: see `concordat.unseen`."""
        kept = _read(self.folder / "gists") if self.folder else None
        with suppress(ValueError):
            version, _, text = (kept or b"").partition(b"\n")
            if kept and version == self.version.encode():
                if paths is not None:  # of a large record few are wanted: each has a line of its own
                    text = b"{%s}" % b",".join(_line_of(text, path) for path in paths)
                return dict(json.loads(text))
        return {}

    def keep_gists(self, gists: Mapping[str, list[Any]]) -> None:
        """Keep the gists of pages, by path."""
        if self.folder:
            lines = ",\n".join(f"{json.dumps(path)}: {json.dumps(row)}" for path, row in gists.items())
            _write(self.folder / "gists", f"{self.version}\n{{\n{lines}\n}}".encode())

    def _key(self, day: str, changed: Mapping[str, str]) -> str:
        """Return what names just these files on a day to this code; `changed` as they were before."""
        digests = {**self.digests, **changed}
        listed = "\0".join([f"{path}\0{digests.get(path, '')}" for path in self.listing.paths])
        whole = [self.version, day, [_row(each) for each in self.listing.findings]]
        return _digest(f"{json.dumps(whole)}\0{listed}".encode(errors="surrogateescape"))


def look(root: Path, *, keep: bool = True) -> Cache:
    """List a record's files, and look up what is kept of them. `keep=False` keeps and takes nothing."""
    began = time.time_ns()
    listing = list_files(root)
    folder = folder_of(root) if keep and len(listing.paths) >= ENOUGH else None
    if folder is None:
        return Cache(root, listing, None)
    cache = Cache(root, listing, folder, began, version_of_code())
    with suppress(ValueError, KeyError, TypeError):
        table = json.loads(_read(folder / "table") or b"{}")
        if table["version"] == cache.version:
            _compare(cache, table["files"], table["began"] - _CALM)
            cache.shards = [name for name in table["shards"] if Path(name).name == name]
    return cache


def _compare(cache: Cache, rows: dict[str, list[Any]], calm: int) -> None:
    """Find the files that are as they were; one that may have changed has to be looked at."""
    for path, stamp in cache.listing.stamps.items():
        if path not in rows:
            continue
        *known, digest = rows[path]
        if known != [*stamp] or max(stamp[1], stamp[2]) >= calm:
            cache.moved = True
            try:
                if digest_of_bytes((cache.root / path).read_bytes()) != digest:
                    cache.earlier[path] = digest
                    continue
            except OSError:
                continue
        cache.digests[path] = digest


def version_of_code() -> str:
    """Return what names this code: its own files, and the Python and the packages that it runs on."""
    made = hashlib.sha256(sys.version.encode())
    start = len(str(_PACKAGE))
    for inside, _, names in sorted(os.walk(_PACKAGE)):
        for file in sorted(f"{inside}{os.sep}{name}" for name in names if name.endswith(".py")):
            made.update(f"\0{file[start:]}\0".encode())
            with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 (a path's own way takes twice the time)
                made.update(opened.read())
    for folder in (Path(name) for name in sys.path if name):
        if folder.is_dir():
            made.update("\0".join(sorted(each.name for each in folder.glob("*-info"))).encode())
    return made.hexdigest()


def folder_of(root: Path) -> Path | None:
    """Return what is kept of a record in: a folder, made where it is missing; None where none may be.

    What builds keep stands in it too, in a folder of its own.
    """
    said = os.environ.get(SWITCH, "")
    if said.casefold() == "off":
        return None
    whole = root.resolve()
    above = Path(said) if said else whole.parent / ".cache" / "concordat"
    folder = above / f"{whole.name}-{_digest(os.fsencode(whole))[:12]}"
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        return folder if os.access(folder, os.W_OK) else None
    except OSError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(file: Path) -> bytes | None:
    """Return what a file holds; None where it cannot be read, or is not what was written."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    sum_, kept = content[:32], content[32:]
    return kept if hashlib.sha256(kept).digest() == sum_ else None


def _write(file: Path, content: bytes) -> None:
    """Write a file whole, with the sum of its bytes before them, or not at all."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            unfinished.write_bytes(hashlib.sha256(content).digest() + content)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)


def _line_of(lines: bytes, path: str) -> bytes:
    """Return the line of a path in JSON that has one for each, without its comma; raises ValueError."""
    at = lines.index(b"\n%s: " % json.dumps(path).encode())
    return lines[at : lines.index(b"\n", at + 1)].rstrip(b",")


def _row(finding: Finding) -> list[Any]:
    places = [[place.path, place.line, place.column] for place in (finding.location, *finding.related)]
    return [finding.rule, finding.severity, finding.message, finding.hint, finding.subject, places]


def _finding(
    rule: str, severity: str, message: str, hint: str, subject: str, places: list[list[Any]]
) -> Finding:
    first, *related = (Location(*place) for place in places)
    return Finding(first, rule, Severity(severity), message, hint, subject, tuple(related))
