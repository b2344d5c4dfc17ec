"""What stands at an address, for the terminal."""

from __future__ import annotations

from datetime import date

from concordat import addresses
from concordat.addresses import number_key
from concordat.compare import SAME_WORDS
from concordat.dates import in_words
from concordat.findings import did_you_mean, listed
from concordat.index import Edition
from concordat.lineage import Stage, clause_words, life_of
from concordat.model.records import Action, Decision, Item, MeetingFile
from concordat.record import Record
from concordat.resolve import Reference
from concordat.wording import in_marks


class Unknown(Exception):
    """An address at which nothing stands; the message says why and what is near."""


def show(record: Record, address: str, day: date) -> str:
    """Return what stands at an address: an edition, a clause with its sub-clauses, a meeting, an entry.

    An address without an edition means the one in force on `day`. Raises Unknown.
    """
    citation = addresses.parse(address)
    if isinstance(citation, addresses.Clause):
        return _clause(record, citation, day)
    if isinstance(citation, addresses.Meeting):
        return _meeting(record, citation)
    name, _, rest = address.strip("[] ").partition(" ")
    meant = f"{name.upper()} {rest}".rstrip()
    hint = "write 'SLI 4.2', 'SLI/1', 'DCS 2016-10-07' or 'DCS 2016-10-07 D2'"
    if meant != address and name.upper() in {*record.agreements, *record.bodies} and addresses.parse(meant):
        hint = f"did you mean '{meant}'?"
    raise Unknown(f"'{address}' is not a whole address; {hint}")


def show_history(record: Record, address: str, day: date) -> str:
    """Return what became of a clause in every edition in which it stood, the newest first.

    An address without an edition means the one in force on `day`. Raises Unknown.
    """
    citation = addresses.parse(address)
    if not isinstance(citation, addresses.Clause) or not citation.number:
        raise Unknown(f"'{address}' is not a clause; only a clause has a history: write 'SLI 4.2'")
    edition = _edition(record, citation, day)
    life = life_of(record, edition, edition.clauses[_place(edition, citation.number)].number)
    lines = [f"{address} through the editions of {citation.agreement}, the newest first"]
    lines += [f"Lasting key: {life.key}"] if life.key else []
    for label, decisions in (
        ("Agreed, but not yet in the text", life.outstanding),
        ("Repealed by", (life.repealed,) if life.repealed else ()),
    ):
        lines += [f"{label}: {listed(map(str, decisions))}"] if decisions else []
    lines += [f"Became part of: {life.merged}"] if life.merged else []
    for stage in reversed(life.stages):
        lines += ["", *_stage(record, stage)]
    return "\n".join(lines)


def _stage(record: Record, stage: Stage) -> list[str]:
    edition, front = stage.edition, stage.edition.file.front
    lines = [_edition_heading(record, edition)]
    if stage.decisions:
        lines.append(f"  Changed by {listed(map(str, stage.decisions))}")
    if front.adopted_by:
        lines.append(f"  Adopted by {front.adopted_by}")
    elif front.adopted_on:
        lines.append(f"  Adopted on {in_words(front.adopted_on)}")
    for change in stage.changes:
        lines.append(f"  {change.sentence}")
        if change.kind not in SAME_WORDS:
            lines.append(f"    {in_marks(change.redline)}")
    for number in stage.numbers:
        if number_key(number) in edition.by_key:
            lines.append(f"  {number}: {clause_words(edition, number)}")
    return lines


def _clause(record: Record, citation: addresses.Clause, day: date) -> str:
    edition = _edition(record, citation, day)
    lines = [_edition_heading(record, edition)]
    key = number_key(citation.number)
    named = edition.clauses[_place(edition, citation.number)] if key else None
    shown: set[int] = set()
    for block in edition.file.text.blocks:
        if block.clause < 0 and not key:
            lines += ["", block.text]
        elif block.clause >= 0 and block.clause not in shown:
            shown.add(block.clause)
            clause, words = edition.clauses[block.clause], edition.texts[block.clause]
            if not key or clause.key == key or clause.key.startswith(f"{key}."):
                first = f"{clause.number} {clause.title}".strip()
                lines += ["", f"{first}\n\n{words}".strip() if clause.title else f"{first} {words}".strip()]
    if named:
        lines += _mentions(record.mentions_of(edition.clause_address(named)))
    return "\n".join(lines)


