"""YAML files: the region, councils, bodies, authors, agreements, signatures, clause tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from concordat.findings import Finding
from concordat.model import forms, published, records
from concordat.model.fields import BODY_KEY
from concordat.model.mentions import Mention, Mentions, Relation
from concordat.model.records import Document, Marks
from concordat.model.signatures import SignaturesForm
from concordat.read.forms import fit, read_form
from concordat.read.pages import FILE_NAME, Read
from concordat.read.prose import contacts
from concordat.read.values import Values, read_values


def read_region(path: str, text: str) -> Read:
    """Read `region.yml`. What can be read of one with faults is kept, for the checks of all other files."""
    values = read_values(text, path)
    document = Document(path, contacts=tuple(contacts(text)), marks=values.marks)
    form, findings = fit(forms.Region, values, path)
    if form is not None:
        return records.RegionFile(document, form), findings
    content = values.content if values.usable else {}
    alone = {key: fit(forms.Region, Values({key: value}), path)[0] for key, value in content.items()}
    readable = {key: content[key] for key, made in alone.items() if made}
    known, faulty = forms.REGION_KEYS, {*content, *(key for _, key in values.empty)} - readable.keys()
    misspelt = faulty - known  # each can mean any of those that are not there
    unread = known - readable.keys() if misspelt or not values.usable else faulty & content.keys()
    return records.RegionFile(document, forms.Region.model_validate(readable), frozenset(unread)), findings


def read_councils(path: str, text: str) -> Read:
    """Read `councils.yml`."""
    form, document, findings = read_form(forms.CouncilsForm, text, path)
    return records.CouncilsFile(document, form.offices, form.councils) if form else None, findings


def read_authors(path: str, text: str) -> Read:
    """Read `blog/.authors.yml`."""
    form, document, findings = read_form(forms.AuthorsForm, text, path)
    return records.AuthorsFile(document, form) if form else None, findings


def read_addresses(path: str, text: str) -> Read:
    """Read `addresses.yml`."""
    form, document, findings = read_form(published.AddressesForm, text, path)
    return records.AddressesFile(document, form) if form else None, findings


def read_agreement(path: str, text: str, folder: str) -> Read:
    """Read `agreements/<folder>/agreement.yml`."""
    form, document, findings = read_form(forms.AgreementForm, text, path)
    return records.AgreementFile(document, folder, form) if form else None, findings


def read_signatures(path: str, text: str, folder: str, edition: str) -> Read:
    """Read `agreements/<folder>/<edition>/signatures.yml`."""
    form, document, findings = read_form(SignaturesForm, text, path)
    if form is None:
        return None, findings
    mentions = Mentions.of(_decisions(form, document))
    return records.SignaturesFile(replace(document, mentions=mentions), folder, edition, form), findings


def _decisions(form: SignaturesForm, document: Document) -> Iterator[Mention]:
    """Return the decisions that corrections of a text name."""
    for at, correction in enumerate(form.corrections):
        if correction.decision:
            place = document.at("corrections", at, "decision")
            yield Mention(str(correction.decision), place.line, place.column, Relation.CORRECTED_BY)


def _below(path: str, key: str) -> bool:
    return path == key or path.startswith(f"{key}.")


def read_bodies(path: str, text: str) -> Read:
    """Read `bodies.yml`."""
    values = read_values(text, path)
    bodies = {}
    findings: list[Finding] = list(values.findings)
    inner: dict[str, Marks] = {}
    for name, mark in values.marks.items():
        inner.setdefault(name.partition(".")[0], {})[name.partition(".")[2]] = mark
    empty: dict[str, Any] = {key: {} for above, key in values.empty if not above}  # nothing is said of it
    for key, content in (values.content | empty).items() if values.usable else ():
        if not re.fullmatch(BODY_KEY, key):
            place = Document(path, marks=values.marks).at(key)
            findings.append(
                FILE_NAME.at(place, f"'{key}' is not a body's key", "write it in capitals, such as DCS")
            )
            continue
        marks = inner.get(key, {}) | {"": values.marks[key]}
        within = [(above[len(key) + 1 :], last) for above, last in values.empty if _below(above, key)]
        body, found = fit(forms.BodyForm, Values(content, marks, empty=within), path)
        findings += found
        if body is not None:
            bodies[key] = body
    document = Document(path, contacts=tuple(contacts(text)), marks=values.marks)
    return records.BodiesFile(document, bodies), findings
