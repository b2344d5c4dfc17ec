"""Look-ups over everything read: by address, by date, by office. Built once, then immutable."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeGuard

from concordat import addresses
from concordat.dates import within
from concordat.model.forms import REGION_KEYS, Author, BodyForm, CouncilForm, EditionStatus, Region, Term
from concordat.model.records import (
    Action,
    AgreementFile,
    AuthorsFile,
    BodiesFile,
    Clause,
    ClausesFile,
    CouncilsFile,
    Decision,
    EditionFile,
    EventFile,
    Item,
    MeetingFile,
    PageFile,
    Part,
    PostFile,
    RegionFile,
    SignaturesFile,
)
from concordat.model.signatures import Signature

_HAS_BEEN_IN_FORCE = {EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Edition:
    """One adopted text of an agreement, or one on its way to adoption."""

    agreement: str
    name: str
    file: EditionFile
    signatures_file: SignaturesFile | None
    texts: tuple[str, ...]  # the Markdown of each clause's own words
    by_key: Mapping[str, int]  # the index of the first clause of each number
    repeated: frozenset[str]  # numbers that stand twice
    other_instruments: tuple[str, ...] = ()  # the agreement's phrases whose number is another text's

    @property
    def address(self) -> str:
        """Such as `SLI/2`."""
        return f"{self.agreement}/{self.name}"

    @property
    def path(self) -> str:
        """The path of its text."""
        return self.file.document.path

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses, in the order of the text."""
        return self.file.text.clauses

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Its signatures, in the order of the file."""
        return self.signatures_file.form.signatures if self.signatures_file else ()

    def clause(self, number: str) -> Clause | None:
        """Return the clause of that number, however it is punctuated."""
        index = self.by_key.get(addresses.number_key(number))
        return None if index is None else self.clauses[index]

    def clause_address(self, clause: Clause) -> str:
        """Return a clause's pinned address, such as `SLI/2 4.2`."""
        return f"{self.address} {clause.number}"

    @property
    def last_day(self) -> date | None:
        """Its last day in force, None where that is open: at the latest the day of its withdrawal."""
        front = self.file.front
        withdrawn = front.withdrawn_on if front.status is EditionStatus.WITHDRAWN else None
        return min((day for day in (front.in_force_until, withdrawn) if day), default=None)

    def in_force_on(self, day: date) -> bool:
        """Tell whether this edition is, or was, in force on a day."""
        front = self.file.front
        if front.status not in _HAS_BEEN_IN_FORCE or front.in_force_from is None:
            return False
        return within(day, front.in_force_from, self.last_day)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An instrument through all its editions, oldest first."""

    short_name: str
    file: AgreementFile
    editions: tuple[Edition, ...]
    table: ClausesFile | None = None

    def edition(self, name: str) -> Edition | None:
        """Return the edition of that name."""
        return next((edition for edition in self.editions if edition.name == name), None)

    def keys(self, edition: str) -> dict[str, str]:
        """Return the lasting key of each clause of an edition, by the number's own key."""
        rows = self.table.rows if self.table else ()
        return {
            addresses.number_key(number): row.key
            for row in reversed(rows)  # of two rows that claim a clause, the first holds
            for number in row.numbers.get(edition, ())
        }

    def numbers_in(self, edition: str, other: str, number: str) -> tuple[str, ...]:
        """Return the numbers that an edition gives to the clause of a number in another, by the table."""
        key = self.keys(other).get(addresses.number_key(number))
        rows = self.table.rows if self.table else ()
        return next((row.numbers.get(edition, ()) for row in rows if row.key == key), ())

    def in_force_on(self, day: date) -> list[Edition]:
        """Return the editions in force on a day: at most one, in a record without errors."""
        return [edition for edition in self.editions if edition.in_force_on(day)]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two files that claim one address."""

    address: str
    first: str
    second: str


@dataclass(frozen=True)
class Index:
    """Everything read, with look-ups. `today` is the day on which the record is read."""

    today: date
    files: frozenset[str]
    region: Region
    offices: Mapping[str, str]
    councils: Mapping[str, CouncilForm]
    councils_file: CouncilsFile | None
    bodies: Mapping[str, BodyForm]
    bodies_file: BodiesFile | None
    agreements: Mapping[str, Agreement]
    meetings: tuple[MeetingFile, ...]  # in the order of body and date
    events: tuple[EventFile, ...]  # without the meetings
    posts: tuple[PostFile, ...]
    authors: Mapping[str, Author]
    pages: tuple[PageFile, ...]
    parts: tuple[Part, ...]
    duplicates: tuple[Duplicate, ...]
    unsure: frozenset[str]
    """The keys of region.yml that have a fault, so that nothing can be found by what they would say."""
    _meetings: Mapping[tuple[str, date], MeetingFile] = field(repr=False)
    _by_body: Mapping[str, tuple[MeetingFile, ...]] = field(repr=False)

    def meeting(self, address: addresses.Meeting) -> MeetingFile | None:
        """Return the meeting that an address, of it or of an entry in it, names."""
        return self._meetings.get((address.body, address.day))

    @cached_property
    def known_places(self) -> dict[str, Any]:
        """Where addresses stand, as far as anybody has asked: see `concordat.places`."""
        return {}

    @cached_property
    def entry_counts(self) -> Mapping[str, Mapping[str, int]]:
        """How often each decision, action and item (`item 5`) stands in minutes, by their path."""
        return {
            part.document.path: Counter(
                [decision.number for decision in part.decisions]
                + [action.number for action in part.actions]
                + [f"item {item.number}" for item in part.items]
            )
            for part in self.parts
            if isinstance(part, MeetingFile)
        }

    def entry(self, address: addresses.Meeting) -> Decision | Action | Item | None:
        """Return the decision, action or item that an address names."""
        meeting = self.meeting(address)
        return entry_of(meeting, address.entry) if meeting else None

    def meetings_of(self, body: str) -> tuple[MeetingFile, ...]:
        """Return a body's meetings, oldest first."""
        return self._by_body.get(body, ())

    def meeting_before(self, meeting: MeetingFile) -> MeetingFile | None:
        """Return the body's meeting before one, or None."""
        row = self.meetings_of(meeting.body)
        at = bisect_left(row, meeting.front.day, key=lambda each: each.front.day)
        return row[at - 1] if at else None

    def meeting_after(self, meeting: MeetingFile) -> MeetingFile | None:
        """Return the body's meeting after one, or None."""
        row = self.meetings_of(meeting.body)
        at = bisect_right(row, meeting.front.day, key=lambda each: each.front.day)
        return row[at] if at < len(row) else None

    def in_force(self, agreement: str, day: date) -> Edition | None:
        """Return the edition of an agreement in force on a day, or None."""
        found = self.agreements[agreement].in_force_on(day) if agreement in self.agreements else []
        return found[-1] if found else None

    def edition(self, agreement: str, name: str) -> Edition | None:
        """Return one edition of an agreement, or None."""
        return self.agreements[agreement].edition(name) if agreement in self.agreements else None

    def editions(self) -> Iterable[Edition]:
        """Return every edition of every agreement."""
        return (edition for agreement in self.agreements.values() for edition in agreement.editions)

    @cached_property
    def agreement_unread(self) -> bool:
        """Whether an `agreement.yml` is there that could not be read, so that its name is not known."""
        read = {agreement.file.document.path for agreement in self.agreements.values()}
        read |= {duplicate.second for duplicate in self.duplicates}
        return any(
            re.fullmatch(r"agreements/[^/]+/agreement\.yml", path) and path not in read for path in self.files
        )

    def council_name(self, key: str, day: date) -> str:
        """Return a council's official name on a day; its key where the record does not know it."""
        council = self.councils.get(key)
        if council is None:
            return key
        names = [name.name for name in council.names if within(day, name.first, name.last)]
        return names[0] if names else council.names[-1].name

    def council_short(self, key: str) -> str:
        """Return a council's name for tables."""
        council = self.councils.get(key)
        return (council.short_name or council.names[-1].name) if council else key

    def in_being(self, key: str, day: date) -> bool:
        """Tell whether a council exists on a day."""
        return bool(self.in_being_of((key,), day))

    def in_being_of(self, keys: Iterable[str], day: date) -> list[str]:
        """Return those councils that exist on a day, in their order."""
        spans = self._spans
        return [key for key in keys if key in spans and spans[key][0] <= day <= spans[key][1]]

    @cached_property
    def expected(self) -> Mapping[str, list[str]]:
        """The councils of the body in being on the day, by path: of meetings held by bodies with councils."""
        bodies = {key: body.councils for key, body in self.bodies.items() if body.councils}
        return {
            meeting.document.path: self.in_being_of(bodies[meeting.body], meeting.front.day)
            for meeting in self.meetings
            if meeting.body in bodies and meeting.front.status.held
        }

    @cached_property
    def took_part(self) -> Mapping[str, frozenset[str]]:
        """The councils that stand in the attendance of each meeting, in whatever list, by path."""
        fronts = ((meeting.document.path, meeting.front) for meeting in self.meetings)
        return {
            path: frozenset((*front.present, *front.represented, *front.apologies, *front.absent))
            for path, front in fronts
        }

    @cached_property
    def _spans(self) -> Mapping[str, tuple[date, date]]:
        """The first and the last day of each council."""
        return {key: (form.first or date.min, form.last or date.max) for key, form in self.councils.items()}

    def parties(self, agreement: str, day: date) -> list[str]:
        """Return the councils that an agreement binds on a day: in being, and joined by then."""
        form = self.agreements[agreement].file.form
        joined = (key for key in form.parties if form.joined.get(key, day) <= day)
        return self.in_being_of(joined, day)

    def term(self, council: str, office: str, day: date) -> Term | None:
        """Return the term of an office, or its vacancy, that a day falls in."""
        form = self.councils.get(council)
        terms = form.terms.get(office, ()) if form else ()
        return next((term for term in terms if within(day, term.first, term.last)), None)


