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

The digest is `sha256:` and the SHA-256, in hexadecimal, of the lines joined by LF, in UTF-8. The
digest of a clause is that of its own lines.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

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


def canonical_lines(text: EditionText) -> list[tuple[str, str]]:
    """Return number ("" for text without one) and words of each line of the canonical text."""
    lines = []
    begun: set[int] = set()
    for block in text.blocks:
        clause = text.clauses[block.clause] if block.clause >= 0 else None
        title = clause.title if clause and block.clause not in begun else ""
        begun.add(block.clause)
        lines.append((clause.number if clause else "", words(f"{title}\n\n{block.text}")))
    return [(number, line) for number, line in lines if number or line]


def digest(text: EditionText) -> str:
    """Return the digest of an edition's canonical text, as `sha256:` and 64 hexadecimal digits."""
    return _sha256(canonical_lines(text))


def clause_digests(text: EditionText) -> dict[str, str]:
    """Return the digest of each clause's own lines, by its number."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for number, line in canonical_lines(text):
        lines.setdefault(number, []).append((number, line))
    return {number: _sha256(own) for number, own in lines.items() if number}


def _sha256(lines: list[tuple[str, str]]) -> str:
    text = "\n".join(f"{number} {line}".strip() for number, line in lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
