"""Which file a commit renamed another from: the answer of `git log --follow`, for many files at once.

`--follow` takes one path a process, and looks for its source among all the files of the commit before,
as if the commit had added nothing else. The same is worked out here, from objects that one process of
git reads. The rules are those of git's `diffcore-rename.c`, with copies looked for everywhere.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from concordat.site.similarity import ENOUGH, Rank, Text, alike, best_four, may_be_alike, roughly_alike

_BY_CHANCE = 3000  # what pieces that have one hash by chance add at the very most
_IDENTICAL = 100  # so many of the same content are looked at
_LAST_LINE_COUNTS = (2, 43, 2)  # the first version of git that counts a last line without a line feed


class Blob(NamedTuple):
    """A file in a commit: its path from the top, its mode and the name of its content."""

    path: str
    mode: str
    oid: str
    size: int = -1

    @property
    def regular(self) -> bool:
        """Whether it is a file, and no link."""
        return self.mode.startswith("100")


class Renames:
    """Answers for one repository; to be closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._objects: subprocess.Popen[bytes] | None = None
        self._text = cache(self._read)
        self._before: tuple[str, list[Blob]] = ("", [])

    def close(self) -> None:
        """End the process that reads objects."""
        if self._objects is not None:
            self._objects.communicate()

    def source(self, commit: str, added: Blob, deleted: Sequence[Blob]) -> str | None:
        """Return the path of the deleted file that the commit renamed; None where it added or copied one."""
        for blob in deleted:
            if _identical(blob, added) and _same_name(blob, added):
                return blob.path
        best = max((self._roughly(blob, added, ENOUGH - _BY_CHANCE) for blob in deleted), default=0)
        if best == 0 and not any(_identical(blob, added) for blob in deleted):
            return None
        gone = {blob.path for blob in deleted}
        before = self._files_before(commit)
        identical = [blob for blob in before if _identical(blob, added)][:_IDENTICAL]
        if identical:
            chosen = max(identical, key=lambda blob: (blob.path in gone) + _same_name(blob, added))
            return chosen.path if chosen.path in gone else None
        rivals = [blob for blob in before if self._roughly(blob, added, best - _BY_CHANCE)]
        if best >= ENOUGH and len(rivals) == 1:
            return rivals[0].path
        ranked = best_four((self._rank(blob, added, best), blob.path) for blob in before)
        return next((path for (score, _), path in ranked if path in gone and score >= ENOUGH), None)

    def _roughly(self, old: Blob, new: Blob, least: int = ENOUGH) -> int:
        """Return about how alike two files are; 0 where that is less than the least."""
        text = self._text(new.oid)
        if not (old.regular and new.regular):
            return 0
        if old.size >= 0 and not may_be_alike(old.size, text.size, least):
            return 0  # and it need not be read
        return roughly_alike(self._text(old.oid), text, least)

    def _rank(self, old: Blob, new: Blob, best: int) -> Rank:
        """Return how a file ranks as the source of another; exactly, where it may come near the best."""
        score = self._roughly(old, new)
        if score >= best - _BY_CHANCE:
            score = alike(self._text(old.oid), self._text(new.oid))
        return score, _same_name(old, new)

    def _files_before(self, commit: str) -> list[Blob]:
        """Return all files of the commit before one, in git's order."""
        if self._before[0] != commit:
            line = ["git", "-C", str(self._folder), "ls-tree", "-rlz", "--full-tree", f"{commit}^"]
            told = subprocess.run(line, capture_output=True, check=True).stdout
            entries = (entry.split("\t", 1) for entry in os.fsdecode(told).split("\0") if entry)
            files = [(head.split(), path) for head, path in entries]
            listed = [Blob(path, head[0], head[2], int(head[3])) for head, path in files if head[1] == "blob"]
            self._before = (commit, listed)
        return self._before[1]

    def _read(self, oid: str) -> Text:
        """Read one object."""
        if self._objects is None:
            line = ["git", "-C", str(self._folder), "cat-file", "--batch"]
            self._objects = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asked, told = self._objects.stdin, self._objects.stdout
        assert asked is not None
        assert told is not None
        asked.write(oid.encode("ascii") + b"\n")
        asked.flush()
        size = int(told.readline().split()[2])
        content = told.read(size)
        told.read(1)
        return Text(content, last_line=self._last_line)

    @cached_property
    def _last_line(self) -> bool:
        told = subprocess.run(["git", "version"], capture_output=True, check=True, text=True).stdout
        return tuple(int(number) for number in re.findall(r"\d+", told)[:3]) >= _LAST_LINE_COUNTS


def _identical(old: Blob, new: Blob) -> bool:
    return old.oid == new.oid and (old.mode == new.mode or (old.regular and new.regular))


def _same_name(old: Blob, new: Blob) -> bool:
    return old.path.rpartition("/")[2] == new.path.rpartition("/")[2]
