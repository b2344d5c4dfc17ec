"""From the site's pages to the files for other programs."""

from __future__ import annotations

from collections.abc import Mapping

from concordat.export.data import DATASETS, edition_path, schema_path
from concordat.export.feeds import FEEDS
from concordat.index import Edition
from concordat.model.registers import Register
from concordat.places import Place
from concordat.record import Record
from concordat.views.calendar import CALENDAR_FILE
from concordat.views.cells import Cell, Table

_KINDS = {"csv": "CSV", "json": "JSON", "xml": "Akoma Ntoso XML"}
_COLUMNS = ("File", "What it holds", "Size")


def register_files(name: Register | None) -> tuple[Cell, ...]:
    """Return links to the files of a register, and to its feed."""
    cells = [
        Cell(f"{dataset.name.capitalize()} as {_KINDS[kind]}", Place(dataset.path(kind)))
        for dataset in DATASETS
        if dataset.name == name
        for kind in ("csv", "json")
    ]
    return (*cells, *feed_links(name or ""))


def feed_links(name: str) -> tuple[Cell, ...]:
    """Return the link to the feed of a name, if there is one."""
    return tuple(
        Cell(f"Subscribe to {feed.title.lower()} (Atom feed)", Place(feed.path("xml")))
        for feed in FEEDS
        if feed.name == name
    )


def edition_files(record: Record, edition: Edition) -> tuple[Cell, ...]:
    """Return links to the files of an edition."""
    return tuple(
        Cell(f"Edition {edition.name} as {_KINDS[kind]}", Place(edition_path(record, edition, kind)))
        for kind in ("json", "xml")
    )


def data_tables(record: Record, sizes: Mapping[str, int]) -> list[Table]:
    """Return the tables of the data page: every file, what it holds, how large it is."""
    datasets = [
        (dataset.path(kind), f"{dataset.holds}, as {_KINDS[kind]}")
        for dataset in DATASETS
        for kind in ("csv", "json")
    ]
    editions = [
        (edition_path(record, edition, kind), f"{edition.address} as {_KINDS[kind]}")
        for edition in record.editions()
        for kind in ("json", "xml")
    ]
    feeds = [
        (feed.path(kind), f"{feed.title} as {name}")
        for feed in FEEDS
        for kind, name in (("xml", "Atom"), ("json", "JSON Feed"))
    ]
    calendar = (CALENDAR_FILE, "Meetings and other events as iCalendar")
    names = [*(dataset.name for dataset in DATASETS), "edition"]
    schemas = [
        (
            schema_path(name),
            f"JSON Schema of {name}.json" if name != "edition" else "JSON Schema of an edition's file",
        )
        for name in names
    ]
    return [
        _files("Tables", datasets, sizes),
        _files("Agreements", editions, sizes),
        _files("Calendar and feeds", [calendar, *feeds], sizes),
        _files("Schemas", schemas, sizes),
    ]


def licence(record: Record) -> str:
    """Return under which licence the files may be used again, in a sentence."""
    given = record.region.licence
    return (
        f"Licence: {given.rstrip('.')}." if given else "No licence is given: ask before you use them again."
    )


def _files(caption: str, files: list[tuple[str, str]], sizes: Mapping[str, int]) -> Table:
    rows = tuple(
        (Cell(path.removeprefix("data/"), Place(path)), Cell(holds), Cell(size_in_words(sizes.get(path, 0))))
        for path, holds in files
    )
    return Table(caption, _COLUMNS, rows)


def size_in_words(size: int) -> str:
    """Return a number of bytes as people read it: `812 bytes`, `4.1 kB`, `71 kB`, `2.5 MB`."""
    if size < 1000:
        return f"{size} bytes"
    for unit in ("kB", "MB"):
        size_in_unit = size / (1000 if unit == "kB" else 1_000_000)
        if size_in_unit < 999.5:
            return f"{size_in_unit:.1f} {unit}" if size_in_unit < 9.95 else f"{size_in_unit:.0f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"
