"""The files of the search, written when every page is built."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.structure.pages import Page

from concordat.model.records import EditionFile, EventFile, MeetingFile, Part, PostFile
from concordat.places import Place
from concordat.record import Record
from concordat.search.shards import shards
from concordat.search.units import Unit, council_unit, event_unit, in_order, item_words, page_unit, units_of
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

        def link(place: Place) -> str:
            url = urls.get(place.path, place.path)
            return f"{url}#{place.anchor}" if place.anchor else url

        folder = site / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.js"):
            old.unlink()
        pages = dict(self.pages)
        written = {path: pages.pop(path).text for path, _, _ in council_pages(record) if path in pages}
        councils = (
            council_unit(record, key, title, written.get(path, ""))
            for path, title, key in council_pages(record)
        )
        units = in_order([*units_of(record, self.items), *councils, *pages.values()])
        for name, content in shards(units, link).items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")


def said(content: str) -> str:
    """Return the words of a page's HTML, without its title: a space for each block, none within a sentence.

    >>> said("<h1>Visits</h1><p>See <a href='#4'>SLI 4</a>.</p><p>It <b>ends</b>.</p>")
    'See SLI 4. It ends.'
    """
    words = _TAG.sub(" ", _WITHIN.sub("", _SILENT.sub(" ", content)))
    return " ".join(html.unescape(words).split())
