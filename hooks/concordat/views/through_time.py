"""An agreement through time: its editions with their dates, which was in force on a day, and its timeline."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from concordat.amendments import amendments
from concordat.dates import in_words
from concordat.index import Agreement, Edition
from concordat.lineage import became
from concordat.model.forms import EditionStatus
from concordat.model.registers import Register
from concordat.places import Place, clauses_path
from concordat.record import Record
from concordat.views.cells import EDITION_STATUS, Cell, linked, period
from concordat.views.changes import changes_path


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list of all: what a script needs to find the one in force on a day.

    `first` and `last` are its days in force, as `2016-12-09`; both "" for one that never was in
    force. `numbers` says where the clauses of the edition shown are in this one, only where that
    differs: `4.3=4.4 4.10=`, nothing after the sign for a clause that is not in it.
    """

    link: Cell
    said: str
    here: bool
    changes: Cell | None  # what changed between it and the edition shown
    first: str
    last: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Editions:
    """The list of an agreement's editions, on the page of one of them or of the agreement."""

    day: str  # the day of the record, as `2016-12-09`
    lines: tuple[EditionLine, ...]
    clauses: Cell | None


def editions(record: Record, agreement: Agreement, shown: Edition | None) -> Editions:
    """Return the editions of an agreement, oldest first, seen from one of them, or from none."""
    folder = agreement.file.folder
    lines = tuple(_line(record, shown, edition, folder) for edition in agreement.editions)
    clauses = Cell("All clauses that the agreement has, or ever had", Place(clauses_path(folder)))
    return Editions(record.today.isoformat(), lines, clauses if agreement.table else None)


def _line(record: Record, shown: Edition | None, edition: Edition, folder: str) -> EditionLine:
    front, here = edition.file.front, edition is shown
    said = EDITION_STATUS[front.status]
    if front.in_force_from:
        days = period(front.in_force_from, edition.last_day)
        said = f"{said}, {days[0].lower()}{days[1:]}"
    first = front.in_force_from
    was = first is not None and edition.in_force_on(first)
    compared = None
    if shown is not None and not here:
        order = record.agreements[shown.agreement].editions
        old, new = sorted((shown, edition), key=order.index)
        compared = Cell("what changed", Place(changes_path(folder, old, new)))
    return EditionLine(
        Cell(f"Edition {edition.name}", Place(edition.path)),
        said,
        here,
        compared,
        first.isoformat() if first and was else "",
        edition.last_day.isoformat() if edition.last_day and was else "",
        _numbers(record, shown, edition) if shown is not None and was and not here else "",
    )


def _numbers(record: Record, shown: Edition, other: Edition) -> str:
    there = became(record, shown, other)
    pairs = ((clause.number, there[clause.key].numbers) for clause in shown.clauses if clause.key in there)
    firsts = ((number, numbers[0] if numbers else "") for number, numbers in pairs)
    return " ".join(f"{number}={first}" for number, first in firsts if first != number)


# -- the timeline ----------------------------------------------------------------------

