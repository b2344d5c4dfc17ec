"""The tables of the registers."""

from __future__ import annotations

import re
from datetime import date

from concordat import addresses
from concordat.dates import in_words
from concordat.model.forms import MeetingStatus, Register
from concordat.model.records import MeetingFile, Relation
from concordat.places import Place
from concordat.record import Record
from concordat.seal import words as plain_words
from concordat.views.cells import (
    ATTENDANCE,
    EDITION_STATUS,
    MEETING_STATUS,
    Cell,
    Table,
    action_state,
    linked,
    linked_all,
    period,
    targets_of,
)

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def register(record: Record, name: Register, body: str = "") -> list[Table]:
    """Return the tables of a register; of meetings and attendance those of `body`, where one is named."""
    match name:
        case Register.DECISIONS:
            return [decisions(record)]
        case Register.ACTIONS:
            return [actions(record)]
        case Register.COUNCILS:
            return [councils(record)]
        case Register.AGREEMENTS:
            return [agreements(record)]
        case Register.MEETINGS:
            return [meetings(record, key) for key in _bodies(record, body)]
        case Register.ATTENDANCE:
            return [attendance(record, key) for key in _bodies(record, body)]
        case Register.CHECKS | Register.CALENDAR | Register.DATA:
            return []


def _bodies(record: Record, body: str) -> list[str]:
    return [body] if body in record.bodies else list(record.bodies)


def _latest_first(record: Record, body: str = "") -> list[MeetingFile]:
    chosen = [meeting for meeting in record.meetings if not body or meeting.body == body]
    return sorted(chosen, key=lambda meeting: (meeting.front.day, meeting.body), reverse=True)


def opening(words: str, longest: int = 160) -> str:
    """Return the first words of a text without markup, for a table."""
    text = _BRACKETS.sub(lambda each: each[1] if addresses.parse(each[1]) else each[0], plain_words(words))
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def decisions(record: Record) -> Table:
    """Return all decisions, latest first."""
    rows = [
        (
            linked(record, f"{meeting.address} {decision.number}"),
            Cell(opening(decision.words)),
            linked_all(record, targets_of(record, meeting, decision.number, Relation.AMENDS)),
            Cell(_decision_state(record, f"{meeting.address} {decision.number}", meeting)),
        )
        for meeting in _latest_first(record)
        for decision in meeting.decisions
    ]
    return Table("Decisions, latest first", ("Decision", "What was decided", "Amends", "State"), tuple(rows))


def _decision_state(record: Record, address: str, meeting: MeetingFile) -> str:
    later = record.sources_of(Relation.SUPERSEDES, address)
    if later:
        return f"Superseded by {later[-1]}"
    return "In approved minutes" if meeting.front.status is MeetingStatus.APPROVED else "In draft minutes"


def actions(record: Record) -> Table:
    """Return all actions, open ones first, then by due date."""
    rows = []
    for meeting in record.meetings:
        for action in meeting.actions:
            address = f"{meeting.address} {action.number}"
            state, mark = action_state(record, address, action)
            order = (not record.is_open(address, action), action.due or date.max, address)
            due = Cell(in_words(action.due) if action.due else "")
            cells = (
                linked(record, address),
                Cell(opening(action.words)),
                Cell(action.owner),
                due,
                Cell(state, mark=mark),
            )
            rows.append((order, cells))
    rows.sort(key=lambda row: row[0])
    columns = ("Action", "What is to be done", "Owner", "Due", "State")
    return Table(
        f"Actions, open ones first, as of {in_words(record.today)}", columns, tuple(row for _, row in rows)
    )


def councils(record: Record) -> Table:
    """Return the councils that exist on the day, with their names and codes through time."""
    rows = [
        (
            Cell(record.council_name(key, record.today)),
            Cell(key),
            Cell("", items=tuple(Cell(_dated(n.name, n.first, n.last)) for n in form.names)),
            Cell("", items=tuple(Cell(_dated(c.code, c.first, c.last)) for c in form.codes)),
            Cell(_life(record, key)),
        )
        for key, form in sorted(record.councils.items(), key=lambda pair: pair[1].names[-1].name)
    ]
    columns = ("Council", "Key", "Names", "GSS codes", "In being")
    return Table(f"Councils, named as on {in_words(record.today)}", columns, tuple(rows))


def _dated(what: str, first: date | None, last: date | None) -> str:
    begins = f"from {in_words(first)}" if first else ""
    ends = f"until {in_words(last)}" if last else ""
    return f"{what} ({' '.join(filter(None, (begins, ends)))})" if begins or ends else what


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


def meetings(record: Record, body: str) -> Table:
    """Return the meetings of a body, latest first."""
    rows = [
        (
            Cell(in_words(meeting.front.day), Place(meeting.document.path)),
            Cell(str(meeting.address)),
            Cell(MEETING_STATUS[meeting.front.status], mark=str(meeting.front.status)),
            Cell(str(len(meeting.decisions))),
            Cell(str(len(meeting.actions))),
        )
        for meeting in _latest_first(record, body)
    ]
    columns = ("Date", "Cited as", "Status", "Decisions", "Actions")
    return Table(f"{record.bodies[body].name}, latest first", columns, tuple(rows))


def attendance(record: Record, body: str) -> Table:
    """Return councils by meetings: how each took part."""
    held = [m for m in record.meetings_of(body) if m.front.present or m.front.apologies]
    keys = [
        key for key in record.bodies[body].councils if any(record.in_being(key, m.front.day) for m in held)
    ]
    rows = []
    for key in keys:
        cells = [Cell(record.council_short(key))]
        for meeting in held:
            if not record.in_being(key, meeting.front.day):
                cells.append(Cell("Not in being"))
                continue
            way = next((name for name in ATTENDANCE if key in getattr(meeting.front, name)), "")
            cells.append(Cell(ATTENDANCE.get(way, "Not recorded"), mark=way))
        rows.append(tuple(cells))
    columns = ("Council", *(in_words(meeting.front.day) for meeting in held))
    return Table(f"{record.bodies[body].name}: attendance", columns, tuple(rows))
