"""Dates from git: one pass of `git log` for all pages.

The git-dates plugin starts several git processes a page. Its caches are filled here from one
pass before it asks, so it starts none.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_LOG = (
    "log -z --format=%x01%H%x20%at%x20%P --name-status --no-renames --root --relative "
    "--no-show-signature --full-history HEAD -- ."
)

Commit = tuple[str, int]
"""A commit's hash, and when it was written, in seconds since 1970."""


@dataclass(slots=True)
class History:
    """When each file below a folder was last changed and first added, by path below the folder.

    In a shallow clone the files of its oldest commits seem to begin there; they are left out, as
    nobody can tell from here when they were changed.
    """

    changed: dict[str, Commit] = field(default_factory=dict)
    added: dict[str, Commit] = field(default_factory=dict)
    commits: set[str] = field(default_factory=set)
    shallow: bool = False
    unknown: set[str] = field(default_factory=set)


def read_history(folder: Path) -> History | None:
    """Read the history of a folder; None outside git, without git, or before the first commit."""
    shallow = _git(folder, "rev-parse --is-shallow-repository")
    if shallow is None:
        return None
    log = _git(folder, _LOG)
    if log is None:
        return None
    history = History(shallow=shallow.strip() == b"true")
    boundary = _boundary(folder) if history.shallow else frozenset()
    for entry in os.fsdecode(log).split("\x01")[1:]:
        head, _, rest = entry.partition("\0")
        commit, written, *_ = head.split(" ")
        history.commits.add(commit)
        _add(history, (commit, int(written)), rest, beyond=commit in boundary)
    return history


def _add(history: History, commit: Commit, rest: str, *, beyond: bool) -> None:
    """Add what one commit changed. The log goes from the newest commit to the oldest."""
    fields = rest.lstrip("\n").split("\0")
    for status, name in zip(fields[::2], fields[1::2], strict=False):
        if beyond:
            if name not in history.changed:
                history.unknown.add(name)
            continue
        history.changed.setdefault(name, commit)
        if status == "A":
            history.added[name] = commit


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
