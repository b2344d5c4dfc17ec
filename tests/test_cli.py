"""The command: what each of its reading commands prints, word for word, and how it ends.

What it does with bad records and in a failing system is in test_bad_input and test_bad_files.
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from concordat import __version__
from concordat.review.rules import ALL_RULES
from tests.needs import need
from tests.running import COMMAND, environment, invoke, lay_base, spawn

FAULTS: dict[str, bytes | str] = {
    "about.md": "# About\n\n[100%](gone.md)\n",
    "meetings/dcs/2016-12-09.md": "---\ndate: 2016-12-09\nstatus: agenda\n---\n# Agenda\n",
    "x,y:z.md": "",
}
TEXT = """\
about.md:3:8: error[link-broken]: the link 'gone.md' leads to 'gone.md', which is not there
  help: correct the link, or add the file
meetings/dcs/2016-12-09.md:3:1: info[agenda-past]: DCS 2016-12-09 is still an agenda, but its day has passed
  help: write its minutes and set the status to draft, or to cancelled if it was not held
x,y:z.md:1:1: warning[page-empty]: the page has no text
  help: write its text, or delete the file

What a check means: concordat rules agenda-past (or link-broken, page-empty)
1 error, 1 warning, 1 note in 15 documents
"""
GITHUB = """\
::error file={0}about.md,line=3,col=8,title=link-broken::the link 'gone.md' leads to 'gone.md', which is not \
there%0Acorrect the link, or add the file
::warning file={0}x%2Cy%3Az.md,line=1,col=1,title=page-empty::the page has no text%0Awrite its text, or \
delete the file
::notice file={0}meetings/dcs/2016-12-09.md,line=3,col=1,title=agenda-past::DCS 2016-12-09 is still an \
agenda, but its day has passed%0Awrite its minutes \
and set the status to draft, or to cancelled if it was not held
1 error, 1 warning, 1 note in 15 documents
"""
JSON = {
    "path": "meetings/dcs/2016-12-09.md",
    "line": 3,
    "column": 1,
    "rule": "agenda-past",
    "severity": "info",
    "message": "DCS 2016-12-09 is still an agenda, but its day has passed",
    "hint": "write its minutes and set the status to draft, or to cancelled if it was not held",
    "subject": "DCS 2016-12-09",
    "related": [],
}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A record with one error, one warning and one note."""
    return lay_base(tmp_path / "docs", FAULTS)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A record without findings."""
    return lay_base(tmp_path / "docs")


def test_check_as_text(faulty: Path) -> None:
    assert invoke("check", faulty) == invoke("check", faulty, "--format", "text")
    assert invoke("check", faulty).out == TEXT


def test_check_for_github_names_files_as_the_repository_does(faulty: Path) -> None:
    assert invoke("check", faulty, "--format", "github").out == GITHUB.format("")
    assert spawn("check", "--format", "github", cwd=faulty.parent).out == GITHUB.format("docs/")
    assert spawn("check", "--format", "github", "..", cwd=faulty / "meetings").out == GITHUB.format("")


def test_check_as_json(faulty: Path) -> None:
    content = json.loads(invoke("check", faulty, "--format", "json").out)
    assert list(content) == ["findings", "counts"]
    assert content["counts"] == {"error": 1, "warning": 1, "info": 1, "documents": 15}
    assert content["findings"][1] == JSON
    assert {tuple(finding) for finding in content["findings"]} == {tuple(JSON)}


def test_findings_are_sorted_by_place(faulty: Path) -> None:
    (faulty / "about.md").write_text("[b](b.md) [a](a.md)\n\n[c](c.md)\n[d](d.md)\n", encoding="utf-8")
    found = json.loads(invoke("check", faulty, "--format", "json").out)["findings"]
    places = [(each["path"], each["line"], each["column"]) for each in found]
    assert places == sorted(places)
    assert [place for place in places if place[0] == "about.md"] == [
        ("about.md", 1, 5),
        ("about.md", 1, 15),
        ("about.md", 3, 5),
        ("about.md", 4, 5),
    ]


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize(
    ("kept", "code", "strict"),
    [("", 0, 0), ("meetings/dcs/2016-12-09.md", 0, 0), ("x,y:z.md", 0, 1), ("about.md", 1, 1)],
    ids=["nothing", "a note", "a warning", "an error"],
)
def test_exit_code(kept: str, code: int, strict: int, form: str, faulty: Path) -> None:
    for name in set(FAULTS) - {kept}:
        (faulty / name).unlink()
    ran = invoke("check", faulty, "--format", form)
    assert (ran.code, ran.err) == (code, "")
    assert invoke("check", faulty, "--format", form, "--strict").code == strict


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ([], "0 notes"),  # the day of region.yml
        (["--today", "2017-01-31"], "0 notes"),
        (["--today", "1 February 2017"], "1 note"),
    ],
    ids=["as_of", "the day on which an action is due", "the day after"],
)
def test_the_day_on_which_a_record_is_read(today: list[str], found: str, clean: Path) -> None:
    last = invoke("check", clean, *today).out.splitlines()[-1]
    assert last == f"0 errors, 0 warnings, {found} in 12 documents"


def test_show(clean: Path) -> None:
    shown = """\
