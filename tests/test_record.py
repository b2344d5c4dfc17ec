"""The record: what holds on a day, who names what, and which of several files counts."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest

from concordat.addresses import Meeting
from concordat.files import load_record
from concordat.findings import Severity
from concordat.model.mentions import Relation
from concordat.read.documents import Source, read_source
from concordat.record import Record, build_record
from concordat.report.record import record_as_json
from concordat.rules import check
from tests.building import DOCS
from tests.golden import BASE
from tests.reading import record_of


@cache
def _base() -> Record:
    return load_record(BASE)


def _front(name: str, status: str, **days: str) -> str:
    lines = "".join(f"{key}: {day}\n" for key, day in days.items())
    return f"---\nedition: {name}\nstatus: {status}\n{lines}---\n1. Words.\n"


_AGREEMENT = "short_name: SLI\ntitle: T\nparties: [LDS]\nsigning_offices: [dcs]\n"

LIVES = {
    "agreements/sli/agreement.yml": _AGREEMENT,
    "agreements/sli/1/index.md": _front(
        "1", "superseded", in_force_from="2015-03-01", in_force_until="2016-06-30"
    ),
    "agreements/sli/2/index.md": _front(
        "2", "withdrawn", in_force_from="2016-07-01", in_force_until="2018-01-01", withdrawn_on="2016-10-01"
    ),
    "agreements/sli/9/index.md": _front("9", "in-force", in_force_from="2017-01-01"),
    "agreements/sli/10/index.md": _front("10", "for-signature", in_force_from="2018-01-01"),
    "agreements/sli/11/index.md": _front("11", "draft", in_force_from="2014-01-01"),
    "agreements/sli/12/index.md": _front("12", "in-force"),
}


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2014, 1, 1), None),
        (date(2015, 2, 28), None),
        (date(2015, 3, 1), "1"),
        (date(2016, 6, 30), "1"),
        (date(2016, 7, 1), "2"),
        (date(2016, 10, 1), "2"),
        (date(2016, 10, 2), None),
        (date(2016, 12, 31), None),
        (date(2017, 1, 1), "9"),
        (date(2030, 1, 1), "9"),
    ],
)
def test_edition_in_force_on_a_day(day: date, edition: str | None) -> None:
    found = record_of(LIVES).in_force("SLI", day)
    assert (found.name if found else None) == edition


def test_editions_come_in_the_order_of_their_numbers() -> None:
    assert [each.address for each in record_of(LIVES).editions()] == [
        "SLI/1",
        "SLI/2",
        "SLI/9",
        "SLI/10",
        "SLI/11",
        "SLI/12",
    ]


@pytest.mark.parametrize(("entry", "line"), [("D1", 18), ("A1", 24), ("item 1", 12), ("item 2", 16)])
def test_what_stands_at_an_address_of_minutes(entry: str, line: int) -> None:
    found = _base().entry(Meeting("DCS", date(2016, 10, 7), entry))
    assert found is not None
    assert (found.number, found.line) == (entry.removeprefix("item "), line)


def test_what_is_not_there() -> None:
    record = _base()
    assert record.in_force("SLI", record.today) is None
    assert record.edition("SLI", "1") is None
    assert record.edition("PACT", "3") is None
    assert record.meeting(Meeting("DCS", date(2016, 1, 1))) is None
    assert record.entry(Meeting("DCS", date(2016, 10, 7), "D9")) is None
    assert record.council_name("XXX", record.today) == "XXX"
    assert record.council_short("XXX") == "XXX"
    assert record.term("XXX", "dcs", record.today) is None
    assert not record.in_being("XXX", record.today)


@pytest.mark.parametrize(
    ("today", "as_of", "day"),
    [
        (date(2020, 1, 1), "as_of: 2016-12-20\n", date(2020, 1, 1)),
        (None, "as_of: 2016-12-20\n", date(2016, 12, 20)),
        (None, "name: N\n", date(1999, 5, 2)),
    ],
)
def test_the_day_on_which_the_record_is_read(today: date | None, as_of: str, day: date) -> None:
    assert record_of({"region.yml": as_of}, today=today).today == day


@pytest.mark.parametrize(
    ("key", "day", "name"),
    [
        ("ALD", date(2015, 12, 31), "Alder Borough Council"),
        ("ALD", date(2016, 1, 1), "Alder City Council"),
        ("CRA", date(2030, 1, 1), "Crag County Council"),
    ],
)
def test_name_of_a_council_on_a_day(key: str, day: date, name: str) -> None:
    assert _base().council_name(key, day) == name


def test_short_name_of_a_council() -> None:
    names = "names: [{name: Beck Council, until: 2015-12-31}, {name: Beck City Council, from: 2016-01-01}]"
    record = record_of({"councils.yml": f"offices: {{dcs: D}}\ncouncils:\n  BEC: {{{names}}}\n"})
    assert record.council_short("BEC") == "Beck City Council"
    assert _base().council_short("BEC") == "Beck"


@pytest.mark.parametrize(
    ("day", "councils"),
    [(date(2023, 3, 31), ["ALD", "BEC", "CRA"]), (date(2023, 4, 1), ["ALD", "BEC", "CRB"])],
)
def test_a_successor_takes_the_place_of_a_council(day: date, councils: list[str]) -> None:
    record = _base()
    assert record.in_being_of(record.bodies["DCS"].councils, day) == councils
    assert record.councils["CRA"].successors == ("CRB",)
    assert record.council_short("CRA") == record.council_short("CRB") == "Crag"


@pytest.mark.parametrize(
    ("day", "vacant"),
    [
        (date(2016, 8, 31), False),
        (date(2016, 9, 1), True),
        (date(2016, 10, 31), True),
        (date(2016, 11, 1), False),
    ],
)
def test_term_of_an_office_on_a_day(day: date, vacant: bool) -> None:
    term = _base().term("BEC", "dcs", day)
    assert term is not None
    assert term.vacant is vacant
    assert _base().term("BEC", "lead_member", day) is None


def test_who_names_what() -> None:
    record = _base()
    rows = [(each.source, each.relation) for each in record.mentions_of("PACT/1 2.1")]
    assert rows == [
        ("PACT/1 2.2(b)", Relation.MENTIONS),
        ("DCS 2016-10-07 A1", Relation.MENTIONS),
        ("DCS 2016-10-07 D1", Relation.AMENDS),
    ]
    assert record.sources_of(Relation.AMENDS, "PACT/1 2.1") == ["DCS 2016-10-07 D1"]
    assert record.sources_of(Relation.ADOPTED_BY, "DCS 2016-08-05 D1") == ["PACT/1"]
    assert record.mentions_of("PACT/1 1.1") == ()


def test_references_of_a_page() -> None:
    made = _base().made_in("blog/posts/visits.md")
    assert [(each.source, each.target) for each in made] == [("", "DCS 2016-10-07 D1")]
    assert _base().made_in("nowhere.md") == ()


_MEETING = "---\ndate: {day}\nstatus: draft\n{more}---\n## 1. T\n\n{actions}"
_ACTION = "> **Action A{number}**\n> Owner: Clerk\n{more}>\n> Write.\n\n"


def test_an_action_is_open_until_it_is_closed_or_carried_on() -> None:
    first = "".join(
        _ACTION.format(number=number, more=more)
        for number, more in enumerate(("", "", "", "> State: done\n", "> State: dropped\n"), start=1)
    )
    second = _ACTION.format(number=1, more="> Carries: DCS 2016-08-05 A2\n")
    closes = "closes: [DCS 2016-08-05 A1]\n"
    record = record_of(
        {
            "meetings/dcs/2016-08-05.md": _MEETING.format(day="2016-08-05", more="", actions=first),
            "meetings/dcs/2016-10-07.md": _MEETING.format(day="2016-10-07", more=closes, actions=second),
        }
    )
    state = {
        f"{meeting.front.day.month} {action.number}": record.is_open(
            f"{meeting.address} {action.number}", action
        )
        for meeting in record.meetings
        for action in meeting.actions
    }
    assert state == {"8 A1": False, "8 A2": False, "8 A3": True, "8 A4": False, "8 A5": False, "10 A1": True}


def test_of_two_files_that_claim_an_address_the_first_counts() -> None:
    record = record_of(
        {
            "agreements/a/agreement.yml": _AGREEMENT,
            "agreements/b/agreement.yml": _AGREEMENT.replace("title: T", "title: Other"),
            "bodies.yml": "SLI: {name: A body}\n",
            "meetings/DCS/2016-10-07.md": _MEETING.format(day="2016-10-07", more="place: A\n", actions=""),
            "meetings/dcs/2016-10-07.md": _MEETING.format(day="2016-10-07", more="place: B\n", actions=""),
        }
    )
    assert record.agreements["SLI"].file.form.title == "T"
    assert [meeting.front.place for meeting in record.meetings] == ["A"]
    assert [(each.address, each.first, each.second) for each in record.duplicates] == [
        ("SLI", "agreements/a/agreement.yml", "agreements/b/agreement.yml"),
        ("DCS 2016-10-07", "meetings/DCS/2016-10-07.md", "meetings/dcs/2016-10-07.md"),
        ("SLI", "bodies.yml", "agreements/a/agreement.yml"),
    ]


def test_the_order_of_files_makes_no_difference() -> None:
    backwards = dict(reversed(LIVES.items()))
    assert record_as_json(record_of(LIVES)) == record_as_json(record_of(backwards))


def test_the_record_as_data() -> None:
    data = json.loads(record_as_json(_base()))
    assert (data["region"], data["as_of"]) == ("Three Rivers", "2016-12-20")
    (agreement,) = data["agreements"]
    assert (agreement["short_name"], agreement["in_force"]) == ("PACT", "1")
    assert agreement["editions"][0]["clauses"][1]["text"] == "The councils learn from each other."
    assert [meeting["address"] for meeting in data["meetings"]] == ["DCS 2016-08-05", "DCS 2016-10-07"]
    assert data["meetings"][1]["decisions"] == [
        {
            "address": "DCS 2016-10-07 D1",
            "item": "2",
            "amends": ["PACT 2.1"],
            "supersedes": [],
            "concerns": ["BEC"],
            "text": "Visits take place every second year.",
            "line": 18,
        }
    ]
    assert [action["open"] for meeting in data["meetings"] for action in meeting["actions"]] == [False, True]


_WELL = "name: R\nas_of: 2016-12-20\nemail_domains: [example.org]\ncontacts: [0113 496 0000]\n"
_FAULTS = {
    "no YAML at all": (_WELL.replace("name: R", "name: [R"), "yaml-syntax"),
    "a key misspelt": (_WELL.replace("as_of", "asof"), "key-unknown"),
    "a key misspelt and empty": (_WELL.replace("as_of: 2016-12-20", "as_off:"), "key-unknown"),
    "an impossible day": (_WELL.replace("2016-12-20", "2016-12-32"), "date-impossible"),
    "another key at fault": (_WELL.replace("name: R", "demonstration: perhaps"), "value-type"),
    "a list that is none": (_WELL.replace("[0113 496 0000]", "0113 496 0000"), "value-type"),
}


def _rules(region: str, page: str = "") -> list[str]:
    """Return the rules that find something in the project's own record with another region.yml."""
    over = {"region.yml": region, "contact.md": f"Ask dcs@example.org or 0113 496 0000.\n\n{page}"}
    found = check(load_record(DOCS, over=over, clock=date(2026, 11, 24)))
    return [finding.rule for finding in found if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_fault_in_region_yml_is_one_finding_and_no_flood(fault: str) -> None:
    region, rule = _FAULTS[fault]
    assert _rules(_WELL) == []
    assert _rules(region) == [rule]


def test_what_can_be_read_of_a_faulty_region_yml_still_counts() -> None:
    found = _rules(_FAULTS["an impossible day"][0], "office@elsewhere.org")
    assert found == ["privacy-email", "date-impossible"]
    record = record_of({"region.yml": _FAULTS["another key at fault"][0]})
    assert (record.today, record.region.email_domains) == (date(2016, 12, 20), ("example.org",))


def test_a_region_yml_that_cannot_be_opened_silences_what_depends_on_it() -> None:
    texts = {"region.yml": b"\xff", "a.md": b"# A\n\nAsk x@y.org\n"}
    readings = [read_source(Source(path, text)) for path, text in texts.items()]
    record = build_record(readings, texts, clock=date(1999, 5, 2))
    assert [finding.rule for finding in check(record)] == ["file-encoding"]
