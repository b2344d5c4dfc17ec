"""What the reader of editions finds fault with: each fault in the smallest text, its finding word for word.

Nothing is guessed in silence: wherever a label's place is doubtful there is a finding, and a
clause where the label can be one at all.
"""

from __future__ import annotations

import pytest

from tests.reading import edition_of, shown

_APART = "put an empty line before it if it is a clause; else move the number into the line above"
_ADD = "add what is missing, or correct the number"
_PLAIN = "write the number plainly, with a space after it, if it is the clause's"
_NO_COUNT = (
    ", which no list of clauses counts by"
    " | give it the next number of its list if it is a clause; else begin with another word"
)
_MOVE = "move it to its place, or correct its number"
_TWICE = "give one of the two clauses its right number"

FAULTS = {
    "number repeated": (
        "1.1 y",
        "1.1",
        ["5:1 clause-number-repeated: the number 1.1 stands twice; its first place is line 3 | " + _TWICE],
    ),
    "letter repeated": (
        "(a) x\n\n(b) y\n\n(a) z",
        "1.1(a) 1.1(b) 1.1(a)",
        ["9:1 clause-number-repeated: the number 1.1(a) stands twice; its first place is line 5 | " + _TWICE],
    ),
    "section repeated": (
        "## 1 Again\n\n1.2 y",
        "1 1.2",
        ["5:1 clause-number-repeated: the number 1 stands twice; its first place is line 1 | " + _TWICE],
    ),
    "one number in two forms": (
        "(1) x\n\n1.1.1 y",
        "1.1(1) 1.1.1",
        ["7:1 clause-number-repeated: the number 1.1.1 stands twice; its first place is line 5 | " + _TWICE],
    ),
    "order of clauses": (
        "1.3 y\n\n1.2 z",
        "1.3 1.2",
        ["7:1 clause-number-order: clause 1.2 stands after 1.3 | " + _MOVE],
    ),
    "order of sections": (
        "## 3 U\n\n## 2 V",
        "3 2",
        ["7:1 clause-number-order: clause 2 stands after 3 | " + _MOVE],
    ),
    "clause of the section before": (
        "## 2 U\n\n2.1 x\n\n1.2 y\n\n2.2 z",
        "2 2.1 1.2 2.2",
        [
            "9:1 clause-number-order: a clause of section 1 stands in section 2"
            " | move it to section 1, or correct its number"
        ],
    ),
    "clause of no section": (
        "3.1 y\n\n1.2 z",
        "3.1 1.2",
        [
            "5:1 clause-number-order: a clause of section 3 stands in section 1, and no section 3 comes"
            " before it | move it to section 3, or correct its number"
        ],
    ),
    "one number left out": (
        "1.3 y",
        "1.3",
        ["5:1 clause-number-skipped: clause 1.3 follows 1.1: 1.2 is missing | " + _ADD],
    ),
    "several left out": (
        "1.5 y",
        "1.5",
        ["5:1 clause-number-skipped: clause 1.5 follows 1.1: 1.2, 1.3 and 1.4 are missing | " + _ADD],
    ),
    "as many left out as are named": (
        "1.22 y",
        "1.22",
        [
            "5:1 clause-number-skipped: clause 1.22 follows 1.1: "
            + ", ".join(f"1.{n}" for n in range(2, 21))
            + " and 1.21 are missing | "
            + _ADD
        ],
    ),
    "more left out than are named": (
        "1.30 y",
        "1.30",
        ["5:1 clause-number-skipped: clause 1.30 follows 1.1: all from 1.2 to 1.29 are missing | " + _ADD],
    ),
    "the first left out": (
        "(b) y",
        "1.1(b)",
        ["5:1 clause-number-skipped: clause 1.1(b) is the first of its list: 1.1(a) is missing | " + _ADD],
    ),
    "a section left out": (
        "## 3 U",
        "3",
        ["5:1 clause-number-skipped: clause 3 follows 1: 2 is missing | " + _ADD],
    ),
    "a section far on, as its clauses confirm": (
        "## 6 U\n\n6.1 y",
        "6 6.1",
        ["5:1 clause-number-skipped: clause 6 follows 1: 2, 3, 4 and 5 are missing | " + _ADD],
    ),
    "a number out of the next paragraph's reach": (
        "1.2 The report under\n1.3 above.\n\n1.3 z",
        "1.2 1.3",
        ["6:1 clause-start-unclear: this line begins with '1.3' inside a paragraph | " + _APART],
    ),
    "an amount that could be a number": (
        "1.2 It lasts\n1.3 days.\n\n1.3 z",
        "1.2 1.3",
        ["6:1 clause-start-unclear: this line begins with '1.3' inside a paragraph | " + _APART],
    ),
    "a mention that could be a label": (
        "(a) as in paragraph\n(b) of that.\n\n(b) z",
        "1.1(a) 1.1(b)",
        ["6:1 clause-start-unclear: this line begins with '(b)' inside a paragraph | " + _APART],
    ),
    "a count in a heading": (
        "## 15 councils\n\nWords.",
        "",
        [
            "5:1 clause-start-unclear: this heading begins with '15', which is not the next number"
            " | write '15.' if it is the clause's number; else begin with another word"
        ],
    ),
    "a bare number in a paragraph": (
        "1. y\n\n2 councils sign.",
        "1.1.1",
        [
            "7:1 clause-start-unclear: this paragraph begins with '2', which is also the next number"
            " | write '2.' if it is a clause; else write the number in words or move it"
        ],
    ),
    "no space after a number": (
        "1.2The host",
        "",
        [
            "5:1 clause-start-unclear: this paragraph begins with '1.2The', without a space after the number"
            " | put a space after '1.2' if it is the clause's number"
        ],
    ),
    "no space after a number that is not next": (
        "7.3The host",
        "",
        [
            "5:1 clause-start-unclear: this paragraph begins with '7.3The', without a space after the number"
            " | put a space after '7.3' if it is the clause's number"
        ],
    ),
    "no space after a letter": (
        "(a)the theme",
        "",
        [
            "5:1 clause-start-unclear: this paragraph begins with '(a)the', without a space after the number"
            " | put a space after '(a)' if it is the clause's number"
        ],
    ),
    "a letter that no list has": (
        "(a) y\n\n(ba) z",
        "1.1(a)",
        ["7:1 clause-start-unclear: this paragraph begins with '(ba)'" + _NO_COUNT],
    ),
    "an inserted section, as Acts number them": (
        "## 1A Interim\n\n1A.1 y\n\n## 2 U",
        "2",
        [
            "5:1 clause-number-missing: the heading '1A Interim' has no number, as others of its level have"
            " | give it the next number, or make it a heading of a lower level",
            "7:1 clause-start-unclear: this paragraph begins with '1A.1'" + _NO_COUNT,
        ],
    ),
    "a heading without a number": (
        "## Annex\n\nWords.",
        "",
        [
            "5:1 clause-number-missing: the heading 'Annex' has no number, as others of its level have"
            " | give it the next number, or make it a heading of a lower level"
        ],
    ),
    "no words": (
        "1.2\n\n1.3 z",
        "1.2 1.3",
        ["5:1 clause-empty: clause 1.2 has no words | write its words, or delete its number"],
    ),
    "a section without words": (
        "## 2\n\n## 3 V",
        "2 3",
        ["5:1 clause-empty: clause 2 has no words | write its words, or delete its number"],
    ),
    "no words but a part": ("1.2\n\n(a) z", "1.2 1.2(a)", []),
}