The pact, edition 1 (PACT/1): in-force from 15 September 2016

2.2 The host agrees with the visitors:

2.2(a) the theme; and

2.2(b) the dates, as clause 2.1 asks.
"""
    ran = invoke("show", "PACT 2.2", "--path", clean, "--at", "15 September 2016")
    assert (ran.code, ran.out, ran.err) == (0, shown, "")
    assert spawn("show", "PACT 2.2", cwd=clean).out == shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "PACT 2.9"], "PACT/1 has no clause 2.9; did you mean '2.2'?"),
        (
            ["show", "PACT 2.2", "--at", "2016-09-14"],
            "no edition of PACT is in force on 14 September 2016; its editions are PACT/1",
        ),
        (["rules", "file-nam"], "there is no rule 'file-nam'; did you mean 'file-name'?"),
        (["rules", "xyz"], "there is no rule 'xyz'; 'concordat rules' lists them"),
    ],
)
def test_what_is_not_there(arguments: list[str], message: str, clean: Path) -> None:
    ran = invoke(*arguments, *(["--path", str(clean)] if arguments[0] == "show" else []))
    assert (ran.code, ran.out, ran.err) == (2, "", f"concordat: {message}\n")


def test_rules_are_listed() -> None:
    rows = [line.split(maxsplit=2) for line in invoke("rules").out.splitlines()]
    assert rows == [[rule.id, str(rule.severity), rule.summary] for rule in ALL_RULES]


def test_a_rule_is_explained() -> None:
    heading, _, page = invoke("rules", "page-empty").out.partition("\n\n")
    assert heading == "page-empty (warning): A page without text"
    assert page.startswith("# A page without text\n")
    assert "## How to put it right\n" in page


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_what_the_shell_can_read(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(invoke("completion", shell).out, encoding="utf-8")
    assert f"_CONCORDAT_COMPLETE={shell}_complete" in script.read_text(encoding="utf-8")
    if shell == "bash":
        subprocess.run([need("bash"), "-n", str(script)], check=True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("show PA", ["PACT", "PACT/1"]),
        ("show DCS", ["DCS 2016-08-05", "DCS 2016-10-07"]),
        ("rules page-", ["page-empty"]),
        ("check --format j", ["json"]),
        ("che", ["check"]),
    ],
)
def test_words_are_completed(typed: str, offered: list[str], clean: Path) -> None:
    command = need(str(Path(sys.executable).with_name("concordat")))
    ask = {"_CONCORDAT_COMPLETE": "bash_complete", "COMP_WORDS": f"concordat {typed}", "COMP_CWORD": "2"}
    ask["COMP_CWORD"] = str(len(typed.split()))
    done = subprocess.run(
        [command], capture_output=True, text=True, cwd=clean, env=environment(**ask), timeout=60, check=False
    )
    assert [line.partition(",")[2] for line in done.stdout.splitlines()] == offered


def test_version() -> None:
    assert spawn("--version").out == f"concordat, version {__version__}\n"


def _on_a_terminal(root: Path, **changes: str) -> str:
    """Return what `check` shows on a terminal."""
    ours, theirs = pty.openpty()
    line = [*COMMAND, "check", str(root)]
    with subprocess.Popen(line, stdout=theirs, env=environment(TERM="xterm", **changes)) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # so Linux ends it
            pass
        process.wait(60)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_colours_are_for_terminals_alone(faulty: Path) -> None:
    coloured = TEXT
    for label, colour in (("error[link-broken]", 31), ("warning[page-empty]", 33), ("info[agenda-past]", 36)):
        coloured = coloured.replace(label, f"\033[1;{colour}m{label}\033[0m")
    assert _on_a_terminal(faulty) == coloured
    assert _on_a_terminal(faulty, NO_COLOR="1") == TEXT
    assert spawn("check", faulty, TERM="xterm").out == TEXT
    assert spawn("check", faulty, FORCE_COLOR="1", TERM="dumb").out == TEXT
