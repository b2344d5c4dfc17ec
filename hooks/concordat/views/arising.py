"""Matters arising: the actions of earlier meetings that were open when a body met again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from concordat import addresses
from concordat.dates import in_words
from concordat.model.mentions import Relation
from concordat.model.records import Action, ActionState, MeetingFile
from concordat.record import Record
from concordat.views.cells import Cell, Table, linked, state_cell
from concordat.views.registers import opening

Arising = dict[str, tuple["Matter", ...]]
"""The open actions that each meeting found, by the path of its minutes."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An action of an earlier meeting, and the day on which it ended; None where it has not."""

    address: str
    action: Action
    ended: date | None


def all_arising(record: Record) -> Arising:
    """Return what each meeting of a record found open, going through each body's meetings once."""
    found: Arising = {}
    for body in record.bodies:
        still: list[Matter] = []
        for meeting in record.meetings_of(body):
            still = [each for each in still if each.ended is None or each.ended >= meeting.front.day]
            found[meeting.document.path] = tuple(still)
            still += _made_at(record, meeting)
    return found


def _made_at(record: Record, meeting: MeetingFile) -> Iterator[Matter]:
    for action in meeting.actions:
        address = f"{meeting.address} {action.number}"
        yield Matter(address, action, _end(record, meeting, address, action))


def _end(record: Record, meeting: MeetingFile, address: str, action: Action) -> date | None:
    if action.state is not ActionState.OPEN:
        return action.closed or meeting.front.day
    ends = (
        addresses.parse(source)
        for relation in (Relation.CLOSES, Relation.CARRIES)
        for source in record.sources_of(relation, address)
    )
    return min((end.day for end in ends if isinstance(end, addresses.Meeting)), default=None)


def arising(record: Record, matters: tuple[Matter, ...]) -> Table | None:
    """Return the matters arising at a meeting as a table; None where there are none."""
    if not matters:
        return None
    rows = tuple(
        (
            linked(record, each.address),
            Cell(opening(each.action.words)),
            Cell(each.action.owner),
            Cell(in_words(each.action.due) if each.action.due else ""),
            state_cell(record, each.address, each.action),
        )
        for each in matters
    )
    columns = ("Action", "What is to be done", "Owner", "Due", "State")
    return Table(f"Matters arising, as of {in_words(record.today)}", columns, rows)
