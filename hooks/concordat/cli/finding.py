"""What `check` needs once the files are read: it is imported while another process reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from concordat.findings import Finding
from concordat.read.documents import Reading
from concordat.record import Record, build_record
from concordat.rules import HALVES, check_by, found_by
from concordat.shares import beside
from concordat.signatures import stale_digests


def found_in(
    root: Path, readings: Sequence[Reading], today: date | None, clock: date, files: Sequence[str]
) -> tuple[list[Finding], Record, bool]:
    """Return what the checks find in a record, the record, and whether git had no say in it."""
    record = build_record(readings, files, clock=clock, today=today)
    from_files = not any(stale_digests(edition) for edition in record.editions())
    if not from_files:  # git is asked so seldom that nothing else waits for that
        record = import_module("concordat.past").with_past(root, record)
    first, second = HALVES
    with beside(lambda: [*found_by(record, first)], record.documents) as others:
        found = check_by(record, second)
        return sorted([*found, *others()]), record, from_files
