"""What is agreed about a clause and stands beside it; whether a decision is in the text yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from concordat.addresses import Meeting
from concordat.amendments import amendments, amendments_by
from concordat.compare import SAME_WORDS, Kind
from concordat.findings import listed
from concordat.index import Edition
from concordat.lineage import Became, became
from concordat.model.records import Decision, MeetingFile
from concordat.places import Place, history_path
from concordat.record import Record
from concordat.views.cells import Cell, linked

SHOWN = 10
"""How many places or decisions a clause lists where it stands; the page of its history has the others."""

NAMED = "named"
"""The anchor of the list of all on the page of a clause's history."""

_DIFFERS = {Kind.SPLIT: "split", Kind.MERGED: "merged"}
"""How a clause that is not merely reworded differs from what is in force."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a clause's words: a line, where it leads, and a mark for the style sheet.

    The mark is `agreed` for decisions on the clause, `time` for what it is in other editions.
    """

    text: str
    links: tuple[Cell, ...]
    mark: str = "agreed"


def clause_notes(record: Record, edition: Edition) -> dict[str, list[Note]]:
    """Return the notes of each clause of an edition, by its number.

    They say which changes are agreed but not yet in the text, which it carries, and, where the
    edition is not the one in force, what became of the clause; they lead to the clause's history.
    """
    waiting: dict[str, list[Meeting]] = {}
    carried: dict[str, list[Meeting]] = {}
    for each in amendments(record):
        if each.edition is edition and each.carried_by is None:
            waiting.setdefault(each.number, []).append(each.decision)
        elif each.carried_by is edition and each.carried_number:
            carried.setdefault(each.carried_number, []).append(each.decision)
    histories = _histories(record, edition)
    notes: dict[str, list[Note]] = {}
    for text, links in (("A change is agreed, but not yet in this text:", waiting), ("Changed by:", carried)):
        for number, decisions in links.items():
            cells = _latest(record, decisions, histories.get(number))
            notes.setdefault(number, []).append(Note(text, cells))
    for number, note in _through_time(record, edition):
        notes.setdefault(number, []).append(note)
    return notes


def _histories(record: Record, edition: Edition) -> dict[str, Place]:
    """Return the page of each clause's history, by its number."""
    agreement = record.agreements[edition.agreement]
    keys, folder = agreement.keys(edition.name), agreement.file.folder
    return {
        clause.number: Place(history_path(folder, keys[clause.key]))
        for clause in edition.clauses
        if clause.key in keys
    }


def _latest(record: Record, decisions: list[Meeting], history: Place | None) -> tuple[Cell, ...]:
    """Return links to decisions; of many only to the latest, where the page of the history has them all."""
    if history is None or len(decisions) <= SHOWN:
        return tuple(linked(record, str(each)) for each in decisions)
    latest = sorted(decisions, key=lambda each: each.day, reverse=True)[:SHOWN]
    everything = Cell(f"all {len(decisions)}, with the history", Place(history.path, NAMED))
    return (*(linked(record, str(each)) for each in latest), everything)


def _through_time(record: Record, edition: Edition) -> Iterator[tuple[str, Note]]:
    current = record.in_force(edition.agreement, record.today)
    histories = _histories(record, edition)
    compared = current if current is not None and current is not edition else None
    there = became(record, edition, compared) if compared else {}
    for clause in edition.clauses:
        history, found = histories.get(clause.number), there.get(clause.key)
        links = _in_force(compared, found) if compared and found else ()
        if history:
            links = (*links, Cell(f"History of {clause.number}", history))
        if links:
            text = "In force:" if compared and found and found.numbers else ""
            yield clause.number, Note(text, links, "time")


def _in_force(current: Edition, found: Became) -> tuple[Cell, ...]:
    """Return where a clause stands in the edition in force, and how it differs from the one here."""
    if not found.numbers:
        gone = found.kind is Kind.REMOVED
        return (Cell("Not in the text in force" if gone else "New here; not in the text in force"),)
    *others, last = found.numbers
    said = "the same words" if found.kind in SAME_WORDS else _DIFFERS.get(found.kind, "reworded")
    return (
        *(Cell(number, Place(current.path, number)) for number in others),
        Cell(f"{last}, {said}", Place(current.path, last)),
    )


def in_the_text(record: Record, meeting: MeetingFile, decision: Decision) -> tuple[Cell, ...]:
    """Return which editions carry a decision's changes, or that none does yet."""
    found = amendments_by(record, meeting.document.path, f"{meeting.address} {decision.number}")
    carried = {
        f"{each.carried_by.address} {each.carried_number}".strip(): Place(
            each.carried_by.path, each.carried_number
        )
        for each in found
        if each.carried_by
    }
    cells = [Cell(name, place) for name, place in carried.items()]
    waiting = [each.number for each in found if each.carried_by is None]
    if waiting:
        all_of_it = len(waiting) == len(found)
        cells.append(Cell("Not yet" if all_of_it else f"not yet: {listed(waiting)}", mark="outstanding"))
    return tuple(cells)
