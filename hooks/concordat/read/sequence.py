"""Whether the numbers of an edition follow each other: none twice, none left out, none out of place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from concordat.addresses import join_label, number_key
from concordat.findings import Finding, Location, error, listed
from concordat.model.records import Clause
from concordat.read.labels import Label
from concordat.read.numbering import Kind, label_of

NUMBER_REPEATED = error("clause-number-repeated", "Two clauses of one edition bear the same number")
NUMBER_ORDER = error("clause-number-order", "A clause stands where its number does not belong")
NUMBER_SKIPPED = error("clause-number-skipped", "A number is left out between two clauses")

_MOST_NAMED = 20
"""How many missing numbers are named one by one."""

UNWRITTEN = "unwritten"
"""The form of a section that no heading writes, and that its clauses' numbers name: `4` of `4.2`."""


@dataclass(slots=True)
class Open:
    """A clause on the way from the top to the line being read. `index` is -1 where none is written."""

    index: int
    labels: tuple[str, ...]
    number: str
    form: str
    kind: Kind
    ordinal: int
    label: Label
    heading: int = 0

    @property
    def indent(self) -> int:
        """The column, from 0, in which its label stands."""
        return self.label.indent


class Sequence:
    """The numbers read so far, and what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.seen: dict[str, Clause] = {}
        self._unwritten: set[str] = set()
        self._findings: list[Finding] = []
        self._last: dict[tuple[str, Kind], int] = {}
        self._skips: list[tuple[list[str], Finding]] = []

    def last(self, form: str, kind: Kind) -> int:
        """Return the ordinal of the last number of a form and a kind, wherever it stood; 0 for none."""
        return self._last.get((form, kind), 0)

    def finish(self) -> list[Finding]:
        """Return the findings; a number said to be left out is passed over where it stands elsewhere."""
        there = self.seen.keys() | self._unwritten
        skipped = [found for missing, found in self._skips if there.isdisjoint(missing)]
        return self._findings + skipped

    def add(
        self, clause: Clause, entry: Open, previous: Open | None, parent: Open | None, *, astray: bool
    ) -> None:
        """Take a clause in after its sibling `previous`. One that is `astray` is found already."""
        first = self.seen.setdefault(clause.key, clause)
        if first is not clause:
            self._findings.append(
                NUMBER_REPEATED.at(
                    Location(self.path, clause.line, clause.column),
                    f"the number {clause.number} stands twice; its first place is line {first.line}",
                    "give one of the two clauses its right number",
                    subject=clause.number,
                    related=[Location(self.path, first.line, first.column)],
                )
            )
        elif not astray:
            self._check_order(clause, entry, previous, parent)
        entry.ordinal = max(entry.ordinal, previous.ordinal if previous else 0)
        self._last[entry.form, entry.kind] = entry.ordinal

    def _check_order(self, clause: Clause, entry: Open, previous: Open | None, parent: Open | None) -> None:
        last = previous.ordinal if previous else 0
        if entry.ordinal == last + 1:
            return
        through = entry.label.form != "dotted" and (entry.kind is Kind.FIGURES or entry.heading > 0)
        if previous is None and through and self.last(entry.form, entry.kind) == entry.ordinal - 1:
            return  # numbered through, across headings
        if entry.ordinal <= last:
            message = f"clause {clause.number} stands after {_sibling(parent, entry, last)}"
            self.misplaced(clause.line, message, "move it to its place, or correct its number", clause.number)
            return
        after = f"follows {previous.number}" if previous else "is the first of its list"
        place = Location(self.path, clause.line, clause.column)
        name = partial(_sibling, parent, entry)
        self._skipped(
            place, range(last + 1, entry.ordinal), name, f"clause {clause.number} {after}", clause.number
        )

    def add_unwritten(self, number: str, kind: Kind, place: int, line: int) -> None:
        """Take in a section that has no heading, when its first clause is read."""
        last = self.last(UNWRITTEN, kind)
        if place <= last:
            message = f"a clause of section {number} stands after section {label_of(last, kind)}"
            self.misplaced(line, message, "move it to its place, or correct its number")
        elif place > last + 1:
            after = f"follows section {label_of(last, kind)}" if last else "is the first"
            name = partial(label_of, kind=kind)
            missing = range(last + 1, place)
            self._skipped(Location(self.path, line), missing, name, f"section {number} {after}", number)
        self._last[UNWRITTEN, kind] = max(place, last)
        self._unwritten.add(number)

    def _skipped(
        self, place: Location, missing: range, name: Callable[[int], str], what: str, subject: str
    ) -> None:
        named = [name(at) for at in missing[:_MOST_NAMED]]
        whole = len(missing) <= _MOST_NAMED
        shown = listed(named) if whole else f"all from {named[0]} to {name(missing[-1])}"
        message = f"{what}: {shown} {'is' if len(missing) == 1 else 'are'} missing"
        finding = NUMBER_SKIPPED.at(
            place, message, "add what is missing, or correct the number", subject=subject
        )
        self._skips.append(([number_key(number) for number in named], finding))

    def misplaced(
        self, line: int, message: str, hint: str, subject: str = "", related: int | None = None
    ) -> None:
        """Find a clause out of place; `related` is the line of what it belongs to."""
        places = [Location(self.path, related)] if related else []
        finding = NUMBER_ORDER.at(Location(self.path, line), message, hint, subject=subject, related=places)
        self._findings.append(finding)


def _sibling(parent: Open | None, entry: Open, place: int) -> str:
    label = label_of(place, entry.kind)
    return join_label(parent.number if parent else "", label, bracketed=entry.label.bracketed)
