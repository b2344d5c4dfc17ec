"""An agenda, and the minutes of a meeting that was held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from concordat import addresses
from concordat.dates import in_words
from concordat.drafting.text import NewFile, NotStarted, filled, page, schema_hint
from concordat.edit import set_keys
from concordat.findings import did_you_mean, listed
from concordat.model.forms import MeetingStatus
from concordat.model.records import Action, MeetingFile
from concordat.read.front import split_front
from concordat.record import Record

_LOCAL = re.compile(rf"\[({addresses.ENTRY})\]")


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the editor says of a meeting. The councils that are named nowhere were present."""

    body: str
    day: date
    start: str = ""
    place: str = ""
    next: date | None = None
    chair: str = ""
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    represented: Mapping[str, str] = field(default_factory=dict)
    guests: tuple[str, ...] = ()


def last_held(record: Record, body: str, day: date) -> MeetingFile | None:
    """Return the body's last meeting before a day that has minutes, or None."""
    earlier = [each for each in record.meetings_of(body) if each.front.day < day and each.front.status.held]
    return earlier[-1] if earlier else None


def attendance_before(record: Record, body: str, day: date) -> Sitting:
    """Return who came to the last meeting, in so far as they are councils of the body on a day.

    A council that is new since then is taken to be present, as all are who are named nowhere.
    """
    last, members = last_held(record, body, day), _members(record, body, day)
    planned = record.meeting(addresses.Meeting(body, day)) or last
    start = planned.front.start if planned else None
    sitting = Sitting(
        body,
        day,
        start=start.strftime("%H:%M") if start else "",
        place=(planned.front.place if planned else None) or "",
    )
    if last is None:
        return sitting
    front = last.front
    return replace(
        sitting,
        chair=front.chair if front.chair in members else "",
        apologies=tuple(key for key in front.apologies if key in members),
        absent=tuple(key for key in front.absent if key in members),
        represented={key: post for key, post in front.represented.items() if key in members},
        guests=front.in_attendance,
    )


def agenda(record: Record, sitting: Sitting) -> NewFile:
    """Return the agenda of a meeting: the open actions of earlier ones stand under its second item."""
    path = _path(record, sitting)
    last = last_held(record, sitting.body, sitting.day)
    matters = [
        f"- [{address}]: {action.owner or 'no owner'}, {_due(action)}. {_first_paragraph(action, address)}"
        for address, action in open_actions(record, sitting.body, sitting.day)
    ]
    before = f"To approve the minutes of [{last.address}]." if last else ""
    still_open = ["Still open:", "\n".join(matters)] if matters else []
    values = (
        ("date", sitting.day),
        ("start", sitting.start),
        ("place", sitting.place),
        ("status", str(MeetingStatus.AGENDA)),
    )
    return NewFile(path, page(values, _items(last, [before, *still_open]), hint=_hint(record, path)))


def minutes(record: Record, sitting: Sitting, *, planned: str = "") -> NewFile:
    """Return the draft minutes of a meeting. Each open action of earlier ones is carried on.

    `planned` is the file of its agenda, where the minutes are to be written into it. Raises
    NotStarted for a day to come, and for councils that are not of the body on that day.
    """
    path = _path(record, sitting, onto_agenda=bool(planned))
    if sitting.day > record.today:
        raise NotStarted(
            f"{in_words(sitting.day)} is still to come; start the agenda first: "
            f"concordat new agenda --body {sitting.body} --date {sitting.day}"
        )
    members = _members(record, sitting.body, sitting.day)
    elsewhere = (*sitting.apologies, *sitting.absent, *sitting.represented)
    for key in (*elsewhere, sitting.chair):
        if key and key not in members:
            near = did_you_mean(key, members, f"they are {listed(members) or 'not in bodies.yml'}")
            raise NotStarted(f"'{key}' is no council of {sitting.body} on {in_words(sitting.day)}; {near}")
    values = (
        ("date", sitting.day),
        ("start", sitting.start),
        ("place", sitting.place),
        ("status", str(MeetingStatus.DRAFT)),
        ("chair", sitting.chair),
        ("present", tuple(key for key in members if key not in elsewhere)),
        ("represented", dict(sitting.represented)),
        ("apologies", sitting.apologies),
        ("absent", sitting.absent),
        ("in_attendance", sitting.guests),
        ("next", sitting.next),
    )
    last, carried = last_held(record, sitting.body, sitting.day), _carried(record, sitting)
    if planned:
        return NewFile(path, _onto(planned, filled(values), carried), replaces=True)
    body = _items(last, carried)
    return NewFile(path, page(values, body, hint=_hint(record, path)))


