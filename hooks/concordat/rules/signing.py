"""Rules about sign-off: who has signed which text, when, on whose authority, with what proof."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from concordat.corrections import digests_by
from concordat.dates import in_words
from concordat.findings import Finding, Location, checked_by, did_you_mean, error, info, listed
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.model.signatures import Signature, SignaturesForm, TextCorrection
from concordat.record import Record
from concordat.signatures import awaited, became_party, missing_signatures

SIGNED_WHOLE = (EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED)


def signature_place(edition: Edition, *keys: str | int) -> Location:
    """Return where a key of the signatures stands; the edition's status where there is no such file."""
    if edition.signatures_file is None:
        return edition.file.document.at("status")
    return edition.signatures_file.document.at(*keys)


def readable(record: Record) -> Iterator[Edition]:
    """Return the editions without those whose signatures.yml is there but, as its reader said, unreadable."""
    for edition in record.editions():
        if edition.signatures_file or f"{posixpath.dirname(edition.path)}/signatures.yml" not in record.files:
            yield edition


def _signed(record: Record) -> Iterator[tuple[Edition, int, Signature]]:
    for edition in record.editions():
        for at, signature in enumerate(edition.signatures):
            yield edition, at, signature


def signatory(record: Record, council: str, office: str) -> str:
    """Return a council and its office as messages name them."""
    return f"{record.council_short(council)} ({record.offices.get(office, office)})"


@checked_by(error("signature-missing", "An edition in force that a party has not signed"))
def signature_missing(record: Record) -> Iterator[Finding]:
    """Find parties and offices that have not signed an edition that is, or was, in force."""
    until = ", or set the status to for-signature until all have signed"
    for edition in readable(record):
        status = edition.file.front.status
        if status not in SIGNED_WHOLE:
            continue
        waited = awaited(record, edition)
        missing = [each for each in missing_signatures(record, edition) if each[0] not in waited]
        if missing:
            late = {council for council, _ in missing if _joined_later(record, edition, council)}
            names = [signatory(record, council, office) for council, office in missing]
            shown = listed(names if len(names) <= 6 else [*names[:5], f"{len(names) - 5} more"])
            yield signature_missing.at(
                signature_place(edition, "signatures"),
                f"{edition.address} is {status}, but {shown} {_have(names)} not signed it",
                f"record each signature{until if status is EditionStatus.IN_FORCE else ''}"
                f"{_more_time(record, edition, late)}",
                subject=edition.address,
            )


def _joined_later(record: Record, edition: Edition, council: str) -> bool:
    since, begins = became_party(record, edition.agreement, council), edition.file.front.in_force_from
    return since is not None and begins is not None and since > begins


def _more_time(record: Record, edition: Edition, late: set[str]) -> str:
    """Return what to do for parties that joined after the edition came into force, if it can be done."""
    if not late or record.agreements[edition.agreement].file.form.sign_within_months:
        return ""
    names = listed(sorted(map(record.council_short, late)))
    return f"; {names} became a party later: 'sign_within_months: …' in agreement.yml gives a new party time"


