"""Word by word: a redline turns one text into the other with the fewest words, in the fewest runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.wording import Op, Run, counts, redline, rising

EQUAL, INSERT, DELETE = Op.EQUAL, Op.INSERT, Op.DELETE
WORDS = st.lists(
    st.sampled_from(["the", "a", "council", "agrees", "theme", "with", "its", "lead"]), max_size=25
)


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        pytest.param("", "", (), id="nothing"),
        pytest.param("a b", "a b", ((EQUAL, "a b"),), id="the same"),
        pytest.param("", "a b", ((INSERT, "a b"),), id="all new"),
        pytest.param("a b", "", ((DELETE, "a b"),), id="all gone"),
        pytest.param(
            "each council hosts a visit",
            "each council hosts a longer visit",
            ((EQUAL, "each council hosts a"), (INSERT, "longer"), (EQUAL, "visit")),
            id="a word put in",
        ),
        pytest.param(
            "within ten working days",
            "within twenty working days",
            ((EQUAL, "within"), (DELETE, "ten"), (INSERT, "twenty"), (EQUAL, "working days")),
            id="a word replaced: out before in",
        ),
        pytest.param(
            "x the y",
            "p the q",
            ((DELETE, "x"), (INSERT, "p"), (EQUAL, "the"), (DELETE, "y"), (INSERT, "q")),
            id="no more words than needed",
        ),
    ],
)
def test_redline(old: str, new: str, runs: tuple[Run, ...]) -> None:
    assert redline(old.split(), new.split()) == runs


@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(old: list[str], new: list[str]) -> None:
    runs = redline(old, new)
    assert [word for op, run in runs if op is not INSERT for word in run.split()] == old
    assert [word for op, run in runs if op is not DELETE for word in run.split()] == new


@given(WORDS, WORDS)
def test_no_redline_has_fewer_words(old: list[str], new: list[str]) -> None:
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at, word in enumerate(old):
        for to, other in enumerate(new):
            longest = max(table[at][to + 1], table[at + 1][to])
            table[at + 1][to + 1] = table[at][to] + 1 if word == other else longest
    common = table[-1][-1]
    assert counts(redline(old, new)) == (len(new) - common, len(old) - common)


def test_long_texts_are_cut_where_a_word_stands_once() -> None:
    old = [f"w{number}" if number % 50 == 0 else f"x{number % 7}" for number in range(3000)]
    new = [word for at, word in enumerate(old) if at % 10 != 3]
    runs = redline(old, new)
    assert [word for op, run in runs if op is not INSERT for word in run.split()] == old
    assert [word for op, run in runs if op is not DELETE for word in run.split()] == new
    assert counts(runs) == (0, 300)


@pytest.mark.parametrize(
    ("values", "row"),
    [([], []), ([3, 1, 2], [1, 2]), ([1, 2, 3], [0, 1, 2]), ([3, 2, 1], [2]), ([2, 5, 3, 4], [0, 2, 3])],
)
def test_rising(values: list[int], row: list[int]) -> None:
    assert rising(values) == row
