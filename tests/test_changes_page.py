"""The pages that say what changed from one edition to another: words, links, and what is announced."""

from __future__ import annotations

from concordat.compare import Kind, compare
from concordat.matching import table_between
from concordat.record import Record
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
