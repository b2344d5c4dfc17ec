"""What one build knows of the record, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from concordat.findings import Finding
from concordat.index import Agreement, Edition
from concordat.model.records import Part
from concordat.record import Record
from concordat.site.moved import MovedPages
from concordat.site.search import SearchFiles
from concordat.site.sharing import Sharing
from concordat.views.arising import Arising
from concordat.views.cells import Cell
from concordat.views.generated import Generated
from concordat.views.listings import Listing


@dataclass(slots=True)
class Build:
    """What one build knows of the record."""

    record: Record
    findings: list[Finding]
    parts: dict[str, Part]  # by path
    editions: dict[str, Edition]  # by path of their text
    shown: dict[str, Edition]  # the edition in force, by path of the agreement's page
    none_in_force: dict[str, Agreement]  # agreements without a text in force, by path of their page
    generated: Mapping[str, Generated]  # pages made from the record alone, by path
    listings: dict[str, Listing]  # what the registers show, by path
    arising: Arising
    moved: MovedPages
    scripts: set[str] = field(default_factory=set)  # the digests of every inline script
    urls: dict[str, str] = field(default_factory=dict)  # of each page, by path
    exports: Mapping[str, int] = field(default_factory=dict)  # sizes of the files for other programs, by path
    related: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)  # by path of the post
    search: SearchFiles = field(default_factory=SearchFiles)
    sharing: Sharing = field(init=False)
