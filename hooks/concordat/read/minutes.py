"""Minutes: items, decisions, actions and exempt matter.

A decision, an action or an exempt notice is an ordinary quote that opens with its bold label;
the lines up to the first empty one are its details, from a closed list; the rest is its words.
It ends where the quote ends. A quote that nearly is one is a finding, never passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from concordat.findings import Finding, Location, Rule, error, warning
from concordat.model.records import Action, Decision, Item
from concordat.read.entries import EntryReader, shorten, with_article
from concordat.read.pasted import pasted_rows
from concordat.read.plain_entries import PlainEntry, read_plain_entries
from concordat.read.prose import Prose, heading_words
from concordat.read.quotes import (
    ACTION,
    DECISION,
    EXEMPT,
    Label,
    Quote,
    find_quotes,
    nearly_label,
    nearly_opens,
    nearly_outside,
    read_label,
)

QUOTE_UNCLEAR = error("quote-unclear", "A quote that nearly is a decision's or an action's")
NUMBER_REPEATED = error("minutes-number-repeated", "An item, decision or action number stands twice")
NUMBER_SKIPPED = warning("minutes-number-skipped", "An item, decision or action number is left out")
ITEM_NUMBER_MISSING = warning("item-number-missing", "A heading without a number among numbered items")

SECOND_LABEL = "put an empty line, without '>', before it"
"""What to do about a decision or an action inside the quote of another."""

_HEADING = re.compile(r"\n {0,3}(#{2,6})[ \t]*(?:(\d{1,3}(?:\.\d{1,3})*)[.):]?[ \t]+)?(\S[^\n]*)")


@dataclass(slots=True)
class Minutes:
    """The body of minutes as its reader placed it."""

    items: list[Item] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    mentions: list[tuple[Any, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Exempt:
    """An exempt notice: its ground, its quote, and the line of words that it must not have, or 0."""

    ground: str
    quote: Quote
    words_line: int


def read_minutes(prose: Prose, path: str) -> Minutes:
    """Read the body of minutes: items, decisions, actions, what their details name, and findings."""
    reader = _Reader(prose, path)
    reader.read()
    return reader.minutes


_FIRST_LETTERS = frozenset("DdAaEeNn")  # of a label, or of the "No." before its number


class _Reader:
    def __init__(self, prose: Prose, path: str) -> None:
        self.prose = prose
        self.path = path
        self.minutes = Minutes()
        # In this text, a line begins where the match does; all else stands one place further right.
        self.headings = list(_HEADING.finditer(f"\n{prose.masked}"))
        starts, before = prose.starts, prose.first_line - 1
        self.lines = [bisect_right(starts, match.start()) + before for match in self.headings]
        numbers = [match[2] for match in self.headings]
        self.item_starts = [line for line, number in zip(self.lines, numbers, strict=True) if number]
        self.item_numbers = [*filter(None, numbers)]
        self.exempt: dict[str, _Exempt] = {}

    def read(self) -> None:
        for line, text in nearly_outside(self.prose, self._quotes()):
            message = f"'{shorten(text)}' looks like a decision or an action, but stands in no quote"
            hint = "begin its line, and each line of it, with '> ', and put its label alone on the first"
            self._find(QUOTE_UNCLEAR, line, message, hint)
        for line, text in pasted_rows(self.prose):
            shown = shorten(" ".join(text.replace("|", " ").split()))
            message = f"'{shown}' begins a table of decisions or actions, which is not read"
            hint = "write each as a quote: '> **Action A2**', then '> Owner: …' and '> Due: …'"
            self._find(QUOTE_UNCLEAR, line, message, hint)
        self._items()
        self._check_numbers()

    # -- quotes ------------------------------------------------------------------

    def _quotes(self) -> list[tuple[int, int]]:
        """Read the quotes; return where each begins and ends."""
        plain = read_plain_entries(self.prose, self._item_at)
        marks = sum(self.prose.text.count(">", start, found.end) for start, found in plain.items())
        if marks == self.prose.masked.count(">"):  # there are no others, as nearly always
            for found in plain.values():
                self._plain_entry(found)
            return [(start, found.end) for start, found in plain.items()]
        quotes = find_quotes(self.prose)
        for quote in quotes:
            known = plain.get(quote.start)
            if known and known.end == quote.end:
                self._plain_entry(known)
            else:
                self._quote(quote)
        return [(quote.start, quote.end) for quote in quotes]

    def _plain_entry(self, found: PlainEntry) -> None:
        if isinstance(found.entry, Decision):
            self.minutes.decisions.append(found.entry)
        else:
            self.minutes.actions.append(found.entry)
        self.minutes.mentions += found.mentions

    def _quote(self, quote: Quote) -> None:
        self._cut_at_second_label(quote)
        label = quote.label
        if label is None:
            self._check_nearly(quote)
        elif quote.indented:
            message = f"'{quote.lines[0].strip()}' is indented, so it is part of a list or of code"
            self._find(QUOTE_UNCLEAR, quote.line, message, "move its '>' to the start of the line")
        else:
            self._entry(quote, label)

    def _cut_at_second_label(self, quote: Quote) -> None:
        """Find a second label inside a quote; what follows it does not belong to the first."""
        if not quote.may_hold_label():
            return
        for at in range(1, len(quote.lines)):
            shown = quote.lines[at].strip()
            if shown.lstrip("> \t*_:#.\\-")[:1] not in _FIRST_LETTERS:
                continue
            begins = not quote.lines[at - 1].strip() or shown.rstrip(" .:").endswith(("**", "__"))
            if read_label(shown) or (begins and nearly_label(shown)):  # words can wrap to 'Decision D1'
                message = f"'{shown}' stands inside the quote that begins on line {quote.line}"
                self._find(QUOTE_UNCLEAR, quote.line + at, message, SECOND_LABEL)
                quote.lines = quote.lines[:at]
                return

    def _check_nearly(self, quote: Quote) -> None:
        kind = nearly_opens(quote.lines[0])
        if kind:
            number = re.search(r"[1-9]\d{0,2}", quote.lines[0])
            sample = (
                f"**{kind} {kind[0]}{number[0] if number else 1}**" if kind != EXEMPT else f"**{EXEMPT}**"
            )
            message = (
                f"'{shorten(quote.lines[0])}' is nearly the label of {with_article(kind)}, but not quite"
            )
            self._find(QUOTE_UNCLEAR, quote.line, message, f"write it as '{sample}', alone on its line")

    def _entry(self, quote: Quote, label: Label) -> None:
        item = self._item_at(quote.line)
        entry = EntryReader(self.path, quote, label, item)
        if label.kind == DECISION:
            self.minutes.decisions.append(entry.decision())
        elif label.kind == ACTION:
            self.minutes.actions.append(entry.action())
        else:
            self.exempt[item] = _Exempt(entry.text("Ground"), quote, entry.words_line)
            if not item:
                message = f"'**{EXEMPT}**' stands under no numbered heading"
                self._find(QUOTE_UNCLEAR, quote.line, message, "move it under the heading of its item")
        self.minutes.mentions += entry.mentions
        self.minutes.findings += entry.findings

    def _item_at(self, line: int) -> str:
        index = bisect_right(self.item_starts, line) - 1
        return self.item_numbers[index] if index >= 0 else ""

    # -- items -------------------------------------------------------------------

    def _items(self) -> None:
        levels = {len(match[1]) for match in self.headings if match[2]}
        for at, match in enumerate(self.headings):
            line = self.lines[at]
            if match[2]:
                self.minutes.items.append(self._item(at, match, line))
            elif len(match[1]) in levels:
                words = heading_words(match[3])
                message = f"the heading '{words}' has no number, as the other items have"
                hint = "give it the next number, or make it a heading of a lower level"
                if re.match(r"[*_]*\d", match[3]):
                    hint = "write its number first and plain, then a space, then its words"
                self._find(ITEM_NUMBER_MISSING, line, message, hint)

    def _item(self, at: int, match: re.Match[str], line: int) -> Item:
        title = heading_words(self.prose.text[match.start(3) - 1 : match.end() - 1])
        notice = self.exempt.get(match[2])
        if notice is None:
            return Item(match[2], title, line)
        later = (self.headings[i] for i in range(at + 1, len(self.headings)))
        end = next((heading.start() for heading in later if len(heading[1]) <= len(match[1])), None)
        prose_line = notice.words_line or self._first_prose(match.end() - 1, end, notice.quote)
        return Item(match[2], title, line, True, notice.ground, notice.quote.line, prose_line)

    def _first_prose(self, start: int, end: int | None, notice: Quote) -> int:
        """Return the first line, in a stretch of text, besides its exempt notice; 0 where there is none."""
        if start <= notice.start and not self.prose.text[start : notice.start].strip():
            start = notice.end
        rest = self.prose.text[start:end]
        return self.prose.line(start + len(rest) - len(rest.lstrip())) if rest.strip() else 0

    # -- numbers -------------------------------------------------------------------

    def _check_numbers(self) -> None:
        for entries, letter, what in (
            ([(int(d.number[1:]), d.line) for d in self.minutes.decisions], "D", "decision"),
            ([(int(a.number[1:]), a.line) for a in self.minutes.actions], "A", "action"),
        ):
            self._check_run(entries, letter, what, 0)
        tops = [(int(i.number), i.line) for i in self.minutes.items if i.number.isdigit()]
        if tops:  # items run on through a year, so the first of a meeting can have any number
            self._check_run(tops, "", "item", tops[0][0] - 1)
        parts: dict[str, list[tuple[int, int]]] = {}
        for item in self.minutes.items:
            whole, dot, own = item.number.rpartition(".")
            if dot:
                parts.setdefault(f"{whole}.", []).append((int(own), item.line))
        for whole, entries in parts.items():
            self._check_run(entries, whole, "item", 0)

    def _check_run(self, entries: list[tuple[int, int]], letter: str, what: str, last: int) -> None:
        if [number for number, _ in entries] == list(range(last + 1, last + 1 + len(entries))):
            return
        seen: dict[int, int] = {}
        missing: set[int] = set()  # numbers said to be left out, which may stand further down
        repeated = 0  # a number that stands twice takes the place of the next one
        for number, line in entries:
            name = f"{letter}{number}"
            if number in seen:
                related = [Location(self.path, seen[number])]
                message = f"{what} {name} stands twice; its first place is line {seen[number]}"
                finding = NUMBER_REPEATED.at(
                    Location(self.path, line),
                    message,
                    "give each its own number",
                    subject=name,
                    related=related,
                )
                self.minutes.findings.append(finding)
                repeated += 1
                continue
            seen[number] = line
            if number not in (last + 1, last + 1 + repeated) and number not in missing:
                missing.update(range(last + 1, number))
                wanted = f"{letter}{last + 1}"
                after = f"follows {letter}{last}; {wanted} comes next"
                order = after if last else f"is the first, not {wanted}"
                message = f"{what} {name} {order}"
                self._find(
                    NUMBER_SKIPPED, line, message, "number them in the order in which they stand", name
                )
            last = max(last, number)

    def _find(
        self, rule: Rule, line: int, message: str, hint: str, subject: str = "", column: int = 1
    ) -> None:
        self.minutes.findings.append(
            rule.at(Location(self.path, line, column), message, hint, subject=subject)
        )
