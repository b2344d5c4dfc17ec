"""What a table of decisions or actions can be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from concordat import addresses
from concordat.model.records import MeetingFile
from concordat.record import Record
from concordat.views.cells import Filter

Values = tuple[tuple[str, ...], ...]
"""For each filter, the values under which one row is found."""


def filters(choices: Sequence[tuple[str, str]], facets: Iterable[Values]) -> tuple[Filter, ...]:
    """Return a filter for each key and label, with every value that the rows have, in order.

    Years stand latest first. A value that every row has narrows nothing, and is left out.
    """
    rows = list(facets)
    made = []
    for at, (key, label) in enumerate(choices):
        counted = Counter(value for values in rows for value in set(values[at]))
        options = [value for value, count in counted.items() if value and count < len(rows)]
        made.append(Filter(key, label, tuple(sorted(options, reverse=key == "year"))))
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
