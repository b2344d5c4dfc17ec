"""The open data: decisions, actions, attendance and signatures as rows.

A row's class is the one place that says what the columns are: the CSV's heading, the JSON's keys and
the JSON Schema are made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from concordat.addresses import Meeting
from concordat.export.editions import Described
from concordat.export.published import Published
from concordat.model.forms import MeetingStatus
from concordat.model.mentions import Relation
from concordat.model.records import MeetingFile
from concordat.places import Place, place_of
from concordat.record import Record
from concordat.views.cells import ATTENDANCE, Outcome, Way, outcome, targets_of
from concordat.views.registers import plain

Day = date  # a column is called `date` too


@dataclass(frozen=True, slots=True)
class DecisionRow(Described):
    """A decision of a meeting, in the words of its minutes."""

    address: str
    """How it is cited, such as `DCS 2016-10-07 D2`."""
    body: str
    """The key of the body that decided."""
    date: Day
    """The day of the meeting."""
    item: str
    """The number of the item under which it was decided; empty where it stands under none."""
    minutes: MeetingStatus
    """Where the minutes stand: draft minutes may still be corrected."""
    text: str
    """What was decided, without markup."""
    amends: tuple[str, ...]
    """The clauses that it changes, each in the edition that was in force on the day."""
    supersedes: tuple[str, ...]
    """The decisions that it replaces."""
    superseded_by: tuple[str, ...]
    """The decisions that replaced it."""
    concerns: tuple[str, ...]
    """The keys of the councils that it concerns in particular."""
    url: str
    """Its address on the site."""


@dataclass(frozen=True, slots=True)
class ActionRow(Described):
    """An action: a task with an owner and a due date."""

    address: str
    """How it is cited, such as `DCS 2016-10-07 A3`."""
    body: str
    """The key of the body that agreed it."""
    date: Day
    """The day of the meeting."""
    item: str
    """The number of the item under which it was agreed; empty where it stands under none."""
    owner: str
    """The office that is to do it."""
    due: Day | None
    """The day by which it is to be done."""
    state: Outcome
    """What became of it: done or dropped in its own minutes, closed or carried on by a later meeting."""
    decision: tuple[str, ...]
    """The decision that it follows from."""
    carries: tuple[str, ...]
    """The earlier action that it carries on."""
    text: str
    """What is to be done, without markup."""
    url: str
    """Its address on the site."""


@dataclass(frozen=True, slots=True)
class AttendanceRow(Described):
    """How one council took part in one meeting."""

    meeting: str
    """How the meeting is cited, such as `DCS 2016-10-07`."""
    body: str
    """The key of the body that met."""
    date: Day
    """The day of the meeting."""
    council: str
    """The council's lasting key."""
    name: str
    """The council's official name on the day."""
    attendance: Way
    """How it took part."""
    represented_by: str
    """The post that came in place of the office-holder; empty where none did."""
    url: str
    """The address of the minutes on the site."""


@dataclass(frozen=True, slots=True)
class SignatureRow(Described):
    """One office of one council that signed one edition."""

    edition: str
    """How the edition is cited, such as `SLI/1`."""
    council: str
    """The council's lasting key."""
    name: str
    """The council's official name on the day of signing."""
    office: str
    """The key of the office."""
    office_title: str
    """The title of the office."""
    date: Day
    """The day of signing."""
    digest: str
    """The digest of the text that was signed."""
    deputy: str
    """The post that signed for the holder; empty where the holder did."""
    authority: str
    """On whose authority a deputy signed."""
    evidence: str
    """Where the proof is kept."""
    url: str
    """The address of the edition on the site."""


def decisions(published: Published) -> Iterator[DecisionRow]:
    """Return every decision, in the order of meetings."""
    record = published.record
    for meeting in record.meetings:
        for decision in meeting.decisions:
            address = str(Meeting(meeting.body, meeting.front.day, decision.number))
            yield DecisionRow(
                address,
                meeting.body,
                meeting.front.day,
                decision.item,
                meeting.front.status,
                plain(decision.words),
                _targets(record, meeting, decision.number, Relation.AMENDS),
                _targets(record, meeting, decision.number, Relation.SUPERSEDES),
                tuple(record.sources_of(Relation.SUPERSEDES, address)),
                decision.concerns,
                _url(published, address),
            )


def actions(published: Published) -> Iterator[ActionRow]:
    """Return every action, in the order of meetings."""
    record = published.record
    for meeting in record.meetings:
        for action in meeting.actions:
            address = str(Meeting(meeting.body, meeting.front.day, action.number))
            yield ActionRow(
                address,
                meeting.body,
                meeting.front.day,
                action.item,
                action.owner,
                action.due,
                outcome(record, address, action),
                _targets(record, meeting, action.number, Relation.FOLLOWS_FROM),
                _targets(record, meeting, action.number, Relation.CARRIES),
                plain(action.words),
                _url(published, address),
            )


def attendance(published: Published) -> Iterator[AttendanceRow]:
    """Return how each council took part in each meeting, as the minutes say."""
    record = published.record
    for meeting in record.meetings:
        front = meeting.front
        for way in ATTENDANCE:
            for council in getattr(front, way):
                yield AttendanceRow(
                    str(meeting.address),
                    meeting.body,
                    front.day,
                    council,
                    record.council_name(council, front.day),
                    way,
                    front.represented[council] if way == "represented" else "",
                    published.url(meeting.document.path),
                )


def signatures(published: Published) -> Iterator[SignatureRow]:
    """Return every signature of every edition, in the order of signing."""
    record = published.record
    for edition in record.editions():
        for signature in edition.signatures:
            yield SignatureRow(
                edition.address,
                signature.council,
                record.council_name(signature.council, signature.day),
                signature.office,
                record.offices.get(signature.office, signature.office),
                signature.day,
                signature.digest,
                signature.deputy or "",
                signature.authority or "",
                signature.evidence or "",
                published.url(edition.path),
            )


def _targets(record: Record, meeting: MeetingFile, entry: str, relation: Relation) -> tuple[str, ...]:
    return tuple(dict.fromkeys(targets_of(record, meeting, entry, relation)))


def _url(published: Published, address: str) -> str:
    place = place_of(published.record, address)
    return published.url(place or Place(""))
