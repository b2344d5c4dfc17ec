"""A clause through the editions: its numbers, what became of it, by whose decision, and how it ended."""

from __future__ import annotations

from functools import cache
from inspect import cleandoc

import pytest
from click.testing import CliRunner

from concordat.cli import main
from concordat.compare import Kind
from concordat.lineage import became, life_of, lives
from concordat.record import Record
from concordat.show import Unknown, show_history
from tests.building import DOCS
from tests.memory import TODAY, record_of

PURPOSE = "## 1 Purpose\n\n1.1 The councils learn from each other."
LETTER = "The visitors write a letter to the host within fifteen working days."
MONEY = "## 2 Money\n\n2.1 Each council pays its part before the end of June."
ONE = f"""\
---
edition: "1"
status: superseded
adopted_by: DCS 2016-08-05 D1
in_force_from: 2016-09-15
in_force_until: 2016-11-30
---
{PURPOSE}

## 2 Visits

2.1 Each council receives a visit every year.

2.2 {LETTER}

(a) The theme of the visit is named by the host and the dates of the visit are too.

(b) Everybody signs the book for guests at the door of the town hall.
"""
TWO = f"""\
---
edition: "2"
status: in-force
adopted_on: 2016-11-20
in_force_from: 2016-12-01
carries: [DCS 2016-10-07 D1]
---
{PURPOSE}

{MONEY}

## 3 Visits

3.1 Each council receives a visit every second year.

3.2 {LETTER}

(a) The theme of the visit is named by the host.

(b) The dates of the visit are named by the host.
"""
THREE = f"""\
---
edition: "3"
status: draft
---
{PURPOSE}

{MONEY}

## 3 Visits

3.1 Each council receives a visit every second year.

3.2 {LETTER}

(a) The theme and the dates of the visit are named by the host.
"""
TABLE = """\
purpose: {"1": "1", "2": "1", "3": "1"}
learning: {"1": "1.1", "2": "1.1", "3": "1.1"}
visits: {"1": "2", "2": "3", "3": "3"}
every-year: {"1": "2.1", "2": "3.1", "3": "3.1"}
letter: {"1": "2.2", "2": "3.2", "3": "3.2"}
theme: {"1": 2.2(a), "2": [3.2(a), 3.2(b)], "3": 3.2(a)}
guests: {"1": 2.2(b), repealed: DCS 2016-10-07 D1}
money: {"2": "2", "3": "2"}
parts: {"2": "2.1", "3": "2.1"}
"""


def _files(table: str = TABLE) -> dict[str, str]:
    texts = {"1": ONE, "2": TWO, "3": THREE}
    files = {f"agreements/pact/{name}/index.md": text for name, text in texts.items()}
    return {**files, "agreements/pact/clauses.yml": table} if table else files


@cache
def _record(table: str = TABLE) -> Record:
    return record_of(_files(table))


def _stages(record: Record, address: tuple[str, str]) -> list[tuple[str, tuple[str, ...], list[str]]]:
    edition = record.edition("PACT", address[0])
    assert edition is not None
    life = life_of(record, edition, address[1])
    return [(s.edition.name, s.numbers, [str(change.kind) for change in s.changes]) for s in life.stages]


LIVES = {
    "reworded": (
        ("1", "2.1"),
        [("1", ("2.1",), []), ("2", ("3.1",), ["renumbered and reworded"]), ("3", ("3.1",), ["unchanged"])],
    ),
    "renumbered": (
        ("2", "3.2"),
        [("1", ("2.2",), []), ("2", ("3.2",), ["renumbered"]), ("3", ("3.2",), ["unchanged"])],
    ),
    "repealed": (("1", "2.2(b)"), [("1", ("2.2(b)",), []), ("2", (), ["removed"])]),
    "new": (("3", "2.1"), [("2", ("2.1",), []), ("3", ("2.1",), ["unchanged"])]),
}


@pytest.mark.parametrize("name", LIVES)
@pytest.mark.parametrize("table", [TABLE, ""], ids=["by the table", "by likeness"])
def test_a_clause_is_followed(name: str, table: str) -> None:
    address, stages = LIVES[name]
    assert _stages(_record(table), address) == stages


def test_a_clause_that_was_split_and_joined_again() -> None:
    assert _stages(_record(), ("1", "2.2(a)")) == [
        ("1", ("2.2(a)",), []),
        ("2", ("3.2(a)", "3.2(b)"), ["split", "split"]),
        ("3", ("3.2(a)",), ["merged", "merged"]),
    ]


def test_every_key_of_the_table_has_a_life() -> None:
    record = _record()
    found = lives(record, record.agreements["PACT"])
    assert list(found) == [line.partition(":")[0] for line in TABLE.splitlines()]
    repealed = {key: str(life.repealed) for key, life in found.items() if life.repealed}
    assert repealed == {"guests": "DCS 2016-10-07 D1"}
    third = record.edition("PACT", "3")
    assert third is not None
    assert found["letter"] == life_of(record, third, "3.2")


