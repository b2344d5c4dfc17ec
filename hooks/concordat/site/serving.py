"""What there is only while an editor watches: findings on pages, the last change, templates at hand."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

from concordat.findings import Finding, Severity
from concordat.index import Edition
from concordat.model.records import MeetingFile
from concordat.places import Place, entry_anchor

HOME = "index.md"


class Compiled(BytecodeCache):
    """Templates, compiled once for all builds of a serve."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that it had, unless its source has changed."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


@dataclass(frozen=True, slots=True)
class Changed:
    """The anchor of what changed last on a page, and a stamp of the text, by which it is shown once."""

    anchor: str
    stamp: int


@dataclass(slots=True)
class Watch:
    """Remembers each page's text from one build of a serve to the next."""

    texts: dict[str, str] = field(default_factory=dict)
    last: dict[str, Changed] = field(default_factory=dict)

    def changed(self, path: str, text: str, of: MeetingFile | Edition) -> Changed | None:
        """Return what changed last on a page, or None where nothing has yet."""
        before = self.texts.get(path, text)
        self.texts[path] = text
        if before != text:
            anchor = _anchor(of, _first_difference(before, text))
            self.last[path] = Changed(anchor, zlib.crc32(text.encode()))
        return self.last.get(path)


def _first_difference(before: str, text: str) -> int:
    """Return the first line, from 1, in which a text differs from the one before."""
    old, new = before.splitlines(), text.splitlines()
    pairs = zip(old, new, strict=False)
    same = next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(old), len(new)))
    return min(same + 1, max(1, len(new)))


def _anchor(of: MeetingFile | Edition, line: int) -> str:
    """Return the anchor of the clause, item, decision or action that a line belongs to; "" for none."""
    anchors = ((at, name) for at, name in _anchors(of) if at <= line)
    return max(anchors, default=(0, ""), key=lambda each: each[0])[1]


def _anchors(of: MeetingFile | Edition) -> Iterator[tuple[int, str]]:
    if isinstance(of, Edition):
        yield from ((clause.line, clause.number) for clause in of.clauses)
        return
    yield from ((item.line, entry_anchor(f"item {item.number}")) for item in of.items)
    yield from ((entry.line, entry.number) for entry in of.entries)


def shown_findings(findings: list[Finding], path: str, urls: Mapping[str, str]) -> dict[str, Any]:
    """Return the findings of a page; those of files without a page come with every page, save notes.

    On the home page stand all, and the other pages that have any, with how many each has.
    """
    counted = Counter(finding.location.path for finding in findings)
    return {
        "here": [finding for finding in findings if finding.location.path == path],
        "files": [
            finding
            for finding in findings
            if finding.location.path not in urls and (path == HOME or finding.severity is not Severity.INFO)
        ],
        "pages": [
            (Place(name), name, many)
            for name, many in sorted(counted.items())
            if path == HOME and name in urls and name != path
        ],
    }
