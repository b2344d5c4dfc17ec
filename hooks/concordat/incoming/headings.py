"""Which lines of a file are headings: styled as such, or bold or numbered lines that act as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordat.dates import dates_in
from concordat.incoming.blocks import Piece
from concordat.incoming.runs import STRONG, Line, cut, is_bold, markdown, without

_NUMBER = re.compile(
    r"(?:Item|Agenda item|Section|Clause)?\s*(?P<number>\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?=\S)"
)
_LONGEST = 14  # words in a heading that is faked with bold


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its number or "", its words, and its level in the file, 0 where it is faked."""

    number: str
    words: str
    level: int


def heading_of(piece: Piece) -> Heading | None:
    """Return the heading that a piece is, styled or faked with bold, or None."""
    faked = not piece.heading and _is_faked(piece)
    return _heading(piece.line, piece.heading) if piece.heading or faked else None


def numbered_lines(pieces: list[Piece]) -> dict[int, Heading]:
    """Return the plain numbered lines that act as headings, by their place: short, with no full stop.

    None are, where they do not run from 1 without a gap, or where only one is there.
    """
    found: dict[int, Heading] = {}
    for at, piece in enumerate(pieces):
        if (
            piece.rows
            or piece.verbatim
            or piece.heading
            or piece.depth > 1
            or len(piece.plain.split()) > _LONGEST
        ):
            continue
        line = piece.line
        if piece.marker.rstrip(".)").isdigit():
            made = Heading(piece.marker.rstrip(".)"), markdown(line), 0)
        else:
            made = _heading(line, 0)
        opens_a_date = dates_in(piece.plain)[:1] != dates_in(made.words)[:1]
        if made.number.isdigit() and not opens_a_date and not piece.plain.endswith((".", ";", ",")):
            found[at] = made
    numbers = [int(each.number) for each in found.values()]
    return found if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) else {}


def _is_faked(piece: Piece) -> bool:
    text = piece.plain
    return (
        bool(text)
        and not piece.rows
        and not piece.verbatim
        and not piece.depth
        and is_bold(piece.line)
        and len(text.split()) <= _LONGEST
        and not text.endswith((".", ";", ",", ":"))
    )


def _heading(line: Line, level: int) -> Heading:
    bare = without(line, STRONG)
    words = markdown(bare)
    match = _NUMBER.match(" ".join("".join(run.text for run in bare).split()))
    if match is None:
        return Heading("", words, level)
    return Heading(match["number"], markdown(cut(bare, match[0])), level)
