"""An edition of an agreement as JSON: its text clause by clause, with the addresses of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from concordat.addresses import number_key
from concordat.export.published import Published
from concordat.index import Edition
from concordat.model.forms import EditionStatus
from concordat.places import Place
from concordat.report.record import edition_data


@dataclass(frozen=True, slots=True)
class Described:
    """The ground of what is written as JSON: the text under a field is its meaning, for the schema too."""

    __pydantic_config__: ClassVar = ConfigDict(use_attribute_docstrings=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class ClauseData(Described):
    """One clause of an edition."""

    address: str
    """How it is cited, such as `SLI/1 4.2(a)`."""
    number: str
    """Its number in this edition."""
    key: str
    """Its lasting name through all editions; empty where it has none yet."""
    level: int
    """How deep it stands: 1 for a section."""
    title: str
    """The words of its heading; empty where it has none."""
    text: str
    """Its own words as Markdown, without those of the clauses below it."""
    digest: str
    """The digest of its canonical text."""
    url: str
    """Its address on the site. The words there are these for ever."""


@dataclass(frozen=True, slots=True)
class EditionData(Described):
    """One edition of an agreement."""

    agreement: str
    """The short name of the agreement, such as `SLI`."""
    title: str
    """The title of the agreement."""
    edition: str
    """The name of the edition."""
    address: str
    """How it is cited, such as `SLI/1`."""
    status: EditionStatus
    """Where it stands."""
    adopted_by: str | None
    """The decision that adopted it."""
    adopted_on: date | None
    """The day of adoption, where that decision is not in the record."""
    in_force_from: date | None
    """Its first day in force."""
    in_force_until: date | None
    """Its last day in force."""
    review_by: date | None
    """The day by which it is to be reviewed."""
    withdrawn_on: date | None
    """The day on which it was withdrawn."""
    parties: tuple[str, ...]
    """The keys of the councils that are party to the agreement at any time."""
    digest: str
    """The digest of its canonical text: what a signature is for."""
    canonical: tuple[str, ...]
    """The canonical text, line by line: the digest is the SHA-256 of these lines joined by LF, in UTF-8."""
    clauses: tuple[ClauseData, ...]
    """Its clauses, in the order of the text."""
    url: str
    """Its address on the site."""


def edition_json(published: Published, edition: Edition) -> EditionData:
    """Return an edition as it is written to its JSON file."""
    agreement = published.record.agreements[edition.agreement]
    data, keys = edition_data(edition), agreement.keys(edition.name)
    clauses = tuple(
        ClauseData(
            key=keys.get(number_key(clause["number"]), ""),
            url=published.url(Place(edition.path, clause["number"])),
            **{name: clause[name] for name in ("address", "number", "level", "title", "text", "digest")},
        )
        for clause in data["clauses"]
    )
    shared = EditionData.__dataclass_fields__.keys() & data.keys() - {"clauses", "canonical"}
    return EditionData(
        agreement=edition.agreement,
        title=agreement.file.form.title,
        parties=agreement.file.form.parties,
        canonical=tuple(data["canonical"]),
        clauses=clauses,
        url=published.url(edition.path),
        **{name: data[name] for name in shared},
    )
