"""From a file's path and text to a part of the record: which reader reads what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from concordat.findings import Finding, Location, error, info, listed
from concordat.model.records import EditionText, Part
from concordat.read.clauses import read_edition_text
from concordat.read.forms import split_front
from concordat.read.pages import Read, read_edition, read_event, read_meeting, read_page, read_post
from concordat.read.prose import read_prose
from concordat.read.settings import (
    read_addresses,
    read_agreement,
    read_authors,
    read_bodies,
    read_councils,
    read_region,
    read_signatures,
)
from concordat.read.table import read_table

FILE_UNREADABLE = error("file-unreadable", "A file that cannot be read")
FILE_TOO_LARGE = error("file-too-large", "A file of a size that no page has")
FILE_ENCODING = error("file-encoding", "A file that is not UTF-8 text")
FILE_FORMAT = info("file-format", "A file with a byte-order mark or with Windows' line ends")
FILE_MISPLACED = error("file-misplaced", "A file in a folder of the record that no reader reads")


_OWN_FILES = (
    "the record's own are region.yml, councils.yml, bodies.yml, addresses.yml, agreement.yml, clauses.yml "
    "and signatures.yml"
)
_OWN_PAGES = (
    "minutes are meetings/<body>/<date>.md, an edition is agreements/<agreement>/<edition>/index.md, "
    "an event is calendar/<name>.md"
)


def _misplaced(path: str, _: str) -> Read:
    hint = _OWN_FILES if path.casefold().endswith((".yml", ".yaml")) else _OWN_PAGES
    return None, [FILE_MISPLACED.at(Location(path), f"the record has no place for '{path}'", hint)]


_READERS: tuple[tuple[re.Pattern[str], Callable[..., Read]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"region\.yml", read_region),
        (r"councils\.yml", read_councils),
        (r"bodies\.yml", read_bodies),
        (r"addresses\.yml", read_addresses),
        (r"blog/\.authors\.yml", read_authors),
        (r"agreements/([^/]+)/agreement\.yml", read_agreement),
        (r"agreements/([^/]+)/clauses\.yml", read_table),
        (r"agreements/([^/]+)/([^/]+)/signatures\.yml", read_signatures),
        (r"agreements/([^/]+)/([^/]+)/index\.md", read_edition),
        (r"(?:meetings|agreements)(?:/[^/]+)?/index\.md|calendar/index\.md", read_page),
        (r"meetings/([^/]+)/([^/]+)\.md", read_meeting),
        (r"calendar/([^/]+)\.md", read_event),
        (r"(?i:(?:region|councils|bodies|addresses|blog/\.authors)\.ya?ml)", _misplaced),
        (r"(?:meetings|agreements|calendar)/(?s:.*)\.(?i:ya?ml|md|markdown)", _misplaced),
        (r"blog/posts/(?s:.+)\.md", read_post),
        (r"(?s:.*)\.md", read_page),
    )
)
"""Which reader reads what, by path; what a pattern's groups hold goes to the reader. The first fits."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the record: its path below the record's folder, with `/`, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file."""

    path: str
    part: Part | None
    findings: tuple[Finding, ...] = ()


def read_source(source: Source) -> Reading:
    """Read one file. Bad content is findings; nothing is raised."""
    text, findings = decode(source)
    if text is None:
        return Reading(source.path, None, tuple(findings))
    part, found = _read(source.path, text)
    return Reading(source.path, part, (*findings, *found))


def decode(source: Source) -> tuple[str | None, list[Finding]]:
    """Return a file's text with LF line ends and without a byte-order mark, or None."""
    content, path = source.content, source.path
    findings = []
    marked, windows = content.startswith(b"\xef\xbb\xbf"), b"\r" in content
    if marked or windows:
        what = ["a byte-order mark"] * marked + ["Windows' line ends"] * windows
        message = f"the file has {listed(what)}; it is read as usual"
        findings.append(FILE_FORMAT.at(Location(path), message, "save it as plain UTF-8 with LF line ends"))
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        hint = "save it as plain text in UTF-8; a Word file has to be converted first"
        message = "the file has a NUL byte, so it is no text"
        return None, [*findings, FILE_ENCODING.at(Location(path, line), message, hint)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        start = content.rfind(b"\n", 0, fault.start) + 1
        column = len(content[start : fault.start].decode("utf-8-sig")) + 1
        place = Location(path, content.count(b"\n", 0, start) + 1, column)
        message = f"the character here, byte 0x{content[fault.start]:02x}, is not written as UTF-8"
        hint = "save the file again with the encoding UTF-8; Windows' own was probably used"
        return None, [*findings, FILE_ENCODING.at(place, message, hint)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def is_read(path: str) -> bool:
    """Tell whether a file of this path is part of the record: Markdown, and its own YAML files."""
    return any(pattern.fullmatch(path) for pattern, _ in _READERS)


def _read(path: str, text: str) -> Read:
    for pattern, reader in _READERS:
        if match := pattern.fullmatch(path):
            return reader(path, text, *match.groups())
    return None, []


def read_loose_text(source: Source) -> tuple[EditionText | None, list[Finding]]:
    """Read a file outside any record as an agreement's text; its settings, if any, are passed over."""
    text, findings = decode(source)
    if text is None:
        return None, findings
    _, first_line, found = split_front(text, source.path)
    body = "\n".join(text.split("\n")[first_line - 1 :])
    prose, unclosed = read_prose(body, source.path, first_line)
    read, unclear = read_edition_text(prose, source.path)
    return read, [*findings, *found, *unclosed, *unclear]
