"""Rules across states: what a change may not do, or what somebody should look at before it is merged.

`STATE_RULES` is the one list of them. Their checks take the states before and after a change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from concordat.addresses import Clause, Meeting, parse
from concordat.compare import Change, Kind
from concordat.findings import Finding, Location, Rule, checked_by, error, listed, warning
from concordat.model.forms import EditionStatus
from concordat.resolve import Reference
from concordat.review.addresses import LINE, NUMBER, POST, Lost, lost_addresses, public_address
from concordat.review.entries import MeetingChange
from concordat.review.references import Moved, moved_references
from concordat.review.states import States, edition_of
from concordat.review.texts import Fate, TextChange
from concordat.rules import RULES

_STATE = {
    EditionStatus.FOR_SIGNATURE: "has been signed",
    EditionStatus.IN_FORCE: "is in force",
    EditionStatus.SUPERSEDED: "has been in force",
    EditionStatus.WITHDRAWN: "has been withdrawn",
}
_UNSETTLED = (EditionStatus.DRAFT, EditionStatus.FOR_SIGNATURE)
_SHOWN = 6


def _some(names: list[str]) -> str:
    """Return names as English, the first few where they are many."""
    return listed(
        names if len(names) <= _SHOWN else [*names[: _SHOWN - 1], f"{len(names) - _SHOWN + 1} more"]
    )


def broken_texts(states: States) -> list[TextChange]:
    """Return the frozen texts that a change touches."""
    return [
        text
        for text in states.texts
        if text.frozen and text.after is not None and text.other_text and not text.corrected
    ]


@checked_by(error("frozen-text", "A change to a text that may no longer change"))
def frozen_text(states: States) -> Iterator[Finding]:
    """Find editions that have been in force, or bear a signature, and read otherwise than before."""
    for text in broken_texts(states):
        assert text.before is not None
        assert text.after is not None
        state = _STATE.get(text.before.file.front.status, "bears signatures")
        yield frozen_text.at(
            Location(text.path, states.first_difference(text.path)),
            f"{text.address} {state}, but {_touched(text)}{_cost(text)}",
            f"put the old words back; if a slip was put right, run 'concordat correct {text.address}'; "
            f"to change more, write the next edition of {text.after.agreement}",
            subject=text.address,
        )
    for text in states.texts:
        if text.before is None or text.after is None or text.other_text:
            continue
        was, status = text.before.file.front.status, text.after.file.front.status
        if was not in _UNSETTLED and status in _UNSETTLED:
            yield frozen_text.at(
                text.after.file.document.at("status"),
                f"{text.address} {_STATE[was]}, but its status would be '{status}'",
                f"set the status back to {was}; an edition that has been in force stays so",
                subject=text.address,
            )


def _cost(text: TextChange) -> str:
    stale = len(text.stale)
    signatures = "signature is" if stale == 1 else "signatures are"
    return f"; {stale} {signatures} no longer for its words" if stale else ""


def _touched(text: TextChange) -> str:
    """Return what a change does to the words of an edition: "clause 2.1 is changed, and 2.2 is now 2.3"."""
    numbered = [change for change in text.changes if change.from_number or change.to_number]
    said: list[str] = []
    for does, kinds in _DOES.items():
        row = [_as_touched(change) for change in numbered if change.kind in kinds]
        row = [name for name in row if name and not _within_another(name, row)]
        if row:
            many = "are" if len(row) > 1 else "is"
            said.append(f"{'clause' if len(row) == 1 else 'clauses'} {_some(row)} {many} {does}".rstrip())
    if len(numbered) < len(text.changes):
        said.append("words outside its clauses are changed")
    return listed(said)


_DOES = {
    "changed": (Kind.REWORDED, Kind.SPLIT, Kind.MERGED, Kind.MOVED_REWORDED, Kind.RENUMBERED_REWORDED),
    "new": (Kind.ADDED,),
    "gone": (Kind.REMOVED,),
    "given another number": (Kind.RENUMBERED, Kind.MOVED),
}


def _as_touched(change: Change) -> str:
    if change.kind in (Kind.RENUMBERED, Kind.MOVED):
        return f"{change.from_number} (now {change.to_number})"
    return change.from_number or change.to_number


def _within_another(name: str, row: list[str]) -> bool:
    """Tell whether a clause is part of another one in a row that fares like it."""
    return any(name != other and name.startswith(f"{other.partition(' ')[0]}(") for other in row)


def altered_minutes(states: States) -> list[MeetingChange]:
    """Return the approved minutes that a change alters without recording a correction."""
    return [
        meeting
        for meeting in states.meetings
        if meeting.was_approved and meeting.after is not None and meeting.is_altered and not meeting.corrected
    ]


@checked_by(error("minutes-altered", "Approved minutes changed without a recorded correction"))
def minutes_altered(states: States) -> Iterator[Finding]:
    """Find approved minutes that say something else than before, though no correction is recorded."""
    for meeting in altered_minutes(states):
        yield minutes_altered.at(
            Location(meeting.path, states.first_difference(meeting.path)),
            f"the minutes of {meeting.address} are approved, but {_altered(meeting)}",
            "put the old words back; if a meeting corrected them, record that under 'corrections:' "
            "with 'at:' and 'what:'",
            subject=str(meeting.address),
        )


def _altered(meeting: MeetingChange) -> str:
    keys = [f"'{key}'" for key in meeting.settings]
    said = [f"{_some(keys)} {'is' if len(keys) == 1 else 'are'} changed"] if keys else []
    said += [f"{each.kind} {each.from_number or each.number} {_FATE[each.fate]}" for each in meeting.entries]
    said += [f"{address.partition(' item ')[2]} is gone" for address in meeting.items]
    return _some(said) if said else "their words are changed"


_FATE = {
    Fate.ADDED: "is new",
    Fate.CHANGED: "is changed",
    Fate.RENUMBERED: "has another number",
    Fate.GONE: "is gone",
}


@checked_by(error("address-lost", "An address that would lead nowhere"))
def address_lost(states: States) -> Iterator[Finding]:
    """Find pages, clauses, decisions, actions and items that are gone, though people may cite them."""
    altered = {meeting.path for meeting in altered_minutes(states)}
    lost = [each for each in lost_addresses(states) if each.path not in altered or each.kind == "page"]
    for path in dict.fromkeys(each.path for each in lost if each.kind == NUMBER):
        names = [each.address for each in lost if (each.path, each.kind) == (path, NUMBER)]
        yield address_lost.at(
            Location(path),
            f"{_some(names)} would lead nowhere on the page of the text in force",
            "say in clauses.yml what became of the clause: its number now, 'repealed:' or 'merged:'",
            subject=names[0],
        )
    for each in lost:
        if each.kind == NUMBER:
            continue
        named = f", and {_many(len(each.named), 'reference')} there" if each.named else ""
        what = {
            "page": f"the page '{each.path}'",
            LINE: f"the line about '{each.address}'",
            POST: f"the address '{each.address}' of a post",
            "item": each.address,
        }.get(each.kind, f"{each.kind} {each.address}")
        yield address_lost.at(
            Location(each.path, each.line),
            f"{what} would be gone{named}",
            _put_back(each, states),
            subject=each.address,
            related=each.named,
        )


def _many(number: int, word: str) -> str:
    return f"{number} {word} elsewhere leads" if number == 1 else f"{number} {word}s elsewhere lead"


def _put_back(lost: Lost, states: States) -> str:
    if lost.kind == LINE:
        return "put the line back; an address that was published once never dies"
    if lost.kind == POST and lost.path in states.after.parts:
        slug = lost.address.split("/")[1]
        return f"write 'slug: {slug}' at the top of the post, or say in addresses.yml where it leads now"
    address = public_address(states, lost)
    if lost.kind in ("page", POST):
        return f"put the page back under its name, or say in addresses.yml where '{address}' leads now"
    return f"put the {lost.kind} back under its number, or say in addresses.yml what became of '{address}'"


@checked_by(error("key-lost", "A lasting clause key that is gone from the clause table"))
def key_lost(states: States) -> Iterator[Finding]:
    """Find keys that were once in an agreement's clause table and are no more, those of a table together."""
    for before, after in states.agreements:
        if before.table is None:
            continue
        kept = {row.key for row in after.table.rows} if after.table else set()
        lost = [row.key for row in before.table.rows if row.key not in kept]
        if lost:
            document = before.table.document
            line = states.line_after(document.path, document.at(lost[0]).line)
            quoted, one = _some([f"'{key}'" for key in lost]), len(lost) == 1
            yield key_lost.at(
                Location(document.path, line),
                f"{quoted} {'is' if one else 'are'} gone from the clause table of {before.short_name}",
                f"put {'it' if one else 'them'} back; a clause that ended keeps its row, "
                "with 'repealed:' or 'merged:'",
                subject=before.short_name,
            )


