"""An agreement as it comes out of Word: its sections as headings, each clause a paragraph of its own.

Where a number belongs is for the reader of editions to say; what it cannot place, it finds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordat.incoming.blocks import Piece, Reading
from concordat.incoming.draft import Draft, as_list, written
from concordat.incoming.entries import shortened
from concordat.incoming.headings import Heading, heading_of
from concordat.incoming.runs import plain
from concordat.model.forms import EditionStatus
from concordat.read.labels import paragraph_label

_SIGNING = re.compile(r"\b(?:signed|signature|sign here)\b.{0,40}(?:[:_.…]{2,}|:|$)|_{4,}", re.IGNORECASE)
_CAPITAL = re.compile(r"(?P<number>[A-Z]{1,4})[.):]\s+(?P<words>\S.*)")


def agreement_draft(reading: Reading, edition: str) -> Draft:
    """Return an edition in draft. `edition` is its name."""
    draft = Draft()
    draft.settings = [
        ("edition", edition),
        ("title", plain(reading.title)),
        ("status", str(EditionStatus.DRAFT)),
    ]
    maker = _Maker(draft, _levels(reading))
    bullets: list[Piece] = []
    for piece in [*reading.pieces, Piece()]:
        if piece.marker == "-" or (bullets and piece.depth and not piece.marker):
            bullets.append(piece)
            continue
        if bullets:
            draft.add(as_list(bullets), *(remark for each in bullets for remark in each.remarks))
            bullets = []
        if piece.plain or piece.verbatim or piece.line:
            maker.add(piece)
    for remark in reading.remarks:
        draft.say(remark)
    return draft


def _levels(reading: Reading) -> dict[str, int]:
    """Return the level in Markdown of each kind of heading: sections with letters stand over figures."""
    found = [heading for piece in reading.pieces if (heading := _section(piece))]
    lettered = any(heading.number.isalpha() for heading in found)
    return {"letters": 2, "figures": 3 if lettered else 2}


def _section(piece: Piece) -> Heading | None:
    heading = heading_of(piece)
    if heading is None or heading.number:
        return heading
    match = _CAPITAL.fullmatch(heading.words)
    return Heading(match["number"], match["words"], heading.level) if match else heading


@dataclass(slots=True)
class _Maker:
    """Adds pieces to a draft one after another."""

    draft: Draft
    levels: dict[str, int]
    part: str = ""  # the words of the lettered part that came last

    def add(self, piece: Piece) -> None:
        """Add a heading, a clause, or text without a number."""
        heading = _section(piece)
        if heading is not None:
            self._heading(piece, heading)
            return
        remarks, text = list(piece.remarks), written(piece)
        if _SIGNING.search(piece.plain):
            said = shortened(piece.plain)
            remarks.append(
                f"this may be for signing: '{said}'; take it out, 'concordat sign' records signatures"
            )
        if piece.marker:
            text = f"{piece.marker} {text}"
        label = None if piece.rows or piece.verbatim else paragraph_label(text)
        if label is not None:
            self.draft.placed["clause"] += 1
            self.part = piece.plain if label.bracketed else ""
        elif self.part and not piece.rows and not piece.verbatim:
            remarks.append(f"this has no number; it is read as a part of '{shortened(self.part)}'")
        self.draft.add(text, *remarks)

    def _heading(self, piece: Piece, heading: Heading) -> None:
        self.part = ""
        if not heading.number:
            remark = f"the heading '{heading.words}' has no number"
            self.draft.add(f"{'#' * (self.levels['figures'] + 1)} {heading.words}", *piece.remarks, remark)
            return
        kind = "letters" if heading.number.isalpha() else "figures"
        depth = min(self.levels[kind] + heading.number.count("."), 6)
        dot = "." if kind == "letters" else ""
        self.draft.add(f"{'#' * depth} {heading.number}{dot} {heading.words}", *piece.remarks)
        self.draft.placed["section"] += 1
