"""Minutes: items, decisions, actions and exempt matter.

A decision, an action or an exempt notice is an ordinary quote that opens with its bold label;
the lines up to the first empty one are its details, from a closed list; the rest is its words.
It ends where the quote ends. A quote that nearly is one is a finding, never passed over.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from concordat import addresses
from concordat.dates import DateError, parse_date
from concordat.findings import Finding, Location, Rule, did_you_mean, error, listed, nearest, warning
from concordat.model.forms import ActionState
from concordat.model.records import Action, Decision, Item, Mention, Relation
from concordat.read.forms import DATE_IMPOSSIBLE, VALUE_TYPE
from concordat.read.prose import Prose

QUOTE_UNCLEAR = error("quote-unclear", "A quote that nearly is a decision's or an action's")
DETAIL_UNKNOWN = error("detail-unknown", "A detail line that decisions or actions do not have")
DETAIL_REPEATED = error("detail-repeated", "A detail stands twice")
NUMBER_REPEATED = error("minutes-number-repeated", "An item, decision or action number stands twice")
NUMBER_SKIPPED = warning("minutes-number-skipped", "An item, decision or action number is left out")
ITEM_NUMBER_MISSING = warning("item-number-missing", "A heading without a number among numbered items")
WORDS_MISSING = error("words-missing", "A decision or an action without words")

DETAILS = {
    "Decision": ("Amends", "Supersedes", "Concerns"),
    "Action": ("Owner", "Due", "From", "Carries", "State", "Closed"),
    "Exempt": ("Ground",),
}
"""The details that each kind of quote can have: the one list of them."""

_QUOTE = re.compile(r"^(?P<indent>[ \t]*)>[^\n]*(?:\n(?=[^\n]*\S)(?! {0,3}##)[^\n]*)*", re.MULTILINE)
_HEADING = re.compile(
    r"^ {0,3}(#{2,6})[ \t]*(?:(\d{1,3}(?:\.\d{1,3})*)[.):]?[ \t]+)?(\S[^\n]*?)[ \t]*#*$", re.MULTILINE
)
_LABEL = re.compile(r"\*\*(Decision) (D[1-9]\d{0,2})\*\*|\*\*(Action) (A[1-9]\d{0,2})\*\*|\*\*(Exempt)\*\*")
_NEARLY_OUTSIDE = re.compile(
    r"^[ \t]*(?:(?:[-*+>]|\d{1,3}[.)])[ \t]+)*(?:\*\*|__)[ \t]*(?:decision|action)"
    r"(?:[ \t]+[DA]?\d{1,3}(?!\w|\.\d)|[ \t]*:|[ \t]*(?:\*\*|__)[ \t]*(?:$|:))[^\n]*$"
    r"|(?:\A|(?<=\n\n))(?:decision|action)[ \t]+[DA]?\d{1,3}[ \t]*(?:[:.]?[ \t]*|:[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_FOLLOWED = re.compile(  # a label with words after it on its line; what a group takes is the label
    r"((?:\*\*|__)\s*[a-z]+\s+[da]?\d{1,3})(?!\w|\.\d).*|([a-z]+\s+[da]?\d{1,3})\s*[:–—].*"
    r"|((?:\*\*|__)(?:decision|action|exempt))[:.]?(?:\*\*|__).*",
    re.IGNORECASE,
)
_OTHER_WORDS = {"Auction", "Division", "Except", "Excerpt"}  # no misspelt labels, however alike
_DETAIL = re.compile(r"([A-Za-z][A-Za-z -]{0,24}?)[ \t]*:[ \t]*(.*)")
_MARKER = re.compile(r"[ \t]*>[ \t]?")
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+")


@dataclass(slots=True)
class Minutes:
    """The body of minutes as its reader placed it."""

    items: list[Item] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Quote:
    """A quote's lines without their marks, and where the first stands."""

    lines: list[str]
    columns: list[int]
    line: int


def read_minutes(prose: Prose, path: str) -> Minutes:
    """Read the body of minutes: items, decisions, actions, what their details name, and findings."""
    reader = _Reader(prose, path)
    reader.read()
    return reader.minutes


