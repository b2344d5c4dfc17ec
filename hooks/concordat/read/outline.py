"""Where a label belongs: the outline of an edition while it is being read.

A label is placed by its neighbours: the list that it continues, the list that it can begin, its
indentation, and the label that comes next. What they do not settle is a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from concordat.addresses import join_label, number_key
from concordat.findings import Finding, Location, error, listed
from concordat.model.records import Clause
from concordat.read.labels import Label
from concordat.read.numbering import Kind, kinds_beginning_with, label_of, likeliest_kind, ordinal
from concordat.read.sequence import UNWRITTEN, Open, Sequence

NUMBER_AMBIGUOUS = error("clause-number-ambiguous", "A label can be read in two ways")

_FURTHEST_SKIP = 3  # a bare number in a heading that leaps further is part of its words

Peek = Callable[..., str | None]
"""Given a form, the next label of that form before the next heading, or None; with 1, the one after it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a label: as the next of an open list, or as the first of a new one."""

    kind: Kind
    depth: int  # the place on the stack that the clause takes
    begins: bool


_NO_LABEL = Label((), "", 0, 0)


class Outline:
    """The clauses placed so far, and the way from the top to the last of them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.clauses: list[Clause] = []
        self.stack: list[Open] = []
        self.findings: list[Finding] = []
        self._numbers = Sequence(path)
        self._unwritten: dict[str, int] = {}  # sections without a heading, and the line of their first clause
        self._left: list[Open] = []  # the way to the section in which a clause of another one stands

    @property
    def current(self) -> int:
        """The index of the clause that was placed last and is still open, or -1."""
        return self.stack[-1].index if self.stack else -1

    def close_headings(self, level: int) -> Open | None:
        """Leave every clause below a heading of this level; return its open sibling."""
        self._return()
        while self.stack and not 0 < self.stack[-1].heading <= level:
            self.stack.pop()
        top = self.stack[-1] if self.stack else None
        return top if top and top.heading == level else None

    def plausible(self, label: Label, level: int, previous: Open | None) -> bool:
        """Tell whether the bare number at the start of a heading can be its clause's number."""
        last = previous.ordinal if previous else self._numbers.last(f"h{level}", Kind.FIGURES)
        return int(label.parts[0]) == 1 or int(label.parts[0]) <= last + _FURTHEST_SKIP

    def expects(self, label: Label) -> bool:
        """Tell whether a paragraph's label is one that can come next."""
        if label.form != "dotted":
            return bool(self._ways(label, label.parts[0], lambda *_: None))
        depth = self._parent_depth(label.parts)
        if depth is None:
            return False
        if depth + 1 == len(self.stack):
            return bool(kinds_beginning_with(label.parts[-1]))
        previous = self.stack[depth + 1]
        return ordinal(label.parts[-1], previous.kind) == previous.ordinal + 1

    def has_form(self, form: str) -> bool:
        """Tell whether a list of labels of this form is open."""
        return any(entry.form == form for entry in self.stack)

    def began_on(self, line: int) -> bool:
        """Tell whether the clause that was placed last begins on a line."""
        return bool(self.clauses) and self.clauses[-1].line == line

    def has_list(self, label: Label) -> bool:
        """Tell whether a list is open that a label can belong to, though it need not come next."""
        if label.form == "dotted":
            return self._parent_depth(label.parts) is not None
        return any(
            entry.form == label.form and ordinal(label.parts[0], entry.kind) is not None
            for entry in self.stack
        )

    def next_figure(self, number: int) -> bool:
        """Tell whether a number is the next of an open list that is counted in figures."""
        return any(
            entry.kind is Kind.FIGURES
            and entry.form in ("x.", "x)", UNWRITTEN)
            and entry.ordinal + 1 == number
            for entry in self.stack
        )

    def place_heading(self, label: Label, level: int, previous: Open | None, title: str, line: int) -> None:
        """Place a heading's label; `previous` is what `close_headings` returned."""
        if label.form == "dotted":
            self._place_dotted(label, line, lambda *_: None, level, title)
            return
        depth = len(self.stack) - (1 if previous else 0)
        kind = self._heading_kind(label.parts[0], previous, level)
        self._put(depth, label, label.parts[0], kind, line, level, title)

    def place_paragraph(self, label: Label, line: int, peek: Peek) -> None:
        """Place a paragraph's label, or each of several such as `(a)(i)`."""
        if label.form == "dotted":
            self._place_dotted(label, line, peek)
            return
        self._place_chain(label, line, peek)

    def finish(self) -> list[Finding]:
        """Return all findings."""
        return self.findings + self._numbers.finish()

    # -- headings and dotted numbers ------------------------------------------

    def _heading_kind(self, part: str, previous: Open | None, level: int) -> Kind:
        if previous is not None and ordinal(part, previous.kind) is not None:
            return previous.kind
        for kind in (Kind.CAPITALS, Kind.CAPITAL_ROMAN):
            if self._numbers.last(f"h{level}", kind) + 1 == ordinal(part, kind):
                return kind
        fitting = [kind for kind in Kind if ordinal(part, kind) is not None]
        return (kinds_beginning_with(part) or fitting)[0]

    def _parent_depth(self, parts: tuple[str, ...]) -> int | None:
        """Return the place on the stack that a dotted number's parent holds, if any does.

        Under sections with letters the number can leave the letters out: 4.1 under D.4.
        """
        wanted = parts[:-1]
        for at, entry in enumerate(self.stack):
            head, tail = entry.labels[: -len(wanted)], entry.labels[-len(wanted) :]
            if tail == wanted and all(label.isupper() for label in head):
                return at
        return None

    def _place_dotted(self, label: Label, line: int, peek: Peek, level: int = 0, title: str = "") -> None:
        figures = tuple(part for part in label.parts if not part.islower())
        letters = label.parts[len(figures) :]
        depth = self._parent_depth(figures)
        if depth is None and self._left:
            self._return()
            depth = self._parent_depth(figures)
        if depth is None:
            self._open_unwritten(figures[:-1], line)
            depth = len(self.stack) - 1
        if not letters or self._parent_depth((*figures, "")) is None:
            self._put(depth + 1, label, figures[-1], Kind.FIGURES, line, level, title)
        if letters:
            self._place_chain(replace(label, parts=letters, form="(x)"), line, peek, depth + 1)

    def _open_unwritten(self, labels: tuple[str, ...], line: int) -> None:
        """Stand in for a section that a dotted number names and that is not open here."""
        number = ""
        for part in labels:
            number = join_label(number, part, bracketed=False)
        written, sections = self._numbers.seen.get(number_key(number)), [e for e in self.stack if e.heading]
        earlier = written.line if written else self._unwritten.setdefault(number, line)
        if earlier != line or sections:
            here = sections[-1:] or self.stack[:1]
            where = f"section {here[0].number}" if here else "another section"
            why = "" if earlier != line else f", and no section {number} comes before it"
            self._numbers.misplaced(
                line,
                f"a clause of section {number} stands in {where}{why}",
                f"move it to section {number}, or correct its number",
                related=earlier if earlier != line else None,
            )
        kind = Kind.FIGURES if labels[-1].isdigit() else Kind.CAPITALS
        place = ordinal(labels[-1], kind) or 1
        if earlier == line and not sections and len(labels) == 1:
            self._numbers.add_unwritten(number, kind, place, line)
        self._left = self.stack if sections else []
        self.stack = [Open(-1, labels, number, UNWRITTEN, kind, place, _NO_LABEL)]

    def _return(self) -> None:
        """Go back to the section that a clause of another one interrupted, if any did."""
        if self._left:
            self.stack, self._left = self._left, []

    # -- labels of one part ----------------------------------------------------

    def _place_chain(self, label: Label, line: int, peek: Peek, parent: int | None = None) -> None:
        """Place each part of a label such as `(a)(i)` under the one before it.

        `parent` is the place on the stack of the first one's parent, where the label names it.
        """
        *outer, last = label.parts
        for part in outer:
            held = self._held(part, parent)
            if held is None:
                self._place_part(label, part, line, lambda *_: last, parent)
            parent = len(self.stack) - 1 if held is None else held
        self._place_part(label, last, line, peek, parent)

    def _held(self, part: str, parent: int | None) -> int | None:
        """Return the place on the stack of an open clause in brackets, under `parent` where that is given."""
        for depth in range(len(self.stack) - 1, -1, -1):
            entry = self.stack[depth]
            if entry.form == "(x)" and entry.labels[-1] == part and parent in (None, depth - 1):
                return depth
        return None

    def _place_part(self, label: Label, part: str, line: int, peek: Peek, parent: int | None) -> None:
        if parent is None:
            self._place_simple(label, part, line, peek)
            return
        below = self.stack[parent + 1] if parent + 1 < len(self.stack) else None
        kind = (kinds_beginning_with(part) or [likeliest_kind(part)])[0]
        if below is not None and below.form == label.form and ordinal(part, below.kind) is not None:
            kind = below.kind
        self._put(parent + 1, label, part, kind, line)

    def _place_simple(self, label: Label, part: str, line: int, peek: Peek) -> None:
        ways = self._ways(label, part, peek)
        if len(ways) > 1:
            ways = self._settle(label, part, ways, line, peek)
        if ways:
            self._put(ways[0].depth, label, part, ways[0].kind, line)
            return
        depth = self._likeliest_list(label, part)
        if depth is not None:
            self._put(depth, label, part, self.stack[depth].kind, line)
            return
        self._put(len(self.stack), label, part, likeliest_kind(part), line)

    def _ways(self, label: Label, part: str, peek: Peek) -> list[_Way]:
        """Return the ways in which a label continues an open list or begins a new one."""
        ways: list[_Way] = []
        taken: set[Kind] = set()  # kinds whose list is open here: a second first one is a repetition
        for depth in range(len(self.stack) - 1, -1, -1):
            entry = self.stack[depth]
            if entry.heading:
                break
            if entry.form != label.form:
                continue
            if label.indent <= entry.indent:
                taken.add(entry.kind)
            if self._is_next(label, part, entry, peek):
                ways.append(_Way(entry.kind, depth, begins=False))
        if self.stack and self.stack[-1].kind in (Kind.ROMAN, Kind.CAPITAL_ROMAN):
            taken.add(self.stack[-1].kind)  # nobody counts in roman numerals below a roman numeral
        beginning = [kind for kind in kinds_beginning_with(part) if kind not in taken]
        if not ways and not taken and self._runs_on(label, part):
            beginning = [Kind.FIGURES]
        return ways + [_Way(kind, len(self.stack), begins=True) for kind in beginning]

    def _is_next(self, label: Label, part: str, entry: Open, peek: Peek) -> bool:
        if ordinal(part, entry.kind) == entry.ordinal + 1:
            return True
        return self._counts_by_position(label, part, entry) and not (entry.ordinal == 1 and peek("x.") == "2")

    @staticmethod
    def _counts_by_position(label: Label, part: str, entry: Open) -> bool:
        """Tell whether a list is written `1.`, `1.`, `1.`, which Markdown numbers by position."""
        same = entry.form == label.form == "x." and entry.indent == label.indent
        return same and part == "1" and entry.label.parts[-1] == "1"

    def _runs_on(self, label: Label, part: str) -> bool:
        """Tell whether paragraphs are numbered through, across headings."""
        return (
            part.isdigit()
            and label.form in ("x.", "x)")
            and self._numbers.last(label.form, Kind.FIGURES) == int(part) - 1
        )

    def _settle(self, label: Label, part: str, ways: list[_Way], line: int, peek: Peek) -> list[_Way]:
        """Choose between ways by indentation, then by the next label of the same form."""
        by_indent = self._by_indent(label, ways)
        after = peek(label.form)
        going_on = [way for way in ways if after and _goes_on(part, after, way.kind)]
        begins_flat = len(going_on) == 1 and going_on[0].begins  # (h), (i), (ii) in one column
        if len(by_indent) == 1 and not begins_flat:
            return by_indent
        if len(going_on) == 1:
            return going_on
        continuing = [way for way in ways if not way.begins]
        second = any(_goes_on(part, peek(label.form, 1) or "", way.kind) for way in ways if way.begins)
        if after == part and second and len(continuing) == 1:
            return continuing  # (h), (i), (i), (ii): only the second (i) can begin a list
        readings = [
            f"the first {str(way.kind).removesuffix('s')} of a new list"
            if way.begins
            else f"the {str(way.kind).removesuffix('s')} after {self.stack[way.depth].number}"
            for way in ways
        ]
        self.findings.append(
            NUMBER_AMBIGUOUS.at(
                Location(self.path, line, label.indent + 1),
                f"'{part}' can be {listed(readings, 'or')}, and what stands around it does not settle it",
                f"indent it under its clause, or write its whole number; it is read here as {readings[0]}",
            )
        )
        return ways

    def _by_indent(self, label: Label, ways: list[_Way]) -> list[_Way]:
        if not label.indent and not any(entry.indent for entry in self.stack):
            return ways
        return [
            way
            for way in ways
            if (
                label.indent > self.stack[-1].indent
                if way.begins
                else label.indent == self.stack[way.depth].indent
            )
        ]

    def _likeliest_list(self, label: Label, part: str) -> int | None:
        """Return the place of the open list that a label out of order most likely belongs to."""
        fitting = [
            depth
            for depth in range(len(self.stack) - 1, -1, -1)
            if self.stack[depth].form == label.form
            and ordinal(part, self.stack[depth].kind) is not None
            and (len(part) == 1 or self.stack[depth].kind is likeliest_kind(part))
        ]
        level = [depth for depth in fitting if self.stack[depth].indent == label.indent]
        return next(iter(level or fitting), None)

    # -- placing ----------------------------------------------------------------

    def _put(
        self, depth: int, label: Label, part: str, kind: Kind, line: int, heading: int = 0, title: str = ""
    ) -> None:
        """Make a clause of a label's part and open it at a place on the stack."""
        form = f"h{heading}" if heading else label.form
        previous = self.stack[depth] if depth < len(self.stack) else None
        if previous is not None and (previous.form, previous.kind) != (form, kind):
            previous = None
        place = ordinal(part, kind) or 1
        if previous is not None and place == 1 and self._counts_by_position(label, part, previous):
            place = previous.ordinal + 1
        shown = part if place == ordinal(part, kind) else label_of(place, kind)
        parent = self.stack[depth - 1] if depth else None
        number = join_label(parent.number if parent else "", shown, bracketed=label.bracketed)
        labels = (*(parent.labels if parent else ()), shown)
        entry = Open(len(self.clauses), labels, number, form, kind, place, label, heading)
        clause = Clause(number, number_key(number), len(labels), title, line, label.indent + 1, heading)
        astray = bool(self._left) and parent is self.stack[0]  # in another section, which is found already
        self._numbers.add(clause, entry, previous, parent, astray=astray)
        self.clauses.append(clause)
        self.stack[depth:] = [entry]


def _goes_on(part: str, after: str, kind: Kind) -> bool:
    here, there = ordinal(part, kind), ordinal(after, kind)
    return here is not None and there == here + 1
