"""The tables of the registers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from concordat import addresses
from concordat.dates import in_words
from concordat.model.forms import MeetingStatus
from concordat.model.mentions import Relation
from concordat.model.records import Action, MeetingFile
from concordat.places import Place, council_page
from concordat.record import Record
from concordat.seal import words as plain_words
from concordat.views.cells import (
    EDITION_STATUS,
    MEETING_STATUS,
    Cell,
    Table,
    dated,
    linked,
    linked_all,
    period,
    state_cell,
    targets_of,
)
from concordat.views.concerns import Concerns
from concordat.views.facets import agreements_named, filters, year_and_body
from concordat.views.notes import in_the_text

ACTION_COLUMNS = ("Action", "What is to be done", "Owner", "Due", "State")

_CHOICES = (("year", "Year"), ("body", "Body"), ("agreement", "Agreement"), ("council", "Council"))
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


@lru_cache(maxsize=20_000)
def plain(words: str) -> str:
    """Return the words of a text without markup and without the brackets of references, on one line."""
    text = _BRACKETS.sub(lambda each: each[1] if addresses.parse(each[1]) else each[0], plain_words(words))
    return html.unescape(text)


def opening(words: str, longest: int = 160) -> str:
    """Return the first words of a text without markup, for a table."""
    text = plain(words)
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def decisions(record: Record, meetings: Iterable[MeetingFile], concerns: Concerns) -> Table:
    """Return the decisions of meetings, in their order."""
    rows, facets = [], []
    for meeting in meetings:
        named = agreements_named(record, meeting)
        for decision in meeting.decisions:
            address = f"{meeting.address} {decision.number}"
            state = decision_state(record, address, meeting)
            in_text = in_the_text(record, meeting, decision)
            rows.append(
                (
                    linked(record, address),
                    Cell(opening(decision.words)),
                    linked_all(record, targets_of(record, meeting, decision.number, Relation.AMENDS)),
                    Cell("", items=in_text),
                    Cell(state),
                )
            )
            states = ("Superseded",) if state.startswith("Superseded") else (state,)
            waiting = ("Not yet in the text",) if any(each.mark for each in in_text) else ()
            facets.append(
                (
                    *year_and_body(record, meeting),
                    named.get(address, ()),
                    concerns.names(address),
                    (*states, *waiting),
                ),
            )
    columns = ("Decision", "What was decided", "Amends", "In the text", "State")
    choices = (*_CHOICES, ("state", "State"))
    return Table(
        "Decisions, latest first",
        columns,
        tuple(rows),
        filters=filters(choices, facets),
        facets=tuple(facets),
    )


def decision_state(record: Record, address: str, meeting: MeetingFile) -> str:
    """Return whether a decision stands, and in what minutes, in words."""
    later = record.sources_of(Relation.SUPERSEDES, address)
    if later:
        return f"Superseded by {later[-1]}"
    return "In approved minutes" if meeting.front.status is MeetingStatus.APPROVED else "In draft minutes"


def actions(
    record: Record, meetings: Iterable[MeetingFile], concerns: Concerns, *, only_open: bool = False
) -> Table:
    """Return the actions of meetings, or the open ones among them; open ones first, then by due date."""
    found = []
    for meeting in meetings:
        named = agreements_named(record, meeting)
        for action in meeting.actions:
            address = f"{meeting.address} {action.number}"
            still_open = record.is_open(address, action)
            if only_open and not still_open:
                continue
            cells = action_row(record, address, action)
            agreements = dict.fromkeys((*named.get(address, ()), *_from_agreements(named, meeting, action)))
            states = (
                ("Open", *(("Overdue",) if cells[-1].mark == "overdue" else ()))
                if still_open
                else ("Closed",)
            )
            facets = (
                *year_and_body(record, meeting),
                tuple(agreements),
                concerns.names(address),
                states,
                (action.owner,),
            )
            found.append(((not still_open, action.due or date.max, address), cells, facets))
    found.sort(key=lambda row: row[0])
    choices = (*_CHOICES, ("state", "State"), ("owner", "Owner"))
    facets_of = tuple(row[2] for row in found)
    caption = "Open actions" if only_open else "Actions, open ones first"
    return Table(
        f"{caption}, as of {in_words(record.today)}",
        ACTION_COLUMNS,
        tuple(row[1] for row in found),
        filters=filters(choices, facets_of),
        facets=facets_of,
    )


def action_row(record: Record, address: str, action: Action) -> tuple[Cell, ...]:
    """Return an action as a row of a table with the columns of actions."""
    return (
        linked(record, address),
        Cell(opening(action.words)),
        Cell(action.owner),
        Cell(in_words(action.due) if action.due else ""),
        state_cell(record, address, action),
    )


def _from_agreements(
    named: Mapping[str, tuple[str, ...]], meeting: MeetingFile, action: Action
) -> tuple[str, ...]:
    """Return the agreements named by the decision from which an action follows."""
    decision = action.from_decision
    if not isinstance(decision, addresses.Meeting):
        return ()
    return named.get(str(decision), ()) or named.get(f"{meeting.address} {decision.entry}", ())


def councils(record: Record) -> Table:
    """Return the councils that exist on the day, with their names and codes through time."""
    rows = [
        (
            Cell(record.council_name(key, record.today), Place(council_page(key))),
            Cell(key),
            Cell("", items=tuple(Cell(dated(n.name, n.first, n.last)) for n in form.names)),
            Cell("", items=tuple(Cell(dated(c.code, c.first, c.last)) for c in form.codes)),
            Cell(_life(record, key)),
        )
        for key, form in sorted(record.councils.items(), key=lambda pair: pair[1].names[-1].name)
    ]
    columns = ("Council", "Key", "Names", "GSS codes", "In being")
    return Table(f"Councils, named as on {in_words(record.today)}", columns, tuple(rows))


def _life(record: Record, key: str) -> str:
    form = record.councils[key]
    parts = [f"from {in_words(form.first)}"] if form.first else []
    parts += [f"until {in_words(form.last)}"] if form.last else []
    parts += [f"succeeded by {', '.join(form.successors)}"] if form.successors else []
    life = ", ".join(parts) or "throughout"
    return f"{life[0].upper()}{life[1:]}"


def agreements(record: Record) -> Table:
    """Return every edition of every agreement."""
    rows = []
    for name, agreement in record.agreements.items():
        for edition in agreement.editions:
            front = edition.file.front
            days = period(front.in_force_from, front.in_force_until)
            title = f"{agreement.file.form.title}, edition {edition.name}"
            cells = (
                Cell(title, Place(edition.path)),
                Cell(f"{name}/{edition.name}"),
                Cell(EDITION_STATUS[front.status]),
                Cell(days),
            )
            rows.append(cells)
    return Table("Agreements and their editions", ("Edition", "Cited as", "Status", "In force"), tuple(rows))


def meetings(record: Record, body: str, chosen: Iterable[MeetingFile]) -> Table:
    """Return meetings of a body, in their order."""
    rows = [
        (
            Cell(in_words(meeting.front.day), Place(meeting.document.path)),
            Cell(str(meeting.address)),
            Cell(MEETING_STATUS[meeting.front.status], mark=str(meeting.front.status)),
            Cell(str(len(meeting.decisions))),
            Cell(str(len(meeting.actions))),
        )
        for meeting in chosen
    ]
    columns = ("Date", "Cited as", "Status", "Decisions", "Actions")
    return Table(f"{record.bodies[body].name}, latest first", columns, tuple(rows))
