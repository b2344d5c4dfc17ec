"""Whatever stands in a record's files gives findings or none, never a traceback, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.running import invoke, lay_base, snapshot

DEEP = 10_000
ABOUT = "about.md"
MINUTES = "meetings/dcs/2016-12-09.md"
EDITION = "agreements/pact/2/index.md"
SIGNATURES = "agreements/pact/1/signatures.yml"
MINUTES_FRONT = (
    "---\ndate: 2016-12-09\nstatus: draft\nchair: ALD\npresent: [ALD, BEC, CRA]\n"
    "closes: [DCS 2016-10-07 A1]\n---\n"
)
EDITION_FRONT = '---\nedition: "2"\nstatus: draft\n---\n'

NO_TEXT = "warning[page-empty]: the page has no text"
NO_SETTINGS = "error[front-matter]: the page has no settings at its top"
NEVER_CLOSED = "error[front-matter]: the settings that begin with '---' are never closed"
NO_UTF8 = "error[file-encoding]: the character here, byte 0x{:02x}, is not written as UTF-8"
NUL = "error[file-encoding]: the file has a NUL byte, so it is no text"
TOO_DEEP = "error[yaml-feature]: this is nested more than 12 levels deep"
TOO_NESTED = "error[markdown-nested]: this line is nested more than 12 levels deep"
OPEN_CODE = "error[markdown-unclosed]: the code block that begins here is never closed"
OPEN_COMMENT = "error[markdown-unclosed]: the comment that begins here is never closed"
OUTSIDE = "error[link-outside]: the link '{}' leads out of the record's folder"
TAKEN = "error[address-duplicate]: the address '{}' is already that of {}"
MARKED = "info[file-format]: the file has a byte-order mark; it is read as usual"
WINDOWS = "info[file-format]: the file has Windows' line ends; it is read as usual"


def minutes(body: str) -> dict[str, bytes | str]:
    return {MINUTES: MINUTES_FRONT + body}


def edition(body: str) -> dict[str, bytes | str]:
    return {EDITION: EDITION_FRONT + body}


class Case(NamedTuple):
    """Files laid over the clean record, and the first line of each finding: `path:line:column: …`."""

    files: dict[str, bytes | str]
    found: list[str]


CASES = {
    "an empty page": Case({ABOUT: ""}, [f"{ABOUT}:1:1: {NO_TEXT}"]),
    "empty minutes": Case({MINUTES: ""}, [f"{MINUTES}:1:1: {NO_SETTINGS}"]),
    "an empty edition": Case({EDITION: ""}, [f"{EDITION}:1:1: {NO_SETTINGS}"]),
    "an empty post": Case({"blog/posts/a.md": ""}, [f"blog/posts/a.md:1:1: {NO_SETTINGS}"]),
    "a page of settings": Case({ABOUT: "---\ntitle: A\n---\n"}, [f"{ABOUT}:1:1: {NO_TEXT}"]),
    "settings without an end of line": Case({ABOUT: "---\ntitle: A\n---"}, [f"{ABOUT}:1:1: {NO_TEXT}"]),
    "minutes of settings": Case(minutes(""), [f"{MINUTES}:1:1: {NO_TEXT}"]),
    "an edition of settings": Case(edition(""), [f"{EDITION}:1:1: {NO_TEXT}"]),
    "a mark alone": Case({ABOUT: "---"}, [f"{ABOUT}:1:1: {NEVER_CLOSED}"]),
    "settings never closed": Case(
        {MINUTES: "---\ndate: 2016-12-09\n"},
        [f"{MINUTES}:1:1: {NEVER_CLOSED}"],
    ),
    "a byte-order mark": Case(
        {ABOUT: b"\xef\xbb\xbf---\ntitle: A\n---\n# A\n"},
        [f"{ABOUT}:1:1: {MARKED}"],
    ),
    "Windows' line ends": Case(
        {MINUTES: f"{MINUTES_FRONT}# A\n".replace("\n", "\r\n")},
        [f"{MINUTES}:1:1: {WINDOWS}"],
    ),
    "Latin-1": Case({ABOUT: "# A\n\nA café.\n".encode("latin-1")}, [f"{ABOUT}:3:6: {NO_UTF8.format(0xE9)}"]),
    "half a surrogate": Case({ABOUT: b"# A\n\xed\xa0\x80\n"}, [f"{ABOUT}:2:1: {NO_UTF8.format(0xED)}"]),
    "UTF-16": Case({ABOUT: "# A\n".encode("utf-16-le")}, [f"{ABOUT}:1:1: {NUL}"]),
    "a NUL byte": Case({ABOUT: b"# A\n\na\0b\n"}, [f"{ABOUT}:3:1: {NUL}"]),
    "a NUL byte in YAML": Case({SIGNATURES: b"\0"}, [f"{SIGNATURES}:1:1: {NUL}"]),
    "aliases that grow": Case(
        {"bodies.yml": "A: &a [x, x]\n" + "".join(f"B{i}: &b{i} [*a, *a]\n" for i in range(50))},
        ["bodies.yml:1:4: error[yaml-feature]: '&a' is a YAML anchor"],
    ),
    "brackets deep in YAML": Case({"bodies.yml": "A: " + "[" * DEEP}, [f"bodies.yml:1:15: {TOO_DEEP}"]),
    "closed brackets deep in YAML": Case(
        {"bodies.yml": "A: " + "[" * DEEP + "]" * DEEP}, [f"bodies.yml:1:15: {TOO_DEEP}"]
    ),
    "braces deep in settings": Case(
        {ABOUT: "---\nhide: " + "{a: " * DEEP + "\n---\nA\n"}, [f"{ABOUT}:2:51: {TOO_DEEP}"]
    ),
    "lists deep in YAML": Case(
        {"bodies.yml": "A:\n  " + "- " * DEEP + "x\n"}, [f"bodies.yml:2:25: {TOO_DEEP}"]
    ),
    "keys deep in YAML": Case(
        {"bodies.yml": "".join(f"{' ' * i}A:\n" for i in range(300))}, [f"bodies.yml:13:13: {TOO_DEEP}"]
    ),
    "quotes deep": Case(
        {**minutes(">" * DEEP + " a\n"), ABOUT: "> " * DEEP + "a\n"},
        [f"{ABOUT}:1:1: {TOO_NESTED}", f"{MINUTES}:8:1: {TOO_NESTED}"],
    ),
    "round brackets deep": Case({**edition("1. " + "(" * DEEP + "\n"), ABOUT: "[a]" + "(" * DEEP + "\n"}, []),
    "square brackets deep": Case(
        {**edition("1. " + "[" * DEEP + "\n"), ABOUT: "[" * DEEP + "PACT 2.1" + "]" * DEEP + "\n"}, []
    ),
    "lists deep on one line": Case(
        {**edition("- " * DEEP + "a\n"), ABOUT: "- " * DEEP + "a\n"},
        [f"{ABOUT}:1:1: {TOO_NESTED}", f"{EDITION}:5:1: {TOO_NESTED}"],
    ),
    "labels deep on one line": Case(edition("(a)" * DEEP + " a\n"), []),
    "figures deep on one line": Case(edition("1" + ".1" * DEEP + " a\n"), []),
    "lists deep by indentation": Case(
        edition("1. A\n\n" + "".join(f"{' ' * i}(a) b\n\n" for i in range(300))), []
    ),
    "headings deep": Case({**edition("#" * DEEP + " A\n"), **minutes("#" * DEEP + " 1. A\n")}, []),
    "code never closed": Case(
        {**edition("## 1 A\n\n~~~~\n1.1 B\n"), **minutes("## 1. A\n\n> ```\n> x\n"), ABOUT: "# A\n\n```\n"},
        [f"{ABOUT}:3:1: {OPEN_CODE}", f"{EDITION}:7:1: {OPEN_CODE}", f"{MINUTES}:10:3: {OPEN_CODE}"],
    ),
    "a comment never closed": Case(
        {**minutes("## 1. A\n\n<!-- x\n\n> **Decision D1**\n>\n> y\n"), ABOUT: "A <!-- b\n"},
        [f"{ABOUT}:1:3: {OPEN_COMMENT}", f"{MINUTES}:10:1: {OPEN_COMMENT}"],
    ),
    "links that climb out": Case(
        {ABOUT: "[a](../../a.md) [b](../docs/index.md) [c](%2e%2e/c.md)\n"},
        [
            f"{ABOUT}:1:5: {OUTSIDE.format('../../a.md')}",
            f"{ABOUT}:1:21: {OUTSIDE.format('../docs/index.md')}",
            f"{ABOUT}:1:43: {OUTSIDE.format('%2e%2e/c.md')}",
        ],
    ),
    "signs that a terminal obeys": Case(
        {ABOUT: "[a](b\x1b[31m.md)\n", "blog/posts/b.md": '---\ndate: "x\\ny"\n---\nB\n'},
        [
            f"{ABOUT}:1:5: error[link-broken]: the link 'b\\x1b[31m.md' leads to 'b\\x1b[31m.md', "
            "which is not there",
            "blog/posts/b.md:2:1: error[value-type]: date: 'x\\ny' is not a date in figures, "
            "which the blog needs",
        ],
    ),
}


def _code(found: list[str]) -> int:
    return 1 if any(": error[" in line for line in found) else 0


def _findings(out: str) -> list[str]:
    """Return the first line of each finding in a report."""
    return [line for line in out.partition("\n\n")[0].splitlines() if not line.startswith("  ")]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_content(case: Case, tmp_path: Path) -> None:
    root = lay_base(tmp_path, case.files)
    before = snapshot(root)
    ran = invoke("check", root)
    assert _findings(ran.out) == (case.found or [ran.out.strip()])
    assert (ran.code, ran.err) == (_code(case.found), "")
    assert snapshot(root) == before


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    root = lay_base(tmp_path)
    for name in (ABOUT, "meetings/dcs/2016-12-09.md", "agreements/pact/clauses.yml"):
        (root / name).write_bytes(b"# A\n" * 5_000_000)
    large = "1:1: error[file-too-large]: the file has more than 4 MB, so it is not read"
    ran = invoke("check", root)
    assert _findings(ran.out) == [
        f"{ABOUT}:{large}",
        f"agreements/pact/clauses.yml:{large}",
        f"meetings/dcs/2016-12-09.md:{large}",
    ]
    assert ran.code == 1


def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    root = lay_base(tmp_path, {ABOUT: "word " * 800_000})
    assert invoke("check", root).code == 0


def test_two_minutes_of_one_meeting(tmp_path: Path) -> None:
    root = lay_base(tmp_path)
    lower = root / "meetings/dcs/2016-10-07.md"
    upper = root / "meetings/DCS/2016-10-07.md"
    upper.parent.mkdir(exist_ok=True)
    if upper.exists():
        pytest.skip("this system takes dcs and DCS for one folder")
    upper.write_bytes(lower.read_bytes())
    ran = invoke("check", root)
    first = TAKEN.format("DCS 2016-10-07", "meetings/DCS/2016-10-07.md")
    assert _findings(ran.out) == [f"meetings/dcs/2016-10-07.md:1:1: {first}"]
    assert ran.code == 1


def test_two_agreements_of_one_name(tmp_path: Path) -> None:
    root = lay_base(tmp_path)
    (root / "agreements/treaty").mkdir()
    (root / "agreements/treaty/agreement.yml").write_bytes(
        (root / "agreements/pact/agreement.yml").read_bytes()
    )
    ran = invoke("check", root)
    first = TAKEN.format("PACT", "agreements/pact/agreement.yml")
    assert _findings(ran.out) == [f"agreements/treaty/agreement.yml:1:1: {first}"]
    assert ran.code == 1
