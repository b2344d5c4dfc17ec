"""Numbers after an insertion: each clause after it moves on, and with it what refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concordat.addresses import labels, number_key
from concordat.index import Agreement, Edition
from concordat.matching import likeness
from concordat.mending.page import Page
from concordat.model.mentions import Mention
from concordat.model.records import Clause
from concordat.read.labels import heading, paragraph_label
from concordat.read.numbering import Kind, kinds_beginning_with, label_of, likeliest_kind, ordinal
from concordat.seal import words

_TOKEN = re.compile(r"\d+|[A-Za-z]+")
_ALIKE, _UNLIKE = 0.7, 0.5  # how alike the words of a clause are to those of the one that it continues


class Unsettled(Exception):
    """Why the numbers of an edition are left as they are."""


@dataclass(frozen=True, slots=True)
class Renumbering:
    """New numbers of an edition's clauses, by their place in the text, and what each old number becomes."""

    edition: Edition
    labels: dict[int, tuple[str, ...]]
    became: dict[
        str, str
    ]  # by the old number's own key; of a number that stood twice, the clause that had it first

    @property
    def changes(self) -> bool:
        """Whether any number changes."""
        return any(labels(self.edition.clauses[at].number) != new for at, new in self.labels.items())


def renumber(agreement: Agreement, edition: Edition) -> Renumbering:
    """Return the numbers that the clauses of an edition have once each follows the one before it.

    Only numbers that stand twice move others on; a number that is left out stays left out. Raises
    Unsettled where that does not say what is meant.
    """
    made = _new_labels(edition.clauses)
    became: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    for at, clause in enumerate(edition.clauses):
        places.setdefault(clause.key, []).append(at)
    for key, found in places.items():
        older = found[0] if len(found) == 1 else _earlier(agreement, edition, key, found)
        if older is not None:
            became[key] = _written(edition.clauses[older].number, made[older])
    return Renumbering(edition, made, became)


def _new_labels(clauses: tuple[Clause, ...]) -> dict[int, tuple[str, ...]]:
    made: dict[int, tuple[str, ...]] = {}
    latest: dict[tuple[str, ...], int] = {}  # the last clause of each number, by its old labels
    last: dict[
        tuple[int, tuple[str, ...]], tuple[Kind, int]
    ] = {}  # of each list, its kind and its last place
    for at, clause in enumerate(clauses):
        own = labels(clause.number)
        parent = latest.get(own[:-1], -1)
        above = made[parent] if parent >= 0 else own[:-1]
        row = (parent, own[:-1])
        kind, before = last.get(row, ((kinds_beginning_with(own[-1]) or [likeliest_kind(own[-1])])[0], 0))
        place = ordinal(own[-1], kind)
        if place is None:
            raise Unsettled(f"{clause.number}, line {clause.line}, is of another kind than the list it is in")
        place = place if place > before else before + 1
        last[row] = (kind, place)
        made[at] = (*above, label_of(place, kind))
        latest[own] = at
    return made


def _earlier(agreement: Agreement, edition: Edition, key: str, places: list[int]) -> int | None:
    """Return which of the clauses with one number is the one that had it in the edition before, or None."""
    names = [each.name for each in agreement.editions]
    before = agreement.editions[names.index(edition.name) - 1] if names.index(edition.name) else None
    old = before.by_key.get(key) if before else None
    if before is None or old is None:
        return None
    said = words(f"{before.clauses[old].title} {before.texts[old]}").split()
    alike = {
        at: likeness(said, words(f"{edition.clauses[at].title} {edition.texts[at]}").split()) for at in places
    }
    best = max(alike, key=lambda at: alike[at])
    others = [score for at, score in alike.items() if at != best]
    return best if alike[best] >= _ALIKE and max(others) < _UNLIKE else None


def _written(number: str, new: tuple[str, ...]) -> str:
    """Return a number with other labels, punctuated as it was."""
    parts = iter(new)
    return _TOKEN.sub(lambda _: next(parts), number)


def write_numbers(page: Page, made: Renumbering) -> None:
    """Write the new numbers into the text of the edition, and into its mentions of its own clauses."""
    edition = made.edition
    for mention in edition.file.document.mentions:
        if mention.plain:
            _write_mention(page, made, mention)
    last_on = {clause.line: at for at, clause in enumerate(edition.clauses)}
    for line, at in last_on.items():
        _write_label(page, line, labels(edition.clauses[at].number), made.labels[at])


def _write_label(page: Page, line: int, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    if old == new:
        return
    text = page.line(line)
    found = heading(text, "")
    label = found.label if found else paragraph_label(text)
    if label is None or label.parts != old[len(old) - len(label.parts) :]:
        raise Unsettled(f"the number on line {line} is not written in full")
    parts = iter(new[len(new) - len(label.parts) :])
    page.change(line, _TOKEN.sub(lambda _: next(parts), text[: label.content]) + text[label.content :])


def _write_mention(page: Page, made: Renumbering, mention: Mention) -> None:
    old = labels(mention.text)
    whole = old if mention.text[0] != "(" else (*mention.within, *old)
    while number_key(".".join(whole)) not in made.edition.by_key and len(whole) > len(old):
        whole = (*whole[: -len(old) - 1], *old)  # "(b)" beside (a): of the clause above
    key = ".".join(whole)
    if key not in made.edition.by_key:
        candidates = [each for each in made.edition.by_key if each.endswith(f".{key}")]
        key = candidates[0] if len(candidates) == 1 else key
    if key not in made.edition.by_key:
        return  # it leads nowhere, which a check finds
    if key not in made.became:
        raise Unsettled(
            f"line {mention.line} mentions {mention.text}, which stands twice, "
            "and the edition before does not tell which is meant"
        )
    new = labels(made.became[key])
    number = _written(mention.text, new[len(new) - len(old) :])
    if number == mention.text:
        return
    _replace(page, mention.line, mention.column, mention.text, number)


def _replace(page: Page, line: int, column: int, old: str, new: str) -> None:
    """Replace a text on a line; earlier replacements on it may have moved it."""
    text, before = page.line(line), page.lines[line - 1]
    at = column - 1 + len(text) - len(before) if before != text else column - 1
    if text[at : at + len(old)] != old:
        at = text.find(old, max(0, column - 12))
    page.change(line, text[:at] + new + text[at + len(old) :])


def write_references(page: Page, made: Renumbering) -> Iterator[int]:
    """Write the new numbers into references such as `[SLI/3 4.3]` on another page; yield the lines."""
    address = re.escape(made.edition.address)
    pattern = re.compile(rf"(?<![\w/-])({address} )([0-9A-Z][\w.]*(?:\([\w]+\))*)(?![\w(])")

    def new(match: re.Match[str]) -> str:
        number = match[2].rstrip(".")
        key = number_key(number)
        return match[1] + made.became.get(key, number) + match[2][len(number) :]

    for number in range(1, len(page.lines) + 1):
        text = page.line(number)
        changed = pattern.sub(new, text)
        if changed != text:
            page.change(number, changed)
            yield number
