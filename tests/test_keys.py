"""Lasting keys of clauses: what is proposed and why, how the table is written, and the links they give."""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordat.cli import main
from concordat.edit import add_rows
from concordat.keys import Proposal, propose
from tests.building import Built, build, lay_site
from tests.golden import BASE
from tests.reading import record_of

LEARN = "1.1 The councils learn from each other and share what they find."
ONE = f"""\
## 1 Purpose

{LEARN}

## 2 Visits

2.1 The host agrees with the visitors:

(a) the theme of the visit, drawn from its self-assessment; and

(b) the dates of the visit and the people whom the visitors meet.
"""
MONEY = """\
## 2 Money

2.1 Each council pays the same contribution:

(a) before the end of June; or

(b) later, where the treasurer allows it.

"""
MERGED = ONE.replace("; and\n\n(b) the dates", "; and the dates")
ALL = """\
# Written by hand: the keys of the pact.

purpose:
  "1": "1"
  "2": "1"
learning:          # cited in letters
  1: 1.1
  2: '1.1'
visits: {"1": "2"}

host-agrees:
  "1": 2.1
theme:
  "1": 2.1(a)
dates-and-people:
  '1': "2.1(b)"
# the end
"""


def edition(name: str, text: str) -> str:
    return f'---\nedition: "{name}"\nstatus: draft\n---\n{text}'


def files(two: str, table: str = ALL) -> dict[str, str]:
    """Return the files of an agreement with two editions and a clause table."""
    return {
        "agreements/pact/agreement.yml": (BASE / "agreements/pact/agreement.yml").read_text("utf-8"),
        "agreements/pact/1/index.md": edition("1", ONE),
        "agreements/pact/2/index.md": edition("2", two),
        "agreements/pact/clauses.yml": table,
    }


def proposed(two: str, table: str = ALL) -> list[Proposal]:
    return propose(record_of(files(two, table)).agreements["PACT"])


