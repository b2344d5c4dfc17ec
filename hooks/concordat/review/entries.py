"""What became of minutes: their decisions and actions, who was there, their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from concordat.addresses import Meeting
from concordat.findings import listed
from concordat.model.forms import MeetingFront, MeetingStatus
from concordat.model.records import Action, Decision, MeetingFile
from concordat.read.front import split_front
from concordat.review.texts import Fate
from concordat.seal import words
from concordat.wording import Op, Run, redline

_NOT_THE_MINUTES = {"title", "description", "corrections"}
"""Settings of minutes that are about the page, not about what happened."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of one decision or action. A number is "" where there is none.

    `details` are the names of the details that are other than before, such as `Amends`.
    """

    meeting: Meeting
    kind: str  # "decision", "action"
    fate: Fate
    from_number: str
    to_number: str
    redline: tuple[Run, ...]
    details: tuple[str, ...] = ()
    line: int = 1  # in the file that has it, the one after the change where both do

    @property
    def number(self) -> str:
        """Its number now, or the one that it had."""
        return self.to_number or self.from_number

    @property
    def sentence(self) -> str:
        """What became of it, in plain English."""
        name = f"{self.kind.capitalize()} {self.from_number or self.to_number}"
        match self.fate:
            case Fate.ADDED:
                return f"{name} is new."
            case Fate.GONE:
                return f"{name} is gone."
            case Fate.RENUMBERED:
                return f"{name} is now {self.to_number}; its words are the same."
        return f"{name} is changed: {listed([*self.details, *['its words'] * self.reworded])}."

    @property
    def reworded(self) -> bool:
        """Whether words were put in or taken out."""
        return any(op is not Op.EQUAL for op, _ in self.redline)


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """What became of the minutes of one meeting. `settings` are the keys that say something else."""

    before: MeetingFile | None
    after: MeetingFile | None
    entries: tuple[EntryChange, ...] = ()
    settings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # the addresses of the items that are gone
    redline: tuple[Run, ...] = ()  # of all words below the settings; () where none changed

    @property
    def meeting(self) -> MeetingFile:
        """The minutes as they are now, or as they were."""
        meeting = self.after or self.before
        assert meeting is not None
        return meeting

    @property
    def address(self) -> Meeting:
        """The meeting's address."""
        return self.meeting.address

    @property
    def path(self) -> str:
        """The path of the minutes."""
        return self.meeting.document.path

    @property
    def fate(self) -> Fate:
        """What became of the minutes as a whole."""
        if self.before is None:
            return Fate.ADDED
        return Fate.GONE if self.after is None else Fate.CHANGED

    @property
    def was_approved(self) -> bool:
        """Whether the minutes were approved before the change."""
        return self.before is not None and self.before.front.status is MeetingStatus.APPROVED

    @property
    def is_altered(self) -> bool:
        """Whether the minutes say something else than before."""
        return bool(self.entries or self.settings or self.items or self.redline)

    @property
    def corrected(self) -> bool:
        """Whether the change records a correction that was not recorded before."""
        if self.before is None or self.after is None:
            return False
        return any(each not in self.before.front.corrections for each in self.after.front.corrections)


def meeting_change(
    old: MeetingFile | None, new: MeetingFile | None, olds: Mapping[str, str], news: Mapping[str, str]
) -> MeetingChange | None:
    """Return what became of a meeting's minutes; None where nothing did. `olds`, `news`: texts by path."""
    if old is new:
        return None
    if old is None or new is None:
        meeting = old or new
        assert meeting is not None
        return MeetingChange(old, new, tuple(_entry_changes(meeting.address, old, new)))
    settings = _settings(old.front, new.front)
    runs = _redline(*(_body(texts.get(each.document.path, "")) for each, texts in ((old, olds), (new, news))))
    there = {item.number for item in new.items}
    items = tuple(f"{old.address} item {i.number}" for i in old.items if i.number not in there)
    entries = tuple(_entry_changes(new.address, old, new))
    corrected = old.front.corrections != new.front.corrections
    if not (settings or entries or runs or items or corrected):
        return None
    return MeetingChange(old, new, entries, settings, items, runs)


