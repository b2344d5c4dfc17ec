"""Decisions and actions as they come out of Word: `AGREED that …`, `Action: …`, tables of actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from concordat.dates import dates_in, in_words, readings
from concordat.incoming.blocks import Piece
from concordat.incoming.draft import as_list
from concordat.incoming.runs import STRONG, Line, cut, is_bold, markdown, plain, without

_DECISION = re.compile(
    r"(?:Decisions?(?: No\.?)?(?: D?\d{1,3})?\s*(?P<sign>[:–—]|-\s)\s*)"
    r"|(?:(?:IT WAS )?(?:RESOLVED|AGREED)\b)"
    r"|(?:(?:It was )?(?:Resolved|Agreed|Resolution)(?: that)?\s*(?:[:–—]|-\s|$))"
)
_BOLD_DECISION = re.compile(r"(?:Resolved|Agreed|Decision)\b", re.IGNORECASE)
_MAYBE_DECISION = re.compile(
    r"\b(?:it was|members|directors|councils|the (?:meeting|group|board|committee)|all)"
    r" (?:unanimously )?(?:agreed|resolved|decided|approved)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:Actions?|ACTIONS?)(?: (?:point|item|POINT|ITEM)s?)?(?: (?:No\.? ?)?A?\d{1,3})?\s*(?:[:–—]|-\s)\s*"
)
_MAYBE_ACTION = re.compile(r"\(?\b(?:Action|ACTION)(?: by)?\s*[:–—-]\s*[A-Z]|\bto action\b|\bACTION\b")
_OWNER = re.compile(r"(?P<owner>(?:[A-Z]|all\b)[\w’'&-]*(?: [\w’'&-]+){0,5}?) (?:to|will|shall) (?=[a-z])")
_OWNER_SAID = re.compile(r"\b(?:Owner|Lead|Responsible|By whom)\s*:\s*(?P<owner>[^.;:()]{2,60})")
_DUE = re.compile(r"\b(?:by|due|before|deadline|no later than)\b:?\s*(?:on |the )?", re.IGNORECASE)
_PRIVATE = re.compile(r"\b(?:exempt|confidential|not for publication|part (?:2|II)\b)", re.IGNORECASE)

_COLUMNS = (
    ("words", r"actions?(?: points?| items?| agreed)?|tasks?|what|description|action required"),
    ("owner", r"owners?|leads?|who|by whom|responsib\w+|responsible (?:person|officer)|officer"),
    ("due", r"due(?: dates?| by)?|deadlines?|by when|when|dates?|target(?: date)?|timescales?"),
    ("number", r"no\.?|ref(?:erence)?\.?|number|#|item"),
)


@dataclass(slots=True)
class Numbering:
    """The numbers that are next."""

    decisions: int = 0
    actions: int = 0

    def decision(self) -> str:
        """Return the next decision's number."""
        self.decisions += 1
        return f"D{self.decisions}"

    def action(self) -> str:
        """Return the next action's number."""
        self.actions += 1
        return f"A{self.actions}"


@dataclass(slots=True)
class Entry:
    """A decision or an action as a quote, and what is to be looked at in it."""

    text: str
    remarks: list[str] = field(default_factory=list)


def opens_decision(piece: Piece) -> Line | None:
    """Return the words of the decision that a piece opens, () where they follow; None if it opens none.

    RESOLVED and AGREED stay among its words; the label `Decision:` does not.
    """
    text = piece.plain
    match = None if piece.rows or piece.verbatim else _DECISION.match(text)
    bold = piece.line and piece.line[0].text.strip() and is_bold(piece.line[:1])
    if match is None and bold and not piece.rows:
        match = _BOLD_DECISION.match(plain(piece.line[:1])) if not is_bold(piece.line) else None
    if match is None:
        return None
    if match.re is _DECISION and match["sign"]:
        return cut(piece.line, match[0])
    return () if len(text.split()) == 1 else piece.line


def opens_action(piece: Piece) -> Line | None:
    """Return the words of the action that a piece opens, () where they follow; None if it opens none."""
    match = None if piece.rows or piece.verbatim else _ACTION.match(piece.plain)
    if match is None:
        return None
    return cut(piece.line, match[0])


def is_label_alone(piece: Piece, words: Line) -> bool:
    """Tell whether what a piece opens stands in the pieces after it: `Agreed:`, `Actions:`."""
    return not plain(words) or piece.plain.rstrip().endswith(":")


