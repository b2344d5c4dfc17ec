"""Agreed changes: outstanding until an edition in force carries them, and shown at both ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.amendments import amendments
from concordat.files import load_record
from tests.building import Built
from tests.golden import BASE, RULES_FOLDER, lay


@pytest.mark.parametrize(
    ("case", "carried"),
    [
        pytest.param(
            "amendment-overdue/good-within-three-months", [("PACT/1 2.1", None, "")], id="no edition yet"
        ),
        pytest.param("amendment-empty/good-changed", [("PACT/1 2.1", "PACT/2", "2.1")], id="carried"),
        pytest.param(
            "amendment-empty/bad-same-words", [("PACT/1 2.1", None, "")], id="listed, but not changed"
        ),
        pytest.param(
            "amendment-unbacked/good-no-list", [("PACT/1 2.1", None, "")], id="in force, but not listed"
        ),
    ],
)
def test_what_became_of_an_amendment(
    case: str, carried: list[tuple[str, str | None, str]], tmp_path: Path
) -> None:
    record = load_record(lay(RULES_FOLDER / case, tmp_path))
    found = [
        (each.clause, each.carried_by.address if each.carried_by else None, each.carried_number)
        for each in amendments(record)
    ]
    assert found == carried


def test_a_superseded_decision_amends_nothing(tmp_path: Path) -> None:
    root = lay(BASE / "none", tmp_path)
    minutes = root / "meetings" / "dcs" / "2016-12-09.md"
    minutes.write_text(
        "---\ndate: 2016-12-09\nstatus: draft\npresent: [ALD, BEC, CRA]\ncloses: [DCS 2016-10-07 A1]\n---\n"
        "## 1. Visits\n\n> **Decision D1**\n> Supersedes: DCS 2016-10-07 D1\n>\n> Visits stay as they are.\n",
        encoding="utf-8",
    )
    assert amendments(load_record(root)) == []


def test_the_text_in_force_says_what_is_agreed_and_not_in_it(project_site: Built) -> None:
    page = project_site.article("agreements/sli/")
    assert page.one("p", "record-status").text() == (
        "In force. This is the text in force on 20 December 2016. "
        "Up to date with decisions to 9 December 2016; 7 agreed changes are not yet in this text."
    )
    clause = page.one("div", "clause", id="4.2")
    note = clause.one("p", "agreed")
    assert note.text() == "A change is agreed, but not yet in this text: DCS 7 October 2016, D2"
    assert note.links() == [("DCS 7 October 2016, D2", "../../meetings/dcs/2016-10-07/#D2")]
    decision = project_site.article("meetings/dcs/2016-10-07/").one("section", id="D2")
    assert "In the text Not yet" in decision.text()
