"""Rules about what is personal: e-mail addresses, telephone numbers, images of signatures."""

from __future__ import annotations

from collections.abc import Iterator

from concordat.findings import Finding, Location, Rule, checked_by, error
from concordat.record import Record


def _contacts(record: Record, kind: str) -> Iterator[tuple[Location, str]]:
    allowed = {_folded(contact) for contact in record.region.contacts}
    for part in record.parts:
        for contact in part.document.contacts:
            if contact.kind == kind and _folded(contact.value) not in allowed:
                yield Location(part.document.path, contact.line, contact.column), contact.value


def _folded(contact: str) -> str:
    return "".join(sign for sign in contact.casefold() if sign not in " -()")


@checked_by(error("privacy-email", "An e-mail address for all to read"))
def privacy_email(record: Record) -> Iterator[Finding]:
    """Find e-mail addresses, save those of allowed domains and those listed in region.yml."""
    domains = tuple(domain.casefold().lstrip("@") for domain in record.region.email_domains)
    for place, value in _contacts(record, "email"):
        domain = value.casefold().rpartition("@")[2]
        if not any(domain == allowed or domain.endswith(f".{allowed}") for allowed in domains):
            yield _personal(privacy_email, place, f"the e-mail address '{value}'", "name the office instead")


@checked_by(error("privacy-telephone", "A telephone number for all to read"))
def privacy_telephone(record: Record) -> Iterator[Finding]:
    """Find telephone numbers, save those listed in region.yml."""
    for place, value in _contacts(record, "telephone"):
        yield _personal(privacy_telephone, place, f"the telephone number '{value}'", "leave it out")


@checked_by(error("privacy-signature", "An image of a signature for all to copy"))
def privacy_signature(record: Record) -> Iterator[Finding]:
    """Find images of handwritten signatures: they invite forgery."""
    for place, value in _contacts(record, "signature"):
        hint = "take it out and say where the signed copy is kept; if it shows none, name it otherwise"
        yield privacy_signature.at(place, f"the image '{' '.join(value.split())}' stands on the page", hint)


def _personal(rule: Rule, place: Location, what: str, instead: str) -> Finding:
    return rule.at(place, f"{what} stands on the page", f"{instead}, or list it under contacts in region.yml")
