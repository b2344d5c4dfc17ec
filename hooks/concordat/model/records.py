"""What the readers make of the files: the parts of the record. Frozen, and without behaviour.

What a large record has by the ten thousand is a named tuple, which is made in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from concordat import addresses
from concordat.findings import Location
from concordat.model.mentions import NO_MENTIONS, Contact, Link, Mentions

if TYPE_CHECKING:  # what reads a page without its settings shall not wait for pydantic
    from concordat.model.events import EventFront
    from concordat.model.forms import (
        AgreementForm,
        AuthorsForm,
        BodyForm,
        CouncilForm,
        EditionFront,
        MeetingFront,
        PageFront,
        PostFront,
        Region,
    )
    from concordat.model.published import AddressesForm
    from concordat.model.signatures import SignaturesForm

Marks = dict[str, tuple[int, int]]
"""Where each key of a form stands: line and column, by its path such as `signatures.3.date`."""


@dataclass(frozen=True, slots=True)
class Document:
    """What every file has, whatever its kind."""

    path: str
    mentions: Mentions = NO_MENTIONS
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()
    marks: Marks = field(default_factory=dict)

    def at(self, *keys: str | int) -> Location:
        """Return where a key of the form stands; its nearest known parent where it is missing."""
        for end in range(len(keys), 0, -1):
            place = self.marks.get(".".join(str(key) for key in keys[:end]))
            if place is not None:
                return Location(self.path, *place)
        return Location(self.path, *self.marks.get("", (1, 1)))


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable unit of an edition."""

    number: str
    key: str  # the number without punctuation, by which numbers are compared
    level: int  # how many labels the number has
    title: str  # the heading's words, where the clause is a heading
    line: int
    column: int
    heading: int = 0  # the heading's level, 1 to 6; 0 for a paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """A run of an edition's text that belongs to one clause, or to none (`clause` is -1)."""

    clause: int
    text: str  # Markdown, without the number, its mark and its indentation
    line: int


@dataclass(frozen=True, slots=True)
class EditionText:
    """An edition's text as its reader placed it. `blocks` keep the order of the page."""

    clauses: tuple[Clause, ...]
    blocks: tuple[Block, ...]

    def texts(self) -> list[str]:
        """Return the Markdown of each clause's own words, in the order of the clauses."""
        parts: list[list[str]] = [[] for _ in self.clauses]
        for block in self.blocks:
            if block.clause >= 0 and block.text:
                parts[block.clause].append(block.text)
        return ["\n\n".join(part) for part in parts]


@dataclass(frozen=True, slots=True)
class EditionFile:
    """`agreements/<folder>/<edition>/index.md`."""

    document: Document
    folder: str
    front: EditionFront
    text: EditionText


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """`agreements/<folder>/agreement.yml`."""

    document: Document
    folder: str
    form: AgreementForm


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause through all editions: its lasting key, and its numbers in each.

    A clause that was split has several numbers in an edition. One that ended was repealed by a
    decision, or merged into the clause of another key.
    """

    key: str
    numbers: Mapping[str, tuple[str, ...]]  # by edition
    repealed: addresses.Meeting | None = None
    merged: str = ""


@dataclass(frozen=True, slots=True)
class ClausesFile:
    """`agreements/<folder>/clauses.yml`: the table of an agreement's clauses."""

    document: Document
    folder: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class SignaturesFile:
    """`agreements/<folder>/<edition>/signatures.yml`."""

    document: Document
    folder: str
    edition: str
    form: SignaturesForm


class ActionState(StrEnum):
    """What became of an action, as its own minutes say."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Item(NamedTuple):
    """A numbered heading in the minutes."""

    number: str
    title: str
    line: int
    exempt: bool = False
    ground: str = ""
    exempt_line: int = 0
    prose_line: int = 0  # the first line of text that is neither quote nor heading; 0 for none


class Decision(NamedTuple):
    """What an item resolved."""

    number: str
    words: str
    line: int
    end_line: int
    item: str
    amends: tuple[addresses.Citation, ...] = ()
    supersedes: tuple[addresses.Citation, ...] = ()
    concerns: tuple[str, ...] = ()
    detail_lines: tuple[tuple[str, int], ...] = ()


class Action(NamedTuple):
    """A task with an owner, a due date and a state."""

    number: str
    words: str
    line: int
    end_line: int
    item: str
    owner: str = ""
    due: date | None = None
    from_decision: addresses.Citation | None = None
    carries: addresses.Citation | None = None
    state: ActionState = ActionState.OPEN
    closed: date | None = None
    detail_lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """`meetings/<body>/<date>.md`."""

    document: Document
    body: str
    front: MeetingFront
    items: tuple[Item, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]

    @property
    def address(self) -> addresses.Meeting:
        """The meeting's address."""
        return addresses.Meeting(self.body, self.front.day)

    @property
    def name(self) -> str:
        """The meeting's address as it is cited."""
        return f"{self.body} {self.front.day.isoformat()}"

    @property
    def entries(self) -> list[Decision | Action]:
        """Its decisions and actions, in the order of the page."""
        entries: list[Decision | Action] = [*self.decisions, *self.actions]
        return sorted(entries, key=lambda entry: entry.line)


@dataclass(frozen=True, slots=True)
class EventFile:
    """`calendar/<name>.md`."""

    document: Document
    front: EventFront

    @property
    def title(self) -> str:
        """What takes place."""
        return self.front.title


@dataclass(frozen=True, slots=True)
class PostFile:
    """`blog/posts/**/*.md`."""

    document: Document
    front: PostFront
    title: str
    text: str  # its Markdown, without the settings


@dataclass(frozen=True, slots=True)
class PageFile:
    """Any other page."""

    document: Document
    front: PageFront
    title: str


@dataclass(frozen=True, slots=True)
class RegionFile:
    """`region.yml`. `unread` are the keys of which, for a fault, nobody knows whether and what they say."""

    document: Document
    form: Region
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CouncilsFile:
    """`councils.yml`."""

    document: Document
    offices: dict[str, str]
    councils: dict[str, CouncilForm]


@dataclass(frozen=True, slots=True)
class BodiesFile:
    """`bodies.yml`."""

    document: Document
    bodies: dict[str, BodyForm]


@dataclass(frozen=True, slots=True)
class AuthorsFile:
    """`blog/.authors.yml`."""

    document: Document
    form: AuthorsForm


@dataclass(frozen=True, slots=True)
class AddressesFile:
    """`addresses.yml`."""

    document: Document
    form: AddressesForm


Titled = EventFile | PostFile | PageFile
Part = (
    RegionFile
    | CouncilsFile
    | BodiesFile
    | AgreementFile
    | EditionFile
    | ClausesFile
    | SignaturesFile
    | MeetingFile
    | EventFile
    | PostFile
    | PageFile
    | AuthorsFile
    | AddressesFile
)
