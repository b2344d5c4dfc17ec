"""Forms: what each kind of key makes of a text, and every fault at its key, word for word."""

from __future__ import annotations

from datetime import date, time

import pytest

from concordat.addresses import Meeting
from concordat.model.forms import (
    AgreementForm,
    CouncilsForm,
    EditionFront,
    EditionStatus,
    Form,
    MeetingFront,
    PageFront,
    PostFront,
    Region,
)
from concordat.model.signatures import SignaturesForm
from concordat.read.forms import fit, read_form
from concordat.read.values import read_values
from tests.reading import PATH, shown


def _read(form: type[Form], text: str) -> tuple[Form | None, list[str]]:
    made, _, findings = read_form(form, text, PATH)
    return made, shown(findings)


def test_every_text_is_typed_by_its_field() -> None:
    made, _, findings = read_form(
        MeetingFront,
        "date: 7 October 2016\nstatus: approved\nstart: 9.30\nend: '12:30'\nplace: 12:30\n"
        "approved_at: DCS  2016-12-09\nchair: NO\npresent: [NO, ON]\nrepresented: {YES: 1.10}\n"
        "in_attendance: [2016-12-09]\nnext: 2016-12-09\ncloses: [DCS 2016-08-05 A1]\n",
        PATH,
    )
    assert findings == []
    assert made is not None
    assert (made.day, made.next) == (date(2016, 10, 7), date(2016, 12, 9))
    assert (made.start, made.end, made.place) == (time(9, 30), time(12, 30), "12:30")
    assert made.approved_at == Meeting("DCS", date(2016, 12, 9))
    assert (made.chair, made.present, made.represented) == ("NO", ("NO", "ON"), {"YES": "1.10"})
    assert made.in_attendance == ("2016-12-09",)
    assert made.closes == (Meeting("DCS", date(2016, 8, 5), "A1"),)


def test_an_edition_named_like_a_number_keeps_its_name() -> None:
    made, _, findings = read_form(EditionFront, "edition: 1.10\nstatus: draft\n", PATH)
    assert findings == []
    assert made is not None
    assert (made.edition, made.status) == ("1.10", EditionStatus.DRAFT)


def test_a_key_without_a_value_is_not_given() -> None:
    made, _, findings = read_form(
        EditionFront, "edition: 1\nstatus: draft\ntitle:\nadopted_on: # later\nreview_by:\n", PATH
    )
    assert findings == []
    assert made == EditionFront(edition="1", status=EditionStatus.DRAFT)


@pytest.mark.parametrize(
    ("text", "created", "updated"),
    [
        ("date: 2016-12-09\n", date(2016, 12, 9), None),
        ("date:\n  created: 2016-12-09\n  updated: 2016-12-12\n", date(2016, 12, 9), date(2016, 12, 12)),
    ],
)
def test_the_days_of_a_post(text: str, created: date, updated: date | None) -> None:
    made, _, findings = read_form(PostFront, text, PATH)
    assert findings == []
    assert made is not None
    assert (made.day.created, made.day.updated) == (created, updated)


_EDITION = "edition: 1\nstatus: draft\n"
_MEETING = "date: 2016-10-07\nstatus: draft\n"
_AGREEMENT = "short_name: SLI\ntitle: T\nparties: [LDS]\nsigning_offices: [dcs]\n"
_LIST = "write a list: [one, two], or a line '- one' for each"

