"""An edition as Akoma Ntoso 3.0 (OASIS LegalDocML 1.0): its text as a tree, and who signed it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count, groupby
from operator import attrgetter
from xml.etree.ElementTree import Element

from concordat.addresses import labels
from concordat.dates import in_words
from concordat.export.published import Published
from concordat.export.xml import add, as_bytes, root
from concordat.index import Edition
from concordat.model.records import Block, Clause
from concordat.model.signatures import Signature
from concordat.seal import words
from concordat.views.cells import EDITION_STATUS

AKOMA_NTOSO = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LEVELS = (
    ("section", "sec"),
    ("subsection", "subsec"),
    ("paragraph", "para"),
    ("subparagraph", "subpara"),
    ("clause", "clause"),
    ("subclause", "subclause"),
)
_DEEPER = ("level", "level")
"""The element of each level of clauses and, by the naming convention, its part of an identifier."""
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])")


@dataclass(slots=True)
class _Node:
    """A clause in the tree: its own text before the clauses below it, these, and what comes after."""

    clause: Clause
    parts: list[_Node | str] = field(default_factory=list)


def edition_xml(published: Published, edition: Edition) -> bytes:
    """Return an edition as a document that the schema of Akoma Ntoso 3.0 accepts."""
    record = published.record
    document = root("akomaNtoso", AKOMA_NTOSO)
    doc = add(document, "doc", attributes={"name": "agreement"})
    _meta(published, edition, add(doc, "meta"))
    front, agreement = edition.file.front, record.agreements[edition.agreement]
    preface = add(doc, "preface")
    add(add(preface, "p"), "docTitle", front.title or agreement.file.form.title)
    number = add(preface, "p")
    add(number, "docNumber", f"Edition {edition.name}")
    add(add(preface, "p"), "docStatus", EDITION_STATUS[front.status])
    loose, nodes = _tree(edition)
    if loose:
        preamble = add(doc, "preamble")
        _paragraphs(preamble, loose)
    body = add(doc, "mainBody")
    taken: set[str] = set()
    for node in nodes:
        _clause(body, node, "", taken)
    if not nodes:
        add(body, "p")
    if edition.signatures:
        conclusions = add(doc, "conclusions")
        for signature in edition.signatures:
            _signature(published, add(conclusions, "p"), signature)
    return as_bytes(document)


def _meta(published: Published, edition: Edition, meta: Element) -> None:
    """Add what identifies the document: the agreement, this edition of it, and this file."""
    record, agreement = published.record, published.record.agreements[edition.agreement]
    first = _day(published, agreement.editions[0])
    work = f"/akn/gb/doc/agreement/{first.isoformat()}/{agreement.file.folder}"
    this = f"{work}/eng@{_day(published, edition).isoformat()}"
    identification = add(meta, "identification", attributes={"source": "#region"})
    for level, uri, day in (("Work", work, first), ("Expression", this, _day(published, edition))):
        part = add(identification, f"FRBR{level}")
        _frbr(part, f"{uri}/!main", uri, day)
        if level == "Work":
            add(part, "FRBRcountry", attributes={"value": "gb"})
            add(part, "FRBRsubtype", attributes={"value": "agreement"})
            add(part, "FRBRname", attributes={"value": edition.agreement})
        else:
            add(part, "FRBRlanguage", attributes={"language": "eng"})
    _frbr(add(identification, "FRBRManifestation"), f"{this}/!main.xml", f"{this}.xml", record.today)
    references = add(meta, "references", attributes={"source": "#region"})
    _reference(references, "TLCOrganization", "region", record.region.name)
    for key in agreement.file.form.parties:
        _reference(references, "TLCOrganization", key.lower(), record.council_short(key))
    for office in agreement.file.form.signing_offices:
        _reference(references, "TLCRole", office, record.offices.get(office, office))


def _frbr(part: Element, this: str, uri: str, day: date) -> None:
    add(part, "FRBRthis", attributes={"value": this})
    add(part, "FRBRuri", attributes={"value": uri})
    add(part, "FRBRdate", attributes={"date": day.isoformat(), "name": "generation"})
    add(part, "FRBRauthor", attributes={"href": "#region"})


def _reference(references: Element, kind: str, identifier: str, shown: str) -> None:
    href = f"/akn/ontology/{kind.removeprefix('TLC').lower()}/gb/{identifier}"
    add(references, kind, attributes={"eId": identifier, "href": href, "showAs": shown})


def _day(published: Published, edition: Edition) -> date:
    """Return the day that dates an edition: in force, else adopted, else the day of the record."""
    front = edition.file.front
    return front.in_force_from or front.adopted or published.record.today


def _tree(edition: Edition) -> tuple[list[str], list[_Node]]:
    """Return the text that belongs to no clause, and the clauses as a tree."""
    loose: list[str] = []
    top: list[_Node] = []
    nodes = [_Node(clause) for clause in edition.clauses]
    above: list[_Node] = []
    placed: set[int] = set()
    for at, blocks in groupby(edition.file.text.blocks, key=attrgetter("clause")):
        texts = [text for block in blocks for text in _split(block)]
        if at < 0:
            (above[-1].parts if above else loose).extend(texts)
            continue
        node = nodes[at]
        if at not in placed:
            placed.add(at)
            while above and above[-1].clause.level >= node.clause.level:
                above.pop()
            (above[-1].parts if above else top).append(node)
            above.append(node)
        node.parts += texts
    return loose, top


def _split(block: Block) -> list[str]:
    """Return the paragraphs of a block, and the entries of its lists, without markup."""
    pieces = (piece for part in re.split(r"\n\s*\n", block.text) for piece in _ITEM.split(part))
    return [text for text in map(words, pieces) if text]


def _clause(parent: Element, node: _Node, above: str, taken: set[str]) -> None:
    """Add a clause with its text and the clauses below it. `taken` are the identifiers that others have.

    A label that stands twice below the same clause, as in a draft it can, has a further number.
    """
    clause = node.clause
    tag, short = _LEVELS[clause.level - 1] if clause.level <= len(_LEVELS) else _DEEPER
    label = labels(clause.number)[-1]
    identifier = f"{above}__{short}_{label}" if above else f"{short}_{'-'.join(labels(clause.number))}"
    again = (f"{identifier}-{number}" for number in count(2))
    identifier = next(name for name in chain([identifier], again) if name not in taken)
    taken.add(identifier)
    element = add(parent, tag, attributes={"eId": identifier})
    add(element, "num", clause.number)
    if clause.title:
        add(element, "heading", words(clause.title))
    texts = [part for part in node.parts if isinstance(part, str)]
    if len(texts) == len(node.parts):
        _paragraphs(add(element, "content"), texts)
        return
    runs = [list(run) for _, run in groupby(node.parts, key=lambda part: isinstance(part, str))]
    for at, run in enumerate(runs):
        texts = [part for part in run if isinstance(part, str)]
        for part in run:
            if isinstance(part, _Node):
                _clause(element, part, identifier, taken)
        if texts and at in (0, len(runs) - 1):
            _paragraphs(add(element, "wrapUp" if at else "intro"), texts)
        elif texts:
            between = {"eId": f"{identifier}__hcontainer_{at}", "name": "text"}
            _paragraphs(add(add(element, "hcontainer", attributes=between), "content"), texts)


def _paragraphs(parent: Element, texts: list[str]) -> None:
    for text in texts or [""]:
        add(parent, "p", text)


def _signature(published: Published, paragraph: Element, signature: Signature) -> None:
    record, line = published.record, add(paragraph, "signature")
    name = record.council_name(signature.council, signature.day)
    title = record.offices.get(signature.office, signature.office)
    parts = (
        ("organization", name, {"refersTo": f"#{signature.council.lower()}"}),
        (
            "role",
            f"{signature.deputy} for the {title}" if signature.deputy else title,
            {"refersTo": f"#{signature.office}"},
        ),
        ("date", in_words(signature.day), {"date": signature.day.isoformat()}),
    )
    for at, (tag, text, attributes) in enumerate(parts):
        add(line, tag, text, attributes).tail = ", " if at < len(parts) - 1 else None
