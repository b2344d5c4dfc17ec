"""A council's page: its names, its offices, what it signed and what has changed since, what concerns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from concordat.amendments import changes_between
from concordat.corrections import judge, spread
from concordat.dates import in_words
from concordat.findings import listed
from concordat.index import Agreement, Edition
from concordat.model.forms import EditionStatus, Term
from concordat.model.records import Action, Decision, MeetingFile
from concordat.model.registers import Register
from concordat.model.signatures import Signature
from concordat.places import Place, council_page
from concordat.record import Record
from concordat.seal import digest, lines
from concordat.signatures import awaited, missing_signatures
from concordat.views.cells import ATTENDANCE, EDITION_STATUS, Cell, Fact, Table, dated, linked
from concordat.views.changes import changes_path
from concordat.views.concerns import Concerns, Entry, council_today
from concordat.views.registers import ACTION_COLUMNS, action_row, opening
from concordat.views.rewording import Rewording, rewordings_of_clauses, rewordings_of_lines

_SHOWN = 20  # rows of a list; the rest is in the register
_OPEN = (EditionStatus.FOR_SIGNATURE, EditionStatus.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since offices signed an edition: a sentence, links, words before and after."""

    title: str
    sentence: str
    links: tuple[Cell, ...]
    before: str
    after: str
    rows: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """What a council's page shows, from its names to what concerns it."""

    facts: tuple[Fact, ...]
    signatures: Table
    since: tuple[Since, ...]
    tables: tuple[Table, ...]
    nothing: str  # which tables would be empty, in a sentence; "" where none would
    registers: tuple[Cell, ...]


