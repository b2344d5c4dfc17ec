"""What is said of a clause, a decision or an action: its details, and what names it."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.amendments import amendments, amendments_by
from concordat.dates import in_words
from concordat.findings import listed
from concordat.index import Edition
from concordat.model.records import Action, Decision, MeetingFile, Relation
from concordat.places import Place, place_of
from concordat.record import Record
from concordat.views.cells import Cell, Fact, action_state, linked, targets_of


@dataclass(frozen=True, slots=True)
class Backlink:
    """A place that names another, and in which relation."""

    relation: str
    label: str
    place: Place


_PASSIVE = {
    Relation.MENTIONS: "Mentioned in",
    Relation.AMENDS: "Amended by",
    Relation.SUPERSEDES: "Superseded by",
    Relation.FOLLOWS_FROM: "Led to",
    Relation.CARRIES: "Carried on as",
    Relation.CLOSES: "Closed at",
    Relation.APPROVED_AT: "Approved the minutes of",
    Relation.ADOPTED_BY: "Adopted",
    Relation.CARRIES_CHANGE: "Its changes are carried by",
    Relation.REPEALED_BY: "Repealed a clause, in",
    Relation.CORRECTED_AT: "Corrected the minutes of",
}


def backlinks(record: Record, address: str) -> list[Backlink]:
    """Return what names an address, each place once, in the order of relation and page."""
    titles = record.titles
    found: dict[tuple[Relation, str], Backlink] = {}
    order = list(_PASSIVE)
    for reference in sorted(
        record.mentions_of(address), key=lambda ref: (order.index(ref.relation), ref.path, ref.line)
    ):
        place = place_of(record, reference.source) if reference.source else Place(reference.path)
        if place is None or reference.source == address:
            continue
        label = place.label or titles.get(reference.path, reference.path)
        found.setdefault(
            (reference.relation, str(place)), Backlink(_PASSIVE[reference.relation], label, place)
        )
    return list(found.values())


def _in_the_text(record: Record, meeting: MeetingFile, decision: Decision) -> tuple[Cell, ...]:
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


def entry_details(record: Record, meeting: MeetingFile, entry: Decision | Action) -> list[Fact]:
    """Return the details of a decision or an action, for its head."""

    def targets(relation: Relation) -> tuple[Cell, ...]:
        return tuple(
            linked(record, address) for address in targets_of(record, meeting, entry.number, relation)
        )

    if isinstance(entry, Decision):
        concerned = tuple(Cell(record.council_name(key, meeting.front.day)) for key in entry.concerns)
        facts = [
            Fact("Amends", targets(Relation.AMENDS)),
            Fact("In the text", _in_the_text(record, meeting, entry)),
            Fact("Supersedes", targets(Relation.SUPERSEDES)),
            Fact("Concerns", concerned),
        ]
    else:
        address = f"{meeting.address} {entry.number}"
        state, mark = action_state(record, address, entry)
        facts = [
            Fact("Owner", (Cell(entry.owner),) if entry.owner else ()),
            Fact("Due", (Cell(in_words(entry.due)),) if entry.due else ()),
            Fact("State", (Cell(state, mark=mark),)),
            Fact("From", targets(Relation.FOLLOWS_FROM)),
            Fact("Carries on", targets(Relation.CARRIES)),
        ]
    return [fact for fact in facts if fact.cells]
