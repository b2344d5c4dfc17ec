"""Records in memory: the small clean record, with files laid over it that no disk has seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from concordat.read.documents import Reading, Source, read_source
from concordat.record import Record, build_record
from tests.golden import BASE

TODAY = date(2016, 12, 20)


@cache
def base() -> dict[str, Reading]:
    """Return what the readers make of the small clean record, by path."""
    paths = (path for path in BASE.rglob("*") if path.is_file())
    return {
        path.relative_to(BASE).as_posix(): read(path.relative_to(BASE).as_posix(), path.read_bytes())
        for path in paths
    }


def read(path: str, content: str | bytes) -> Reading:
    """Read one file."""
    return read_source(Source(path, content.encode() if isinstance(content, str) else content))


def record_of(files: Mapping[str, str | bytes]) -> Record:
    """Return the small clean record with files laid over it."""
    readings = {**base(), **{path: read(path, content) for path, content in files.items()}}
    return build_record(readings.values(), readings, clock=TODAY)
