"""The text of an edition: which line is which clause.

One reader serves every style of numbering that the help names: `## 4 Title` over `4.1` over
`(a)` over `(i)`; `## D. Title` over `### 4. Title`, `#### 5.` over `(d)`, `ii.`, `a.`; with or
without list marks, indentation and bold.

A paragraph without a label belongs to the clause before it; after an indented or listed clause,
an unindented paragraph belongs to the clause above that list.
"""

from __future__ import annotations

import re

from concordat.findings import Finding, Location, Rule, error, warning
from concordat.model.records import Block, EditionText
from concordat.read.labels import (
    Heading,
    Label,
    dressed_label,
    glued_label,
    heading,
    odd_label,
    paragraph_label,
)
from concordat.read.outline import Outline
from concordat.read.prose import Prose, heading_words

NUMBER_MISSING = warning("clause-number-missing", "A heading without a number among numbered ones")
START_UNCLEAR = warning("clause-start-unclear", "A line may or may not begin a clause")
CLAUSE_EMPTY = error("clause-empty", "A clause without words")

_TABLE_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BARE_NUMBER = re.compile(r"(?:\*\*|__)?([1-9]\d{0,2})[ \t]+\S")
_LEADS_UP = re.compile(
    r"(?:\b(?:clauses?|sections?|paragraphs?|articles?|under|of|to|in|with|by|from|than|and|or|about)|[(,])\s*$",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r"[;,:.]\s*(?:and|or)\s*$|[;,]\s*$", re.IGNORECASE)
_ENDS = re.compile(r"[.;:)\]*_]\s*$|[;,]\s*(?:and|or)\s*$", re.IGNORECASE)


def read_edition_text(prose: Prose, path: str) -> tuple[EditionText, list[Finding]]:
    """Read the body of an edition: its clauses in order, the text of each, and findings."""
    return _Reader(prose, path).read()


