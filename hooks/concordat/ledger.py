"""The public addresses of a record: its pages, what stands at each anchor, and what became of old ones.

An address is what follows a version's root in the address bar: `agreements/sli/#4.2`. Once published
it never dies: it is there in the next version, it forwards, or a tombstone says what became of it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pymdownx.slugs import slugify

from concordat.addresses import number_key
from concordat.dates import within
from concordat.index import Agreement, Edition
from concordat.model.forms import EditionStatus
from concordat.model.published import AddressesForm
from concordat.model.records import AddressesFile, ClauseRow, MeetingFile, PostFile
from concordat.places import agreement_page, entry_anchor
from concordat.record import Record

_slug = slugify(case="lower")  # as the blog does it


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the record: what it is, and what stands at each of its anchors.

    A page that shows the text of an agreement says of which, and of which edition. What `moves` is a
    draft or an agenda: its numbers are no promise yet.
    """

    names: str
    anchors: Mapping[str, str] = field(default_factory=dict)
    agreement: str = ""
    edition: str = ""
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of addresses that are no more: where they lead now, or a sentence."""

    forwards: Mapping[str, str]
    gone: Mapping[str, str]


def url_of(path: str) -> str:
    """Return the address of a page by the path of its Markdown file: `help/index.md` gives `help/`.

    A post has another one: see `post_address`.
    """
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    stem = folder if name in ("index", "README") else stem
    return f"{stem}/" if stem else ""


def post_address(post: PostFile) -> str:
    """Return the address that the blog gives a post: by its `slug`, else by its title."""
    title = post.title or posixpath.basename(post.document.path).removesuffix(".md").replace("_", " ")
    return f"blog/{post.front.slug or _slug(title, '-')}/"


def by_address(record: Record) -> dict[str, Page]:
    """Return the record's pages by their addresses; a post that is a draft has none."""
    posts = {post.document.path: "" if post.front.draft else post_address(post) for post in record.posts}
    every = ((posts.get(path, url_of(path)), path, page) for path, page in pages(record).items())
    return {address: page for address, path, page in every if address or path not in posts}


def split(address: str) -> tuple[str, str]:
    """Split an address into its page and its anchor, "" where it has none."""
    page, _, anchor = address.partition("#")
    return page, anchor


def at(page: str, anchor: str) -> str:
    """Return the address of an anchor of a page."""
    return f"{page}#{anchor}" if anchor else page


def declared(record: Record) -> AddressesFile | None:
    """Return `addresses.yml`, None where the record has none."""
    return next((part for part in record.parts if isinstance(part, AddressesFile)), None)


def pages(record: Record) -> dict[str, Page]:
    """Return the record's pages by the path of their Markdown file."""
    found = {path: Page(title) for path, title in record.titles.items()}
    for meeting in record.meetings:
        moves = not meeting.front.status.held
        found[meeting.document.path] = Page(str(meeting.address), _entries(meeting), moves=moves)
    for agreement in record.agreements.values():
        name = agreement.short_name
        for edition in agreement.editions:
            anchors = _clauses(agreement, edition, edition.address)
            moves = edition.file.front.status is EditionStatus.DRAFT
            found[edition.path] = Page(edition.address, anchors, name, edition.name, moves)
        path, shown = agreement_page(record, name), record.in_force(name, record.today)
        if path in record.files:
            found[path] = Page(name)
            if shown is not None:
                found[path] = Page(name, _clauses(agreement, shown, name), name, shown.name)
    return found


def _entries(meeting: MeetingFile) -> dict[str, str]:
    names = [*(entry.number for entry in meeting.entries), *(f"item {item.number}" for item in meeting.items)]
    return {entry_anchor(name): f"{meeting.address} {name}" for name in names}


def _clauses(agreement: Agreement, edition: Edition, name: str) -> dict[str, str]:
    """Return what stands at each anchor of an edition's text: numbers, and lasting keys."""
    keys = agreement.keys(edition.name)
    anchors = {clause.number: f"{name} {clause.number}" for clause in edition.clauses}
    for clause in edition.clauses:
        if key := keys.get(clause.key):
            anchors.setdefault(key, f"{name} {key}")
    return anchors


def clause_numbers(agreement: Agreement, edition: str) -> dict[str, list[str]]:
    """Return the numbers of each lasting key in an edition: several, of a clause that was split."""
    text, rows = agreement.edition(edition), agreement.table.rows if agreement.table else ()
    found = {}
    for row in rows:
        clauses = [text.clause(number) for number in row.numbers.get(edition, ())] if text else []
        if numbers := [clause.number for clause in clauses if clause]:
            found[row.key] = numbers
    return found


def moved(record: Record) -> Moved:
    """Return what became of old addresses: as `addresses.yml` says, and as the clause tables do."""
    file = declared(record)
    form = file.form if file else AddressesForm()
    forwards, gone = dict(form.forwards), dict(form.gone)
    for agreement in record.agreements.values():
        path = agreement_page(record, agreement.short_name)
        if path in record.files:
            page = url_of(path)
            for anchor, to, words in _former_clauses(record, agreement):
                address = at(page, anchor)
                if address in form.forwards or address in form.gone:
                    continue
                if to:
                    forwards[address] = at(page, to)
                else:
                    gone[address] = words
    return Moved(forwards, gone)


def _former_clauses(record: Record, agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    """Yield what an agreement's page once had: its anchor, and the anchor to which it leads or why not.

    Its page shows the edition in force. Numbers and keys of earlier editions that this one has not
    are led on by the clause table.
    """
    shown = record.in_force(agreement.short_name, record.today)
    rows = {row.key: row for row in agreement.table.rows} if agreement.table else {}
    if shown is None:
        return
    now = {key: numbers[0] for key, numbers in clause_numbers(agreement, shown.name).items()}
    there = {*_clauses(agreement, shown, "")}
    for earlier in agreement.editions:
        first = earlier.file.front.in_force_from
        if earlier is shown or first is None or not within(first, None, record.today):
            continue
        keys = agreement.keys(earlier.name)
        for clause in earlier.clauses:
            row = rows.get(keys.get(number_key(clause.number), ""))
            if row is None:
                continue
            to, words = _what_became(row, rows, now)
            if not to and not words:
                continue
            name = f"Clause {clause.number} of edition {earlier.name}"
            for anchor in (clause.number, row.key):
                if anchor not in there:
                    there.add(anchor)
                    lasting = f"{name}, {row.key}," if anchor == row.key else name
                    yield anchor, to, f"{lasting} {words}"


def _what_became(row: ClauseRow, rows: Mapping[str, ClauseRow], now: Mapping[str, str]) -> tuple[str, str]:
    """Return the number that a clause bears now, its merger followed, or what ended it."""
    seen: set[str] = set()
    while row.key not in now and row.merged in rows and row.key not in seen:
        seen.add(row.key)
        row = rows[row.merged]
    if row.key in now:
        return now[row.key], ""
    return "", f"was repealed by {row.repealed}." if row.repealed else ""
