"""What of a Word file pandoc does not read: numbers that Word counts by itself, headers and footers.

A number that Word shows but that stands nowhere in the text is typed into it, as Word itself
would show it: counters by ECMA-376, part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from concordat.read.numbering import Kind, label_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {
    "decimal": Kind.FIGURES,
    "lowerLetter": Kind.LETTERS,
    "upperLetter": Kind.CAPITALS,
    "lowerRoman": Kind.ROMAN,
    "upperRoman": Kind.CAPITAL_ROMAN,
}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = f"{_MC}Fallback"
_SHAPES = (f"{_MC}AlternateContent", f"{_W}drawing", f"{_W}pict")
LARGEST = 100_000_000  # bytes, unpacked
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_CONTENTS = re.compile(r"TOC ?\d|TOCHeading", re.IGNORECASE)


class NotWord(Exception):
    """Why a file is no Word file that can be read."""


@dataclass(frozen=True, slots=True)
class _Level:
    kind: Kind | None  # None for bullets and what is not counted in our ways
    text: str
    start: int
    legal: bool


@dataclass(slots=True)
class _List:
    """A list of Word's: which counters it uses, its levels, where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A Word file for pandoc, remarks on what pandoc passes over, and all the words of its text."""

    content: bytes
    remarks: tuple[str, ...]
    words: str


def prepare(content: bytes) -> Prepared:
    """Return a Word file with its automatic numbers typed.

    Headers, footers, boxes and tables of contents are left out, and named in the remarks. Raises
    NotWord.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise NotWord(f"it holds more than {LARGEST // 1_000_000} MB")
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError) as fault:
        raise NotWord("it is not a Word file (.docx); save it as one from Word") from fault
    if "word/document.xml" not in parts:
        raise NotWord("there is no text in it; save it as .docx from Word")
    document = _parsed(parts, "word/document.xml")
    assert document is not None
    remarks = [
        f"the {name.removeprefix('word/')[:6]} of the pages: '{text}'"
        for name in sorted(parts)
        if _MARGINS.fullmatch(name) and (text := _words(_parsed(parts, name)))
    ]
    remarks += _drop_contents(document)
    remarks += _drop_boxes(document)
    words = _words(document)
    _Counter(_lists(_parsed(parts, "word/numbering.xml")), _parsed(parts, "word/styles.xml")).number(document)
    parts["word/document.xml"] = ElementTree.tostring(document, encoding="utf-8", xml_declaration=True)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return Prepared(written.getvalue(), tuple(dict.fromkeys(remarks)), words)


def image_of(content: bytes, target: str) -> bytes | None:
    """Return the bytes of an image in a Word file, by the name that pandoc gives it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = f"word/{target}"
        return archive.read(name) if name in archive.namelist() else None


def _parsed(parts: dict[str, bytes], name: str) -> ElementTree.Element | None:
    content = parts.get(name)
    if content is None:
        return None
    if b"<!DOCTYPE" in content:
        raise NotWord("its XML declares a document type, which Word never writes")
    try:
        for _, (prefix, uri) in ElementTree.iterparse(io.BytesIO(content), events=("start-ns",)):
            if not re.fullmatch(r"ns\d+|", prefix):
                ElementTree.register_namespace(prefix, uri)
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as fault:
        raise NotWord(f"its part {name} is damaged; open it in Word and save it again") from fault


def _words(element: ElementTree.Element | None) -> str:
    if element is None:
        return ""
    return " ".join("".join(_shown(element)).split())


