"""What the record proves and what it does not: made from the record, so that nobody has to remember it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from concordat.amendments import amendments
from concordat.corrections import standing
from concordat.dates import in_words
from concordat.index import Edition
from concordat.model.forms import EditionStatus, MeetingStatus
from concordat.model.records import MeetingFile
from concordat.places import Place
from concordat.record import Record
from concordat.seal import digest
from concordat.views.cells import Cell, linked
from concordat.views.editions import progress

_SIGNED = (EditionStatus.FOR_SIGNATURE, EditionStatus.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that can be asked of a record: the answer in a sentence, and what it is about."""

    title: str
    sentence: str
    mark: str  # "sound", or "open" where something is missing
    cells: tuple[Cell, ...] = ()


def proofs(record: Record) -> list[Proof]:
    """Return what is proven and what is not, as on the record's day."""
    return [
        *_texts(record),
        _unconfirmed(record),
        _unsigned(record),
        _unrecorded(record),
        _unwritten(record),
        _waiting(record),
    ]


def _texts(record: Record) -> Iterator[Proof]:
    """Whether the signatures under each edition are for the text that stands here."""
    for edition in record.editions():
        if not edition.signatures:
            continue
        good = standing(edition, digest(edition.file.text))
        same = sum(1 for signature in edition.signatures if signature.digest in good)
        count = len(edition.signatures)
        corrected = ", or before its recorded corrections" if len(good) > 1 else ""
        whole = f"name the digest of the text as it stands here{corrected}."
        sentence = (
            f"All {count} signatures {whole}" if same == count else f"{same} of {count} signatures {whole}"
        )
        yield Proof(
            f"The text of {edition.address}",
            f"{sentence} That those offices signed rests on the evidence that each signature names.",
            "sound" if same == count else "open",
            (Cell(_title(record, edition), Place(edition.path)),),
        )


def _title(record: Record, edition: Edition) -> str:
    return f"{record.agreements[edition.agreement].file.form.title}, edition {edition.name}"


def _answer(title: str, none: str, some: str, cells: list[Cell]) -> Proof:
    return Proof(title, some if cells else none, "open" if cells else "sound", tuple(cells))


def _meeting(meeting: MeetingFile) -> Cell:
    return Cell(f"{meeting.body} {in_words(meeting.front.day)}", Place(meeting.document.path))


def _unconfirmed(record: Record) -> Proof:
    drafts = [_meeting(each) for each in record.meetings if each.front.status is MeetingStatus.DRAFT]
    return _answer(
        "Minutes that nobody has confirmed",
        "All minutes have been approved by a later meeting.",
        "These minutes are drafts. Their decisions and actions may still be corrected.",
        drafts,
    )


def _unsigned(record: Record) -> Proof:
    cells = []
    for edition in record.editions():
        have, due = progress(record, edition)
        if edition.file.front.status in _SIGNED and have < due:
            cells.append(Cell(f"{_title(record, edition)}: {due - have} of {due}", Place(edition.path)))
    return _answer(
        "Missing signatures",
        "Every edition that is in force or open for signature has all its signatures.",
        "These editions lack signatures.",
        cells,
    )


def _unrecorded(record: Record) -> Proof:
    cells = []
    for meeting in record.meetings:
        if not meeting.front.status.held or meeting.body not in record.bodies:
            continue
        front = meeting.front
        counted = {*front.present, *front.represented, *front.apologies, *front.absent}
        members = record.in_being_of(record.bodies[meeting.body].councils, front.day)
        missing = sum(1 for key in members if key not in counted)
        if missing:
            cells.append(
                Cell(
                    f"{meeting.body} {in_words(front.day)}: {missing} of {len(members)}",
                    Place(meeting.document.path),
                )
            )
    return _answer(
        "Gaps in attendance",
        "For every meeting held the record says of each council whether it took part.",
        "For these meetings the record does not say of every council whether it took part.",
        cells,
    )


def _unwritten(record: Record) -> Proof:
    past = [
        _meeting(each)
        for each in record.meetings
        if each.front.status is MeetingStatus.AGENDA and each.front.day < record.today
    ]
    return _answer(
        "Meetings without minutes",
        "Every meeting of the past has minutes.",
        "The day of these meetings has passed, and the record has only their agenda.",
        past,
    )


def _waiting(record: Record) -> Proof:
    waiting = dict.fromkeys(
        (str(each.decision), each.clause) for each in amendments(record) if each.carried_by is None
    )
    cells = []
    for decision, clause in waiting:
        cells.append(Cell("", items=(linked(record, clause), linked(record, decision))))
    return _answer(
        "Changes agreed, but not yet in the text",
        "Every agreed change is in the text in force.",
        "Until an edition in force carries them these clauses keep their words. "
        "Beside each stands the decision.",
        cells,
    )
