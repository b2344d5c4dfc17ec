"""Sealing a text, signing it, correcting a slip in it: what is written, and why it may be refused.

Only the commands `seal`, `sign` and `correct` do any of it. No check ever signs, seals, corrects or
approves anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from concordat import addresses
from concordat.corrections import Change, corrected_lines, digests_by, judge, standing, undo
from concordat.dates import in_words
from concordat.edit import add_correction, add_signature, set_seal
from concordat.findings import listed
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.model.records import Decision
from concordat.model.signatures import Signature, SignaturesForm, TextCorrection
from concordat.record import Record
from concordat.seal import FORMS, Line, clause_digests, digest, digest_of, lines, statement
from concordat.slips import Slip
from concordat.wording import excerpts

_SEALABLE = (EditionStatus.DRAFT, EditionStatus.FOR_SIGNATURE)


class Refused(Exception):
    """Why a text is not sealed or a signature is not recorded; the message says what to do."""


def seal(edition: Edition, text: str, *, on: date | None, today: date) -> str:
    """Return `signatures.yml` with the seal of an edition. `text` is the file as it is, or "".

    It is open for signature from the day `on`; without one from the day that stands there, else today.
    Raises Refused for a text that is or was in force, and for one that bears signatures of another
    text, or of a day before.
    """
    now = digest(edition.file.text)
    form = edition.signatures_file.form if edition.signatures_file else None
    if edition.file.front.status not in _SEALABLE:
        status = edition.file.front.status
        raise Refused(
            f"{edition.address} is {status}: its text was sealed before it was signed, and stays as it is"
        )
    _check_form(edition, form)
    if form and form.corrections:
        raise Refused(
            f"{edition.address} has recorded corrections; record a further one with 'concordat correct', "
            "or take them out with the seal they belong to"
        )
    others = [signature for signature in form.signatures if signature.digest != now] if form else []
    if others:
        one = len(others) == 1
        raise Refused(
            f"{'1 signature' if one else f'{len(others)} signatures'} of {edition.address} "
            f"{'is' if one else 'are'} for another text; restore the words that were signed, "
            f"or remove {'that signature' if one else 'those signatures'} first"
        )
    written = form.opened if form else None
    opened = on or written or today
    _check_opening(edition, opened)
    digests = clause_digests(edition.file.text)
    if form and (form.seal, form.clauses, written) == (now, digests, opened):
        raise Refused(f"{edition.address} is sealed already, and its text has not changed")
    return set_seal(text, now, digests, None if opened == written else opened)


def _check_opening(edition: Edition, opened: date) -> None:
    earlier = [each for each in edition.signatures if each.day < opened]
    if earlier:
        who = f"{earlier[0].council} {earlier[0].office}"
        raise Refused(
            f"{who} signed {edition.address} on {in_words(earlier[0].day)}, before {in_words(opened)}; "
            "open it for signature on an earlier day with --on"
        )


def is_sealed(edition: Edition) -> bool:
    """Tell whether the text that stands is the sealed one, or corrected from it."""
    form = edition.signatures_file.form if edition.signatures_file else None
    return form is not None and form.seal in standing(edition, digest(edition.file.text))


def statement_of(edition: Edition) -> bytes:
    """Return what an SSH key signs for an edition's seal, the one that is there or that is to be written."""
    form = edition.signatures_file.form if edition.signatures_file else None
    seal = form.seal if form and form.seal and is_sealed(edition) else digest(edition.file.text)
    return statement(edition.address, form.form if form else FORMS[-1], seal)


def sign(record: Record, edition: Edition, text: str, signature: Signature) -> str:
    """Return `signatures.yml` with one more signature, for the sealed text as it was on the day of signing.

    `text` is the file as it is. Raises Refused where the signature would be a finding.
    """
    form = edition.signatures_file.form if edition.signatures_file else None
    if edition.file.front.status is EditionStatus.DRAFT:
        raise Refused(f"{edition.address} is a draft; set its status to for-signature first")
    if form is None or form.seal is None:
        raise Refused(f"{edition.address} is not sealed; run 'concordat seal {edition.address}' first")
    _check_form(edition, form)
    if not is_sealed(edition):
        raise Refused(
            f"the text of {edition.address} has changed since it was sealed; restore the sealed words"
        )
    _check_signatory(record, edition, signature)
    if form.opened and signature.day < form.opened:
        raise Refused(
            f"{in_words(signature.day)} is before {edition.address} was opened for signature, "
            f"on {in_words(form.opened)}"
        )
    last = edition.last_day
    if last and signature.day > last:
        raise Refused(
            f"{in_words(signature.day)} is after {edition.address}'s last day in force, {in_words(last)}"
        )
    if not signature.evidence:
        raise Refused("nothing says where the proof of the signature is kept; add it with --evidence")
    signed = digests_by(form, signature.day)[-1]
    return add_signature(text, signature.model_copy(update={"digest": signed}))


