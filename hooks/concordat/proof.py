"""What the record proves of its seals and signatures, and what it does not, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from concordat.corrections import Correction, corrections, standing
from concordat.dates import in_words
from concordat.findings import Severity, listed
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.model.records import Decision
from concordat.model.signatures import SignaturesForm
from concordat.record import Record
from concordat.seal import FORMS, clause_digests_of, digest, lines
from concordat.signatures import missing_signatures, stale_digests


class Verdict(StrEnum):
    """How a claim stands."""

    PROVEN = "proven"
    OPEN = "not proven"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about an edition, or about the record ("" as subject), and how it stands."""

    subject: str
    verdict: Verdict
    sentence: str


def prove(record: Record, keys: Mapping[str, tuple[Verdict, str]]) -> list[Claim]:
    """Recompute every digest, and return what follows. `keys` says of each edition what SSH proves."""
    found = [*_unreadable(record)]
    for edition in record.editions():
        key = keys.get(edition.address)
        pairs = [*_text(record, edition), *_signed(record, edition), *([key] if key else [])]
        found += [Claim(edition.address, verdict, sentence) for verdict, sentence in pairs]
    return found or [Claim("", Verdict.OPEN, "The record has no edition of an agreement.")]


def _unreadable(record: Record) -> Iterator[Claim]:
    parts = {part.document.path for part in record.parts}
    for path in dict.fromkeys(f.location.path for f in record.findings if f.severity is Severity.ERROR):
        if path.startswith("agreements/") and path not in parts:
            sentence = f"'{path}' cannot be read, so nothing can be said of it; 'concordat check' says why."
            yield Claim("", Verdict.BROKEN, sentence)


_Pairs = Iterable[tuple[Verdict, str]]


def _text(record: Record, edition: Edition) -> _Pairs:
    """Say of a text whether it is the sealed one, of each correction whether it holds, and of clauses."""
    form = edition.signatures_file.form if edition.signatures_file else SignaturesForm()
    name, status = edition.address, edition.file.front.status
    if form.seal is None:
        drafted = status is EditionStatus.DRAFT
        yield (
            Verdict.OPEN if drafted else Verdict.BROKEN,
            f"{name} is {'a draft: its text is' if drafted else f'{status}, but its text is'} not sealed.",
        )
        return
    if form.form not in FORMS:
        yield Verdict.BROKEN, f"The seal of {name} is of form {form.form}, which is not known here."
        return
    now, steps = digest(edition.file.text), corrections(edition)
    if form.seal in standing(edition, now):
        corrected = " as corrected below" if steps else ""
        yield Verdict.PROVEN, f"The text of {name} is the text that was sealed{corrected}: {form.seal}."
    else:
        yield Verdict.BROKEN, f"The text of {name} is not the text that was sealed: {now}, not {form.seal}."
    for step in steps:
        yield _correction(record, step)
    sealed = steps[0].before if steps else tuple(lines(edition.file.text))
    if form.clauses and sealed is not None:
        recorded, made = dict(form.clauses), clause_digests_of(sealed)
        wrong = [number for number in {**recorded, **made} if recorded.get(number) != made.get(number)]
        if wrong:
            yield (
                Verdict.BROKEN,
                f"The digests recorded for {listed(wrong)} are not those of the sealed clauses.",
            )
        else:
            yield (
                Verdict.PROVEN,
                f"The digest recorded for each of its {len(made)} clauses is that of the sealed clause.",
            )


def _correction(record: Record, step: Correction) -> tuple[Verdict, str]:
    day = in_words(step.form.day)
    if step.before is None:
        return Verdict.BROKEN, f"The correction of {day} does not lead to the text that stands now."
    if step.needs_decision and step.form.decision is None:
        clauses = listed(change.clause or "text without a number" for change in step.needs_decision)
        return (
            Verdict.BROKEN,
            f"The correction of {day} changes the wording of {clauses}, and names no decision.",
        )
    if step.form.decision is not None and not isinstance(record.entry(step.form.decision), Decision):
        return (
            Verdict.BROKEN,
            f"The correction of {day} names {step.form.decision}, which is not in the record.",
        )
    kinds = listed(dict.fromkeys(str(change.slip) for change in step.changes))
    backed = f", decided as {step.form.decision}" if step.form.decision else ""
    return (
        Verdict.PROVEN,
        f"The correction of {day} ({step.form.what}) is of {kinds}{backed}: "
        "its words before and after give the digests before and after.",
    )


def _signed(record: Record, edition: Edition) -> _Pairs:
    form = edition.signatures_file.form if edition.signatures_file else SignaturesForm()
    if form.form not in FORMS or edition.file.front.status is EditionStatus.DRAFT:
        return
    stale = stale_digests(edition)
    others = [form.signatures[at] for group in stale.values() for at in group]
    good = [signature for signature in form.signatures if signature not in others]
    if good:
        councils = len({signature.council for signature in good})
        before = sum(1 for signature in good if signature.digest != digest(edition.file.text))
        corrected = f", or for {before} of them the digest before a correction" if before else ""
        yield (
            Verdict.PROVEN,
            f"The text of {edition.address} is the text that {_offices(len(good))} of {_councils(councils)} "
            f"are recorded to have signed: each signature carries its digest{corrected}.",
        )
    for digest_of_other, group in stale.items():
        who = listed(f"{form.signatures[at].council} {form.signatures[at].office}" for at in group)
        yield Verdict.BROKEN, f"{who} signed another text than the one that stands: {digest_of_other}."
    missing = missing_signatures(record, edition)
    if missing and edition.file.front.status is not EditionStatus.WITHDRAWN:
        yield Verdict.OPEN, f"{len(missing)} signature{'s are' if len(missing) > 1 else ' is'} missing."
    if form.signatures:
        yield (
            Verdict.OPEN,
            "That these offices signed, and on those days, rests on the evidence named with each signature; "
            "nothing here proves it.",
        )


def _offices(number: int) -> str:
    return f"{number} office{'' if number == 1 else 's'}"


def _councils(number: int) -> str:
    return f"{number} council{'' if number == 1 else 's'}"
