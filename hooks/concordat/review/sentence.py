"""What a change means, in one sentence that a director understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from concordat.compare import Kind
from concordat.dates import in_words
from concordat.findings import Finding, Severity, listed
from concordat.model.forms import EditionFront, EditionStatus, MeetingStatus
from concordat.review.entries import EntryChange, MeetingChange
from concordat.review.states import FileChange, States
from concordat.review.texts import Fate, TextChange

_MOST = 4  # things, and numbers of each, that a sentence names
_VERBS = {
    Fate.ADDED: "adds",
    Fate.CHANGED: "changes",
    Fate.RENUMBERED: "renumbers",
    Fate.GONE: "takes out",
    Fate.UNREADABLE: "makes",
}
_KIND_VERBS = {
    Kind.ADDED: "adds",
    Kind.REMOVED: "takes out",
    Kind.RENUMBERED: "renumbers",
    Kind.MOVED: "moves",
}
_PAPERS = {
    MeetingStatus.AGENDA: "agenda",
    MeetingStatus.DRAFT: "draft minutes",
    MeetingStatus.APPROVED: "approved minutes",
    MeetingStatus.CANCELLED: "notice",
}
_KINDS = {"setting": True, "minutes": True, "post": False, "page": False, "other file": False}
"""Kinds of files that no edition's or meeting's change speaks of: whether a sentence names them."""


def sentence(states: States) -> str:
    """Return what a change means in one sentence."""
    things = [thing for text in states.texts for thing in _of_text(text)]
    things += [thing for meeting in states.meetings for thing in _of_meeting(meeting)]
    things += _of_files(states.files)
    if not things:
        return "This change leaves the record as it is."
    if len(things) > _MOST:
        things = [*things[: _MOST - 1], f"makes {len(things) - _MOST + 1} more changes"]
    plain = "," not in "".join(things)  # a phrase with a comma needs more than a comma beside it
    joined = listed(things) if plain or len(things) == 1 else f"{'; '.join(things[:-1])}; and {things[-1]}"
    return f"This change {joined}."


def verdict(findings: Sequence[Finding]) -> str:
    """Return whether a change with these findings can be merged, in one sentence."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    others = len(findings) - errors
    if errors:
        rest = f", and {others} more to look at" if others else ""
        mistakes = "1 mistake has" if errors == 1 else f"{errors} mistakes have"
        return f"It cannot be merged yet: {mistakes} to be mended{rest}."
    if others:
        return f"It can be merged; {others} {'thing is' if others == 1 else 'things are'} worth a look."
    return "Nothing stands against it."


def _of_text(text: TextChange) -> Iterator[str]:
    before, after, name = text.before, text.after, _edition(text)
    if after is None:
        yield f"takes {name} out of the record"
    elif before is None:
        yield f"adds {name} ({_words(after.file.front.status)})"
    else:
        if text.changes:
            yield _of_words(text, name)
        yield from _of_settings(before.file.front, after.file.front, name)
        if text.signed:
            yield f"records {_many(len(text.signed), 'signature')} of {name}"
        if text.unsigned:
            yield f"takes away {_many(len(text.unsigned), 'signature')} of {name}"


def _edition(text: TextChange) -> str:
    agreement, _, edition = text.address.partition("/")
    return f"edition {edition} of the {agreement} agreement"


def _words(status: EditionStatus) -> str:
    return str(status).replace("-", " ")


def _of_settings(before: EditionFront, after: EditionFront, name: str) -> Iterator[str]:
    if before.status is not after.status:
        day = after.in_force_from if after.status is EditionStatus.IN_FORCE else None
        since = f" from {in_words(day)}" if day else ""
        yield f"moves {name} from {_words(before.status)} to {_words(after.status)}{since}"
    elif before != after:
        yield f"changes the settings of {name}"


def _of_words(text: TextChange, name: str) -> str:
    if not text.other_text:
        return f"changes the layout of {name} but no word of it"
    verbs: dict[str, dict[str, None]] = {}
    for change in text.changes:
        if change.kind is not Kind.FORMATTING:
            number = change.from_number or change.to_number
            verbs.setdefault(_KIND_VERBS.get(change.kind, "rewords"), {})[number] = None
    said = [f"{verb} {_clauses(list(numbers))}" for verb, numbers in verbs.items()]
    state = ", whose text may not change" if text.frozen else ""
    if text.corrected:
        state = ", and records that as a correction"
    if text.stale:
        state += f": {_many(len(text.stale), 'signature')} would no longer be for its words"
    return f"{listed(said)} of {name}{state}"


def _clauses(numbers: Sequence[str]) -> str:
    named = [number for number in numbers if number]
    return f"{'clause' if len(named) == 1 else 'clauses'} {_some(named)}" if named else "words"


def _of_meeting(meeting: MeetingChange) -> Iterator[str]:
    before, after = meeting.before, meeting.after
    sitting = f"{meeting.address.body} {in_words(meeting.address.day)}"
    name = f"the {_PAPERS[(before or meeting.meeting).front.status]} of {sitting}"
    if after is None:
        yield f"takes {name} out of the record"
        return
    if before is None:
        kinds = Counter(entry.kind for entry in meeting.entries)
        has = listed(_many(count, kind) for kind, count in kinds.items())
        yield f"adds {name}{f' with {has}' if has else ''}"
        return
    status = after.front.status
    if before.front.status is not status:
        turned = f"turns {name} into {_PAPERS[status]}"
        yield {
            MeetingStatus.APPROVED: f"approves the minutes of {sitting}",
            MeetingStatus.CANCELLED: f"cancels {sitting}",
        }.get(status, turned)
    if meeting.entries:
        held = name if before.front.status.held else f"the {_PAPERS[status]} of {sitting}"
        yield f"{listed(_of_entries(meeting.entries))} in {held}"
    elif meeting.redline or meeting.items or set(meeting.settings) - {"status", "approved_at"}:
        yield f"changes {name}"
    if meeting.corrected:
        yield f"records a correction of {name}"


def _of_entries(entries: Sequence[EntryChange]) -> Iterator[str]:
    for fate, verb in _VERBS.items():
        parts = []
        for kind in ("decision", "action"):
            row = [each for each in entries if (each.fate, each.kind) == (fate, kind)]
            numbers = [each.from_number or each.to_number for each in row]
            if numbers:
                parts.append(f"{kind}{'s' if len(numbers) > 1 else ''} {_some(numbers)}")
        if parts:
            yield f"{verb} {listed(parts)}"


def _some(names: Sequence[str]) -> str:
    return listed(names if len(names) <= _MOST else [*names[: _MOST - 1], f"{len(names) - _MOST + 1} more"])


def _of_files(files: Sequence[FileChange]) -> Iterator[str]:
    for kind, belongs in _KINDS.items():
        for fate, verb in _VERBS.items():
            paths = [file.path for file in files if file.fate is fate and _kind(file.path) == kind]
            if paths:
                what = _some(paths) if belongs else _many(len(paths), kind)
                yield f"makes {what} unreadable" if fate is Fate.UNREADABLE else f"{verb} {what}"


def _kind(path: str) -> str:
    if path.endswith(".yml"):
        return "setting"
    if not path.endswith(".md"):
        return "other file"
    if path.startswith(("meetings/", "agreements/")) and path.count("/") > 1:
        return "minutes"
    return "post" if path.startswith("blog/posts/") else "page"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