def _check_form(edition: Edition, form: SignaturesForm | None) -> None:
    if form is not None and form.form not in FORMS:
        known = listed(map(str, FORMS))
        raise Refused(
            f"the seal of {edition.address} is of form {form.form}; the forms known here are {known}"
        )


def text_to_correct(edition: Edition) -> str:
    """Return the digest of the text that a correction would start from: the sealed or last corrected one.

    Raises Refused where there is nothing that could be corrected.
    """
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or form.seal is None:
        raise Refused(f"{edition.address} is not sealed, so its text can still be changed as it is")
    _check_form(edition, form)
    last = form.corrections[-1].after if form.corrections else form.seal
    if last == digest(edition.file.text):
        raise Refused(
            f"no word of {edition.address} has changed since it was sealed; put the slip right in its text "
            "first (layout that moves no word needs no correction)"
        )
    return last


def correct(
    record: Record, edition: Edition, text: str, old: Sequence[Line], correction: TextCorrection
) -> tuple[str, list[Change]]:
    """Return `signatures.yml` with one more correction, and what it changes.

    `text` is the file as it is, `old` the canonical text before; of `correction` day, office, reason
    and decision count. Raises Refused where the correction would be a finding.
    """
    now = lines(edition.file.text)
    changed = corrected_lines(old, now)
    whole = correction.model_copy(
        update={"before": digest_of(old), "after": digest_of(now), "lines": tuple(changed)}
    )
    if whole.before != text_to_correct(edition):
        raise Refused(f"that is not the text of {edition.address} that was sealed: its digest is another")
    undone = undo(now, changed)
    if undone is None or digest_of(undone) != whole.before:
        raise Refused("a clause that lost or gained all its words cannot be recorded; make a new edition")
    _check_day(record, edition, whole)
    changes = list(judge(old, now, edition.other_instruments))
    if whole.decision is not None:
        _check_decision(record, whole.decision, whole.day)
    elif more := [change for change in changes if change.slip is Slip.WORDING]:
        before, after = excerpts(more[0].old, more[0].new)
        raise Refused(
            f"{more[0].clause or 'text without a number'} changes more than spelling, a cross-reference, "
            f"a title or layout: '{before}' became '{after}'; name the decision behind it with --decision, "
            "or make the change in a new edition"
        )
    return add_correction(text, whole), changes


def _check_day(record: Record, edition: Edition, correction: TextCorrection) -> None:
    form = edition.signatures_file.form if edition.signatures_file else SignaturesForm()
    if correction.day > record.today:
        raise Refused(f"{in_words(correction.day)} is in the future")
    earlier = [(form.opened, f"{edition.address} was opened for signature")]
    earlier += [(each.day, "the correction before it") for each in form.corrections[-1:]]
    for day, what in earlier:
        if day and correction.day < day:
            raise Refused(f"{in_words(correction.day)} is before {what}, on {in_words(day)}")


def _check_decision(record: Record, address: addresses.Meeting, day: date) -> None:
    meeting, decision = record.meeting(address), record.entry(address)
    if meeting is None or not isinstance(decision, Decision) or not meeting.front.status.held:
        raise Refused(
            f"the record has no decision '{address}'; correct the address, or add the minutes first"
        )
    if address.day > day:
        raise Refused(f"the decision '{address}' was made after {in_words(day)}")


def _check_signatory(record: Record, edition: Edition, signature: Signature) -> None:
    form = record.agreements[edition.agreement].file.form
    who = f"{signature.council} {signature.office}"
    if signature.council not in form.parties:
        parties = ", ".join(form.parties)
        raise Refused(f"{signature.council} is no party to {edition.agreement}; its parties are {parties}")
    if signature.office not in form.signing_offices:
        offices = ", ".join(form.signing_offices)
        raise Refused(
            f"{signature.office} does not sign {edition.agreement}; its signing offices are {offices}"
        )
    if any((s.council, s.office) == (signature.council, signature.office) for s in edition.signatures):
        raise Refused(f"{who} has signed {edition.address} already")
    if not record.in_being(signature.council, signature.day):
        name = record.council_name(signature.council, signature.day)
        raise Refused(f"{signature.council} ({name}) did not exist on {in_words(signature.day)}")
    if signature.day > record.today:
        raise Refused(f"{in_words(signature.day)} is in the future")
    if signature.deputy and not signature.authority:
        raise Refused(f"a deputy signs for {who} on somebody's authority; add --authority")
    council = record.councils[signature.council]
    term = record.term(signature.council, signature.office, signature.day)
    if council.terms.get(signature.office) and term is None:
        raise Refused(
            f"{in_words(signature.day)} is in no recorded term of {who}; add the term to councils.yml"
        )
    if term is not None and term.vacant and not signature.deputy:
        raise Refused(
            f"the office {who} was vacant on {in_words(signature.day)}; name the deputy with --deputy-for"
        )
