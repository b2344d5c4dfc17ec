"""The pages of one build, shared out among the processors: first to be rendered, then to be written.

The bytes are those of a build by one process. What a helper has rendered is taken only where it
was made of the very Markdown and frames that this process has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from material.plugins.blog.structure import Excerpt
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from concordat.shares import processes
from concordat.site.excerpts import Excerpts
from concordat.site.keeping import Keeping
from concordat.site.progress import Progress
from concordat.site.rendered import Rendered
from concordat.site.store import Written
from concordat.site.workers import Workers

ENOUGH = 100
"""How many pages are worth a process of their own."""

_Read = tuple[tuple[str | None, object], Rendered, bool]
_Wrote = tuple[frozenset[str], Written | None]


class Sharing:
    """Does MkDocs' steps for one build (see `concordat.site.mkdocs_patch`).

    `scripts` gathers the digests of inline scripts as pages are written, and `write_search` writes the
    search once every page is rendered: a piece of work like a page.
    """

    def __init__(self, keeping: Keeping, scripts: set[str], write_search: Callable[[], None]) -> None:
        self.keeping, self.scripts, self.write_search = keeping, scripts, write_search
        self.inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
        self._readers: Workers[_Read | None] | None = None
        self._writers: Workers[_Wrote] | None = None
        self._order: dict[str, int] = {}
        self._last: _Read | None = None  # what was rendered last, unless it was kept
        self._excerpts = Excerpts()
        self._progress = Progress("Pages", 0)
        self._searched = 0

    def clean(self, step: Any, folder: str) -> None:
        """Empty the site's folder, or leave in it what may be as it would be written again."""
        self.keeping.clean(step, folder)

    # -- first every page is rendered ---------------------------------------------------

    def populate(
        self, step: Any, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False
    ) -> None:
        """Read and render a page; take what a helper has rendered of it."""
        if self._readers is None:
            order = files.documentation_pages(inclusion=self.inclusion)

            def work(at: int) -> _Read | None:
                file = order[at]
                self._last = None
                step(file.page or Page(None, file, config), config, files, dirty)
                return self._last

            self._order = {file.src_uri: at for at, file in enumerate(order)}
            count = 1 if self.keeping.many else processes(len(order), ENOUGH)
            self._readers = Workers(len(order), work, count - 1)
            self._progress = Progress("Pages rendered", len(order))
        step(page, config, files, dirty)
        self._progress.tell(self._readers.begun)

    def render(self, step: Any, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Render a page, unless a helper or an earlier build has done it from the same."""
        key, frames = self.keeping.key(page), self.keeping.frames.frames
        inputs = (key, None) if key else (page.markdown, frames)
        at = self._order.get(page.file.src_uri)
        made = None
        if self._readers is not None and at is not None and not self._readers.mine(at):
            made = self._readers.made(at)
        if made is None or made[0] != inputs:
            kept = self.keeping.found(key, files)
            if kept:
                kept.put(page, files)
                return
            self._last = made = inputs, *self.keeping.render(step, page, config, files)
        else:
            made[1].put(page, files)
        if made[2]:
            self.keeping.keep(key, made[1])

    # -- then every page is written -----------------------------------------------------

    def write(
        self,
        step: Any,
        page: Page,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        nav: Navigation,
        *arguments: Any,
        **named: Any,
    ) -> None:
        """Write a page, unless a helper has, or an earlier build from the same."""
        if self._writers is None:
            self._searched = len(doc_files)

            def work(at: int) -> _Wrote:
                if at == self._searched:
                    self.write_search()
                    return frozenset(), None
                file = doc_files[at]
                assert file.page is not None
                excluded = file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
                more = {**named, "excluded": excluded}
                return self._write(
                    lambda: step(file.page, config, doc_files, nav, *arguments, **more), file.page
                )

            self._order = {file.src_uri: at for at, file in enumerate(doc_files)}
            self.keeping.begin(config, nav)
            self._progress.end()
            self._progress = Progress("Pages written", len(doc_files))
            self._writers = Workers(len(doc_files) + 1, work, processes(len(doc_files), ENOUGH) - 1)
        wrote = self._made(self._order[page.file.src_uri])
        if wrote is None:
            wrote = self._write(lambda: step(page, config, doc_files, nav, *arguments, **named), page)
        if wrote[1]:
            self.keeping.note(page.file.src_uri, wrote[1])
        self._progress.tell(self._writers.begun)

    def excerpt(self, step: Any, excerpt: Excerpt, page: Page, separator: str) -> None:
        """Render the beginning of a post for a list."""
        self._excerpts.render(step, excerpt, page, separator)

    def _write(self, step: Callable[[], None], page: Page) -> _Wrote:
        key, kept = self.keeping.unchanged(page)
        if kept:
            self.scripts.update(kept.scripts)
            return frozenset(kept.scripts), kept
        others = set(self.scripts)
        self.scripts.clear()
        written = self.keeping.write(step, page, key)
        scripts = frozenset(self.scripts)
        self.scripts.update(others)
        return scripts, written and Written(written.key, written.stamp, tuple(sorted(scripts)))

    def finish(self) -> None:
        """Write the search, unless a helper has."""
        self._progress.end()
        if self._made(self._searched) is None:
            self.write_search()

    def _made(self, at: int) -> _Wrote | None:
        """Return what a helper made of a page; None where this process is to write it."""
        if self._writers is None or self._writers.mine(at):
            return None
        wrote = self._writers.made(at)
        if wrote:
            self.scripts.update(wrote[0])
        return wrote