def open_actions(record: Record, body: str, day: date) -> Iterator[tuple[str, Action]]:
    """Return each action of the body's earlier meetings that is open, under its address."""
    for meeting in record.meetings_of(body):
        if meeting.front.day >= day:
            return
        for action in meeting.actions:
            address = f"{meeting.address} {action.number}"
            if record.is_open(address, action):
                yield address, action


def _members(record: Record, body: str, day: date) -> list[str]:
    known = record.bodies.get(body)
    if known is None:
        near = did_you_mean(body, record.bodies, f"bodies.yml has {listed(record.bodies) or 'none'}")
        raise NotStarted(f"there is no body '{body}'; {near}")
    return record.in_being_of(known.councils, day)


def _onto(planned: str, values: Mapping[str, object], carried: list[str]) -> str:
    """Return an agenda with the settings of minutes; the open actions are one more item at its end."""
    front, first_line, _ = split_front(planned, "")
    body = "\n".join(planned.split("\n")[first_line - 1 :]).strip()
    if carried:
        numbers = re.findall(r"^##[ \t]+(\d{1,3})\b", body, re.MULTILINE)
        heading = f"## {max(map(int, numbers), default=0) + 1}. Actions of earlier meetings"
        body = "\n\n".join((body, heading, *carried))
    return f"---\n{set_keys(front, values)}---\n{body}\n"


def _path(record: Record, sitting: Sitting, *, onto_agenda: bool = False) -> str:
    _members(record, sitting.body, sitting.day)
    path = f"meetings/{sitting.body.lower()}/{sitting.day}.md"
    there = record.meeting(addresses.Meeting(sitting.body, sitting.day))
    planned = there is not None and there.front.status is MeetingStatus.AGENDA
    if there is not None and planned and not onto_agenda:
        raise NotStarted(
            f"'{there.document.path}' is there already, as an agenda; "
            "add --from-agenda to 'concordat new meeting' to write the minutes into it"
        )
    if there is not None and not planned:
        raise NotStarted(f"'{there.document.path}' is there already; open that file")
    return path


def _hint(record: Record, path: str) -> str:
    return schema_hint(path, "minutes", record.files)


def _items(last: MeetingFile | None, matters: list[str]) -> str:
    items = [["## 1. Welcome and apologies"]]
    if last is not None:
        items.append([f"## 2. Minutes and actions of {in_words(last.front.day)}", *matters])
    items.append([f"## {len(items) + 1}. Next meeting"])
    return "\n\n".join(part for item in items for part in item if part)


def _carried(record: Record, sitting: Sitting) -> list[str]:
    """Return the open actions as actions of this meeting; one that is past its date gets a new one."""
    later = sitting.next or sitting.day
    quotes = []
    for at, (address, action) in enumerate(open_actions(record, sitting.body, sitting.day), start=1):
        due = action.due if action.due and action.due >= sitting.day else later
        details = [f"**Action A{at}**", f"Owner: {action.owner}", f"Due: {in_words(due)}"]
        lines = [*details, f"Carries: {address}", "", *_whole(action.words, address).split("\n")]
        quotes.append("\n".join(f"> {line}".rstrip() for line in lines))
    if not quotes:
        return []
    note = (
        "<!-- Every open action is carried on below. Of one that is done, delete the quote here and list\n"
        "its address at the top: closes: [...]. A date that had passed is now "
        f"{in_words(later)}. -->"
    )
    return [note, *quotes]


def _whole(words: str, address: str) -> str:
    """Return the words of an action as they read in other minutes: `[D1]` names its own meeting."""
    meeting = address.rpartition(" ")[0]
    return _LOCAL.sub(lambda match: f"[{meeting} {match[1]}]", words)


def _first_paragraph(action: Action, address: str) -> str:
    return " ".join(_whole(action.words.strip(), address).split("\n\n")[0].split())


def _due(action: Action) -> str:
    return f"due {in_words(action.due)}" if action.due else "no date"
