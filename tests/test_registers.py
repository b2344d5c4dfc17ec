"""The tables that the site adds to the registers' pages, row for row, on the small record."""

from __future__ import annotations

import pytest

from concordat.files import load_record
from concordat.record import Record
from concordat.views.cells import Cell
from concordat.views.concerns import Concerns
from concordat.views.listings import Listing, listings, page_weight
from tests.building import SMALL, Built

TABLES = {
    "agreements/": (
        "Agreements and their editions",
        ["Edition", "Cited as", "Status", "In force"],
        [
            ["Loan of staff, edition 1", "LOAN/1", "Open for signature", "Not in force"],
            ["The pact, edition 1", "PACT/1", "Superseded", "From 15 September 2016 until 31 December 2016"],
            ["The pact, edition 2", "PACT/2", "In force", "From 1 January 2017"],
            ["The pact, edition 3", "PACT/3", "Draft", "Not in force"],
        ],
    ),
    "agreements/loan/1/": (
        "Signatures of edition 1: 1 of 4",
        ["Council", "Director of children's services", "Lead member for children's services"],
        [
            ["Alder City Council", *["Not signed, open since 10 February 2017"] * 2],
            ["Beck Council", "14 February 2017", "Not signed, open since 10 February 2017"],
        ],
    ),
    "agreements/pact/2/": (
        "Signatures of edition 2: 3 of 3",
        ["Council", "Director of children's services"],
        [
            ["Alder City Council", "12 December 2016"],
            ["Beck Council", "13 December 2016"],
            ["Crag County Council", "14 December 2016 by Assistant director"],
        ],
    ),
    "meetings/": (
        "Directors' meeting, latest first",
        ["Date", "Cited as", "Status", "Decisions", "Actions"],
        [
            ["7 April 2017", "DCS 2017-04-07", "Agenda", "0", "0"],
            ["3 February 2017", "DCS 2017-02-03", "Draft minutes", "1", "2"],
            ["9 December 2016", "DCS 2016-12-09", "Draft minutes", "1", "1"],
            ["7 October 2016", "DCS 2016-10-07", "Approved minutes", "1", "1"],
            ["5 August 2016", "DCS 2016-08-05", "Approved minutes", "1", "1"],
        ],
    ),
    "decisions/": (
        "Decisions, latest first",
        ["Decision", "What was decided", "Amends", "In the text", "State"],
        [
            ["DCS 3 February 2017, D1", "Visits take place in spring.", "", "", "In draft minutes"],
            ["DCS 9 December 2016, D1", "Directors adopted edition 2, PACT/2.", "", "", "In draft minutes"],
            [
                "DCS 7 October 2016, D1",
                "Visits take place every second year: in spring; or in autumn.",
                "PACT/1 2.1",
                "",
                "Superseded by DCS 2017-02-03 D1",
            ],
            ["DCS 5 August 2016, D1", "Directors adopted the pact.", "", "", "In approved minutes"],
        ],
    ),
    "actions/": (
        "Actions, open ones first, as of 1 March 2017",
        ["Action", "What is to be done", "Owner", "Due", "State"],
        [
            ["DCS 3 February 2017, A1", "Publish it at last.", "Clerk", "20 February 2017", "Overdue"],
            ["DCS 3 February 2017, A2", "Say when visits suit.", "All directors", "31 March 2017", "Open"],
            [
                "DCS 5 August 2016, A1",
                "Send the pact to each council.",
                "Clerk",
                "1 October 2016",
                "Closed at DCS 7 October 2016",
            ],
            [
                "DCS 7 October 2016, A1",
                "Draft the change of PACT 2.1.",
                "Clerk",
                "1 December 2016",
                "Carried on as DCS 9 December 2016, A1",
            ],
            [
                "DCS 9 December 2016, A1",
                "Publish it.",
                "Clerk",
                "1 February 2017",
                "Carried on as DCS 3 February 2017, A1",
            ],
        ],
    ),
    "attendance/": (
        "Directors' meeting: attendance",
        ["Council", "5 August 2016", "7 October 2016", "9 December 2016", "3 February 2017"],
        [
            ["Alder", "Present", "Present", "Present", "Present"],
            ["Beck", "Present", "Present", "Present", "Present"],
            ["Crag", "Present", "Apologies", "Represented", "Present"],
        ],
    ),
    "councils/": (
        "Councils, named as on 1 March 2017",
        ["Council", "Key", "Names", "GSS codes", "In being"],
        [
            [
                "Alder City Council",
                "ALD",
                "Alder Borough Council (until 31 December 2015); Alder City Council (from 1 January 2016)",
                "",
                "Throughout",
            ],
            ["Beck Council", "BEC", "Beck Council", "E06000001", "Throughout"],
            ["Crag Council", "CRB", "Crag Council", "", "From 1 April 2023"],
            [
                "Crag County Council",
                "CRA",
                "Crag County Council",
                "",
                "Until 31 March 2023, succeeded by CRB",
            ],
        ],
    ),
}