def entry_of(meeting: MeetingFile, entry: str) -> Decision | Action | Item | None:
    """Return the decision (`D2`), action (`A3`) or item (`item 5`) of a meeting."""
    rows: tuple[Decision, ...] | tuple[Action, ...] | tuple[Item, ...]
    rows, number = meeting.items, entry.removeprefix("item ")
    if entry[0] in "DA":
        rows = meeting.decisions if entry[0] == "D" else meeting.actions
    return next((row for row in rows if row.number == number), None)


def build_index(parts: list[Part], files: frozenset[str], today: date | None, clock: date) -> Index:
    """Order what was read. The day is `today`, else the region's `as_of`, else `clock`."""
    duplicates: list[Duplicate] = []
    region = next((part for part in parts if isinstance(part, RegionFile)), None)
    unsure = region.unread if region else REGION_KEYS if "region.yml" in files else frozenset[str]()
    settings = region.form if region else Region()
    if "as_of" in unsure and today is None:  # a day that is near those of which the record tells
        clock = min(clock, max((part.front.day for part in parts if _is_held(part)), default=clock))
    councils = next((part for part in parts if isinstance(part, CouncilsFile)), None)
    bodies = next((part for part in parts if isinstance(part, BodiesFile)), None)
    agreements = _agreements(parts, duplicates)
    by_address: dict[tuple[str, date], MeetingFile] = {}
    for meeting in (part for part in parts if isinstance(part, MeetingFile)):
        first = by_address.setdefault((meeting.body, meeting.front.day), meeting)
        if first is not meeting:
            duplicates.append(Duplicate(str(meeting.address), first.document.path, meeting.document.path))
    for name in agreements.keys() & (bodies.bodies.keys() if bodies else set()):
        duplicates.append(Duplicate(name, "bodies.yml", agreements[name].file.document.path))
    meetings = tuple(by_address[key] for key in sorted(by_address))
    return Index(
        today=today or settings.as_of or clock,
        files=files,
        region=settings,
        offices=MappingProxyType(councils.offices if councils else {}),
        councils=MappingProxyType(councils.councils if councils else {}),
        councils_file=councils,
        bodies=MappingProxyType(bodies.bodies if bodies else {}),
        bodies_file=bodies,
        agreements=MappingProxyType(agreements),
        meetings=meetings,
        events=tuple(part for part in parts if isinstance(part, EventFile)),
        posts=tuple(part for part in parts if isinstance(part, PostFile)),
        authors=next((part.form.authors for part in parts if isinstance(part, AuthorsFile)), {}),
        pages=tuple(part for part in parts if isinstance(part, PageFile)),
        parts=tuple(parts),
        duplicates=tuple(duplicates),
        unsure=unsure - {"as_of"} if today else unsure,
        _meetings=MappingProxyType(by_address),
        _by_body={body: tuple(row) for body, row in groupby(meetings, key=lambda meeting: meeting.body)},
    )


