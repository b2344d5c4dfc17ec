"""The pages of one build, shared out among the processors: first to be rendered, then to be written.

The bytes are those of a build by one process. What a helper has rendered is taken only where it
was made of the very Markdown and frames that this process has.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from concordat.shares import processes
from concordat.site.extension import FrameExtension
from concordat.site.rendered import Rendered
from concordat.site.workers import Workers

ENOUGH = 100
"""How many pages are worth a process of their own."""

_Inputs = tuple[str | None, bytes]


class Sharing:
    """Does MkDocs' steps for one build (see `concordat.site.mkdocs_patch`).

    `scripts` gathers the digests of inline scripts as pages are written, and `write_search` writes the
    search once every page is rendered: a piece of work like a page.
    """

    def __init__(self, frames: FrameExtension, scripts: set[str], write_search: Callable[[], None]) -> None:
        self.frames, self.scripts, self.write_search = frames, scripts, write_search
        self.inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
        self._readers: Workers[tuple[_Inputs, Rendered] | None] | None = None
        self._writers: Workers[frozenset[str]] | None = None
        self._order: dict[str, int] = {}
        self._last: tuple[_Inputs, Rendered] | None = None  # what was rendered last
        self._searched = 0

    # -- first every page is rendered ---------------------------------------------------

    def populate(
        self, step: Any, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False
    ) -> None:
        """Read and render a page; take what a helper has rendered of it."""
        if self._readers is None:
            order = files.documentation_pages(inclusion=self.inclusion)

            def work(at: int) -> tuple[_Inputs, Rendered] | None:
                file = order[at]
                self._last = None
                step(file.page or Page(None, file, config), config, files, dirty)
                return self._last

            self._order = {file.src_uri: at for at, file in enumerate(order)}
            self._readers = Workers(len(order), work, processes(len(order), ENOUGH) - 1)
        step(page, config, files, dirty)

    def render(self, step: Any, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Render a page, unless a helper has done it from the same."""
        inputs = page.markdown, pickle.dumps(self.frames.frames)
        at = self._order.get(page.file.src_uri)
        if self._readers is not None and at is not None and not self._readers.mine(at):
            made = self._readers.made(at)
            if made is not None and made[0] == inputs:
                made[1].put(page, files)
                return
        step(page, config, files)
        self._last = inputs, Rendered.of(page)

    # -- then every page is written -----------------------------------------------------

    def write(
        self,
        step: Any,
        page: Page,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        *arguments: Any,
        **named: Any,
    ) -> None:
        """Write a page, unless a helper has written it."""
        if self._writers is None:
            self._searched = len(doc_files)

            def work(at: int) -> frozenset[str]:
                before = set(self.scripts)
                if at == self._searched:
                    self.write_search()
                else:
                    file = doc_files[at]
                    excluded = file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
                    step(file.page, config, doc_files, *arguments, **{**named, "excluded": excluded})
                return frozenset(self.scripts - before)

            self._order = {file.src_uri: at for at, file in enumerate(doc_files)}
            self._writers = Workers(len(doc_files) + 1, work, processes(len(doc_files), ENOUGH) - 1)
        if not self._done(self._order[page.file.src_uri]):
            step(page, config, doc_files, *arguments, **named)

    def finish(self) -> None:
        """Write the search, unless a helper has."""
        if not self._done(self._searched):
            self.write_search()

    def _done(self, at: int) -> bool:
        if self._writers is None or self._writers.mine(at):
            return False
        scripts = self._writers.made(at)
        self.scripts.update(scripts or ())
        return scripts is not None
