"""Decisions and actions of the plainest kind, read by one pattern.

A record has them by the ten thousand, and nearly all are written just as the help shows it: a label,
details in the form `Name: value`, an empty line, one paragraph of words that cannot be taken for another
label. Here these are read, and nothing can be found in them; all else is for `entries`, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import Any, NamedTuple

from concordat import addresses
from concordat.dates import DateError, parse_date
from concordat.model.mentions import Relation
from concordat.model.records import Action, ActionState, Decision
from concordat.read.entries import DETAILS, values_in
from concordat.read.prose import Prose
from concordat.read.quotes import ACTION, DECISION

_ENTRY = re.compile(
    r"\n> \*\*(?:Decision (?=D)|Action (?=A))([DA][1-9]\d{0,2})\*\*\n"
    r"((?:> [A-Z][a-z]+: [^\s\\][^\n]*(?<![\s\\])\n)*)>\n"
    r"> (?i:(?=[^\s>*_:#.\\\-daen])|(?=(?:(?!no )[a-z]+ ){3}(?!no\b)[a-z]))"
    r"([^\n]*(?:\n> (?=[^\n]*\S)[^\n]*)*)"
    r"(?=\n\n|\n?\Z)"
)
_DETAIL = re.compile(r"> ([A-Za-z]+): ([^\n]*)\n")
_DECISION, _ACTION = frozenset(DETAILS[DECISION]), frozenset(DETAILS[ACTION])
_STATES = {str(state): state for state in ActionState}

Rows = list[tuple[Any, ...]]
"""Rows for `Mentions`."""


class PlainEntry(NamedTuple):
    """A decision or an action, what its details name, and where its quote ends."""

    entry: Decision | Action
    mentions: Rows
    end: int


def read_plain_entries(prose: Prose, item_at: Callable[[int], str]) -> dict[int, PlainEntry]:
    """Return the decisions and actions of the plainest kind by the offset at which each begins.

    `item_at` returns the number of the item that a line stands in.
    """
    found: dict[int, PlainEntry] = {}
    text, line, at = prose.text, prose.first_line, 0
    if prose.masked != text:
        return found
    for match in _ENTRY.finditer(f"\n{text}"):  # its line begins where the match does, without the "\n"
        start, end = match.start(), match.end() - 1
        line += text.count("\n", at, start)
        at = start
        if made := _entry(match, line, line + text.count("\n", start, end), item_at(line)):
            found[start] = PlainEntry(*made, end)
    return found


def _entry(match: re.Match[str], line: int, last: int, item: str) -> tuple[Decision | Action, Rows] | None:
    number, rows, words = match.groups()
    details = {intern(name): said for name, said in _DETAIL.findall(rows)} if rows else {}
    if "**" in words or "__" in words or rows.count("\n") != len(details):
        return None
    lines = tuple(zip(details, range(line + 1, last), strict=False))
    head = (number, words.replace("\n> ", "\n").strip("\n"), line, last, item)
    try:
        if number[0] == "D" and details.keys() <= _DECISION:
            return _decision(head, details, lines)
        if number[0] == "A" and details.keys() <= _ACTION:
            return _action(head, details, lines)
    except (DateError, _NotPlain):
        pass
    return None


class _NotPlain(Exception):
    """A detail whose value has to be looked at."""


_Head = tuple[str, str, int, int, str]
_Lines = tuple[tuple[str, int], ...]


def _decision(head: _Head, details: dict[str, str], lines: _Lines) -> tuple[Decision, Rows]:
    if not details:
        return Decision(*head), []
    named: Rows = []
    amends = _cited("Amends", Relation.AMENDS, details, lines, named)
    supersedes = _cited("Supersedes", Relation.SUPERSEDES, details, lines, named)
    concerns = tuple(values_in(details["Concerns"].strip("[]."))) if "Concerns" in details else ()
    return Decision(*head, amends, supersedes, concerns, lines), named


def _action(head: _Head, details: dict[str, str], lines: _Lines) -> tuple[Action, Rows]:
    named: Rows = []
    return (
        Action(
            *head,
            details.get("Owner", ""),
            parse_date(details["Due"]) if "Due" in details else None,
            next(iter(_cited("From", Relation.FOLLOWS_FROM, details, lines, named)), None),
            next(iter(_cited("Carries", Relation.CARRIES, details, lines, named)), None),
            _state(details.get("State", ActionState.OPEN)),
            parse_date(details["Closed"]) if "Closed" in details else None,
            lines,
        ),
        named,
    )


def _state(written: str) -> ActionState:
    if written not in _STATES:
        raise _NotPlain
    return _STATES[written]


def _cited(
    name: str, relation: Relation, details: dict[str, str], lines: _Lines, named: Rows
) -> tuple[addresses.Citation, ...]:
    """Return the addresses that a detail names, if it is there, and keep their mentions."""
    if name not in details:
        return ()
    alone = addresses.parse(details[name])
    texts = () if alone else values_in(details[name])
    found = (alone,) if alone else tuple(addresses.parse(text.strip("[].")) for text in texts)
    if None in found:
        raise _NotPlain
    place = next(line for each, line in lines if each == name), len(name) + 5
    named += [(str(citation), *place, relation, False, "", (), "") for citation in found]
    return tuple(filter(None, found))
