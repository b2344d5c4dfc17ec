"""What a table of decisions or actions can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from concordat import addresses
from concordat.model.records import MeetingFile
from concordat.record import Record
from concordat.views.cells import Filter

Values = tuple[tuple[str, ...], ...]
"""For each filter, the values under which one row is found."""


def filters(choices: Sequence[tuple[str, str]], facets: Iterable[Values]) -> tuple[Filter, ...]:
    """Return a filter for each key and label, with every value that the rows have, in order.

    Years stand latest first. A filter with a single choice narrows nothing, and has no options.
    """
    found: list[set[str]] = [set() for _ in choices]
    for values in facets:
        for at, own in enumerate(values):
            found[at] |= set(own)
    made = []
    for (key, label), options in zip(choices, found, strict=True):
        ordered = sorted(options, reverse=key == "year")
        made.append(Filter(key, label, tuple(ordered) if len(ordered) > 1 else ()))
    return tuple(made)


def year_and_body(record: Record, meeting: MeetingFile) -> Values:
    """Return the year and the body of a meeting."""
    body = record.bodies.get(meeting.body)
    return (str(meeting.front.day.year),), (body.name if body else meeting.body,)


def agreements_named(record: Record, meeting: MeetingFile) -> dict[str, tuple[str, ...]]:
    """Return the agreements that each entry of a meeting names, by the entry's address."""
    named: dict[str, list[str]] = {}
    for reference in record.made_in(meeting.document.path):
        target = addresses.parse(reference.target)
        if isinstance(target, addresses.Clause):
            named.setdefault(reference.source, []).append(target.agreement)
    return {source: tuple(dict.fromkeys(found)) for source, found in named.items()}
