"""What one build knows of the record, from its beginning to its end; much of it is found when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from concordat.findings import Finding
from concordat.index import Agreement, Edition
from concordat.model.records import Part
from concordat.places import agreement_page
from concordat.record import Record
from concordat.site.moved import MovedPages
from concordat.site.search import SearchFiles
from concordat.site.sharing import Sharing
from concordat.site.standing import Standing
from concordat.views.arising import Arising, all_arising
from concordat.views.cells import Cell
from concordat.views.concerns import Concerns
from concordat.views.generated import Generated, generated
from concordat.views.listings import Listing, listings
from concordat.views.related import related


@dataclass
class Build:
    """What one build knows of the record."""

    record: Record
    findings: list[Finding]
    scripts: set[str] = field(default_factory=set)  # the digests of every inline script
    urls: dict[str, str] = field(default_factory=dict)  # of each page, by path
    exports: Mapping[str, int] = field(default_factory=dict)  # sizes of the files for other programs, by path
    made: Mapping[str, str] = field(default_factory=dict)  # pages without a file, each with what feeds it
    amended: Mapping[str, str] | None = None  # what files of the search become where pages stand, by name
    search: SearchFiles = field(default_factory=SearchFiles)
    sharing: Sharing = field(init=False)
    standing: Standing = field(init=False)

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """The parts of the record, by path."""
        return {part.document.path: part for part in self.record.parts}

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The editions, by the path of their text."""
        return {edition.path: edition for edition in self.record.editions()}

    @cached_property
    def shown(self) -> Mapping[str, Edition]:
        """The edition in force, by the path of the agreement's page."""
        return {path: edition for path, (_, edition) in self._agreements.items() if edition}

    @cached_property
    def none_in_force(self) -> Mapping[str, Agreement]:
        """The agreements without a text in force, by the path of their page."""
        return {path: agreement for path, (agreement, edition) in self._agreements.items() if not edition}

    @cached_property
    def _agreements(self) -> Mapping[str, tuple[Agreement, Edition | None]]:
        record = self.record
        return {
            agreement_page(record, name): (agreement, record.in_force(name, record.today))
            for name, agreement in record.agreements.items()
        }

    @cached_property
    def concerns(self) -> Concerns:
        """Which decisions and actions concern each council."""
        return Concerns(self.record)

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """What the registers show, by the path of their page."""
        return listings(self.record, self.concerns)

    @cached_property
    def generated(self) -> Mapping[str, Generated]:
        """The pages made from the record alone, by path."""
        return generated(self.record, self.listings, self.concerns)

    @cached_property
    def arising(self) -> Arising:
        """What was open before each meeting."""
        return all_arising(self.record)

    @cached_property
    def related(self) -> Mapping[str, tuple[Cell, ...]]:
        """The posts that say something like a post, by its path."""
        return related(self.record)

    @cached_property
    def moved(self) -> MovedPages:
        """What became of old addresses."""
        return MovedPages(self.record)
