"""Dates from git: one pass of `git log` for all pages.

The git-dates plugin starts several git processes a page, each of them `git log --follow`. Its caches
are filled here from one pass before it asks, so it starts none. The answers are its answers: the last
commit that changed a page under any of its names, save those that renamed it, and no merge.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from concordat.site.renames import Blob, Renames

_LOG = "log -z --raw --no-abbrev --no-renames --root --format=%x01%H%x20%at --no-show-signature HEAD"

Commit = tuple[str, int]
"""A commit's hash, and when it was written, in seconds since 1970."""


@dataclass(slots=True)
class History:
    """When each file below a folder was last changed, by path below the folder.

    In a shallow clone the files of its oldest commits seem to begin there; they are left out, as
    nobody can tell from here when they were changed.
    """

    changed: dict[str, Commit] = field(default_factory=dict)
    commits: set[str] = field(default_factory=set)
    shallow: bool = False

    def seconds(self) -> dict[str, int]:
        """Return when each file was last changed, in seconds since 1970."""
        return {path: when for path, (_, when) in self.changed.items()}


def read_history(folder: Path) -> History | None:
    """Read the history of a folder; None outside git, without git, or before the first commit."""
    told = _git(folder, "rev-parse --is-shallow-repository --show-prefix")
    log = None if told is None else _git(folder, _LOG)
    if told is None or log is None:
        return None
    shallow, prefix = os.fsdecode(told).split("\n")[:2]
    history = History(shallow=shallow == "true")
    boundary = _boundary(folder) if history.shallow else frozenset()
    with closing(Renames(folder)) as renames:
        walk = _Walk(history, renames, prefix)
        for entry in os.fsdecode(log).split("\x01")[1:]:
            head, _, rest = entry.partition("\0")
            commit, written = head.split(" ")
            history.commits.add(commit)
            walk.pass_by((commit, int(written)), list(_changes(rest)), known=commit not in boundary)
    return history


@dataclass(frozen=True, slots=True)
class _Change:
    """What a commit did to a file: `A`, `D`, `M` or `T`, and the file before and after."""

    status: str
    old: Blob
    new: Blob


def _changes(raw: str) -> Iterator[_Change]:
    """Yield the changes that one commit of the log tells."""
    fields = raw.lstrip("\n").split("\0")
    for facts, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old, new, status = facts.lstrip(":").split(" ")
        yield _Change(status, Blob(path, old_mode, old), Blob(path, new_mode, new))


class _Walk:
    """Goes from the newest commit to the oldest, and settles each file at the first that counts."""

    def __init__(self, history: History, renames: Renames, prefix: str) -> None:
        self.history, self.renames, self.prefix = history, renames, prefix
        self.met: set[str] = set()
        self.followed: dict[str, list[str]] = {}  # files not settled yet, by the name they had

    def pass_by(self, commit: Commit, changes: list[_Change], *, known: bool) -> None:
        """Take what one commit changed; nothing is `known` of what lies before a shallow clone."""
        deleted = [change.old for change in changes if change.status == "D"]
        moved: list[tuple[str, list[str]]] = []
        for change in changes:
            files = self._files_at(change.new.path)
            if not files or not known:
                continue
            source = change.status == "A" and self.renames.source(commit[0], change.new, deleted)
            if source:
                moved.append((source, files))
            else:
                self.history.changed.update(dict.fromkeys(files, commit))
        for source, files in moved:
            self.followed.setdefault(source, []).extend(files)

    def _files_at(self, path: str) -> list[str]:
        """Return the files that had this path at this time, of those that are not settled."""
        files = self.followed.pop(path, [])
        if path not in self.met and path.startswith(self.prefix):
            self.met.add(path)
            files.append(path.removeprefix(self.prefix))
        return files


def _boundary(folder: Path) -> frozenset[str]:
    """Return the commits at which a shallow clone was cut off."""
    common = _git(folder, "rev-parse --path-format=absolute --git-common-dir")
    shallow = Path(os.fsdecode(common or b"").strip()) / "shallow"
    return frozenset(shallow.read_text(encoding="ascii").split()) if shallow.is_file() else frozenset()


def _git(folder: Path, arguments: str) -> bytes | None:
    command = ["git", "-C", str(folder), *arguments.split(" ")]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
