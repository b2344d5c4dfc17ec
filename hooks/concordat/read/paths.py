"""Which files are part of the record, and of which kind, by their paths alone."""

from __future__ import annotations

import re

from concordat.findings import error

FILE_UNREADABLE = error("file-unreadable", "A file that cannot be read")

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"region\.yml", "region"),
        (r"councils\.yml", "councils"),
        (r"bodies\.yml", "bodies"),
        (r"addresses\.yml", "addresses"),
        (r"blog/\.authors\.yml", "authors"),
        (r"agreements/([^/]+)/agreement\.yml", "agreement"),
        (r"agreements/([^/]+)/clauses\.yml", "clauses"),
        (r"agreements/([^/]+)/([^/]+)/signatures\.yml", "signatures"),
        (r"agreements/([^/]+)/([^/]+)/index\.md", "edition"),
        (r"(?:meetings|agreements)(?:/[^/]+)?/index\.md|calendar/index\.md", "page"),
        (r"meetings/([^/]+)/([^/]+)\.md", "minutes"),
        (r"calendar/([^/]+)\.md", "event"),
        (r"(?i:(?:region|councils|bodies|addresses|blog/\.authors)\.ya?ml)", "misplaced"),
        (r"(?:meetings|agreements|calendar)/(?s:.*)\.(?i:ya?ml|md|markdown)", "misplaced"),
        (r"blog/posts/(?s:.+)\.md", "post"),
        (r"(?s:.*)\.md", "page"),
    )
)
"""The kind of a file by its path; what a pattern's groups hold goes to its reader. The first fits."""


def kind_of(path: str) -> tuple[str, tuple[str, ...]]:
    """Return the kind of a file and the names that its path holds; "" where it is no part of the record."""
    for pattern, kind in _KINDS:
        if match := pattern.fullmatch(path):
            return kind, match.groups()
    return "", ()


def is_read(path: str) -> bool:
    """Tell whether a file of this path is part of the record: Markdown, and its own YAML files."""
    return bool(kind_of(path)[0])
