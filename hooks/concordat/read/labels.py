"""Recognising a clause's label at the start of a line; where it belongs is for `clauses` to say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concordat.read.numbering import is_label
from concordat.read.prose import MASK, heading_words

_ROUND = r"\\?\((?:[a-z]{1,7}|[A-Z]{1,4}|[1-9]\d{0,2})\\?\)"
_DOTTED = r"(?:[1-9]\d{0,2}|[A-Z])(?:\.[1-9]\d{0,2}){1,8}"
_AMOUNT = r"(?(round)|(?!\s*(?:[ap]\.?m\b|per\s+cent\b|million\b|billion\b|%|°)))"  # after figures only

_PARAGRAPH = re.compile(
    r"(?P<indent>\s*)(?P<mark>[-*+]\s+)?(?P<bold>\*\*|__)?"
    rf"(?:(?P<dotted>{_DOTTED})(?P<tail>(?:{_ROUND}){{0,8}})(?:\\?[.):])?"
    rf"|(?P<round>(?:{_ROUND}){{1,8}})"
    r"|(?P<simple>[1-9]\d{0,2}|[a-z]{1,7}|[A-Z]{1,4})\\?(?P<end>[.)]))"
    rf"(?P<close>\*\*|__)?(?=\s|$){_AMOUNT}\s*"
)
_GLUED = re.compile(
    rf"\s*(?:[-*+]\s+)?(?:\*\*|__)?(?:{_DOTTED}(?:{_ROUND}){{0,8}}(?:\\?[.):])?|(?:{_ROUND}){{1,8}})(?=[^\W\d_])"
)
_DRESS = re.compile(  # what may stand around a label, besides bold and a list's mark
    rf"[*_~\[\]\u200b\ufeff]|^\s*[•·–—§]\s*|^\s*\((?={_DOTTED}\))|(?<=\d)\.(?=\()|(?<=\))[.:]"
)
_ODD = re.compile(
    r"\s*(?:[-*+]\s+)?(?:\*\*|__)?"
    r"(?P<label>[1-9]\d{0,2}[A-Z](?:\.[1-9]\d{0,2})+|\((?:[a-z]{2}|[1-9]\d?[A-Za-z])\))(?:\*\*|__)?\s"
)
_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})(?:\s+|(?<=##)(?!#)|$)")
_HEADING_LABEL = re.compile(
    r"(?P<bold>\*\*|__)?"
    rf"(?:(?P<dotted>{_DOTTED})(?:\\?[.):])?|(?P<round>{_ROUND})"
    r"|(?P<simple>[1-9]\d{0,2}|[A-Z]{1,4})\\?[.):]|(?P<bare>[1-9]\d{0,2}))"
    r"(?P<close>\*\*|__)?(?=\s|$)\s*"
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_PARTS = re.compile(r"\d+|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands: its parts, its form, and where the words after it begin.

    `form` is one of `dotted`, `(x)`, `x.`, `x)`, `bare`. Labels of one list share a form.
    `listed` tells a label that Markdown itself takes for a list's mark.
    """

    parts: tuple[str, ...]
    form: str
    indent: int
    content: int  # offset in the line of the words after the label
    listed: bool = False
    bold: str = ""  # emphasis that was opened before the label and goes on after it

    @property
    def bracketed(self) -> bool:
        """Whether the label stands in brackets."""
        return self.form == "(x)"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its label where it has one, its words and where they begin."""

    level: int
    words: str
    label: Label | None
    underlined: bool = False  # by a line of = or - that follows


def paragraph_label(line: str) -> Label | None:
    """Return the label with which a line begins, or None."""
    match = _PARAGRAPH.match(line)
    if match is None:
        return None
    if match["dotted"]:
        form, parts = "dotted", (*match["dotted"].split("."), *_PARTS.findall(match["tail"]))
    elif match["round"]:
        form, parts = "(x)", tuple(_PARTS.findall(match["round"]))
    else:
        form, parts = f"x{match['end']}", (match["simple"],)
    if not all(is_label(part) for part in parts):
        return None
    if match["close"] and match["close"] != match["bold"]:
        return None
    bold = match["bold"] if match["bold"] and not match["close"] else ""
    indent = len(match["indent"].expandtabs(4))
    own_list = form in ("x.", "x)") and parts[0].isdigit() and not match["bold"]
    listed = bool(match["mark"]) or own_list
    return Label(parts, form, indent, match.end(), listed, bold)


def glued_label(line: str) -> Label | None:
    """Return the label with which a line begins without a space after it: `(a)the theme`, `4.2The host`."""
    match = _GLUED.match(line)
    return paragraph_label(match[0]) if match else None


def dressed_label(line: str) -> Label | None:
    """Return the label with which a line begins, dressed as no label is: `*(b)*`, `• 4.2`, `(b).`."""
    start = line.lstrip(f" {MASK}")[:40]  # a comment may stand before it
    bare = _DRESS.sub("", start)
    return paragraph_label(bare) or glued_label(bare) if bare != line[:40] else None


def odd_label(line: str) -> str:
    """Return what a line begins with that only looks like a label, such as `(ba)` or `4A.1`; else ""."""
    match = _ODD.match(line)
    return match["label"] if match and paragraph_label(line) is None else ""


def heading(line: str, following: str) -> Heading | None:
    """Return the heading that a line is, with the line that follows it, or None."""
    if match := _HEADING.match(line):
        words = heading_words(line[match.end() :])
        return Heading(len(match["hashes"]), words, _heading_label(words, match.end()))
    if following and _UNDERLINE.fullmatch(following) and line.strip() and line[:1] not in "|>-*+\t ":
        level = 1 if following.lstrip().startswith("=") else 2
        return Heading(level, line.strip(), _heading_label(line.strip(), 0), underlined=True)
    return None


def _heading_label(words: str, start: int) -> Label | None:
    match = _HEADING_LABEL.match(words)
    if match is None:
        return None
    if match["dotted"]:
        form, parts = "dotted", tuple(match["dotted"].split("."))
    elif match["round"]:
        form, parts = "(x)", tuple(_PARTS.findall(match["round"]))
    elif match["simple"]:
        form, parts = "x.", (match["simple"],)
    else:
        form, parts = "bare", (match["bare"],)
    if not all(is_label(part) for part in parts):
        return None
    bold = match["bold"] if match["bold"] and not match["close"] else ""
    return Label(parts, form, 0, start + match.end(), bold=bold)
