"""Seals: the canonical text and its digests, when they move and when they must not.

The digests here are made with hashlib from texts written out by hand.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.report.record import record_as_json
from concordat.seal import canonical_lines, clause_digests, digest, words
from tests.building import DOCS
from tests.golden import BASE
from tests.reading import edition_of, record_of

TEXT = """# The café pact

## 1 Purpose

1.1 The councils agree on **four** visits:

- (a) one in May; and
- (b) three `later`,

each with [a report](reports.md).
"""

CANONICAL = [
    "The café pact",
    "1 Purpose",
    "1.1 The councils agree on four visits:",
    "1.1(a) one in May; and",
    "1.1(b) three later,",
    "1.1 each with a report.",
]


def _sha256(lines: list[str]) -> str:
    return f"sha256:{hashlib.sha256(chr(10).join(lines).encode('utf-8')).hexdigest()}"


def _digest(text: str) -> str:
    return digest(edition_of(text)[0])


def _lines(text: str) -> list[str]:
    return [f"{number} {line}".strip() for number, line in canonical_lines(edition_of(text)[0])]


def test_canonical_text_and_digest_of_an_edition() -> None:
    assert _lines(TEXT) == CANONICAL
    assert _digest(TEXT) == _sha256(CANONICAL)


LINES = {
    "a title stands in the first line of its section only": (
        "## 1 T\n\n- (a) x\n\nend\n",
        ["1 T", "1(a) x", "1 end"],
    ),
    "a clause with no words but parts": ("## 1 T\n\n1.1\n\n(a) x\n", ["1 T", "1.1", "1.1(a) x"]),
    "text without a number, and none of it": ("<!-- a -->\n\n---\n\nb\n\n1. x\n", ["b", "1 x"]),
}


@pytest.mark.parametrize(("text", "lines"), LINES.values(), ids=LINES)
def test_lines_of_the_canonical_text(text: str, lines: list[str]) -> None:
    assert _lines(text) == lines


def test_digest_of_each_clause() -> None:
    assert clause_digests(edition_of(TEXT)[0]) == {
        "1": _sha256(["1 Purpose"]),
        "1.1": _sha256(["1.1 The councils agree on four visits:", "1.1 each with a report."]),
        "1.1(a)": _sha256(["1.1(a) one in May; and"]),
        "1.1(b)": _sha256(["1.1(b) three later,"]),
    }


def test_a_known_digest() -> None:
    """What was signed must have the same digest in every later version: sha256sum made this one."""
    known = "0ac4a4503b1af6713dcedd1f1b18ac63710d0fd791989c66b01a78333ccd2b8b"
    assert _digest("## 1 Purpose\n\n1.1 The councils learn.\n") == f"sha256:{known}"


SAME = {
    "reflowed": TEXT.replace("agree on **four**", "agree\non\n**four**"),
    "spaces": TEXT.replace("agree on", "agree   on\t").replace("one in May; and", "one in May; and  "),
    "a no-break space": TEXT.replace("in May", "in\u00a0May"),
    "NFD": unicodedata.normalize("NFD", TEXT),
    "emphasis gone": TEXT.replace("**four**", "four"),
    "other emphasis": TEXT.replace("**four**", "*four*").replace("`later`", "__later__"),
    "emphasis on the number": TEXT.replace("1.1 The", "**1.1** The"),
    "other list marks": TEXT.replace("- (", "* ("),
    "no list marks": TEXT.replace("- (a)", "    (a)").replace("- (b)", "\n    (b)"),
    "underlined headings": TEXT.replace("## 1 Purpose", "1 Purpose\n---------"),
    "closed headings": TEXT.replace("## 1 Purpose", "## 1 Purpose ##"),
    "full stops after numbers": TEXT.replace("## 1 ", "## 1. ").replace("1.1 ", "1.1. "),
    "the link gone": TEXT.replace("[a report](reports.md)", "a report"),
    "a link elsewhere": TEXT.replace("reports.md", "papers.md"),
    "a reference": TEXT.replace("[a report](reports.md)", "[a report][SLI 4.2]"),
    "a comment": TEXT.replace("four", "<!-- not -->four"),
    "empty lines": TEXT.replace("\n\n", "\n\n\n"),
    "an escape": TEXT.replace("May;", "May\\;"),
    "where a link leads": TEXT + "\n[SLI 4.2]: sli.md 'The agreement'\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_the_seal_stays(text: str) -> None:
    assert _lines(text) == CANONICAL


def test_the_seal_stays_under_windows_line_ends_and_a_byte_order_mark() -> None:
    page = f"---\nedition: 1\nstatus: draft\n---\n{TEXT}"
    files = {"agreements/sli/agreement.yml": _AGREEMENT, "agreements/sli/1/index.md": page}
    seals = []
    for path in (page, page.replace("\n", "\r\n"), "\ufeff" + page, page.replace("\n", "\r")):
        (edition,) = record_of(files | {"agreements/sli/1/index.md": path}).editions()
        seals.append(digest(edition.file.text))
    assert seals == [_sha256(CANONICAL)] * 4


_AGREEMENT = "short_name: SLI\ntitle: T\nparties: [LDS]\nsigning_offices: [dcs]\n"

MOVED = {
    "a word": TEXT.replace("May", "June"),
    "a letter's case": TEXT.replace("May", "may"),
    "a comma": TEXT.replace("later`,", "later`"),
    "a space inside a word": TEXT.replace("councils", "coun cils"),
    "an accent": TEXT.replace("é", "e"),
    "a number": TEXT.replace("(b)", "(c)"),
    "a section's number": TEXT.replace("1 Purpose", "2 Purpose").replace("1.1", "2.1"),
    "a title": TEXT.replace("Purpose", "Aims"),
    "the text above the clauses": TEXT.replace("# The café pact", "# The pact"),
    "the order of clauses": TEXT.replace("one in May; and", "three `later`,", 1).replace(
        "- (b) three", "- (b) two"
    ),
    "a paragraph moved above its list": TEXT.replace("visits:", "visits:\n\neach with a report.").replace(
        "\neach with [a report](reports.md).\n", ""
    ),
    "a word struck out": TEXT.replace("four", "~~four~~"),
    "a word out of a comment": TEXT.replace("four", "<!-- -->not four"),
    "a word in code": TEXT.replace("`later`", "`<later>`"),
    "words of a link": TEXT.replace("[a report]", "[no report]"),
    "a line that looks like a link's target": TEXT + "\n[Note]: the councils pay nothing.\n",
    "an address that shows": TEXT + "\n<https://example.org/pact>\n",
    "a sign": TEXT.replace("four", "5*4"),
    "a clause more": TEXT.replace("\neach", "- (c) none,\n\neach"),
    "a clause less": TEXT.replace("- (a) one in May; and\n", ""),
}


@pytest.mark.parametrize("text", MOVED.values(), ids=MOVED)
def test_the_seal_moves(text: str) -> None:
    assert text != TEXT
    assert _digest(text) != _sha256(CANONICAL)


def test_addresses_that_show_are_words() -> None:
    assert _digest("1. See <https://a.org>.\n") != _digest("1. See <https://b.org>.\n")


WORDS = {
    "a *b* _c_ **d** __e__": "a b c d e",
    "5*3, 5 * 3, snake_case": "5*3, 5 * 3, snake_case",
    "\\*a\\* 1\\. b": "*a* 1. b",
    "# a #\n\n> b\n\n- c\n\n---\n": "a b c",
    "| a | b |\n| --- | :-: |\n| 1 | 2 |": "a b 1 2",
    "a<br>b <b>c</b> 5 < 6 > 3": "a b c 5 < 6 > 3",
    "![a plan](plan.png) [b](c.md 'd') [e][f] [SLI 4.2]": "a plan b e [SLI 4.2]",
    "`a *b*` c": "a *b* c",
    "```text\na  *b*\n```": "text a *b*",
    "~~~\na ` b\n~~~": "a ` b",
    "a[^1]\n\n[^1]: b": "a[^1] [^1]: b",
    "<https://a.org> <a@b.org>": "https://a.org a@b.org",
    "e\u0301": "é",
    "": "",
}


@pytest.mark.parametrize(("markdown", "text"), WORDS.items(), ids=repr)
def test_words_of_markdown(markdown: str, text: str) -> None:
    assert words(markdown) == text


def test_every_digest_can_be_made_anew_from_the_record_as_data() -> None:
    data = json.loads(record_as_json(load_record(BASE)))
    (edition,) = data["agreements"][0]["editions"]
    assert edition["digest"] == _sha256(edition["canonical"])
    assert {signature["digest"] for signature in edition["signatures"]} == {edition["digest"]}
    assert len(edition["clauses"]) == 7
    for clause in edition["clauses"]:
        own = [line for line in edition["canonical"] if line.split(" ")[0] == clause["number"]]
        assert clause["digest"] == _sha256(own)


def test_the_program_of_the_help_recomputes_every_text_that_was_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "help" / "digest.md").read_text(encoding="utf-8")
    program, _, rest = page.partition("```python\n")[2].partition("```\n")
    printed = rest.partition("```text\n")[2].partition("```\n")[0]
    (tmp_path / "record.json").write_text(record_as_json(load_record(DOCS)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(program, {})
    said = capsys.readouterr().out
    assert said.startswith(printed)
    assert "24 of 30 signatures are for this text\nSLI/1 before 2015-02-18 sha256:" in printed
    sealed = (DOCS / "agreements" / "sli" / "1" / "signatures.yml").read_text(encoding="utf-8")
    assert f"seal: {printed.split()[-9]}" in sealed
