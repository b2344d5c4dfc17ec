"""The git-dates plugin, given its dates from one pass of `git log`."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from concordat.site.history import Commit, History, read_history

log = logging.getLogger("mkdocs.concordat")
_PLUGIN = "git-revision-date-localized"


class DatesPlugin:
    """Fills the plugin's caches, and takes back the dates that nobody can know."""

    def __init__(self) -> None:
        self.history: History | None = None

    def fill(self, files: Files, config: MkDocsConfig) -> None:
        """Read the history once, and put each page's commits where the plugin looks first."""
        plugin: Any = config.plugins.get(_PLUGIN)
        if plugin is None:
            return
        self.history = read_history(Path(config.docs_dir))
        if self.history is not None and self.history.shallow:
            log.info(
                "This clone is shallow: pages that did not change since it was cut off show no date. "
                "'git fetch --unshallow' brings the whole history."
            )
        for file in files.documentation_pages():
            self._put(plugin, file)
        if self.history is not None:
            plugin.util.tag_cache.update(dict.fromkeys(self.history.commits, ""))
        if not plugin.config["enable_creation_date"]:  # else its parts go to processes, and a cache cannot
            plugin.util.get_date_formats_for_timestamp = _once(plugin.util.get_date_formats_for_timestamp)

    @property
    def seconds(self) -> dict[str, int]:
        """When each file was last changed; see `History.seconds`."""
        return self.history.seconds() if self.history else {}

    def are_all_known(self, config: MkDocsConfig) -> bool:
        """Tell whether pages show no other dates of git than these."""
        plugin: Any = config.plugins.get(_PLUGIN)
        return plugin is None or not plugin.config["enable_creation_date"]

    def add_page(self, page: Page, config: MkDocsConfig) -> None:
        """Do the same for a page that another plugin made."""
        plugin: Any = config.plugins.get(_PLUGIN)
        if plugin is not None:
            plugin.generated_timestamps.setdefault(page.file.src_uri, _unknown(plugin)[1])
            self._put(plugin, page.file)

    def _put(self, plugin: Any, file: File) -> None:
        if file.abs_src_path is None:
            return
        key, unknown = str(Path(file.abs_src_path).absolute()), _unknown(plugin)
        history = self.history or History()
        plugin.last_revision_commits[key] = history.changed.get(file.src_uri, unknown)
        plugin.cached_source_paths[key] = key

    def forget_unknown(self, page: Page) -> None:
        """Take back the date of a page that is not committed, or older than a shallow clone.

        The date of the whole site goes as well: with it every page would change with every commit.
        """
        history = self.history or History()
        forgotten = ["git_site_revision_date_localized"]
        if page.file.src_uri not in history.changed:
            forgotten.append("git_revision_date_localized")
        if page.file.src_uri not in history.changed or history.shallow:
            forgotten.append("git_creation_date_localized")  # where somebody asks the plugin for it
        for key in [key for key in page.meta if key.startswith(tuple(forgotten))]:
            del page.meta[key]


def _once(written: Any) -> Any:
    """Return a function that writes a date once: the pages of one commit have one date."""
    return written if hasattr(written, "cache_info") else cache(written)


def _unknown(plugin: Any) -> Commit:
    return "", plugin.last_site_revision_timestamp
