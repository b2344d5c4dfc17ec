"""From a file's path and text to a part of the record: which reader reads what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from concordat.findings import Finding, Location, error, info, listed
from concordat.model.records import EditionText, Part
from concordat.read.clauses import read_edition_text
from concordat.read.front import digest_of_bytes, split_front
from concordat.read.pages import Read, read_edition, read_event, read_meeting, read_page, read_post
from concordat.read.paths import kind_of
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


_READERS: Mapping[str, Callable[..., Read]] = MappingProxyType(
    {
        "region": read_region,
        "councils": read_councils,
        "bodies": read_bodies,
        "addresses": read_addresses,
        "authors": read_authors,
        "agreement": read_agreement,
        "clauses": read_table,
        "signatures": read_signatures,
        "edition": read_edition,
        "minutes": read_meeting,
        "event": read_event,
        "misplaced": _misplaced,
        "post": read_post,
        "page": read_page,
    }
)
"""Which reader reads what, by the kind of the file."""


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
    digest: str = ""  # of the bytes that were read; "" where there were none


def read_source(source: Source) -> Reading:
    """Read one file. Bad content is findings; nothing is raised."""
    text, findings = decode(source)
    digest = digest_of_bytes(source.content)
    if text is None:
        return Reading(source.path, None, tuple(findings), digest)
    part, found = _read(source.path, text)
    return Reading(source.path, part, (*findings, *found), digest)


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
        text = content.decode("utf-8-sig" if marked else "utf-8")
    except UnicodeDecodeError as fault:
        start = content.rfind(b"\n", 0, fault.start) + 1
        column = len(content[start : fault.start].decode("utf-8-sig")) + 1
        place = Location(path, content.count(b"\n", 0, start) + 1, column)
        message = f"the character here, byte 0x{content[fault.start]:02x}, is not written as UTF-8"
        hint = "save the file again with the encoding UTF-8; Windows' own was probably used"
        return None, [*findings, FILE_ENCODING.at(place, message, hint)]
    return text.replace("\r\n", "\n").replace("\r", "\n") if windows else text, findings


def _read(path: str, text: str) -> Read:
    kind, names = kind_of(path)
    return _READERS[kind](path, text, *names) if kind else (None, [])


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
