"""Rules about corrections of a sealed text: each leads on from the last, and changes no more than it may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from concordat.corrections import Change, Correction, corrections
from concordat.dates import in_words
from concordat.findings import Finding, checked_by, error
from concordat.index import Edition
from concordat.record import Record
from concordat.rules.signing import signature_place
from concordat.seal import FORMS
from concordat.wording import excerpts


def _corrected(record: Record) -> Iterator[tuple[Edition, int, Correction]]:
    for edition in record.editions():
        if edition.signatures_file and edition.signatures_file.form.form in FORMS:
            for at, correction in enumerate(corrections(edition)):
                yield edition, at, correction


@checked_by(
    error("correction-chain", "A correction that does not lead from the text before to the text after")
)
def correction_chain(record: Record) -> Iterator[Finding]:
    """Find corrections whose digests do not follow each other, or whose words do not give them."""
    for edition, at, correction in _corrected(record):
        form = edition.signatures_file.form if edition.signatures_file else None
        expected = form.corrections[at - 1].after if form and at else form and form.seal
        if correction.form.before != expected:
            before = "the correction before led to" if at else "the seal is"
            yield correction_chain.at(
                signature_place(edition, "corrections", at, "from"),
                f"the correction begins with the text {correction.form.before[:19]}…, "
                f"but {before} {expected[:19] + '…' if expected else 'missing'}",
                _anew(edition),
                subject=edition.address,
            )
        elif correction.after is not None and correction.before is None:
            yield correction_chain.at(
                signature_place(edition, "corrections", at, "lines"),
                "the words before and after that the correction records do not make the text that was signed",
                _anew(edition),
                subject=edition.address,
            )


def _anew(edition: Edition) -> str:
    return f"put the file back as it was, and let 'concordat correct {edition.address}' write the correction"


@checked_by(error("correction-wording", "A correction of more than a slip, without a decision"))
def correction_wording(record: Record) -> Iterator[Finding]:
    """Find corrections that change words, not only spelling, a cross-reference, a title or layout."""
    for edition, at, correction in _corrected(record):
        if correction.form.decision or correction.before is None or not correction.needs_decision:
            continue
        change = correction.needs_decision[0]
        more = len(correction.needs_decision) - 1
        yield correction_wording.at(
            signature_place(edition, "corrections", at, "lines"),
            f"the correction changes what {change.clause or 'text without a number'} says: {quoted(change)}"
            f"{f', and {more} more' if more else ''}",
            "name the decision behind it ('decision: …'), or restore the words; new words need a new edition",
            subject=edition.address,
        )


def quoted(change: Change) -> str:
    """Return the words that a change takes out and puts in, quoted."""
    before, after = excerpts(change.old, change.new)
    return f"'{before}' became '{after}'" if before and after else f"'{before or after}' is {_fate(change)}"


def _fate(change: Change) -> str:
    return "new" if change.new else "gone"


@checked_by(error("correction-date", "A correction on a day on which it could not be made"))
def correction_date(record: Record) -> Iterator[Finding]:
    """Find corrections in the future, before the seal, before an earlier one or before their decision."""
    for edition, at, correction in _corrected(record):
        day = correction.form.day
        for other, what in _earlier(edition, at):
            if other is not None and day < other:
                yield correction_date.at(
                    signature_place(edition, "corrections", at, "date"),
                    f"the correction is dated {in_words(day)}, before {what}, {in_words(other)}",
                    "correct the date that is wrong",
                    subject=edition.address,
                )
        if day > record.today:
            yield correction_date.at(
                signature_place(edition, "corrections", at, "date"),
                f"the correction is dated {in_words(day)}, which is in the future",
                "correct the date",
                subject=edition.address,
            )


def _earlier(edition: Edition, at: int) -> list[tuple[date | None, str]]:
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None:
        return []
    decision = form.corrections[at].decision
    return [
        (form.opened, "the text was opened for signature"),
        (form.corrections[at - 1].day if at else None, "the correction above it"),
        (decision.day if decision else None, "its decision"),
    ]
