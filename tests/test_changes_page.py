"""The pages that say what changed from one edition to another: words, links, and what is announced."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from concordat.amendments import changes_between
from concordat.compare import Change, Kind, compare, summary
from concordat.matching import table_between
from concordat.record import Record
from concordat.wording import Op
from tests.building import Built

PAGE = "agreements/sli/changes/1-to-2/"


def test_every_change_has_a_sentence_and_only_changes(project_site: Built, project_record: Record) -> None:
    agreement = project_record.agreements["SLI"]
    old, new = agreement.editions
    assert agreement.table is not None
    table = table_between(agreement.table.rows, "1", "2")
    changes = compare(old.file.text, new.file.text, table)
    said = [node.text() for node in project_site.article(PAGE).all("h2")]
    assert said == [change.sentence for change in changes if change.kind is not Kind.UNCHANGED]


def test_words_taken_out_and_put_in_are_marked_and_announced(project_site: Built) -> None:
    sections = project_site.article(PAGE).all("section", "change")
    reworded = next(
        s
        for s in sections
        if s.one("h2").text() == "Clause 3.1 is reworded: 2 words added and 2 words removed."
    )
    assert [node.text() for node in reworded.all("del")] == ["[taken out: first]", "[taken out: 2015.]"]
    assert [node.text() for node in reworded.all("ins")] == ["[put in: second]", "[put in: 2017.]"]
    links = {node.text(): node.attrs["href"] for node in reworded.all("a")}
    assert links == {"3.1 in edition 1": "../../1/#3.1", "3.1 in edition 2": "../../2/#3.1"}


def test_each_edition_leads_to_its_changes(project_site: Built) -> None:
    for page, href in (
        ("agreements/sli/1/", "../changes/1-to-2/"),
        ("agreements/sli/2/", "../changes/1-to-2/"),
    ):
        links = [node.attrs["href"] for node in project_site.article(page).all("a")]
        assert href in links


def test_the_summary_counts_every_kind_and_leads_to_each_clause(
    project_site: Built, project_record: Record
) -> None:
    page = project_site.article(PAGE)
    counts = page.one("dl", "change-counts")
    old, new = project_record.agreements["SLI"].editions
    kinds = summary(changes_between(project_record, old, new))
    assert [term.text() for term in counts.all("dt")] == [f"{count} {kind}" for kind, count in kinds.items()]
    links = dict(zip(kinds, [answer.links() for answer in counts.all("dd")], strict=True))
    assert {kind: len(found) for kind, found in links.items()} == {
        kind: count if kind is not Kind.UNCHANGED else 0 for kind, count in kinds.items()
    }
    anchors = {section.attrs["id"] for section in page.all("section", "change")}
    assert {href for found in links.values() for _, href in found} == {f"./#{anchor}" for anchor in anchors}
    assert len(anchors) == len(page.all("section", "change"))
    assert page.all("p")[0].text() == (
        "Edition 1 has 164 clauses, edition 2 has 184. 589 words are put in, and 141 words are taken out."
    )


SAID = {
    Kind.UNCHANGED: "Clause 4.2 is unchanged.",
    Kind.FORMATTING: "Clause 4.2 is set differently; no word changed.",
    Kind.REWORDED: "Clause 4.2 is reworded: 2 words added and 1 word removed.",
    Kind.RENUMBERED: "Clause 4.2 is now 4.3; its words are the same.",
    Kind.MOVED: "Clause 4.2 has moved and is now 4.3; its words are the same.",
    Kind.RENUMBERED_REWORDED: "Clause 4.2 is now 4.3, and reworded: 2 words added and 1 word removed.",
    Kind.MOVED_REWORDED: (
        "Clause 4.2 has moved, is now 4.3, and is reworded: 2 words added and 1 word removed."
    ),
    Kind.ADDED: "Clause 4.3 is new.",
    Kind.REMOVED: "Clause 4.2 is gone.",
    Kind.SPLIT: "Clause 4.2 was split; a part of it is now 4.3: 2 words added and 1 word removed.",
    Kind.MERGED: "Clause 4.2 was merged into 4.3: 2 words added and 1 word removed.",
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_said_in_plain_english(kind: Kind) -> None:
    stays = kind in (Kind.UNCHANGED, Kind.FORMATTING, Kind.REWORDED)
    change = Change(
        kind,
        "" if kind is Kind.ADDED else "4.2",
        "" if kind is Kind.REMOVED else ("4.2" if stays else "4.3"),
        "",
        ((Op.EQUAL, "The host"), (Op.DELETE, "asks."), (Op.INSERT, "agrees soon.")),
    )
    assert change.sentence == SAID[kind]


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (360, False)])
def test_texts_stand_beside_each_other_where_there_is_room(
    width: int, beside: bool, browser: Browser, base: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{base}{PAGE}#now-1.4")
    sides = page.locator("[id='now-1.4'] .change-texts > div")
    old, new = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert old
    assert new
    assert (new["y"] == old["y"] and new["x"] >= old["x"] + old["width"]) is beside
    assert (new["y"] >= old["y"] + old["height"] and new["x"] == old["x"]) is not beside
    heard = page.locator("[id='now-1.4'] ins .aside").first
    assert heard.inner_text().startswith("[put in:")
    style = page.locator("[id='now-1.4'] ins").first.evaluate(
        "each => getComputedStyle(each).borderBottomWidth"
    )
    assert style != "0px"
    context.close()
