"""Files for other programs, written beside the pages: the calendar, feeds, open data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig

from concordat.calendar import events
from concordat.export.calendar import calendar_file
from concordat.export.data import data_files
from concordat.export.feeds import FEEDS, atom, json_feed
from concordat.export.published import Published
from concordat.record import Record
from concordat.site.history import History
from concordat.views.calendar import CALENDAR_FILE, event_file

Sizes = dict[str, int]
"""How many bytes each file has, by its path below the site's root."""


def write_exports(
    record: Record,
    urls: Mapping[str, str],
    config: MkDocsConfig,
    history: History | None,
    *,
    only_dated: bool = False,
) -> Sizes:
    """Write every file for other programs below the site's folder. Returns their sizes.

    `urls` are the addresses of pages below the site's root, by path. `only_dated` writes those alone that
    say when a file was changed.
    """
    changed = history.changed if history else {}
    published = Published(
        record,
        f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        urls,
        {path: datetime.fromtimestamp(second, UTC) for path, (_, second) in changed.items()},
    )
    sizes = {}
    for path, content in _exports(published, config.site_name, only_dated):
        utils.write_file(content, str(Path(config.site_dir, path)))
        sizes[path] = len(content)
    return sizes


def _exports(published: Published, title: str, only_dated: bool) -> Iterator[tuple[str, bytes]]:
    yield from _calendars(published, title)
    if not only_dated:
        yield from data_files(published)
    for feed in FEEDS:
        yield feed.path("xml"), atom(published, feed, title)
        yield feed.path("json"), json_feed(published, feed, title)


def _calendars(published: Published, title: str) -> Iterator[tuple[str, bytes]]:
    record = published.record
    since = date(record.today.year - 1, 1, 1)
    found = [event for event in events(record) if event.last >= since]
    yield CALENDAR_FILE, calendar_file(published, title, found)
    for event in found:
        if not event.over(record.today):
            yield event_file(event), calendar_file(published, title, [event])
