"""`concordat new`: files that pass the checks, carry forward what is open, and overwrite nothing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.findings import Severity
from concordat.model.records import MeetingFile
from concordat.rules import check
from tests.running import Ran, invoke, lay_base, on_a_terminal, snapshot

MINUTES = """\
---
date: 2016-12-09
start: "10:00"
place: Beck
status: draft
chair: CRA
present: [ALD, CRA]
represented: {BEC: Deputy director}
apologies: []
in_attendance: [Regional business manager]
closes: [DCS 2016-10-07 A1]
---
## 1. Welcome

> **Decision D1**
>
> Agreed to go on.

> **Action A1**
> Owner: Chair
> Due: 16 December 2016
> From: D1
>
> Write about [D1] and [PACT 2].
>
> Then report.

> **Action A2**
> Owner: All directors
> Due: 3 March 2017
>
> Read it.

> **Action A3**
> Owner: Chair
> Due: 3 March 2017
> State: done
> Closed: 9 December 2016
>
> Already done.
"""
TABLE = """\
# Lasting names.
purpose:
  "1": "1"
visits:
  "1": "2"    # a comment
  # before the next
theme:
  "1": [2.2, 2.2(a), 2.2(b)]
rest:
  "1": ["1.1", "2.1"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_base(tmp_path / "docs", {"meetings/dcs/2016-12-09.md": MINUTES})


def new(root: Path, *arguments: str) -> Ran:
    return invoke("new", *arguments, "--path", root)


def faults(root: Path, day: date | None = None) -> list[str]:
    findings = check(load_record(root, today=day))
    return [f"{each.location.path} {each.rule}" for each in findings if each.severity is not Severity.INFO]


def test_an_agenda_names_the_open_actions(root: Path) -> None:
    ran = new(root, "agenda", "--body", "DCS", "--date", "2017-02-03", "--start", "11:00")
    assert ran == Ran(0, f"Written: {root}/meetings/dcs/2017-02-03.md\n", "")
    assert (root / "meetings/dcs/2017-02-03.md").read_text("utf-8") == (
        '---\ndate: 2017-02-03\nstart: "11:00"\nplace: Beck\nstatus: agenda\n---\n'
        "## 1. Welcome and apologies\n\n"
        "## 2. Minutes and actions of 9 December 2016\n\n"
        "To approve the minutes of [DCS 2016-12-09].\n\nStill open:\n\n"
        "- [DCS 2016-12-09 A1]: Chair, due 16 December 2016. Write about [DCS 2016-12-09 D1] and [PACT 2].\n"
        "- [DCS 2016-12-09 A2]: All directors, due 3 March 2017. Read it.\n\n"
        "## 3. Next meeting\n"
    )
    assert faults(root) == []


def test_minutes_carry_attendance_and_open_actions_forward(root: Path) -> None:
    (root / "region.yml").write_text("name: R\nas_of: 2017-02-10\n", encoding="utf-8")
    options = ("--body", "DCS", "--date", "2017-02-03", "--apologies", "CRA", "--chair", "ALD")
    ran = new(root, "meeting", *options, "--next", "2017-04-07")
    assert (ran.code, ran.err) == (0, "")
    assert "Attendance begins as on 9 December 2016: correct what was different." in ran.out
    made = next(m for m in load_record(root).meetings if m.front.day == date(2017, 2, 3))
    assert made.front.present == ("ALD",)
    assert made.front.represented == {"BEC": "Deputy director"}
    assert made.front.apologies == ("CRA",)
    assert made.front.in_attendance == ("Regional business manager",)
    assert [(str(a.carries), a.owner, a.due) for a in made.actions] == [
        ("DCS 2016-12-09 A1", "Chair", date(2017, 4, 7)),  # its date had passed
        ("DCS 2016-12-09 A2", "All directors", date(2017, 3, 3)),
    ]
    assert made.actions[0].words == "Write about [DCS 2016-12-09 D1] and [PACT 2].\n\nThen report."
    assert faults(root) == []


def test_a_council_that_came_into_being_since_is_present(root: Path) -> None:
    (root / "region.yml").write_text("name: R\nas_of: 2023-06-10\n", encoding="utf-8")
    assert new(root, "meeting", "--body", "DCS", "--date", "2023-06-02", "--chair", "CRB").code == 0
    made = load_record(root).meetings[-1]
    assert made.front.present == ("ALD", "CRB")
    assert "meetings/dcs/2023-06-02.md" not in " ".join(faults(root))


def test_the_first_meeting_of_a_body_needs_no_earlier_one(tmp_path: Path) -> None:
    root = lay_base(tmp_path / "docs")
    for file in (root / "meetings/dcs").iterdir():
        file.unlink()
    assert new(root, "meeting", "--body", "DCS", "--date", "2016-06-03", "--chair", "ALD").code == 0
    assert [m.front.present for m in load_record(root).meetings] == [("ALD", "BEC", "CRA")]


def test_an_agenda_becomes_minutes_and_keeps_its_items(root: Path) -> None:
    agenda = (
        "---\ndate: 2016-12-19\nplace: Alder\nstatus: agenda\n# kept by the clerk\ntitle: A special meeting\n"
        "---\nPapers follow.\n\n## 1. Welcome\n\n## 2. The budget\n\nTo consider.\n"
    )
    (root / "meetings/dcs/2016-12-19.md").write_text(agenda, encoding="utf-8")
    options = ("--body", "DCS", "--date", "2016-12-19", "--chair", "ALD")
    refused = new(root, "meeting", *options)
    assert refused.err == (
        "concordat: 'meetings/dcs/2016-12-19.md' is there already, as an agenda; "
        "add --from-agenda to 'concordat new meeting' to write the minutes into it\n"
    )
    assert new(root, "meeting", *options, "--from-agenda").code == 0
    made = load_record(root).meetings[-1]
    assert made.front.title == "A special meeting"
    assert [item.title for item in made.items] == ["Welcome", "The budget", "Actions of earlier meetings"]
    assert [action.item for action in made.actions] == ["3", "3"]
    text = (root / "meetings/dcs/2016-12-19.md").read_text("utf-8")
    assert "Papers follow.\n\n## 1. Welcome\n\n## 2. The budget\n\nTo consider.\n" in text
    assert "place: Alder\n" in text
    assert faults(root) == []


def test_an_edition_copies_the_text_in_force_and_opens_a_column(root: Path) -> None:
    table = root / "agreements/pact/clauses.yml"
    table.write_text(TABLE, encoding="utf-8")
    ran = new(root, "edition", "PACT")
    assert ran.code == 0, ran.err
    folder = root / "agreements/pact"
    assert ran.out == (
        f"Written: {folder}/2/index.md\nWritten: {folder}/clauses.yml\n"
        "Its text is that of PACT/1. Nobody has signed it.\n"
    )
    record = load_record(root)
    old, made = record.edition("PACT", "1"), record.edition("PACT", "2")
    assert old is not None
    assert made is not None
    assert made.file.text.texts() == old.file.text.texts()
    assert str(made.file.front.status) == "draft"
    assert made.file.front.adopted is None
    assert not (folder / "2/signatures.yml").exists()
    assert table.read_text("utf-8") == (
        '# Lasting names.\npurpose:\n  "1": "1"\n  "2": "1"\n'
        'visits:\n  "1": "2"    # a comment\n  "2": "2"\n  # before the next\n'
        'theme:\n  "1": [2.2, 2.2(a), 2.2(b)]\n  "2": ["2.2", 2.2(a), 2.2(b)]\n'
        'rest:\n  "1": ["1.1", "2.1"]\n  "2": ["1.1", "2.1"]\n'
    )


def test_an_agreement_begins_with_a_draft(root: Path) -> None:
    before = faults(root)
    assert new(root, "agreement", "--short-name", "DATA", "--title", "Data: a shared agreement").code == 0
    record = load_record(root)
    form = record.agreements["DATA"].file.form
    assert form.title == "Data: a shared agreement"
    assert form.parties == ("ALD", "BEC", "CRA")  # those in being on the day
    assert form.signing_offices == ("dcs", "lead_member")
    assert [c.number for c in record.agreements["DATA"].editions[0].clauses] == [
        "1",
        "1.1",
        "1.1(a)",
        "1.1(b)",
    ]
    assert faults(root) == before


def test_a_post_is_a_draft_under_its_title(root: Path) -> None:
    assert new(root, "post", "--title", "What’s new: the café at 10:30").code == 0
    path = root / "blog/posts/whats-new-the-cafe-at-10-30.md"
    post = next(post for post in load_record(root).posts if post.document.path.endswith(path.name))
    assert post.front.title == "What’s new: the café at 10:30"
    assert post.front.draft
    assert str(post.front.day.created) == "2016-12-20"
    assert faults(root) == []


def test_an_event_is_named_after_its_title_and_its_year(root: Path) -> None:
    for day in ("2017-01-13", "12 January 2018"):
        assert (
            new(root, "event", "--title", "Challenge event", "--date", day, "--kind", "challenge").code == 0
        )
    events = load_record(root).events
    assert [(event.document.path, str(event.front.day)) for event in events] == [
        ("calendar/challenge-event-2018.md", "2018-01-12"),
        ("calendar/challenge-event.md", "2017-01-13"),
    ]
    assert faults(root) == []


def test_a_council_comes_last_and_every_comment_stays(root: Path) -> None:
    file = root / "councils.yml"
    file.write_text(f"# Where from\n{file.read_text('utf-8')}", encoding="utf-8")
    before = file.read_text("utf-8")
    options = ("--key", "NO", "--name", "Norbury Council", "--type", "unitary", "--code", "E06000002")
    assert new(root, "council", *options, "--from", "1 April 2017").code == 0
    after = file.read_text("utf-8")
    assert after.startswith(before)
    council = load_record(root).councils["NO"]
    assert council.names[0].name == "Norbury Council"
    assert (council.first, str(council.type)) == (date(2017, 4, 1), "unitary")
    assert faults(root) == []


REFUSED = (
    (
        ("meeting", "--body", "DCS", "--date", "2017-02-03"),
        "3 February 2017 is still to come; start the agenda",
    ),
    (("meeting", "--body", "DCX", "--date", "2016-12-10"), "there is no body 'DCX'; did you mean 'DCS'?"),
    (("meeting", "--body", "DCS", "--date", "2016-12-09"), "'meetings/dcs/2016-12-09.md' is there already"),
    (
        ("meeting", "--body", "DCS", "--date", "2016-12-10", "--apologies", "CRB"),
        "'CRB' is no council of DCS on 10 December 2016; did you mean 'CRA'?",
    ),
    (("meeting", "--date", "tomorrow"), "'tomorrow' is not a date; write it as 2016-12-09"),
    (("edition", "PAKT"), "there is no agreement 'PAKT'; did you mean 'PACT'?"),
    (("edition", "PACT", "--edition", "1"), "PACT/1 is there already, as 'agreements/pact/1/index.md'"),
    (("edition", "PACT", "--edition", "../x"), "'../x' cannot name an edition; write a number, such as 2"),
    (("agreement", "--short-name", "pact", "--title", "x"), "'pact' is no short name"),
    (("agreement", "--short-name", "DCS", "--title", "x"), "the name 'DCS' is taken; choose another"),
    (
        ("agreement", "--short-name", "NEW", "--title", "x", "--parties", "ALD,BEK"),
        "there is no council 'BEK'; did you mean 'BEC'?",
    ),
    (("post", "--title", "…"), "'…' has no letters to name the file after"),
    (("post", "--title", "A visit", "--authors", "me"), "there is no author 'me' in blog/.authors.yml"),
    (("council", "--key", "ALD", "--name", "x"), "the key 'ALD' is taken, by Alder; choose another"),
    (("council", "--key", "xy", "--name", "x"), "'xy' is no council's key"),
    (("council", "--key", "XY", "--name", "x", "--code", "E1"), "'E1' is no code"),
    (("council", "--key", "XY"), "--name is missing; there is no terminal to ask on"),
    (("post",), "--title is missing; there is no terminal to ask on"),
    (("agenda", "--body", "DCS"), "--date is missing; there is no terminal to ask on"),
)


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_what_cannot_be_right_is_refused_and_nothing_is_written(
    root: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = snapshot(root)
    ran = new(root, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert snapshot(root) == before


def test_a_file_with_a_mistake_is_not_written(root: Path) -> None:
    before = snapshot(root)
    ran = new(root, "agenda", "--body", "DCS", "--date", "2017-02-03", "--start", "ten")
    assert ran.code == 2
    assert (
        "meetings/dcs/2017-02-03.md:3:1: error[value-type]: start: 'ten' is not a time such as 10:00"
        in ran.err
    )
    assert ran.err.endswith("concordat: nothing was written, as the file would have the mistakes above\n")
    assert snapshot(root) == before


def test_a_page_in_the_way_is_not_overwritten(root: Path) -> None:
    path = root / "blog/posts/a-visit.md"
    path.write_text("mine", encoding="utf-8")
    ran = new(root, "post", "--title", "A visit")
    assert ran.code == 2
    assert ran.err.endswith(f"concordat: '{path}' is there already; nothing was written\n")
    assert path.read_text("utf-8") == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="the system's own user may write everywhere")
def test_where_nothing_can_be_written_one_line_says_so(root: Path) -> None:
    (root / "blog/posts").chmod(0o500)
    ran = new(root, "post", "--title", "A visit")
    assert ran.code == 2
    assert ran.err.endswith("cannot be written: permission denied\n")


def test_a_table_that_cannot_be_written_leaves_no_edition_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "agreements/pact/clauses.yml").write_text(TABLE, encoding="utf-8")

    def full(file: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr("concordat.cli.common.write_text", full)
    ran = new(root, "edition", "PACT")
    assert ran.code == 2
    assert ran.err.endswith("clauses.yml' cannot be written: no space left on device\n")
    assert not (root / "agreements/pact/2/index.md").exists()


BODY = ("--key", "LM", "--name", "Lead members' meeting", "--office", "dcs")


def test_a_body_is_added_with_the_page_of_its_meetings(root: Path) -> None:
    ran = new(root, "body", *BODY, "--councils", "ALD,CRA", "--quorum", "2")
    assert (ran.code, ran.err) == (0, "")
    body = load_record(root).bodies["LM"]
    assert (body.name, body.office) == ("Lead members' meeting", "dcs")
    assert (body.councils, body.quorum) == (("ALD", "CRA"), 2)
    assert (root / "meetings/lm/index.md").read_text("utf-8").endswith("newest first.\n")
    assert new(root, "agenda", "--body", "LM", "--date", "2017-06-09", "--start", "10:00").code == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("--key", "lm"), "'lm' is no body's key; write two to twelve capitals, such as DCS"),
        (("--key", "DCS"), "the key 'DCS' is taken; choose another"),
        (("--office", "dsc"), "there is no office 'dsc'; did you mean 'dcs'?"),
        (("--councils", "ALX"), "there is no council 'ALX'; did you mean 'ALD'?"),
    ],
)
def test_what_cannot_be_a_body_changes_nothing(root: Path, changes: tuple[str, str], said: str) -> None:
    before = snapshot(root)
    ran = new(root, "body", *BODY, *changes)
    assert (ran.code, ran.err) == (2, f"concordat: {said}\n")
    assert snapshot(root) == before


def test_on_a_terminal_it_asks_for_what_is_missing(root: Path) -> None:
    """With a real terminal: an answer that is no date is asked again, an empty one takes the default."""
    code, said = on_a_terminal("someday\n3 February 2017\n\nYork\n", "new", "agenda", "--path", root)
    assert code == 0, said
    assert "'someday' is not a date; write it as 2016-12-09" in said
    assert "When it begins [10:00]:" in said
    made = load_record(root).meetings[-1]
    assert isinstance(made, MeetingFile)
    assert (made.front.day, made.front.place) == (date(2017, 2, 3), "York")
    assert made.front.start is not None
    assert made.front.start.hour == 10
