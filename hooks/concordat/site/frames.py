"""From a page of the record to the Markdown that is rendered: what the reader placed, framed.

The reader has decided what is a clause, an item, a decision or an action. Here its answer is
written down as Markdown with a mark where each begins and ends; `concordat.site.extension` makes
elements of the marks. Rendering never decides again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from concordat import addresses
from concordat.index import Edition
from concordat.model.records import Clause, MeetingFile
from concordat.places import Place, entry_anchor, history_path, place_of
from concordat.read.clauses import read_edition_text
from concordat.read.front import split_front
from concordat.read.prose import read_prose
from concordat.record import Record
from concordat.rules.meetings import GROUNDS
from concordat.views.cells import Cell, Fact
from concordat.views.entries import entry_details
from concordat.views.mentions import Named, clause_named, named
from concordat.views.notes import Note, clause_notes

BEGIN, AT, END = "\ue0c0", "\ue0c1", "\ue0c2"
"""Characters of Unicode's private use area: no text of a record has them."""

_MARKS = re.compile(f"[{BEGIN}{AT}{END}]")
_TITLE = re.compile(r"\A\s*# [^\n]*\n?")
_RELATIVE_LINK = re.compile(r"(\]\(<?)(?![a-zA-Z][a-zA-Z0-9+.\-]*:|[/#<])([^)\s>]+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """What an element around a part of a page shows besides that part's own words.

    `kind` is `clause`, `decision`, `action`, `exempt`, or `heading` for an item, whose heading
    only receives its anchor.
    """

    kind: str
    anchor: str
    label: str
    name: str = ""
    level: int = 0
    heading: bool = False  # whether its first words are a heading
    key: str = ""  # a clause's lasting key, a second anchor
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    named: Named | None = None


@dataclass(frozen=True, slots=True)
class Framed:
    """A page's Markdown with marks, and the frame of each mark by its number."""

    markdown: str
    frames: tuple[Frame, ...] = ()


def body_of(text: str, path: str) -> tuple[str, int]:
    """Return the text of a page below its settings, without marks, and its first line's number."""
    text = _MARKS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))
    _, first_line, _ = split_front(text, path)
    return "\n".join(text.split("\n")[first_line - 1 :]), first_line


def definitions(record: Record, path: str) -> str:
    """Return the link definitions of a page's references, as Markdown."""
    lines: dict[str, str] = {}
    for reference in record.made_in(path):
        place = place_of(record, reference.target) if reference.bracketed else None
        if place is not None:
            title = "" if reference.target == reference.text else f' "{reference.target}"'
            name = " ".join(reference.bracketed.split())
            lines.setdefault(name.lower(), f"[{name}]: <{relative(place, path)}>{title}")
    return "\n".join(lines.values())


@lru_cache(maxsize=65536)
def _relpath(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)


def relative(place: Place, path: str) -> str:
    """Return a link from one page's Markdown file to a place; an anchor alone on the same page."""
    if place.path == path and place.anchor:
        return f"#{place.anchor}"
    target = _relpath(place.path, posixpath.dirname(path) or ".")
    return f"{target}#{place.anchor}" if place.anchor else target


def frame_edition(record: Record, edition: Edition, text: str, *, shown_on: str) -> Framed:
    """Return an edition's text, every clause in its frame, for its own page or for the agreement's."""
    body, first_line = body_of(text, edition.path)
    prose, _ = read_prose(_with_links(record, edition, body, first_line), edition.path, first_line)
    placed, _ = read_edition_text(prose, edition.path)
    parents = _parents(placed.clauses)
    parts: list[str] = []
    opened: list[int] = []
    for block in placed.blocks:
        way = _way(block.clause, parents)
        while opened and opened != way[: len(opened)]:
            parts.append(END)
            opened.pop()
        for index in way[len(opened) :]:
            opened.append(index)
            parts.append(f"{BEGIN}{index}{AT}")
            clause = placed.clauses[index]
            if clause.heading:
                parts.append(f"{'#' * max(clause.heading, 2)} {clause.title}")
        parts.append(block.text)
    parts += [END] * len(opened)
    markdown = "\n\n".join(part for part in parts if part)
    if shown_on != edition.path:
        markdown = _rebased(_TITLE.sub("", markdown), edition.path, shown_on)
    keys = record.agreements[edition.agreement].keys(edition.name)
    bearing: dict[str, int] = {}  # of a clause that was split, its first part bears the key
    for at, clause in enumerate(placed.clauses):
        bearing.setdefault(keys.get(clause.key, ""), at)
    anchors = {at: key for key, at in bearing.items()}
    notes = clause_notes(record, edition)
    frames = tuple(
        _clause_frame(record, edition, clause, anchors.get(at, ""), keys, notes.get(clause.number, []))
        for at, clause in enumerate(placed.clauses)
    )
    return Framed(markdown, frames)


