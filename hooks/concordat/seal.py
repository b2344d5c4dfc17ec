"""Seals: the canonical text of an edition, and the digests that signatures are for.

The canonical text does not move when a paragraph is reflowed, a list mark changed, emphasis
added or a file saved with other line ends; it moves whenever a word or a number does. It is made
of one line for each clause, and one for each stretch of text without a number:

1. The line is the clause's number, a space, and its own words, in the order of the text.
2. Comments, list marks, heading marks and other markup are stripped; of a link its words stay.
3. The text is brought to Unicode form NFC, and each run of white space becomes one space.

The digest is `sha256:` and the SHA-256, in hexadecimal, of the lines joined by LF, in UTF-8. The
digest of a clause is that of its line alone.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from concordat.model.records import EditionText

_DEFINITION = r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ \t]*$"
_STRIPPED = (
    (re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), " "),  # comments
    (re.compile(r"</?[a-zA-Z][^<>]*>"), " "),  # tags
    (re.compile(_DEFINITION, re.MULTILINE), " "),  # where links lead
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s[^()]*)?\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\\(?=[!-/:-@\[-`{-~])"), ""),  # escapes
    (re.compile(r"[*_`]"), ""),  # emphasis and code
    (re.compile(r"\|"), " "),  # cells
)
_MARKS = re.compile(r"[-+#>=:~]+")  # of lists, headings, quotes, rules: a word of nothing else


def words(markdown: str) -> str:
    """Return the words of a Markdown text in canonical form: no markup, NFC, white space folded."""
    for pattern, replacement in _STRIPPED:
        markdown = pattern.sub(replacement, markdown)
    text = unicodedata.normalize("NFC", markdown)
    return " ".join(word for word in text.split() if not _MARKS.fullmatch(word))


def canonical_lines(text: EditionText) -> list[tuple[str, str]]:
    """Return number ("" for text without one) and words of each line of the canonical text."""
    texts = text.texts()
    lines, begun = [], set()
    for block in text.blocks:
        if block.clause < 0:
            lines.append(("", words(block.text)))
        elif block.clause not in begun:
            begun.add(block.clause)
            clause = text.clauses[block.clause]
            lines.append((clause.number, words(f"{clause.title}\n\n{texts[block.clause]}")))
    return [(number, line) for number, line in lines if number or line]


def digest(text: EditionText) -> str:
    """Return the digest of an edition's canonical text, as `sha256:` and 64 hexadecimal digits."""
    return _sha256("\n".join(f"{number} {line}".strip() for number, line in canonical_lines(text)))


def clause_digests(text: EditionText) -> dict[str, str]:
    """Return the digest of each clause's line, by its number."""
    return {number: _sha256(f"{number} {line}".strip()) for number, line in canonical_lines(text) if number}


def _sha256(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
