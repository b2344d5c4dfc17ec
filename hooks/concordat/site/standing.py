"""Whether the pages of the last build can stand as they are, but those of a few files that changed.

Where the changed files say nothing new to any other page (see `concordat.outward`), only their own pages
are made, and the search is amended. Otherwise every page is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.structure.pages import Page

from concordat.model.records import EditionFile, PostFile
from concordat.outward import outward
from concordat.record import Record
from concordat.signatures import stale_digests
from concordat.site.keeping import told
from concordat.site.last_build import LastBuild, looks
from concordat.site.store import Written


class Standing:
    """Knows which pages stand. `last` is None where none do, and once it is known that they do not.

    `pages` are those of the last build as they were written, `version` what it has to be of.
    """

    def __init__(
        self, last: LastBuild | None, pages: Mapping[str, Written], record: Record, version: str, site: Path
    ) -> None:
        self.version = version
        self.before = last.record if last else {}
        self._pages = pages
        self.changed = {
            path for path, own in record.digests.items() if last and last.record.get(path, ("",))[0] != own
        }
        may = last is not None and last.version == version and _is_like(last, record, self.changed)
        self.last = last if may and last and looks(site) == last.looks else None

    def stands(self, path: str) -> bool:
        """Tell whether a page stands as it was written, as far as anybody knows yet."""
        return self.last is not None and path not in self.changed

    def give_up(self) -> None:
        """Let every page be looked at."""
        self.last = None

    def holds(self, settings: str | None, urls: Mapping[str, str], dates: Mapping[str, int]) -> bool:
        """Tell whether what pages share, their addresses, and the dates of those that stand are as before."""
        last = self.last
        if last is None or (last.settings, last.urls) != (settings, urls):
            return False
        changed = {path for path in {*dates, *last.dates} if dates.get(path) != last.dates.get(path)}
        return changed <= self.changed

    def seen_alike(self, pages: Iterable[Page]) -> bool:
        """Tell whether other pages can tell the changed ones from what they were; give links what they ask.

        MkDocs looks up each link's anchor on the page to which it leads, which nobody has rendered now.
        """
        for page in pages:
            before = self._pages.get(page.file.src_uri)
            if before is None or told(page) != (before.title, before.anchors):
                return False
            for file in page.links_to_anchors or ():
                if file.page is not None and file.page.content is None and file.src_uri in self._pages:
                    anchors = self._pages[file.src_uri].anchors
                    file.page.present_anchor_ids = None if anchors is None else set(anchors)
        return True


def _is_like(last: LastBuild, record: Record, changed: set[str]) -> bool:
    """Tell whether a record says what the last one said, save on the changed files' own pages.

    A text that is signed in other words is looked up in git, which may know more than it did. The page of
    an edition or a post shares its text with others.
    """
    if last.files != sorted(record.files) or last.record.keys() != record.digests.keys():
        return False
    if any(stale_digests(edition) for edition in record.editions()):
        return False
    parts = {part.document.path: part for part in record.parts}
    for path in changed:
        part = parts.get(path)
        if part is None or isinstance(part, EditionFile | PostFile) or outward(part) != last.record[path][1]:
            return False
    return True
