"""Earlier texts of an edition, from git: what stood there when it was sealed or signed.

The record itself keeps digests, which tell that a word moved but not which. Where the record's
folder is in git, the words are there. Without git, or where the text is not found, nothing is
known, and nothing else changes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from concordat.cache import Cache
from concordat.corrections import spread
from concordat.files import load_record
from concordat.gitfiles import GitTrouble, ask, commit_of
from concordat.index import Edition
from concordat.read.documents import Source, read_loose_text
from concordat.record import Record
from concordat.seal import Line, digest_of, lines
from concordat.signatures import stale_digests

_MOST = 500  # versions of one file that are looked at


def load_with_past(
    root: Path, *, today: date | None = None, clock: date | None = None, cache: Cache | None = None
) -> Record:
    """Read a record, and the earlier texts that its stale signatures are for. See `load_record`."""
    return with_past(root, load_record(root, today=today, clock=clock, cache=cache))


def with_past(root: Path, record: Record) -> Record:
    """Return a record with the earlier texts that its stale signatures are for."""
    past: dict[str, tuple[Line, ...]] = {}
    for edition in record.editions():
        if stale := stale_digests(edition):
            with suppress(GitTrouble):  # then the finding names clauses only
                past |= find_texts(root, edition, stale)
    return replace(record, past=past) if past else record


def find_texts(root: Path, edition: Edition, digests: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    """Return the earlier texts of an edition that have these digests, by digest.

    What git does not have itself may be made of what it has by the recorded corrections. Raises
    GitTrouble.
    """
    wanted, found = set(digests), dict[str, tuple[Line, ...]]()
    for text in _versions(root, edition.path):
        found.setdefault(digest_of(text), text)
        if wanted <= found.keys():
            break
    found = spread(edition, found)
    return {digest: found[digest] for digest in wanted & found.keys()}


def text_at(root: Path, path: str, revision: str) -> tuple[Line, ...] | None:
    """Return the canonical text of a file at a revision; None where it was no text there.

    Raises GitTrouble.
    """
    return _text(path, ask(root, "cat-file", "blob", f"{commit_of(root, revision)}:./{path}"))


def _versions(root: Path, path: str) -> Iterator[tuple[Line, ...]]:
    """Yield the texts of a file, from the newest commit back; also from before it was moved."""
    asked = ("--follow", "--format=%x01%H", "--name-only", "-z", "--no-show-signature", "--", path)
    log = ask(root, "log", f"-{_MOST}", *asked)
    for entry in os.fsdecode(log).split("\x01")[1:]:
        commit, *names = (part.strip("\n") for part in entry.split("\0") if part.strip("\n"))
        if names and (text := _text_of(root, commit, names[0], path)) is not None:
            yield text


def _text_of(root: Path, commit: str, name: str, path: str) -> tuple[Line, ...] | None:
    """Return the text that a commit has under a name; None where it took the file away."""
    try:
        return _text(path, ask(root, "cat-file", "blob", f"{commit}:{name}"))
    except GitTrouble:
        return None


def _text(path: str, content: bytes) -> tuple[Line, ...] | None:
    text, _ = read_loose_text(Source(path, content))
    return tuple(lines(text)) if text is not None else None
