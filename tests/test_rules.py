"""Every rule: its golden cases, its help page, its place in the one list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.findings import Rule
from concordat.review.rules import ALL_RULES
from concordat.rules import RULES, check, check_by
from tests.golden import BASE, cases, found_by, found_in, lay

HELP = Path(__file__).parents[1] / "docs" / "help" / "checks"
IN_CODE = {"file-too-large"}  # its case is 4 MB, so test_bad_input makes it

BY_ID = {rule.id: rule for rule in ALL_RULES}


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def test_the_base_record_has_no_findings() -> None:
    assert found_in(BASE) == ""


@pytest.mark.parametrize("case", cases("bad"), ids=_name)
def test_bad_case_is_found_word_for_word(case: Path, tmp_path: Path) -> None:
    found = found_by(case, tmp_path)
    assert found == (case / "expected.txt").read_text(encoding="utf-8")
    assert f"[{case.parent.name}]" in found


@pytest.mark.parametrize("case", cases("good"), ids=_name)
def test_good_case_is_silent(case: Path, tmp_path: Path) -> None:
    assert found_by(case, tmp_path) == ""


def test_every_folder_of_cases_is_a_rule() -> None:
    folders = {path.name for path in BASE.parent.iterdir() if path.is_dir()} - {"base"}
    assert folders == set(BY_ID) - IN_CODE


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL_RULES if rule.id not in IN_CODE], ids=lambda rule: rule.id
)
def test_every_rule_has_bad_and_good_cases(rule: Rule) -> None:
    bad, good = cases("bad", rule.id), cases("good", rule.id)
    assert bad
    assert good
    shown = f": {rule.severity}[{rule.id}]: "
    assert all(shown in (case / "expected.txt").read_text(encoding="utf-8") for case in bad)


def test_ids_are_unique_and_plain() -> None:
    assert len(BY_ID) == len(ALL_RULES)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule.id) for rule in ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_help_page(rule: Rule) -> None:
    text = (HELP / f"{rule.id}.md").read_text(encoding="utf-8")
    assert f"\n# {rule.summary}\n\n`{rule.id}` · {rule.severity}\n" in text
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["Bad", "Good", "How to put it right"]
    for heading in ("## Bad", "## Good"):
        after = text.split(f"\n{heading}\n")[1].split("\n## ")[0]
        assert "```" in after


def test_every_help_page_is_of_a_rule() -> None:
    assert {path.stem for path in HELP.glob("*.md")} - {"index"} == set(BY_ID)


def test_a_rule_finds_nothing_of_another_rule(tmp_path: Path) -> None:
    """Else a review could not ask a record for the findings of some rules alone."""
    for case in (cases("bad", rule.id)[0] for rule in RULES if rule.check):
        record = load_record(lay(case, tmp_path / case.parent.name))
        assert [f for rule in RULES if rule.check for f in rule.check(record) if f.rule != rule.id] == []
        assert check_by(record, {case.parent.name}) == [
            found for found in check(record) if found.rule == case.parent.name or found in record.findings
        ]
