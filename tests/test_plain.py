"""Plain settings read without YAML's parser mean what the parser makes of them, place by place."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concordat.read import values
from concordat.read.plain import read_plainly
from concordat.read.values import Values, read_values
from tests.building import ROOT

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
        patch.setattr(values, "read_plainly", lambda text, first_line: None)
        return read_values(text, "page.md", first_line=2)


@given(_TEXTS)
@example('date: 2016-10-07\nstart: "10:00"\npresent: [BNS, BRD]\nrepresented: {OXM: Assistant director}\n')
@example("absent: []\npresent: [no]\n")
@example("title: Leeds, Bradford and others\nno: yes\n")
def test_what_is_read_plainly_is_what_the_parser_reads(text: str) -> None:
    if (plain := read_plainly(text, 2)) is not None:
        assert Values(*plain) == _parsed(text)


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
