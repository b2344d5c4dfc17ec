"""Rules about sign-off: who has signed which text, when, on whose authority, with what proof."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from concordat.dates import in_words
from concordat.findings import Finding, Location, checked_by, did_you_mean, error, info, listed
from concordat.index import Edition
from concordat.model.forms import EditionStatus, Signature
from concordat.record import Record
from concordat.seal import clause_digests, digest

_SIGNED_WHOLE = (EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED)
_SEALED = (EditionStatus.FOR_SIGNATURE, *_SIGNED_WHOLE)


def missing_signatures(record: Record, edition: Edition) -> list[tuple[str, str]]:
    """Return council and office of each signature that an edition still lacks.

    Every party in being and every signing office has to sign. For a superseded edition that is
    as on its last day in force, for any other as on the day on which the record is read.
    """
    form = record.agreements[edition.agreement].file.form
    front = edition.file.front
    superseded = front.status is EditionStatus.SUPERSEDED
    day = front.in_force_until if superseded and front.in_force_until else record.today
    signed = {(signature.council, signature.office) for signature in edition.signatures}
    parties = record.in_being_of(form.parties, day)
    return [(c, o) for c in parties for o in form.signing_offices if (c, o) not in signed]


def _place(edition: Edition, *keys: str | int) -> Location:
    """Return where a key of the signatures stands; the edition's status where there is no such file."""
    if edition.signatures_file is None:
        return edition.file.document.at("status")
    return edition.signatures_file.document.at(*keys)


def _readable(record: Record) -> Iterator[Edition]:
    """Return the editions without those whose signatures.yml is there but, as its reader said, unreadable."""
    for edition in record.editions():
        if edition.signatures_file or f"{posixpath.dirname(edition.path)}/signatures.yml" not in record.files:
            yield edition


def _signed(record: Record) -> Iterator[tuple[Edition, int, Signature]]:
    for edition in record.editions():
        for at, signature in enumerate(edition.signatures):
            yield edition, at, signature


def _name(record: Record, council: str, office: str) -> str:
    return f"{record.council_short(council)} ({record.offices.get(office, office)})"


@checked_by(error("signature-missing", "An edition in force that a party has not signed"))
def signature_missing(record: Record) -> Iterator[Finding]:
    """Find parties and offices that have not signed an edition that is, or was, in force."""
    until = ", or set the status to for-signature until all have signed"
    for edition in _readable(record):
        status = edition.file.front.status
        if status not in _SIGNED_WHOLE:
            continue
        missing = missing_signatures(record, edition)
        if missing:
            names = [_name(record, council, office) for council, office in missing]
            shown = listed(names if len(names) <= 6 else [*names[:5], f"{len(names) - 5} more"])
            yield signature_missing.at(
                _place(edition, "signatures"),
                f"{edition.address} is {status}, but {shown} {_have(names)} not signed it",
                f"record each signature{until if status is EditionStatus.IN_FORCE else ''}",
                subject=edition.address,
            )


