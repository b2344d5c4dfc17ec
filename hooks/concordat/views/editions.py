"""An edition's page."""

from __future__ import annotations

from concordat.amendments import outstanding
from concordat.dates import in_words
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.places import Place, agreement_page, council_page
from concordat.record import Record
from concordat.signatures import awaited
from concordat.views.cells import EDITION_STATUS, Cell, Fact, Head, Table, linked, period
from concordat.views.changes import neighbouring

SIGNATURES = "_signatures"
"""The anchor of the table of signatures; no key of a clause looks so."""


def edition_head(record: Record, edition: Edition) -> Head:
    """Return what stands at the top of an edition: its status, its dates, who adopted it."""
    front = edition.file.front
    facts = [Fact("Cited as", (Cell(edition.address),))]
    if front.adopted_by:
        facts.append(Fact("Adopted by", (linked(record, str(front.adopted_by)),)))
    elif front.adopted_on:
        facts.append(Fact("Adopted on", (Cell(in_words(front.adopted_on)),)))
    if front.in_force_from:
        facts.append(Fact("In force", (Cell(period(front.in_force_from, front.in_force_until)),)))
    if front.review_by:
        facts.append(Fact("To be reviewed by", (Cell(in_words(front.review_by)),)))
    if front.status is not EditionStatus.DRAFT:
        have, due = progress(record, edition)
        facts.append(Fact("Signatures", (Cell(f"{have} of {due}", Place(edition.path, SIGNATURES)),)))
    if edition.signatures_file and edition.signatures_file.form.seal:
        facts.append(Fact("Seal", (Cell(edition.signatures_file.form.seal, mark="digest"),)))
    if compared := neighbouring(record, edition):
        facts.append(Fact("What changed", tuple(compared)))
    status, sentence = EDITION_STATUS[front.status], _edition_sentence(record, edition)
    standing = f"{status.lower()}, not in force"
    if front.in_force_from and edition.in_force_on(front.in_force_from):
        days = period(front.in_force_from, edition.last_day)
        standing = f"in force {days[0].lower()}{days[1:]}"
    cite = f"{edition.agreement} agreement, edition {edition.name}"
    return Head(status, str(front.status), sentence, tuple(facts), cite, standing, Place(edition.path))


def _edition_sentence(record: Record, edition: Edition) -> str:
    current = record.in_force(edition.agreement, record.today)
    if current is edition:
        return (
            f"This is the text in force on {in_words(record.today)}. {_up_to_date(record, edition)}".rstrip()
        )
    where = f" Edition {current.name} is in force." if current else " No edition is in force."
    return {
        EditionStatus.DRAFT: "This is a draft. It is not in force and nobody has signed it.",
        EditionStatus.FOR_SIGNATURE: "This text is open for signature. It is not in force.",
        EditionStatus.SUPERSEDED: "This text is no longer in force.",
        EditionStatus.WITHDRAWN: "This text was withdrawn.",
    }.get(edition.file.front.status, "This text is not in force today.") + where


def _up_to_date(record: Record, edition: Edition) -> str:
    """Return how far the text follows what has been decided; "" where nothing amends it."""
    waiting = {(each.decision, each.number) for each in outstanding(record, edition)}
    days = [m.front.day for m in record.meetings if m.front.status.held and m.front.day <= record.today]
    if not waiting or not days:
        return ""
    count = f"{len(waiting)} agreed change{'s are' if len(waiting) > 1 else ' is'}"
    return f"Up to date with decisions to {in_words(max(days))}; {count} not yet in this text."


def in_force_place(record: Record, edition: Edition) -> Place | None:
    """Return the agreement's page, where another edition than this one is in force."""
    current = record.in_force(edition.agreement, record.today)
    if current is None or current is edition:
        return None
    return Place(agreement_page(record, edition.agreement))


def signatures(record: Record, edition: Edition) -> Table | None:
    """Return parties by signing offices, with the date of each signature; None for a draft."""
    if edition.file.front.status is EditionStatus.DRAFT:
        return None
    form = record.agreements[edition.agreement].file.form
    signed = {(s.council, s.office): s for s in edition.signatures}
    waited = awaited(record, edition)
    rows = []
    for key in bound(record, edition):
        days = [s.day for s in edition.signatures if s.council == key]
        name = record.council_name(key, min(days) if days else record.today)
        cells = [Cell(name, Place(council_page(key)))]
        for office in form.signing_offices:
            signature = signed.get((key, office))
            if signature is None:
                until = waited.get(key)
                said = (
                    f"Not signed; it has until {in_words(until)}" if until else _missing(record, edition, key)
                )
                cells.append(Cell(said, mark="" if until else "missing"))
                continue
            deputy = f" by {signature.deputy}" if signature.deputy else ""
            cells.append(Cell(f"{in_words(signature.day)}{deputy}", mark="signed"))
        rows.append(tuple(cells))
    have, due = progress(record, edition)
    columns = ("Council", *(record.offices.get(office, office) for office in form.signing_offices))
    caption = f"Signatures of edition {edition.name}: {have} of {due}"
    return Table(caption, columns, tuple(rows), anchor=SIGNATURES)


def _missing(record: Record, edition: Edition, key: str) -> str:
    """Return that a signature is missing, and since when it could have been given."""
    file, council = edition.signatures_file, record.councils.get(key)  # unknown while councils.yml is faulty
    opened = (file.form.opened if file else None) or edition.file.front.in_force_from
    since = max((day for day in (opened, council.first if council else None) if day), default=None)
    return f"Not signed, open since {in_words(since)}" if since else "Not signed"


def progress(record: Record, edition: Edition) -> tuple[int, int]:
    """Return how many signatures an edition has, and how many it needs."""
    offices = record.agreements[edition.agreement].file.form.signing_offices
    return len(edition.signatures), len(bound(record, edition)) * len(offices)


def bound(record: Record, edition: Edition) -> list[str]:
    """Return the parties that signed an edition or still have to."""
    parties = record.agreements[edition.agreement].file.form.parties
    return [key for key in parties if _bound(record, edition, key)]


def _bound(record: Record, edition: Edition, key: str) -> bool:
    """Tell whether a party signed an edition, or still has to: it exists in the time that counts."""
    if any(signature.council == key for signature in edition.signatures):
        return True
    last = edition.file.front.in_force_until
    return key in record.parties(edition.agreement, min(last, record.today) if last else record.today)
