"""What a build leaves word of for the next one in the same folder, and how a folder looks."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from concordat.outward import outward
from concordat.record import Record

Look = tuple[int, ...]
"""How a file looks from outside: its size, its time in nanoseconds, and its number on the disk."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last build of a site, all of whose pages were written, and nothing said of any.

    `version` stands for the code, the day and the way in which it built, `settings` for all that its
    pages share (see `concordat.site.page_keys`), `findings` for what was found. The others go by paths:
    `files` are those of the record's folder; `record` has what tells the content of each that was read
    from any other's, and its `outward` digest. `looks` are those of the site's files, `made` the pages that
    no file stands behind, each with the file that feeds it, `exports` the sizes of the files for programs.
    """

    version: str
    settings: str
    findings: str
    files: list[str]
    record: Mapping[str, tuple[str, str]]
    looks: Mapping[str, Look]
    urls: Mapping[str, str]
    dates: Mapping[str, int]
    made: Mapping[str, str]
    exports: Mapping[str, int]

    def text(self) -> str:
        """Return it as text."""
        return json.dumps({each.name: getattr(self, each.name) for each in fields(self)})

    @classmethod
    def from_text(cls, text: str | None) -> LastBuild | None:
        """Take it from what `text` returned; None for any other text."""
        with suppress(ValueError, TypeError):
            made = json.loads(text or "")
            made["record"] = {path: (str(own), str(out)) for path, (own, out) in made["record"].items()}
            made["looks"] = {path: tuple(look) for path, look in made["looks"].items()}
            return cls(**made)
        return None


def look_of(status: os.stat_result) -> Look:
    """Return how a file looks, from its status."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def looks(site: Path) -> dict[str, Look]:
    """Return how each file of a site looks, by path; without what is hidden at the top, which is not ours."""
    return dict(_looks(str(site), "")) if site.is_dir() else {}


def _looks(folder: str, under: str) -> Iterator[tuple[str, Look]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not under and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _looks(entry.path, f"{under}{entry.name}/")
            else:
                yield f"{under}{entry.name}", look_of(entry.stat(follow_symlinks=False))


def outwards(record: Record, before: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return for each file of a record what tells its content apart, and its outward digest.

    Those of files that are as they were are taken from `before`.
    """
    parts = {part.document.path: part for part in record.parts}
    return {
        path: known if (known := before.get(path)) and known[0] == own else (own, outward(parts.get(path)))
        for path, own in record.digests.items()
    }
