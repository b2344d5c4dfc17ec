"""All repairs of a record: each file's new text, and what was left as it is."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from concordat.edit import renumber_rows
from concordat.findings import Finding
from concordat.index import Agreement, Edition
from concordat.mending.numbers import Renumbering, Unsettled, renumber, write_numbers, write_references
from concordat.mending.page import Page, is_protected
from concordat.mending.spacing import part_clauses, part_entries, part_lists
from concordat.mending.values import mend_values
from concordat.model.forms import EditionStatus
from concordat.record import Record


@dataclass(slots=True)
class Mended:
    """Old and new text of each file that changes, by path, and what was left, a line each."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def mend(
    record: Record, findings: list[Finding], text_of: Callable[[str], str | None], *, day_first: bool = False
) -> Mended:
    """Return the repairs of a record. `text_of` gives a file's text by its path, None for no text.

    `day_first` says that 09/12/2016 is a day in December. Nothing is written.
    """
    mender = _Mender(record, text_of)
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    for path, found in by_path.items():
        if path.endswith((".md", ".yml")) and path in record.files:
            mender.findings(path, found, day_first)
    for agreement in record.agreements.values():
        for edition in agreement.editions:
            if edition.file.front.status is EditionStatus.DRAFT:
                mender.edition(agreement, edition)
    editions = {edition.path for edition in record.editions()}
    for path in sorted(record.files - editions):
        if path.endswith(".md") and (page := mender.page_of(path)):
            part_lists(page)
    return mender.finish()


class _Mender:
    def __init__(self, record: Record, text_of: Callable[[str], str | None]) -> None:
        self.record, self.text_of = record, text_of
        self.pages: dict[str, Page | None] = {}
        self.tables: dict[str, tuple[str, str]] = {}
        self.mended = Mended()

    def page_of(self, path: str) -> Page | None:
        """Return a file to be mended; None for one that is protected."""
        if path not in self.pages:
            text = self.text_of(path)
            signed = f"{posixpath.dirname(path)}/signatures.yml" in self.record.files
            left = text is None or signed or is_protected(path, text)
            self.pages[path] = None if text is None or left else Page(path, text)
        return self.pages[path]

    def findings(self, path: str, found: list[Finding], day_first: bool) -> None:
        page = self.page_of(path)
        if page is not None:
            self.mended.left += mend_values(page, found, day_first=day_first)
            part_entries(page, found)

    def edition(self, agreement: Agreement, edition: Edition) -> None:
        page = self.page_of(edition.path)
        if page is None:
            return
        part_clauses(page, edition.file.text)
        kept: Mapping[int, str] = dict(page.changed)
        try:
            made = renumber(agreement, edition)
            if not made.changes:
                return
            write_numbers(page, made)
        except Unsettled as fault:
            page.changed = dict(kept)
            self.mended.left.append(f"{edition.path}: its numbers stay as they are: {fault}")
            return
        self._references(made)
        self._table(agreement, made)

    def _references(self, made: Renumbering) -> None:
        address = f"{made.edition.address} "
        paths = {each.path for each in self.record.references if each.target.startswith(address)}
        for path in sorted(paths - {made.edition.path}):
            if not path.endswith(".md"):
                continue
            page = self.page_of(path)
            target = page or Page(path, self.text_of(path) or "")
            for line in write_references(target, made):
                if page is None:
                    why = "but approved minutes and signed texts are not changed"
                    self.mended.left.append(
                        f"{path}:{line}: names a clause that has another number now, {why}"
                    )

    def _table(self, agreement: Agreement, made: Renumbering) -> None:
        if agreement.table is None:
            return
        path = agreement.table.document.path
        old = self.text_of(path) or ""
        text = self.tables[path][1] if path in self.tables else old
        new = renumber_rows(text, made.edition.name, made.became)
        if new != text:
            self.tables[path] = (old, new)

    def finish(self) -> Mended:
        for path, page in sorted(self.pages.items()):
            if page is not None and (page.changed or page.parted):
                self.mended.files[path] = (page.text, page.mended())
        self.mended.files |= self.tables
        self.mended.files = dict(sorted(self.mended.files.items()))
        return self.mended
