"""The pages of one build, shared out among the processors: first to be rendered, then to be written.

The bytes are those of a build by one process. What a helper has rendered is taken only where it
was made of the very Markdown and frames that this process has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Protocol

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
from concordat.site.standing import Standing
from concordat.site.store import Written
from concordat.site.workers import Workers

ENOUGH = 100
"""How many pages are worth a process of their own."""

_Read = tuple[tuple[str | None, object], Rendered, bool]
_Wrote = tuple[frozenset[str], Written | None]


class Own(Protocol):
    """What a build does besides MkDocs' steps. It may be done in a process of its own, as pages are."""

    @property
    def late(self) -> Set[str]:
        """The pages, by path, that show what `write_exports` finds: they are written last."""

    def carried(self, page: Page) -> object:
        """Return what is known of a rendered page besides what MkDocs knows; None to read it again."""

    def carry(self, page: Page, carried: Any) -> None:
        """Let it be known here."""

    def forget(self, page: Page) -> None:
        """Let go of what nobody asks of a page once it is rendered."""

    def write_search(self) -> None:
        """Write the search."""

    def write_exports(self) -> Mapping[str, int]:
        """Write the files for other programs; return their sizes."""

    def take_sizes(self, sizes: Mapping[str, int]) -> None:
        """Be told these sizes."""


class Sharing:
    """Does MkDocs' steps for one build (see `concordat.site.mkdocs_patch`).

    `scripts` gathers the digests of inline scripts as pages are written.
    """

    def __init__(self, keeping: Keeping, standing: Standing, scripts: set[str], own: Own) -> None:
        self.keeping, self.standing, self.scripts, self.own = keeping, standing, scripts, own
        self.in_nav: set[str] = set()  # pages that the navigation names, by path
        self.rendered: list[Page] = []  # the pages of a build in which others stand
        self._left: list[Callable[[], None]] = []
        self.inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
        self._readers: Workers[tuple[_Read | None, object]] | None = None
        self._writers: Workers[Any] | None = None
        self._late: list[tuple[str, Callable[[], _Wrote]]] = []
        self._order: dict[str, int] = {}
        self._last: _Read | None = None  # what was rendered last, unless it was kept
        self._read: tuple[_Read | None, object] | None = None  # what a helper has rendered of a page
        self._excerpts = Excerpts()
        self._progress = Progress("Pages", 0)
        self._searched = self._exported = 0  # the pieces that are no pages

    def clean(self, step: Any, folder: str) -> None:
        """Empty the site's folder, or leave in it what may be as it would be written again."""
        self.keeping.clean(step, folder)

    # -- first every page is rendered ---------------------------------------------------

    def populate(
        self, step: Any, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False
    ) -> None:
        """Read and render a page; take what a helper has rendered of it. One that stands is left."""
        path = page.file.src_uri
        if self.standing.last:
            if self.standing.stands(path) and path not in self.in_nav:
                self._left.append(lambda: self.populate(step, page, config, files, dirty))
                return
            if path in self.standing.changed:
                self.rendered.append(page)
            step(page, config, files, dirty)
            return
        if self._readers is None:
            order = files.documentation_pages(inclusion=self.inclusion)

            def work(at: int) -> tuple[_Read | None, object]:
                file, self._last = order[at], None
                read = file.page or Page(None, file, config)
                step(read, config, files, dirty)
                return self._last, self.own.carried(read)

            self._order = {file.src_uri: at for at, file in enumerate(order)}
            count = 1 if self.keeping.many else processes(len(order), ENOUGH)
            self._readers = Workers(len(order), work, count - 1)
            self._progress = Progress("Pages rendered", len(order))
        if not self._carried(page, files):
            step(page, config, files, dirty)
        self.own.forget(page)
        self._progress.tell(self._readers.begun)

    def _carried(self, page: Page, files: Files) -> bool:
        """Take a page from a helper, if that has all there is to know of it; tell whether it had."""
        at = self._order.get(page.file.src_uri)
        if self._readers is None or at is None or self._readers.mine(at):
            return False
        self._read = self._readers.made(at)
        read, carried = self._read or (None, None)
        if read is None or carried is None:
            return False
        inputs, rendered, silent = read
        rendered.put(page, files)
        self.own.carry(page, carried)
        if silent:
            self.keeping.keep(inputs[0], rendered)
        return True

    def render(self, step: Any, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Render a page, unless a helper or an earlier build has done it from the same."""
        key, frames = self.keeping.key(page), self.keeping.frames.frames
        inputs = (key, None) if key else (page.markdown, frames)
        made, self._read = self._read[0] if self._read else None, None
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

    def populate_others(self) -> None:
        """Read and render the pages that were left, where they do not stand."""
        self.standing.give_up()
        for populate in self._left:
            populate()
        self._left = []

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
        """Write a page, unless a helper has, or an earlier build from the same. One that stands is left."""

        def of(page: Page, **more: Any) -> _Wrote:
            return self._write(
                lambda: step(page, config, doc_files, nav, *arguments, **{**named, **more}), page
            )

        path = page.file.src_uri
        if self.standing.stands(path):
            self.scripts.update(self.keeping.before[path].scripts)
        elif self.standing.last:
            self._note(path, of(page))
        elif path in self.own.late:
            self._late.append((path, lambda: of(page)))
        else:
            if self._writers is None:
                self._writers = self._writing(doc_files, of)
            self._note(path, self._taken(self._order[path]) or of(page))
            self._progress.tell(self._writers.begun)

    def _writing(self, files: Sequence[File], of: Callable[..., _Wrote]) -> Workers[Any]:
        """Share out the writing of pages, and after them what is no page."""
        order = [file for file in files if file.src_uri not in self.own.late]
        self._searched, self._exported = len(order), len(order) + 1

        def work(at: int) -> _Wrote | Mapping[str, int]:
            if at == self._exported:
                return self.own.write_exports()
            if at == self._searched:
                self.own.write_search()
                return frozenset(), None
            file = order[at]
            return of(file.page, excluded=file.inclusion.is_excluded())  # type: ignore[no-untyped-call]

        self._order = {file.src_uri: at for at, file in enumerate(order)}
        self._progress.end()
        self._progress = Progress("Pages written", len(order))
        return Workers(len(order) + 2, work, processes(len(order), ENOUGH) - 1)

    def _note(self, path: str, wrote: _Wrote) -> None:
        self.scripts.update(wrote[0])
        if wrote[1]:
            self.keeping.note(path, wrote[1])

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
        return scripts, written and replace(written, scripts=tuple(sorted(scripts)))

    def finish(self) -> None:
        """Write what no page is, unless a helper has, and the pages that wait for it."""
        self._progress.end()
        sizes = self._taken(self._exported)
        self.own.take_sizes(self.own.write_exports() if sizes is None else sizes)
        if self._taken(self._searched) is None:
            self.own.write_search()
        for path, write in self._late:
            self._note(path, write())

    def _taken(self, at: int) -> Any:
        """Return what a helper made of a piece; None where this process is to do it."""
        return None if self._writers is None or self._writers.mine(at) else self._writers.made(at)