@pytest.mark.parametrize("url", TABLES)
def test_table(url: str, small_site: Built) -> None:
    caption, columns, rows = TABLES[url]
    table = small_site.article(url).one("table", "records")
    assert table.one("caption").text() == caption
    assert [cell.text() for cell in table.one("thead").all("th")] == columns
    shown = [
        [cell.text() for cell in row.walk() if cell.tag in ("th", "td")]
        for row in table.one("tbody").all("tr")
    ]
    assert shown == rows


@pytest.mark.parametrize(
    ("url", "row", "links"),
    [
        ("agreements/", 1, ["pact/1/"]),
        ("meetings/", 1, ["dcs/2017-02-03/"]),
        ("decisions/", 2, ["../meetings/dcs/2016-10-07/#D1", "../agreements/pact/1/#2.1"]),
        ("actions/", 0, ["../meetings/dcs/2017-02-03/#A1"]),
    ],
)
def test_rows_lead_to_what_they_list(url: str, row: int, links: list[str], small_site: Built) -> None:
    rows = small_site.article(url).one("tbody").all("tr")
    assert [href for _, href in rows[row].links()] == links


def test_an_open_action_past_its_day_is_marked(small_site: Built) -> None:
    marked = small_site.article("actions/").all("span", "mark-overdue")
    assert [node.text() for node in marked] == ["Overdue"]


def _rows(*shown: Listing) -> set[tuple[Cell, ...]]:
    return {row for each in shown for table in each.tables for row in table.rows}


@pytest.mark.parametrize("name", ["decisions", "actions"])
def test_a_heavy_register_has_a_page_for_each_year(name: str) -> None:
    record = load_record(SMALL / "docs")
    path = f"{name}/index.md"
    whole = listings(record, Concerns(record))[path]
    split = listings(record, Concerns(record), heaviest=page_weight(whole.tables) - 1)
    years = {key: listing for key, listing in split.items() if key.startswith(f"{name}/2")}
    held = sorted({meeting.front.day.year for meeting in record.meetings}, reverse=True)
    assert [key for key in years if key.count("/") == 1] == [f"{name}/{year}.md" for year in held]
    assert [cell.text for cell in split[path].years] == [str(year) for year in held]
    assert not whole.years
    assert (whole.covers, whole.parts) == ("", ())
    assert _rows(*years.values()) == _rows(whole)
    if name == "actions":
        assert {row[-1].text for row in _rows(split[path])} == {"Overdue", "Open"}
        assert split[path].covers == "what is open, of all years"
    else:
        assert _rows(split[path]) == _rows(split[f"{name}/{held[0]}.md"])


def _split(record: Record, name: str, heaviest: int) -> dict[str, Listing]:
    made = listings(record, Concerns(record), heaviest)
    return {path: each for path, each in made.items() if path.startswith(f"{name}/2")}


def test_a_heavy_year_has_a_page_for_each_quarter_and_a_heavy_quarter_for_each_month() -> None:
    """The meetings of 2016 were in October and December, those of 2017 in February and April."""
    record = load_record(SMALL / "docs")
    pages = _split(record, "decisions", 0)
    of_2016 = ["2016", "2016/q4", "2016/december", "2016/october"]
    of_2017 = ["2017", "2017/q2", "2017/april", "2017/q1", "2017/february"]
    assert list(pages) == [f"decisions/{stem}.md" for stem in of_2017 + of_2016]
    year, quarter, month = (pages[f"decisions/{stem}.md"] for stem in of_2016[:3])
    assert [cell.text for cell in year.parts] == [
        "October to December 2016",
        "December 2016",
        "October 2016",
    ]
    assert {each.parts for path, each in pages.items() if "/2016" in path} == {year.parts}
    assert [each.title for each in (year, quarter, month)] == [
        "Decisions of 2016",
        "Decisions, October to December 2016",
        "Decisions, December 2016",
    ]
    assert [each.covers for each in (year, quarter, month)] == ["December 2016", "December 2016", ""]
    assert _rows(year) == _rows(month)
    assert _rows(*pages.values()) == _rows(listings(record, Concerns(record))["decisions/index.md"])
