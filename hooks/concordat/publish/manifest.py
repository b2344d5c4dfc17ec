"""`manifest.json`: of what a published version was made, and the digest of each of its files.

    {"format": 1, "version": "2017-04", "commit": "…", "published": "2017-04-03", "current": "current",
     "beside": "", "tools": {"mkdocs": "1.6.1", …}, "replaced": [{"commit": …, "manifest": …, "reason": …}],
     "files": {"index.html": "<SHA-256, in hexadecimal digits>", …}}

`published` is the day of the commit, so that the same commit gives the same bytes on any day. `beside` is
the version to which the pages' links to the current record were fitted, "" where that is this one. A
version that was withdrawn has `withdrawn` as well: the day and the reason.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from concordat.publish.refusal import Refusal

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """See above; `files` gives the SHA-256 of each file by path, this one's excepted."""

    version: str
    commit: str
    published: str
    current: str = ""
    beside: str = ""
    tools: Mapping[str, str] = field(default_factory=dict)
    replaced: tuple[Mapping[str, str], ...] = ()
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """Return it as the file holds it."""
        content = {"format": 1, **asdict(self)}
        kept = {key: value for key, value in content.items() if key != "withdrawn" or value}
        return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return sha256(content).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each file below a folder, by path, without the manifest's."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: digest((folder / path).read_bytes()) for path in paths if path != NAME}


def tools() -> dict[str, str]:
    """Return the versions of Python and of the packages of which a site is made."""
    names = {"concordat", "mike", *_required("concordat")}
    found = {name: _version(name) for name in sorted(names)}
    return {"python": platform.python_version(), **{name: known for name, known in found.items() if known}}


def _required(package: str) -> Iterable[str]:
    for line in metadata.requires(package) or ():
        if "extra ==" not in line:
            yield re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def write(made: Manifest, site: Path) -> None:
    """Write it into the folder of a version."""
    (site / NAME).write_text(made.as_text(), encoding="utf-8", newline="\n")


def read(content: bytes, what: str) -> Manifest:
    """Read a manifest. Raises Refusal where it is none."""
    try:
        data: Any = json.loads(content)
        fields = {name: data[name] for name in ("version", "commit", "published", "files")}
        optional = ("current", "beside", "tools", "withdrawn")
        replaced = tuple(data.get("replaced", ()))
        return Manifest(
            **fields, replaced=replaced, **{name: data[name] for name in optional if name in data}
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise Refusal(f"the manifest of {what} cannot be read; it is not as it was published") from fault
