"""The gist of a page: all of what it holds below its settings that a finding can depend on.

Free words are no part of it (see `UNREAD`), and of lines only their order is: rules compare lines, and do
not count them. Of mere mentions, links and contacts it has what they name, not where or how often they
stand. So, where settings and gist stay the same, and nothing was or is found on the page itself, nothing
else is found anywhere; see `concordat.unseen`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from concordat.model.mentions import Contact, Link, Mentions, Relation
from concordat.model.records import Action, Decision, EventFile, Item, MeetingFile, Part, PostFile, Titled
from concordat.read.bodies import Body

UNREAD: Mapping[type, frozenset[str]] = {
    Decision: frozenset({"words"}),
    Action: frozenset({"words"}),
    PostFile: frozenset({"text"}),
}
"""The fields of free words that no rule reads, by the class that has them."""

_Row = Item | Decision | Action
_Detail = tuple[str, int, Relation]


class Gist(NamedTuple):
    """The sum of a page's gist, and the lines on which something can be found, in their order."""

    sum: str
    lines: list[int]


def gist_of(part: Part) -> tuple[Gist, bool] | None:
    """Return a page's gist, and whether its settings name it; None for what is no such page."""
    if not isinstance(part, MeetingFile | Titled):
        return None
    document = part.document
    top = max((line for line, _ in document.marks.values()), default=0)
    named = isinstance(part, MeetingFile | EventFile) or part.front.title is not None
    rows: Iterable[_Row] = ()
    if isinstance(part, MeetingFile):
        rows = (*part.items, *part.decisions, *part.actions)
    title = "" if isinstance(part, MeetingFile) or named else part.title
    return _gist(title, rows, document.mentions, top, document.links, document.contacts), named


def gist_of_body(body: Body, *, named: bool) -> Gist:
    """Return the gist of a page of which only the body has been read; `named` as `gist_of` says it."""
    minutes = body.minutes
    mentions = Mentions.of((*body.references, *minutes.mentions))
    rows: Iterable[_Row] = (*minutes.items, *minutes.decisions, *minutes.actions)
    return _gist("" if named else body.title, rows, mentions, 0, body.links, body.contacts)


def _gist(
    title: str,
    rows: Iterable[_Row],
    mentions: Mentions,
    top: int,
    links: Sequence[Link],
    contacts: Sequence[Contact],
) -> Gist:
    """Make a gist; `top` is the last line of the settings, whose mentions are no part of it."""
    kept = [dict(_read_of(row)) for row in rows]
    details, mere = _split(mentions, top)
    lines = {0, *(line for _, line, _ in details), *(line for row in kept for line in _lines(row))}
    ranks = {line: rank for rank, line in enumerate(sorted(lines))}
    whole = (
        title,
        [[(name, _ranked(name, value, ranks)) for name, value in row.items()] for row in kept],
        [(text, ranks[line], relation.value) for text, line, relation in details],
        sorted(mere),
        sorted({link.target for link in links}),
        sorted({(contact.kind, contact.value) for contact in contacts}),
    )
    sum_ = hashlib.sha256(repr(whole).encode(errors="surrogatepass")).hexdigest()[:32]
    return Gist(sum_, [line for row in kept for line in _found_on(row)])


def _read_of(row: _Row) -> Iterator[tuple[str, Any]]:
    unread = UNREAD.get(type(row), ())
    return ((name, value) for name, value in zip(row._fields, row, strict=True) if name not in unread)


def _split(mentions: Mentions, top: int) -> tuple[list[_Detail], set[str]]:
    """Return the mentions of a body that stand in a relation, and the texts of the mere ones."""
    if not mentions.columns:
        return [], set()
    texts, lines, relations = mentions.columns[0], mentions.columns[1], mentions.columns[3]
    every = zip(texts, lines, relations, strict=True)
    details = [each for each in every if each[2] is not Relation.MENTIONS]
    mere = {text for text, relation in zip(texts, relations, strict=True) if relation is Relation.MENTIONS}
    return [each for each in details if each[1] > top], mere


def _found_on(row: Mapping[str, Any]) -> Iterator[int]:
    """Yield the lines of a row at which rules place what they find in it."""
    yield row["line"]
    yield from (line for _, line in row.get("detail_lines", ()))


def _lines(row: Mapping[str, Any]) -> Iterator[int]:
    for name, value in row.items():
        if name.endswith("line"):
            yield value
        elif name == "detail_lines":
            yield from (line for _, line in value)


def _ranked(name: str, value: Any, ranks: Mapping[int, int]) -> Any:
    if name.endswith("line"):
        return ranks[value]
    return [(key, ranks[line]) for key, line in value] if name == "detail_lines" else value
