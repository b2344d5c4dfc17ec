"""Where the settings at the top of a page end, and what names a file's content."""

from __future__ import annotations

import hashlib
import re

from concordat.findings import Finding, Location, error

FRONT_MATTER = error("front-matter", "The settings at the top of the page are missing or never closed")

_FRONT = re.compile(r"---[ \t]*\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_WHOLE = hashlib.sha256().digest_size * 2
_TOP = 16


def split_front(text: str, path: str) -> tuple[str, int, list[Finding]]:
    """Split a page into the YAML at its top and the line on which its body begins.

    Returns the YAML ("" where there is none), that line (from 1), and findings.
    """
    match = _FRONT.match(text)
    if match is None:
        if not text.startswith("---") or text.partition("\n")[0].rstrip() != "---":
            return "", 1, []
        finding = FRONT_MATTER.at(
            Location(path),
            "the settings that begin with '---' are never closed",
            "put a line '---' after the last setting",
        )
        return "", text.count("\n") + 2, [finding]
    return match[1], text.count("\n", 0, match.end()) + (1 if match[0].endswith("\n") else 2), []


def digest_of_bytes(content: bytes) -> str:
    """Return what tells the content of one file from any other's; its end tells the settings at its top."""
    end = _top_of(content)
    made = hashlib.sha256(content[:end])
    top = made.hexdigest()[:_TOP] if end else ""
    made.update(content[end:])
    return made.hexdigest() + top


def same_settings(digest: str, other: str) -> bool:
    """Tell whether two files, by their digests, have the same settings at their top, to the byte."""
    return digest[_WHOLE:] == other[_WHOLE:] != ""


def is_top(content: bytes, lines: int) -> bool:
    """Tell whether it is the settings in the first lines of a file that the end of its digest tells."""
    return content.count(b"\n", 0, _top_of(content)) == lines


def _top_of(content: bytes) -> int:
    """Return where the first line ends that can close settings, 0 where there are none."""
    if not content.startswith(b"---"):
        return 0
    closing = content.find(b"\n---", 3)
    return content.find(b"\n", closing + 4) + 1 if closing >= 0 else 0
