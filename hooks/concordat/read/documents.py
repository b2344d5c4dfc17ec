"""From a file's path and text to a part of the record: which reader reads what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from concordat.dates import DateError, parse_date
from concordat.findings import Finding, Location, error, info, listed, warning
from concordat.model import forms, records
from concordat.model.records import Document, EditionText, Marks, Mention, Part, Relation
from concordat.read.clauses import read_edition_text
from concordat.read.forms import FRONT_MATTER, fit, read_form, split_front
from concordat.read.labels import heading_words
from concordat.read.mentions import plain_mentions
from concordat.read.minutes import read_minutes
from concordat.read.prose import Prose, contacts, links, read_prose, references
from concordat.read.values import Values, read_values

FILE_UNREADABLE = error("file-unreadable", "A file that cannot be read")
FILE_TOO_LARGE = error("file-too-large", "A file of a size that no page has")
FILE_ENCODING = error("file-encoding", "A file that is not UTF-8 text")
FILE_FORMAT = info("file-format", "A file with a byte-order mark or with Windows' line ends")
FILE_NAME = error("file-name", "A file whose name or place says something else than its content")
FILE_MISPLACED = error("file-misplaced", "A file in a folder of the record that no reader reads")
PAGE_EMPTY = warning("page-empty", "A page without text")
DATE_FILE_NAME = error("date-file-name", "The date in a page differs from the date in its file name")

_MEETING = re.compile(r"meetings/([^/]+)/([^/]+)\.md")
_EDITION = re.compile(r"agreements/([^/]+)/([^/]+)/index\.md")
_SIGNATURES = re.compile(r"agreements/([^/]+)/([^/]+)/signatures\.yml")
_AGREEMENT = re.compile(r"agreements/([^/]+)/agreement\.yml")
_POST = re.compile(r"blog/posts/.+\.md")
_PAGE_OF_RECORD = re.compile(r"(?:meetings|agreements)(?:/[^/]+)?/index\.md")
_FILE_OF_RECORD = re.compile(
    r"(?:region|councils|bodies|blog/\.authors)\.ya?ml"
)  # any other spelling is misplaced
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)

AnyForm = TypeVar("AnyForm", bound=forms.Form)


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


def is_read(path: str) -> bool:
    """Tell whether a file of this path is part of the record: Markdown, and its own YAML files."""
    if path.endswith(".md"):
        return True
    in_record, name = path.startswith(("agreements/", "meetings/")), path.casefold()
    known = _FILE_OF_RECORD.fullmatch(name) is not None
    return known or (in_record and name.endswith((".yml", ".yaml", ".md", ".markdown")))


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


def _read(path: str, text: str) -> tuple[Part | None, list[Finding]]:
    if match := _MEETING.fullmatch(path):
        if match[2] != "index":
            return _read_meeting(path, text, match[1], match[2])
    elif match := _EDITION.fullmatch(path):
        return _read_edition(path, text, match[1], match[2])
    elif match := _SIGNATURES.fullmatch(path):
        signed, document, findings = read_form(forms.SignaturesForm, text, path)
        return records.SignaturesFile(document, match[1], match[2], signed) if signed else None, findings
    elif match := _AGREEMENT.fullmatch(path):
        agreed, document, findings = read_form(forms.AgreementForm, text, path)
        return records.AgreementFile(document, match[1], agreed) if agreed else None, findings
    elif path == "region.yml":
        region, document, findings = read_form(forms.Region, text, path)
        return records.RegionFile(document, region) if region else None, findings
    elif path == "councils.yml":
        councils, document, findings = read_form(forms.CouncilsForm, text, path)
        return records.CouncilsFile(
            document, councils.offices, councils.councils
        ) if councils else None, findings
    elif path == "blog/.authors.yml":
        authors, document, findings = read_form(forms.AuthorsForm, text, path)
        return records.AuthorsFile(document, authors) if authors else None, findings
    elif path == "bodies.yml":
        return _read_bodies(path, text)
    elif _POST.fullmatch(path):
        return _read_post(path, text)
    elif path.casefold().endswith((".yml", ".yaml")):
        hint = "the record's own are region.yml, councils.yml, bodies.yml, agreement.yml and signatures.yml"
        return None, [FILE_MISPLACED.at(Location(path), f"the record has no place for '{path}'", hint)]
    elif not _PAGE_OF_RECORD.fullmatch(path) and path.startswith(("meetings/", "agreements/")):
        hint = (
            "minutes are meetings/<body>/<date>.md, an edition is agreements/<agreement>/<edition>/index.md"
        )
        return None, [FILE_MISPLACED.at(Location(path), f"the record has no place for '{path}'", hint)]
    return _read_page(path, text)


def _read_bodies(path: str, text: str) -> tuple[Part | None, list[Finding]]:
    values = read_values(text, path)
    bodies, findings = {}, list(values.findings)
    inner: dict[str, Marks] = {}
    for name, mark in values.marks.items():
        inner.setdefault(name.partition(".")[0], {})[name.partition(".")[2]] = mark
    for key, content in values.content.items() if values.usable else ():
        if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", key):
            place = Document(path, marks=values.marks).at(key)
            findings.append(
                FILE_NAME.at(place, f"'{key}' is not a body's key", "write it in capitals, such as DCS")
            )
            continue
        marks = inner.get(key, {}) | {"": values.marks[key]}
        body, found = fit(forms.BodyForm, Values(content, marks), path)
        findings += found
        if body is not None:
            bodies[key] = body
    document = Document(path, contacts=tuple(contacts(text)), marks=values.marks)
    return records.BodiesFile(document, bodies), findings


@dataclass(slots=True)
class _Page:
    """A Markdown file taken apart."""

    values: Values
    prose: Prose
    findings: list[Finding]

    def form(self, form: type[AnyForm], path: str) -> AnyForm | None:
        made, found = fit(form, self.values, path)
        known = set(self.findings)
        self.findings += [finding for finding in found if finding not in known]
        return made


def _open_page(path: str, text: str) -> _Page:
    yaml, first_line, findings = split_front(text, path)
    values = read_values(yaml, path, first_line=2) if yaml.strip() else Values()
    body = text if first_line == 1 else "\n".join(text.split("\n")[first_line - 1 :])
    prose, found = read_prose(body, path, first_line)
    values.usable = values.usable and not findings
    values.findings = findings + values.findings
    return _Page(values, prose, [*values.findings, *found])


def _document(path: str, text: str, page: _Page, mentions: Iterable[Mention] = ()) -> Document:
    every = (*references(page.prose), *mentions)
    return Document(path, every, tuple(links(page.prose)), tuple(contacts(text)), _top(page.values.marks))


def _top(marks: Marks) -> Marks:
    """Keep the places of the keys at the top: thousands of minutes shall stay small."""
    return {key: mark for key, mark in marks.items() if "." not in key}


def _needs_front(path: str, page: _Page) -> list[Finding]:
    """Return the finding for a page of the record that has no settings at all, where that is so."""
    if page.values.content or not page.values.usable:
        return []
    message = "the page has no settings at its top"
    hint = "begin its first line with '---', then write its settings, then a line '---'"
    return [FRONT_MATTER.at(Location(path), message, hint)]


def _read_meeting(path: str, text: str, folder: str, name: str) -> tuple[Part | None, list[Finding]]:
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    if missing:
        return None, page.findings
    front = page.form(forms.MeetingFront, path)
    minutes = read_minutes(page.prose, path)
    page.findings += minutes.findings
    named = _named_date(path, name, page.findings)
    if front is None:
        return None, page.findings
    if named is not None and named != front.day:
        message = f"the date is {front.day}, but the file is called {name}.md"
        hint = "correct the one that is wrong"
        page.findings.append(
            DATE_FILE_NAME.at(Document(path, marks=page.values.marks).at("date"), message, hint)
        )
    mentions = [*minutes.mentions, *_front_mentions(front, page.values.marks)]
    document = _document(path, text, page, mentions)
    items, decisions, actions = tuple(minutes.items), tuple(minutes.decisions), tuple(minutes.actions)
    return records.MeetingFile(document, folder.upper(), front, items, decisions, actions), page.findings


def _named_date(path: str, name: str, findings: list[Finding]) -> date | None:
    hint = "name the file after the date of the meeting, such as 2016-10-07.md"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        findings.append(FILE_NAME.at(Location(path), f"'{name}.md' is not named after a date", hint))
        return None
    try:
        return parse_date(name)
    except DateError as fault:
        findings.append(FILE_NAME.at(Location(path), str(fault), hint))
        return None


def _front_mentions(front: forms.MeetingFront, marks: Marks) -> list[Mention]:
    """Return what the settings of minutes name: where they were approved, which actions they close."""
    named = [("closes", address, Relation.CLOSES) for address in front.closes]
    if front.approved_at:
        named.append(("approved_at", front.approved_at, Relation.APPROVED_AT))
    named += [("corrections", correction.at, Relation.CORRECTED_AT) for correction in front.corrections]
    return [
        Mention(address, str(address), *marks.get(key, (1, 1)), relation) for key, address, relation in named
    ]


def _read_edition(path: str, text: str, folder: str, name: str) -> tuple[Part | None, list[Finding]]:
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    if missing:
        return None, page.findings
    front = page.form(forms.EditionFront, path)
    body, found = read_edition_text(page.prose, path)
    page.findings += found
    if front is None:
        return None, page.findings
    if front.edition != name:
        message = f"the edition is '{front.edition}', but its folder is called '{name}'"
        place = Document(path, marks=page.values.marks).at("edition")
        page.findings.append(FILE_NAME.at(place, message, "correct the one that is wrong"))
    mentions = plain_mentions(page.prose, body.clauses)
    if front.adopted_by:
        place_of = page.values.marks.get("adopted_by", (1, 1))
        mentions.append(Mention(front.adopted_by, str(front.adopted_by), *place_of, Relation.ADOPTED_BY))
    document = _document(path, text, page, mentions)
    return records.EditionFile(document, folder, front, body), page.findings


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


def _read_post(path: str, text: str) -> tuple[Part | None, list[Finding]]:
    page = _open_page(path, text)
    page.findings += (missing := _needs_front(path, page))
    front = None if missing else page.form(forms.PostFront, path)
    if front is None:
        return None, page.findings
    title = front.title or _title(page.prose)
    return records.PostFile(_document(path, text, page), front, title), page.findings


def _read_page(path: str, text: str) -> tuple[Part | None, list[Finding]]:
    page = _open_page(path, text)
    front = page.form(forms.PageFront, path)
    if front is None:
        return None, page.findings
    if not _COMMENT.sub("", page.prose.text).strip() and front.shows is None and front.template is None:
        message = "the page has no text"
        page.findings.append(PAGE_EMPTY.at(Location(path), message, "write its text, or delete the file"))
    title = front.title or _title(page.prose)
    return records.PageFile(_document(path, text, page), front, title), page.findings


def _title(prose: Prose) -> str:
    match = _TITLE.search(prose.masked)
    return heading_words(prose.text[match.start(1) : match.end(1)]) if match else ""
