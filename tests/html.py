"""A built page as a tree, for tests: elements by id and class, their words, their links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_SILENT = frozenset(("script", "style", "template"))


@dataclass(eq=False)
class Node:
    """An element. `text` gives its words with white space folded."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list, repr=False)
    parent: Node | None = field(default=None, repr=False)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """Every element below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", cls: str = "", **attrs: str) -> list[Node]:
        """The elements below this one with a tag, a class and attributes."""
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag)
            and (not cls or cls in node.classes)
            and all(node.attrs.get(key) == value for key, value in attrs.items())
        ]

    def one(self, tag: str = "", cls: str = "", **attrs: str) -> Node:
        """The only element below this one with a tag, a class and attributes."""
        found = self.all(tag, cls, **attrs)
        assert len(found) == 1, f"{len(found)} elements are {tag or 'any'} {cls} {attrs}"
        return found[0]

    def above(self) -> list[Node]:
        """The elements around this one, from the nearest."""
        return [self.parent, *self.parent.above()] if self.parent else []

    def text(self, without: tuple[str, ...] = ()) -> str:
        """Its words, save those of elements below it that have one of the classes."""
        return " ".join("".join(self._strings(without)).split())

    def _strings(self, without: tuple[str, ...]) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _SILENT and not set(without) & set(child.classes):
                yield from child._strings(without)
                if "filename" in child.classes:  # the title of a block of code stands on a line of its own
                    yield " "

    def links(self) -> list[tuple[str, str]]:
        """The words and the target of each link below this one."""
        return [(node.text(), node.attrs["href"]) for node in self.all("a") if "href" in node.attrs]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Node("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs}, parent=self.at)
        self.at.children.append(node)
        if tag not in _VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for node in [self.at, *self.at.above()]:
            if node.tag == tag and node.parent:
                self.at = node.parent
                return

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def parse(markup: str) -> Node:
    """Return the tree of a page."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    return parser.root
