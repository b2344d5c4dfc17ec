"""Labels in minutes: what opens a decision or an action, what nearly does and is found, and what does not."""

from __future__ import annotations

import pytest

from concordat.read.minutes import Minutes, read_minutes
from tests.reading import PATH, prose_of


def _read(text: str) -> Minutes:
    return read_minutes(prose_of(text), PATH)


LABELS = [
    "> **Decision D1**",
    ">**Decision D1**",
    ">  **Decision D1**",
    "   > **Decision D1**",
    "> **Decision D1**  ",
    "> **Decision\u00a0D1**",
    "> **Decision  D1**",
]


@pytest.mark.parametrize("label", LABELS)
def test_label_of_a_decision(label: str) -> None:
    minutes = _read(f"## 1. T\n\n{label}\n>\n> Agreed.\n")
    assert [(each.number, each.words, each.item) for each in minutes.decisions] == [("D1", "Agreed.", "1")]
    assert minutes.findings == []


NEARLY = {
    "> **Decision 2**": "**Decision D2**",
    "> **Decison D2**": "**Decision D2**",
    "> **decision D2**": "**Decision D2**",
    "> **DECISION D2**": "**Decision D2**",
    "> **Decision D2:**": "**Decision D2**",
    "> **Decision D2** agreed": "**Decision D2**",
    "> **Decision D02**": "**Decision D2**",
    "> **Decision A2**": "**Decision D2**",
    "> **Decision No. 2**": "**Decision D2**",
    "> **Decision** D2": "**Decision D2**",
    "> **DecisionD2**": "**Decision D2**",
    "> **D2**": "**Decision D2**",
    "> **Decision**": "**Decision D1**",
    "> Decision D2": "**Decision D2**",
    "> *Decision D2*": "**Decision D2**",
    "> __Decision D2__": "**Decision D2**",
    "> ### Decision D2": "**Decision D2**",
    "> > **Decision D2**": "**Decision D2**",
    "> **Action 3**": "**Action A3**",
    "> **Acton A3**": "**Action A3**",
    "> **Action D3**": "**Action A3**",
    "> **Resolved D5**": "**Decision D5**",
    "> **Task A3**": "**Action A3**",
    "> **exempt**": "**Exempt**",
    "> **Exemt**": "**Exempt**",
    "> Exempt": "**Exempt**",
}


@pytest.mark.parametrize(("line", "label"), NEARLY.items(), ids=NEARLY)
def test_what_nearly_is_a_label_is_found(line: str, label: str) -> None:
    minutes = _read(f"## 1. T\n\n{line}\n>\n> Agreed.\n")
    assert (minutes.decisions, minutes.actions) == ([], [])
    (finding,) = minutes.findings
    assert (finding.rule, finding.location.line) == ("quote-unclear", 3)
    assert finding.hint == f"write it as '{label}', alone on its line"


OUTSIDE = [
    "**Decision D2**",
    "**Decision D2:** Directors agreed.",
    "- **Action A1**",
    "1. **Action A1** Clerk",
    "- > **Decision D2**",
    "Decision D2:",
    "Action 1",
]


@pytest.mark.parametrize("line", OUTSIDE)
def test_a_label_outside_a_quote_is_found(line: str) -> None:
    (finding,) = _read(f"## 1. T\n\n{line}\n\nAgreed.\n").findings
    assert (finding.rule, finding.location.line) == ("quote-unclear", 3)
    assert finding.message == f"'{line}' looks like a decision or an action, but stands in no quote"


ORDINARY = [
    "> The decision was made in May.",
    "> **Decisions made**",
    "> **Note**",
    "> Decision: none was needed.",
    "> **Auction A3**",
    "> **Annex A1**",
    "> **Resolved**",
    "> Task A3",
    "> 2 actions are open.",
    "The directors made a decision.",
    "Decision D2 of August stands.",
    "**Actions** of the year",
    "```\n> **Decision 2**\n```",
    "<!--\n> **Decision 2**\n-->",
    "`**Decision 2**`",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_no_decision(text: str) -> None:
    minutes = _read(f"## 1. T\n\n{text}\n\nMore.\n")
    assert (minutes.decisions, minutes.actions, minutes.findings) == ([], [], [])
