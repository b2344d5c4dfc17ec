"""The rule that an edition's status and its dates say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from concordat.dates import in_words
from concordat.findings import Finding, checked_by, error
from concordat.model.forms import EditionFront, EditionStatus
from concordat.record import Record


@checked_by(error("edition-status-dates", "The status of an edition contradicts its dates"))
def edition_status_dates(record: Record) -> Iterator[Finding]:
    """Find editions whose status says something else than their dates."""
    for edition in record.editions():
        for key, message, hint in _contradictions(edition.file.front, record.today):
            yield edition_status_dates.at(
                edition.file.document.at(key),
                f"{edition.address} {message}",
                hint,
                subject=edition.address,
            )


def _contradictions(front: EditionFront, today: date) -> Iterator[tuple[str, str, str]]:
    """Return key, fact and next step of each contradiction."""
    yield from _date_contradictions(front)
    match front.status:
        case EditionStatus.IN_FORCE:
            yield from _in_force_contradictions(front, today)
        case EditionStatus.SUPERSEDED:
            yield from _superseded_contradictions(front, today)
        case EditionStatus.WITHDRAWN:
            yield from _withdrawn_contradictions(front, today)
        case _:
            yield from _open_contradictions(front, today)


def _date_contradictions(front: EditionFront) -> Iterator[tuple[str, str, str]]:
    begins, ends = front.in_force_from, front.in_force_until
    if begins and ends and ends < begins:
        yield (
            "in_force_until",
            f"ends on {in_words(ends)}, before it begins",
            "correct the date that is wrong",
        )
    if front.adopted_on and front.adopted_by and front.adopted_on != front.adopted_by.day:
        yield (
            "adopted_on",
            f"was adopted on {in_words(front.adopted_on)}, but also by {front.adopted_by}",
            "keep adopted_by and delete adopted_on, or correct the one that is wrong",
        )
    if front.withdrawn_on and front.status is not EditionStatus.WITHDRAWN:
        yield (
            "withdrawn_on",
            f"has the status '{front.status}', but names a day on which it was withdrawn",
            ("set its status to withdrawn, or delete withdrawn_on"),
        )


def _in_force_contradictions(front: EditionFront, today: date) -> Iterator[tuple[str, str, str]]:
    begins, ends = front.in_force_from, front.in_force_until
    if begins is None:
        yield "status", "is in force, but has no first day in force", "add in_force_from"
    elif begins > today:
        yield (
            "in_force_from",
            f"is in force, but only from {in_words(begins)}",
            ("set its status to for-signature until that day"),
        )
    if ends and ends < today:
        yield (
            "in_force_until",
            f"is in force, but only until {in_words(ends)}",
            "set its status to superseded",
        )
    if front.adopted is None:
        yield (
            "status",
            "is in force, but nothing says who adopted it and when",
            "add adopted_by with the decision, or adopted_on with its day",
        )


def _superseded_contradictions(front: EditionFront, today: date) -> Iterator[tuple[str, str, str]]:
    begins, ends = front.in_force_from, front.in_force_until
    if begins is None or ends is None:
        yield (
            "status",
            "is superseded, but lacks its first or its last day in force",
            "add in_force_from and in_force_until",
        )
    elif ends >= today:
        yield (
            "in_force_until",
            f"is superseded, but in force until {in_words(ends)}",
            "set its status to in-force until that day has passed",
        )


def _withdrawn_contradictions(front: EditionFront, today: date) -> Iterator[tuple[str, str, str]]:
    if front.withdrawn_on is None:
        yield "status", "is withdrawn, but nothing says since when", "add withdrawn_on"
    elif front.withdrawn_on > today:
        yield (
            "withdrawn_on",
            f"is withdrawn, but only from {in_words(front.withdrawn_on)}",
            "leave its status as it was until that day, or correct the date",
        )


def _open_contradictions(front: EditionFront, today: date) -> Iterator[tuple[str, str, str]]:
    begins = front.in_force_from
    if begins and begins <= today:
        yield (
            "status",
            f"has the status '{front.status}', but is in force from {in_words(begins)}",
            "set its status to in-force once it is signed, or correct in_force_from",
        )
