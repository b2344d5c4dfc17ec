"""What is prose in a Markdown text, and what it names: references, links, personal details.

Code and comments are masked: each of their characters is replaced, so that every position in
the masked text is the same position in the text. What is masked is never taken for a clause, a
decision or a reference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, count
from operator import add
from typing import Any

from concordat import addresses
from concordat.findings import Finding, Location, error
from concordat.model.mentions import Contact, Link, Relation

MARKDOWN_UNCLOSED = error("markdown-unclosed", "A code block or a comment is opened and never closed")
MARKDOWN_NESTED = error("markdown-nested", "Lists or quotes that are nested too deep to be shown")

MASK = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: never space, digit, letter or mark

_DEEPEST = 12
_MARK = r"[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])"
_NESTED = re.compile(  # marks of lists and quotes, one inside the other, on one line that is no rule
    rf"\n(?={_MARK}[ \t]*[->*+\d])"
    r"(?!(?:[ \t]*[-*]){3,}[ \t]*(?:\n|$))"
    rf"(?:{_MARK}){{{_DEEPEST + 1}}}"
)
_OPENER = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)$"
    r"|(?P<comment><!--)|(?P<escape>\\`)|(?P<ticks>`+)",
    re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t>]*\n")
_BRACKETS = re.compile(r"\[(?<![\\\]!]\[)([^\[\]]{1,120})\](?:\[([^\[\]]{0,80})\]|(?![(:]))")
_LINK = re.compile(
    r"\]\(\s*(?:<([^<>\n]+)>|((?:[^()<\s]|\([^()\s]*\))+)(?=[\s)]))"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)>?[ \t]*(?:[\"'(][^\n]*)?$",
    re.MULTILINE,
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//|#")
_EMAIL = re.compile(  # `logo@2x.png` and `name@1.2` are none
    r"[^\W_][\w.%+\-]{0,63}@(?!\d+x\.)[^\W_][\w\-]*(?:\.[\w\-]+)*\.[^\W\d_]{2,}(?![^\W_])"
)
_TELEPHONE = re.compile(  # ten or eleven digits, that are neither an ISBN nor a number before a date
    r"[+(0](?<![\w/=#\-].)(?<!\d[.:].)(?<!ISBN[ :].)(?!(?<=0)\d\d[ \-](?:19|20)\d\d-\d\d(?!\d))"
    r"(?:(?:(?<=\+)|(?<=0)0 ?)44[ \xa0(\-]*(?:\(0\)[ \xa0]*)?\d(?:[ \xa0().\-]{0,2}\d){8,9}"
    r"|(?:(?<=\()0|(?<=0))[1237]\d(?:[ \xa0().\-]{0,2}\d){7,8})(?![\w\-])"
)
_TRUNK = re.compile(r"0(?<![\w/=#\-].)(?<!\d[.:].)")  # begins each that does not begin with +44
_IMAGE = re.compile(
    r"!\[(?P<words>[^\[\]\n]*)\](?:\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\))?|<img\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Prose:
    """A Markdown body with its masked form. `first_line` is its first line's number in the file."""

    text: str
    masked: str
    first_line: int

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        lengths = map(len, self.text.split("\n"))
        starts = [0, *map(add, accumulate(lengths), count(1))]
        starts.pop()  # where the line after the last would begin
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, in the file, of an offset in the text."""
        index = bisect_right(self.starts, offset) - 1
        return index + self.first_line, offset - self.starts[index] + 1

    def line(self, offset: int) -> int:
        """Return the line, in the file, of an offset in the text."""
        return bisect_right(self.starts, offset) - 1 + self.first_line


def read_prose(text: str, path: str, first_line: int = 1) -> tuple[Prose, list[Finding]]:
    """Mask code and comments. What is opened and never closed, or nested too deep, is a finding."""
    spans, unclosed = _masked_spans(text)
    if not spans:
        prose = Prose(text, text, first_line)
        return prose, _nested(prose, path)
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], re.sub(r"[^\n]", MASK, text[start:stop])]
        end = stop
    prose = Prose(text, "".join([*pieces, text[end:]]), first_line)
    found = _nested(prose, path)
    for offset, what, mark in unclosed:
        place = Location(path, *prose.place(offset))
        hint = f"put a line '{mark}' after it" if mark != "-->" else "put '-->' where the comment ends"
        found.append(MARKDOWN_UNCLOSED.at(place, f"the {what} that begins here is never closed", hint))
    return prose, found


def _nested(prose: Prose, path: str) -> list[Finding]:
    """Find lists and quotes that the renderer, which calls itself for each level, would break at."""
    hint = "take away the marks that are too many at the start of the line"
    return [
        MARKDOWN_NESTED.at(
            Location(path, prose.line(match.start())),
            f"this line is nested more than {_DEEPEST} levels deep",
            hint,
        )
        for match in _NESTED.finditer(f"\n{prose.masked}")  # each line begins where its match does
    ]


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each piece of code in a text, marks included: blocks and spans."""
    if "`" not in text and "~~~" not in text:
        return []
    return [span for span in _masked_spans(text)[0] if not text.startswith("<!--", span[0])]