FAULTS: dict[str, tuple[type[Form], str, list[str]]] = {
    "unknown key with a near one": (
        EditionFront,
        _EDITION + "in_force_form: 2016-12-09\n",
        ["3:1 key-unknown: there is no key 'in_force_form' here | did you mean 'in_force_from'?"],
    ),
    "unknown key with none near": (
        Region,
        "colour: red\n",
        [
            "1:1 key-unknown: there is no key 'colour' here"
            " | the keys here are name, demonstration, as_of, email_domains, identity, licence, contacts "
            "and allowed_signers"
        ],
    ),
    "unknown key in an entry": (
        MeetingFront,
        _MEETING + "corrections:\n  - at: DCS 2016-12-09\n    what: x\n    wht: y\n",
        ["6:5 key-unknown: there is no key 'wht' here | did you mean 'what'?"],
    ),
    "key in capitals": (
        EditionFront,
        _EDITION + "Title: x\n",
        ["3:1 key-unknown: there is no key 'Title' here | did you mean 'title'?"],
    ),
    "missing keys": (
        EditionFront,
        "title: x\n",
        [
            "1:1 key-missing: the key 'edition' is missing | add a line 'edition: …'",
            "1:1 key-missing: the key 'status' is missing | add a line 'status: …'",
        ],
    ),
    "missing value of a needed key": (
        EditionFront,
        "edition:\nstatus: draft\n",
        ["1:1 key-missing: the key 'edition' is missing | add a line 'edition: …'"],
    ),
    "missing key in an entry": (
        SignaturesForm,
        "signatures:\n  - council: LDS\n    office: dcs\n    date: 2016-12-09\n",
        ["2:5 key-missing: the key 'digest' is missing in signatures, entry 1 | add a line 'digest: …'"],
    ),
    "impossible date": (
        EditionFront,
        _EDITION + "review_by: 2016-09-31\n",
        ["3:1 date-impossible: review_by: there is no day '2016-09-31' | look up the date and correct it"],
    ),
    "date in another form": (
        EditionFront,
        _EDITION + "review_by: 9/12/2016\n",
        [
            "3:1 value-type: review_by: '9/12/2016' is not a date"
            " | write it as 9 December 2016 or as 12 September 2016, whichever is meant"
        ],
    ),
    "time": (
        MeetingFront,
        _MEETING + "start: 25:00\nend: noon\n",
        [
            "3:1 value-type: start: '25:00' is not a time such as 10:00 | write it as 10:00",
            "4:1 value-type: end: 'noon' is not a time such as 10:00 | write it as 10:00",
        ],
    ),
    "yes where true is wanted": (
        Region,
        "demonstration: yes\n",
        ["1:1 value-type: demonstration: 'yes' is neither true nor false | write true or false"],
    ),
    "number in words": (
        AgreementForm,
        _AGREEMENT + "review_months: twelve\n",
        ["5:1 value-type: review_months: 'twelve' is not a whole number | write it in figures, such as 12"],
    ),
    "another instrument that does not begin as mentions do": (
        AgreementForm,
        _AGREEMENT + "other_instruments: [ECHR Article 8]\n",
        [
            "5:21 value-type: other_instruments, entry 1: 'ECHR Article 8' does not have the form wanted here"
            " | begin it as the text does, such as section 47 enquiries, or Article 8 ECHR"
        ],
    ),
    "nought": (
        AgreementForm,
        _AGREEMENT + "review_months: 0\n",
        [
            "5:1 value-type: review_months: the number is too small, not '0'"
            " | write a number that is at least 1"
        ],
    ),
    "status with a near one": (
        EditionFront,
        "edition: 1\nstatus: in force\n",
        [
            "2:1 value-type: status: 'in force' is not one of draft, for-signature, in-force, superseded or"
            " withdrawn | did you mean 'in-force'?"
        ],
    ),
    "meeting": (
        MeetingFront,
        _MEETING + "approved_at: 2016-12-09\n",
        [
            "3:1 value-type: approved_at: '2016-12-09' is not a meeting such as DCS 2016-10-07"
            " | write the body and the date of the meeting"
        ],
    ),
    "action in a list": (
        MeetingFront,
        _MEETING + "closes: [DCS 2016-08-05 A1, A2]\n",
        [
            "3:29 value-type: closes, entry 2: 'A2' is not a decision or an action such as DCS 2016-10-07 D2"
            " | write the body, the date and the number, as minutes cite it"
        ],
    ),
    "digest": (
        SignaturesForm,
        "seal: sha256:ABC\n",
        [
            "1:1 value-type: seal: 'sha256:ABC' is not a digest (sha256: and 64 small hexadecimal digits)"
            " | copy the digest that `concordat record` shows for the edition"
        ],
    ),
    "a text where a list is wanted": (
        MeetingFront,
        _MEETING + "present: LDS\n",
        [f"3:1 value-type: present: a list is wanted here, not 'LDS' | {_LIST}"],
    ),
    "a list where a text is wanted": (
        MeetingFront,
        _MEETING + "place: [Leeds]\n",
        ["3:1 value-type: place: a text is wanted here | write a plain text here"],
    ),
    "an empty entry": (
        MeetingFront,
        _MEETING + "present:\n  - LDS\n  -\n",
        ["5:4 value-type: present, entry 2: a text is wanted here | write a plain text here"],
    ),
    "an empty list": (
        AgreementForm,
        "short_name: SLI\ntitle: T\nparties: []\nsigning_offices: [dcs]\n",
        ["3:1 value-type: parties: this list is empty | write at least one entry"],
    ),
    "empty quotes": (
        PageFront,
        "title: ''\n",
        ["1:1 value-type: title: this value is empty | write a value"],
    ),
    "keys in the wrong letters": (
        AgreementForm,
        "short_name: sli\ntitle: T\nparties: [Leeds]\nsigning_offices: [DCS]\n",
        [
            "1:1 value-type: short_name: 'sli' does not have the form wanted here"
            " | write a short name in capitals, such as SLI",
            "3:11 value-type: parties, entry 1: 'Leeds' does not have the form wanted here"
            " | write the council's key in capitals, such as LDS",
            "4:19 value-type: signing_offices, entry 1: 'DCS' does not have the form wanted here"
            " | write the office's key in small letters, such as lead_member",
        ],
    ),
    "deep in councils.yml": (
        CouncilsForm,
        "offices: {dcs: D}\ncouncils:\n  LDS:\n    names:\n      - nam: Leeds\n    codes: [{code: E1}]\n",
        [
            "5:9 key-missing: the key 'name' is missing in councils.LDS.names, entry 1"
            " | add a line 'name: …'",
            "5:9 key-unknown: there is no key 'nam' here | did you mean 'name'?",
            "6:14 value-type: councils.LDS.codes, entry 1, code: 'E1' does not have the form wanted here"
            " | write a GSS code such as E08000035",
        ],
    ),
    "a post's only date": (
        PostFront,
        "date: 2016-02-30\n",
        ["1:1 date-impossible: date: there is no day '2016-02-30' | look up the date and correct it"],
    ),
    "a duplicate and a fault": (
        EditionFront,
        "edition: 1\nstatus: drft\nedition: 2\n",
        [
            "3:1 key-duplicate: the key 'edition' stands twice"
            " | keep the one that is right and delete the other",
            "2:1 value-type: status: 'drft' is not one of draft, for-signature, in-force, superseded or"
            " withdrawn | did you mean 'draft'?",
        ],
    ),
}


@pytest.mark.parametrize(("form", "text", "findings"), FAULTS.values(), ids=FAULTS)
def test_fault_of_a_form(form: type[Form], text: str, findings: list[str]) -> None:
    assert _read(form, text) == (None, findings)


def test_a_text_that_cannot_be_read_has_no_further_faults() -> None:
    values = read_values("edition: 'x\n", PATH)
    made, findings = fit(EditionFront, values, PATH)
    assert made is None
    assert [each.rule for each in findings] == ["yaml-syntax"]
