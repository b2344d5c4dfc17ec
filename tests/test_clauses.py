"""The reader of editions: every style of numbering gives the clauses, and the words of each.

Whose words a paragraph's are is in `test_clause_words`; what is found fault with in `test_clause_faults`.
"""

from __future__ import annotations

from inspect import cleandoc

import pytest

from concordat.read.clauses import read_edition_text
from tests.reading import edition_of, outline, prose_of

_ALPHABET = " ".join(f"({letter})" for letter in "abcdefghijklmnopqrstuvwxyz")
_TO_H = _ALPHABET[: _ALPHABET.index(" (i)")]
_TO_XI = "(i) (ii) (iii) (iv) (v) (vi) (vii) (viii) (ix) (x) (xi)"
_UNDER_1 = [f"1({letter})" for letter in "abcdefgh"]


def _list(labels: str) -> str:
    return "".join(f"{label} x\n\n" for label in labels.split())


def _rows(*numbers: str) -> str:
    return "\n".join(f"{number} x" for number in numbers)


STYLES = {
    "figures over dotted over letters over romans": (
        """
        # The pact

        The councils agree:

        ## 1 Purpose

        1.1 The host agrees:

        (a) the theme:

        (i) drawn from a review; or

        (ii) from a visit;

        (b) the dates.

        1.2 Next.

        ## 2 Visits

        2.1 Yearly.
        """,
        """
        - # The pact ¶ The councils agree:
        1 # Purpose
        1.1 The host agrees:
        1.1(a) the theme:
        1.1(a)(i) drawn from a review; or
        1.1(a)(ii) from a visit;
        1.1(b) the dates.
        1.2 Next.
        2 # Visits
        2.1 Yearly.
        """,
    ),
    "a full stop after each number": (
        "## 1. Purpose\n\n1.1. One.\n\n1.1.1. Deep.\n\n## 2. Visits\n\nNo number.",
        "1 # Purpose\n1.1 One.\n1.1.1 Deep.\n2 # Visits No number.",
    ),
    "capitals over figures over figures over letters, romans, letters": (
        """
        ## A. General

        ### 1. Words

        #### 1. Meaning

        (a) one

        (b) two:

        i. first

        ii. second:

        a. deep

        b. deeper

        iii. third

        (c) three

        #### 2.
        Its words.

        ## B. Special

        ### 2. Through
        """,
        """
        A # General
        A.1 # Words
        A.1.1 # Meaning
        A.1.1(a) one
        A.1.1(b) two:
        A.1.1(b)(i) first
        A.1.1(b)(ii) second:
        A.1.1(b)(ii)(a) deep
        A.1.1(b)(ii)(b) deeper
        A.1.1(b)(iii) third
        A.1.1(c) three
        A.1.2 Its words.
        B # Special
        B.2 # Through
        """,
    ),
    "capital romans over figures": (
        "## I. One\n\n## II. Two\n\n1. x\n\n2. y\n\n## III. Three\n\n## IV. Four",
        "I # One\nII # Two\nII.1 x\nII.2 y\nIII # Three\nIV # Four",
    ),
    "capitals past I, which is also a roman": (
        "".join(f"## {letter}. T\n\n" for letter in "ABCDEFGHIJ"),
        "\n".join(f"{letter} # T" for letter in "ABCDEFGHIJ"),
    ),
    "list marks": (
        "## 1 T\n\n- 1.1 One.\n* 1.2 Two:\n    + (a) alpha;\n    + (b) beta.\n- 1.3 Three.",
        "1 # T\n1.1 One.\n1.2 Two:\n1.2(a) alpha;\n1.2(b) beta.\n1.3 Three.",
    ),
    "bold": (
        "## **1 Purpose**\n\n**1.1** One.\n\n**1.2 Visits.** Two.\n\n__(a)__ alpha\n\n**(b) beta**",
        "1 # **Purpose**\n1.1 One.\n1.2 **Visits.** Two.\n1.2(a) alpha\n1.2(b) **beta**",
    ),
    "a number in bold, and not its title": ("## **1** Purpose\n\n1.1 x", "1 # Purpose\n1.1 x"),
    "underlined headings": (
        "1 Purpose\n---------\n\n1.1 One.\n\n2. Visits\n---\n\n2.1 Two.",
        "1 # Purpose\n1.1 One.\n2 # Visits\n2.1 Two.",
    ),
    "underlined headings without empty lines": (
        "1 T\n---\n1.1 x\n\n2 U\n---\n2.1 y",
        "1 # T\n1.1 x\n2 # U\n2.1 y",
    ),
    "headings underlined twice, over headings underlined once": (
        "A. General\n===\n\n1. Purpose\n---\n\n2. Words\n---\n\nB. Visits\n===",
        "A # General\nA.1 # Purpose\nA.2 # Words\nB # Visits",
    ),
    "headings at the top level": ("# 1 One\n\n1.1 x\n\n# 2 Two", "1 # One\n1.1 x\n2 # Two"),
    "headings for clauses too": (
        "## 1 One ##\n\n### 1.1 Sub\n\nWords.\n\n#### 1.1.1 Deep\n\n### 1.2 Sub\n\n1.2.1 para",
        "1 # One\n1.1 # Sub Words.\n1.1.1 # Deep\n1.2 # Sub\n1.2.1 para",
    ),
    "a heading without the space that Markdown does without": ("##1 One\n\n1.1 x", "1 # One\n1.1 x"),
    "sections through parts without numbers": (
        "## Part one\n\n### 1 One\n\n1.1 x\n\n## Part two\n\n### 2 Two\n\n2.1 y",
        "- ## Part one\n- ## Part two\n1 # One\n1.1 x\n2 # Two\n2.1 y",
    ),
    "paragraphs numbered through, across headings without numbers": (
        "## Purpose\n\n1. x\n\n2. y\n\n## Visits\n\n3. z:\n\n(a) alpha",
        "- ## Purpose\n- ## Visits\n1 x\n2 y\n3 z:\n3(a) alpha",
    ),
    "paragraphs numbered through, across lettered sections": (
        "## A. Purpose\n\n1. x\n\n2. y\n\n## B. Visits\n\n3. z",
        "A # Purpose\nA.1 x\nA.2 y\nB # Visits\nB.3 z",
    ),
    "flat, with tabs, as Word pastes it": (
        "1.\tPurpose\n\n1.1\tOne:\n\n(a)\tx;\n\n(i)\ty;\n\n(b)\tz.\n\n2.\tVisits\n\n2.1\tTwo.",
        "1 Purpose\n1.1 One:\n1.1(a) x;\n1.1(a)(i) y;\n1.1(b) z.\n2 Visits\n2.1 Two.",
    ),
    "flat, with headings in bold": (
        "**1. PURPOSE**\n\n1.1 One.\n\n**2. VISITS**\n\n2.1 Two.",
        "1 **PURPOSE**\n1.1 One.\n2 **VISITS**\n2.1 Two.",
    ),
    "nested lists": (
        "1. One\n    1. x\n        1. deep\n        2. deeper\n    2. y\n2. Two",
        "1 One\n1.1 x\n1.1.1 deep\n1.1.2 deeper\n1.2 y\n2 Two",
    ),
    "lists lazily numbered": (
        "## 1 T\n\n1. x\n1. y\n    1. deep\n    1. deeper\n1. z\n\n## 2 U\n\n1. x\n1. y",
        "1 # T\n1.1 x\n1.2 y\n1.2.1 deep\n1.2.2 deeper\n1.3 z\n2 # U\n2.1 x\n2.2 y",
    ),
    "a lazily numbered list with letters between": (
        "1. x\n\n   (a) alpha\n\n   (b) beta\n\n1. y\n\n1. z",
        "1 x\n1(a) alpha\n1(b) beta\n2 y\n3 z",
    ),
    "figures in brackets": (
        "## 1 T\n\n(1) x\n\n(2) y:\n\n(a) alpha\n\n(3) z",
        "1 # T\n1(1) x\n1(2) y:\n1(2)(a) alpha\n1(3) z",
    ),
    "half brackets": ("1) x\n2) y\n   a) alpha\n   b) beta\n3) z", "1 x\n2 y\n2(a) alpha\n2(b) beta\n3 z"),
    "capitals under letters": (
        "## 1 T\n\n1.1 x\n\n(a) alpha\n\n(A) big\n\n(I) bigger\n\n(II) more\n\n(B) b\n\n(b) beta",
        "1 # T\n1.1 x\n1.1(a) alpha\n1.1(a)(A) big\n1.1(a)(A)(I) bigger\n1.1(a)(A)(II) more\n"
        "1.1(a)(B) b\n1.1(b) beta",
    ),
    "whole numbers before the words": (
        "## 1 T\n\n1.1 x\n\n1.1(a) alpha\n\n1.1(b)(i) deep\n\n(ii) deeper\n\n1.2 y",
        "1 # T\n1.1 x\n1.1(a) alpha\n1.1(b)\n1.1(b)(i) deep\n1.1(b)(ii) deeper\n1.2 y",
    ),
    "escaped as Pandoc does": (
        "## 1\\. T\n\n1\\. x\n\n2\\. y\n\n\\(a\\) alpha",
        "1 # T\n1.1 x\n1.2 y\n1.2(a) alpha",
    ),
    "no empty lines": (
        "## 1 T\n1.1 One;\n1.2 Two:\n(a) alpha;\n(b) beta; and\n(c) gamma.\n1.3 Three.\n## 2 U\n2.1 x",
        "1 # T\n1.1 One;\n1.2 Two:\n1.2(a) alpha;\n1.2(b) beta; and\n1.2(c) gamma.\n1.3 Three.\n2 # U\n2.1 x",
    ),
    "spaces that Word makes": (
        "## 1\u00a0T\n\n1.1\u00a0x\n\n1.2\u2003y\n\n\u00a01.3 z",
        "1 # T\n1.1 x\n1.2 y\n1.3 z",
    ),
    "letters past z": (
        _list(f"1. {_ALPHABET} (aa) (bb)"),
        _rows("1", *(f"1({letter})" for letter in "abcdefghijklmnopqrstuvwxyz"), "1(aa)", "1(bb)"),
    ),
    "(i) after (h) goes on with the letters where (j) follows": (
        _list(f"1. {_TO_H} (i) (j)"),
        _rows("1", *_UNDER_1, "1(i)", "1(j)"),
    ),
    "(i) under (h) begins romans where (ii) follows, and (i) goes on with the letters": (
        _list(f"1. {_TO_H} (i) (ii) (i) (j)"),
        _rows("1", *_UNDER_1, "1(h)(i)", "1(h)(ii)", "1(i)", "1(j)"),
    ),
    "of (i) and (i) after (h) the second begins romans where (ii) follows": (
        _list(f"1. {_TO_H} (i) (i) (ii)"),
        _rows("1", *_UNDER_1, "1(i)", "1(i)(i)", "1(i)(ii)"),
    ),
    "(i) under (h) begins romans where it is indented": (
        _list(f"1. {_TO_H}") + "    (i) x\n\n(i) x",
        _rows("1", *_UNDER_1, "1(h)(i)", "1(i)"),
    ),
    "romans through the letters among them": (
        _list(f"1. {_TO_XI}"),
        _rows("1", *(f"1{label}" for label in _TO_XI.split())),
    ),
    "romans over letters": (
        _list("1. (i) (a) (b) (ii)"),
        _rows("1", "1(i)", "1(i)(a)", "1(i)(b)", "1(ii)"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), STYLES.values(), ids=STYLES)
def test_style_of_numbering(text: str, expected: str) -> None:
    made, findings = edition_of(cleandoc(text) + "\n")
    assert outline(made) == cleandoc(expected).strip()
    assert findings == []


def test_a_clause_knows_its_place() -> None:
    prose = prose_of("## 1 Purpose\n\n1.1 One:\n\n    (a) x\n", first_line=8)
    made, _ = read_edition_text(prose, "page.md")
    rows = [(c.number, c.key, c.level, c.title, c.line, c.column, c.heading) for c in made.clauses]
    assert rows == [
        ("1", "1", 1, "Purpose", 8, 1, 2),
        ("1.1", "1.1", 2, "", 10, 1, 0),
        ("1.1(a)", "1.1.a", 3, "", 12, 5, 0),
    ]
    assert [(block.clause, block.line) for block in made.blocks] == [(0, 8), (1, 10), (2, 12)]


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("\n\n", ""), ("Words.\n", "- Words.")])
def test_a_text_without_clauses(text: str, expected: str) -> None:
    made, findings = edition_of(text)
    assert (outline(made), findings) == (expected, [])
