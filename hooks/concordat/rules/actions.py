"""Rules about actions: an owner, a due date, and an end."""

from __future__ import annotations

from collections.abc import Iterator

from concordat.dates import in_words
from concordat.findings import Finding, Location, checked_by, error, info, warning
from concordat.model.records import Action, ActionState, MeetingFile
from concordat.record import Record
from concordat.rules.meetings import is_held


def _actions(record: Record) -> list[tuple[MeetingFile, Action]]:
    return [(meeting, action) for meeting in record.meetings for action in meeting.actions]


def _address(meeting: MeetingFile, action: Action) -> str:
    return f"{meeting.address} {action.number}"


def _place(meeting: MeetingFile, action: Action, detail: str = "") -> Location:
    return Location(meeting.document.path, dict(action.detail_lines).get(detail, action.line))


@checked_by(error("action-owner", "An action without an owner"))
def action_owner(record: Record) -> Iterator[Finding]:
    """Find actions that nobody is to do."""
    for meeting, action in _actions(record):
        if not action.owner:
            message = f"action {action.number} has no owner"
            hint = "add a line '> Owner: …' with the office that is to do it"
            yield action_owner.at(
                _place(meeting, action, "Owner"), message, hint, subject=_address(meeting, action)
            )


@checked_by(error("action-due", "An action without a due date, or one due before it was given"))
def action_due(record: Record) -> Iterator[Finding]:
    """Find actions without a due date, and those due before their meeting."""
    for meeting, action in _actions(record):
        if action.due is None:
            if "Due" not in dict(action.detail_lines):
                message = f"action {action.number} has no due date"
                hint = "add a line '> Due: 9 December 2016' with its date"
                yield action_due.at(_place(meeting, action), message, hint, subject=_address(meeting, action))
        elif action.due < meeting.front.day:
            message = (
                f"action {action.number} is due on {in_words(action.due)}, before the meeting that gave it"
            )
            yield action_due.at(
                _place(meeting, action, "Due"), message, "correct the date", subject=_address(meeting, action)
            )


@checked_by(error("action-state", "An action whose state and closing date contradict each other"))
def action_state(record: Record) -> Iterator[Finding]:
    """Find closed actions without a date, and dates without a closed state."""
    for meeting, action in _actions(record):
        if action.state is ActionState.OPEN and action.closed:
            message = f"action {action.number} has a closing date, but is open"
            hint = "add a line '> State: done', or 'dropped'"
            yield action_state.at(
                _place(meeting, action, "Closed"), message, hint, subject=_address(meeting, action)
            )
        elif action.state is not ActionState.OPEN and "Closed" not in dict(action.detail_lines):
            message = f"action {action.number} is {action.state}, but nothing says since when"
            hint = "add a line '> Closed: 9 December 2016' with the date"
            yield action_state.at(
                _place(meeting, action, "State"), message, hint, subject=_address(meeting, action)
            )


@checked_by(info("action-overdue", "An open action whose due date has passed"))
def action_overdue(record: Record) -> Iterator[Finding]:
    """Find open actions that are overdue on the day on which the record is read."""
    for meeting in record.meetings:
        name = meeting.name
        for action in meeting.actions:
            if not action.due or action.due < meeting.front.day:  # which action-due finds
                continue
            address = f"{name} {action.number}"
            if action.due < record.today and record.is_open(address, action):
                message = f"action {action.number} was due on {in_words(action.due)} and is still open"
                hint = "close it at the next meeting ('closes:'), or carry it on"
                yield action_overdue.at(_place(meeting, action, "Due"), message, hint, subject=address)


@checked_by(warning("action-uncarried", "An open action that the next meeting neither closed nor carried on"))
def action_uncarried(record: Record) -> Iterator[Finding]:
    """Find open actions that the body's next meeting passed over."""
    following: dict[str, MeetingFile] = {}  # the body's next held meeting, seen from its last to its first
    for meeting in reversed(record.meetings):
        later = following.get(meeting.body)
        if is_held(meeting):
            following[meeting.body] = meeting
        if later is None:
            continue
        name = meeting.name
        for action in meeting.actions:
            address = f"{name} {action.number}"
            if record.is_open(address, action):
                yield action_uncarried.at(
                    Location(meeting.document.path, action.line),
                    f"action {action.number} is open; {later.address} neither closed it nor carried it on",
                    f"in the minutes of {later.address}, add it to 'closes:', "
                    f"or give a new action the line '> Carries: {address}'",
                    subject=address,
                    related=[Location(later.document.path)],
                )
