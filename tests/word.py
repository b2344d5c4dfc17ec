"""Word files as they come: made with python-docx, and with what it cannot make written as Word writes it."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches

_BOX = {
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}
_CHANGE = 'w:id="{id}" w:author="A Person" w:date="2016-11-01T09:00:00Z"'


@dataclass
class Word:
    """A Word document while it is made."""

    document: Any = field(default_factory=docx.Document)
    counted: int = 0

    def title(self, text: str) -> None:
        self.document.add_heading(text, 0)

    def heading(self, text: str, level: int = 1) -> Any:
        return self.document.add_heading(text, level)

    def text(self, *parts: str, style: str | None = None) -> Any:
        """Add a paragraph; what stands between asterisks is bold."""
        paragraph = self.document.add_paragraph(style=style)
        for part in re.split(r"(\*[^*]+\*)", "".join(parts)):
            if part:
                paragraph.add_run(part.strip("*")).bold = True if part.startswith("*") else None
        return paragraph

    def table(self, *rows: tuple[str, ...], merge: tuple[int, int, int, int] | None = None) -> Any:
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        if merge:
            table.cell(*merge[:2]).merge(table.cell(*merge[2:]))
        return table

    def inserted(self, paragraph: Any, text: str) -> None:
        """Add words to a paragraph as a tracked change."""
        paragraph._p.append(
            parse_xml(f"<w:ins {nsdecls('w')} {self._change()}><w:r><w:t>{text}</w:t></w:r></w:ins>")
        )

    def deleted(self, paragraph: Any, text: str) -> None:
        """Add words to a paragraph that a tracked change takes away."""
        run = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {self._change()}>{run}</w:del>"))

    def _change(self) -> str:
        self.counted += 1
        return _CHANGE.format(id=900 + self.counted)

    def box(self, paragraph: Any, text: str) -> None:
        """Put a box with words onto the page, as Word keeps it: once for itself, once for older programs."""
        inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
        spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _BOX.items())
        kind = _BOX["wps"]
        shape = f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
        graphic = f'<a:graphic><a:graphicData uri="{kind}">{shape}</a:graphicData></a:graphic>'
        new = f'<mc:Choice Requires="wps"><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></mc:Choice>'
        old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        alternatives = f"<mc:AlternateContent>{new}{old}</mc:AlternateContent>"
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')} {spaces}>{alternatives}</w:r>"))

    def footnotes(self, notes: Mapping[Any, str]) -> None:
        """Give paragraphs footnotes, as Word keeps them: in a part of their own."""
        written = ""
        for at, (paragraph, text) in enumerate(notes.items(), start=1):
            written += f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            run = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{at}"/></w:r>'
            paragraph._p.append(parse_xml(run))
        content = f"<w:footnotes {nsdecls('w')}>{written}</w:footnotes>".encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, content, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def comment(self, paragraph: Any, text: str) -> None:
        self.document.add_comment(paragraph.runs, text=text, author="A Person", initials="AP")

    def image(self, words: str = "") -> None:
        picture = self.document.add_picture(io.BytesIO(png()), width=Inches(1))
        picture._inline.docPr.set("descr", words)

    def numbering(
        self, *levels: tuple[str, str], styles: Mapping[int, str] | None = None
    ) -> Callable[..., Any]:
        """Define a list that Word counts, by format and text of each level; return a way to add a paragraph.

        `styles` names the paragraph style of a level, as headings that count themselves have it.
        """
        root = self.document.part.numbering_part.element
        self.counted += 1
        abstract, number = 500 + self.counted, 600 + self.counted
        made = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            + (f'<w:pStyle w:val="{styles[at]}"/>' if styles and at in styles else "")
            + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{720 * at + 360}" w:hanging="360"/></w:pPr></w:lvl>'
            for at, (kind, text) in enumerate(levels)
        )
        first = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{made}</w:abstractNum>'
        root.insert(0, parse_xml(first))
        used = f'<w:abstractNumId w:val="{abstract}"/>'
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{used}</w:num>'))
        for at, style in (styles or {}).items():
            of_style = self.document.styles[style.replace("Heading", "Heading ")].element.get_or_add_pPr()
            of_style.append(_list_place(at, number))

        def add(level: int, *parts: str) -> Any:
            paragraph = self.text(*parts)
            if not styles or level not in styles:
                paragraph._p.get_or_add_pPr().append(_list_place(level, number))
            return paragraph

        return add

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path


def _list_place(level: int, number: int) -> Any:
    inner = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>")


def png() -> bytes:
    """Return the smallest image."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