def _masked_spans(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, str, str]]]:
    if "`" not in text and "~~~" not in text:
        return _comments(text)
    spans: list[tuple[int, int]] = []
    unclosed: list[tuple[int, str, str]] = []
    closing_ticks = _closing_ticks(text)
    position = 0
    while match := _OPENER.search(text, position):
        start, position = match.start(), match.end()
        if match["comment"]:
            end = text.find("-->", position)
            if end < 0:
                unclosed.append((start, "comment", "-->"))
            position = len(text) if end < 0 else end + 3
            spans.append((start, position))
        elif match["fence"] and not (match["fence"][0] == "`" and "`" in match["rest"]):
            start = match.start("fence")
            end, closed = _fence_end(text, match)
            if not closed:
                unclosed.append((start, "code block", match["fence"]))
            spans.append((start, end))
            position = max(end, position)
        elif match["fence"]:
            position = match.start("fence")  # backticks around code inside one line
            start, stop = position, position + len(match["fence"])
            close = closing_ticks.get(start)
            position = close if close else stop
            if close:
                spans.append((start, close))
        elif match["ticks"] and (close := closing_ticks.get(start)):
            spans.append((start, close))
            position = close
    return spans, unclosed


def _comments(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, str, str]]]:
    """Return what is masked in a text without code, and what is never closed in it."""
    spans: list[tuple[int, int]] = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return [*spans, (start, len(text))], [(start, "comment", "-->")]
        spans.append((start, end + 3))
        start = text.find("<!--", end + 3)
    return spans, []


def _fence_end(text: str, opener: re.Match[str]) -> tuple[int, bool]:
    """Return where a fenced block ends, and whether something closes it."""
    fence = opener["fence"]
    closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    limit = len(text)
    if ">" in opener["lead"]:  # inside a quote: at the latest where the quote ends
        outside = re.compile(r"^(?![ \t]*>)", re.MULTILINE).search(text, opener.end() + 1)
        limit = outside.start() if outside else limit
    closed = closing.search(text, min(opener.end() + 1, limit), limit)
    return (closed.end(), True) if closed else (limit, False)


def _closing_ticks(text: str) -> dict[int, int]:
    """Map the offset of each run of backticks to the end of the run that closes it, if any does."""
    breaks = [match.start() for match in _BLANK.finditer(text)]
    following: dict[int, tuple[int, int]] = {}
    closing: dict[int, int] = {}
    for match in reversed(list(re.finditer(r"`+", text))):
        length, paragraph = match.end() - match.start(), bisect_right(breaks, match.start())
        after = following.get(length)
        if after is not None and after[1] == paragraph:
            closing[match.start()] = after[0]
        following[length] = (match.end(), paragraph)
    return closing


def heading_words(text: str) -> str:
    """Return the words of a heading without the spaces around them and the hashes that close it."""
    words = text.strip()
    if words[-1:] != "#":
        return words
    bare = words.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() or not bare else words


def references(prose: Prose) -> list[tuple[Any, ...]]:
    """Return the references of a text: `[SLI 4.2]`, `[the theme][SLI 4.2(a)]`, `[D2]`.

    They are rows for `Mentions`: plain tuples are made in a fraction of the time.
    """
    found, starts, first, mentions = list[Any](), prose.starts, prose.first_line - 1, Relation.MENTIONS
    for match in _BRACKETS.finditer(prose.masked):
        whole, named = match.groups()
        text, inside = _cited(named or whole)
        if text:
            offset = match.start()
            line = bisect_right(starts, offset)
            found.append((text, line + first, offset - starts[line - 1] + 1, mentions, False, inside, (), ""))
    return found


@lru_cache(maxsize=65536)
def _cited(inside: str) -> tuple[str, str]:
    """Return what stands in brackets: folded, "" where it is not even nearly an address, and as it stands.

    Where both are the same they are one object, on all pages: a record has them by the hundred thousand.
    """
    text = " ".join(inside.split())
    return text if addresses.is_cited(text) else "", text if text == inside else inside


def links(prose: Prose) -> list[Link]:
    """Return the links of a text to other files of the record; those to other sites are left out."""
    if "](" not in prose.masked and "]:" not in prose.masked:
        return []
    found = []
    for match in _LINK.finditer(prose.masked):
        target = match[match.lastindex or 0]
        if not _SCHEME.match(target) and not target.startswith(("/", "?")):
            found.append(Link(target, *prose.place(match.start(match.lastindex or 0))))
    return found


def contacts(text: str) -> list[Contact]:
    """Return e-mail addresses, telephone numbers and images of signatures, wherever they stand."""
    found = []
    if "@" in text:
        found += [("email", match[0], match.start()) for match in _EMAIL.finditer(text)]
    if "+44" in text or _TRUNK.search(text):
        found += [("telephone", match[0].strip(), match.start()) for match in _TELEPHONE.finditer(text)]
    if "ignature" in text or "IGNATURE" in text:
        for match in _IMAGE.finditer(text):
            parts = (match["words"], match["target"], match[0])
            shown = next((part for part in parts if "signature" in (part or "").casefold()), None)
            if shown is not None:
                found.append(("signature", shown.strip(), match.start()))
    if not found:
        return []
    whole = Prose(text, text, 1)
    return [Contact(kind, value, *whole.place(offset)) for kind, value, offset in found]
