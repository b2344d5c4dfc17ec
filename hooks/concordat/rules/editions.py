"""Rules about editions: which text is in force when."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from concordat.dates import in_words
from concordat.findings import Finding, Location, checked_by, error, info
from concordat.index import Agreement, Edition
from concordat.model.forms import EditionStatus
from concordat.model.records import EditionFile, SignaturesFile
from concordat.record import Record

_EVER_IN_FORCE = (EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN)


def _in_force_in_order(agreement: Agreement) -> list[tuple[date, date, Edition]]:
    """Return first and last day in force of each edition that has been in force, oldest first."""
    periods = []
    for edition in agreement.editions:
        front, last = edition.file.front, edition.last_day or date.max
        if front.status in _EVER_IN_FORCE and front.in_force_from and front.in_force_from <= last:
            periods.append((front.in_force_from, last, edition))
    return sorted(periods, key=lambda period: period[:2])


@checked_by(error("edition-overlap", "Two editions of an agreement are in force on one day"))
def edition_overlap(record: Record) -> Iterator[Finding]:
    """Find editions whose periods in force overlap."""
    for agreement in record.agreements.values():
        for (first, ends, earlier), (begins, _, later) in pairwise(_in_force_in_order(agreement)):
            if begins <= ends:
                front = earlier.file.front
                until = f"let {earlier.address} be in force until {in_words(begins - timedelta(days=1))}"
                yield edition_overlap.at(
                    later.file.document.at("in_force_from"),
                    f"{later.address} is in force from {in_words(begins)}, while {earlier.address} still is",
                    until if first < begins else "correct the dates of one of the two",
                    subject=later.address,
                    related=[
                        earlier.file.document.at(
                            "in_force_until" if front.in_force_until else "in_force_from"
                        )
                    ],
                )


@checked_by(info("edition-gap", "No edition of an agreement is in force between two that are"))
def edition_gap(record: Record) -> Iterator[Finding]:
    """Find days between two editions on which none is in force."""
    for agreement in record.agreements.values():
        for (_, ends, earlier), (begins, _, later) in pairwise(_in_force_in_order(agreement)):
            if ends < date.max and begins > ends + timedelta(days=1):
                first, last = ends + timedelta(days=1), begins - timedelta(days=1)
                days = f"from {in_words(first)} to" if first < last else "on"
                yield edition_gap.at(
                    later.file.document.at("in_force_from"),
                    f"no edition of {agreement.short_name} is in force {days} {in_words(last)}",
                    f"let {earlier.address} be in force until {in_words(last)}, if it was",
                    subject=later.address,
                    related=[earlier.file.document.at("in_force_until")],
                )


@checked_by(error("edition-before-adoption", "An edition is in force before it was adopted"))
def edition_before_adoption(record: Record) -> Iterator[Finding]:
    """Find editions in force before the day of their adoption."""
    for edition in record.editions():
        front = edition.file.front
        adopted = front.adopted
        if adopted and front.in_force_from and front.in_force_from < adopted:
            yield edition_before_adoption.at(
                edition.file.document.at("in_force_from"),
                f"{edition.address} is in force from {in_words(front.in_force_from)}, "
                f"but was adopted on {in_words(adopted)}",
                "correct the date that is wrong",
                subject=edition.address,
            )


@checked_by(info("edition-review-past", "The review of the edition in force is due"))
def edition_review_past(record: Record) -> Iterator[Finding]:
    """Find editions in force whose review date has passed."""
    for edition in record.editions():
        review = edition.file.front.review_by
        if review and review < record.today and edition.in_force_on(record.today):
            yield edition_review_past.at(
                edition.file.document.at("review_by"),
                f"{edition.address} was to be reviewed by {in_words(review)}",
                "review it, or record the decision that sets a later date",
                subject=edition.address,
            )


@checked_by(error("edition-orphan", "A text without its agreement, or signatures without their text"))
def edition_orphan(record: Record) -> Iterator[Finding]:
    """Find editions in a folder without agreement.yml, and signatures.yml beside no index.md.

    Where that file is there but cannot be read, its reader has said so.
    """
    for part in record.parts:
        if not isinstance(part, EditionFile | SignaturesFile):
            continue
        folder = posixpath.dirname(part.document.path)
        if isinstance(part, EditionFile) and f"{posixpath.dirname(folder)}/agreement.yml" not in record.files:
            yield edition_orphan.at(
                Location(part.document.path),
                f"the folder '{posixpath.dirname(folder)}' has no agreement.yml",
                "add it: short name, title, parties and signing offices",
            )
        elif isinstance(part, SignaturesFile) and f"{folder}/index.md" not in record.files:
            yield edition_orphan.at(
                Location(part.document.path),
                f"the folder '{folder}' has signatures, but no text that they are for",
                "add its index.md, or move the signatures to the edition that they are for",
            )
