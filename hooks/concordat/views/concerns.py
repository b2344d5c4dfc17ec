"""Which decisions and actions concern which council: those that name it, and those that it owns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from concordat.model.records import Action, Decision, MeetingFile
from concordat.record import Record

Entry = tuple[MeetingFile, Decision | Action]


def council_today(record: Record, key: str) -> str:
    """Return the name of a council on the day of the record, or the last that it had before it ended."""
    form = record.councils.get(key)
    return record.council_name(key, min(record.today, form.last if form and form.last else record.today))


@dataclass(frozen=True)
class Concerns:
    """The decisions and actions of a record by council, found in one pass when first asked for."""

    record: Record

    @cached_property
    def by_council(self) -> Mapping[str, list[Entry]]:
        """The decisions and actions by the key of each council that they concern, latest first."""
        found: dict[str, list[Entry]] = {}
        for meeting in sorted(self.record.meetings, key=lambda each: each.front.day, reverse=True):
            for entry in meeting.entries:
                for key in self.by_entry[f"{meeting.address} {entry.number}"]:
                    found.setdefault(key, []).append((meeting, entry))
        return found

    @cached_property
    def by_entry(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the councils that each decision and action concerns, by its address."""
        return {
            f"{meeting.address} {entry.number}": tuple(sorted(self._named(entry, meeting)))
            for meeting in self.record.meetings
            for entry in meeting.entries
        }

    def names(self, address: str) -> tuple[str, ...]:
        """Return the names today of the councils that a decision or an action concerns."""
        return tuple(council_today(self.record, key) for key in self.by_entry[address])

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        """The keys of the councils that bear, or bore, a name."""
        keys: dict[str, list[str]] = {}
        for key, form in self.record.councils.items():
            for name in {key, form.short_name or key, *(each.name for each in form.names)}:
                keys.setdefault(name, []).append(key)
        return keys

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = sorted(self._keys, key=len, reverse=True)  # "North York" before "York"
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else r"(?!)")

    def _named(self, entry: Decision | Action, meeting: MeetingFile) -> set[str]:
        texts = [entry.words, entry.owner if isinstance(entry, Action) else ""]
        found = set(entry.concerns if isinstance(entry, Decision) else ())
        found |= set(self._councils(texts, meeting))
        return found

    def _councils(self, texts: Iterable[str], meeting: MeetingFile) -> list[str]:
        """Return the councils that texts name; a name means the one in being on the day of the meeting."""
        keys = (key for text in texts for name in self._names.findall(text) for key in self._keys[name])
        return self.record.in_being_of(dict.fromkeys(keys), meeting.front.day)