def doubts(piece: Piece) -> list[str]:
    """Return what a piece may be, without saying so plainly."""
    text, found = piece.plain, []
    if _MAYBE_DECISION.search(text):
        found.append(
            f"this may record a decision: '{shortened(text)}'; if so, make it a quote '**Decision D…**'"
        )
    if _MAYBE_ACTION.search(text):
        found.append(f"this may set an action: '{shortened(text)}'; if so, make it a quote '**Action A…**'")
    if _PRIVATE.search(text):
        found.append(
            f"this may not be for everybody: '{shortened(text)}'; if so, take it out before you publish"
        )
    return found


def decision(number: str, words: Line, following: list[Piece]) -> Entry:
    """Return a decision: its words, and the list that belongs to it."""
    return Entry(_quote(f"Decision {number}", [], _text(words, following)))


def action(number: str, words: Line, following: list[Piece]) -> Entry:
    """Return an action; owner and due date are those that its words name plainly."""
    said = " ".join([plain(words), *(piece.plain for piece in following)])
    owner = _OWNER_SAID.search(said) or _OWNER.match(said)
    due = _due_in(said)
    return _action(number, owner["owner"].strip() if owner else "", due, _text(words, following))


def is_action_table(piece: Piece) -> bool:
    """Tell whether a table has a row of headings for actions and for who does them."""
    names = set(_columns(piece))
    return "words" in names and bool(names & {"owner", "due"})


def actions_of(piece: Piece, numbering: Numbering) -> list[Entry]:
    """Return a table's actions, one a row."""
    columns, entries = _columns(piece), []
    heads = [" ".join(plain(line) for line in cell) for cell in piece.rows[0]]
    for row in piece.rows[1:]:
        cells = dict(zip(columns, row, strict=False))
        text = [markdown(line) for line in cells.get("words", ())]
        for head, name, cell in zip(heads, columns, row, strict=False):
            if name == "" and cell:
                text.append(f"{head}: {' '.join(map(markdown, cell))}")
        said = {name: " ".join(plain(line) for line in cell) for name, cell in cells.items()}
        if not any(said.values()):
            continue
        wanted = said.get("due", "")
        days = readings(wanted) or dates_in(wanted)
        due = days[0] if len(days) == 1 else None
        entry = _action(numbering.action(), said.get("owner", ""), due, "\n\n".join(text))
        if wanted and due is None:
            entry.remarks.append(f"its date in the table is '{wanted}', which names no one day")
        number = said.get("number", "")
        if number and number.strip(". ") != str(numbering.actions):
            entry.remarks.append(f"its number in the table is '{number}'")
        entries.append(entry)
    return entries


def shortened(text: str) -> str:
    """Return the first words of a text."""
    return text if len(text) <= 70 else f"{text[:70].rsplit(' ', 1)[0]} …"


def _columns(piece: Piece) -> list[str]:
    """Return what each column of a table is for, by its heading; "" for any other."""
    heads = [" ".join(plain(line) for line in cell).strip(" :").casefold() for cell in piece.rows[0]]
    names = [next((name for name, words in _COLUMNS if re.fullmatch(words, head)), "") for head in heads]
    return ["" if name in names[:at] else name for at, name in enumerate(names)]


def _due_in(text: str) -> date | None:
    found = [
        days for match in _DUE.finditer(text) if (days := dates_in(text[match.end() : match.end() + 40]))
    ]
    first = {each[0] for each in found}
    return first.pop() if len(first) == 1 else None


def _action(number: str, owner: str, due: date | None, text: str) -> Entry:
    details = [f"Owner: {owner}"] if owner else []
    details += [f"Due: {in_words(due)}"] if due else []
    return Entry(_quote(f"Action {number}", details, text))


def _text(words: Line, following: list[Piece]) -> str:
    parts = [markdown(without(words, STRONG) if is_bold(words) else words)] if plain(words) else []
    items: list[Piece] = []
    for piece in [*following, None]:
        if piece is not None and piece.depth:
            items.append(piece)
            continue
        parts += [as_list(items)] if items else []
        parts += [markdown(piece.line)] if piece is not None else []
        items = []
    return "\n\n".join(parts)


def _quote(label: str, details: list[str], text: str) -> str:
    lines = [f"**{label}**", *details, "", *text.split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)
