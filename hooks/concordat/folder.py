"""The files of a record's folder, read: which of them are part of the record, and what became of each."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from concordat.cache import Cache
from concordat.findings import Finding, Location
from concordat.kept import read_with_cache
from concordat.listing import LARGEST, reason_of, unreadable
from concordat.read.documents import FILE_TOO_LARGE, Reading, Source, read_source
from concordat.read.paths import is_read


def read_files(root: Path, paths: Iterable[str]) -> list[Reading]:
    """Read the files of the record one after another, so that the bytes of no more than one are held."""
    folder = f"{root}{os.sep}"
    return [_read_file(f"{folder}{path}", path) for path in paths]


def contents(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Finding]]:
    """Return, for each of some files that is part of the record, its bytes or why they cannot be had."""
    for path in paths:
        if is_read(path):
            yield path, content_of(f"{root}{os.sep}{path}", path)


def _read_file(file: str, path: str) -> Reading:
    content = content_of(file, path)
    return (
        Reading(path, None, (content,))
        if isinstance(content, Finding)
        else read_source(Source(path, content))
    )


def content_of(file: Path | str, path: str) -> bytes | Finding:
    """Return a file's bytes, or why they cannot be had; `path` is how the finding names it."""
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 (a path's own way takes twice the time)
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


def read_folder(
    root: Path,
    cache: Cache,
    over: Mapping[str, str] = MappingProxyType({}),
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Reading]:
    """Read the files of a folder that `cache` has looked at, and the texts `over` them, by path.

    `meanwhile` is what this process has to do besides, and does while others read.
    """
    trouble = [Reading(finding.location.path, None, (finding,)) for finding in cache.listing.findings]
    paths = [path for path in cache.listing.paths if is_read(path) and path not in over]
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made here lasts as long as the record
    try:
        readings = read_with_cache(cache, partial(read_files, root), paths, meanwhile) + trouble
        return readings + [read_source(Source(path, over[path].encode())) for path in over if is_read(path)]
    finally:
        if collecting:
            gc.enable()
