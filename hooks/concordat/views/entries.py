"""What is said of a decision or an action: its details."""

from __future__ import annotations

from concordat.dates import in_words
from concordat.model.mentions import Relation
from concordat.model.records import Action, Decision, MeetingFile
from concordat.places import Place, council_page
from concordat.record import Record
from concordat.views.cells import Cell, Fact, linked, state_cell, targets_of
from concordat.views.notes import in_the_text


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
