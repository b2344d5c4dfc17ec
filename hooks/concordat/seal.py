"""Seals: the canonical text of an edition, and the digests that signatures are for.

The canonical text does not move when a paragraph is reflowed, a list mark changed, emphasis put
on words or a file saved with other line ends; it moves whenever a word or a number does. It has a
line for each stretch of text, in the order of the page:

1. The line is the clause's number, a space, and the words of the stretch. A clause whose words go
   on after its sub-clauses has a line before them and a line after. Text without a number has a
   line of its words alone.
2. Comments, tags, list marks, heading marks, emphasis and other markup are stripped; of a link its
   words stay, of code all.
3. The text is brought to Unicode form NFC, and each run of white space becomes one space.

This is form 1, the only one there is; a file of signatures names the form that its digests are of.

The digest is `sha256:` and the SHA-256, in hexadecimal, of the lines joined by LF, in UTF-8. The
digest of a clause is that of its own lines.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from concordat.model.records import EditionText
from concordat.read.prose import code_spans

_DEFINITION = r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
_LINK = r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s[^()]*)?\)|\[[^\[\]]*\])"
_STRIPPED = (
    (re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), " "),  # comments
    (re.compile(r"<([a-zA-Z][a-zA-Z0-9+.\-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>"), r"\1"),  # addresses, which show
    (re.compile(r"</?[a-zA-Z][^<>]*>"), " "),  # tags
    (re.compile(_DEFINITION, re.MULTILINE), " "),  # where links lead
    (re.compile(r"^[ \t]*(?:[-*_=:|][ \t]*){3,}$", re.MULTILINE), " "),  # rules of tables and pages
    (re.compile(r"^[ \t]*(#{1,6}[ \t].*?)(?<![ \t])[ \t]+#+[ \t]*$", re.MULTILINE), r"\1"),  # closed headings
    (re.compile(r"^[ \t]*(?:(?:[-*+>]|#{1,6})[ \t]+)+", re.MULTILINE), " "),  # lists, headings, quotes
    (re.compile(_LINK), r"\1"),
    (
        re.compile(r"(?<![\w\\])[*_]+(?=\S)|(?<=\S)(?<!\\)[*_]{1,60}(?!\w)"),
        "",
    ),  # emphasis, but not the sign in 5*3
    (re.compile(r"\\(?=[!-/:-@\[-`{-~])"), ""),  # escapes
    (re.compile(r"\|"), " "),  # cells
)
FORMS = (1,)
"""The canonical forms that digests can be of; the last is that of new seals."""

_HEADING = re.compile(r"\s*#{1,6}[ \t]+\S[^\n]*\s*")
_CODE = re.compile("\ue0c5(\\d+)\ue0c6")  # stands for a piece of code while markup is stripped


def words(markdown: str) -> str:
    """Return the words of a Markdown text in canonical form: no markup, NFC, white space folded."""
    markdown = re.sub("[\ue0c5\ue0c6]", "", markdown)
    pieces, code, end = [], [], 0
    for start, stop in code_spans(markdown):
        fenced = markdown.startswith(("```", "~~~"), start)
        code.append(markdown[start:stop].strip("`~ \t>" if fenced else "`"))
        pieces += [markdown[end:start], f"\ue0c5{len(code) - 1}\ue0c6"]
        end = stop
    text = "".join([*pieces, markdown[end:]])
    for pattern, replacement in _STRIPPED:
        text = pattern.sub(replacement, text)
    text = _CODE.sub(lambda stand_in: code[int(stand_in[1])], text)
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the canonical text. `title` is how many of its words, at its beginning, are a heading's."""

    number: str
    words: str
    title: int = 0


def lines(text: EditionText) -> list[Line]:
    """Return the lines of the canonical text; text without a number has the number ""."""
    found = []
    begun: set[int] = set()
    for block in text.blocks:
        clause = text.clauses[block.clause] if block.clause >= 0 else None
        title = clause.title if clause and block.clause not in begun else ""
        begun.add(block.clause)
        heading = title or (block.text if clause is None and _HEADING.fullmatch(block.text) else "")
        line = words(f"{title}\n\n{block.text}")
        found.append(Line(clause.number if clause else "", line, len(words(heading).split())))
    return [line for line in found if line.number or line.words]


def canonical_lines(text: EditionText) -> list[tuple[str, str]]:
    """Return number ("" for text without one) and words of each line of the canonical text."""
    return [(line.number, line.words) for line in lines(text)]


def digest(text: EditionText) -> str:
    """Return the digest of an edition's canonical text, as `sha256:` and 64 hexadecimal digits."""
    return _sha256(canonical_lines(text))


def digest_of(canonical: Iterable[Line]) -> str:
    """Return the digest of the lines of a canonical text."""
    return _sha256([(line.number, line.words) for line in canonical])


def clause_digests(text: EditionText) -> dict[str, str]:
    """Return the digest of each clause's own lines, by its number."""
    return clause_digests_of(lines(text))


def clause_digests_of(canonical: Iterable[Line]) -> dict[str, str]:
    """Return the digest of each clause of a canonical text, by its number."""
    own: dict[str, list[tuple[str, str]]] = {}
    for line in canonical:
        own.setdefault(line.number, []).append((line.number, line.words))
    return {number: _sha256(rows) for number, rows in own.items() if number}


def statement(address: str, form: int, seal: str) -> bytes:
    """Return what an SSH key signs for a seal: a line with the edition, the form and the digest, and LF."""
    return f"{address} form {form} {seal}\n".encode()


def _sha256(rows: list[tuple[str, str]]) -> str:
    text = "\n".join(f"{number} {line}".strip() for number, line in rows)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
