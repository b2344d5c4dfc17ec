"""A draft while it is made: blocks of Markdown, each with what is to be looked at in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from concordat.incoming.blocks import Piece, Reading
from concordat.incoming.runs import STRONG, Line, cell, is_bold, markdown, plain, without

_IMAGE = re.compile(r"\(image:(\d+)\)")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be looked at: what, and on which line of the draft; 0 where it stands on none."""

    line: int
    what: str


@dataclass(slots=True)
class Draft:
    """Settings, blocks of text and remarks."""

    settings: list[tuple[str, object]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)  # the block, -1 for none
    placed: Counter[str] = field(default_factory=Counter)
    became: list[str] = field(default_factory=list)  # words that became a setting or a label

    def add(self, block: str, *remarks: str) -> None:
        """Add a block of Markdown; what is to be looked at is in it."""
        self.blocks.append(block)
        self.remarks += [(len(self.blocks) - 1, remark) for remark in remarks]

    def say(self, remark: str) -> None:
        """Add a remark on what stands nowhere in the draft."""
        self.remarks.append((-1, remark))

    def add_pieces(self, pieces: Iterable[Piece]) -> None:
        """Add pieces as they are: paragraphs, lists, tables."""
        items: list[Piece] = []
        for piece in pieces:
            if piece.depth and items:
                items.append(piece)
                continue
            self._add_list(items)
            items = [piece] if piece.depth else []
            if not piece.depth:
                self.add(written(piece), *piece.remarks)
        self._add_list(items)

    def _add_list(self, items: list[Piece]) -> None:
        if items:
            self.add(as_list(items), *(remark for item in items for remark in item.remarks))

    def finish(self, reading: Reading, head: str) -> tuple[str, list[Remark]]:
        """Return the text below its settings `head`, and the remarks by line; lost words are one of them."""
        self._add_footnotes(reading)
        starts, line = [], head.count("\n") + 1
        for block in self.blocks:
            starts.append(line)
            line += block.count("\n") + 2
        body = "\n\n".join(self.blocks)
        found = [Remark(starts[at] if at >= 0 else 0, what) for at, what in self.remarks]
        said = " ".join([head, body, *self.became, *(remark.what for remark in found)])
        found += [Remark(0, f"words that are not in the draft: {lost}") for lost in _lost(reading, said)]
        return f"{head}{body}\n", sorted(found, key=lambda remark: remark.line or 10**9)

    def _add_footnotes(self, reading: Reading) -> None:
        for number, lines in enumerate(reading.footnotes, start=1):
            self.add(f"[^{number}]: " + "\n\n    ".join(map(markdown, lines)))


def written(piece: Piece) -> str:
    """Return a piece as Markdown."""
    if piece.verbatim:
        return piece.verbatim
    return as_table(piece) if piece.rows else markdown(piece.line)


def as_list(items: Iterable[Piece]) -> str:
    """Return list items as a Markdown list; deeper ones are indented."""
    lines = []
    for item in items:
        indent = "    " * (item.depth - 1)
        lines += (
            [f"{indent}{item.marker} {written(item)}"]
            if item.marker
            else ["", f"{indent}    {written(item)}", ""]
        )
    return "\n".join(lines).rstrip("\n")


def as_table(piece: Piece) -> str:
    """Return a table as Markdown; lines of one cell stand apart in it."""
    width = max(len(row) for row in piece.rows)
    rows = [[*row, *[()] * (width - len(row))] for row in piece.rows]
    shown = [f"| {' | '.join('<br>'.join(map(cell, each)) for each in row)} |" for row in rows]
    bare = [tuple(without(line, STRONG) if is_bold(line) else line for line in each) for each in rows[0]]
    head = f"| {' | '.join('<br>'.join(map(cell, each)) for each in bare)} |"
    return "\n".join([head, f"|{' --- |' * width}", *shown[1:]])


def words_of(text: str) -> Counter[str]:
    """Count the words of a text: letters and figures, small, without accents' spelling differences."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return Counter(re.findall(r"[^\W_]+", folded))


def _lost(reading: Reading, said: str) -> list[str]:
    lines: list[Line] = [reading.title, *(line for note in reading.footnotes for line in note)]
    source = Counter[str]()
    for text in (*(plain(line) for line in lines), *(piece.plain for piece in reading.pieces)):
        source += words_of(text)
    missing = (source | words_of(reading.words)) - words_of(said)
    return [", ".join(sorted(missing.elements()))] if missing else []


def images_in(text: str, names: Iterable[str]) -> str:
    """Return a text whose images lead to files of these names, in the order of the images."""
    known = list(names)
    return _IMAGE.sub(lambda match: f"({known[int(match[1]) - 1]})", text)
