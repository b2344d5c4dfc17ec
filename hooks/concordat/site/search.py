"""The files of the search, written when every page is built."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path

from mkdocs.structure.pages import Page

from concordat.model.records import EditionFile, EventFile, MeetingFile, Part, PostFile
from concordat.places import Place
from concordat.record import Record
from concordat.search.amended import amended
from concordat.search.shards import shards
from concordat.search.units import (
    Unit,
    council_unit,
    event_unit,
    in_order,
    item_words,
    meeting_units,
    page_unit,
    units_of,
)
from concordat.views.councils import council_pages

FOLDER = "search/index"
_SILENT = re.compile(r'<(script|style|svg)\b.*?</\1>|<a class="headerlink".*?</a>|<h1\b.*?</h1>', re.DOTALL)
_WITHIN = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]+>")


class SearchFiles:
    """Gathers what the pages of one build say."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, str]] = {}
        self.pages: dict[str, Unit] = {}

    def add_minutes(self, meeting: MeetingFile, source: str) -> None:
        """Keep the words of the items of minutes."""
        self.items[meeting.document.path] = item_words(meeting, source)

    def add_page(self, page: Page, content: str, part: Part | None) -> None:
        """Keep the words of a page's HTML, unless the record itself divides it into units."""
        path, settings = page.file.src_uri, page.meta.get("search")
        hidden = isinstance(settings, Mapping) and settings.get("exclude")
        if hidden or isinstance(part, MeetingFile | EditionFile) or path == "search/index.md":
            return
        day = part.front.day.created if isinstance(part, PostFile) else None
        text = said(content)
        if isinstance(part, EventFile):
            self.pages[path] = event_unit(part, text)
        else:
            self.pages[path] = page_unit("Post" if day else "Page", str(page.title), path, text, day)

    def write(self, record: Record, urls: Mapping[str, str], site: Path) -> None:
        """Write the files below the site's folder. `urls` are the addresses of pages, by path."""

        folder = site / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.js"):
            old.unlink()
        _write(folder, shards(in_order(self._units(record)), _linker(urls)))

    def _units(self, record: Record) -> Iterator[Unit]:
        pages = dict(self.pages)
        written = {path: pages.pop(path).text for path, _, _ in council_pages(record) if path in pages}
        yield from units_of(record, self.items)
        for path, title, key in council_pages(record):
            yield council_unit(record, key, title, written.get(path, ""))
        yield from (pages[path] for path in sorted(pages))  # whichever was rendered first

    def amended(
        self, record: Record, urls: Mapping[str, str], site: Path, paths: Iterable[str]
    ) -> dict[str, str] | None:
        """Return what the files of an earlier build become, by name, after some pages alone said new words.

        None where it cannot be told.
        """
        by_url: dict[str, list[Unit]] = {urls[path]: [] for path in paths if path in urls}
        link = _linker(urls)
        for unit in in_order(self._units_on(record, {*paths})):
            by_url[link(Place(unit.place.path))].append(unit)
        try:
            files = {file.name: file.read_text("utf-8") for file in (site / FOLDER).glob("*.js")}
            return amended(files, by_url, link)
        except (ValueError, KeyError, IndexError, OSError):
            return None

    def _units_on(self, record: Record, paths: Set[str]) -> Iterator[Unit]:
        """Yield the units of some pages of the record that are no editions."""
        pages = {path: unit for path, unit in self.pages.items() if path in paths}
        for meeting in record.meetings:
            if meeting.document.path in paths:
                yield from meeting_units(record, meeting, self.items.get(meeting.document.path, {}))
        for path, title, key in council_pages(record):
            if path in paths:
                yield council_unit(record, key, title, pages.pop(path).text if path in pages else "")
        yield from pages.values()

    def amend(self, site: Path, files: Mapping[str, str]) -> None:
        """Write the files that change; take away those that are no more."""
        folder = site / FOLDER
        for name in [name for name, content in files.items() if not content]:
            (folder / name).unlink()
        _write(folder, ((name, content) for name, content in files.items() if content))


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    for name, content in files:
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def _linker(urls: Mapping[str, str]) -> Callable[[Place], str]:
    def link(place: Place) -> str:
        url = urls.get(place.path, place.path)
        return f"{url}#{place.anchor}" if place.anchor else url

    return link


def said(content: str) -> str:
    """Return the words of a page's HTML, without its title: a space for each block, none within a sentence.

    >>> said("<h1>Visits</h1><p>See <a href='#4'>SLI 4</a>.</p><p>It <b>ends</b>.</p>")
    'See SLI 4. It ends.'
    """
    words = _TAG.sub(" ", _WITHIN.sub("", _SILENT.sub(" ", content)))
    return " ".join(html.unescape(words).split())