def council_pages(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield the path, the title and the key of each council's page."""
    for key in record.councils:
        yield council_page(key), council_today(record, key), key


def council(record: Record, concerns: Concerns, key: str) -> CouncilPage:
    """Return what a council's page shows."""
    entries = concerns.by_council.get(key, [])
    tables = (
        *_terms(record, key),
        _attendance(record, key),
        *_actions(record, entries),
        _decisions(record, entries),
    )
    since = [each for name in record.agreements for each in _since(record, record.agreements[name], key)]
    empty = [table.caption.partition(",")[0].partition(":")[0].lower() for table in tables if not table.rows]
    return CouncilPage(
        _facts(record, key),
        _signatures(record, key),
        tuple(since),
        tuple(table for table in tables if table.rows),
        f"Nothing is recorded as {listed(empty, 'or')}." if empty else "",
        tuple(_registers(record, key, entries)),
    )


def _registers(record: Record, key: str, entries: list[Entry]) -> Iterator[Cell]:
    """Yield links to the registers, narrowed to a council where they have something of it."""
    named = {Register.ATTENDANCE: "attendance", Register.ACTIONS: "actions", Register.DECISIONS: "decisions"}
    kinds = {Register.ACTIONS: Action, Register.DECISIONS: Decision}
    for page in record.pages:
        register = page.front.shows
        if register in named:
            kind = kinds.get(register)
            has = kind is not None and any(isinstance(entry, kind) for _, entry in entries)
            query = urlencode({"council": council_today(record, key)}) if has else ""
            name = f"All {'its ' if has else ''}{named[register]}"
            yield Cell(name, Place(page.document.path, query=query))


def _facts(record: Record, key: str) -> tuple[Fact, ...]:
    form = record.councils[key]
    before = [other for other, each in record.councils.items() if key in each.successors]
    bodies = [body.name for body in record.bodies.values() if key in body.councils]
    facts = [
        Fact("Key", (Cell(key),)),
        Fact("Names", tuple(Cell(dated(each.name, each.first, each.last)) for each in form.names)),
        Fact("GSS codes", tuple(Cell(dated(each.code, each.first, each.last)) for each in form.codes)),
        Fact(
            "In being",
            (Cell(dated("", form.first, form.last).strip(" ()")),) if form.first or form.last else (),
        ),
        Fact("Took the place of", tuple(_council(record, other) for other in before)),
        Fact("Succeeded by", tuple(_council(record, other) for other in form.successors)),
        Fact("Kind", (Cell(form.type),) if form.type else ()),
        Fact("Combined authority", (Cell(form.combined_authority),) if form.combined_authority else ()),
        Fact("Belongs to", tuple(map(Cell, bodies))),
    ]
    return tuple(fact for fact in facts if fact.cells)


def _council(record: Record, key: str) -> Cell:
    form = record.councils.get(key)
    return Cell(form.names[-1].name, Place(council_page(key))) if form else Cell(key)


def _office(record: Record, office: str) -> str:
    return record.offices.get(office, office)


def _title(record: Record, edition: Edition) -> Cell:
    title = record.agreements[edition.agreement].file.form.title
    return Cell(f"{title}, edition {edition.name}", Place(edition.path))


def _signatures(record: Record, key: str) -> Table:
    """Return each signature of a council by edition and office, and those that are missing, latest first."""
    rows = []
    for edition in (each for name in record.agreements for each in record.agreements[name].editions[::-1]):
        for each in edition.signatures:
            if each.council == key:
                rows.append(
                    (
                        _title(record, edition),
                        Cell(_office(record, each.office)),
                        Cell(_signed(each), mark="signed"),
                        Cell(each.evidence or ""),
                    )
                )
        if edition.file.front.status in _OPEN:
            until = awaited(record, edition).get(key)
            for council_key, office in missing_signatures(record, edition):
                if council_key == key:
                    said = f"Not signed; it has until {in_words(until)}" if until else "Not signed"
                    missing = Cell(said, mark="" if until else "missing")
                    rows.append((_title(record, edition), Cell(_office(record, office)), missing, Cell("")))
    columns = ("Edition", "Office", "Signed", "Where the proof is kept")
    return Table("By edition and office, latest first", columns, tuple(rows), "It has signed nothing here.")


def _signed(signature: Signature) -> str:
    deputy = f" by {signature.deputy}, on the authority of {signature.authority}" if signature.deputy else ""
    return f"{in_words(signature.day)}{deputy}"


def _since(record: Record, agreement: Agreement, key: str) -> Iterator[Since]:
    """Yield what has changed since a council signed the latest edition that it has signed."""
    signed = [e for e in agreement.editions if any(s.council == key for s in e.signatures)]
    if not signed:
        return
    edition = signed[-1]
    by_digest: dict[str, list[Signature]] = {}
    for each in edition.signatures:
        if each.council == key:
            by_digest.setdefault(each.digest, []).append(each)
    for signed_digest, group in by_digest.items():
        yield _since_signing(record, agreement, edition, signed_digest, group)


def _since_signing(
    record: Record, agreement: Agreement, edition: Edition, signed_digest: str, group: list[Signature]
) -> Since:
    offices = listed(f"the {_office(record, each.office)} on {in_words(each.day)}" for each in group)
    title = f"{agreement.file.form.title}, edition {edition.name}"
    since, rows = _within(record, edition, signed_digest)
    current = record.in_force(agreement.short_name, record.today)
    links = [Cell(f"Read edition {edition.name}", Place(edition.path))]
    before, after = "As signed", "As it stands"
    if current is edition:
        since += " It is in force."
    elif current is None or current not in _later(agreement, edition):
        since += " It is not in force."
    else:
        changed = [*rewordings_of_clauses(current, changes_between(record, edition, current))]
        many = "1 clause differs" if len(changed) == 1 else f"{len(changed)} clauses differ"
        since += f" Edition {current.name} is in force now; {many} from what was signed."
        rows += changed
        before, after = f"Edition {edition.name}", f"Edition {current.name}"
        links.append(_comparison(agreement, edition, current, f"All changes up to edition {current.name}"))
    for other in _later(agreement, edition):
        if other is not current:
            status = EDITION_STATUS[other.file.front.status].lower()
            links.append(
                _comparison(agreement, edition, other, f"What edition {other.name} ({status}) changes")
            )
    since = f"Signed by {offices}. {since}"
    return Since(title, since, tuple(links), before, after, tuple(rows[: _SHOWN * 2]))


def _within(record: Record, edition: Edition, signed_digest: str) -> tuple[str, list[Rewording]]:
    """Return what was corrected in an edition since it was signed: a sentence, and the words."""
    now = tuple(lines(edition.file.text))
    known = {**record.past, **spread(edition, {digest(edition.file.text): now})}
    if signed_digest not in known:
        return "The text has changed since, and the words that were signed are not known here.", []
    rows = [*rewordings_of_lines(edition, judge(known[signed_digest], now, edition.other_instruments))]
    if not rows:
        return "No word of this edition has changed since.", []
    count = "1 line of this edition was" if len(rows) == 1 else f"{len(rows)} lines of this edition were"
    return f"{count} corrected since.", rows


def _later(agreement: Agreement, edition: Edition) -> tuple[Edition, ...]:
    return agreement.editions[agreement.editions.index(edition) + 1 :]


def _comparison(agreement: Agreement, old: Edition, new: Edition, words: str) -> Cell:
    return Cell(words, Place(changes_path(agreement.file.folder, old, new)))


def _terms(record: Record, key: str) -> Iterator[Table]:
    terms = record.councils[key].terms
    rows = [
        (Cell(_office(record, office)), Cell(_days(term)), Cell(_held(term)))
        for office, row in terms.items()
        for term in row[::-1]
    ]
    if rows:
        yield Table("Terms of office; holders are not named", ("Office", "When", "Held"), tuple(rows))


def _days(term: Term) -> str:
    words = dated("", term.first, term.last).strip(" ()")
    return f"{words[0].upper()}{words[1:]}" if words else "Throughout"


def _held(term: Term) -> str:
    if not term.vacant:
        return "In office"
    deputy = f"; {term.deputy} acted" if term.deputy else ""
    return (
        f"Vacant{deputy}{f', on the authority of {term.authority}' if term.deputy and term.authority else ''}"
    )


def _attendance(record: Record, key: str) -> Table:
    """Return how a council took part in the latest meetings of its bodies."""
    took = [
        (meeting, way)
        for meeting in sorted(record.meetings, key=lambda each: each.front.day, reverse=True)
        if (way := next((name for name in ATTENDANCE if key in getattr(meeting.front, name)), None))
    ]
    rows = []
    for meeting, way in took[:_SHOWN]:
        post = f" by {meeting.front.represented[key]}" if way == "represented" else ""
        said = Cell(f"{ATTENDANCE[way]}{post}", mark=way)
        rows.append((linked(record, str(meeting.address)), said))
    came = sum(1 for _, way in took if way in ("present", "represented"))
    caption = f"Attendance: present or represented at {came} of {len(took)} meetings"
    return Table(_capped(caption, len(took)), ("Meeting", "Attendance"), tuple(rows))


def _capped(caption: str, number: int) -> str:
    return f"{caption}, latest {_SHOWN} shown" if number > _SHOWN else caption


def _actions(record: Record, entries: list[Entry]) -> Iterator[Table]:
    """Yield the open and the past actions that concern a council, latest first."""
    found: dict[bool, list[tuple[str, Action]]] = {True: [], False: []}
    for meeting, entry in entries:
        if isinstance(entry, Action):
            address = f"{meeting.address} {entry.number}"
            found[record.is_open(address, entry)].append((address, entry))
    for is_open, name in ((True, "Open actions"), (False, "Past actions")):
        caption = f"{name}, of this council or naming it, as of {in_words(record.today)}"
        rows = tuple(action_row(record, *each) for each in found[is_open][:_SHOWN])
        yield Table(_capped(caption, len(found[is_open])), ACTION_COLUMNS, rows)


def _decisions(record: Record, entries: list[Entry]) -> Table:
    made = [(meeting, entry) for meeting, entry in entries if isinstance(entry, Decision)]
    rows = tuple(_decision(record, meeting, entry) for meeting, entry in made[:_SHOWN])
    caption = _capped("Decisions, concerning or naming this council", len(made))
    return Table(caption, ("Decision", "What was decided"), rows)


def _decision(record: Record, meeting: MeetingFile, entry: Decision) -> tuple[Cell, ...]:
    return linked(record, f"{meeting.address} {entry.number}"), Cell(opening(entry.words))
