"""What a build does besides the steps of MkDocs: the search, the files for programs, the words of minutes."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from material.plugins.blog.structure import Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from concordat.model.records import MeetingFile, PageFile
from concordat.model.registers import Register
from concordat.site.build import Build
from concordat.site.dates import DatesPlugin
from concordat.site.exports import write_exports
from concordat.site.page_keys import knows_all

_Carried = tuple[dict[str, object], dict[str, str]]


class Besides:
    """Does it for one build (see `concordat.site.sharing.Own`)."""

    def __init__(self, build: Build, config: MkDocsConfig, dates: DatesPlugin) -> None:
        self.build, self.config, self.dates = build, config, dates
        self.site = Path(config.site_dir)
        self.known = knows_all(config)

    @property
    def late(self) -> Set[str]:
        """The pages that show the sizes of the files for programs."""
        return {
            path
            for path, part in self.build.parts.items()
            if isinstance(part, PageFile) and part.front.shows is Register.DATA
        }

    def carried(self, page: Page) -> _Carried | None:
        """Return the settings of minutes, and the words of their items; None for any other page.

        None, too, where a plugin nobody here knows may want to see each page in this process.
        """
        path = page.file.src_uri
        if not (self.known and isinstance(self.build.parts.get(path), MeetingFile)):
            return None
        return dict(page.meta), self.build.search.items[path]

    def carry(self, page: Page, carried: _Carried) -> None:
        """Let them be known here."""
        page.meta, self.build.search.items[page.file.src_uri] = carried

    def forget(self, page: Page) -> None:
        """Let go of a page's Markdown, a tenth of its memory; of posts lists show the beginning."""
        if self.known and not isinstance(page, Post):
            page.markdown = ""

    def write_search(self) -> None:
        """Write the search."""
        self.build.search.write(self.build.record, self.build.urls, self.site)

    def write_exports(self) -> Mapping[str, int]:
        """Write the files for programs; where pages stand, those alone that show when a file was changed."""
        build, dates = self.build, self.dates
        last = build.standing.last
        if last and last.dates == dates.seconds:
            return last.exports
        sizes = write_exports(
            build.record, build.urls, self.config, dates.history, only_dated=last is not None
        )
        return {**(last.exports if last else {}), **sizes}

    def take_sizes(self, sizes: Mapping[str, int]) -> None:
        """Be told the sizes of the files for programs."""
        self.build.exports = sizes