_LINE, _GAP, _LEFT, _WIDTH = 19, 16, 26, 330  # of the drawing, in its own units
_ACROSS = 38  # letters in a line of the drawing
_ONE_BY_ONE = 6  # decisions in a row that are drawn one by one
_LISTED = 60  # decisions in a row that are listed one by one; of more, so many of the latest


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an agreement, or is to happen; decided `by` whom, where somebody did."""

    day: str
    words: str
    source: Cell | None
    to_come: bool
    joint: str = ", by"


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn: its lines of text with their places, below its point on the line."""

    point: int
    lines: tuple[tuple[int, str], ...]
    to_come: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened to an agreement, in order: as a list, and as a drawing from top to bottom."""

    title: str
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]
    left: int
    width: int
    height: int


def timeline(record: Record, agreement: Agreement) -> Timeline:
    """Return the timeline of an agreement; days after that of the record are still to come."""
    amended = dict.fromkeys(_amended(record, agreement))
    found = [row for edition in agreement.editions for row in _of_edition(edition)]
    found = sorted((*found, *amended), key=itemgetter(0))
    events = tuple(
        Event(in_words(day), words, linked(record, source) if source else None, day > record.today)
        for day, words, source in found
    )
    runs = [
        (are_changes, [event for event, _ in run])
        for are_changes, run in groupby(
            zip(events, (row in amended for row in found), strict=True), key=itemgetter(1)
        )
    ]
    marks: list[Mark] = []
    top = _LINE
    for event in _drawn(runs):
        date_line = f"{event.day} (to come)" if event.to_come else event.day
        said = (part for line in (date_line, event.words) for part in textwrap.wrap(line, _ACROSS))
        lines = tuple((top + _LINE * at, line) for at, line in enumerate(said))
        marks.append(Mark(top - _LINE // 4, lines, event.to_come))
        top += _LINE * len(lines) + _GAP
    title = f"Timeline of the {agreement.file.form.title}"
    listed = tuple(_listed(runs, _register(record, agreement.short_name)))
    return Timeline(title, listed, tuple(marks), _LEFT, _WIDTH, top - _GAP)


_Runs = list[tuple[bool, list[Event]]]
"""Events in order, in runs: of changes agreed with nothing else between, and of what else happened."""


def _drawn(runs: _Runs) -> Iterator[Event]:
    """Yield the events as they are drawn: many changes in a run become one."""
    for are_changes, each in runs:
        if are_changes and len(each) > _ONE_BY_ONE:
            words = f"{len(each)} decisions to change clauses"
            if len(each) <= _LISTED:
                words = f"{words}; the list below has them all"
            yield _all_of(each, words, None)
        else:
            yield from each


def _listed(runs: _Runs, register: Cell | None) -> Iterator[Event]:
    """Yield the events as they are listed: of very many changes in a run the latest, and where all are."""
    for are_changes, each in runs:
        if are_changes and len(each) > _LISTED:
            yield _all_of(
                each, f"{len(each)} decisions to change clauses, the latest {_LISTED} of them below", register
            )
            yield from each[-_LISTED:]
        else:
            yield from each


def _all_of(run: list[Event], words: str, source: Cell | None) -> Event:
    return Event(f"{run[0].day} to {run[-1].day}", words, source, run[0].to_come, joint=";")


def _register(record: Record, agreement: str) -> Cell | None:
    """Return the register of decisions, narrowed to an agreement; None where the site has none."""
    page = next((each for each in record.pages if each.front.shows is Register.DECISIONS), None)
    if page is None:
        return None
    query = urlencode({"agreement": agreement})
    return Cell("all decisions", Place(page.document.path, query=query))


_Row = tuple[date, str, str]
"""A day, what happened, and the address of the decision behind it, or ""."""


def _of_edition(edition: Edition) -> Iterator[_Row]:
    front, name = edition.file.front, f"Edition {edition.name}"
    if front.adopted:
        yield front.adopted, f"{name} adopted", str(front.adopted_by or "")
    if edition.signatures_file and edition.signatures_file.form.opened:
        yield edition.signatures_file.form.opened, f"{name} opened for signature", ""
    if edition.signatures:
        count = len(edition.signatures)
        so_far = " so far" if front.status is EditionStatus.FOR_SIGNATURE else ""
        said = f"Last of {count} signatures of edition {edition.name}{so_far}"
        yield max(signature.day for signature in edition.signatures), said, ""
    if front.in_force_from and front.status not in (EditionStatus.DRAFT, EditionStatus.WITHDRAWN):
        yield front.in_force_from, f"{name} in force", ""
    if front.in_force_until and front.status is EditionStatus.SUPERSEDED:
        yield front.in_force_until + timedelta(days=1), f"{name} superseded", ""
    if front.withdrawn_on and front.status is EditionStatus.WITHDRAWN:
        yield front.withdrawn_on, f"{name} withdrawn", ""


def _amended(record: Record, agreement: Agreement) -> Iterator[_Row]:
    changed: dict[tuple[date, str, str], list[bool]] = {}
    for each in amendments(record):
        if each.edition.agreement == agreement.short_name:
            row = (each.decision.day, str(each.decision), each.edition.name)
            changed.setdefault(row, []).append(each.carried_by is not None)
    for (day, decision, name), carried in changed.items():
        count = f"{len(carried)} clause{'s' if len(carried) > 1 else ''} of edition {name}"
        waiting = "" if all(carried) else ", not yet in the text"
        yield day, f"Change of {count} agreed{waiting}", decision
