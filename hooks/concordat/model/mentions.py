"""What a page mentions, links to and shows, as its reader found it.

What a large record has by the ten thousand is a named tuple, which is made in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from concordat import addresses


class Relation(StrEnum):
    """What one part of the record says about another."""

    MENTIONS = "mentions"
    AMENDS = "amends"
    SUPERSEDES = "supersedes"
    FOLLOWS_FROM = "follows from"
    CARRIES = "carries"
    CLOSES = "closes"
    APPROVED_AT = "approved at"
    ADOPTED_BY = "adopted by"
    CORRECTED_AT = "corrected at"
    CORRECTED_BY = "corrected by"
    REPEALED_BY = "repealed by"
    CARRIES_CHANGE = "carries the change of"


class Mention(NamedTuple):
    """A reference as it stands in a text, before anybody knows where it leads."""

    text: str  # the citation, with its white space folded
    line: int
    column: int
    relation: Relation = Relation.MENTIONS
    plain: bool = False  # a plain "clause 4.2" in signed text, without brackets
    bracketed: str = ""  # the words between the brackets that the page's link is looked up by
    within: tuple[str, ...] = ()  # the labels of the clause that it stands in, for relative mentions
    words: str = ""  # of a plain mention: "section 47 enquiries of …", from its first word on, folded

    @property
    def citation(self) -> addresses.Citation | addresses.Unread:
        """What the text names; `Unread` where it only begins like an address."""
        if self.plain:
            return addresses.Clause("", "", self.text)
        return addresses.parse(self.text) or addresses.Unread(self.text)


class Mentions:
    """The mentions of a page, kept in columns: a large record has hundreds of thousands."""

    __slots__ = ("columns",)

    def __init__(self, columns: tuple[tuple[Any, ...], ...]) -> None:
        self.columns = columns  # one tuple for each field of a mention; none where there are no mentions

    @classmethod
    def of(cls, mentions: Iterable[tuple[Any, ...]]) -> Mentions:
        """Return mentions, or tuples of what one has, in columns."""
        return cls(tuple(map(_shared, zip(*mentions, strict=True))))

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each."""
        return self.columns[0] if self.columns else ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relation of each."""
        return self.columns[3] if self.columns else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mentions) and self.columns == other.columns

    def __hash__(self) -> int:
        return hash(self.columns)

    def __repr__(self) -> str:
        return f"Mentions.of({list(self)!r})"

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Mention]:
        return map(Mention, *self.columns) if self.columns else iter(())

    def __getitem__(self, at: int) -> Mention:
        return Mention(*(column[at] for column in self.columns))


class Link(NamedTuple):
    """An ordinary link to another file of the record."""

    target: str
    line: int
    column: int


class Contact(NamedTuple):
    """Something personal that a text shows: an e-mail address, a telephone number, a signature."""

    kind: str  # "email", "telephone", "signature"
    value: str
    line: int
    column: int


@lru_cache(maxsize=1024)
def _alike(value: object, count: int) -> tuple[Any, ...]:
    return (value,) * count


def _shared(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a column; one of nothing but `False`, `""` or `()` is the same object on all pages."""
    first = column[0]
    empty = not first and column.count(first) == len(column)
    return _alike(first, len(column)) if empty else column


NO_MENTIONS = Mentions(())
