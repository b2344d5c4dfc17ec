"""What kind of slip a change of words is: the least that it can be, and never less than it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.slips import Slip, folded, kind_of

TEXT = "The councils agree that each council hosts a visit, and that the lead director may adopt the report."
KNOWN = folded(TEXT)

CHANGES = [
    # layout
    ("the host’s view", "the host's view", Slip.LAYOUT),
    ("a “peer” challenge", 'a "peer" challenge', Slip.LAYOUT),
    ("the years 2016–2018", "the years 2016-2018", Slip.LAYOUT),
    ("the theme;", "the theme.", Slip.LAYOUT),
    # cross-references
    ("as clause 4.2 asks", "as clause 4.3(a) asks", Slip.CROSS_REFERENCE),
    ("see clauses 4.1 to 4.3 and 6", "see clauses 4.1 to 4.4 and 7", Slip.CROSS_REFERENCE),
    ("paragraph (b) of clause 4.2", "paragraph (c) of clause 4.3", Slip.CROSS_REFERENCE),
    ("clauses 4.1 to 4.3", "clauses 4.1 and 4.3", Slip.WORDING),
    ("section 10 of the Children Act 2004", "section 11 of the Children Act 2004", Slip.WORDING),
    ("within clause 4 days", "within 4 days", Slip.WORDING),
    # spelling
    ("the assesment is shared", "the assessment is shared", Slip.SPELLING),
    ("the assessmnet is shared", "the assessment is shared", Slip.SPELLING),
    ("teh theme", "the theme", Slip.SPELLING),
    ("The Council recieves it,", "The Council receives it,", Slip.SPELLING),
    ("the Theme", "the theme", Slip.SPELLING),
    ("is al ready there", "is already there", Slip.SPELLING),
    ("a self assessment", "a self-assessment", Slip.SPELLING),
    ("the the theme", "the theme", Slip.SPELLING),
    ("recieves what clause 4.2 asks", "receives what clause 4.3 asks", Slip.SPELLING),
    # another word
    ("the council", "the councils", Slip.WORDING),
    ("it is agree on", "it is agreed on", Slip.WORDING),
    ("it is lawful", "it is unlawful", Slip.WORDING),
    ("an internal review", "an external review", Slip.WORDING),
    ("they adopt it", "they adapt it", Slip.WORDING),  # "adopt" is a word of the text
    ("they increase it", "they decrease it", Slip.WORDING),
    ("is of use", "is of use only", Slip.WORDING),
    ("the theme", "a theme", Slip.WORDING),
    ("quickly and well", "well and quickly", Slip.WORDING),
    # words on which an agreement turns
    ("they may host", "they must host", Slip.WORDING),
    ("they do not host", "they do now host", Slip.WORDING),
    ("this is not so", "this is so", Slip.WORDING),
    ("not not so", "not so", Slip.WORDING),
    ("fifteen days", "fiften days", Slip.WORDING),
    ("within 10 days", "within 15 days", Slip.WORDING),
    ("£1,000 each", "£10,000 each", Slip.WORDING),
    ("by May", "by may", Slip.WORDING),
    ("the dates and the team", "the dates or the team", Slip.WORDING),
    ("in Ocotber", "in October", Slip.WORDING),
    # marks
    ("let us eat, councils", "let us eat councils", Slip.WORDING),
    ("the host's view", "the hosts' view", Slip.WORDING),
    ("(if any) they host", "if any they host", Slip.WORDING),
]


@pytest.mark.parametrize(("old", "new", "slip"), CHANGES, ids=[f"{a} > {b}" for a, b, _ in CHANGES])
def test_a_change_is_the_least_that_it_can_be(old: str, new: str, slip: Slip) -> None:
    assert kind_of(old, new, KNOWN) is slip


@pytest.mark.parametrize(
    ("old", "new", "titles", "slip"),
    [
        ("Visits The host agrees.", "Visits and hosts The host agrees.", (1, 3), Slip.TITLE),
        ("Visits", "Five visits", (1, 2), Slip.TITLE),
        ("Visits The host agrees.", "Visit The host argees.", (1, 1), Slip.SPELLING),
        ("Visits The host agrees.", "Hosts The host may agree.", (1, 1), Slip.WORDING),
        ("Visits", "Five visits", (0, 0), Slip.WORDING),
    ],
)
def test_a_title_may_change_and_the_words_below_it_not(
    old: str, new: str, titles: tuple[int, int], slip: Slip
) -> None:
    assert kind_of(old, new, KNOWN, titles) is slip


ORDINARY = "the host council agrees a theme with lead directors, and; (each) visit."
TURNING = "not No may MUST 7 £5 unless fifteen May 2016, days"
PLAIN = st.lists(st.sampled_from(ORDINARY.split()))
WEIGHTY = st.sampled_from(TURNING.split())


@given(PLAIN, WEIGHTY, PLAIN)
def test_a_word_on_which_an_agreement_turns_is_never_slipped_in_or_out(
    before: list[str], word: str, after: list[str]
) -> None:
    without, with_it = " ".join([*before, *after]), " ".join([*before, word, *after])
    assert kind_of(without, with_it, KNOWN) is Slip.WORDING
    assert kind_of(with_it, without, KNOWN) is Slip.WORDING


@given(st.text(), st.text())
def test_any_text_is_judged(old: str, new: str) -> None:
    assert kind_of(old, old, KNOWN) is Slip.LAYOUT
    assert kind_of(old, new, KNOWN) in Slip


OTHERS = [
    ("section 47 enquiries are shared", "section 48 enquiries are shared", Slip.WORDING),
    ("Section 47 enquiries are shared", "section 74 enquiries are shared", Slip.WORDING),
    ("section 47 enquiries as clause 4 asks", "section 47 enquiries as clause 5 asks", Slip.CROSS_REFERENCE),
    ("section 47 asks for it", "section 48 asks for it", Slip.CROSS_REFERENCE),  # none of those named
]


@pytest.mark.parametrize(("old", "new", "slip"), OTHERS)
def test_the_number_of_another_instrument_is_no_cross_reference(old: str, new: str, slip: Slip) -> None:
    assert kind_of(old, new, KNOWN, others=("section 47 enquiries",)) is slip
    assert kind_of(new, old, KNOWN, others=("section 47 enquiries",)) is slip
