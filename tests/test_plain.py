"""What is read in a plain way, settings and entries, is what the readers of everything make of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concordat.model.mentions import Mentions
from concordat.read import minutes, values
from concordat.read.plain import read_plainly
from concordat.read.plain_entries import read_plain_entries
from concordat.read.prose import read_prose
from concordat.read.values import Values, read_values
from tests.building import ROOT
from tests.reading import PATH, prose_of

_WORDS = st.from_regex(r"[A-Za-z0-9_./()&'’– ,;:\-]{1,12}", fullmatch=True)
_VALUES = st.one_of(
    _WORDS,
    _WORDS.map(lambda text: f'"{text}"'),
    st.lists(_WORDS, max_size=4).map(lambda texts: f"[{', '.join(texts)}]"),
    st.lists(st.tuples(_WORDS, _WORDS), max_size=3).map(
        lambda pairs: f"{{{', '.join(': '.join(pair) for pair in pairs)}}}"
    ),
)
_TEXTS = st.lists(st.tuples(st.sampled_from(["date", "present", "a_b", "no"]), _VALUES), max_size=5).map(
    lambda lines: "".join(f"{key}: {value}\n" for key, value in lines)
)


def _parsed(text: str) -> Values:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "read_plainly", lambda text, first_line, tops: None)
        return read_values(text, "page.md", first_line=2)


@given(_TEXTS)
@example('date: 2016-10-07\nstart: "10:00"\npresent: [BNS, BRD]\nrepresented: {OXM: Assistant director}\n')
@example("absent: []\npresent: [no]\n")
@example("title: Leeds, Bradford and others\nno: yes\n")
def test_what_is_read_plainly_is_what_the_parser_reads(text: str) -> None:
    if (plain := read_plainly(text, 2)) is not None:
        assert Values(*plain) == _parsed(text)
        content, marks = plain
        tops = {key: mark for key, mark in marks.items() if "." not in key}
        assert read_plainly(text, 2, tops=True) == (content, tops)


PARSER_NEEDED = (
    "date: 2016-10-07",
    "date:2016-10-07\n",
    " date: 2016-10-07\n",
    "date: 2016-10-07 # a comment\n",
    "date: 2016-10-07\ndate: 2016-10-08\n",
    "date: 2016-10-07\n\nstatus: draft\n",
    "present: [BNS,BRD]\n",
    "represented: {OXM: one, OXM: two}\n",
    "title: *alias\n",
    "title: one: two\n",
    'title: "a \\" b"\n',
    "title: one\n  two\n",
)


@pytest.mark.parametrize("text", PARSER_NEEDED)
def test_all_else_is_for_the_parser(text: str) -> None:
    assert read_plainly(text, 1) is None


def test_nearly_all_minutes_are_read_plainly() -> None:
    texts = [page.read_text(encoding="utf-8") for page in (ROOT / "docs/meetings").glob("*/20*.md")]
    fronts = [
        match[1] for text in texts if (match := re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE))
    ]
    assert sum(read_plainly(front, 2) is not None for front in fronts) > len(fronts) * 0.8


_LINES = st.sampled_from(
    (
        "> **Decision D1**",
        "> **Action A1**",
        "> **Action D1**",
        "> **Exempt**",
        "> Owner: SLI lead",
        "> Owner:",
        "> Due: 9 December 2016",
        "> Due: 31 June 2016",
        "> State: done",
        "> Amends: SLI 4.2, SLI 6.1",
        "> Amends: the theme",
        "> Concerns: BNS and BRD",
        "> From: D1\\",
        ">",
        "> Directors agreed that the host council names a deputy.",
        "> Decision D2",
        "> and no more.",
        "> > a quote in it",
        "> two **bold** words",
        "words that go on",
        "## 2. Any other business",
        "",
        "",
    )
)
_ENTRY = st.sampled_from(("> **Decision D1**", "> **Action A1**", "## 1. One\n\n> **Action A2**"))
_BODIES = st.lists(st.tuples(_ENTRY, st.lists(_LINES, max_size=6)), max_size=3).map(
    lambda parts: "\n\n".join("\n".join((first, *lines)) for first, lines in parts)
)


@given(_BODIES)
@example("> **Decision D1**\n> Amends: SLI 4.2\n>\n> It is so.\n\n> **Action A1**\n>\n> Write to them all.")
@example("## 1. One\n\n> **Action A1**\n> Owner: x\n>\n> Draft it now,\n> and no more.\n> > a quote in it\n")
@example("> **Decision D1**\n>\n> It is so.\n>  \n> Decision D2\n")
@example("`x`\n\n> **Decision D1**\n>\n> Directors agreed that `x` is right.\n")
def test_plain_entries_are_those_that_are_read_line_by_line(text: str) -> None:
    prose = prose_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minutes, "read_plain_entries", lambda prose, item_at: {})
        slowly = minutes.read_minutes(prose, PATH)
    quickly = minutes.read_minutes(prose, PATH)
    assert quickly.findings == slowly.findings
    assert Mentions.of(quickly.mentions) == Mentions.of(slowly.mentions)
    assert (quickly.decisions, quickly.actions, quickly.items) == (
        slowly.decisions,
        slowly.actions,
        slowly.items,
    )


def test_nearly_all_decisions_and_actions_are_read_plainly() -> None:
    texts = [page.read_text(encoding="utf-8") for page in (ROOT / "docs/meetings").glob("*/20*.md")]
    plain = sum(len(read_plain_entries(read_prose(text, PATH)[0], lambda line: "")) for text in texts)
    labels = sum(len(re.findall(r"^> \*\*(?:Decision|Action) ", text, re.MULTILINE)) for text in texts)
    assert plain > 0.8 * labels