class _Reader:
    def __init__(self, prose: Prose, path: str) -> None:
        self.prose = prose
        self.path = path
        self.minutes = Minutes()
        self.item_starts: list[int] = []
        self.exempt: dict[str, tuple[str, int, int]] = {}  # ground, line, line of words that it must not have

    def read(self) -> None:
        masked, prose = self.prose.masked, self.prose
        headings = list(_HEADING.finditer(masked))
        quotes = list(_QUOTE.finditer(masked)) if ">" in masked else []
        numbered = [match for match in headings if match[2]]
        self.item_starts = [prose.line(match.start()) for match in numbered]
        self.item_numbers = [match[2] for match in numbered]
        for quote in quotes:
            self._quote(quote)
        self._outside(masked, quotes)
        self._items(headings, quotes)
        self._check_numbers()

    # -- items -------------------------------------------------------------------

    def _items(self, headings: list[re.Match[str]], quotes: list[re.Match[str]]) -> None:
        prose = self.prose
        levels = {len(match[1]) for match in headings if match[2]}
        for at, match in enumerate(headings):
            line = prose.line(match.start())
            if not match[2]:
                if len(match[1]) in levels:
                    message = f"the heading '{match[3]}' has no number, as the other items have"
                    hint = "give it the next number, or make it a heading of a lower level"
                    if re.match(r"[*_]*\d", match[3]):
                        hint = "write its number first and plain, then a space, then its words"
                    self._find(ITEM_NUMBER_MISSING, line, message, hint)
                continue
            ground, exempt_line, prose_line = self.exempt.get(match[2], ("", 0, 0))
            title = prose.text[match.start(3) : match.end(3)]
            if exempt_line:
                after = (later.start() for later in headings[at + 1 :] if len(later[1]) <= len(match[1]))
                end = next(after, len(prose.text))
                prose_line = prose_line or self._first_prose(match.end(), end, quotes, exempt_line)
            self.minutes.items.append(
                Item(match[2], title, line, bool(exempt_line), ground, exempt_line, prose_line)
            )

    def _first_prose(self, start: int, end: int, quotes: list[re.Match[str]], exempt_line: int) -> int:
        """Return the first line, in a stretch of text, besides its exempt notice; 0 where there is none."""
        for quote in quotes:
            if start <= quote.start() < end and self.prose.line(quote.start()) == exempt_line:
                if self.prose.text[start : quote.start()].strip():
                    break
                start = quote.end()
        rest = self.prose.text[start:end]
        return self.prose.line(start + len(rest) - len(rest.lstrip())) if rest.strip() else 0

    def _item_at(self, line: int) -> str:
        index = bisect_right(self.item_starts, line) - 1
        return self.item_numbers[index] if index >= 0 else ""

    # -- quotes ------------------------------------------------------------------

    def _quote(self, match: re.Match[str]) -> None:
        quote = self._unmarked(match)
        label = _label(quote.lines[0])
        for at in range(1, len(quote.lines)):
            shown = quote.lines[at].strip()
            begins = not quote.lines[at - 1].strip() or shown.rstrip(" .:").endswith(("**", "__"))
            if _label(shown) or (begins and self._nearly(shown)):  # words can wrap to a line 'Decision D1'
                message = f"'{shown}' stands inside the quote that begins on line {quote.line}"
                self._find(
                    QUOTE_UNCLEAR, quote.line + at, message, "put an empty line, without '>', before it"
                )
                quote.lines = quote.lines[:at]
                break
        if label is None:
            self._check_nearly(quote)
        elif len(match["indent"].expandtabs(4)) > 3:
            message = f"'{quote.lines[0].strip()}' is indented, so it is part of a list or of code"
            self._find(QUOTE_UNCLEAR, quote.line, message, "move its '>' to the start of the line")
        else:
            self._entry(quote, label)

    def _unmarked(self, match: re.Match[str]) -> _Quote:
        start, end = match.start(), match.end()
        lines, columns = [], []
        for line in self.prose.text[start:end].split("\n"):
            mark = _MARKER.match(line)
            cut = mark.end() if mark else 0
            lines.append(line[cut:])
            columns.append(cut + 1)
        return _Quote(lines, columns, self.prose.line(start))

    def _check_nearly(self, quote: _Quote) -> None:
        bare = quote.lines[0].strip(" .:").capitalize()
        kind = bare if bare in DETAILS else self._nearly(quote.lines[0])
        if kind:
            number = re.search(r"[1-9]\d{0,2}", quote.lines[0])
            sample = f"**{kind} {kind[0]}{number[0] if number else 1}**" if kind != "Exempt" else "**Exempt**"
            message = f"'{_short(quote.lines[0])}' is nearly the label of {_a(kind)}, but not quite"
            self._find(QUOTE_UNCLEAR, quote.line, message, f"write it as '{sample}', alone on its line")

    @staticmethod
    def _nearly(line: str) -> str:
        """Return the kind whose label a line nearly is, or ""."""
        line = line.lstrip("> \t")
        if followed := _FOLLOWED.match(line):
            line = followed[followed.lastindex or 0]
        words = [word for word in re.sub(r"[*_:#.\\-]+", " ", line).split() if word.lower() != "no"]
        if (
            not words
            or len(words) > 3
            or (len(words) > 1 and not re.fullmatch(r"[DdAa]?\d{1,3}|[A-Za-z]", words[1]))
        ):
            return ""
        emphasised = line.startswith(("*", "_"))
        if emphasised and len(words) == 1 and re.fullmatch(r"[DdAa]\d{1,3}", words[0]):
            return "Decision" if words[0][0] in "Dd" else "Action"
        if len(words) == 1 and (glued := re.fullmatch(r"([A-Za-z]+?)([DdAa]?\d{1,3})", words[0])):
            words = [glued[1], glued[2]]
        if len(words) == 1 and not emphasised:
            return ""
        word = words[0].capitalize()
        alike = [kind for kind in DETAILS if kind[0] == word[0] and word not in _OTHER_WORDS]
        close = difflib.get_close_matches(word, alike, n=1, cutoff=0.72)
        return close[0] if close and not _label(line) else ""

    def _outside(self, masked: str, quotes: list[re.Match[str]]) -> None:
        """Find labels of decisions and actions that stand in no quote."""
        if (
            "ecision" not in masked
            and "ction" not in masked
            and "CTION" not in masked
            and "CISION" not in masked
        ):
            return
        starts = [quote.start() for quote in quotes]
        for match in _NEARLY_OUTSIDE.finditer(masked):
            index = bisect_right(starts, match.start()) - 1
            if index >= 0 and match.start() < quotes[index].end():
                continue
            message = f"'{_short(match[0])}' looks like a decision or an action, but stands in no quote"
            hint = "begin its line, and each line of it, with '> ', and put its label alone on the first"
            self._find(QUOTE_UNCLEAR, self.prose.line(match.start()), message, hint)

    # -- decisions and actions -----------------------------------------------------

    def _entry(self, quote: _Quote, label: re.Match[str]) -> None:
        kind = label[1] or label[3] or label[5]
        number = label[2] or label[4] or ""
        details, words_at = self._details(quote, kind, number)
        words = "\n".join(quote.lines[words_at:]).strip("\n")
        end_line = quote.line + len(quote.lines) - 1
        item = self._item_at(quote.line)
        lines = tuple((name, line) for name, (_, line, _) in details.items())
        if kind == "Exempt":
            own = next((at for at in range(words_at, len(quote.lines)) if quote.lines[at].strip()), 0)
            ground = details.get("Ground", ("", 0, 0))[0]
            self.exempt[item] = (ground, quote.line, quote.line + own if own else 0)
            if not item:
                message = "'**Exempt**' stands under no numbered heading"
                self._find(QUOTE_UNCLEAR, quote.line, message, "move it under the heading of its item")
            return
        if not words.strip():
            message = f"{kind.lower()} {number} has no words"
            hint = (
                "write what was decided after an empty '>' line"
                if kind == "Decision"
                else ("write what is to be done after an empty '>' line")
            )
            self._find(WORDS_MISSING, quote.line, message, hint, number)
        if kind == "Decision":
            amends = self._citations(details, "Amends", Relation.AMENDS, number)
            supersedes = self._citations(details, "Supersedes", Relation.SUPERSEDES, number)
            named = _SEPARATOR.split(details["Concerns"][0].strip("[].")) if "Concerns" in details else ()
            concerns = tuple(filter(None, named))
            self.minutes.decisions.append(
                Decision(number, words, quote.line, end_line, item, amends, supersedes, concerns, lines)
            )
            return
        state = self._state(details, number)
        from_decision = self._citations(details, "From", Relation.FOLLOWS_FROM, number)
        carries = self._citations(details, "Carries", Relation.CARRIES, number)
        self.minutes.actions.append(
            Action(
                number,
                words,
                quote.line,
                end_line,
                item,
                details["Owner"][0] if "Owner" in details else "",
                self._date(details, "Due", number),
                from_decision[0] if from_decision else None,
                carries[0] if carries else None,
                state,
                self._date(details, "Closed", number),
                lines,
            )
        )

    def _details(self, quote: _Quote, kind: str, number: str) -> tuple[dict[str, tuple[str, int, int]], int]:
        """Read the detail lines: name → value, line and column; and the index of the first of its words."""
        details: dict[str, tuple[str, int, int]] = {}
        last = ""
        for at in range(1, len(quote.lines)):
            text, line = quote.lines[at], quote.line + at
            if not text.strip():
                return details, at + 1
            match = _DETAIL.match(text.strip())
            if last and details[last][0].endswith((",", " and")) and not _is_detail(kind, text):
                value, first, column = details[last]
                details[last] = (f"{value} {text.strip()}", first, column)
                continue
            if match is None or match[1] not in DETAILS[kind]:
                more = any(_is_detail(kind, later) for later in quote.lines[at + 1 :])
                if not self._unknown_detail(kind, number, text.strip(), match, line) and not more:
                    return details, at  # the words begin here, without an empty line
                continue
            last = match[1]
            if last in details:
                message = f"the detail '{last}' stands twice in {_the(kind, number)}"
                several = "; put several values on that line" if last in DETAILS["Decision"] else ""
                self._find(DETAIL_REPEATED, line, message, f"keep one line of it{several}")
                continue
            details[last] = (match[2].strip(" \\\xa0"), line, quote.columns[at] + text.index(":") + 2)
        return details, len(quote.lines)

    def _unknown_detail(
        self, kind: str, number: str, text: str, match: re.Match[str] | None, line: int
    ) -> bool:
        """Find a line that is no detail; tell whether it looks like one at all."""
        known = DETAILS[kind]
        if match is None:
            name = re.match(r"[-+*_ ]*([A-Za-z]+)", text)
            if name and name[1] in known:
                hint = f"write it as '{name[1]}: …', with a colon and without other marks"
            elif kind == "Exempt":
                return False  # it is text, which exempt-text finds
            else:
                hint = "put a line with only '>' before the words, and each detail on one line"
            message = f"'{_short(text)}' stands among the details of {_the(kind, number)}"
            self._find(DETAIL_UNKNOWN, line, message, hint)
            return name is not None and name[1] in known
        message = f"{_a(kind)} has no detail '{match[1]}'"
        details = f"its {'detail is' if len(known) == 1 else 'details are'} {listed(known)}"
        other = next((other for other in DETAILS if match[1] in DETAILS[other]), "")
        hint = f"only {_a(other)} has it; {details}" if other else did_you_mean(match[1], known, details)
        self._find(DETAIL_UNKNOWN, line, message, hint)
        return True

    def _citations(
        self, details: dict[str, tuple[str, int, int]], name: str, relation: Relation, number: str
    ) -> tuple[addresses.Citation, ...]:
        if name not in details:
            return ()
        value, line, column = details[name]
        found = []
        for text in filter(None, _SEPARATOR.split(value)):
            citation = addresses.parse(text.strip("[]."))
            if citation is None:
                message = f"{name} of {number}: '{text}' is not an address"
                hint = "write a clause as SLI 4.2, a decision as DCS 2016-10-07 D2"
                self._find(VALUE_TYPE, line, message, hint, number, column)
                continue
            found.append(citation)
            self.minutes.mentions.append(Mention(citation, str(citation), line, column, relation))
        return tuple(found)

    def _date(self, details: dict[str, tuple[str, int, int]], name: str, number: str) -> date | None:
        if name not in details:
            return None
        value, line, column = details[name]
        try:
            return parse_date(value)
        except DateError as fault:
            rule = DATE_IMPOSSIBLE if fault.impossible else VALUE_TYPE
            form = "write it as 9 December 2016 or as 2016-12-09"
            hint = "look up the date and correct it" if fault.impossible else form
            self._find(rule, line, f"{name} of {number}: {fault}", hint, number, column)
            return None

    def _state(self, details: dict[str, tuple[str, int, int]], number: str) -> ActionState:
        if "State" not in details:
            return ActionState.OPEN
        value, line, column = details["State"]
        if value in set(ActionState):
            return ActionState(value)
        allowed = [str(state) for state in ActionState]
        message = f"State of {number}: '{value}' is not one of {listed(allowed, 'or')}"
        self._find(
            VALUE_TYPE, line, message, did_you_mean(value, allowed, "write one of these"), number, column
        )
        return ActionState(nearest(value, allowed) or ("done" if "Closed" in details else "open"))

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


def _label(line: str) -> re.Match[str] | None:
    """Read a label alone on its line; a no-break space, as Word makes, is a space."""
    return _LABEL.fullmatch(" ".join(line.split()))


def _is_detail(kind: str, line: str) -> bool:
    match = _DETAIL.match(line.strip())
    return match is not None and match[1] in DETAILS[kind]


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else f"{text[:40].rstrip()}…"


def _a(kind: str) -> str:
    return {"Decision": "a decision", "Action": "an action"}.get(kind, "an exempt item")


def _the(kind: str, number: str) -> str:
    return f"{kind.lower()} {number}" if number else "the exempt item"
