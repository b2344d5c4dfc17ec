"""Pages of texts through time: histories of clauses, the list of editions, what is in force, the timeline."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from concordat.lineage import lives
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import Cell
from concordat.views.editions import edition_head, in_force_place
from concordat.views.notes import clause_notes
from concordat.views.through_time import timeline
from tests.building import DOCS, Built
from tests.html import Node
from tests.memory import record_of

CLAUSES = "agreements/sli/clauses/"


def _facts(node: Node) -> dict[str, str]:
    terms, answers = node.all("dt"), node.all("dd")
    return {term.text(): answer.text() for term, answer in zip(terms, answers, strict=True)}


# -- histories ---------------------------------------------------------------------------


def test_every_key_of_the_table_has_its_page(project_record: Record, project_site: Built) -> None:
    agreement = project_record.agreements["SLI"]
    found = lives(project_record, agreement)
    assert len(found) > 150
    rows = project_site.article(CLAUSES).one("table").one("tbody").all("tr")
    links = [row.one("th").links()[0] for row in rows]
    assert links == [(key, f"{key}/") for key in found]
    numbers = [[cell.text() for cell in row.all("td")[1:3]] for row in rows]
    assert numbers == [
        [
            ", ".join({s.edition.name: s.numbers for s in life.standing}.get(name, ("none",)))
            for name in ("1", "2")
        ]
        for life in found.values()
    ]
    for key, life in found.items():
        chapters = project_site.article(f"{CLAUSES}{key}/").all("section", "chapter")
        assert [c.one("h2").text() for c in chapters] == [
            f"Edition {stage.edition.name}" for stage in reversed(life.stages)
        ]


def test_a_history_says_what_became_of_the_clause_by_whom_and_its_words_then(project_site: Built) -> None:
    page = project_site.article(f"{CLAUSES}host-scopes-theme/")
    assert page.one("h1").text() == "SLI 4.2(a): history of the clause"
    assert _facts(page.all("dl")[0]) == {
        "Lasting key": "host-scopes-theme",
        "In force": "4.2(a)",
        "Agreed, but not yet in the text": "DCS 7 October 2016, D2",
        "Agreement": "All clauses",
    }
    second, first = page.all("section", "chapter")
    assert _facts(first) == {
        "Number": "4.2(a)",
        "Status": "In force",
        "In force": "From 1 April 2015",
        "Edition adopted on": "6 February 2015",
    }
    assert first.one("blockquote").text() == "the theme, drawn from its self-assessment;"
    assert second.one("p", "fate").text() == "Clause 4.2(a) is reworded: 9 words added and 2 words removed."
    assert second.one("p", "redline").text() == (
        "the theme, [taken out: drawn from] [put in: which is one of the areas for development in] "
        "its self-assessment;"
    )
    assert second.links()[0] == ("4.2(a)", "../../2/#4.2(a)")


def test_a_clause_that_ended_says_so(project_site: Built) -> None:
    page = project_site.article(f"{CLAUSES}host-council-decides-what/")
    last, _ = page.all("section", "chapter")
    assert _facts(last)["Number"] == "None: the clause is not in this edition"
    assert last.one("p", "fate").text() == "Clause 4.10 is gone."
    assert last.all("blockquote") == []


def test_histories_stay_out_of_the_search(project_site: Built) -> None:
    shards = sorted((project_site.site / "search" / "index").glob("units-*.js"))
    assert shards
    assert [path.name for path in shards if "history of the clause" in path.read_text("utf-8")] == []


# -- what became of each clause, under it ------------------------------------------------


@pytest.mark.parametrize(
    ("page", "number", "text", "links"),
    [
        pytest.param(
            "agreements/sli/2/",
            "4.4",
            "In force: 4.3, the same words; History of 4.4",
            ["../1/#4.3", "../clauses/sli-lead-proposes-lead/"],
            id="a draft: the same words under another number",
        ),
        pytest.param(
            "agreements/sli/2/",
            "4.2(a)",
            "In force: 4.2(a), reworded; History of 4.2(a)",
            ["../1/#4.2(a)", "../clauses/host-scopes-theme/"],
            id="a draft: other words",
        ),
        pytest.param(
            "agreements/sli/2/",
            "2.6",
            "New here; not in the text in force; History of 2.6",
            ["../clauses/finding-worth-what-done/"],
            id="a draft: new",
        ),
        pytest.param(
            "agreements/sli/",
            "4.2(a)",
            "History of 4.2(a)",
            ["../sli/clauses/host-scopes-theme/".replace("../sli/", "")],
            id="the text in force: its history alone",
        ),
    ],
)
def test_a_clause_says_what_it_is_in_the_text_in_force(
    page: str, number: str, text: str, links: list[str], project_site: Built
) -> None:
    note = project_site.article(page).one("div", "clause", id=number).all("p", "time")[0]
    assert note.text() == text
    assert [href for _, href in note.links()] == links


def test_a_superseded_text_leads_to_the_one_in_force(small_site: Built) -> None:
    """Also where there is no table of keys: clauses are then matched by their words."""
    page = small_site.article("agreements/pact/1/")
    assert page.one("p", "record-status").links() == [("Read the text in force", "../")]
    notes = {
        clause.attrs["data-clause"]: note.text()
        for clause in page.all("div", "clause")
        for note in clause.all("p", "time")[:1]
    }
    assert notes == {
        "1": "In force: 1, the same words",
        "1.1": "In force: 1.1, the same words",
        "2": "In force: 2, the same words",
        "2.1": "In force: 2.1, reworded",
        "2.2": "In force: 2.2, the same words",
        "2.2(a)": "In force: 2.2(a), reworded",
        "2.2(b)": "Not in the text in force",
    }


# -- the editions ------------------------------------------------------------------------


def test_editions_are_listed_with_their_dates_without_a_script(small_site: Built) -> None:
    panel = small_site.article("agreements/pact/2/").one("section", "through-time")
    assert panel.one("form").attrs["class"] == "point-in-time"
    rule = "@media (scripting: none) { .point-in-time { display: none; } }"
    assert rule in (DOCS / "assets" / "stylesheets" / "time.css").read_text(encoding="utf-8")
    lines = panel.one("ol", "editions").all("li")
    assert [line.text() for line in lines] == [
        "Edition 1: Superseded, from 15 September 2016 until 31 December 2016; "
        "what changed between Edition 1 and this text",
        "Edition 2: In force, from 1 January 2017 (this text)",
        "Edition 3: Draft; what changed between Edition 3 and this text",
    ]
    assert lines[0].links() == [
        ("Edition 1", "../1/"),
        ("what changed between Edition 1 and this text", "../changes/1-to-2/"),
    ]
    days = [(line.attrs.get("data-first"), line.attrs.get("data-last")) for line in lines]
    assert days == [("2016-09-15", "2016-12-31"), ("2017-01-01", None), (None, None)]
    assert lines[0].attrs["data-numbers"] == "2.2(b)= 2.2(b)(i)= 2.2(b)(ii)= 2.2(c)= 3="


def test_an_agreement_without_a_text_in_force_lists_its_editions(small_site: Built) -> None:
    page = small_site.article("agreements/loan/")
    assert page.all("aside", "record-head") == []
    lines = [line.text() for line in page.one("ol", "editions").all("li")]
    assert lines == ["Edition 1: Open for signature"]


def test_a_withdrawn_text_says_so_and_leads_to_what_became_of_it() -> None:
    withdrawn = "adopted_on: 2016-11-20\nwithdrawn_on: 2016-12-01\n"
    record = record_of({"agreements/pact/2/index.md": PACT.format("2", "withdrawn", withdrawn, "month")})
    edition = record.edition("PACT", "2")
    assert edition is not None
    head = edition_head(record, edition)
    assert (head.status, head.sentence) == ("Withdrawn", "This text was withdrawn. Edition 1 is in force.")
    assert str(in_force_place(record, edition)) == "agreements/pact/index.md"
    notes = {number: rows[-1] for number, rows in clause_notes(record, edition).items()}
    assert [(link.text, str(link.place)) for link in notes["2.1"].links] == [
        ("2.1, reworded", "agreements/pact/1/index.md#2.1")
    ]


# -- the timeline ------------------------------------------------------------------------


def test_a_timeline_is_a_drawing_and_a_list_of_the_same(project_site: Built) -> None:
    figure = project_site.article("agreements/sli/").one("figure", "timeline")
    events = [item.text() for item in figure.one("ol").all("li")]
    assert events == [
        "6 February 2015: Edition 1 adopted",
        "9 February 2015: Edition 1 opened for signature",
        "27 March 2015: Last of 30 signatures of edition 1",
        "1 April 2015: Edition 1 in force",
        "7 October 2016: Change of 7 clauses of edition 1 agreed, not yet in the text, "
        "by DCS 7 October 2016, D2",
    ]
    drawn = " ".join(text.text() for text in figure.one("svg").all("text"))
    assert drawn == " ".join(event.replace(":", "", 1).split(", by DCS")[0] for event in events)


def _often_changed(times: int) -> Record:
    """Return a record in which a clause was to be changed so many times, from 7 October 2016."""
    first = "adopted_by: DCS 2016-08-05 D1\nin_force_from: 2016-09-15\n"
    days = [date(2016, 10, 7) + timedelta(days=at) for at in range(times)]
    minutes = {
        f"meetings/dcs/{day}.md": (
            f"---\ndate: {day}\nstatus: draft\npresent: [ALD, BEC, CRA]\n---\n## 1. Visits\n\n"
            "> **Decision D1**\n> Amends: PACT 2.1\n>\n> Otherwise.\n"
        )
        for day in days
    }
    register = {"decisions/index.md": "---\nregister: decisions\n---\n# Decisions\n"}
    text = {"agreements/pact/1/index.md": PACT.format("1", "in-force", first, "year")}
    keys = {"agreements/pact/clauses.yml": 'visits: {"1": "2.1"}\n'}
    return record_of({**text, **keys, **minutes, **register})


def test_many_changes_agreed_one_after_another_are_drawn_as_one() -> None:
    record = _often_changed(9)
    drawn = timeline(record, record.agreements["PACT"])
    assert len(drawn.events) == len(drawn.marks) + 8
    assert [line for _, line in drawn.marks[-1].lines] == [
        "7 October 2016 to 15 October 2016",
        "9 decisions to change clauses; the",
        "list below has them all",
    ]


def test_of_very_many_changes_the_latest_are_listed_and_the_register_has_them_all() -> None:
    record = _often_changed(70)
    drawn = timeline(record, record.agreements["PACT"])
    folded, *latest = drawn.events[-61:]
    assert (folded.day, folded.words, folded.joint) == (
        "7 October 2016 to 15 December 2016",
        "70 decisions to change clauses, the latest 60 of them below",
        ";",
    )
    place = Place("decisions/index.md", query="agreement=PACT")
    assert folded.source == Cell("all decisions", place)
    assert [latest[0].day, latest[-1].day] == ["17 October 2016", "15 December 2016"]
    assert [line for _, line in drawn.marks[-1].lines][1:] == ["70 decisions to change clauses"]


def test_beside_a_clause_stand_the_latest_of_many_changes_agreed() -> None:
    record = _often_changed(70)
    note = clause_notes(record, record.agreements["PACT"].editions[0])["2.1"][0]
    assert [cell.text for cell in note.links] == [
        *(f"DCS {day} December 2016, D1" for day in range(15, 5, -1)),
        "all 70, with the history",
    ]
    assert note.links[-1].place == Place("agreements/pact/clauses/visits/index.md", "named")


PACT = (
    '---\nedition: "{}"\nstatus: {}\n{}---\n## 1 Purpose\n\n1.1 The councils learn.\n\n'
    "## 2 Visits\n\n2.1 Each council receives a visit every {}.\n\n2.2 Together:\n\n(a) the theme.\n"
)


def test_a_timeline_knows_every_event_and_what_is_to_come() -> None:
    first = "adopted_by: DCS 2016-08-05 D1\nin_force_from: 2016-09-15\nin_force_until: 2016-11-30\n"
    second = "adopted_on: 2016-11-20\ncarries: [DCS 2016-10-07 D1]\nin_force_from: 2016-12-01\n"
    third = "adopted_on: 2016-12-18\nin_force_from: 2017-04-01\n"
    record = record_of(
        {
            "agreements/pact/1/index.md": PACT.format("1", "superseded", first, "year"),
            "agreements/pact/2/index.md": PACT.format("2", "in-force", second, "second year"),
            "agreements/pact/3/index.md": PACT.format("3", "for-signature", third, "third year"),
            "agreements/pact/3/signatures.yml": "opened: 2016-12-19\n",
        }
    )
    drawn = timeline(record, record.agreements["PACT"])
    assert [(e.day, e.words, e.source.text if e.source else "", e.to_come) for e in drawn.events] == [
        ("5 August 2016", "Edition 1 adopted", "DCS 5 August 2016, D1", False),
        ("8 August 2016", "Edition 1 opened for signature", "", False),
        ("1 September 2016", "Last of 3 signatures of edition 1", "", False),
        ("15 September 2016", "Edition 1 in force", "", False),
        ("7 October 2016", "Change of 1 clause of edition 1 agreed", "DCS 7 October 2016, D1", False),
        ("20 November 2016", "Edition 2 adopted", "", False),
        ("1 December 2016", "Edition 1 superseded", "", False),
        ("1 December 2016", "Edition 2 in force", "", False),
        ("18 December 2016", "Edition 3 adopted", "", False),
        ("19 December 2016", "Edition 3 opened for signature", "", False),
        ("1 April 2017", "Edition 3 in force", "", True),
    ]
    assert drawn.marks[-1].lines[0][1] == "1 April 2017 (to come)"
    tops = [y for mark in drawn.marks for y, _ in mark.lines]
    assert min(after - before for before, after in pairwise(tops)) >= 19
    assert drawn.height >= tops[-1]
