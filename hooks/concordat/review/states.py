"""Two states of one record, before and after a change, and what can be asked of both."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from concordat.addresses import Clause, parse
from concordat.compare import Kind
from concordat.index import Agreement
from concordat.model.records import Document, MeetingFile, Part
from concordat.read.documents import Reading
from concordat.record import Record, build_record
from concordat.review.entries import MeetingChange, meeting_change, where_entries_went
from concordat.review.texts import Fate, TextChange, text_change
from concordat.seal import words


@dataclass(frozen=True, slots=True)
class FileChange:
    """What became of a file that is neither minutes nor an edition's text or signatures."""

    path: str
    fate: Fate


@dataclass(frozen=True)
class State:
    """A record at one moment, what each file was read as, and the text of the files that differ.

    `texts` has, by path, the text of each file that the other state has not, or has otherwise; ""
    for one that is no text.
    """

    record: Record
    readings: Mapping[str, Reading]
    texts: Mapping[str, str]

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """What every file has, by path."""
        return {part.document.path: part.document for part in self.record.parts}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """The parts of the record, by path."""
        return {part.document.path: part for part in self.record.parts}


@dataclass(frozen=True)
class States:
    """The states before and after a change, both read as on one day."""

    before: State
    after: State

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The paths of the files that differ, those of new and of lost files among them."""
        return tuple(sorted(self.before.texts.keys() | self.after.texts.keys()))

    @cached_property
    def files(self) -> tuple[FileChange, ...]:
        """What became of the files that are neither minutes nor an edition's."""
        spoken_of = {meeting.path for meeting in self.meetings}
        for text in self.texts:
            spoken_of |= {text.path, f"{posixpath.dirname(text.path)}/signatures.yml"}
        return tuple(FileChange(path, self._fate(path)) for path in self.changed if path not in spoken_of)

    def _fate(self, path: str) -> Fate:
        if path not in self.before.texts:
            return Fate.ADDED
        if path not in self.after.texts:
            return Fate.GONE
        return Fate.UNREADABLE if path in self.unreadable else Fate.CHANGED

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The files that could be read before the change and cannot after it, though they are there."""
        lost = self.before.parts.keys() - self.after.parts.keys()
        return frozenset(path for path in lost if path in self.after.record.files)

    def _is_unreadable(self, part: Part) -> bool:
        return part.document.path in self.unreadable

    @cached_property
    def agreements(self) -> tuple[tuple[Agreement, Agreement], ...]:
        """The agreements that both states have."""
        before, after = self.before.record.agreements, self.after.record.agreements
        return tuple((before[name], after[name]) for name in before if name in after)

    @cached_property
    def texts(self) -> tuple[TextChange, ...]:
        """What became of the text and the signatures of each edition that is not as it was."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[TextChange]:
        before, after = self.before.record, self.after.record
        for name in sorted(before.agreements.keys() | after.agreements.keys()):
            editions = [
                {edition.name: edition for edition in record.agreements[name].editions}
                if name in record.agreements
                else {}
                for record in (before, after)
            ]
            for edition in sorted(editions[0].keys() | editions[1].keys()):
                old, new = (row.get(edition) for row in editions)
                if old is not None and old.path in self.unreadable:
                    continue
                if old and new and old.signatures_file and self._is_unreadable(old.signatures_file):
                    new = replace(new, signatures_file=old.signatures_file)  # nobody took them away
                change = text_change(after, old, new)
                if change is not None:
                    yield change

    @cached_property
    def meetings(self) -> tuple[MeetingChange, ...]:
        """What became of each meeting whose minutes are not as they were."""
        before, after = self.before.record, self.after.record
        same = {id(each) for each in before.meetings} & {id(each) for each in after.meetings}
        pairs = {
            each.address: (each, after.meeting(each.address))
            for each in before.meetings
            if id(each) not in same
        }
        paired: set[str] = set()
        for address, (old, new) in pairs.items():
            if new is None:  # of a meeting with another date now, the file is the same
                part = self.after.parts.get(old.document.path)
                new = part if isinstance(part, MeetingFile) else None
                pairs[address] = old, new
            paired.add(new.document.path if new else "")
        found = [
            meeting_change(old, new, self.before.texts, self.after.texts)
            for old, new in pairs.values()
            if old.document.path not in self.unreadable
        ]
        found += [
            meeting_change(None, new, self.before.texts, self.after.texts)
            for new in after.meetings
            if id(new) not in same and new.document.path not in paired
        ]
        return tuple(sorted((each for each in found if each is not None), key=lambda each: each.address))

    @cached_property
    def went(self) -> Mapping[str, frozenset[str]]:
        """Where each clause, decision and action that is no longer what it was went: full addresses.

        An address that is not among the keys names the same as before.
        """
        went: dict[str, frozenset[str]] = {}
        for text in self.texts:
            if text.before is not None and text.after is not None:
                edition = text.before.address
                for change in text.changes:
                    if change.from_number and change.kind is not Kind.ADDED:
                        number = f"{edition} {change.from_number}"
                        to = {f"{edition} {change.to_number}"} if change.to_number else set()
                        went[number] = went.get(number, frozenset()) | to
        for meeting in self.meetings:
            went |= where_entries_went(meeting)
        return went

    def where(self, address: str) -> frozenset[str]:
        """Return where that went which an address named before."""
        return self.went.get(address, frozenset((address,)))

    def line_after(self, path: str, line: int) -> int:
        """Return the line of a file after the change that stands where a line stood before it."""
        old, new = self.before.texts.get(path, ""), self.after.texts.get(path, "")
        if not new:
            return 1 if path in self.after.texts else line
        return line_after(old, new, line)

    def first_difference(self, path: str) -> int:
        """Return the first line of a file after the change whose words are other than before."""
        return first_difference(self.before.texts.get(path, ""), self.after.texts.get(path, ""))


