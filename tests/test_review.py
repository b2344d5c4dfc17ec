"""A review: what it says of a change, what it counts, and what it passes over."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from concordat.report.review_json import as_json
from concordat.review.review import Review
from concordat.review.states import States, first_difference, line_after
from tests.golden import BASE, reviewed, states_between

RECORD = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
TEXT, SIGNATURES = "agreements/pact/1/index.md", "agreements/pact/1/signatures.yml"
NEXT, NEXT_SIGNATURES = "agreements/pact/2/index.md", "agreements/pact/2/signatures.yml"
APPROVED, MINUTES = "meetings/dcs/2016-08-05.md", "meetings/dcs/2016-10-07.md"
POST = "blog/posts/visits.md"

DRAFT = """\
---
edition: "2"
status: draft
---
# The pact

## 1 Visits

1.1 Each council receives a visit every second year.

1.2 The host agrees the theme with the visitors.
"""
AGENDA = "---\ndate: 2017-02-03\nstatus: agenda\n---\n# Directors' meeting\n\n## 1. Minutes\n"
OCTOBER, AUGUST = "the draft minutes of DCS 7 October 2016", "the approved minutes of DCS 5 August 2016"
PACT_2 = "edition 2 of the PACT agreement"


def _text(path: str) -> str:
    return RECORD[path].decode()


def _with(path: str, old: str, new: str) -> dict[str, str | None]:
    assert old in _text(path)
    return {path: _text(path).replace(old, new, 1)}


def _added(path: str, text: str) -> dict[str, str | None]:
    return {path: _text(path) + text}


def _laid(files: Mapping[str, str | None], over: Mapping[str, bytes] = RECORD) -> dict[str, bytes]:
    laid = dict(over)
    for path, text in files.items():
        if text is None:
            del laid[path]
        else:
            laid[path] = text.encode()
    return laid


def _states(after: Mapping[str, str | None], before: Mapping[str, str | None] | None = None) -> States:
    start = _laid(before or {})
    return states_between(start, _laid(after, start))


def _review(after: Mapping[str, str | None], before: Mapping[str, str | None] | None = None) -> Review:
    return reviewed(_states(after, before))


Files = Mapping[str, str | None]
MEANINGS: dict[str, tuple[Files, Files, str]] = {
    "nothing": ({}, {}, "leaves the record as it is"),
    "a draft": ({}, {NEXT: DRAFT}, f"adds {PACT_2} (draft)"),
    "a draft withdrawn again": ({NEXT: DRAFT}, {NEXT: None}, f"takes {PACT_2} out of the record"),
    "opened": (
        {NEXT: DRAFT},
        {NEXT: DRAFT.replace("status: draft", "status: for-signature")},
        f"moves {PACT_2} from draft to for signature",
    ),
    "in force": (
        {NEXT: DRAFT.replace("status: draft", "status: for-signature")},
        {NEXT: DRAFT.replace("status: draft", "status: in-force\nin_force_from: 2016-12-01")},
        f"moves {PACT_2} from for signature to in force from 1 December 2016",
    ),
    "words of a draft": (
        {NEXT: DRAFT},
        {NEXT: DRAFT.replace("second year", "third year")},
        f"rewords clause 1.1 of {PACT_2}",
    ),
    "a clause of a draft put in": (
        {NEXT: DRAFT},
        {NEXT: DRAFT.replace("1.2 The", "1.2 Each visit takes two days.\n\n1.3 The")},
        f"adds clause 1.2 and renumbers clause 1.2 of {PACT_2}",
    ),
    "layout": (
        {},
        _with(TEXT, "2.1 Each council receives", "2.1 *Each* council\nreceives"),
        "changes the layout of edition 1 of the PACT agreement but no word of it",
    ),
    "settings": (
        {NEXT: DRAFT},
        {NEXT: DRAFT.replace("status: draft", "status: draft\nreview_by: 2018-01-01")},
        f"changes the settings of {PACT_2}",
    ),
    "an agenda": ({}, {"meetings/dcs/2017-02-03.md": AGENDA}, "adds the agenda of DCS 3 February 2017"),
    "minutes": (
        {},
        {"meetings/dcs/2016-12-09.md": _text(MINUTES).replace("date: 2016-10-07", "date: 2016-12-09")},
        "adds the draft minutes of DCS 9 December 2016 with 1 decision and 1 action",
    ),
    "agenda to minutes": (
        {MINUTES: _text(MINUTES).partition("## 2.")[0].replace("status: draft", "status: agenda")},
        {MINUTES: _text(MINUTES)},
        "turns the agenda of DCS 7 October 2016 into draft minutes and adds decision D1 and action A1 "
        f"in {OCTOBER}",
    ),
    "approval": (
        _with(APPROVED, "status: approved\napproved_at: DCS 2016-10-07", "status: draft"),
        {APPROVED: _text(APPROVED)},
        "approves the minutes of DCS 5 August 2016",
    ),
    "cancelled": (
        {"meetings/dcs/2017-02-03.md": AGENDA},
        {"meetings/dcs/2017-02-03.md": AGENDA.replace("agenda", "cancelled")},
        "cancels DCS 3 February 2017",
    ),
    "a correction": (
        {},
        _with(
            APPROVED,
            "approved_at: DCS 2016-10-07",
            "approved_at: DCS 2016-10-07\ncorrections: [{at: DCS 2016-10-07, what: Nothing.}]",
        ),
        f"records a correction of {AUGUST}",
    ),
    "words between decisions": (
        {},
        _with(MINUTES, "## 2. Visits\n", "## 2. Visits\n\nBeck reported.\n"),
        f"changes {OCTOBER}",
    ),
    "a detail": ({}, _with(MINUTES, "Owner: Clerk", "Owner: Chair"), f"changes action A1 in {OCTOBER}"),
    "layout of minutes": (
        {},
        _with(MINUTES, "Visits take place", "Visits\n> take place"),
        f"changes {MINUTES}",
    ),
    "post and page": (
        {},
        {POST: _text(POST) + "\nMore.\n", "about.md": "# About\n"},
        "changes 1 post and adds 1 page",
    ),
    "settings of the record": (
        {},
        {"region.yml": "name: Two Rivers\nas_of: 2016-12-20\n"},
        "changes region.yml",
    ),
    "a picture": ({}, {"map.svg": "<svg/>"}, "adds 1 other file"),
    "a page that cannot be read any more": (
        {},
        _with(MINUTES, "date: 2016-10-07", "date: [2016"),
        f"makes {MINUTES} unreadable",
    ),
    "much": (
        {},
        {
            NEXT: DRAFT,
            **_with(MINUTES, "Owner: Clerk", "Owner: Chair"),
            **_added(POST, "\nMore.\n"),
            "a.md": "# A\n",
            "region.yml": "name: Two Rivers\nas_of: 2016-12-20\n",
        },
        f"adds {PACT_2} (draft), changes action A1 in {OCTOBER}, changes region.yml and makes 2 more changes",
    ),
}


@pytest.mark.parametrize(("before", "after", "means"), MEANINGS.values(), ids=MEANINGS)
def test_what_a_change_means(before: Files, after: Files, means: str) -> None:
    assert _review(after, before).sentence == f"This change {means}."


TWO = _text(MINUTES) + "\n> **Decision D2**\n>\n> Directors thanked the hosts.\n"
THREE = TWO + "\n> **Decision D3**\n>\n> Directors meet in May.\n"
ENTRIES = {
    "new": (_text(MINUTES), TWO, ["D2 added"]),
    "gone from the end": (TWO, _text(MINUTES), ["D2 gone"]),
    "reworded": (TWO, TWO.replace("thanked", "praised"), ["D2 changed"]),
    "one put in between": (
        TWO,
        THREE.replace("D2", "x").replace("D3", "D2").replace("x", "D3"),
        ["D2 renumbered", "D2 added"],
    ),
    "one taken out between": (
        THREE,
        THREE.replace("> **Decision D2**\n>\n> Directors thanked the hosts.\n\n", "").replace("D3", "D2"),
        ["D3 renumbered", "D2 gone"],
    ),
    "details only": (
        _text(MINUTES),
        _text(MINUTES).replace("Concerns: BEC", "Concerns: ALD"),
        ["D1 changed"],
    ),
    "layout only": (TWO, TWO.replace("thanked the", "*thanked*\n> the"), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_what_became_of_decisions(before: str, after: str, expected: list[str]) -> None:
    states = _states({MINUTES: after}, {MINUTES: before})
    entries = [entry for meeting in states.meetings for entry in meeting.entries]
    assert [f"{entry.from_number or entry.to_number} {entry.fate}" for entry in entries] == expected


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", 2, 2),
        ("a\nb\nc\n", "x\na\nb\nc\n", 2, 3),
        ("a\nb\nc\n", "a\nc\n", 2, 1),
        ("a\nb\nc\n", "a\nx\ny\nc\n", 2, 2),
        ("a\nb\n", "a\n", 2, 1),
        ("a\nb", "", 2, 1),
    ],
)
def test_where_a_line_stands_afterwards(old: str, new: str, line: int, expected: int) -> None:
    assert line_after(old, new, line) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\nb\nc\n", "a\nx\nc\n", 2),
        ("a\nb\nc\n", "a\n\n\nx b\nc\n", 4),
        ("a\nb\nc\n", "a\nc\n", 2),
        ("a\nb\n", "a\nb\n", 1),
        ("*a*\nb\n", "a\nx\n", 2),
        ("a\nb", "a", 1),
    ],
)
def test_the_first_line_with_other_words(old: str, new: str, expected: int) -> None:
    assert first_difference(old, new) == expected


BROKEN = "\n[Gone](gone.md)\n"
BROKEN_POST = {POST: _text(POST) + BROKEN}


def _counts(found: Review) -> tuple[int, int, int, int]:
    return len(found.new), found.following, found.standing, found.mended


def test_a_finding_that_only_moved_is_not_new() -> None:
    moved = {POST: _text(POST) + "\nMore.\n" + BROKEN}
    assert _counts(_review(moved, BROKEN_POST)) == (0, 0, 1, 0)


def test_one_more_finding_of_a_kind_is_new() -> None:
    assert _counts(_review({POST: _text(POST) + BROKEN + BROKEN}, BROKEN_POST)) == (1, 0, 1, 0)


def test_a_mended_finding_is_counted() -> None:
    found = _review({POST: _text(POST)}, BROKEN_POST)
    assert _counts(found) == (0, 0, 0, 1)
    assert found.verdict == "Nothing stands against it."


def test_a_message_that_names_a_line_is_the_same_when_that_line_moves() -> None:
    twice = _text(MINUTES) + "\n> **Decision D1**\n>\n> Directors thanked the hosts.\n"
    moved = twice.replace("# Directors' meeting\n", "# Directors' meeting\n\nIn Alder.\n")
    assert _counts(_review({MINUTES: moved}, {MINUTES: twice})) == (0, 0, 3, 0)


def test_a_note_that_counts_differently_is_not_new() -> None:
    overdue = {"region.yml": "name: Three Rivers\nas_of: 2017-03-20\n"}
    later = _with(MINUTES, "Due: 2017-01-31", "Due: 2017-02-01")
    found = _review(later, overdue)
    assert _counts(found) == (0, 0, 1, 0)


def test_another_mistake_beside_a_gap_is_still_named() -> None:
    text = _text(MINUTES)
    start, end = text.index("> **Decision D1**"), text.index("> **Action A1**")
    found = _review({MINUTES: text[:start] + text[end:].replace("Owner: Clerk", "Owner:") + BROKEN})
    assert [finding.rule for finding in found.broken] == ["address-lost"]
    assert [finding.rule for finding in found.new] == ["action-owner", "link-broken"]


def test_a_mistake_in_another_changed_file_is_no_consequence() -> None:
    found = _review(_with(TEXT, "every year", "every month") | BROKEN_POST)
    assert [finding.rule for finding in found.findings] == ["frozen-text", "link-broken"]


def test_a_mistake_of_its_own_in_a_frozen_file_follows_from_it() -> None:
    found = _review(_added(TEXT, BROKEN))
    assert [finding.rule for finding in found.findings] == ["frozen-text"]


def test_signatures_that_are_stale_are_named() -> None:
    (text,) = _states(_with(TEXT, "every year", "every month")).texts
    assert [signature.council for signature in text.stale] == ["ALD", "BEC", "CRA"]


def test_both_states_are_read_as_on_one_day() -> None:
    later = {"region.yml": "name: Three Rivers\nas_of: 2016-12-21\n"}
    states = _states(later)
    assert states.before.record.today == states.after.record.today


def test_a_file_that_is_the_same_is_read_once() -> None:
    states = _states(_added(POST, "\nMore.\n"))
    before, after = states.before.parts, states.after.parts
    assert [path for path in before if before[path] is not after[path]] == [POST]


def test_two_empty_records_have_nothing_between_them() -> None:
    found = reviewed(states_between({}, {}))
    assert (found.sentence, found.fails) == ("This change leaves the record as it is.", False)


def test_a_record_from_nothing_is_all_new() -> None:
    found = reviewed(states_between({}, RECORD))
    assert found.sentence.startswith("This change adds edition 1 of the PACT agreement (in force)")
    assert found.findings == ()


def test_references_that_follow_a_clause_are_data_too() -> None:
    new = THREE.replace("D2", "x").replace("D3", "D2").replace("x", "D3")
    pages = {"about.md": "# About\n\n[DCS 2016-10-07 D2]\n"}
    data = json.loads(as_json(_review({MINUTES: new}, {MINUTES: TWO, **pages})))
    assert [(row["led_to"], row["meant"]) for row in data["moved"]] == [
        ("DCS 2016-10-07 D2", "DCS 2016-10-07 D3")
    ]


def test_signatures_that_cannot_be_read_are_not_said_to_be_taken_away() -> None:
    found = _review(_with(SIGNATURES, "    digest:", "    digets:"))
    assert found.sentence == f"This change makes {SIGNATURES} unreadable."
    assert {finding.rule for finding in found.new} == {"key-missing", "key-unknown"}
