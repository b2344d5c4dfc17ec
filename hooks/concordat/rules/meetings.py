"""Rules about meetings: status against dates, approval, exempt matter, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from concordat import addresses
from concordat.dates import in_words
from concordat.findings import Finding, Location, Severity, checked_by, error, info, nearest, warning
from concordat.model.forms import MeetingStatus
from concordat.model.mentions import Relation
from concordat.model.records import MeetingFile
from concordat.record import Record

GROUNDS = {
    "1": "information about an individual",
    "2": "information likely to reveal who an individual is",
    "3": "financial or business affairs",
    "4": "consultations or negotiations about labour relations",
    "5": "legal professional privilege",
    "6": "a notice, order or direction that is to be made",
    "7": "the prevention, investigation or prosecution of crime",
}
"""The grounds for exempt matter, after the Local Government Act 1972, Schedule 12A, Part 1, in our
words. The Act binds councils' committees; a regional meeting borrows its list."""


def is_held(meeting: MeetingFile) -> bool:
    """Tell whether the file holds minutes, not an agenda or a cancelled meeting."""
    return meeting.front.status.held


@checked_by(error("body-unknown", "Minutes of a body that bodies.yml does not have"))
def body_unknown(record: Record) -> Iterator[Finding]:
    """Find meetings in the folder of no known body, once bodies.yml can be read."""
    if any(f.location.path == "bodies.yml" and f.severity is Severity.ERROR for f in record.findings):
        return
    first = {meeting.body: meeting for meeting in reversed(record.meetings)}
    for body, meeting in first.items():
        if body not in record.bodies:
            near = nearest(body, record.bodies).lower()
            yield body_unknown.at(
                Location(meeting.document.path),
                f"this folder is that of the body '{body}', which bodies.yml does not have",
                f"rename the folder to '{near}', or add the body" if near else "add it, or rename the folder",
            )


@checked_by(error("minutes-approval", "Approved minutes without a later meeting that approved them"))
def minutes_approval(record: Record) -> Iterator[Finding]:
    """Find approved minutes that no later meeting of the body approved, and approvals of drafts."""
    for meeting in record.meetings:
        front = meeting.front
        by = front.approved_at
        if front.status is MeetingStatus.APPROVED and by is None:
            yield minutes_approval.at(
                meeting.document.at("status"),
                f"the minutes of {meeting.address} are approved, but nothing says where",
                "add a line such as 'approved_at: DCS 2016-12-09'",
                subject=str(meeting.address),
            )
        if by is None:
            continue
        problem = _approval_problem(record, meeting, by)
        if problem:
            place = meeting.document.at("approved_at")
            yield minutes_approval.at(place, *problem, subject=str(meeting.address))


def _approval_problem(record: Record, meeting: MeetingFile, by: addresses.Meeting) -> tuple[str, str] | None:
    front, approving = meeting.front, record.meeting(by)
    if front.status is not MeetingStatus.APPROVED:
        message = (
            f"{meeting.address} has the status '{front.status}', but names the meeting that approved it, {by}"
        )
        return message, "set the status to approved, or delete approved_at"
    if by.body != meeting.body:
        message = f"the minutes of {meeting.address} are approved at {by}, a meeting of another body"
        return message, f"name the meeting of {meeting.body} that approved them"
    if by.day <= front.day:
        message = f"the minutes of {meeting.address} are approved at {by}, which is not later"
        return message, "name the later meeting that approved them"
    if approving is not None and not is_held(approving):
        message = f"the minutes of {meeting.address} are approved at {by}, which is {_state(approving)}"
        return message, "name the meeting that approved them, or set the status back to draft"
    return None


def _state(meeting: MeetingFile) -> str:
    return "cancelled" if meeting.front.status is MeetingStatus.CANCELLED else "only an agenda so far"


@checked_by(error("minutes-future", "Minutes of a meeting that has not been held"))
def minutes_future(record: Record) -> Iterator[Finding]:
    """Find draft or approved minutes of a day to come."""
    for meeting in record.meetings:
        if is_held(meeting) and meeting.front.day > record.today:
            yield minutes_future.at(
                meeting.document.at("date"),
                f"{meeting.address} has the status '{meeting.front.status}', but its day is still to come",
                "set the status to agenda, or correct the date",
                subject=str(meeting.address),
            )


@checked_by(info("agenda-past", "An agenda of a meeting whose day has passed"))
def agenda_past(record: Record) -> Iterator[Finding]:
    """Find agendas of past days."""
    for meeting in record.meetings:
        if meeting.front.status is MeetingStatus.AGENDA and meeting.front.day < record.today:
            yield agenda_past.at(
                meeting.document.at("status"),
                f"{meeting.address} is still an agenda, but its day has passed",
                "write its minutes and set the status to draft, or to cancelled if it was not held",
                subject=str(meeting.address),
            )


