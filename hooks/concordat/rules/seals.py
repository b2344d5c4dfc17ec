"""Rules about seals: the text that stands is the text that was sealed, and that was signed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from concordat.corrections import Change, judge, standing
from concordat.findings import Finding, checked_by, did_you_mean, error, listed
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.record import Record
from concordat.rules.signing import SIGNED_WHOLE, readable, signatory, signature_place
from concordat.seal import FORMS, Line, clause_digests, digest, lines
from concordat.signatures import stale_digests
from concordat.wording import excerpts

_SEALED = (EditionStatus.FOR_SIGNATURE, *SIGNED_WHOLE)
_SHOWN = 4  # clauses of which a message quotes the words


@checked_by(error("seal-form", "A seal made by a form that is not known"))
def seal_form(record: Record) -> Iterator[Finding]:
    """Find seals whose canonical form is not one that can be recomputed here."""
    for edition in record.editions():
        form = edition.signatures_file.form.form if edition.signatures_file else FORMS[-1]
        if form not in FORMS:
            known = [str(each) for each in FORMS]
            yield seal_form.at(
                signature_place(edition, "form"),
                f"the seal of {edition.address} is of form {form}, which is not known here",
                did_you_mean(
                    str(form),
                    known,
                    f"the forms known are {listed(known)}; is it a slip, or is a newer Concordat needed?",
                ),
                subject=edition.address,
            )


@checked_by(error("seal-mismatch", "The seal of an edition is missing, or is not that of its text"))
def seal_mismatch(record: Record) -> Iterator[Finding]:
    """Find editions open for signature, or signed, whose seal is not the digest of their text.

    A text that was corrected, step by step, keeps its seal.
    """
    for edition in readable(record):
        form = edition.signatures_file.form if edition.signatures_file else None
        if edition.file.front.status not in _SEALED or (form and form.form not in FORMS):
            continue
        now, place = digest(edition.file.text), signature_place(edition, "seal")
        if form is None or form.seal is None:
            message = f"{edition.address} is {edition.file.front.status}, but its text is not sealed"
            for_signature = edition.file.front.status is EditionStatus.FOR_SIGNATURE
            by_hand = f"write 'seal: {now}' into its signatures.yml"
            hint = f"run 'concordat seal {edition.address}'" if for_signature else by_hand
            yield seal_mismatch.at(place, message, hint, subject=edition.address)
        elif form.seal not in standing(edition, now):
            last = form.corrections[-1].after if form.corrections else form.seal
            if last == now:
                continue  # the corrections do not lead here from the seal: correction-chain says so
            message = f"the seal of {edition.address} is for another text: {last[:19]}…, not {now[:19]}…"
            hint = f"restore the words that were sealed{_otherwise(edition)}"
            yield seal_mismatch.at(place, message, hint, subject=edition.address)


def _otherwise(edition: Edition) -> str:
    if not edition.signatures:
        return f", or, as nobody has signed yet, run 'concordat seal {edition.address}'"
    return f"; if a slip was put right, run 'concordat correct {edition.address}'"


@checked_by(error("signature-digest", "A signature for other words than those that stand there"))
def signature_digest(record: Record) -> Iterator[Finding]:
    """Find signatures for another text than the one that stands; those for one other text together."""
    for edition in record.editions():
        chained = _chained(edition)
        for other, group in stale_digests(edition).items():
            if other in chained:
                continue
            who = [
                signatory(record, edition.signatures[i].council, edition.signatures[i].office) for i in group
            ]
            shown = listed(who if len(who) <= 4 else [*who[:3], f"{len(who) - 3} more"])
            message = f"{shown} signed another text than this one: {_difference(record, edition, other)}"
            hint = "restore the words that were signed; new words need an edition and signatures of their own"
            signed = _edition_with(record, edition, other)
            if signed is not None:
                message = f"{shown} signed the text of {signed.address}, not this one"
                file = f"{posixpath.dirname(signed.path)}/signatures.yml"
                hint = f"move the signature to {file}, or correct its digest"
            yield signature_digest.at(
                signature_place(edition, "signatures", group[0], "digest"),
                message,
                hint,
                subject=edition.address,
                related=[signature_place(edition, "signatures", at, "digest") for at in group[1:6]],
            )


def _chained(edition: Edition) -> set[str]:
    """Return the digests of corrections that end in the text as it is: of them correction-chain tells."""
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or not form.corrections or form.corrections[-1].after != digest(edition.file.text):
        return set()
    return {
        form.seal or "",
        *(each.before for each in form.corrections),
        *(each.after for each in form.corrections),
    }


def _edition_with(record: Record, edition: Edition, other: str) -> Edition | None:
    """Return another edition of an agreement whose text has a digest, or None."""
    editions = record.agreements[edition.agreement].editions
    return next((each for each in editions if each is not edition and digest(each.file.text) == other), None)


def _difference(record: Record, edition: Edition, other: str) -> str:
    """Return what changed since a text was signed: its words, its clauses, or at least its digest."""
    if other in record.past:
        return _words_changed(edition, record.past[other])
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or form.seal != other or not form.clauses:
        return f"{other[:19]}…, not {digest(edition.file.text)[:19]}…"
    clauses = clause_digests(edition.file.text)
    parts = [
        ("changed", [n for n, sealed in form.clauses.items() if n in clauses and clauses[n] != sealed]),
        ("gone", [number for number in form.clauses if number not in clauses]),
        ("new", [number for number in clauses if number not in form.clauses]),
    ]
    said = [
        f"{listed(numbers)} {'is' if len(numbers) == 1 else 'are'} {what}"
        for what, numbers in parts
        if numbers
    ]
    return "; ".join(said) or "text outside the clauses has changed"


def _words_changed(edition: Edition, old: Sequence[Line]) -> str:
    changes = judge(old, lines(edition.file.text), edition.other_instruments)
    said = [_change_in_words(change) for change in changes]
    more = f"; {len(said) - _SHOWN} more changed" if len(said) > _SHOWN else ""
    return f"{'; '.join(said[:_SHOWN])}{more}"


def _change_in_words(change: Change) -> str:
    name = change.clause or "text without a number"
    if change.old and change.new:
        before, after = excerpts(change.old, change.new)
        return f"{name} said '{before}' and now says '{after}'"
    return (
        f"{name} is {'new' if change.new else 'gone'}: '{excerpts(change.old, change.new)[bool(change.new)]}'"
    )