class _Reader:
    """Goes through the lines once; the outline says where each label belongs."""

    def __init__(self, prose: Prose, path: str) -> None:
        self.path = path
        self.first_line = prose.first_line
        self.raw = prose.text.split("\n")
        self.masked = prose.masked.split("\n")
        self.outline = Outline(path)
        self.findings: list[Finding] = []
        self.blocks: list[tuple[int, list[str], int]] = []
        self.owner = -1
        self.cut = 0  # how many columns of indentation the owner's further lines lose
        self.numbered_levels: set[int] = set()
        self.in_table = False
        self.starts_block = True

    def read(self) -> tuple[EditionText, list[Finding]]:
        at = 0
        while at < len(self.raw):
            at = self._line(at)
        blocks = tuple(Block(owner, _joined(lines), line) for owner, lines, line in self.blocks)
        text = EditionText(tuple(self.outline.clauses), tuple(b for b in blocks if b.text or b.clause >= 0))
        self._find_empty(text)
        return text, self.findings + self.outline.finish()

    def _line(self, at: int) -> int:
        """Read one line; return the index of the next."""
        line = self.masked[at]
        if not line.strip():
            self._add(at)
            self.starts_block, self.in_table = True, False
            return at + 1
        following = self.masked[at + 1] if at + 1 < len(self.masked) else ""
        if "|" in line and "|" in following and _TABLE_RULE.fullmatch(following):
            self.in_table = True
        found = None if self.in_table else heading(line, following if self.starts_block else "")
        if found is not None:
            self._heading(at, found)
            self.starts_block = True
            return at + (2 if found.underlined else 1)
        label = None if self.in_table else paragraph_label(line)
        if label is not None and self._begins(at, label):
            self._clause(at, label)
        else:
            self._paragraph(at, line, label)
        self.starts_block = False
        return at + 1

    def _paragraph(self, at: int, line: str, label: Label | None) -> None:
        """Give a line without a label of its own to the clause that it belongs to."""
        if label is None and not self.in_table and (self.starts_block or _ENDS.search(self.masked[at - 1])):
            self._look_for_glued_label(at, line)
        if self.starts_block and not self.in_table:
            if label is None:
                self._look_for_bare_number(at, line)
            self._settle_owner(line)
        self._add(at)

    def _settle_owner(self, line: str) -> None:
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        depth = len(self.outline.stack) - 1
        while depth > 0:
            entry = self.outline.stack[depth]
            within = indent > entry.indent or (indent == entry.indent and not entry.label.listed)
            if entry.heading or within:
                break
            depth -= 1
        if depth >= 0:
            entry = self.outline.stack[depth]
            if entry.index != self.owner:
                self._begin(-1, entry.index, 0 if entry.heading else entry.label.content)

    def _begins(self, at: int, label: Label) -> bool:
        """Tell whether a label begins a clause: at the start of a block it does; inside a
        paragraph only where it comes next, or stands right under a clause's first line, and the words
        before it do not lead up to it."""
        if self.starts_block or (label.listed and label.form not in ("x.", "x)")):
            return True
        before, expected = self.masked[at - 1], self.outline.expects(label)
        under_one = self.outline.began_on(at - 1 + self.first_line) and self.outline.has_list(label)
        amount = (  # "lasts", "1.2 days"
            label.form == "dotted"
            and not label.indent
            and self.raw[at][label.content :][:1].islower()
            and not _ENDS.search(before)
        )
        initial = (  # "Mr", "A. Smith"
            label.form == "x."
            and not label.listed
            and not self.outline.has_form("x.")
            and not _ENDS.search(before)
        )
        led_up_to = _LEADS_UP.search(before) and not _LIST_GOES_ON.search(before)
        if (expected or under_one) and not (amount or initial or led_up_to):
            return True
        if (
            expected
            or (self.outline.has_form(label.form) and _ENDS.search(before))
            or (self.outline.has_list(label) and not _LEADS_UP.search(before))
        ):
            self._find(
                START_UNCLEAR,
                at,
                f"this line begins with '{self.raw[at][: label.content].strip()}' inside a paragraph",
                "put an empty line before it if it is a clause; else move the number into the line above",
            )
        return False

    def _look_for_glued_label(self, at: int, line: str) -> None:
        label = glued_label(line)
        if label and (
            self.outline.expects(label) or (label.form == "dotted" and line[label.content].isupper())
        ):
            self._find(
                START_UNCLEAR,
                at,
                f"this paragraph begins with '{line.split(maxsplit=1)[0]}', without a space after the number",
                f"put a space after '{line[: label.content].strip()}' if it is the clause's number",
            )
        elif (label := dressed_label(line)) and self.outline.expects(label):
            self._find(
                START_UNCLEAR,
                at,
                f"this paragraph begins with '{_first_word(line)}', which may be its number",
                "write the number plainly, with a space after it, if it is the clause's",
            )
        elif (odd := odd_label(line)) and (self.outline.has_form("(x)") or odd[0] != "("):
            self._find(
                START_UNCLEAR,
                at,
                f"this paragraph begins with '{odd}', which no list of clauses counts by",
                "give it the next number of its list if it is a clause; else begin with another word",
            )

    def _look_for_bare_number(self, at: int, line: str) -> None:
        match = _BARE_NUMBER.match(line)
        if match and self.outline.next_figure(int(match[1])):
            self._find(
                START_UNCLEAR,
                at,
                f"this paragraph begins with '{match[1]}', which is also the next number",
                f"write '{match[1]}.' if it is a clause; else write the number in words or move it",
            )

    # -- headings and clauses ---------------------------------------------------

    def _heading(self, at: int, found: Heading) -> None:
        previous = self.outline.close_headings(found.level)
        label = found.label
        plausible = not label or label.form != "bare" or self.outline.plausible(label, found.level, previous)
        if label and not plausible and self._next_label(at, "dotted") != label.parts[0]:
            self._find(
                START_UNCLEAR,
                at,
                f"this heading begins with '{label.parts[0]}', which is not the next number",
                f"write '{label.parts[0]}.' if it is the clause's number; else begin with another word",
            )
            label = None
        if label is None:
            self._unnumbered_heading(at, found)
            return
        self.numbered_levels.add(found.level)
        title = label.bold + heading_words(self.raw[at][label.content :])
        self.outline.place_heading(label, found.level, previous, title, at + self.first_line)
        self._begin(at, self.outline.current, 0)

    def _unnumbered_heading(self, at: int, found: Heading) -> None:
        if self.outline.stack and self.outline.stack[-1].heading == found.level:
            self.outline.stack.pop()
        if found.level in self.numbered_levels and found.label is None:
            self._find(
                NUMBER_MISSING,
                at,
                f"the heading '{heading_words(found.words)}' has no number, as others of its level have",
                "give it the next number, or make it a heading of a lower level",
            )
        self._begin(at, self.outline.current, 0)
        self.blocks[-1][1].extend(self.raw[at : at + 2] if found.underlined else self.raw[at : at + 1])

    def _clause(self, at: int, label: Label) -> None:
        placed = len(self.outline.clauses)
        self.outline.place_paragraph(label, at + self.first_line, lambda *which: self._next_label(at, *which))
        for index in range(placed, len(self.outline.clauses)):
            self._begin(at, index, label.content)
        self.blocks[-1][1].append(label.bold + self.raw[at][label.content :])

    def _next_label(self, at: int, form: str, skipped: int = 0) -> str | None:
        for line in self.masked[at + 1 :]:
            if line.lstrip().startswith("#"):
                return None
            label = paragraph_label(line)
            if label is not None and label.form == form:
                if not skipped:
                    return label.parts[0]
                skipped -= 1
        return None

    # -- the text ----------------------------------------------------------------

    def _begin(self, at: int, owner: int, cut: int) -> None:
        """Begin a block of a clause's text; with `at` -1 on the line that `_add` takes next."""
        self.owner, self.cut = owner, cut
        self.blocks.append((owner, [], at + self.first_line if at >= 0 else 0))

    def _add(self, at: int) -> None:
        if not self.blocks:
            self._begin(at, -1, 0)
        owner, lines, line = self.blocks[-1]
        if line == 0:
            self.blocks[-1] = (owner, lines, at + self.first_line)
        text = self.raw[at]
        spaces = len(text) - len(text.lstrip(" \t"))
        lines.append(text[min(spaces, self.cut) :])

    def _find_empty(self, text: EditionText) -> None:
        for at, (clause, words) in enumerate(zip(text.clauses, text.texts(), strict=True)):
            following = text.clauses[at + 1] if at + 1 < len(text.clauses) else None
            has_part = following is not None and following.key.startswith(f"{clause.key}.")
            if not _COMMENT.sub("", words).strip() and not clause.title.strip() and not has_part:
                self.findings.append(
                    CLAUSE_EMPTY.at(
                        Location(self.path, clause.line, clause.column),
                        f"clause {clause.number} has no words",
                        "write its words, or delete its number",
                        subject=clause.number,
                    )
                )

    def _find(self, rule: Rule, at: int, message: str, hint: str) -> None:
        indent = len(self.raw[at]) - len(self.raw[at].lstrip())
        self.findings.append(rule.at(Location(self.path, at + self.first_line, indent + 1), message, hint))


def _first_word(line: str) -> str:
    """Return the first word with a letter or a figure in it: not a bullet, not a section mark."""
    return next(word for word in line.split() if any(map(str.isalnum, word)))


def _joined(lines: list[str]) -> str:
    """Join a block's lines without the empty ones at its ends; the first line's indentation stays."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip()
