"""A Python-Markdown extension: makes elements of the marks that `concordat.site.frames` writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from concordat.places import Place
from concordat.site.frames import AT, BEGIN, END, Frame, relative
from concordat.views.cells import Cell, Fact

_BEGINNING = re.compile(f"{BEGIN}(\\d+){AT}")
_BEFORE_INLINE = 25  # Python-Markdown's inline patterns run at 20, MkDocs' links at 0


class FrameExtension(Extension):
    """Renders frames. Before a page is converted, `frames` and `path` are set to that page's."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: tuple[Frame, ...] = ()
        self.path = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, D102 (the base class names it)
        md.treeprocessors.register(_Framer(md, self), "concordat_frames", _BEFORE_INLINE)


class _Framer(Treeprocessor):
    def __init__(self, md: Markdown, extension: FrameExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Move what stands between two marks into their frame's element."""
        if not any(_mark(element) for element in root):
            return
        children = list(root)
        for child in children:
            root.remove(child)
        opened: list[_Element] = [_Element(root, None, self.extension.path)]
        awaiting: Frame | None = None
        for child in children:
            mark = _mark(child)
            if mark == END:
                if len(opened) > 1:
                    opened.pop().close()
            elif mark and (beginning := _BEGINNING.fullmatch(mark)):
                frame = self.extension.frames[int(beginning[1])]
                if frame.kind == "heading":
                    awaiting = frame
                else:
                    opened.append(opened[-1].begin(frame))
            else:
                if awaiting is not None and re.fullmatch("h[1-6]", child.tag):
                    child.set("id", awaiting.anchor)
                    opened[-1].content.append(child)
                    _add_backlinks(opened[-1].content, awaiting, self.extension.path)
                    awaiting = None
                    continue
                opened[-1].add(child)
        while len(opened) > 1:
            opened.pop().close()


def _mark(element: Element) -> str:
    """Return the mark that a paragraph consists of, or ""."""
    text = element.text or ""
    return text if element.tag == "p" and text[:1] in (BEGIN, END) and not len(element) else ""


class _Element:
    """The element of a frame while its content is moved into it."""

    def __init__(self, content: Element, frame: Frame | None, path: str) -> None:
        self.content, self.frame, self.path = content, frame, path
        self.backlinks_shown = frame is None

    def begin(self, frame: Frame) -> _Element:
        """Open a frame inside this one."""
        self._show_backlinks()
        return _Element(self._outer(frame), frame, self.path)

    def _outer(self, frame: Frame) -> Element:
        if frame.kind != "clause":
            return _entry(self.content, frame, self.path)
        outer = SubElement(self.content, "div", {"class": f"clause clause-{frame.level}"})
        outer.set("data-clause", frame.anchor)
        if frame.heading:
            outer.set("class", f"clause clause-{frame.level} clause-section")
            if frame.key:
                outer.set("id", frame.key)
        return outer

    def add(self, child: Element) -> None:
        """Move a part of the page into this element."""
        frame = self.frame
        if frame is not None and frame.kind == "clause" and not len(self.content):
            self._label(frame, child)
            if re.fullmatch("h[1-6]", child.tag):
                return
        self.content.append(child)

    def _label(self, frame: Frame, first: Element) -> None:
        """Show the number: inside a heading, which bears the anchor; else beside the words."""
        if re.fullmatch("h[1-6]", first.tag):
            first.set("id", frame.anchor)
            number = Element("span", {"class": "clause-number"})
            number.text = AtomicString(frame.label)
            number.tail = f" {first.text or ''}"
            first.text = ""
            first.insert(0, number)
            self.content.append(first)
            return
        self.content.set("id", frame.anchor)
        link = SubElement(self.content, "a", {"class": "clause-number", "href": f"#{frame.anchor}"})
        link.set("aria-label", frame.name)
        link.text = AtomicString(frame.label)
        key = {"id": frame.key} if frame.key else {}
        self.content = SubElement(self.content, "div", {"class": "clause-text", **key})

    def close(self) -> None:
        """Finish the element."""
        if self.frame is not None and self.frame.kind == "clause" and not len(self.content):
            self._label(self.frame, Element("p"))
        self._show_backlinks()

    def _show_backlinks(self) -> None:
        if self.frame is None or self.backlinks_shown:
            return
        if self.frame.kind == "clause" and not len(self.content) and "id" not in self.content.attrib:
            self._label(self.frame, Element("p"))
        self.backlinks_shown = True
        for note in self.frame.notes:
            line = SubElement(self.content, "p", {"class": note.mark})
            if note.text:
                SubElement(line, "span").text = AtomicString(f"{note.text} ")
            _cells(line, note.links, self.path)
        _add_backlinks(self.content, self.frame, self.path)


def _entry(parent: Element, frame: Frame, path: str) -> Element:
    """Return the element of a decision, an action or an exempt notice, with its label and details."""
    outer = SubElement(parent, "section", {"class": f"entry entry-{frame.kind}"})
    outer.set("aria-label", frame.name)
    label = SubElement(outer, "p", {"class": "entry-label"})
    if frame.anchor:
        outer.set("id", frame.anchor)
        label = SubElement(label, "a", {"href": f"#{frame.anchor}"})
    label.text = AtomicString(frame.name)
    if frame.facts:
        _facts(SubElement(outer, "dl", {"class": "facts"}), frame.facts, path)
    return outer


def _facts(parent: Element, facts: Iterable[Fact], path: str) -> None:
    for fact in facts:
        SubElement(parent, "dt").text = AtomicString(fact.label)
        _cells(SubElement(parent, "dd"), fact.cells, path)


def _cells(parent: Element, cells: tuple[Cell, ...], path: str) -> None:
    for at, cell in enumerate(cells):
        if cell.place is not None:
            shown = _link(parent, cell.text, cell.place, path)
        else:
            shown = SubElement(parent, "span", {"class": f"mark-{cell.mark}"} if cell.mark else {})
            shown.text = AtomicString(f"{cell.text} " if cell.items else cell.text)
            _cells(shown, cell.items, path)
        shown.tail = "; " if at + 1 < len(cells) else ""


def _link(parent: Element, text: str, place: Place, path: str) -> Element:
    link = SubElement(parent, "a", {"href": relative(place, path)})
    link.text = AtomicString(text)
    return link


def _add_backlinks(parent: Element, frame: Frame, path: str) -> None:
    """Add the list of what names this part of the record, folded."""
    named = frame.named
    if named is None:
        return
    details = SubElement(parent, "details", {"class": "backlinks"})
    name = frame.name or f"Item {frame.label}"
    summary = SubElement(details, "summary")
    places = "1 place" if named.count == 1 else f"{named.count} places"
    summary.text = AtomicString(f"{name} is named in {places}")
    rows = SubElement(details, "ul")
    for backlink in named.shown:
        row = SubElement(rows, "li")
        row.text = AtomicString(f"{backlink.relation} ")
        _link(row, backlink.label, backlink.place, path)
    if named.everything:
        row = SubElement(rows, "li")
        _link(row, f"All {named.count} places, with the history of {frame.anchor}", named.everything, path)
