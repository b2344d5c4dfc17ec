"""The pages that cite: what each of them is, and what each of its lines belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from concordat.index import Edition, Index
from concordat.model.mentions import Mentions
from concordat.model.records import (
    ClausesFile,
    EditionFile,
    EventFile,
    MeetingFile,
    PageFile,
    PostFile,
    SignaturesFile,
)


@dataclass(frozen=True)
class Context:
    """The page that a reference stands in."""

    path: str
    day: date | None
    name: str  # the page's own address, "" for a post or a page
    meeting: MeetingFile | None = None
    edition: Edition | None = None

    @cached_property
    def sources(self) -> Sources:
        """What each of its lines belongs to."""
        spans = _spans_of_meeting(self.meeting) if self.meeting else []
        if self.edition:
            spans = [(clause.line, 0, clause.number) for clause in self.edition.clauses]
        return Sources(self.name, spans)


def pages_of(index: Index) -> Iterator[tuple[Context, Mentions]]:
    """Return each page that can cite, and its mentions, in the order of pages."""
    editions = {edition.path: edition for edition in index.editions()}
    signed = {id(edition.signatures_file): edition.address for edition in editions.values()}
    for part in index.parts:
        if isinstance(part, MeetingFile):
            context = Context(part.document.path, part.front.day, part.name, meeting=part)
        elif isinstance(part, EditionFile) and (edition := editions.get(part.document.path)):
            context = Context(edition.path, None, edition.address, edition=edition)
        elif isinstance(part, PostFile):
            context = Context(part.document.path, part.front.day.created, "")
        elif isinstance(part, EventFile):
            context = Context(part.document.path, part.front.day, "")
        elif isinstance(part, SignaturesFile):
            context = Context(part.document.path, None, signed.get(id(part), ""))
        elif isinstance(part, PageFile | ClausesFile):
            context = Context(part.document.path, None, "")
        else:
            continue
        yield context, part.document.mentions


def _spans_of_meeting(meeting: MeetingFile) -> list[tuple[int, int, str]]:
    spans = [(item.line, 0, f"item {item.number}") for item in meeting.items]
    spans += [(decision.line, decision.end_line, decision.number) for decision in meeting.decisions]
    spans += [(action.line, action.end_line, action.number) for action in meeting.actions]
    return sorted(spans)


class Sources:
    """Gives the address of the clause, item, decision or action that a line belongs to."""

    def __init__(self, name: str, spans: list[tuple[int, int, str]]) -> None:
        self.name, self.spans = name, spans
        self.starts = [start for start, _, _ in spans]

    @cached_property
    def around(self) -> list[str]:
        """The item or the clause that stands around what begins at each of the starts."""
        return list(accumulate(self.spans, lambda item, span: item if span[1] else span[2], initial=""))

    def __call__(self, line: int) -> str:
        """Return the address of what stands on a line; the page's own where nothing smaller does."""
        at = bisect_right(self.starts, line)
        _, end, number = self.spans[at - 1] if at else (0, 0, "")
        found = number if line <= end else self.around[at]
        return f"{self.name} {found}" if found else self.name