@checked_by(warning("reference-moved", "A reference that would lead elsewhere than before"))
def reference_moved(states: States) -> Iterator[Finding]:
    """Find references that are written as before, and name another clause, decision or action now."""
    broken = {text.address for text in broken_texts(states)}
    for moved in moved_references(states):
        ref = moved.reference
        if {edition_of(ref.target), edition_of(moved.was)} & broken:
            continue
        hint = "what it led to is gone; say what is meant now"
        if moved.meant:
            hint = f"write '{_written(ref, moved.meant)}' where the same is meant as before"
        yield reference_moved.at(
            Location(ref.path, ref.line, ref.column), _moved(moved), hint, subject=ref.source
        )


def _moved(moved: Moved) -> str:
    """Return what became of a reference, in one sentence."""
    text, target = moved.reference.text, moved.reference.target
    if moved.was != target:
        return f"'{text}' led to {moved.was}, and would lead to {target}"
    became = f"what is now {moved.meant}" if moved.meant else "something that is gone"
    return f"'{text}' led to {became}, and would lead to other words under the old number"


def _written(reference: Reference, meant: str) -> str:
    """Return how to write a reference to an address, as briefly as the reference is written now."""
    citation = parse(meant)
    if isinstance(citation, Meeting) and " " not in reference.text:
        return citation.entry
    if isinstance(citation, Clause) and reference.plain:
        return citation.number
    if isinstance(citation, Clause) and edition_of(meant) == edition_of(reference.target):
        return str(replace(citation, edition=citation.edition if "/" in reference.text else ""))
    return meant


STATE_RULES: tuple[Rule, ...] = (frozen_text, minutes_altered, address_lost, key_lost, reference_moved)

ALL_RULES: tuple[Rule, ...] = (*RULES, *STATE_RULES)
"""The rules of one state and those across two."""