@pytest.mark.parametrize(("text", "numbers", "findings"), FAULTS.values(), ids=FAULTS)
def test_fault(text: str, numbers: str, findings: list[str]) -> None:
    made, found = edition_of(f"## 1 T\n\n1.1 x\n\n{text}\n")
    assert shown(found) == findings
    assert [clause.number for clause in made.clauses] == ["1", "1.1", *numbers.split()]


@pytest.mark.parametrize(
    "line",
    [
        "*1.2* y",
        "_1.2_ y",
        "***1.2*** y",
        "~~1.2~~ y",
        "**1.2**y",
        "1.2**y**",
        "1.2** y",
        "(1.2) y",
        "[1.2] y",
        "§1.2 y",
        "1.2\u200b y",
        "1.1.(a) y",
    ],
)
def test_a_number_in_a_dress_of_its_own(line: str) -> None:
    made, found = edition_of(f"## 1 T\n\n1.1 x\n\n{line}\n")
    message = f"this paragraph begins with '{line.removesuffix(' y')}', which may be its number"
    assert shown(found) == [f"5:1 clause-start-unclear: {message} | {_PLAIN}"]
    assert [clause.number for clause in made.clauses] == ["1", "1.1"]


@pytest.mark.parametrize(("line", "label"), [("• 1.2 y", "1.2"), ("–\t(a) y", "(a)"), ("§ 1.2 y", "1.2")])
def test_a_number_after_a_mark_that_no_list_has(line: str, label: str) -> None:
    _, found = edition_of(f"## 1 T\n\n1.1 x\n\n{line}\n")
    message = f"this paragraph begins with '{label}', which may be its number"
    assert shown(found) == [f"5:1 clause-start-unclear: {message} | {_PLAIN}"]


def test_sections_left_out_that_no_heading_writes() -> None:
    _, found = edition_of("1.1 x\n\n40.1 y\n")
    message = "section 40 follows section 1: all from 2 to 39 are missing"
    assert shown(found) == [f"3:1 clause-number-skipped: {message} | {_ADD}"]


@pytest.mark.parametrize("remark", ["<!-- x -->", "  <!-- a remark of more than forty signs -->"])
def test_a_number_after_a_comment(remark: str) -> None:
    _, found = edition_of(f"## 1 T\n\n1.1 x\n\n{remark} 1.2 y\n")
    message = "this paragraph begins with '1.2', which may be its number"
    column = len(remark) - len(remark.lstrip()) + 1
    assert shown(found) == [f"5:{column} clause-start-unclear: {message} | {_PLAIN}"]


@pytest.mark.parametrize("rest", ["(i) y", "(i) y\n\n(i) y", "(i) y\n\n(i) y\n\n(j) y"])
def test_an_i_after_h_that_nothing_settles(rest: str) -> None:
    letters = "".join(f"({letter}) x\n\n" for letter in "abcdefgh")
    made, found = edition_of(f"1. T\n\n{letters}{rest}\n\n2. U\n")
    assert made.clauses[9].number == "1(i)"
    assert shown(found) == [
        "19:1 clause-number-ambiguous: 'i' can be the letter after 1(h) or the first roman numeral of a new"
        " list, and what stands around it does not settle it | indent it under its clause, or write its"
        " whole number; it is read here as the letter after 1(h)"
    ]


def test_a_number_that_stands_elsewhere_is_not_said_to_be_missing() -> None:
    _, found = edition_of("## 1 T\n\n1.1 x\n\n1.3 z\n\n1.2 y\n")
    assert [each.rule for each in found] == ["clause-number-order"]


def test_places_count_from_the_top_of_the_file() -> None:
    _, found = edition_of("## 1 T\n\n    1.2 x\n\n    1.2 y\n")
    assert [str(each.location) for each in found] == ["page.md:5:5", "page.md:3:5"]
    assert [[str(place) for place in each.related] for each in found] == [["page.md:3:5"], []]
    assert [each.subject for each in found] == ["1.2", "1.2"]