def _edition(record: Record, citation: addresses.Clause, day: date) -> Edition:
    """Return the edition that an address names, or that was in force on a day."""
    if held := record.meetings_of(citation.agreement):
        raise Unknown(
            f"'{citation.agreement}' is a body; name one of its meetings, such as '{held[-1].address}'"
        )
    if citation.agreement not in record.agreements:
        hint = did_you_mean(
            citation.agreement, record.agreements, f"there is {listed(record.agreements) or 'none'}"
        )
        raise Unknown(f"there is no agreement '{citation.agreement}'; {hint}")
    if citation.edition:
        edition = record.edition(citation.agreement, citation.edition)
        missing = f"{citation.agreement} has no edition '{citation.edition}'"
    else:
        edition = record.in_force(citation.agreement, day)
        missing = f"no edition of {citation.agreement} is in force on {in_words(day)}"
    if edition is None:
        names = [each.address for each in record.agreements[citation.agreement].editions]
        raise Unknown(f"{missing}; its editions are {listed(names) or 'none'}")
    return edition


def _place(edition: Edition, number: str) -> int:
    """Return which of an edition's clauses bears a number."""
    key = number_key(number)
    if key not in edition.by_key:
        numbers = [clause.number for clause in edition.clauses]
        ends = f"it goes from {numbers[0]} to {numbers[-1]}" if numbers else "it has no clauses"
        hint = did_you_mean(number, numbers, ends)
        raise Unknown(f"{edition.address} has no clause {number}; {hint}")
    return edition.by_key[key]


def _edition_heading(record: Record, edition: Edition) -> str:
    front = edition.file.front
    title = record.agreements[edition.agreement].file.form.title
    begins = f" from {in_words(front.in_force_from)}" if front.in_force_from else ""
    ends = f" until {in_words(front.in_force_until)}" if front.in_force_until else ""
    return f"{title}, edition {edition.name} ({edition.address}): {front.status}{begins}{ends}"


def _mentions(references: tuple[Reference, ...]) -> list[str]:
    if not references:
        return []
    rows = [f"  {ref.relation} in {ref.source or ref.path} ({ref.path}:{ref.line})" for ref in references]
    return ["", "Named by:", *rows]


def _meeting(record: Record, citation: addresses.Meeting) -> str:
    meeting = record.meeting(citation)
    if meeting is None:
        known = [str(each.address) for each in record.meetings]
        hint = did_you_mean(str(citation.meeting), known, f"the record has {len(known)} meetings")
        raise Unknown(f"there are no minutes of {citation.meeting}; {hint}")
    if not citation.entry:
        return "\n".join(_whole_meeting(record, meeting))
    entry = record.entry(citation)
    if entry is None:
        entries = [each.number for each in meeting.entries]
        hint = f"they have {listed(entries)}" if entries else "they have no decisions or actions"
        raise Unknown(f"the minutes of {meeting.address} have no {citation.entry}; {hint}")
    lines = [f"{citation} ({meeting.document.path}:{entry.line})", "", *_entry(entry)]
    if isinstance(entry, Item):
        lines += [f"  {e.number}: {_first_line(e)}" for e in meeting.entries if e.item == entry.number]
    return "\n".join([*lines, *_mentions(record.mentions_of(str(citation)))])


def _whole_meeting(record: Record, meeting: MeetingFile) -> list[str]:
    front = meeting.front
    body = record.bodies.get(meeting.body)
    lines = [
        f"{body.name if body else meeting.body}, {in_words(front.day)} ({meeting.address}): {front.status}"
    ]
    for label, councils in (
        ("Present", front.present),
        ("Represented", front.represented),
        ("Apologies", front.apologies),
        ("Absent", front.absent),
    ):
        if councils:
            lines.append(f"{label}: {', '.join(record.council_short(key) for key in councils)}")
    for item in meeting.items:
        lines += ["", f"{item.number}. {item.title}"]
        lines += [f"  {e.number}: {_first_line(e)}" for e in meeting.entries if e.item == item.number]
    return lines


def _first_line(entry: Decision | Action) -> str:
    return entry.words.strip().partition("\n")[0]


def _entry(entry: Decision | Action | Item) -> list[str]:
    if isinstance(entry, Item):
        return [f"{entry.number}. {entry.title}"]
    details: list[tuple[str, str]] = []
    if isinstance(entry, Decision):
        details = [
            ("Amends", listed(map(str, entry.amends))),
            ("Supersedes", listed(map(str, entry.supersedes))),
            ("Concerns", listed(entry.concerns)),
        ]
    else:
        due, closed = (in_words(day) if day else "" for day in (entry.due, entry.closed))
        details = [("Owner", entry.owner), ("Due", due), ("State", str(entry.state)), ("Closed", closed)]
    return [*(f"{name}: {value}" for name, value in details if value), "", entry.words.strip()]
