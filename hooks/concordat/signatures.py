"""Who has signed an edition, who has not, and whose time to sign is not over yet."""

from __future__ import annotations

from datetime import date

from concordat.corrections import standing
from concordat.dates import months_after
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.record import Record
from concordat.seal import FORMS, digest


def missing_signatures(record: Record, edition: Edition) -> list[tuple[str, str]]:
    """Return council and office of each signature that an edition still lacks.

    Every party in being and every signing office has to sign. For a superseded edition that is
    as on its last day in force, for any other as on the day on which the record is read.
    """
    form = record.agreements[edition.agreement].file.form
    signed = {(signature.council, signature.office) for signature in edition.signatures}
    parties = record.parties(edition.agreement, _day(record, edition))
    return [(c, o) for c in parties for o in form.signing_offices if (c, o) not in signed]


def awaited(record: Record, edition: Edition) -> dict[str, date]:
    """Return the councils that became parties after an edition came into force, and may still sign.

    Each with its last day: `sign_within_months` of the agreement, from the day on which it came
    into being or joined, whichever was later.
    """
    form, begins = record.agreements[edition.agreement].file.form, edition.file.front.in_force_from
    if begins is None or form.sign_within_months is None:
        return {}
    found = {}
    for key in dict.fromkeys(council for council, _ in missing_signatures(record, edition)):
        since = became_party(record, edition.agreement, key)
        if since is not None and since > begins:
            last = months_after(since, form.sign_within_months)
            if _day(record, edition) <= last:
                found[key] = last
    return found


def became_party(record: Record, agreement: str, council: str) -> date | None:
    """Return the day from which a council is a party; None where it was one from the beginning."""
    joined = record.agreements[agreement].file.form.joined.get(council)
    return max((day for day in (record.councils[council].first, joined) if day), default=None)


def stale_digests(edition: Edition) -> dict[str, list[int]]:
    """Return the places of signatures that are for other words than those that stand, by digest.

    Signatures for a text that was corrected into the one that stands are not among them.
    """
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or not form.signatures or form.form not in FORMS:
        return {}
    good = standing(edition, digest(edition.file.text))
    others: dict[str, list[int]] = {}
    for at, signature in enumerate(form.signatures):
        if signature.digest not in good:
            others.setdefault(signature.digest, []).append(at)
    return others


def _day(record: Record, edition: Edition) -> date:
    front = edition.file.front
    superseded = front.status is EditionStatus.SUPERSEDED
    return front.in_force_until if superseded and front.in_force_until else record.today
