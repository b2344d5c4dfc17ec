"""Rules about attendance: every council of the body, once, and only those."""

from __future__ import annotations

from collections.abc import Iterator

from concordat.dates import in_words
from concordat.findings import Finding, checked_by, error, listed, nearest, warning
from concordat.model.records import MeetingFile
from concordat.record import Record
from concordat.rules.meetings import is_held

LISTS = ("present", "represented", "apologies", "absent")
"""The keys of minutes that say how a council took part: the one list of them."""


def attendance(meeting: MeetingFile) -> list[tuple[str, str]]:
    """Return council and list of each entry of a meeting's attendance, in their order."""
    return [(council, name) for name in LISTS for council in getattr(meeting.front, name)]


def _recorded(record: Record) -> Iterator[tuple[MeetingFile, list[str]]]:
    """Return each meeting that was held, of a body whose councils are known, with these councils."""
    expected = record.expected
    for meeting in record.meetings:
        if meeting.document.path in expected:
            yield meeting, expected[meeting.document.path]


@checked_by(error("attendance-incomplete", "A council of the body that the minutes do not mention"))
def attendance_incomplete(record: Record) -> Iterator[Finding]:
    """Find councils that are neither present, represented, nor with apologies, nor absent.

    One whose key is misspelt there is not missing; `council-unknown` speaks of it.
    """
    for meeting, expected in _recorded(record):
        named = record.took_part[meeting.document.path]
        missing = [key for key in expected if key not in named]
        if missing:  # a misspelt key may be meant
            meant = {nearest(council, expected) for council in named if council not in record.councils}
            missing = [key for key in missing if key not in meant]
        if missing:
            yield attendance_incomplete.at(
                meeting.document.at("present"),
                f"the minutes of {meeting.address} do not say whether {listed(missing, 'or')} took part",
                "add each to present, represented, apologies or absent",
                subject=str(meeting.address),
            )


@checked_by(error("attendance-repeated", "A council that took part in two ways"))
def attendance_repeated(record: Record) -> Iterator[Finding]:
    """Find councils that stand twice in a meeting's attendance."""
    for meeting in record.meetings:
        front = meeting.front
        count = len(front.present) + len(front.represented) + len(front.apologies) + len(front.absent)
        if count == len(record.took_part[meeting.document.path]):
            continue
        first: dict[str, str] = {}
        for council, name in attendance(meeting):
            if council in first:
                both = f"twice in {name}" if first[council] == name else f"in {first[council]} and in {name}"
                yield attendance_repeated.at(
                    meeting.document.at(name),
                    f"'{council}' stands {both}",
                    "keep the one that is right",
                    subject=str(meeting.address),
                )
            first.setdefault(council, name)


@checked_by(error("attendance-not-member", "A council in the attendance that does not belong to the body"))
def attendance_not_member(record: Record) -> Iterator[Finding]:
    """Find councils that are no members of the body, or that did not exist on the day."""
    for meeting, expected in _recorded(record):
        if record.took_part[meeting.document.path].issubset(expected):
            continue
        for council, name in attendance(meeting):
            if council in expected or council not in record.councils:
                continue
            day = in_words(meeting.front.day)
            if not record.in_being(council, meeting.front.day):
                reason = (
                    f"'{council}' ({record.council_name(council, meeting.front.day)}) did not exist on {day}"
                )
                form = record.councils[council]
                others = [key for key in expected if council in record.councils[key].successors]
                others += [key for key in form.successors if key in expected]
                hint = f"did you mean '{others[0]}'?" if others else "correct the key or the date"
            else:
                reason = f"'{council}' does not belong to {meeting.body}"
                hint = "move it to in_attendance, or add it to the body in bodies.yml"
            yield attendance_not_member.at(
                meeting.document.at(name), reason, hint, subject=str(meeting.address)
            )


@checked_by(warning("quorum-missing", "A meeting without the quorum of its body"))
def quorum_missing(record: Record) -> Iterator[Finding]:
    """Find meetings with fewer councils present or represented than the body's quorum."""
    for meeting, _ in _recorded(record):
        quorum = record.bodies[meeting.body].quorum
        came = len({*meeting.front.present, *meeting.front.represented})
        if quorum and came < quorum:
            who = "1 council" if came == 1 else f"{came} councils"
            yield quorum_missing.at(
                meeting.document.at("present"),
                f"{who} took part in {meeting.address}; the quorum of {meeting.body} is {quorum}",
                "correct the attendance, or say in the minutes what the meeting could decide",
                subject=str(meeting.address),
            )


@checked_by(warning("chair-absent", "A chair who did not take part"))
def chair_absent(record: Record) -> Iterator[Finding]:
    """Find meetings whose chair's council is neither present nor represented."""
    for meeting in record.meetings:
        front = meeting.front
        if front.chair not in record.councils:  # which council-unknown finds
            continue
        if is_held(meeting) and front.chair not in (*front.present, *front.represented):
            yield chair_absent.at(
                meeting.document.at("chair"),
                f"'{front.chair}' took the chair of {meeting.address}, but is not among those who came",
                "correct the chair or the attendance",
                subject=str(meeting.address),
            )
