"""The pages that no file of the record stands behind: made from the record alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from concordat.index import Agreement
from concordat.lineage import lives
from concordat.places import clauses_path, history_path
from concordat.record import Record
from concordat.views.calendar import calendar_of_year, calendar_source, earlier_years, year_path
from concordat.views.changes import changes, changes_title, pairs
from concordat.views.concerns import Concerns
from concordat.views.councils import council, council_pages
from concordat.views.history import clauses, history, history_title
from concordat.views.listings import Listing
from concordat.views.mentions import named_in
from concordat.views.notes import NAMED


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated page: its title, and what it shows, under the name by which its template knows it.

    One that is not `searched` repeats what other pages say, and stays out of the search. `source` is
    the file of the record that feeds it, or of the register that it is part of. `anchors` are those in
    its template that other pages link to.
    """

    title: str
    name: str
    view: Callable[[], object]
    searched: bool = True
    source: str = ""
    anchors: frozenset[str] = frozenset()


def generated(record: Record, listings: Mapping[str, Listing], concerns: Concerns) -> Mapping[str, Generated]:
    """Return every generated page by the path that its file would have.

    Where the record has a file of that path, its words come first, and what is made here below them.
    A register's page says itself what it shows.
    """
    pages: dict[str, Generated] = {}
    for path, old, new in pairs(record):
        pages[path] = Generated(
            changes_title(record, old, new), "changes", partial(changes, record, old, new), source=new.path
        )
    for agreement in record.agreements.values():
        if agreement.table is not None:
            pages.update(_of_clauses(record, agreement))
    for year in earlier_years(record):
        shown, source = partial(calendar_of_year, record, year), calendar_source(record, year)
        pages[year_path(year)] = Generated(f"Calendar of {year}", "calendar", shown, source=source)
    for path, listing in listings.items():
        made = partial(_same, listing)
        pages[path] = Generated(listing.title, "listing", made, source=listing.source)
    for path, title, key in council_pages(record):
        view = partial(council, record, concerns, key)
        pages[path] = Generated(title, "council", view, source="councils.yml")
    return {path: page for path, page in pages.items() if not (path in record.files and path in listings)}


def _same(listing: Listing) -> Listing:
    return listing


def _of_clauses(record: Record, agreement: Agreement) -> Iterator[tuple[str, Generated]]:
    found = lives(record, agreement)
    title = f"Clauses of the {agreement.file.form.title}"
    folder = agreement.file.folder
    source = agreement.table.document.path if agreement.table else ""
    yield (
        clauses_path(folder),
        Generated(title, "tables", partial(clauses, record, agreement, found.values()), source=source),
    )
    for key, life in found.items():
        path, title = history_path(folder, key), history_title(record, life)
        places = dict(named_in(record, life, path, title))
        view = partial(history, record, life, places.pop(path))
        anchors = frozenset({NAMED})
        yield path, Generated(title, "history", view, searched=False, source=source, anchors=anchors)
        for path_of_year, listing in places.items():
            made = partial(_same, listing)
            yield path_of_year, Generated(listing.title, "listing", made, searched=False, source=source)