def _have(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


@checked_by(info("signature-progress", "How far the signing of an edition has come"))
def signature_progress(record: Record) -> Iterator[Finding]:
    """Tell, for each edition open for signature, how many signatures it has and still lacks."""
    for edition in readable(record):
        if edition.file.front.status is EditionStatus.FOR_SIGNATURE:
            missing = len(missing_signatures(record, edition))
            have = _signatures(len({(s.council, s.office) for s in edition.signatures}))
            yield signature_progress.at(
                signature_place(edition, "signatures"),
                f"{edition.address} has {have}; {missing or 'none'} {'is' if missing < 2 else 'are'} missing",
                "record each as it arrives"
                if missing
                else "set the status to in-force on its first day in force",
                subject=edition.address,
            )
        elif edition.file.front.status is EditionStatus.IN_FORCE:
            for council, last in awaited(record, edition).items():
                since = became_party(record, edition.agreement, council)
                yield signature_progress.at(
                    signature_place(edition, "signatures"),
                    f"{record.council_short(council)} is a party to {edition.agreement} since "
                    f"{in_words(since) if since else 'its beginning'} and has until {in_words(last)} "
                    f"to sign {edition.address}",
                    "record its signatures as they arrive",
                    subject=edition.address,
                )


def _signatures(number: int) -> str:
    return "1 signature" if number == 1 else f"{number} signatures"


@checked_by(error("signature-repeated", "An office of a party has signed an edition twice"))
def signature_repeated(record: Record) -> Iterator[Finding]:
    """Find second signatures of one office of one party."""
    for edition in record.editions():
        first: dict[tuple[str, str], int] = {}
        for at, signature in enumerate(edition.signatures):
            earlier = first.setdefault((signature.council, signature.office), at)
            if earlier != at:
                who = signatory(record, signature.council, signature.office)
                yield signature_repeated.at(
                    signature_place(edition, "signatures", at),
                    f"{who} has signed {edition.address} twice",
                    "keep the signature that is right and delete the other",
                    subject=edition.address,
                    related=[signature_place(edition, "signatures", earlier)],
                )


@checked_by(error("signature-not-party", "A signature of somebody who is not to sign"))
def signature_not_party(record: Record) -> Iterator[Finding]:
    """Find signatures of councils that are no parties, and of offices that do not sign."""
    for edition, at, signature in _signed(record):
        form = record.agreements[edition.agreement].file.form
        if signature.council not in form.parties:
            hint = "correct the key, or add it to parties in agreement.yml, if it is one"
            parties = record.in_being_of(form.parties, signature.day)
            known = signature.council in record.councils
            yield signature_not_party.at(
                signature_place(edition, "signatures", at, "council"),
                f"'{signature.council}' is no party to {edition.agreement}",
                hint if known else did_you_mean(signature.council, parties, hint),
                subject=edition.address,
            )
        if signature.office not in form.signing_offices:
            yield signature_not_party.at(
                signature_place(edition, "signatures", at, "office"),
                f"'{signature.office}' is no signing office of {edition.agreement}",
                did_you_mean(
                    signature.office,
                    form.signing_offices,
                    f"correct the office; those that sign are {listed(form.signing_offices)}",
                ),
                subject=edition.address,
            )


@checked_by(error("signature-date", "A signature on a day on which nobody could sign"))
def signature_date(record: Record) -> Iterator[Finding]:
    """Find signatures dated before the text was opened for signature or was what it is, or in the future."""
    for edition, at, signature in _signed(record):
        opened = edition.signatures_file.form.opened if edition.signatures_file else None
        who = signatory(record, signature.council, signature.office)
        place = signature_place(edition, "signatures", at, "date")
        day = in_words(signature.day)
        if opened is not None and signature.day < opened:
            message = f"{who} signed on {day}, before the text was opened for signature on {in_words(opened)}"
            yield signature_date.at(place, message, "correct the date that is wrong", subject=edition.address)
        if signature.day > record.today:
            message = f"{who} signed on {day}, which is in the future"
            yield signature_date.at(place, message, "correct the date", subject=edition.address)
        elif later := _corrected_later(edition, signature):
            message = f"{who} signed on {day} a text that was corrected only on {in_words(later.day)}"
            hint = f"correct the date, or give the digest of the text before: {later.before}"
            yield signature_date.at(place, message, hint, subject=edition.address)
        elif (last := edition.last_day) and signature.day > last:
            message = f"{who} signed on {day}, after the edition's last day in force, {in_words(last)}"
            yield signature_date.at(place, message, "correct the date that is wrong", subject=edition.address)


def _corrected_later(edition: Edition, signature: Signature) -> TextCorrection | None:
    """Return the correction that first made the text that was signed, if it is younger than the signature."""
    form = edition.signatures_file.form if edition.signatures_file else SignaturesForm()
    if signature.digest in digests_by(form, signature.day):
        return None
    return next((each for each in form.corrections if each.after == signature.digest), None)


@checked_by(error("signature-council-ended", "A signature of a council that did not exist on its date"))
def signature_council_ended(record: Record) -> Iterator[Finding]:
    """Find signatures in the name of a council before it began or after it ended.

    A council's signature is never that of its successor: each signs under its own name.
    """
    for edition, at, signature in _signed(record):
        council = record.councils.get(signature.council)
        if council is None or record.in_being(signature.council, signature.day):
            continue
        name = record.council_name(signature.council, signature.day)
        others = [key for key, form in record.councils.items() if signature.council in form.successors]
        others = record.in_being_of([*council.successors, *others], signature.day)
        yield signature_council_ended.at(
            signature_place(edition, "signatures", at, "council"),
            f"'{signature.council}' ({name}) did not exist on {in_words(signature.day)}",
            f"did {listed(others, 'or')} sign?" if others else "correct the date or the council",
            subject=edition.address,
        )


@checked_by(error("signature-term", "A signature outside a term of office, or of a deputy without authority"))
def signature_term(record: Record) -> Iterator[Finding]:
    """Find signatures on a day on which the office had no holder, and no deputy is recorded."""
    for edition, at, signature in _signed(record):
        council = record.councils.get(signature.council)
        place = signature_place(edition, "signatures", at)
        who, day = signatory(record, signature.council, signature.office), in_words(signature.day)
        if signature.deputy and not signature.authority:
            yield signature_term.at(
                place,
                f"'{signature.deputy}' signed for {who}, but the signature does not say on whose authority",
                "add a line 'authority: …'",
                subject=edition.address,
            )
        if council is None or not council.terms.get(signature.office):
            continue
        term = record.term(signature.council, signature.office, signature.day)
        if term is None:
            message = f"{who} signed on {day}, which is in no recorded term of office"
            hint = "correct the date, or add the term to councils.yml"
            yield signature_term.at(place, message, hint, subject=edition.address)
        elif term.vacant and not signature.deputy:
            message = f"{who} signed on {day}, when the office was vacant"
            hint = "name who signed and on whose authority: 'deputy: …', 'authority: …'"
            yield signature_term.at(place, message, hint, subject=edition.address)


@checked_by(error("signature-evidence", "A signature without evidence"))
def signature_evidence(record: Record) -> Iterator[Finding]:
    """Find signatures that do not say where their proof is kept."""
    for edition, at, signature in _signed(record):
        if not signature.evidence:
            yield signature_evidence.at(
                signature_place(edition, "signatures", at),
                f"nothing says where the proof of the signature of "
                f"{signatory(record, signature.council, signature.office)} is kept",
                "add a line 'evidence: …', such as the council's decision and its date",
                subject=edition.address,
            )


@checked_by(error("signature-draft", "A draft that bears signatures"))
def signature_draft(record: Record) -> Iterator[Finding]:
    """Find signatures under a text that is still a draft."""
    for edition in record.editions():
        if edition.file.front.status is EditionStatus.DRAFT and edition.signatures:
            yield signature_draft.at(
                signature_place(edition, "signatures"),
                f"{edition.address} is a draft, but bears {_signatures(len(edition.signatures))}",
                "set its status to for-signature, or remove the signatures",
                subject=edition.address,
            )
