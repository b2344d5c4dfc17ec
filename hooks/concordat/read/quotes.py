"""Quotes in minutes, and the bold labels that make some of them decisions, actions or exempt notices.

A quote that nearly bears a label is recognised too, so that it becomes a finding and is never
passed over.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from concordat.read.prose import Prose

DECISION, ACTION, EXEMPT = KINDS = ("Decision", "Action", "Exempt")
"""What a labelled quote can be: the one list of them."""

_QUOTE = re.compile(r"\n([ \t]*)>[^\n]*(?:\n(?=[^\S\n]*\S)(?! {0,3}##)[^\n]*)*")
_LABEL = re.compile(r"\*\*(Decision) (D[1-9]\d{0,2})\*\*|\*\*(Action) (A[1-9]\d{0,2})\*\*|\*\*(Exempt)\*\*")
_NEARLY_OUTSIDE = re.compile(
    r"\n(?:[ \t]*(?:(?:[-*+>]|\d{1,3}[.)])[ \t]+)*(?:\*\*|__)[ \t]*(?:decision|action)"
    r"(?:[ \t]+[DA]?\d{1,3}(?!\w|\.\d)|[ \t]*:|[ \t]*(?:\*\*|__)[ \t]*(?:$|:))[^\n]*$"
    r"|(?:(?<=\A\n)|(?<=\n\n))(?:decision|action)[ \t]+[DA]?\d{1,3}[ \t]*(?:[:.][ \t]*|:[^\n]*)?$)",
    re.IGNORECASE | re.MULTILINE,
)
_FOLLOWED = re.compile(  # a label with words after it on its line; what a group takes is the label
    r"((?:\*\*|__)\s*[a-z]+\s+[da]?\d{1,3})(?!\w|\.\d).*|([a-z]+\s+[da]?\d{1,3})\s*[:–—].*"
    r"|((?:\*\*|__)(?:decision|action|exempt))[:.]?(?:\*\*|__).*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[DdAa]?\d{1,3}|[A-Za-z]")
_SIGNS = ("ecision", "ction", "ECISION", "CTION")
_OTHER_NAMES = {"Resolved": DECISION, "Resolution": DECISION, "Agreed": DECISION, "Task": ACTION}
_OTHER_WORDS = {"Auction", "Division", "Except", "Excerpt"}  # no misspelt labels, however alike
_MARKS = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_MAY_OPEN = re.compile(  # a line after an empty one, with the first letter of a label or of "No."
    r"\n[^\S\n]*(?:>[^\S\n]*)?\n(?:[^\S\n]|[>*_:#.\\\-])*"
    r"(?!(?:(?!no )[a-z]+ ){3}(?!no\b)[a-z])[daen]",  # four words are none
    re.IGNORECASE,
)


class Label(NamedTuple):
    """A label: its kind, and its number such as `D2`; an exempt notice has none."""

    kind: str
    number: str


@dataclass
class Quote:
    """A quote: its text as it stands, marks included, and its place."""

    text: str
    line: int
    start: int
    end: int
    indented: bool  # so far that Markdown takes it for a part of a list or for code

    @cached_property
    def lines(self) -> list[str]:
        """Its lines without their marks."""
        return _MARKS.sub("", self.text).split("\n")

    @property
    def label(self) -> Label | None:
        """The label that it opens with, if it opens with one."""
        return read_label(self.lines[0])

    def column(self, at: int) -> int:
        """Return the column in which one of the lines begins."""
        return len(self.text.split("\n")[at]) - len(self.lines[at]) + 1

    def may_hold_label(self) -> bool:
        """Tell whether a line after the first can be a label, or nearly one; most quotes have none."""
        whole = "\n".join(["", *self.lines])
        later = len(self.lines[0]) + 1
        return (
            whole.find("**", later) > 0 or whole.find("__", later) > 0 or _MAY_OPEN.search(whole) is not None
        )


def find_quotes(prose: Prose) -> list[Quote]:
    """Return the quotes of a text, in their order."""
    if ">" not in prose.masked:
        return []
    found = []
    for match in _QUOTE.finditer(
        f"\n{prose.masked}"
    ):  # its line begins where the match does, without the "\n"
        start, end = match.start(), match.end() - 1
        indented = bool(match[1]) and len(match[1].expandtabs(4)) > 3
        found.append(Quote(prose.text[start:end], prose.line(start), start, end, indented))
    return found


def read_label(line: str) -> Label | None:
    """Read a label alone on its line; a no-break space, as Word makes, is a space."""
    match = _LABEL.fullmatch(" ".join(line.split())) if "**" in line else None
    if match is None:
        return None
    return Label(match[1] or match[3] or match[5], match[2] or match[4] or "")


def nearly_opens(line: str) -> str:
    """Return the kind whose label the first line of a quote nearly is, or ""."""
    bare = line.strip(" .:").capitalize()
    return bare if bare in KINDS else nearly_label(line)


def nearly_label(line: str) -> str:
    """Return the kind whose label a line nearly is, or "" where it is one, or none at all."""
    line = line.lstrip("> \t")
    if followed := _FOLLOWED.match(line):
        line = followed[followed.lastindex or 0]
    words = [word for word in re.sub(r"[*_:#.\\-]+", " ", line).split() if word.lower() != "no"]
    if not words or len(words) > 3 or (len(words) > 1 and not _NUMBER.fullmatch(words[1])):
        return ""
    emphasised = line.startswith(("*", "_"))
    if emphasised and len(words) == 1 and re.fullmatch(r"[DdAa]\d{1,3}", words[0]):
        return DECISION if words[0][0] in "Dd" else ACTION
    if len(words) == 1 and (glued := re.fullmatch(r"([A-Za-z]+?)([DdAa]?\d{1,3})", words[0])):
        words = [glued[1], glued[2]]
    if len(words) == 1 and not emphasised:
        return ""
    word = words[0].capitalize()
    if emphasised and word in _OTHER_NAMES and re.fullmatch(r"[DA]\d{1,3}", words[-1]):
        return _OTHER_NAMES[word]
    alike = [kind for kind in KINDS if kind[0] == word[0] and word not in _OTHER_WORDS]
    close = difflib.get_close_matches(word, alike, n=1, cutoff=0.72)
    return close[0] if close and read_label(line) is None else ""


def nearly_outside(prose: Prose, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Return line and text of what looks like a decision or an action, but stands in no quote.

    `quotes` are the offsets at which each quote begins and ends.
    """
    pieces, at = [], 0
    for start, end in quotes:
        pieces.append(prose.masked[at:start])
        at = end
    outside = "".join([*pieces, prose.masked[at:]])
    if not any(sign in outside for sign in _SIGNS):
        return
    starts = [start for start, _ in quotes]
    for match in _NEARLY_OUTSIDE.finditer(f"\n{prose.masked}"):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.start() >= quotes[index][1]:
            yield prose.line(match.start()), match[0][1:]