def numbers(two: str, table: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the numbers of each key by edition."""
    read = record_of(files(two, table)).agreements["PACT"].table
    assert read is not None
    return {row.key: dict(row.numbers) for row in read.rows}


def shown(proposals: list[Proposal]) -> list[str]:
    return [
        f"{each.key} {'+' if each.new else '='} {each.edition} {each.merged or ','.join(each.numbers)}"
        for each in proposals
    ]


SAME = ["visits = 2 2", "host-agrees = 2 2.1", "theme = 2 2.1(a)", "dates-and-people = 2 2.1(b)"]


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        pytest.param(ONE, SAME, id="nothing changed"),
        pytest.param(
            MONEY.join(ONE.split("## 2 Visits")).replace(
                "\n\n\n2.1 The host", "\n\n## 3 Visits\n\n3.1 The host"
            ),
            [
                *("visits = 2 3", "host-agrees = 2 3.1", "theme = 2 3.1(a)", "dates-and-people = 2 3.1(b)"),
                *("money + 2 2", "council-pays-same-contribution + 2 2.1"),
                *("before-end-june + 2 2.1(a)", "later-where-treasurer-allows + 2 2.1(b)"),
            ],
            id="renumbered, and new clauses under the old numbers",
        ),
        pytest.param(
            ONE.replace("visit and the people", "visit; and\n\n(c) the people"),
            [*SAME, "dates-and-people = 2 2.1(c)"],
            id="split: both parts stand under the old key",
        ),
        pytest.param(
            MERGED,
            [*SAME[:3], "dates-and-people = 2 theme"],
            id="merged: the second key ends in the first",
        ),
        pytest.param(
            ONE.split("## 2 Visits", maxsplit=1)[0]
            + MONEY
            + MERGED.split("## 2 Visits\n\n")[1].replace("2.1 The host", "## 3 Visits\n\n3.1 The host"),
            [
                *("visits = 2 3", "host-agrees = 2 3.1", "dates-and-people = 2 3.1(a)"),
                "theme = 2 dates-and-people",
                *("money + 2 2", "council-pays-same-contribution + 2 2.1"),
                *("before-end-june + 2 2.1(a)", "later-where-treasurer-allows + 2 2.1(b)"),
            ],
            id="merged and renumbered: into the clause, not into what bore its number",
        ),
        pytest.param(
            ONE.split("\n(b)", maxsplit=1)[0].replace("; and", "."),
            SAME[:3],
            id="a clause that ended gets no proposal",
        ),
        pytest.param(
            ONE + "\n2.2 Purpose.\n\n2.3 Of the.\n",
            [*SAME, "purpose-2 + 2 2.2", "clause-2-3 + 2 2.3"],
            id="a fresh key is never one that is taken, and needs a telling word",
        ),
    ],
)
def test_proposals(two: str, expected: list[str]) -> None:
    proposals = proposed(two)
    assert shown(proposals) == expected
    written = add_rows(ALL, proposals)
    assert proposed(two, written) == []


MOVED_DOWN = ONE.replace("## 2 Visits\n\n2.1 The host", f"{MONEY}## 3 Visits\n\n3.1 The host")


def test_rows_that_renumbering_left_behind_get_the_numbers_that_their_words_have_now() -> None:
    """As when a section was put into a draft that `concordat new edition` began, with the old numbers."""
    begun = add_rows(ALL, proposed(ONE))
    assert shown(proposed(ONE, begun)) == []
    proposals = proposed(MOVED_DOWN, begun)
    assert [(each.key, each.replaces, each.numbers) for each in proposals if not each.new] == [
        ("visits", "2", ("3",)),
        ("host-agrees", "2.1", ("3.1",)),
        ("theme", "2.1(a)", ("3.1(a)",)),
        ("dates-and-people", "2.1(b)", ("3.1(b)",)),
    ]
    assert [each.key for each in proposals if each.new][:2] == ["money", "council-pays-same-contribution"]
    written = add_rows(begun, proposals)
    assert proposed(MOVED_DOWN, written) == []
    straight = add_rows(ALL, proposed(MOVED_DOWN))  # from a table without numbers of the draft
    assert numbers(MOVED_DOWN, written) == numbers(MOVED_DOWN, straight)


def test_the_numbers_of_a_text_that_is_no_draft_stay() -> None:
    fixed = files(MOVED_DOWN, add_rows(ALL, proposed(ONE)))
    name = "agreements/pact/2/index.md"
    fixed[name] = fixed[name].replace("status: draft", "status: for-signature")
    assert [each.key for each in propose(record_of(fixed).agreements["PACT"]) if each.replaces] == []


def test_a_proposal_shows_how_alike_old_and_new_words_are() -> None:
    [theme] = [p for p in proposed(ONE.replace("drawn from", "taken from")) if p.key == "theme"]
    assert theme.old_words == "the theme of the visit, drawn from its self-assessment; and"
    assert theme.new_words == "the theme of the visit, taken from its self-assessment; and"
    assert theme.score == pytest.approx(9 / 10)


COMMENTED = """\
# Keys.
visits:
  "1": "2"  # a section

# What the host does.

host-agrees:
  1: 2.1

# Its parts.
theme:
  "1": 2.1(a)
"""


def test_a_comment_stays_before_the_row_that_it_leads_to() -> None:
    rows = [Proposal(key, "2", ("3",), new=False) for key in ("visits", "host-agrees")]
    assert add_rows(COMMENTED, rows) == COMMENTED.replace(
        "# a section\n", '# a section\n  "2": "3"\n'
    ).replace("  1: 2.1\n", '  1: 2.1\n  "2": "3"\n')


@pytest.mark.parametrize("two", [ONE, MERGED, ONE + "\n2.2 Each council pays.\n"])
def test_comments_quotes_and_order_survive(two: str) -> None:
    block = ALL.replace('visits: {"1": "2"}', 'visits:\n  "1": "2"')
    written = add_rows(block, proposed(two, block))
    diff = list(difflib.ndiff(block.splitlines(), written.splitlines()))
    assert [line for line in diff if line.startswith(("-", "?"))] == []
    assert [line for line in diff if line.startswith("+")] != []


def test_the_table_is_written_as_an_editor_would() -> None:
    table = "# Keys.\ntheme:\n  1: 2.1(a)   # as it was\n  2: 2.10\n"
    two = [
        Proposal("theme", "2", ("2.11",), new=False),
        Proposal("dates", "2", ("2.1(b)",), new=True),
        Proposal("people", "1", ("3",), new=True),
        Proposal("people", "2", (), new=False, merged="dates"),
    ]
    assert add_rows(table, two) == (
        '# Keys.\ntheme:\n  1: 2.1(a)   # as it was\n  2: [2.10, "2.11"]\n'
        'dates:\n  "2": 2.1(b)\npeople:\n  "1": "3"\n  merged: dates\n'
    )


# -- the command ---------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "docs")
    return tmp_path


def run(record: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["keys", *arguments, "--path", str(record)])


SHOWN = """\
purpose: a new row for PACT/1 1
councils-learn-other: a new row for PACT/1 1.1
visits: a new row for PACT/1 2
council-receives-visit-every: a new row for PACT/1 2.1
host-agrees-visitors: a new row for PACT/1 2.2
theme: a new row for PACT/1 2.2(a)
dates-clause-asks: a new row for PACT/1 2.2(b)
"""


def test_keys_writes_only_when_told_and_only_once(record: Path) -> None:
    table = record / "docs/agreements/pact/clauses.yml"
    before = sorted(record.rglob("*"))
    assert (run(record, "PACT").output, sorted(record.rglob("*"))) == (SHOWN, before)
    assert run(record, "PACT", "--write").output == f"{SHOWN}Written: {table}\n"
    assert sorted(record.rglob("*")) == sorted([*before, table])
    written = table.read_text("utf-8")
    assert written.startswith('purpose:\n  "1": "1"\ncouncils-learn-other:\n  "1": "1.1"\n')
    again = run(record, "PACT", "--write")
    assert (again.output, table.read_text("utf-8")) == ("Every clause of PACT has a key.\n", written)
    checked = CliRunner().invoke(main, ["check", "--strict", str(record)])
    assert (checked.exit_code, checked.output) == (0, "0 errors, 0 warnings, 0 notes in 13 documents\n")


@pytest.mark.parametrize(
    ("table", "name", "message"),
    [
        ("", "PAKT", "there is no agreement 'PAKT'; did you mean 'PACT'?"),
        (
            "purpose: [\n",
            "PACT",
            "'{}' has a mistake, line 2: this cannot be read as settings: did not find expected node content;"
            " correct it first",
        ),
        (
            "purpose: 1\n",
            "PACT",
            "'{}' has a mistake, line 1: purpose: editions and numbers are wanted here; correct it first",
        ),
    ],
)
def test_keys_says_why_it_cannot_go_on(record: Path, table: str, name: str, message: str) -> None:
    file = record / "docs/agreements/pact/clauses.yml"
    file.write_text(table, encoding="utf-8")
    done = run(record, name, "--write")
    assert (done.exit_code, done.output) == (2, f"concordat: {message.format(file)}\n")
    assert file.read_text("utf-8") == table


def test_a_comparison_goes_by_the_table(tmp_path: Path) -> None:
    two = ONE.replace("the theme of the visit, drawn from its self-assessment; and", "what matters; and")
    table = ALL.replace('"1": 2.1(a)', '"1": 2.1(a)\n  "2": 2.1(a)')
    for path, text in files(two, table).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    line = ["compare", "PACT/1", "PACT/2", "--format", "json", "--path", str(tmp_path)]
    changes = json.loads(CliRunner().invoke(main, line).output)["changes"]
    told = [(c["kind"], c["from_number"], c["to_number"]) for c in changes if c["key"] == "theme"]
    assert told == [("reworded", "2.1(a)", "2.1(a)")]


# -- living links --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, with a clause table: a section, a clause, a clause split, and one of edition 2 only."""
    root = tmp_path_factory.mktemp("keys")
    table = lay_site(root) / "agreements/pact/clauses.yml"
    rows = [
        ("visits", ["2"], ["2"]),
        ("theme", ["2.2(a)"], ["2.2(b)", "2.2(b)(i)"]),
        ("costs", [], ["3"]),
        ("dates", ["2.2(b)"], ["2.2(c)"]),
    ]
    lines = [f'{key}:\n  "1": {json.dumps(one)}\n  "2": {json.dumps(two)}\n' for key, one, two in rows]
    table.write_text("".join(lines), encoding="utf-8")
    return build(root)


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("agreements/pact/1/", {"visits": "2", "theme": "2.2(a)", "dates": "2.2(b)"}),
        ("agreements/pact/2/", {"visits": "2", "theme": "2.2(b)", "dates": "2.2(c)", "costs": "3"}),
        ("agreements/pact/", {"visits": "2", "theme": "2.2(b)", "dates": "2.2(c)", "costs": "3"}),
    ],
)
def test_a_key_is_an_anchor_on_each_page_of_the_text(page: str, numbers: dict[str, str], site: Built) -> None:
    """A living link leads to the clause of that page; of a split clause, to its first part."""
    article = site.article(page)
    found = {}
    for node in article.walk():
        if node.attrs.get("id") in ("visits", "theme", "dates", "costs"):
            bearer = node.parent if "clause-text" in node.classes else node.one("h2")
            assert bearer
            found[node.attrs["id"]] = bearer.attrs["id"]
    assert found == numbers
    ids = [node.attrs["id"] for node in article.walk() if "id" in node.attrs]
    assert len(ids) == len(set(ids))
