"""Where an address stands in the published site: which page, which anchor."""

from __future__ import annotations

from dataclasses import dataclass

from concordat import addresses
from concordat.dates import in_words
from concordat.index import Edition, Index
from concordat.model.records import EditionFile, MeetingFile


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the record, by the path of its Markdown file, and an anchor in it."""

    path: str
    anchor: str = ""
    label: str = ""  # how to name it to readers
    query: str = ""  # what a register is narrowed by

    def __str__(self) -> str:
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


def entry_anchor(entry: str) -> str:
    """Return the anchor of a decision, an action (`D2`) or an item (`item-5`)."""
    return entry.replace(" ", "-")


def agreement_page(index: Index, agreement: str) -> str:
    """Return the path of an agreement's page, which shows the text in force."""
    return f"agreements/{index.agreements[agreement].file.folder}/index.md"


def council_page(council: str) -> str:
    """Return the path of a council's page."""
    return f"councils/{council.lower()}.md"


def history_path(folder: str, key: str) -> str:
    """Return the path of the page with a clause's history."""
    return f"agreements/{folder}/clauses/{key}/index.md"


def clauses_path(folder: str) -> str:
    """Return the path of the list of an agreement's clauses."""
    return f"agreements/{folder}/clauses/index.md"


def place_of(index: Index, address: str) -> Place | None:
    """Return where a full address stands, or None where there is no page for it."""
    known: dict[str, Place | None] = index.known_places
    if address not in known:  # a large record is asked ten times for each
        known[address] = _found(index, address)
    return known[address]


def _found(index: Index, address: str) -> Place | None:
    citation = addresses.parse(address)
    if isinstance(citation, addresses.Meeting):
        meeting = index.meeting(citation)
        if meeting is None:
            return None
        return Place(meeting.document.path, entry_anchor(citation.entry), label_of(index, citation))
    if isinstance(citation, addresses.Clause) and citation.agreement in index.agreements:
        if not citation.edition:
            path = agreement_page(index, citation.agreement)
            return Place(path, "", citation.agreement) if path in index.files else None
        edition = index.edition(citation.agreement, citation.edition)
        if edition is None:
            return None
        clause = edition.clause(citation.number) if citation.number else None
        return Place(edition.path, clause.number if clause else "", address)
    return None


def label_of(index: Index, address: addresses.Meeting) -> str:
    """Return how a meeting or an entry is named to readers: "DCS 7 October 2016, D2"."""
    name = f"{address.body} {in_words(address.day)}"
    return f"{name}, {address.entry}" if address.entry else name


def page_title(index: Index, part: MeetingFile | EditionFile) -> str:
    """Return the title of minutes, or of an edition, from its settings or made from the record."""
    if part.front.title and isinstance(part, MeetingFile):
        return part.front.title
    if isinstance(part, MeetingFile):
        body = index.bodies.get(part.body)
        return f"{body.name if body else part.body}, {in_words(part.front.day)}"
    edition = edition_of(index, part)
    title = part.front.title or (index.agreements[edition.agreement].file.form.title if edition else "")
    return f"{title}, edition {part.front.edition}"


def edition_of(index: Index, file: EditionFile) -> Edition | None:
    """Return the edition whose text a file is."""
    return next((edition for edition in index.editions() if edition.file is file), None)
