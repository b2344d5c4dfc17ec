"""Rules about councils and offices through time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from concordat.dates import in_words
from concordat.findings import Finding, Location, Severity, checked_by, did_you_mean, error, listed
from concordat.model.forms import CouncilForm, Period
from concordat.model.records import Document
from concordat.record import Record
from concordat.rules.attendance import attendance


@checked_by(error("council-dates", "Periods of a council that overlap, leave a gap or end before they begin"))
def council_dates(record: Record) -> Iterator[Finding]:
    """Find names, codes and terms of a council whose periods do not follow each other."""
    if record.councils_file is None:
        return
    document = record.councils_file.document
    for key, council in record.councils.items():
        if council.first and council.last and council.last < council.first:
            yield council_dates.at(
                document.at("councils", key, "until"),
                f"{key} ends on {in_words(council.last)}, before it begins",
                "correct the date that is wrong",
            )
        for what, keys, periods in _runs(key, council):
            yield from _follow(document, what, keys, periods)


def _runs(key: str, council: CouncilForm) -> Iterator[tuple[str, tuple[str, ...], Sequence[Period]]]:
    yield f"name of {key}", ("councils", key, "names"), council.names
    yield f"code of {key}", ("councils", key, "codes"), council.codes
    for office, terms in council.terms.items():
        yield f"term of {key} {office}", ("councils", key, "terms", office), terms


def _follow(
    document: Document, what: str, keys: tuple[str, ...], periods: Sequence[Period]
) -> Iterator[Finding]:
    for at, period in enumerate(periods):
        if period.first and period.last and period.last < period.first:
            message = f"a {what} ends on {in_words(period.last)}, before it begins"
            yield council_dates.at(document.at(*keys, at), message, "correct the date that is wrong")
    for at, (earlier, later) in enumerate(pairwise(periods), start=1):
        place = document.at(*keys, at)
        if later.last and earlier.first and later.last < earlier.first:
            message = f"a {what} that ended on {in_words(later.last)} stands below a later one"
            yield council_dates.at(place, message, "put the oldest first")
        elif earlier.last is None or later.first is None:
            message = f"it is not said when one {what} gave way to the next"
            yield council_dates.at(place, message, "give the earlier one 'until:' and the later one 'from:'")
        elif later.first <= earlier.last:
            message = f"a {what} begins on {in_words(later.first)}, while the one before lasts"
            yield council_dates.at(place, message, "correct the date that is wrong")
        elif (later.first - earlier.last).days > 1:
            message = f"no {what} is given between {in_words(earlier.last)} and {in_words(later.first)}"
            hint = "correct the dates, or add what held between them"
            yield council_dates.at(place, message, hint)


@checked_by(error("council-unknown", "The key of a council that councils.yml does not have"))
def council_unknown(record: Record) -> Iterator[Finding]:
    """Find keys of unknown councils: in attendance, bodies, parties, decisions and successors."""
    if _unread(record):
        return
    known = record.councils
    for place, council in (*_councils_of_meetings(record), *_councils_of_forms(record)):
        if record.councils_file is None:  # the other hundred would say the same
            message = f"there is no council '{council}', as there is no file councils.yml"
            yield council_unknown.at(place, message, "put councils.yml there, with every council in it")
            return
        if council not in known:
            hint = did_you_mean(council, known, "add it to councils.yml, or correct the key")
            yield council_unknown.at(place, f"there is no council '{council}'", hint)


def _unread(record: Record) -> bool:
    """Tell whether councils.yml has faults of its own, so that no key of it is known."""
    faults = (f for f in record.findings if f.location.path == "councils.yml")
    return record.councils_file is None and any(f.severity is Severity.ERROR for f in faults)


def _councils_of_meetings(record: Record) -> Iterator[tuple[Location, str]]:
    known = record.councils.keys()
    for meeting in record.meetings:
        document, chair = meeting.document, meeting.front.chair
        if chair and chair not in known:
            yield document.at("chair"), chair
        if not record.took_part[document.path] <= known:
            for council, name in attendance(meeting):
                if council not in known:
                    yield document.at(name), council
        for decision in meeting.decisions:
            for council in decision.concerns:
                yield Location(document.path, dict(decision.detail_lines)["Concerns"]), council


def _councils_of_forms(record: Record) -> Iterator[tuple[Location, str]]:
    if record.bodies_file:
        for key, body in record.bodies.items():
            for at, council in enumerate(body.councils):
                yield record.bodies_file.document.at(key, "councils", at), council
    for agreement in record.agreements.values():
        for at, council in enumerate(agreement.file.form.parties):
            yield agreement.file.document.at("parties", at), council
    if record.councils_file:
        for key, form in record.councils.items():
            for at, council in enumerate(form.successors):
                yield record.councils_file.document.at("councils", key, "successors", at), council


@checked_by(error("joined-not-party", "A council that is said to have joined, but is no party"))
def joined_not_party(record: Record) -> Iterator[Finding]:
    """Find keys under `joined` of an agreement that do not stand among its parties."""
    for agreement in record.agreements.values():
        form = agreement.file.form
        for council in form.joined:
            if council not in form.parties:
                yield joined_not_party.at(
                    agreement.file.document.at("joined", council),
                    f"'{council}' joined {agreement.short_name}, but is none of its parties",
                    "add it to parties, correct the key, or delete this line",
                    subject=agreement.short_name,
                )


@checked_by(error("office-unknown", "The key of an office that councils.yml does not have"))
def office_unknown(record: Record) -> Iterator[Finding]:
    """Find keys of unknown offices: of bodies, of agreements, of terms.

    Where there is no councils.yml, `council-unknown` says so.
    """
    if _unread(record) or (record.councils_file is None and record.agreements):
        return
    for document, keys, office in _named_offices(record):
        if office not in record.offices:
            known = (
                f"the offices in councils.yml are {listed(record.offices)}"
                if record.offices
                else ("add it to the offices in councils.yml")
            )
            hint = did_you_mean(office, record.offices, known)
            yield office_unknown.at(document.at(*keys), f"there is no office '{office}'", hint)


def _named_offices(record: Record) -> Iterator[tuple[Document, tuple[str | int, ...], str]]:
    if record.bodies_file:
        for key, body in record.bodies.items():
            if body.office:
                yield record.bodies_file.document, (key, "office"), body.office
    for agreement in record.agreements.values():
        for at, office in enumerate(agreement.file.form.signing_offices):
            yield agreement.file.document, ("signing_offices", at), office
    if record.councils_file:
        for key, council in record.councils.items():
            for office in council.terms:
                yield record.councils_file.document, ("councils", key, "terms", office), office
