"""`concordat fix`: what has one answer is repaired, signed and approved texts stay, and the rest is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.findings import Severity
from concordat.rules import check
from tests.running import Ran, invoke, lay_base, snapshot

DRAFT = """\
---
edition: "2"
status: draft
---
## 1 Purpose

1.1 The councils learn from each other.

## 2 Visits

2.1 Each council receives a visit every year.

2.2 A clause that is new in this edition, as clause 2.3(a) and clauses 2.2 to 2.3 ask.

2.2 The host agrees with the visitors:

(a) the theme; and

(a) a thing that comes between; and

(b) the dates, as clause 2.1 asks.

2.3 The last word is that of the host: paragraphs (a) and (b) of clause 2.2, and clause 2.3.
"""
NEW = "as clause 2.3(a) and clauses 2.2 to 2.3 ask"
FIRST = """\
---
edition: "1"
status: in-force
adopted_by: DCS 2016-08-05 D1
in_force_from: 2016-09-15
review_by: 2018-09-15
---
## 1 Purpose

1.1 The councils learn from each other.

## 2 Visits

2.1 Each council receives a visit every year.

2.2 The host agrees with the visitors:

(a) the theme; and

(b) the dates, as clause 2.1 asks.

2.3 The last word is that of the host.
"""
TABLE = """\
# Lasting names
host-agrees:
  "1": "2.2"
  "2": "2.2"     # the old one
last-word:
  "1": "2.3"
  "2": ["2.3", 2.2(b)]
"""


def lay(root: Path, **files: str) -> Path:
    """Lay the base record with a second edition that has an insertion."""
    first = {"agreements/pact/1/index.md": FIRST, "agreements/pact/1/signatures.yml": "signatures: []\n"}
    return lay_base(root / "docs", {**first, **files})


def fix(root: Path, *options: str) -> Ran:
    return invoke("fix", root, *options)


def errors(root: Path) -> list[str]:
    """The errors in minutes."""
    found = [each for each in check(load_record(root)) if each.location.path.startswith("meetings/")]
    return [each.message for each in found if each.severity is Severity.ERROR]


def test_numbers_after_an_insertion_move_on_and_references_with_them(tmp_path: Path) -> None:
    page = "# Page\n\nSee [PACT/2 2.3], [PACT/2 2.2(b)], [PACT/1 2.3] and [the host][PACT/2 2.2].\n"
    root = lay(
        tmp_path,
        **{
            "agreements/pact/2/index.md": DRAFT.replace(
                "as clause 2.3(a) and clauses 2.2 to 2.3 ask", "see 2.3"
            ),
            "agreements/pact/clauses.yml": TABLE,
            "about.md": page,
        },
    )
    shown, before = fix(root), snapshot(root)
    assert shown.code == 0, shown.err
    assert "--- a/agreements/pact/2/index.md\n+++ b/agreements/pact/2/index.md\n" in shown.out
    assert "-2.3 The last word" in shown.out
    assert "Nothing is written yet; 'concordat fix --write' does it." in shown.out
    assert snapshot(root) == before
    assert fix(root, "--write").code == 0
    text = (root / "agreements/pact/2/index.md").read_text("utf-8")
    assert text.endswith(
        "2.2 A clause that is new in this edition, see 2.3.\n\n"
        "2.3 The host agrees with the visitors:\n\n(a) the theme; and\n\n"
        "(b) a thing that comes between; and\n\n(c) the dates, as clause 2.1 asks.\n\n"
        "2.4 The last word is that of the host: paragraphs (a) and (c) of clause 2.3, and clause 2.4.\n"
    )
    assert (root / "about.md").read_text("utf-8") == (
        "# Page\n\nSee [PACT/2 2.4], [PACT/2 2.3(c)], [PACT/1 2.3] and [the host][PACT/2 2.3].\n"
    )
    assert (root / "agreements/pact/clauses.yml").read_text("utf-8") == (
        '# Lasting names\nhost-agrees:\n  "1": "2.2"\n  "2": "2.3"     # the old one\n'
        'last-word:\n  "1": "2.3"\n  "2": ["2.4", 2.3(c)]\n'
    )
    again = fix(root)
    assert again.out == "There is nothing to repair.\n"


def test_a_whole_section_put_in_between_moves_the_others(tmp_path: Path) -> None:
    text = FIRST.partition("---\n## 1")[2].replace(" Purpose", "## 1 Purpose", 1)
    draft = '---\nedition: "2"\nstatus: draft\n---\n' + text.replace(
        "## 2 Visits", "## 2 Data\n\n2.1 Councils share their data.\n\n## 2 Visits"
    )
    root = lay(tmp_path, **{"agreements/pact/2/index.md": draft})
    assert fix(root, "--write").code == 0
    made = (root / "agreements/pact/2/index.md").read_text("utf-8")
    assert made.partition("status: draft\n---\n")[2] == (
        "## 1 Purpose\n\n1.1 The councils learn from each other.\n\n"
        "## 2 Data\n\n2.1 Councils share their data.\n\n"
        "## 3 Visits\n\n3.1 Each council receives a visit every year.\n\n"
        "3.2 The host agrees with the visitors:\n\n(a) the theme; and\n\n"
        "(b) the dates, as clause 3.1 asks.\n\n3.3 The last word is that of the host.\n"
    )


def test_what_the_edition_before_does_not_tell_is_left(tmp_path: Path) -> None:
    draft = DRAFT.replace("The host agrees with the visitors:", "Words that nobody knows:")
    root = lay(tmp_path, **{"agreements/pact/2/index.md": draft})
    ran = fix(root)
    assert ran.out == (
        "Left as it is: agreements/pact/2/index.md: its numbers stay as they are: line 13 mentions 2.2, "
        "which stands twice, and the edition before does not tell which is meant\n"
        "There is nothing to repair.\n"
    )
    assert "+++" not in ran.out


@pytest.mark.parametrize("status", ["for-signature", "in-force", "superseded", "withdrawn", "nonsense"])
def test_a_text_that_is_no_draft_is_never_touched(status: str, tmp_path: Path) -> None:
    text = DRAFT.replace("status: draft", f"status: {status}\nin_force_from: 13/12/2016").replace(
        "\n\n(a)", "\n(a)"
    )
    root = lay(tmp_path, **{"agreements/pact/2/index.md": text})
    before = snapshot(root)
    assert fix(root, "--write", "--day-first").out.startswith("There is nothing to repair.")
    assert snapshot(root) == before


def test_a_sealed_draft_and_approved_minutes_are_never_touched(tmp_path: Path) -> None:
    minutes = "---\ndate: 13/12/2016\nstatus: approved\n---\n## 1. Item\n\nText:\n- a\n- b\n"
    seal = f"seal: sha256:{'0' * 64}\n"
    files = {
        "agreements/pact/2/index.md": DRAFT.replace('"2"', "“2”").replace("\n\n(a)", "\n(a)"),
        "agreements/pact/2/signatures.yml": seal,
        "meetings/dcs/2016-12-13.md": minutes,
    }
    root = lay(tmp_path, **files)
    before = snapshot(root)
    assert fix(root, "--write").out == "There is nothing to repair.\n"
    assert snapshot(root) == before


def test_a_reference_in_approved_minutes_is_listed(tmp_path: Path) -> None:
    minutes = (
        "---\ndate: 2016-12-09\nstatus: approved\napproved_at: DCS 2016-12-16\nchair: ALD\n"
        "present: [ALD, BEC, CRA]\n---\n## 1. Item\n\nSee [PACT/2 2.3].\n"
    )
    draft = DRAFT.replace(NEW, "new")
    root = lay(tmp_path, **{"agreements/pact/2/index.md": draft, "meetings/dcs/2016-12-09.md": minutes})
    assert (
        "Left as it is: meetings/dcs/2016-12-09.md:10: names a clause that has another number now, "
        "but approved minutes and signed texts are not changed\n"
    ) in fix(root, "--write").out
    assert (root / "meetings/dcs/2016-12-09.md").read_text("utf-8") == minutes


MINUTES = """\
---
date: {date}
start: “10:00”
status: draft
chair: “ALD”
present: [“ALD”, BEC, CRA]
closes: [DCS 2016–10–07 A1]
next: {next}
---
## 1. Item