def line_after(old: str, new: str, line: int) -> int:
    """Return the line of the new text that stands where a line of the old one stood; both from 1.

    For a line that is gone, that is the one before it.
    """
    for tag, start, end, to, to_end in _blocks(old.split("\n"), new.split("\n")):
        if start < line <= end:
            at = to + line - start if tag == "equal" else min(to + 1, max(to_end, 1))
            return max(at, 1)
    return max(new.count("\n"), 1)


def first_difference(old: str, new: str) -> int:
    """Return the first line of the new text, from 1, at which its words depart from the old one's."""
    lines = [text.split("\n") for text in (old, new)]
    pairs = enumerate(zip(*lines, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(map(len, lines)))
    olds, news = ([words(line) for line in row[same:]] for row in lines)
    for tag, start, end, to, to_end in _blocks(olds, news):
        if tag != "equal" and any(olds[start:end] + news[to:to_end]):
            filled = next((at for at in range(to, to_end) if news[at]), to)
            return max(same + min(filled + 1, len(news)), 1)
    return 1


def _blocks(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    return list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def edition_of(address: str) -> str:
    """Return the edition's address of a clause's, such as `SLI/2` of `SLI/2 4.2`; "" of any other."""
    citation = parse(address)
    if isinstance(citation, Clause) and citation.edition:
        return str(Clause(citation.agreement, citation.edition))
    return ""


@dataclass(frozen=True, slots=True)
class Reads:
    """The files of one state: what each was read as, the paths of all, the texts of those that differ."""

    readings: Mapping[str, Reading]
    files: frozenset[str]
    texts: Mapping[str, str]


def states_of(before: Reads, after: Reads, *, clock: date, today: date | None = None) -> States:
    """Build the records of two states. Both are read as on the day on which the later one is read.

    That day is `today`, else the region's `as_of` after the change, else `clock`.
    """
    later = build_record(after.readings.values(), after.files, clock=clock, today=today)
    earlier = build_record(
        before.readings.values(), before.files, clock=clock, today=later.today, like=(later,)
    )
    return States(State(earlier, before.readings, before.texts), State(later, after.readings, after.texts))
