"""A label inside a paragraph, without an empty line before it: a clause, words, or a finding.

Where the words before lead up to the label, or the label is not the next one, nothing is guessed.
"""

from __future__ import annotations

import pytest

from tests.reading import edition_of

# The lines stand under `## 1 T`; then the clauses below it, and the lines that are found unclear.
CLAUSES = {
    "capital": ("1.1 x\n1.2 Y", "1.1 1.2"),
    "small letter after a full stop": ("1.1 x.\n1.2 y", "1.1 1.2"),
    "small letter after a semicolon": ("1.1 x;\n1.2 y", "1.1 1.2"),
    "small letter after and": ("1.1 x; and\n1.2 y", "1.1 1.2"),
    "small letter, indented": ("1.1 x\n  1.2 y", "1.1 1.2"),
    "small letter, with a list mark": ("1.1 x\n- 1.2 y", "1.1 1.2"),
    "first of a list": ("1.1 x\n(a) y\n(b) z", "1.1 1.1(a) 1.1(b)"),
    "first of a list after a word that leads up, and a colon": ("1.1 x to:\n(a) y", "1.1 1.1(a)"),
    "first of a list after and": ("1.1 x, and\n(a) y", "1.1 1.1(a)"),
    "letters with full stops": ("1.1 x:\na. y\nb. z", "1.1 1.1(a) 1.1(b)"),
    "figures": ("1.1 x\n1. y\n2. z", "1.1 1.1.1 1.1.2"),
    "after several lines": ("1.1 x\nmore\nmore.\n1.2 Y", "1.1 1.2"),
    "bars that are no table": ("1.1 A | B\n1.2 C | D", "1.1 1.2"),
    "under a rule of the page": ("1.1 x\n***\n1.2 Y", "1.1 1.2"),
    "after a heading": ("1.1 x\n### More\n1.2 y", "1.1 1.2"),
}

WORDS = {
    "letters that begin no list": "1.1 x\n(c) y",
    "a letter inside a list in the text": "1.1 the councils (a) host and\n(b) report",
    "figures that begin no list": "1.1 x in\n12. y",
    "a year": "1.1 x in\n2016. y",
    "a clause of another section": "1.1 x\n7.3 Y",
    "an amount": "1.1 x of\n7.3 per cent",
    "a number led up to that is not next": "1.1 x\nmore to\n1.3 Y",
    "a number that is not next, without a space": "1.1 x\n1.3Y z",
    "a table": "1.1 x\na | b\n--- | ---\n1.2 | c\n(a) | d",
}

UNCLEAR = {
    "an amount that is the next number": ("1.1 x lasts\n1.2 days", "1.1", [4]),
    "led up to by a preposition": ("1.1 x under\n1.2 Y", "1.1", [4]),
    "led up to by clause": ("1.1 x in clause\n1.2 Y", "1.1", [4]),
    "led up to by and": ("1.1 clauses 1.1 and\n1.2 Y", "1.1", [4]),
    "led up to by a bracket": ("1.1 x (\n1.2 Y", "1.1", [4]),
    "letter led up to": ("1.1 x in paragraph\n(a) y", "1.1", [4]),
    "not the next number, after the end of a sentence": ("1.1 x\nmore.\n1.3 Y", "1.1", [5]),
    "not the next number, in a sentence": ("1.1 x\nmore\n1.3 Y", "1.1", [5]),
    "not the next letter": ("1.1 x:\n(a) y\nmore\n(c) z", "1.1 1.1(a)", [6]),
    "of another section, after the end of a sentence": ("1.1 x\nmore.\n7.3 Y", "1.1", [5]),
    "an initial": ("1.1 x with Mr\nA. Smith", "1.1", [4]),
    "a small numeral that may be a word": ("1.1 x of\ni. y", "1.1", [4]),
    "no space, after the end of a sentence": ("1.1 x.\n1.2Y", "1.1", [4]),
    "no space, after a colon": ("1.1 x:\n(a)y", "1.1", [4]),
    "in italics": ("1.1 x.\n*1.2* Y", "1.1", [4]),
}


@pytest.mark.parametrize(("text", "numbers"), CLAUSES.values(), ids=CLAUSES)
def test_it_begins_a_clause(text: str, numbers: str) -> None:
    made, findings = edition_of(f"## 1 T\n\n{text}\n")
    assert [clause.number for clause in made.clauses] == ["1", *numbers.split()]
    assert findings == []


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_it_is_one_of_the_words(text: str) -> None:
    made, findings = edition_of(f"## 1 T\n\n{text}\n")
    assert made.texts() == ["", text.removeprefix("1.1 ")]
    assert findings == []


@pytest.mark.parametrize(("text", "numbers", "lines"), UNCLEAR.values(), ids=UNCLEAR)
def test_it_is_found_unclear(text: str, numbers: str, lines: list[int]) -> None:
    made, findings = edition_of(f"## 1 T\n\n{text}\n")
    assert [clause.number for clause in made.clauses] == ["1", *numbers.split()]
    assert [(each.rule, each.location.line) for each in findings] == [
        ("clause-start-unclear", line) for line in lines
    ]


SKIPPED = {
    "right under the clause before": ("1.1 x\n1.3 Y", "1.1 1.3"),
    "right under the letter before": ("1.1 x:\n(a) y\n(c) z", "1.1 1.1(a) 1.1(c)"),
    "with a list mark": ("1.1 x\nmore\n- (c) y", "1.1 1.1(c)"),
}


@pytest.mark.parametrize(("text", "numbers"), SKIPPED.values(), ids=SKIPPED)
def test_it_begins_a_clause_though_one_is_left_out(text: str, numbers: str) -> None:
    made, findings = edition_of(f"## 1 T\n\n{text}\n")
    assert [clause.number for clause in made.clauses] == ["1", *numbers.split()]
    assert [each.rule for each in findings] == ["clause-number-skipped"]