def _have(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


@checked_by(info("signature-progress", "How far the signing of an edition has come"))
def signature_progress(record: Record) -> Iterator[Finding]:
    """Tell, for each edition open for signature, how many signatures it has and still lacks."""
    for edition in _readable(record):
        if edition.file.front.status is EditionStatus.FOR_SIGNATURE:
            missing = len(missing_signatures(record, edition))
            have = _signatures(len({(s.council, s.office) for s in edition.signatures}))
            yield signature_progress.at(
                _place(edition, "signatures"),
                f"{edition.address} has {have}; {missing or 'none'} {'is' if missing < 2 else 'are'} missing",
                "record each as it arrives"
                if missing
                else "set the status to in-force on its first day in force",
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
                who = _name(record, signature.council, signature.office)
                yield signature_repeated.at(
                    _place(edition, "signatures", at),
                    f"{who} has signed {edition.address} twice",
                    "keep the signature that is right and delete the other",
                    subject=edition.address,
                    related=[_place(edition, "signatures", earlier)],
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
                _place(edition, "signatures", at, "council"),
                f"'{signature.council}' is no party to {edition.agreement}",
                hint if known else did_you_mean(signature.council, parties, hint),
                subject=edition.address,
            )
        if signature.office not in form.signing_offices:
            yield signature_not_party.at(
                _place(edition, "signatures", at, "office"),
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
    """Find signatures dated before the text was opened for signature, or in the future."""
    for edition, at, signature in _signed(record):
        opened = edition.signatures_file.form.opened if edition.signatures_file else None
        who = _name(record, signature.council, signature.office)
        place = _place(edition, "signatures", at, "date")
        day = in_words(signature.day)
        if opened is not None and signature.day < opened:
            message = f"{who} signed on {day}, before the text was opened for signature on {in_words(opened)}"
            yield signature_date.at(place, message, "correct the date that is wrong", subject=edition.address)
        if signature.day > record.today:
            message = f"{who} signed on {day}, which is in the future"
            yield signature_date.at(place, message, "correct the date", subject=edition.address)
        elif (last := edition.last_day) and signature.day > last:
            message = f"{who} signed on {day}, after the edition's last day in force, {in_words(last)}"
            yield signature_date.at(place, message, "correct the date that is wrong", subject=edition.address)


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
            _place(edition, "signatures", at, "council"),
            f"'{signature.council}' ({name}) did not exist on {in_words(signature.day)}",
            f"did {listed(others, 'or')} sign?" if others else "correct the date or the council",
            subject=edition.address,
        )


@checked_by(error("signature-term", "A signature outside a term of office, or of a deputy without authority"))
def signature_term(record: Record) -> Iterator[Finding]:
    """Find signatures on a day on which the office had no holder, and no deputy is recorded."""
    for edition, at, signature in _signed(record):
        council = record.councils.get(signature.council)
        place = _place(edition, "signatures", at)
        who, day = _name(record, signature.council, signature.office), in_words(signature.day)
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
                _place(edition, "signatures", at),
                f"nothing says where the proof of the signature of "
                f"{_name(record, signature.council, signature.office)} is kept",
                "add a line 'evidence: …', such as the council's decision and its date",
                subject=edition.address,
            )


@checked_by(error("signature-digest", "A signature for other words than those that stand there"))
def signature_digest(record: Record) -> Iterator[Finding]:
    """Find signatures whose digest is not that of the text; those for one other text together."""
    for edition in record.editions():
        if not edition.signatures:
            continue
        now = digest(edition.file.text)
        others: dict[str, list[int]] = {}
        for at, signature in enumerate(edition.signatures):
            if signature.digest != now:
                others.setdefault(signature.digest, []).append(at)
        for other, group in others.items():
            who = [_name(record, edition.signatures[i].council, edition.signatures[i].office) for i in group]
            shown = listed(who if len(who) <= 4 else [*who[:3], f"{len(who) - 3} more"])
            yield signature_digest.at(
                _place(edition, "signatures", group[0], "digest"),
                f"{shown} signed another text than this one: {_difference(edition, other, now)}",
                "restore the words that were signed; new words need an edition and signatures of their own",
                subject=edition.address,
                related=[_place(edition, "signatures", at, "digest") for at in group[1:6]],
            )


def _difference(edition: Edition, other: str, now: str) -> str:
    """Return which clauses changed since a text was sealed; where that is not known, both digests."""
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or form.seal != other or not form.clauses:
        return f"{other[:19]}…, not {now[:19]}…"
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


@checked_by(error("seal-mismatch", "The seal of an edition is missing, or is not that of its text"))
def seal_mismatch(record: Record) -> Iterator[Finding]:
    """Find editions open for signature, or signed, whose seal is not the digest of their text."""
    for edition in _readable(record):
        if edition.file.front.status not in _SEALED:
            continue
        now = digest(edition.file.text)
        seal = edition.signatures_file.form.seal if edition.signatures_file else None
        if seal is None:
            message = f"{edition.address} is {edition.file.front.status}, but its text is not sealed"
            for_signature = edition.file.front.status is EditionStatus.FOR_SIGNATURE
            by_hand = f"write 'seal: {now}' into its signatures.yml"
            hint = f"run 'concordat seal {edition.address}'" if for_signature else by_hand
            yield seal_mismatch.at(_place(edition, "seal"), message, hint, subject=edition.address)
        elif seal != now:
            message = f"the seal of {edition.address} is for another text: {seal[:19]}…, not {now[:19]}…"
            hint = "restore the words that were sealed"
            if not edition.signatures:
                hint = f"{hint}, or, as nobody has signed yet, run 'concordat seal {edition.address}'"
            yield seal_mismatch.at(_place(edition, "seal"), message, hint, subject=edition.address)


@checked_by(error("signature-draft", "A draft that bears signatures"))
def signature_draft(record: Record) -> Iterator[Finding]:
    """Find signatures under a text that is still a draft."""
    for edition in record.editions():
        if edition.file.front.status is EditionStatus.DRAFT and edition.signatures:
            yield signature_draft.at(
                _place(edition, "signatures"),
                f"{edition.address} is a draft, but bears {_signatures(len(edition.signatures))}",
                "set its status to for-signature, or remove the signatures",
                subject=edition.address,
            )
