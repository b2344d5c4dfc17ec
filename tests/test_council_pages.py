"""A council's page: what it signed and what has changed since, what concerns it; corrections on a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.record import Record
from concordat.views.concerns import Concerns
from concordat.views.councils import CouncilPage, council
from concordat.wording import Op
from tests.building import SMALL, Built, build, lay_site
from tests.golden import BASE
from tests.html import Node
from tests.running import invoke
from tests.test_corrections import MISSPELT, commit, edit, git

MEETING = """\
---
date: 2016-12-01
status: draft
chair: ALD
present: [ALD, BEC, CRA]
---
## 1. Visits

> **Decision D1**
> Concerns: BEC
>
> Directors agreed.

> **Decision D2**
>
> Crag County Council hosts; so does Alder, not Alderley.

> **Action A1**
> Owner: Beck
> Due: 2016-12-31
>
> Write to all.
"""


def _facts(node: Node) -> dict[str, str]:
    facts = node.all("dl", "facts")[0]
    return {dt.text(): dd.text() for dt, dd in zip(facts.all("dt"), facts.all("dd"), strict=True)}


def _rows(node: Node, caption: str) -> list[list[str]]:
    tables = [table for table in node.all("table") if table.one("caption").text().startswith(caption)]
    assert len(tables) == 1, [table.one("caption").text() for table in node.all("table")]
    return [
        [cell.text() for cell in row.all() if cell.tag in ("td", "th")]
        for row in tables[0].one("tbody").all("tr")
    ]


def test_a_page_has_names_terms_signatures_attendance_and_what_concerns_the_council(
    small_site: Built,
) -> None:
    page = small_site.article("councils/bec/")
    assert page.one("h1").text().startswith("Beck Council")
    assert _facts(page)["GSS codes"] == "E06000001"
    director = "Director of children's services"
    assert [row for row in _rows(page, "By edition and office") if row[0].startswith("The pact")] == [
        ["The pact, edition 2", director, "13 December 2016", "Officer decision record, 2016-12-13"],
        ["The pact, edition 1", director, "21 August 2016", "Officer decision record, 21 August 2016"],
    ]
    assert _rows(page, "Terms of office")[1] == [
        "Director of children's services",
        "From 1 September 2016 until 31 October 2016",
        "Vacant",
    ]
    assert _rows(page, "Attendance: present or represented at")[-1][0] == "DCS 5 August 2016"
    since = page.all("section", "since")
    assert [each.one("h3").text() for each in since][-1:] == ["The pact, edition 2"]
    assert since[-1].all("p")[0].text() == (
        "Signed by the Director of children's services on 13 December 2016. "
        "No word of this edition has changed since. It is in force."
    )


def test_councils_that_follow_each_other_name_each_other_and_each_has_its_own_signatures(
    small_site: Built,
) -> None:
    old, new = small_site.article("councils/cra/"), small_site.article("councils/crb/")
    assert ("Crag Council", "../crb/") in old.links()
    assert ("Crag County Council", "../cra/") in new.links()
    assert _facts(new)["In being"] == "from 1 April 2023"
    assert "Assistant director, on the authority of Written delegation" in _rows(old, "By edition")[0][2]
    assert _rows(new, "By edition") == [["It has signed nothing here."]]
    assert not new.all("section", "since")


@pytest.mark.parametrize("url", ["councils/", "agreements/pact/2/", "agreements/pact/"])
def test_registers_and_signatures_lead_to_the_pages_of_councils(url: str, small_site: Built) -> None:
    targets = [target for words, target in small_site.article(url).links() if words == "Beck Council"]
    assert targets
    assert {target.rpartition("councils/")[2] or target for target in targets} <= {"bec/"}


def page_of(root: Path, key: str) -> CouncilPage:
    record = load_record(root)
    return council(record, Concerns(record), key)


@pytest.fixture
def superseded(tmp_path: Path) -> Path:
    """The small record, in which Beck has not signed the edition in force."""
    root = tmp_path / "docs"
    shutil.copytree(BASE, root)
    shutil.copytree(SMALL / "docs", root, dirs_exist_ok=True)
    signed = root / "agreements/pact/2/signatures.yml"
    text = signed.read_text("utf-8")
    start, end = text.index("  - council: BEC"), text.index("  - council: CRA")
    signed.write_text(text[:start] + text[end:], encoding="utf-8")
    return root


def test_who_signed_an_edition_that_was_superseded_sees_which_words_differ_now(superseded: Path) -> None:
    page = page_of(superseded, "BEC")
    missing = [row[2] for row in page.signatures.rows if row[0].text == "The pact, edition 2"]
    assert [(cell.text, cell.mark) for cell in missing] == [("Not signed", "missing")]
    [since] = [each for each in page.since if each.title == "The pact, edition 1"]
    assert since.sentence.startswith(
        "Signed by the Director of children's services on 21 August 2016. No word "
    )
    assert "Edition 2 is in force now; " in since.sentence
    assert [cell.text for cell in since.links] == [
        "Read edition 1",
        "All changes up to edition 2",
        "What edition 3 (draft) changes",
    ]
    visits = next(row for row in since.rows if row.sentence.startswith("Clause 2.1"))
    assert " ".join(words for _, words in visits.before) == "Each council receives a visit every year."
    assert " ".join(words for op, words in visits.after if op is Op.INSERT).startswith("second year, unless")
    assert (since.before, since.after) == ("Edition 1", "Edition 2")


def named(record: Record, key: str) -> list[str]:
    found = Concerns(record).by_council.get(key, [])
    return [f"{meeting.address} {entry.number}" for meeting, entry in found if meeting.front.day.month == 12]


def test_what_names_a_council_concerns_the_one_that_bore_the_name_on_that_day(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "docs")
    path = tmp_path / "docs/meetings/dcs/2016-12-01.md"
    path.write_text(MEETING, encoding="utf-8")
    record = load_record(tmp_path / "docs")
    assert named(record, "BEC") == ["DCS 2016-12-01 D1", "DCS 2016-12-01 A1"]
    assert named(record, "CRA") == ["DCS 2016-12-01 D2"]
    assert named(record, "ALD") == ["DCS 2016-12-01 D2"]
    assert named(record, "CRB") == []  # it bears the short name too, but was founded later


def test_a_correction_is_shown_on_the_edition_and_to_those_who_signed_before_it(tmp_path: Path) -> None:
    lay_site(tmp_path)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    edit(tmp_path, MISSPELT)
    by = ("--by", "DCS", "--what", "A misspelt word", "--decision", "DCS 2016-10-07 D1", "--on", "2016-12-31")
    done = invoke("correct", "PACT/1", *by, "--path", tmp_path)
    assert done.err == ""
    site = build(tmp_path, "--strict")
    assert site.code == 0, site.log
    shown = site.article("agreements/pact/1/").one("section", "corrections")
    assert shown.one("h3").text() == "31 December 2016"
    assert _facts(shown) == {
        "Corrected by": "Directors' meeting",
        "What": "A misspelt word",
        "Decision": "DCS 7 October 2016, D1",
    }
    assert shown.one("h4").text() == "Clause 2.1: spelling corrected"
    assert [node.text() for node in shown.all("del")] == ["[taken out: receives]"]
    assert [node.text() for node in shown.all("ins")] == ["[put in: recieves]"]
    meeting = site.article("meetings/dcs/2016-10-07/").one(id="D1")
    assert "Decided a correction of PACT/1" in meeting.text()
