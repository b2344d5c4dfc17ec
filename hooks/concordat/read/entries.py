"""The content of a labelled quote: the details and the words of a decision or an action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from concordat import addresses
from concordat.dates import DateError, date_hint, parse_date
from concordat.findings import Finding, Location, Rule, did_you_mean, error, listed, nearest
from concordat.model.mentions import Mention, Relation
from concordat.model.records import Action, ActionState, Decision
from concordat.read.quotes import ACTION, DECISION, EXEMPT, Label, Quote
from concordat.read.wrong import DATE_IMPOSSIBLE, VALUE_TYPE

DETAIL_UNKNOWN = error("detail-unknown", "A detail line that decisions or actions do not have")
DETAIL_REPEATED = error("detail-repeated", "A detail stands twice")
WORDS_MISSING = error("words-missing", "A decision or an action without words")

DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        DECISION: ("Amends", "Supersedes", "Concerns"),
        ACTION: ("Owner", "Due", "From", "Carries", "State", "Closed"),
        EXEMPT: ("Ground",),
    }
)
"""The details that each kind of quote can have: the one list of them."""

_DETAIL = re.compile(r"([A-Za-z][A-Za-z -]{0,24}?)[ \t]*:[ \t]*(.*)")
_SEPARATOR = re.compile(r" ?[,;] ?(?:and )?| and ")


class _Value(NamedTuple):
    """What a detail says, and where."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class EntryReader:
    """Reads one labelled quote; what it names and what it finds is kept beside."""

    path: str
    quote: Quote
    label: Label
    item: str
    details: dict[str, _Value] = field(default_factory=dict)
    begin: int = 0  # of the lines, the first that belongs to the words
    words: str = ""
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begin = self._read_details()
        self.words = "\n".join(self.quote.lines[self.begin :]).strip("\n")

    @property
    def words_line(self) -> int:
        """The line on which its words begin; 0 where there are none."""
        lines = enumerate(self.quote.lines[self.begin :], self.quote.line + self.begin)
        return next((line for line, text in lines if text.strip()), 0)

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.label.kind.lower()} {self.label.number}" if self.label.number else "the exempt item"

    def decision(self) -> Decision:
        """Return the decision that the quote is."""
        self._need_words("write what was decided after an empty '>' line")
        return Decision(
            self.label.number,
            self.words,
            self.quote.line,
            self.quote.line + len(self.quote.lines) - 1,
            self.item,
            self._citations("Amends", Relation.AMENDS),
            self._citations("Supersedes", Relation.SUPERSEDES),
            tuple(values_in(self.text("Concerns").strip("[]."))) if "Concerns" in self.details else (),
            self._lines(),
        )

    def action(self) -> Action:
        """Return the action that the quote is."""
        self._need_words("write what is to be done after an empty '>' line")
        from_decision = self._citations("From", Relation.FOLLOWS_FROM)
        carries = self._citations("Carries", Relation.CARRIES)
        return Action(
            self.label.number,
            self.words,
            self.quote.line,
            self.quote.line + len(self.quote.lines) - 1,
            self.item,
            self.text("Owner"),
            self._date("Due"),
            from_decision[0] if from_decision else None,
            carries[0] if carries else None,
            self._state(),
            self._date("Closed"),
            self._lines(),
        )

    def text(self, name: str) -> str:
        """Return what a detail says, "" where it is not there."""
        return self.details[name].text if name in self.details else ""

    def _lines(self) -> tuple[tuple[str, int], ...]:
        return tuple([(name, value.line) for name, value in self.details.items()])

    def _need_words(self, hint: str) -> None:
        if not self.words.strip():
            self._find(WORDS_MISSING, self.quote.line, f"{self.name} has no words", hint)

    # -- the detail lines ----------------------------------------------------------

    def _read_details(self) -> int:
        """Read the detail lines; return the index of the first line of the words."""
        last, last_detail, names = "", -1, DETAILS[self.label.kind]
        for at in range(1, len(self.quote.lines)):
            text, line = self.quote.lines[at].strip(), self.quote.line + at
            if not text:
                return at + 1
            name, colon, said = text.partition(":")
            name = name.rstrip(" \t")
            if not colon or name not in names:
                if last and self.text(last).endswith((",", " and")):
                    value = self.details[last]
                    self.details[last] = _Value(f"{value.text} {text}", value.line, value.column)
                    continue
                last_detail = last_detail if last_detail >= 0 else self._last_detail()
                if not self._unknown(text, _DETAIL.match(text), line) and at > last_detail:
                    return at  # the words begin here, without an empty line
            elif name in self.details:
                self._repeated(name, line)
            else:
                last = name
                column = self.quote.column(at) + self.quote.lines[at].index(":") + 2
                self.details[last] = _Value(said.strip(" \t").strip(" \\\xa0"), line, column)
        return len(self.quote.lines)

    def _last_detail(self) -> int:
        matches = [_DETAIL.match(line.strip()) for line in self.quote.lines]
        known = (at for at, match in enumerate(matches) if match and match[1] in DETAILS[self.label.kind])
        return max(known, default=0)

    def _repeated(self, name: str, line: int) -> None:
        several = "; put several values on that line" if name in DETAILS[DECISION] else ""
        message = f"the detail '{name}' stands twice in {self.name}"
        self._find(DETAIL_REPEATED, line, message, f"keep one line of it{several}")

    def _unknown(self, text: str, match: re.Match[str] | None, line: int) -> bool:
        """Find a line that is no detail; tell whether it looks like one at all."""
        kind, known = self.label.kind, DETAILS[self.label.kind]
        if match is not None:
            details = f"its {'detail is' if len(known) == 1 else 'details are'} {listed(known)}"
            other = next((other for other in DETAILS if match[1] in DETAILS[other]), "")
            hint = (
                f"only {with_article(other)} has it; {details}"
                if other
                else did_you_mean(match[1], known, details)
            )
            self._find(DETAIL_UNKNOWN, line, f"{with_article(kind)} has no detail '{match[1]}'", hint)
            return True
        name = re.match(r"[-+*_ ]*([A-Za-z]+)", text)
        if name and name[1] in known:
            hint = f"write it as '{name[1]}: …', with a colon and without other marks"
        elif kind == EXEMPT:
            return False  # it is text, which exempt-text finds
        else:
            hint = "put a line with only '>' before the words, and each detail on one line"
        self._find(DETAIL_UNKNOWN, line, f"'{shorten(text)}' stands among the details of {self.name}", hint)
        return name is not None and name[1] in known

    # -- what details say ------------------------------------------------------------

    def _citations(self, name: str, relation: Relation) -> tuple[addresses.Citation, ...]:
        if name not in self.details:
            return ()
        value = self.details[name]
        found = []
        for text in values_in(value.text):
            citation = addresses.parse(text.strip("[]."))
            if citation is None:
                message = f"{name} of {self.label.number}: '{text}' is not an address"
                hint = "write a clause as SLI 4.2, a decision as DCS 2016-10-07 D2"
                self._find(VALUE_TYPE, value.line, message, hint, value.column)
                continue
            found.append(citation)
            self.mentions.append(Mention(str(citation), value.line, value.column, relation))
        return tuple(found)

    def _date(self, name: str) -> date | None:
        if name not in self.details:
            return None
        value = self.details[name]
        try:
            return parse_date(value.text)
        except DateError as fault:
            rule = DATE_IMPOSSIBLE if fault.impossible else VALUE_TYPE
            hint = "look up the date and correct it" if fault.impossible else date_hint(value.text)
            self._find(rule, value.line, f"{name} of {self.label.number}: {fault}", hint, value.column)
            return None

    def _state(self) -> ActionState:
        if "State" not in self.details:
            return ActionState.OPEN
        value, allowed = self.details["State"], [str(state) for state in ActionState]
        if value.text in allowed:
            return ActionState(value.text)
        message = f"State of {self.label.number}: '{value.text}' is not one of {listed(allowed, 'or')}"
        hint = did_you_mean(value.text, allowed, "write one of these")
        self._find(VALUE_TYPE, value.line, message, hint, value.column)
        meant = nearest(value.text, allowed) or ("done" if "Closed" in self.details else "open")
        return ActionState(meant)

    def _find(self, rule: Rule, line: int, message: str, hint: str, column: int = 1) -> None:
        place = Location(self.path, line, column)
        self.findings.append(rule.at(place, message, hint, subject=self.label.number))


def values_in(text: str) -> Iterator[str]:
    """Return the values of a detail that has several: `SLI 4.2, SLI 6.1 and SLI 7`."""
    return filter(None, _SEPARATOR.split(" ".join(text.split())))


def shorten(text: str) -> str:
    """Return the first words of a text, for a message."""
    text = text.strip()
    return text if len(text) <= 40 else f"{text[:40].rstrip()}…"


def with_article(kind: str) -> str:
    """Return a kind of quote with its article."""
    return {DECISION: "a decision", ACTION: "an action"}.get(kind, "an exempt item")
