"""Minutes: items, decisions, actions and exempt notices, with their details, words and places.

The findings' words are in the golden cases of `detail-unknown`, `minutes-number-skipped` and their like.
"""

from __future__ import annotations

from datetime import date
from inspect import cleandoc

import pytest

from concordat.addresses import Citation, Clause, Local, Meeting
from concordat.model.mentions import Mentions, Relation
from concordat.model.records import Action, ActionState, Decision
from concordat.read.minutes import Minutes, read_minutes
from tests.reading import PATH, prose_of, shown


def _read(text: str, first_line: int = 1) -> Minutes:
    return read_minutes(prose_of(cleandoc(text) + "\n", first_line), PATH)


AUGUST = date(2016, 8, 5)

WHOLE = """
    # Directors' meeting

    ## 5. Sector-led improvement ##

    Prose, and a quote:

    > as the report says

    > **Decision D1**
    > Amends: SLI 4.2, [SLI 6.1] and SLI/1 3(a)
    > Supersedes: DCS 2016-08-05 D1
    > Concerns: BNS, BRD and YOR
    >
    > Directors agreed.
    >
    > - (a) and more.

    ### 5.1 Next steps

    > **Action A1**
    > Owner: SLI lead
    > Due: 9 December 2016
    > From: D1
    > Carries: DCS 2016-08-05 A2
    > State: done
    > Closed: 2016-11-01
    >
    > Write to the department.

    ## 6) Other

    > **Decision D2**
    >
    > Directors noted it.
"""


def test_decisions() -> None:
    minutes = _read(WHOLE, first_line=11)
    assert minutes.decisions == [
        Decision(
            "D1",
            "Directors agreed.\n\n- (a) and more.",
            19,
            26,
            "5",
            (Clause("SLI", "", "4.2"), Clause("SLI", "", "6.1"), Clause("SLI", "1", "3(a)")),
            (Meeting("DCS", AUGUST, "D1"),),
            ("BNS", "BRD", "YOR"),
            (("Amends", 20), ("Supersedes", 21), ("Concerns", 22)),
        ),
        Decision("D2", "Directors noted it.", 42, 44, "6"),
    ]
    assert minutes.findings == []


def test_actions() -> None:
    (action,) = _read(WHOLE).actions
    assert action == Action(
        "A1",
        "Write to the department.",
        20,
        28,
        "5.1",
        "SLI lead",
        date(2016, 12, 9),
        Local("D1"),
        Meeting("DCS", AUGUST, "A2"),
        ActionState.DONE,
        date(2016, 11, 1),
        (("Owner", 21), ("Due", 22), ("From", 23), ("Carries", 24), ("State", 25), ("Closed", 26)),
    )


def test_items() -> None:
    rows = [(item.number, item.title, item.line, item.exempt) for item in _read(WHOLE).items]
    assert rows == [
        ("5", "Sector-led improvement", 3, False),
        ("5.1", "Next steps", 18, False),
        ("6", "Other", 30, False),
    ]


def test_what_details_name() -> None:
    rows: list[tuple[Citation, Relation, int, int]] = [
        (Clause("SLI", "", "4.2"), Relation.AMENDS, 10, 11),
        (Clause("SLI", "", "6.1"), Relation.AMENDS, 10, 11),
        (Clause("SLI", "1", "3(a)"), Relation.AMENDS, 10, 11),
        (Meeting("DCS", AUGUST, "D1"), Relation.SUPERSEDES, 11, 15),
        (Local("D1"), Relation.FOLLOWS_FROM, 23, 9),
        (Meeting("DCS", AUGUST, "A2"), Relation.CARRIES, 24, 12),
    ]
    mentions = Mentions.of(_read(WHOLE).mentions)
    assert [(each.citation, each.relation, each.line, each.column) for each in mentions] == rows


