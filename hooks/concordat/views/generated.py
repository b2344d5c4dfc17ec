"""The pages that no file of the record stands behind: made from the record alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from concordat.record import Record
from concordat.views.calendar import calendar_of_year, earlier_years, year_path
from concordat.views.changes import changes, changes_title, pairs
from concordat.views.concerns import Concerns
from concordat.views.councils import council, council_pages
from concordat.views.listings import Listing


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated page: its title, and what it shows, under the name by which its template knows it."""

    title: str
    name: str
    view: Callable[[], object]


def generated(record: Record, listings: Mapping[str, Listing]) -> Mapping[str, Generated]:
    """Return every generated page by the path that its file would have; a file of that path goes first."""
    pages: dict[str, Generated] = {}
    for path, old, new in pairs(record):
        pages[path] = Generated(
            changes_title(record, old, new), "changes", partial(changes, record, old, new)
        )
    for year in earlier_years(record):
        pages[year_path(year)] = Generated(
            f"Calendar of {year}", "calendar", partial(calendar_of_year, record, year)
        )
    for path, listing in listings.items():
        pages[path] = Generated(listing.title, "listing", partial(_same, listing))
    concerns = Concerns(record)
    for path, title, key in council_pages(record):
        pages[path] = Generated(title, "council", partial(council, record, concerns, key))
    return {path: page for path, page in pages.items() if path not in record.files}


def _same(listing: Listing) -> Listing:
    return listing
