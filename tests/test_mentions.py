"""What names a clause: the latest beside it, everything with its history; registers split by year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from concordat.lineage import lives
from concordat.places import Place, history_path
from concordat.record import Record
from concordat.views.concerns import Concerns
from concordat.views.councils import council
from concordat.views.listings import FRAME, Listing, listings, page_weight
from concordat.views.mentions import clause_named, named_in
from concordat.views.notes import NAMED, SHOWN
from tests.building import build, lay_site
from tests.memory import record_of

KEYS = "agreements/pact/clauses.yml"
FIRST = date(2015, 10, 5)


def _meeting(day: date) -> str:
    return (
        f"---\ndate: {day}\nstatus: draft\nchair: ALD\npresent: [ALD, BEC, CRA]\n---\n"
        "## 1. Visits\n\nSee [PACT/1 2.1].\n\n"
        "> **Decision D1**\n> Concerns: BEC\n>\n> Directors agreed.\n\n"
        "> **Action A1**\n> Owner: Beck\n> Due: 2017-12-31\n>\n> Write to all.\n"
    )


@pytest.fixture(scope="module")
def record() -> Record:
    """The small record with 24 more meetings, a month apart, each of which names clause 2.1."""
    days = [FIRST + timedelta(days=28 * at) for at in range(24)]
    minutes = {f"meetings/dcs/{day}.md": _meeting(day) for day in days}
    return record_of({**minutes, KEYS: 'visits:\n  "1": "2.1"\n'})


def _listed(record: Record, heaviest: int) -> Mapping[str, Listing]:
    life = lives(record, record.agreements["PACT"])["visits"]
    return named_in(record, life, history_path("pact", "visits"), "Visits", heaviest)


def test_a_clause_shows_the_latest_and_says_how_many_there_are(record: Record) -> None:
    (edition,) = record.agreements["PACT"].editions
    clause = edition.clause("2.1")
    assert clause
    history = Place(history_path("pact", "visits"))
    found = clause_named(record, edition, clause, history)
    assert found
    assert found.everything == Place(history.path, NAMED)
    mentions = [each.day for each in found.shown if each.relation == "Mentioned in"]
    assert len(found.shown) == SHOWN
    assert mentions == sorted(mentions, key=lambda day: day or date.min, reverse=True)
    assert found.shown[0].relation == "Amended by"  # what acts on it comes before what mentions it
    assert mentions[0] == max(meeting.front.day for meeting in record.meetings)
    without = clause_named(record, edition, clause, None)
    assert without
    assert len(without.shown) == without.count == found.count > 24


def test_its_history_lists_all_of_them_or_splits_them_by_year(record: Record) -> None:
    path = history_path("pact", "visits")
    whole = _listed(record, 1_000_000)
    assert list(whole) == [path]
    (table,) = whole[path].tables
    assert table.caption == f"Named in {len(table.rows)} places, latest first"
    split = _listed(record, 1_000)
    years = [cell.text for cell in split[path].years]
    assert years[:3] == ["2017", "2016", "2015"]
    folder = path.removesuffix("index.md")
    assert list(split) == [path, *(f"{folder}{year.lower()}.md" for year in years)]
    assert split[path].tables == split[f"{folder}2017.md"].tables
    rows = [
        row for year in years for table in split[f"{folder}{year.lower()}.md"].tables for row in table.rows
    ]
    assert rows == list(table.rows)
    assert split[f"{folder}2016.md"].title == "Visits, 2016"
    assert split[f"{folder}2016.md"].tables[0].caption.endswith(" of them in 2016")


@pytest.mark.parametrize("register", ["decisions", "actions", "meetings", "attendance"])
def test_a_heavy_register_has_a_page_for_each_year(register: str) -> None:
    days = [FIRST + timedelta(days=28 * at) for at in range(24)]
    files = {f"meetings/dcs/{day}.md": _meeting(day) for day in days}
    page = f"{register}/index.md"
    record = record_of({**files, page: f"---\nregister: {register}\n---\n# All of them\n"})
    concerns = Concerns(record)
    whole = listings(record, concerns)[page]
    assert whole.years == ()
    charts = register == "attendance"
    bytes_of = page_weight(whole.tables or [each.table for each in whole.charts], charts=charts) - FRAME
    split = listings(record, concerns, heaviest=FRAME + 7 * bytes_of // 10)  # 13 of 24 meetings are of 2016
    years = [cell.text for cell in split[page].years]
    assert years == ["2017", "2016", "2015"]
    pages = {year: split[f"{register}/{year}.md"] for year in years}
    assert {listing.years for listing in pages.values()} == {split[page].years}
    assert pages["2016"].title == "All of them of 2016"
    if register != "attendance":
        split_rows = sum(len(table.rows) for each in pages.values() for table in each.tables)
        assert split_rows == sum(len(table.rows) for table in whole.tables)
    if register == "actions":  # the first page has every open one, of whatever year
        assert split[page].tables[0].caption.startswith("Open actions")
        assert len(split[page].tables[0].rows) >= 24


def test_a_council_leads_to_what_concerns_it_in_the_registers() -> None:
    names = ("attendance", "actions", "decisions")
    pages = {f"{name}/index.md": f"---\nregister: {name}\n---\n# All\n" for name in names}
    record = record_of({f"meetings/dcs/{FIRST}.md": _meeting(FIRST), **pages})
    concerns = Concerns(record)
    links = {cell.text: cell.place for cell in council(record, concerns, "BEC").registers}
    assert {name: place.query for name, place in links.items() if place} == {
        "All attendance": "",
        "All its actions": "council=Beck+Council",
        "All its decisions": "council=Beck+Council",
    }
    others = [cell.text for cell in council(record, concerns, "CRA").registers]
    assert others == ["All actions", "All attendance", "All decisions"]
    shown = listings(record, concerns)
    for name in ("actions", "decisions"):
        (table,) = shown[f"{name}/index.md"].tables
        at = [each.key for each in table.filters].index("council")
        assert table.filters[at].options == ("Beck Council",)
        rows = zip(table.rows, table.facets, strict=True)
        found = [row[0].text for row, facets in rows if facets[at] == ("Beck Council",)]
        assert f"DCS 5 October 2015, {'A1' if name == 'actions' else 'D1'}" in found


def test_a_clause_of_many_mentions_leads_to_the_list_of_them_all(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    (docs / KEYS).write_text('visits:\n  "1": "2.1"\n  "2": "2.1"\n', encoding="utf-8")
    seen = "\n".join(f"- [PACT/2 2.1] on day {at}" for at in range(3))
    for at in range(SHOWN):
        (docs / "blog" / "posts" / f"post-{at}.md").write_text(
            f"---\ndate: 2017-01-{at + 1:02}\n---\n# Post {at}\n\nSee it here.\n\n<!-- more -->\n\n{seen}\n",
            encoding="utf-8",
        )
    built = build(tmp_path)
    assert built.code == 0, built.log
    assert "does not contain an anchor" not in built.log
    links = dict(built.article("agreements/pact/").links())
    (words,) = [words for words in links if words.endswith("with the history of 2.1")]
    assert links[words] == "clauses/visits/#named"
    assert (
        built.article("agreements/pact/clauses/visits/").one("h2", id="named").text() == "Where it is named"
    )


def test_what_somebody_writes_on_a_councils_page_stands_above_what_the_record_says(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    (docs / "councils" / "bec.md").write_text(
        "# Beck and its valley\n\nIt lies by a brook.\n", encoding="utf-8"
    )
    built = build(tmp_path, "--strict")
    assert built.code == 0, built.log
    said = built.article("councils/bec/").text()
    assert said.index("Beck and its valley") < said.index("It lies by a brook.") < said.index("GSS codes")
    units = "".join(path.read_text("utf-8") for path in (built.site / "search" / "index").glob("units-*.js"))
    assert units.count('"councils/bec/"') == 1
    assert "It lies by a brook." in units