def _shown(element: ElementTree.Element) -> Iterator[str]:
    """Yield the text of an element, without what was moved away and what stands in for older programs."""
    if element.tag in (f"{_W}moveFrom", _FALLBACK):
        return
    if element.tag == f"{_W}t":
        yield element.text or ""
    elif element.tag in (f"{_W}p", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        yield " "
    for child in element:
        yield from _shown(child)


def _drop_boxes(document: ElementTree.Element) -> Iterator[str]:
    """Take boxes out of a text: pandoc would lose the paragraph that a box hangs on."""
    for parent in list(document.iter()):
        for child in list(parent):
            if child.tag in _SHAPES and child.find(f".//{_W}txbxContent") is not None:
                parent.remove(child)
                yield f"a box on the page: '{_words(child)}'"


def _value(element: ElementTree.Element | None, path: str) -> str | None:
    found = None if element is None else element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return None if found is None else found.get(f"{_W}val")


def _drop_contents(document: ElementTree.Element) -> Iterator[str]:
    """Take tables of contents out of a text: their lines would be taken for its headings."""
    for parent in list(document.iter()):
        for child in list(parent):
            style = _value(child, "pPr/pStyle") or ""
            if child.tag == f"{_W}p" and _CONTENTS.fullmatch(style):
                parent.remove(child)
                if said := _words(child):
                    yield f"a line of its table of contents: '{said}'"


def _lists(numbering: ElementTree.Element | None) -> dict[str, _List]:
    if numbering is None:
        return {}
    abstracts = {each.get(f"{_W}abstractNumId", ""): each for each in numbering.iter(f"{_W}abstractNum")}
    lists = {}
    for number in numbering.iter(f"{_W}num"):
        abstract = _value(number, "abstractNumId") or ""
        if abstract not in abstracts:
            continue
        made = _List(abstract, dict(map(_level, abstracts[abstract].iter(f"{_W}lvl"))))
        for override in number.iter(f"{_W}lvlOverride"):
            at = int(override.get(f"{_W}ilvl", "0"))
            made.levels |= dict(map(_level, override.iter(f"{_W}lvl")))
            if start := _value(override, "startOverride"):
                made.restarts[at] = int(start)
        lists[number.get(f"{_W}numId", "")] = made
    return lists


def _level(level: ElementTree.Element) -> tuple[int, _Level]:
    kind = _KINDS.get(_value(level, "numFmt") or "decimal")
    start, legal = int(_value(level, "start") or "1"), level.find(f"{_W}isLgl") is not None
    return int(level.get(f"{_W}ilvl", "0")), _Level(kind, _value(level, "lvlText") or "", start, legal)


class _Counter:
    """Counts through the paragraphs of a text and types what it counts."""

    def __init__(self, lists: dict[str, _List], styles: ElementTree.Element | None) -> None:
        self.lists = lists
        found = () if styles is None else styles.iter(f"{_W}style")
        self.styles = {style.get(f"{_W}styleId", ""): style for style in found}
        self.counts: dict[str, dict[int, int]] = {}
        self.restarted: set[tuple[str, int]] = set()

    def number(self, document: ElementTree.Element) -> None:
        """Type the numbers into the paragraphs of a text."""
        for paragraph in document.iter(f"{_W}p"):
            name, depth = self._place(paragraph)
            used = self.lists.get(name or "")
            level = used.levels.get(depth) if used else None
            if used and level and level.kind is not None and _words(paragraph):
                _type(paragraph, self._count(used, name or "", depth, level))

    def _place(self, paragraph: ElementTree.Element) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph: its own, or those of its style."""
        own = paragraph.find(f"{_W}pPr")
        name, depth = _value(own, "numPr/numId"), _value(own, "numPr/ilvl")
        style, seen = _value(own, "pStyle"), set[str]()
        while style in self.styles and style not in seen and (name is None or depth is None):
            seen.add(style)
            of_style = self.styles[style].find(f"{_W}pPr")
            name = name if name is not None else _value(of_style, "numPr/numId")
            depth = depth if depth is not None else _value(of_style, "numPr/ilvl")
            style = _value(self.styles[style], "basedOn") or ""
        return name, int(depth or "0")

    def _count(self, used: _List, name: str, depth: int, level: _Level) -> str:
        counts = self.counts.setdefault(used.abstract, {})
        if depth in used.restarts and (name, depth) not in self.restarted:
            self.restarted.add((name, depth))
            counts[depth] = used.restarts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = used.levels.get(at, level)
            count = counts.setdefault(at, other.start)
            return label_of(count, Kind.FIGURES if level.legal or other.kind is None else other.kind)

        return re.sub(r"%(\d)", shown, level.text).strip()


def _type(paragraph: ElementTree.Element, number: str) -> None:
    """Type a number at the start of a paragraph, which then no longer is of Word's list."""
    own = paragraph.find(f"{_W}pPr")
    if own is None:
        own = ElementTree.Element(f"{_W}pPr")
        paragraph.insert(0, own)
    for numbered in own.findall(f"{_W}numPr"):
        own.remove(numbered)
    ElementTree.SubElement(ElementTree.SubElement(own, f"{_W}numPr"), f"{_W}numId").set(f"{_W}val", "0")
    run = ElementTree.Element(f"{_W}r")
    first = next((each for each in paragraph.iter(f"{_W}r") if each.find(f"{_W}t") is not None), None)
    look = None if first is None else first.find(f"{_W}rPr")
    if look is not None:
        run.append(look)
    text = ElementTree.SubElement(run, f"{_W}t")
    text.text = f"{number} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(list(paragraph).index(own) + 1, run)