def _with_links(record: Record, edition: Edition, body: str, first_line: int) -> str:
    """Make links of the plain mentions, from the last to the first so that places hold."""
    lines = body.split("\n")
    plain = [ref for ref in record.made_in(edition.path) if ref.plain]
    for ref in sorted(plain, key=lambda ref: (ref.line, ref.column), reverse=True):
        at, start = ref.line - first_line, ref.column - 1
        line, end = lines[at], start + len(ref.text)
        citation = addresses.parse(ref.target)
        if line[start:end] == ref.text and isinstance(citation, addresses.Clause):
            lines[at] = f"{line[:start]}[{ref.text}](<#{citation.number}>){line[end:]}"
    return "\n".join(lines)


def _parents(clauses: tuple[Clause, ...]) -> list[int]:
    """Return the index of the clause that each clause is part of, or -1."""
    latest: dict[str, int] = {}
    parents = []
    for index, clause in enumerate(clauses):
        parents.append(latest.get(clause.key.rpartition(".")[0], -1))
        latest[clause.key] = index
    return parents


def _way(index: int, parents: list[int]) -> list[int]:
    way: list[int] = []
    while index >= 0:
        way.insert(0, index)
        index = parents[index]
    return way


def _clause_frame(
    record: Record,
    edition: Edition,
    clause: Clause,
    anchor: str,
    keys: Mapping[str, str],
    notes: Sequence[Note],
) -> Frame:
    own = addresses.labels(clause.number)[-1]
    label = f"({own})" if clause.number.endswith(")") else clause.number
    key = keys.get(clause.key)
    folder = record.agreements[edition.agreement].file.folder
    history = Place(history_path(folder, key)) if key else None
    return Frame(
        "clause",
        clause.number,
        label,
        f"Clause {clause.number}",
        clause.level,
        bool(clause.heading),
        anchor,
        notes=tuple(notes),
        named=clause_named(record, edition, clause, history),
    )


def _rebased(markdown: str, home: str, shown_on: str) -> str:
    """Let the relative links of a page lead to the same files from another page."""

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(home), link[2]))
        return f"{link[1]}{posixpath.relpath(target, posixpath.dirname(shown_on) or '.')}"

    return _RELATIVE_LINK.sub(moved, markdown)


def frame_minutes(record: Record, meeting: MeetingFile, text: str) -> Framed:
    """Return minutes, every decision, action and exempt notice in its frame, every item with its anchor."""
    body, first_line = body_of(text, meeting.document.path)
    lines = body.split("\n")
    frames: list[Frame] = []
    replaced: list[tuple[int, int, str]] = []
    for kind, entries in (("decision", meeting.decisions), ("action", meeting.actions)):
        for entry in entries:
            facts = tuple(entry_details(record, meeting, entry))
            label = f"{kind.capitalize()} {entry.number}"
            names = named(record, f"{meeting.address} {entry.number}")
            frames.append(Frame(kind, entry.number, label, label, facts=facts, named=names))
            content = f"\n{BEGIN}{len(frames) - 1}{AT}\n\n{entry.words}\n\n{END}\n"
            replaced.append((entry.line - first_line, entry.end_line - first_line + 1, content))
    for item in meeting.items:
        anchor = entry_anchor(f"item {item.number}")
        names = named(record, f"{meeting.address} item {item.number}")
        frames.append(Frame("heading", anchor, item.number, named=names))
        at = item.line - first_line
        replaced.append((at, at, f"\n{BEGIN}{len(frames) - 1}{AT}\n"))
        if item.exempt:
            frames.append(_exempt_frame(item.ground))
            start = item.exempt_line - first_line
            end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
            replaced.append((start, end, f"\n{BEGIN}{len(frames) - 1}{AT}\n\n{END}\n"))
    for start, end, content in sorted(replaced, reverse=True):
        lines[start:end] = [content]
    return Framed("\n".join(lines), tuple(frames))


def _exempt_frame(ground: str) -> Frame:
    why = Fact("Ground", (Cell(f"{ground}: {GROUNDS[ground]}"),)) if ground in GROUNDS else None
    return Frame("exempt", "", "Exempt", "Exempt matter, not published", facts=(why,) if why else ())
