"""What became of each clause: every kind, by likeness and by table, and on a real agreement's history."""

from __future__ import annotations

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from concordat.cli import main
from concordat.compare import Change, Kind, compare, summary
from concordat.matching import units
from concordat.model.records import EditionText
from concordat.read.clauses import read_edition_text
from concordat.read.documents import Source, read_loose_text
from concordat.read.prose import read_prose
from concordat.wording import Op

LETTER = "The visitors write a letter to the host within fifteen working days of the visit."
LEARN = "1.1 The councils learn from each other and share what they find."
BASE = f"""\
## 1 Purpose

{LEARN}

## 2 Visits

2.1 Each council receives a visit once in every cycle of two years.

2.2 The host agrees with the visitors:

(a) the theme of the visit, drawn from its self-assessment; and

(b) the dates of the visit and the people whom the visitors meet.

2.3 {LETTER}

## 3 Money

3.1 Each council pays the same contribution before the end of June.
"""


def read(text: str) -> EditionText:
    prose, unclosed = read_prose(text, "text.md")
    read_text, findings = read_edition_text(prose, "text.md")
    assert not unclosed
    assert not findings
    return read_text


def changed(old: str, new: str) -> list[tuple[str, str, str]]:
    """Return kind and numbers of each clause that is not unchanged."""
    changes = compare(read(old), read(new))
    return [(c.kind, c.from_number, c.to_number) for c in changes if c.kind is not Kind.UNCHANGED]


def replaced(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


INSERTED = re.sub(r"^## 3|^3\.1", lambda m: m[0].replace("3", "4"), BASE, flags=re.MULTILINE).replace(
    "## 4 Money", "## 3 Trust\n\n3.1 Nobody outside the councils sees a letter.\n\n## 4 Money"
)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(BASE, [], id="nothing"),
        pytest.param(
            replaced(("two years", "three years")), [("reworded", "2.1", "2.1")], id="a word replaced"
        ),
        pytest.param(
            INSERTED,
            [
                ("added", "", "3"),
                ("added", "", "3.1"),
                ("renumbered", "3", "4"),
                ("renumbered", "3.1", "4.1"),
            ],
            id="a section put in: the rest is renumbered, never reworded",
        ),
        pytest.param(
            INSERTED.replace("end of June", "end of July"),
            [
                ("added", "", "3"),
                ("added", "", "3.1"),
                ("renumbered", "3", "4"),
                ("renumbered and reworded", "3.1", "4.1"),
            ],
            id="renumbered and reworded",
        ),
        pytest.param(
            replaced(
                (f"\n2.3 {LETTER}\n", ""),
                (
                    f"{LEARN}\n",
                    f"1.1 The councils learn from each other and share what they find.\n\n1.2 {LETTER}\n",
                ),
            ),
            [("moved", "2.3", "1.2")],
            id="moved to another section",
        ),
        pytest.param(
            replaced(
                ("(a) the theme of the visit, drawn from its self-assessment; and\n\n", ""),
                (
                    "(b) the dates of the visit and the people whom the visitors meet.",
                    "(a) the dates of the visit and the people whom the visitors meet.\n\n"
                    "(b) the theme of the visit, drawn from its self-assessment; and",
                ),
            ),
            [("renumbered", "2.2(b)", "2.2(a)"), ("moved", "2.2(a)", "2.2(b)")],
            id="changed places: one of the two has moved",
        ),
        pytest.param(
            replaced((f"\n2.3 {LETTER}\n", "")),
            [("removed", "2.3", "")],
            id="removed",
        ),
        pytest.param(
            replaced(
                (
                    "(b) the dates of the visit and the people whom the visitors meet.",
                    "(b) the dates of the visit; and\n\n(c) the people whom the visitors meet.",
                )
            ),
            [("split", "2.2(b)", "2.2(b)"), ("split", "2.2(b)", "2.2(c)")],
            id="split",
        ),
        pytest.param(
            replaced(
                (
                    "(a) the theme of the visit, drawn from its self-assessment; and\n\n"
                    "(b) the dates of the visit and the people whom the visitors meet.",
                    "(a) the theme of the visit, drawn from its self-assessment; and the dates of the "
                    "visit and the people whom the visitors meet.",
                )
            ),
            [("merged", "2.2(a)", "2.2(a)"), ("merged", "2.2(b)", "2.2(a)")],
            id="merged",
        ),
        pytest.param(
            replaced(("once in every cycle", "once in every\ncycle")),
            [("formatting only", "2.1", "2.1")],
            id="a reflow",
        ),
        pytest.param(
            replaced(("once in every cycle", "*once* in every **cycle**")),
            [("formatting only", "2.1", "2.1")],
            id="emphasis",
        ),
    ],
)
def test_every_kind(new: str, expected: list[tuple[str, str, str]]) -> None:
    assert changed(BASE, new) == expected