ENDS = {
    "an empty line": ("> Agreed.\n\nProse.", "Agreed."),
    "another quote": ("> Agreed.\n\n> Prose.", "Agreed."),
    "a heading": ("> Agreed.\n## 2. U", "Agreed."),
    "the end of the page": ("> Agreed.", "Agreed."),
    "a line without its mark goes on": ("> Agreed\nat once.\n\nProse.", "Agreed\nat once."),
    "a fence in it does not": ("> ```\n> x\n> ```\n> Agreed.", "```\nx\n```\nAgreed."),
}


@pytest.mark.parametrize(("text", "words"), ENDS.values(), ids=ENDS)
def test_where_a_decision_ends(text: str, words: str) -> None:
    minutes = _read(f"## 1. T\n\n> **Decision D1**\n>\n{text}\n")
    assert [each.words for each in minutes.decisions] == [words]
    assert minutes.findings == []


DETAILS = {
    "wrapped after a comma": ("Amends: SLI 4.2,\n> SLI 6.1", ["SLI 4.2", "SLI 6.1"]),
    "wrapped after and": ("Amends: SLI 4.2 and\n> SLI 6.1", ["SLI 4.2", "SLI 6.1"]),
    "semicolons": ("Amends: SLI 4.2; SLI 6.1", ["SLI 4.2", "SLI 6.1"]),
    "brackets and full stop": ("Amends: [SLI 4.2], [SLI 6.1].", ["SLI 4.2", "SLI 6.1"]),
    "a hard line end": ("Amends: SLI 4.2\\", ["SLI 4.2"]),
    "nothing": ("Amends:", []),
}


@pytest.mark.parametrize(("detail", "named"), DETAILS.values(), ids=DETAILS)
def test_values_of_a_detail(detail: str, named: list[str]) -> None:
    minutes = _read(f"## 1. T\n\n> **Decision D1**\n> {detail}\n>\n> Agreed.\n")
    assert [str(citation) for citation in minutes.decisions[0].amends] == named
    assert minutes.findings == []


def test_faulty_values_are_found_at_their_place_and_left_out() -> None:
    minutes = _read(
        "## 1. T\n\n> **Action A1**\n> Owner: Clerk\n> Due: 31 September 2016\n> From: D1, the last one\n"
        "> State: Done\n> Closed: soon\n>\n> Write.\n"
    )
    (action,) = minutes.actions
    assert (action.due, action.closed, action.state) == (None, None, ActionState.DONE)
    assert action.from_decision == Local("D1")
    assert sorted(shown(minutes.findings)) == [
        "5:8 date-impossible: Due of A1: there is no day '31 September 2016'"
        " | look up the date and correct it",
        "6:9 value-type: From of A1: 'the last one' is not an address"
        " | write a clause as SLI 4.2, a decision as DCS 2016-10-07 D2",
        "7:10 value-type: State of A1: 'Done' is not one of open, done or dropped | did you mean 'done'?",
        "8:11 value-type: Closed of A1: 'soon' is not a date | write it as 9 December 2016 or as 2016-12-09",
    ]


def test_an_exempt_item_keeps_its_ground_and_the_first_text_that_it_must_not_have() -> None:
    minutes = _read(
        "## 1. T\n\n> **Exempt**\n> Ground: 3\n\n## 2. U\n\n> **Exempt**\n> Ground: 1\n\nWords.\n"
    )
    rows = [(item.exempt, item.ground, item.exempt_line, item.prose_line) for item in minutes.items]
    assert rows == [(True, "3", 3, 0), (True, "1", 8, 11)]
    assert minutes.findings == []


@pytest.mark.parametrize(
    "heading", ["## 5. T", "## 5 T", "## 5) T", "## 5: T", "##5. T", "## 5. T ##", "   ## 5. T"]
)
def test_heading_of_an_item(heading: str) -> None:
    minutes = _read(f"# Top\n\n{heading}\n\nWords.\n")
    assert [(item.number, item.title, item.line) for item in minutes.items] == [("5", "T", 3)]
    assert minutes.findings == []
