"""What is agreed about a clause and stands beside it; whether a decision is in the text yet."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.amendments import amendments, amendments_by
from concordat.findings import listed
from concordat.index import Edition
from concordat.model.records import Decision, MeetingFile
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import Cell, linked


@dataclass(frozen=True, slots=True)
class Note:
    """What is agreed about a clause, beside its words: a line, and the decisions that it names."""

    text: str
    links: tuple[Cell, ...]


def clause_notes(record: Record, edition: Edition) -> dict[str, list[Note]]:
    """Return, by number, the changes agreed but not yet in an edition's text, and those that it carries."""
    waiting: dict[str, list[Cell]] = {}
    carried: dict[str, list[Cell]] = {}
    for each in amendments(record):
        link = linked(record, str(each.decision))
        if each.edition is edition and each.carried_by is None:
            waiting.setdefault(each.number, []).append(link)
        elif each.carried_by is edition and each.carried_number:
            carried.setdefault(each.carried_number, []).append(link)
    notes: dict[str, list[Note]] = {}
    for text, links in (("A change is agreed, but not yet in this text:", waiting), ("Changed by:", carried)):
        for number, cells in links.items():
            notes.setdefault(number, []).append(Note(text, tuple(cells)))
    return notes


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