def _body(text: str) -> str:
    _, first, _ = split_front(text, "")
    return "\n".join(text.split("\n")[first - 1 :])


def _redline(old: str, new: str) -> tuple[Run, ...]:
    """Return what changed from one body of minutes to another, () where no word did.

    Paragraphs are set against each other first: minutes are long, and most of them stays.
    """
    before, after = (re.split(r"\n\s*\n", body) for body in (old, new))
    runs: list[Run] = []
    for _, start, end, to, to_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        stretches = before[start:end], after[to:to_end]
        runs += redline(*(words("\n\n".join(stretch)).split() for stretch in stretches))
    return tuple(runs) if any(op is not Op.EQUAL for op, _ in runs) else ()


def _settings(old: MeetingFront, new: MeetingFront) -> tuple[str, ...]:
    """Return the keys whose values differ, as editors write them."""
    named = type(old).model_fields
    return tuple(
        field.alias or name
        for name, field in named.items()
        if name not in _NOT_THE_MINUTES and getattr(old, name) != getattr(new, name)
    )


def where_entries_went(change: MeetingChange) -> dict[str, frozenset[str]]:
    """Return, by full address, where the decisions and actions of a meeting went."""
    if change.before is None or change.before.address != change.address:
        return {}
    name = str(change.address)
    return {
        f"{name} {each.from_number}": frozenset([f"{name} {each.to_number}"] if each.to_number else [])
        for each in change.entries
        if each.from_number and each.fate is not Fate.CHANGED
    }


def _entry_changes(
    address: Meeting, old: MeetingFile | None, new: MeetingFile | None
) -> Iterable[EntryChange]:
    yield from _changes(address, "decision", old.decisions if old else (), new.decisions if new else ())
    yield from _changes(address, "action", old.actions if old else (), new.actions if new else ())


def _changes(
    address: Meeting, kind: str, old: Sequence[Decision | Action], new: Sequence[Decision | Action]
) -> Iterable[EntryChange]:
    """Pair entries by number; but one whose words stand under another number now was renumbered."""
    olds = {entry.number: entry for entry in reversed(old)}
    news = {entry.number: entry for entry in reversed(new)}
    same = {number for number in olds.keys() & news.keys() if _said(olds[number]) == _said(news[number])}
    by_words = {_said(entry): number for number, entry in news.items() if number not in same}
    moved = {
        number: by_words.pop(_said(entry))
        for number, entry in olds.items()
        if number not in same and _said(entry) in by_words
    }
    taken = set(moved.values())
    for number, entry in reversed(news.items()):
        origin = next((old_number for old_number, to in moved.items() if to == number), "")
        was = olds.get(origin or number) if origin or number not in moved else None
        if was is None:
            runs = redline((), _said(entry))
            yield EntryChange(address, kind, Fate.ADDED, "", number, runs, line=entry.line)
            continue
        details = _details(was, entry)
        runs = redline(_said(was), _said(entry))
        if origin:
            yield EntryChange(address, kind, Fate.RENUMBERED, origin, number, runs, details, line=entry.line)
        elif details or _said(was) != _said(entry):
            yield EntryChange(address, kind, Fate.CHANGED, number, number, runs, details, line=entry.line)
    for number, entry in reversed(olds.items()):
        if number not in moved and (number not in news or number in taken):
            runs = redline(_said(entry), ())
            yield EntryChange(address, kind, Fate.GONE, number, "", runs, line=entry.line)


def _said(entry: Decision | Action) -> tuple[str, ...]:
    return tuple(words(entry.words).split())


def _details(old: Decision | Action, new: Decision | Action) -> tuple[str, ...]:
    """Return the names of the details that differ, as editors write them."""
    names = {
        "amends": "Amends",
        "supersedes": "Supersedes",
        "concerns": "Concerns",
        "owner": "Owner",
        "due": "Due",
        "from_decision": "From",
        "carries": "Carries",
        "state": "State",
        "closed": "Closed",
    }
    return tuple(
        label for name, label in names.items() if getattr(old, name, None) != getattr(new, name, None)
    )