def _is_held(part: Part) -> TypeGuard[MeetingFile]:
    return isinstance(part, MeetingFile) and part.front.status.held


def _agreements(parts: list[Part], duplicates: list[Duplicate]) -> dict[str, Agreement]:
    signatures = {posixpath.dirname(p.document.path): p for p in parts if isinstance(p, SignaturesFile)}
    tables = {part.folder: part for part in parts if isinstance(part, ClausesFile)}
    editions: dict[str, list[EditionFile]] = {}
    for part in parts:
        if isinstance(part, EditionFile):
            editions.setdefault(part.folder, []).append(part)
    found: dict[str, Agreement] = {}
    for file in (part for part in parts if isinstance(part, AgreementFile)):
        name = file.form.short_name
        if name in found:
            duplicates.append(Duplicate(name, found[name].file.document.path, file.document.path))
            continue
        texts = sorted(editions.get(file.folder, []), key=lambda text: _natural(text.front.edition))
        made = (_edition(file, text, signatures) for text in texts)
        found[name] = Agreement(name, file, tuple(made), tables.get(file.folder))
    return found


def _edition(
    agreement: AgreementFile, file: EditionFile, signatures: Mapping[str, SignaturesFile]
) -> Edition:
    by_key: dict[str, int] = {}
    repeated = set()
    for at, clause in enumerate(file.text.clauses):
        if by_key.setdefault(clause.key, at) != at:
            repeated.add(clause.key)
    name = file.front.edition
    texts = tuple(file.text.texts())
    signed = signatures.get(posixpath.dirname(file.document.path))
    return Edition(
        agreement.form.short_name,
        name,
        file,
        signed,
        texts,
        MappingProxyType(by_key),
        frozenset(repeated),
        agreement.form.other_instruments,
    )


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a sort key by which edition 10 comes after edition 9."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", name)]
