"""What is said of a clause, a decision or an action: its details, and what names it."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.dates import in_words
from concordat.model.records import Action, Decision, MeetingFile, Relation
from concordat.places import Place, council_page, place_of
from concordat.record import Record
from concordat.views.cells import Cell, Fact, linked, state_cell, targets_of
from concordat.views.notes import in_the_text


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
    Relation.CORRECTED_BY: "Decided a correction of",
}
_ORDER = {relation: at for at, relation in enumerate(_PASSIVE)}


def backlinks(record: Record, address: str) -> list[Backlink]:
    """Return what names an address, each place once, in the order of relation and page."""
    titles = record.titles
    found: dict[tuple[Relation, str], Backlink] = {}
    for reference in sorted(
        record.mentions_of(address), key=lambda ref: (_ORDER[ref.relation], ref.path, ref.line)
    ):
        place = place_of(record, reference.source) if reference.source else Place(reference.path)
        if place is None or reference.source == address:
            continue
        label = place.label or titles.get(reference.path, reference.path)
        found.setdefault(
            (reference.relation, str(place)), Backlink(_PASSIVE[reference.relation], label, place)
        )
    return list(found.values())


def entry_details(record: Record, meeting: MeetingFile, entry: Decision | Action) -> list[Fact]:
    """Return the details of a decision or an action, for its head."""

    def targets(relation: Relation) -> tuple[Cell, ...]:
        return tuple(
            linked(record, address) for address in targets_of(record, meeting, entry.number, relation)
        )

    if isinstance(entry, Decision):
        concerned = tuple(
            Cell(record.council_name(key, meeting.front.day), Place(council_page(key)))
            for key in entry.concerns
        )
        facts = [
            Fact("Amends", targets(Relation.AMENDS)),
            Fact("In the text", in_the_text(record, meeting, entry)),
            Fact("Supersedes", targets(Relation.SUPERSEDES)),
            Fact("Concerns", concerned),
        ]
    else:
        address = f"{meeting.address} {entry.number}"
        facts = [
            Fact("Owner", (Cell(entry.owner),) if entry.owner else ()),
            Fact("Due", (Cell(in_words(entry.due)),) if entry.due else ()),
            Fact("State", (state_cell(record, address, entry),)),
            Fact("From", targets(Relation.FOLLOWS_FROM)),
            Fact("Carries on", targets(Relation.CARRIES)),
        ]
    return [fact for fact in facts if fact.cells]