def test_a_table_says_what_is_the_same_where_words_do_not() -> None:
    new = replaced(("Each council receives a visit once in every cycle of two years.", "Nobody is visited."))
    alike = [c.kind for c in compare(read(BASE), read(new)) if "2.1" in (c.from_number, c.to_number)]
    assert alike == [Kind.REMOVED, Kind.ADDED]
    table = {"hosts-visits": (("2.1",), ("2.1",))}
    told = [c for c in compare(read(BASE), read(new), table) if c.key]
    assert [(c.kind, c.key) for c in told] == [(Kind.REWORDED, "hosts-visits")]


def _amounts(changes: list[Change]) -> tuple[int, int]:
    return sum(c.added_words for c in changes), sum(c.removed_words for c in changes)


@pytest.mark.parametrize(
    "new", [INSERTED, replaced(("(b) the dates of the visit and", "(b) the dates; and\n\n(c)"))]
)
def test_words_add_up(new: str) -> None:
    old_text, new_text = read(BASE), read(new)
    added, removed = _amounts(compare(old_text, new_text))
    before, after = (sum(len(unit.words) for unit in units(text)) for text in (old_text, new_text))
    assert after - before == added - removed


@given(
    st.lists(
        st.sampled_from(["peer", "challenge", "council", "theme", "the", "agrees"]), min_size=1, max_size=60
    )
)
def test_a_text_is_unchanged_from_itself(words: list[str]) -> None:
    lines = [f"{number}. {word} and {' '.join(words[:number])}" for number, word in enumerate(words, start=1)]
    text = read("\n\n".join(lines))
    assert {change.kind for change in compare(text, text)} == {Kind.UNCHANGED}


def test_command_shows_text_json_and_html(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(replaced(("two years", "three years")), encoding="utf-8")

    def run(form: str) -> str:
        done = CliRunner().invoke(main, ["compare", str(old), str(new), "--format", form])
        assert done.exit_code == 0
        return done.output

    assert run("text") == (
        f"From {old} to {new}: 9 unchanged and 1 reworded.\n\n"
        "Clause 2.1 is reworded: 1 word added and 1 word removed.\n"
        "  Each council receives a visit once in every cycle of [-two-] {+three+} years.\n"
    )
    content = json.loads(run("json"))
    assert content["summary"] == {"unchanged": 9, "reworded": 1}
    assert next(c for c in content["changes"] if c["kind"] == "reworded") == {
        "kind": "reworded",
        "from_number": "2.1",
        "to_number": "2.1",
        "key": "",
        "added_words": 1,
        "removed_words": 1,
        "redline": [
            ["equal", "Each council receives a visit once in every cycle of"],
            ["delete", "two"],
            ["insert", "three"],
            ["equal", "years."],
        ],
    }
    assert "cycle of <del>two</del> <ins>three</ins> years.</blockquote>" in run("html")


def test_command_says_what_it_cannot_compare(tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text(BASE, encoding="utf-8")
    done = CliRunner().invoke(main, ["compare", str(text), str(tmp_path / "none.md")])
    assert done.exit_code == 2
    assert (
        f"'{tmp_path / 'none.md'}' is neither an edition such as SLI/1 nor a file that can be read"
        in done.output
    )


SAMPLES = os.environ.get("CONCORDAT_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="CONCORDAT_SAMPLES names no folder of real agreements")
def test_a_real_agreements_history() -> None:
    files = sorted((Path(SAMPLES or "") / "site-policy").glob("20*.md"))
    texts = {}
    for file in files:
        text, _ = read_loose_text(Source(file.name, file.read_bytes()))
        assert text is not None
        texts[file.name[:10]] = text
    names = list(texts)
    for before, after in pairwise(names):
        changes = compare(texts[before], texts[after])
        added, removed = _amounts(changes)
        old, new = ([w for unit in units(texts[name]) for w in unit.words] for name in (before, after))
        assert len(new) - len(old) == added - removed
        kept = [w for c in changes for op, run in c.redline if op is not Op.INSERT for w in run.split()]
        assert sorted(kept) == sorted(old)
        numbers = [c.to_number for c in changes if c.kind not in (Kind.REMOVED, Kind.MERGED)]
        merged = {c.to_number for c in changes if c.kind is Kind.MERGED}
        assert sorted([*numbers, *merged]) == sorted(unit.number for unit in units(texts[after]))
    quiet = compare(texts["2019-11-13"], texts["2019-11-25"])
    assert set(summary(quiet)) <= {Kind.UNCHANGED, Kind.FORMATTING}
    assert _amounts(quiet) == (0, 0)
