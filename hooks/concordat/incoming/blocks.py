"""pandoc's reading of a file (its JSON) as a plain row of pieces: lines, headings, list items, tables.

Types and their contents: https://hackage.haskell.org/package/pandoc-types, Text.Pandoc.Definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from concordat.incoming.runs import CODE, EMPH, STRIKE, STRONG, Line, Run, plain, split_lines
from concordat.read.numbering import Kind, label_of

_STYLES = {"Emph": EMPH, "Strong": STRONG, "Strikeout": STRIKE}
_KINDS = {
    "LowerAlpha": Kind.LETTERS,
    "UpperAlpha": Kind.CAPITALS,
    "LowerRoman": Kind.ROMAN,
    "UpperRoman": Kind.CAPITAL_ROMAN,
}
_FRAMES = {"OneParen": "{})", "TwoParens": "({})"}
_CHANGES = ("insertion", "deletion", "paragraph-insertion", "paragraph-deletion")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line, heading, list item or table of a file, in its order.

    `remarks` say what stands in it that no text can carry, such as a comment.
    """

    line: Line = ()
    heading: int = 0  # the heading's level, 0 for none
    depth: int = 0  # how deep in lists it stands, 0 for not at all
    marker: str = ""  # of a list item: "-", "1.", "(a)"; "" for a further paragraph of it
    rows: tuple[tuple[tuple[Line, ...], ...], ...] = ()  # of a table: rows, cells, lines
    verbatim: str = ""  # Markdown to be kept as it is: code, a rule
    remarks: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Its words."""
        if self.rows:
            return " ".join(plain(line) for row in self.rows for cell in row for line in cell)
        return plain(self.line)


@dataclass(slots=True)
class Reading:
    """What a file holds. Images are named by their place in the file, and where they came from."""

    title: Line = ()
    pieces: list[Piece] = field(default_factory=list)
    footnotes: list[list[Line]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)  # where from, the words that stand for it
    changes: int = 0
    remarks: list[str] = field(default_factory=list)  # of the file as a whole
    words: str = ""  # all the words of the file, where they are known besides


def read_blocks(document: Mapping[str, Any], alternatives: Mapping[str, str] | None = None) -> Reading:
    """Return the pieces of a file that pandoc has read.

    Tracked changes are counted and taken as accepted. `alternatives` are words that stand for
    images, by where the image came from.
    """
    walker = _Walker(alternatives or {})
    title = document.get("meta", {}).get("title", {})
    if title.get("t") == "MetaInlines":
        walker.reading.title = tuple(walker.runs(title["c"]))
    for key, value in document.get("meta", {}).items():
        if key != "title":
            walker.reading.remarks.append(f"the setting '{key}' of the file: '{_said(value)}'")
    walker.blocks(document["blocks"], 0)
    _find_title(walker.reading)
    return walker.reading


def _find_title(reading: Reading) -> None:
    """Take the only heading of the first level for the title, where it stands first and no title is given."""
    top = [piece for piece in reading.pieces if piece.heading == 1]
    if not reading.title and len(top) == 1 and reading.pieces[0] is top[0] and not top[0].plain[0].isdigit():
        reading.title = reading.pieces.pop(0).line
        reading.remarks += top[0].remarks


class _Walker:
    def __init__(self, alternatives: Mapping[str, str]) -> None:
        self.alternatives = alternatives
        self.reading = Reading()
        self.pending: list[str] = []  # remarks for the piece being read

    # -- blocks --------------------------------------------------------------------

    def blocks(self, blocks: list[Any], depth: int, marker: str = "") -> None:
        """Add pieces for blocks; the first is the item of a list where `marker` is given."""
        for block in blocks:
            marker = self.block(block, depth, marker)

    def block(self, block: Any, depth: int, marker: str) -> str:
        """Add pieces for one block; return the marker that is still to be used."""
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain", "Header"):
            inlines = content[2] if kind == "Header" else content
            return self.lines(inlines, content[0] if kind == "Header" else 0, depth, marker)
        if kind == "LineBlock":
            for inlines in content:
                marker = self.lines(inlines, 0, depth, marker)
        elif kind == "BulletList":
            for item in content:
                self.blocks(item, depth + 1, "-")
        elif kind == "OrderedList":
            (start, style, frame), items = content
            for at, item in enumerate(items, start=start):
                label = label_of(at, _KINDS.get(style["t"], Kind.FIGURES))
                self.blocks(item, depth + 1, _FRAMES.get(frame["t"], "{}.").format(label))
        elif kind == "DefinitionList":
            for term, meanings in content:
                self.lines(term, 0, depth, "")
                for meaning in meanings:
                    self.blocks(meaning, depth + 1, "-")
        elif kind in ("BlockQuote", "Div", "Figure"):
            self.blocks(content if kind == "BlockQuote" else content[-1], depth, marker)
        elif kind == "Table":
            self.table(content)
        elif kind == "CodeBlock":
            self.add(Piece(line=(Run(content[1]),), verbatim=f"```\n{content[1]}\n```"))
        elif kind == "HorizontalRule":
            self.add(Piece(verbatim="---"))
        elif kind == "RawBlock":
            self.reading.remarks.append(
                f"{content[0].upper()} that no page can carry: '{content[1].strip()}'"
            )
        return marker

    def lines(self, inlines: list[Any], heading: int, depth: int, marker: str) -> str:
        lines = split_lines(self.runs(inlines))
        if heading:
            joined: list[Run] = []
            for line in lines:
                joined += [*([Run(" ")] if joined else []), *line]
            lines = [tuple(joined)] if joined else []
        for line in lines:
            self.add(Piece(line, heading, depth, marker))
            marker = ""
        return marker

    def add(self, piece: Piece) -> None:
        remarks, self.pending = tuple(self.pending), []
        self.reading.pieces.append(
            Piece(piece.line, piece.heading, piece.depth, piece.marker, piece.rows, piece.verbatim, remarks)
        )

    def table(self, content: Any) -> None:
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1], 0)
        rows = [*head[1], *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot[1]]
        made, merged = [], False
        for row in rows:
            cells: list[tuple[Line, ...]] = []
            for _, _, down, across, blocks in row[1]:
                merged = merged or down > 1 or across > 1
                cells.append(tuple(self.inside(blocks)))
                cells += [()] * (across - 1)
            made.append(tuple(cells))
        if merged:
            self.pending.append(
                "this table has merged cells, which a page cannot show: look where its words stand"
            )
        if made:
            self.add(Piece(rows=tuple(made)))

    def inside(self, blocks: list[Any]) -> Iterator[Line]:
        """Return the lines in a cell; a table in it gives a line for each of its cells."""
        outer, self.reading.pieces = self.reading.pieces, []
        self.blocks(blocks, 0)
        inner, self.reading.pieces = self.reading.pieces, outer
        for piece in inner:
            self.pending += piece.remarks
            yield from (line for row in piece.rows for cell in row for line in cell)
            if piece.line:
                yield (Run(f"{piece.marker} "), *piece.line) if piece.marker else piece.line

    # -- inlines -------------------------------------------------------------------

    def runs(self, inlines: list[Any], marks: frozenset[str] = frozenset(), link: str = "") -> list[Run]:
        found: list[Run] = []
        for inline in inlines:
            found += self.inline(inline, marks, link)
        return found

    def inline(self, inline: Any, marks: frozenset[str], link: str) -> list[Run]:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            return [Run(content, marks, link)]
        if kind in ("Space", "SoftBreak"):
            return [Run(" ", marks, link)]
        if kind == "LineBreak":
            return [Run("\n", marks, link)]
        if kind in _STYLES:
            return self.runs(content, marks | {_STYLES[kind]}, link)
        if kind == "Span":
            return self.span(content, marks, link)
        if kind == "Quoted":
            opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return [Run(opening, marks, link), *self.runs(content[1], marks, link), Run(closing, marks, link)]
        if kind in ("Code", "Math"):
            return [Run(content[1], frozenset({CODE}), link)]
        if kind == "Link":
            return self.runs(content[1], marks, self.target(content[2][0]))
        if kind == "Image":
            return [self.image(_said(content[1]), content[2][0])]
        if kind == "Note":
            return [self.note(content)]
        if kind == "RawInline":
            self.pending.append(f"{content[0].upper()} that no page can carry: '{content[1]}'")
            return []
        inner = content[-1] if isinstance(content, list) and kind == "Cite" else content
        return self.runs(inner, marks, link) if isinstance(inner, list) else []

    def span(self, content: Any, marks: frozenset[str], link: str) -> list[Run]:
        (_, classes, _), inlines = content
        if any(name in _CHANGES for name in classes):
            self.reading.changes += 1
        if "deletion" in classes:
            return []
        if "comment-start" in classes:
            said = " ".join(_said(inlines).split())
            self.pending.append(f"a comment that is not in the draft: '{said}'")
            return []
        return self.runs(inlines, marks, link)

    def target(self, address: str) -> str:
        """Return where a link leads; a link inside the file, or to a file beside it, leads nowhere here."""
        if re.match(r"(?:https?|mailto):", address):
            return address
        if not address.startswith("#"):
            self.pending.append(f"a link to '{address}', which is not part of the record")
        return ""

    def image(self, words: str, source: str) -> Run:
        words = " ".join((self.alternatives.get(source) or words).split())
        self.reading.images.append((source, words))
        if not words:
            self.pending.append("an image: write what it shows between its square brackets")
        return Run("", raw=f"![{words}](image:{len(self.reading.images)})")

    def note(self, blocks: list[Any]) -> Run:
        self.reading.footnotes.append([])
        number = len(self.reading.footnotes)
        self.reading.footnotes[number - 1] = list(self.inside(blocks))
        return Run("", raw=f"[^{number}]")


def _said(node: Any) -> str:
    """Return the words of a part of pandoc's JSON."""
    if isinstance(node, list):
        return "".join(_said(each) for each in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind in ("Str", "MetaString"):
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "MetaMap" and isinstance(content, dict):
        return " ".join(f"{key} {_said(value)}" for key, value in content.items())
    if kind == "MetaBool":
        return str(content)
    return f"{_said(content)} " if kind in ("Para", "Plain") else _said(content)