@checked_by(error("minutes-status-content", "An agenda or a cancelled meeting with decisions or actions"))
def minutes_status_content(record: Record) -> Iterator[Finding]:
    """Find decisions, actions and closed actions of meetings that were not held."""
    for meeting in record.meetings:
        if is_held(meeting):
            continue
        path = meeting.document.path
        found = [(Location(path, entry.line), f"records {entry.number}") for entry in meeting.entries]
        found += [(meeting.document.at("closes"), f"closes {action}") for action in meeting.front.closes]
        if found:
            place, what = min(found)
            agenda = meeting.front.status is MeetingStatus.AGENDA
            status, when = ("an agenda", "once") if agenda else ("a cancelled meeting", "if")
            yield minutes_status_content.at(
                place,
                f"{meeting.address} is {status}, but {what}",
                f"take it out, or set the status to draft {when} the meeting has been held",
                subject=str(meeting.address),
            )


@checked_by(warning("minutes-next", "The next meeting that minutes announce is not the next one"))
def minutes_next(record: Record) -> Iterator[Finding]:
    """Find announced dates that are not later, or differ from the body's next meeting in the record."""
    for meeting in record.meetings:
        announced = meeting.front.next
        if announced is None:
            continue
        place, hint = partial(meeting.document.at, "next"), "correct the date that is wrong"
        if announced <= meeting.front.day:
            message = (
                f"{meeting.address} announces its next meeting for {in_words(announced)}, which is not later"
            )
            yield minutes_next.at(place(), message, hint, subject=str(meeting.address))
        elif record.meeting(addresses.Meeting(meeting.body, announced)) is None and (
            following := record.meeting_after(meeting)
        ):
            known = f"the next in the record is {following.address}"
            message = f"{meeting.address} announces {in_words(announced)}; {known}"
            related = [following.document.at("date")]
            hint = "correct the date, or add the announced meeting: as an agenda, or as cancelled"
            yield minutes_next.at(place(), message, hint, subject=str(meeting.address), related=related)


@checked_by(error("exempt-ground", "An exempt item without its ground"))
def exempt_ground(record: Record) -> Iterator[Finding]:
    """Find exempt items that name none of the seven grounds (see GROUNDS)."""
    for meeting in record.meetings:
        for item in meeting.items:
            if item.exempt and item.ground not in GROUNDS:
                said = f"names '{item.ground}'" if item.ground else "names no ground"
                yield exempt_ground.at(
                    Location(meeting.document.path, item.exempt_line),
                    f"item {item.number} is exempt, but {said}",
                    "add a line '> Ground: 3' with the number of a ground, 1 to 7",
                    subject=f"{meeting.address} item {item.number}",
                )


@checked_by(error("exempt-text", "An exempt item that carries text"))
def exempt_text(record: Record) -> Iterator[Finding]:
    """Find text, decisions and actions in exempt items."""
    for meeting in record.meetings:
        for item in meeting.items:
            if not item.exempt:
                continue
            entries = [entry.line for entry in meeting.entries if entry.item == item.number]
            lines = [line for line in (item.prose_line, *entries) if line]
            if lines:
                yield exempt_text.at(
                    Location(meeting.document.path, min(lines)),
                    f"item {item.number} is exempt, but this text stands in it for all to read",
                    "take the text out of the page, and out of earlier versions of the file",
                    subject=f"{meeting.address} item {item.number}",
                )


@checked_by(error("supersession-circle", "Decisions that supersede each other in a circle"))
def supersession_circle(record: Record) -> Iterator[Finding]:
    """Find circles of decisions, and each circle once, at its first decision."""
    edges: dict[str, list[str]] = {}
    places: dict[str, Location] = {}
    for reference in record.references_of(Relation.SUPERSEDES):
        edges.setdefault(reference.source, []).append(reference.target)
        places[reference.source] = Location(reference.path, reference.line, reference.column)
    reported: set[str] = set()
    for start in sorted(edges):
        circle = _circle(start, edges)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            yield supersession_circle.at(
                places[start],
                f"{' supersedes '.join([*circle, start])}",
                "let only the later decision supersede the earlier one",
                subject=start,
                related=[places[name] for name in circle[1:] if name in places],
            )


def _circle(start: str, edges: dict[str, list[str]]) -> list[str]:
    """Return the way from a decision back to itself, or [] where there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for target in edges.get(way[-1], ()):
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []
