"""Sealing a text and signing it: what is written, and why it may be refused.

Only the commands `seal` and `sign` do either. No check ever signs, seals or approves anything.
"""

from __future__ import annotations

from datetime import date

from concordat.dates import in_words
from concordat.edit import add_signature, set_seal
from concordat.index import Edition
from concordat.model.forms import EditionStatus, Signature
from concordat.record import Record
from concordat.seal import clause_digests, digest

_SEALABLE = (EditionStatus.DRAFT, EditionStatus.FOR_SIGNATURE)


class Refused(Exception):
    """Why a text is not sealed or a signature is not recorded; the message says what to do."""


def seal(edition: Edition, text: str, *, opened: date) -> str:
    """Return `signatures.yml` with the seal of an edition. `text` is the file as it is, or "".

    Raises Refused for a text that is or was in force, and for one that bears signatures of another
    text.
    """
    now = digest(edition.file.text)
    form = edition.signatures_file.form if edition.signatures_file else None
    if edition.file.front.status not in _SEALABLE:
        status = edition.file.front.status
        raise Refused(
            f"{edition.address} is {status}: its text was sealed before it was signed, and stays as it is"
        )
    others = [signature for signature in form.signatures if signature.digest != now] if form else []
    if others:
        one = len(others) == 1
        raise Refused(
            f"{'1 signature' if one else f'{len(others)} signatures'} of {edition.address} "
            f"{'is' if one else 'are'} for another text; restore the words that were signed, "
            f"or remove {'that signature' if one else 'those signatures'} first"
        )
    if form and form.seal == now and form.clauses == clause_digests(edition.file.text):
        raise Refused(f"{edition.address} is sealed already, and its text has not changed")
    return set_seal(text, now, clause_digests(edition.file.text), opened)


def sign(record: Record, edition: Edition, text: str, signature: Signature) -> str:
    """Return `signatures.yml` with one more signature, for the sealed text.

    `text` is the file as it is. Raises Refused where the signature would be a finding.
    """
    form = edition.signatures_file.form if edition.signatures_file else None
    if edition.file.front.status is EditionStatus.DRAFT:
        raise Refused(f"{edition.address} is a draft; set its status to for-signature first")
    if form is None or form.seal is None:
        raise Refused(f"{edition.address} is not sealed; run 'concordat seal {edition.address}' first")
    if form.seal != digest(edition.file.text):
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
    return add_signature(text, signature.model_copy(update={"digest": form.seal}))


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
