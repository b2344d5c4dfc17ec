"""Earlier texts of an edition, from git: what stood there when it was sealed or signed.

The record itself keeps digests, which tell that a word moved but not which. Where the record's
folder is in git, the words are there. Without git, or where the text is not found, nothing is
known, and nothing else changes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from concordat.corrections import spread
from concordat.files import load_record
from concordat.index import Edition
from concordat.read.documents import Source, read_loose_text
from concordat.record import Record
from concordat.seal import Line, digest_of, lines
from concordat.signatures import stale_digests

_MOST = 500  # versions of one file that are looked at


class NoGit(Exception):
    """Git is missing, or the folder is not in it; the message says which."""


def load_with_past(root: Path, *, today: date | None = None, clock: date | None = None) -> Record:
    """Read a record, and the earlier texts that its stale signatures are for. See `load_record`."""
    record = load_record(root, today=today, clock=clock)
    past: dict[str, tuple[Line, ...]] = {}
    for edition in record.editions():
        if stale := stale_digests(edition):
            past |= find_texts(root, edition, stale)
    return replace(record, past=past) if past else record


def find_texts(root: Path, edition: Edition, digests: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    """Return the earlier texts of an edition that have these digests, by digest; {} where git has none.

    What git does not have itself may be made of what it has by the recorded corrections.
    """
    wanted, found = set(digests), dict[str, tuple[Line, ...]]()
    try:
        for text in _versions(root, edition.path):
            found.setdefault(digest_of(text), text)
            if wanted <= found.keys():
                break
    except NoGit:
        return {}
    found = spread(edition, found)
    return {digest: found[digest] for digest in wanted & found.keys()}


def text_at(root: Path, path: str, revision: str) -> tuple[Line, ...] | None:
    """Return the canonical text of a file at a revision; None where it was no text there.

    Raises NoGit.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    content = _git(root, "cat-file", "blob", f"{commit.decode().strip()}:./{path}")
    return _text(path, content)


def _versions(root: Path, path: str) -> Iterator[tuple[Line, ...]]:
    """Yield the texts of a file, from the newest commit back; also from before it was moved."""
    log = _git(
        root, "log", f"-{_MOST}", "--follow", "--format=%x01%H", "--name-only", "-z", "--no-show-signature",
        "--", path,
    )  # fmt: skip
    for entry in os.fsdecode(log).split("\x01")[1:]:
        commit, *names = (part.strip("\n") for part in entry.split("\0") if part.strip("\n"))
        if names:
            text = _text(path, _git(root, "cat-file", "blob", f"{commit}:{names[0]}", missing=b""))
            if text is not None:
                yield text


def _text(path: str, content: bytes) -> tuple[Line, ...] | None:
    text, _ = read_loose_text(Source(path, content))
    return tuple(lines(text)) if text is not None else None


def _git(folder: Path, *arguments: str, missing: bytes | None = None) -> bytes:
    """Return what git prints; `missing` where it fails. Raises NoGit where that is None."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as fault:
        raise NoGit("git is not installed, so no earlier text can be looked up") from fault
    if done.returncode == 0:
        return done.stdout
    if missing is None:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoGit(f"git says: {reason[0]}" if reason else "git does not know that revision")
    return missing