Two points:
- one
- two

> **Decision D1**
>
> Agreed.
> **Action A1**
> Owner: Clerk
> Due: {due}
>
> Do it.
"""


def test_settings_dates_and_empty_lines_of_minutes(tmp_path: Path) -> None:
    text = MINUTES.format(date="09/12/2016", next="Friday 3rd February 2017", due="13.1.2017")
    root = lay(tmp_path, **{"meetings/dcs/2016-12-09.md": text})
    ran = fix(root, "--write")
    assert ran.code == 0, ran.err
    assert (root / "meetings/dcs/2016-12-09.md").read_text("utf-8") == (
        '---\ndate: 2016-12-09\nstart: "10:00"\nstatus: draft\nchair: "ALD"\npresent: ["ALD", BEC, CRA]\n'
        "closes: [DCS 2016-10-07 A1]\nnext: 2017-02-03\n---\n## 1. Item\n\nTwo points:\n\n- one\n- two\n\n"
        "> **Decision D1**\n>\n> Agreed.\n\n> **Action A1**\n> Owner: Clerk\n> Due: 2017-01-13\n>\n> Do it.\n"
    )
    assert errors(root) == []


def test_a_date_that_can_be_two_days_is_left_unless_the_order_is_said(tmp_path: Path) -> None:
    text = MINUTES.format(date="2016-12-09", next="03/02/2017", due="13/01/2017")
    root = lay(tmp_path, **{"meetings/dcs/2016-12-09.md": text})
    ran = fix(root)
    assert (
        "Left as it is: meetings/dcs/2016-12-09.md:8:1: '03/02/2017' can be 3 February 2017 or 2 March 2017; "
        "write the one that is meant, or add --day-first if days come first everywhere\n"
    ) in ran.out
    assert "+next:" not in ran.out
    assert "+next: 2017-02-03" in fix(root, "--day-first").out


def test_titles_keep_their_quotes_and_lists_their_shape(tmp_path: Path) -> None:
    page = (
        "---\ntitle: “A visit”\n---\n# “A visit”\n\n1. one\n2. two\n\n```\nText\n- code\n```\n\n- a\n  - b\n"
    )
    root = lay(tmp_path, **{"about.md": page})
    assert fix(root, "--write").out == "There is nothing to repair.\n"


def test_windows_line_ends_and_files_that_are_no_text_survive(tmp_path: Path) -> None:
    text = MINUTES.format(date="09/12/2016", next="2017-02-03", due="2017-01-13").replace("\n", "\r\n")
    root = lay(tmp_path, **{"meetings/dcs/2016-12-09.md": text})
    (root / "x.md").write_bytes(b"\xff\xfe")
    assert fix(root, "--write").code == 0
    mended = (root / "meetings/dcs/2016-12-09.md").read_bytes()
    assert mended.startswith(b'---\r\ndate: 2016-12-09\r\nstart: "10:00"\r\n')
    assert (root / "x.md").read_bytes() == b"\xff\xfe"
