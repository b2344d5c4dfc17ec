"""What one build keeps for the next: renderings by what they are made of, and pages that are as they were.

A page is not written again where all that it is made of is as it was (see `concordat.site.page_keys`)
and its file is the one that was written then. The bytes of a site are those of a build from nothing.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from concordat.site.extension import FrameExtension
from concordat.site.last_build import LastBuild, Look, look_of
from concordat.site.page_keys import PageKeys, rendering_key, rendering_settings, site_settings
from concordat.site.rendered import AskedFiles, Rendered
from concordat.site.store import Store, Written

_MARK = ".begun"
_BATCH = 250  # renderings that are kept at once: those of a large site would fill the memory


class Keeping:
    """Knows what is kept, and what this build will keep.

    `shown` returns what the record says of a page, `everywhere` what it says on every page, and `urls`
    the addresses of all pages.
    """

    def __init__(
        self,
        store: Store,
        config: MkDocsConfig,
        frames: FrameExtension,
        shown: Callable[[Page], dict[str, Any]],
        everywhere: Callable[[], object],
        urls: Callable[[], Mapping[str, str]],
    ) -> None:
        self.store, self.frames = store, frames
        self.shown, self.everywhere, self.urls = shown, everywhere, urls
        self.site = Path(config.site_dir)
        self.rendering = rendering_settings(config) if store.file else None
        self.settings: str | None = None  # what all pages share, once it is known
        self._keys: PageKeys | None = None
        self._fresh: dict[str, str] = {}
        self._used: set[str] = set()
        self.before = store.written(self.site) if self.rendering else {}
        self.written: dict[str, Written] = {}
        self._said: dict[str, dict[str, Any]] = {}
        self._began = 0  # when writing began, where older files were left; 0 where the folder was emptied

    # -- renderings ---------------------------------------------------------------------

    def key(self, page: Page) -> str | None:
        """Return the key of a page's rendering; None where it cannot be kept."""
        return rendering_key(self.rendering, page, self.frames.frames) if self.rendering else None

    def found(self, key: str | None, files: Files) -> Rendered | None:
        """Return a rendering that is kept, if its links would be the same."""
        text = self.store.rendered(key) if key else None
        with suppress(ValueError, TypeError):
            rendered = Rendered.from_text(text) if text else None
            if key and rendered and rendered.holds(files):
                self._used.add(key)
                return rendered
        return None

    def render(self, step: Any, page: Page, config: MkDocsConfig, files: Files) -> tuple[Rendered, bool]:
        """Render a page; return what was made, and whether nothing was said of it that must be said again."""
        asked = AskedFiles(files)
        with _listening() as said:
            step(page, config, asked)
        return Rendered.of(page, asked.asked), not said

    def keep(self, key: str | None, rendered: Rendered) -> None:
        """Keep a rendering for the next build."""
        if key:
            self._fresh[key] = rendered.text()
            self._used.add(key)
            if len(self._fresh) >= _BATCH:
                self.store.add(self._fresh)
                self._fresh = {}

    @property
    def many(self) -> bool:
        """Whether most pages need no rendering."""
        return self.rendering is not None and self.store.count(self.rendering) > len(self.before) // 2 > 0

    # -- pages --------------------------------------------------------------------------

    def clean(self, step: Any, folder: str) -> None:
        """Empty the site's folder; where its pages may stand, leave all, and take away later what is old."""
        if not self.before or not self.site.is_dir():
            step(folder)
            return
        mark = self.site / _MARK
        mark.touch()
        self._began = mark.stat().st_mtime_ns  # by the clock of the disk
        mark.unlink()

    def begin(self, config: MkDocsConfig, nav: Navigation) -> str | None:
        """Find out what all pages share, before the first is written; return it. None if unknown."""
        said = self.everywhere()
        self.settings = site_settings(config, nav, self.rendering, said) if self.rendering else None
        self._keys = PageKeys(self.settings, self.urls()) if self.settings else None
        return self.settings

    def unchanged(self, page: Page) -> tuple[str | None, Written | None]:
        """Return the key of a page, and what is kept of it where its file is as it would be written now."""
        if self._keys is None:
            return None, None
        said = self._said[page.file.src_uri] = self.shown(page)
        key = self._keys.key(page, said)
        kept = self.before.get(page.file.src_uri)
        if key and kept and kept.key == key and kept.stamp == _stamp(page):
            del self._said[page.file.src_uri]
            return key, kept
        return key, None

    def said(self, page: Page) -> dict[str, Any]:
        """Return what the record says of a page that is about to be written."""
        return self._said.pop(page.file.src_uri, None) or self.shown(page)

    def write(self, step: Callable[[], None], page: Page, key: str | None) -> Written | None:
        """Write a page; return what to keep of it, without its scripts."""
        with _listening() as said:
            step()
        stamp = _stamp(page)
        return Written(key, stamp, *told(page)) if key and stamp and not said else None

    def note(self, path: str, written: Written) -> None:
        """Keep what a page was made of, by its path."""
        self.written[path] = written

    def sweep(self) -> None:
        """Take away what earlier builds left and this one has neither written nor kept."""
        if self._began:
            _sweep(self.site, self._began, {written.stamp for written in self.written.values()})

    def finish(self, last: LastBuild | None, *, amended: bool) -> None:
        """Keep what the next build can use; where the last one's site was `amended`, besides what is kept."""
        if not self.rendering:
            return
        self.store.add(self._fresh)
        text = last.text() if last else None
        if amended and text:
            self.store.amend(self.site, self.written, text)
        else:
            self.store.keep(self._used, self.site, self.written, text)


def told(page: Page) -> tuple[str, tuple[str, ...] | None]:
    """Return what other pages can tell of one that has been rendered: its title, and its anchors."""
    anchors = page.present_anchor_ids
    return str(page.title), None if anchors is None else tuple(sorted(anchors))


def _stamp(page: Page) -> Look:
    try:
        return look_of(Path(page.file.abs_dest_path).stat())
    except OSError:
        return ()


def _sweep(site: Path, began: int, kept: set[Look]) -> None:
    """Remove the files of a site that are older than a build and not kept by it, and empty folders.

    What is hidden at the top is somebody else's, such as `.git`: MkDocs leaves it, too.
    """
    for top in site.iterdir():
        if top.name.startswith("."):
            continue
        if not top.is_dir() or top.is_symlink():
            _remove(top, began, kept)
            continue
        for folder, _, names in os.walk(top, topdown=False):
            for name in names:
                _remove(Path(folder, name), began, kept)
            with suppress(OSError):  # there is something in it
                Path(folder).rmdir()


def _remove(file: Path, began: int, kept: set[Look]) -> None:
    status = file.lstat()
    if status.st_mtime_ns < began and look_of(status) not in kept:
        file.unlink()


class Ear(logging.Handler):
    """Notes what MkDocs and its plugins say that a reader of the log should see."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note what is said."""
        self.heard.append(record)

    def listen(self) -> None:
        """Begin anew."""
        self.heard.clear()
        logging.getLogger("mkdocs").addHandler(self)

    def leave(self) -> None:
        """End."""
        logging.getLogger("mkdocs").removeHandler(self)

    @property
    def silent(self) -> bool:
        """Whether nobody but our own checks, which speak in every build, warned of anything, or of a link."""
        return not any(
            said.name.startswith("mkdocs.structure.pages")
            or (said.levelno >= logging.WARNING and said.name != "mkdocs.concordat")
            for said in self.heard
        )


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    ear = Ear()
    ear.listen()
    try:
        yield ear.heard
    finally:
        ear.leave()
