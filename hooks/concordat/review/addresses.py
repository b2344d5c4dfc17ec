"""Addresses that people may have written down, and that a change would kill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from concordat import ledger
from concordat.findings import Location
from concordat.model.forms import EditionStatus
from concordat.model.records import MeetingFile, PostFile
from concordat.places import agreement_page, place_of
from concordat.record import Record
from concordat.review.states import States
from concordat.review.texts import is_frozen

LINE = "line"
"""A line of `addresses.yml`, which keeps an old address alive."""
POST = "post"
"""The address of a blog post, which its slug or its title makes."""
NUMBER = "number"
"""A number, or a lasting key, on the page of an agreement that shows the text in force."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An address that leads nowhere any more: its kind, where that stood, and what still names it."""

    address: str
    kind: str  # "page", "clause", "decision", "action", "item", LINE, POST, NUMBER
    path: str
    line: int  # of the file after the change, where there is one
    inside: tuple[str, ...] = ()  # the addresses that references name
    named: tuple[Location, ...] = ()


def lost_addresses(states: States) -> list[Lost]:
    """Return the addresses that were there before a change and are not after it, in the order of files.

    One that `addresses.yml` or a clause table leads on, or says what became of it, is not lost. The
    numbers of a draft and of an agenda still move, so only their page counts. What is lost with a
    page is not named one by one. A frozen text may not change at all, so `frozen-text` speaks of it.
    """
    kept = ledger.moved(states.after.record)
    known = kept.forwards.keys() | kept.gone.keys()
    found = (
        *_pages(states),
        *_posts(states),
        *_clauses(states),
        *_entries(states),
        *_current(states),
        *_lines(states),
    )
    return _with_names(states, [lost for lost in found if public_address(states, lost) not in known])


def public_address(states: States, lost: Lost) -> str:
    """Return what followed a version's root in the address bar, as `addresses.yml` names it."""
    if lost.kind in (LINE, NUMBER, POST):
        return lost.address
    place = place_of(states.before.record, lost.address)
    return ledger.at(ledger.url_of(place.path if place else lost.path), place.anchor if place else "")


def _current(states: States) -> Iterator[Lost]:
    """Yield what an agreement's own page had while it showed another edition, and has no more."""
    before, after = states.before.record, states.after.record
    for old, new in states.agreements:
        was, now = (record.in_force(old.short_name, record.today) for record in (before, after))
        path = agreement_page(after, new.short_name)
        if was is None or now is None or was.name == now.name or not {path} <= before.files & after.files:
            continue
        had, has = (ledger.pages(record)[path].anchors for record in (before, after))
        kept = ledger.moved(after)
        for anchor, name in had.items():
            if {anchor, ledger.at(ledger.url_of(path), anchor)}.isdisjoint(
                (*has, *kept.forwards, *kept.gone)
            ):
                yield Lost(name, NUMBER, (new.table or new.file).document.path, 1)


def _lines(states: States) -> Iterator[Lost]:
    """Yield old addresses of which `addresses.yml` told what became of them, and tells no more."""
    before, after = ledger.declared(states.before.record), ledger.declared(states.after.record)
    if before is None or (after is not None and after.document is before.document):
        return
    said = after.form.forwards.keys() | after.form.gone.keys() if after else set()
    there = ledger.by_address(states.after.record)
    for kind, entries in (("forwards", before.form.forwards), ("gone", before.form.gone)):
        for old in entries:
            page, anchor = ledger.split(old)
            if old not in said and not (page in there and (not anchor or anchor in there[page].anchors)):
                path = before.document.path
                line = states.line_after(path, before.document.at(kind, old).line)
                yield Lost(old, LINE, path, line)


def _pages(states: States) -> Iterator[Lost]:
    for path, part in states.before.parts.items():
        if isinstance(part, PostFile):
            continue
        if path.endswith(".md") and path not in states.after.record.files:
            yield Lost(path, "page", path, 1, tuple(_addresses_in(states.before.record, part)))


def _posts(states: States) -> Iterator[Lost]:
    """Yield the addresses of posts, which follow from what they say at their top and not from their names."""
    there = {ledger.post_address(post) for post in states.after.record.posts if not post.front.draft}
    for post in states.before.record.posts:
        path, address = post.document.path, ledger.post_address(post)
        if address not in there and not post.front.draft and path not in states.unreadable:
            now = states.after.parts.get(path)
            yield Lost(address, POST, path, now.document.at("title").line if now else 1)


def _addresses_in(record: Record, part: object) -> list[str]:
    """Return the addresses that a page has: its own, and those of all that stands in it."""
    if isinstance(part, MeetingFile):
        name = str(part.address)
        return [name, *(f"{name} {entry}" for entry in record.entry_counts[part.document.path])]
    edition = next((each for each in record.editions() if each.file is part), None)
    return [edition.address, *map(edition.clause_address, edition.clauses)] if edition else []


def _clauses(states: States) -> Iterator[Lost]:
    for text in states.texts:
        before, after = text.before, text.after
        if before is None or after is None or is_frozen(before):
            continue
        if before.file.front.status is EditionStatus.DRAFT:
            continue
        for clause in before.clauses:
            if clause.key not in after.by_key:
                address, line = before.clause_address(clause), states.line_after(text.path, clause.line)
                yield Lost(address, "clause", text.path, line, (address,))


def _entries(states: States) -> Iterator[Lost]:
    for meeting in states.meetings:
        before, after = meeting.before, meeting.after
        if before is None or after is None or not before.front.status.held:
            continue
        there = {entry.number for entry in after.entries} | {f"item {item.number}" for item in after.items}
        rows = [(entry.number, entry.line) for entry in before.entries]
        rows += [(f"item {item.number}", item.line) for item in before.items]
        for number, line in sorted(rows, key=lambda row: row[1]):
            if number not in there:
                address, kind = f"{before.address} {number}", {"D": "decision", "A": "action"}.get(number[0])
                place = states.line_after(meeting.path, line)
                yield Lost(address, kind or "item", meeting.path, place, (address,))


def _with_names(states: States, found: list[Lost]) -> list[Lost]:
    """Add where other files still name what is lost; references are written as they were before."""
    after = states.after.documents
    places: dict[str, set[Location]] = {}
    for ref in states.before.record.mentions_of_any({address for lost in found for address in lost.inside}):
        if ref.path in after and any(mention.text == ref.text for mention in after[ref.path].mentions):
            place = Location(ref.path, states.line_after(ref.path, ref.line), ref.column)
            places.setdefault(ref.target, set()).add(place)
    return [
        replace(lost, named=tuple(sorted(place for place in named if place.path != lost.path)))
        for lost in found
        for named in [set[Location]().union(*(places.get(address, ()) for address in lost.inside))]
    ]