def test_a_decision_stands_where_an_edition_carries_it_and_is_outstanding_until_then() -> None:
    carried = lives(record := _record(), record.agreements["PACT"])["every-year"]
    assert [[str(each) for each in stage.decisions] for stage in carried.stages] == [
        [],
        ["DCS 2016-10-07 D1"],
        [],
    ]
    files = {**_files(), "agreements/pact/2/index.md": TWO.replace("carries: [DCS 2016-10-07 D1]\n", "")}
    waiting = lives(record := record_of(files), record.agreements["PACT"])
    outstanding = {key: [str(each) for each in life.outstanding] for key, life in waiting.items()}
    assert {key: found for key, found in outstanding.items() if found} == {
        "every-year": ["DCS 2016-10-07 D1"]
    }


@pytest.mark.parametrize(
    ("here", "there", "expected", "gone"),
    [
        pytest.param(
            "1",
            "2",
            {"2.1": ("3.1",), "2.2": ("3.2",), "2.2.a": ("3.2(a)", "3.2(b)"), "2.2.b": ()},
            Kind.REMOVED,
            id="in a later one",
        ),
        pytest.param(
            "2",
            "1",
            {"3.1": ("2.1",), "3.2.a": ("2.2(a)",), "3.2.b": ("2.2(a)",), "2.1": ()},
            Kind.ADDED,
            id="in an earlier one",
        ),
    ],
)
def test_what_a_clause_is_in_another_edition(
    here: str, there: str, expected: dict[str, tuple[str, ...]], gone: Kind
) -> None:
    one, other = _record().edition("PACT", here), _record().edition("PACT", there)
    assert one is not None
    assert other is not None
    found = became(_record(), one, other)
    assert {key: found[key].numbers for key in expected} == expected
    assert {found[key].kind for key, numbers in expected.items() if not numbers} == {gone}


HISTORIES = {
    "PACT 3.1": """
        PACT 3.1 through the editions of PACT, the newest first
        Lasting key: every-year

        The pact, edition 3 (PACT/3): draft
          Clause 3.1 is unchanged.
          3.1: Each council receives a visit every second year.

        The pact, edition 2 (PACT/2): in-force from 1 December 2016
          Changed by DCS 2016-10-07 D1
          Adopted on 20 November 2016
          Clause 2.1 is now 3.1, and reworded: 1 word added.
            Each council receives a visit every {+second+} year.
          3.1: Each council receives a visit every second year.

        The pact, edition 1 (PACT/1): superseded from 15 September 2016 until 30 November 2016
          Adopted by DCS 2016-08-05 D1
          2.1: Each council receives a visit every year.
    """,
    "PACT/1 2.2(b)": """
        PACT/1 2.2(b) through the editions of PACT, the newest first
        Lasting key: guests
        Repealed by: DCS 2016-10-07 D1

        The pact, edition 2 (PACT/2): in-force from 1 December 2016
          Adopted on 20 November 2016
          Clause 2.2(b) is gone.
            [-Everybody signs the book for guests at the door of the town hall.-]

        The pact, edition 1 (PACT/1): superseded from 15 September 2016 until 30 November 2016
          Adopted by DCS 2016-08-05 D1
          2.2(b): Everybody signs the book for guests at the door of the town hall.
    """,
}


@pytest.mark.parametrize("address", HISTORIES)
def test_a_history_in_the_terminal(address: str) -> None:
    assert show_history(_record(), address, TODAY) == cleandoc(HISTORIES[address])


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("PACT", "'PACT' is not a clause; only a clause has a history: write 'SLI 4.2'"),
        ("DCS 2016-10-07", "'DCS 2016-10-07' is not a clause; only a clause has a history: write 'SLI 4.2'"),
        ("PACT 9.1", "PACT/2 has no clause 9.1; did you mean '3.1'?"),
    ],
)
def test_what_has_no_history(address: str, message: str) -> None:
    with pytest.raises(Unknown) as caught:
        show_history(_record(), address, TODAY)
    assert str(caught.value) == message


def test_the_command_shows_a_history(project_record: Record) -> None:
    address = f"SLI/{project_record.agreements['SLI'].editions[0].name} 4.10"
    done = CliRunner().invoke(main, ["show", address, "--history", "--path", str(DOCS)])
    assert done.exit_code == 0
    assert done.output == show_history(project_record, address, project_record.today) + "\n"
    done = CliRunner().invoke(main, ["show", "SLI", "--history", "--path", str(DOCS)])
    assert (done.exit_code, done.output[:10]) == (2, "concordat:")
