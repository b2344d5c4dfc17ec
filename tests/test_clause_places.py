"""Where a label belongs: lists that run on or begin anew, chains of labels, sections without headings."""

from __future__ import annotations

import pytest

from tests.reading import edition_of

PLACES = {
    "figures run on from clause to clause": (
        "## 1 T\n\n1.1 x:\n\n1. a\n\n2. b\n\n1.2 y:\n\n3. c",
        "1 1.1 1.1.1 1.1.2 1.2 1.2.3",
    ),
    "figures in brackets run on": ("## 1 T\n\n1.1 x:\n\n(1) a\n\n1.2 y:\n\n(2) c", "1 1.1 1.1(1) 1.2 1.2(2)"),
    "headings run on": ("## A. T\n\n### 1. x\n\n## B. U\n\n### 2. y", "A A.1 B B.2"),
    "figures begin anew in each section": ("## A. T\n\n1. x\n\n2. y\n\n## B. U\n\n1. x", "A A.1 A.2 B B.1"),
    "letters begin anew in each clause": (
        "## 1 T\n\n1.1 x:\n\n(a) a\n\n1.2 y:\n\n(a) b",
        "1 1.1 1.1(a) 1.2 1.2(a)",
    ),
    "a level of headings is left out": (
        "# A. T\n\n### 1. x\n\n### 2. y\n\n# B. U\n\n### 1. z",
        "A A.1 A.2 B B.1",
    ),
    "dotted numbers leave the letter of their section out": (
        "## A. T\n\n### 1. x\n\n1.1 y\n\n1.2 z\n\n### 2. u\n\n2.1 v",
        "A A.1 A.1.1 A.1.2 A.2 A.2.1",
    ),
    "dotted numbers with the letter of their section": (
        "## A. T\n\n### 1. x\n\nA.1.1 y\n\nA.1.2 z",
        "A A.1 A.1.1 A.1.2",
    ),
    "letters as headings": ("## 1 T\n\n### (a) x\n\n### (b) y\n\n#### (i) z", "1 1(a) 1(b) 1(b)(i)"),
    "sections without headings": ("1.1 x\n\n1.2 y\n\n2.1 z\n\n(a) a\n\n2.2 w", "1.1 1.2 2.1 2.1(a) 2.2"),
    "sections without headings, two deep": ("1.1.1 x\n\n1.1.2 z\n\n1.2.1 y", "1.1.1 1.1.2 1.2.1"),
    "a chain of labels": (
        "## 1 T\n\n1.1 x:\n\n(a)(i)(A) y\n\n(B) z\n\n(ii) w\n\n(b) v",
        "1 1.1 1.1(a) 1.1(a)(i) 1.1(a)(i)(A) 1.1(a)(i)(B) 1.1(a)(ii) 1.1(b)",
    ),
    "a chain that repeats its first label": (
        "## 1 T\n\n1.1 x:\n\n(a)(i) y\n\n(a)(ii) z\n\n(b)(i) w",
        "1 1.1 1.1(a) 1.1(a)(i) 1.1(a)(ii) 1.1(b) 1.1(b)(i)",
    ),
    "a chain after a dotted number": (
        "## 1 T\n\n1.1(a)(i) y\n\n1.1(a)(ii) z\n\n1.1(b) w\n\n1.2(a) v",
        "1 1.1 1.1(a) 1.1(a)(i) 1.1(a)(ii) 1.1(b) 1.2 1.2(a)",
    ),
    "two forms of one label": ("## 1 T\n\n(a) x\n\na) y\n\nb) z\n\n(b) w", "1 1(a) 1(a)(a) 1(a)(b) 1(b)"),
    "a lazily numbered list round a counted one": (
        "## 1 T\n\n1. x\n\n    1. a\n\n    2. b\n\n1. y",
        "1 1.1 1.1.1 1.1.2 1.2",
    ),
    "a counted list round a lazily numbered one": ("1. x\n    1. a\n    1. b\n2. y", "1 1.1 1.2 2"),
}

MISSING = {
    "letters do not run on": (
        "## 1 T\n\n1.1 x:\n\n(a) a\n\n(b) b\n\n1.2 y:\n\n(c) c",
        "1 1.1 1.1(a) 1.1(b) 1.2 1.2(c)",
        "clause 1.2(c) is the first of its list: 1.2(a) and 1.2(b) are missing",
    ),
    "dotted numbers do not run on": (
        "## 1 T\n\n1.1 x\n\n## 2 U\n\n2.2 y",
        "1 1.1 2 2.2",
        "clause 2.2 is the first of its list: 2.1 is missing",
    ),
    "figures that nearly run on": (
        "## A. T\n\n1. x\n\n## B. U\n\n3. y",
        "A A.1 B B.3",
        "clause B.3 is the first of its list: B.1 and B.2 are missing",
    ),
    "a gap in headings that run on": (
        "## A. T\n\n### 1. x\n\n## B. U\n\n### 2. y\n\n### 4. z",
        "A A.1 B B.2 B.4",
        "clause B.4 follows B.2: B.3 is missing",
    ),
    "a gap in capital romans": (
        "## I. T\n\n## II. U\n\n## V. W",
        "I II V",
        "clause V follows II: III and IV are missing",
    ),
    "a gap in sections without headings": (
        "1.1 x\n\n3.1 z",
        "1.1 3.1",
        "section 3 follows section 1: 2 is missing",
    ),
    "a letter out of the list above": (
        "## 1 T\n\n1.1 x:\n\n(a) y\n\n(i) r\n\n(d) z",
        "1 1.1 1.1(a) 1.1(a)(i) 1.1(d)",
        "clause 1.1(d) follows 1.1(a): 1.1(b) and 1.1(c) are missing",
    ),
    "a roman out of its list": (
        "## 1 T\n\n1.1 x:\n\n(a) y\n\n(i) r\n\n(iv) z\n\n(b) w",
        "1 1.1 1.1(a) 1.1(a)(i) 1.1(a)(iv) 1.1(b)",
        "clause 1.1(a)(iv) follows 1.1(a)(i): 1.1(a)(ii) and 1.1(a)(iii) are missing",
    ),
    "a chain whose last label is not the first": (
        "## 1 T\n\n1.1 x:\n\n(a) y\n\n(b)(ii) z",
        "1 1.1 1.1(a) 1.1(b) 1.1(b)(ii)",
        "clause 1.1(b)(ii) is the first of its list: 1.1(b)(i) is missing",
    ),
    "a lazily numbered list that is counted after all": (
        "## 1 T\n\n1. x\n\n1. y\n\n2. z",
        "1 1.1 1.2 1.2",
        "the number 1.2 stands twice; its first place is line 5",
    ),
    "back to a section without a heading": (
        "1.1 x\n\n2.1 z\n\n1.2 y",
        "1.1 2.1 1.2",
        "a clause of section 1 stands in section 2",
    ),
    "back to the section that was interrupted": (
        "## 1 T\n\n1.1 x\n\n2.1 y\n\n1.2 z\n\n## 2 U\n\n2.2 w",
        "1 1.1 2.1 1.2 2 2.2",
        "a clause of section 2 stands in section 1, and no section 2 comes before it",
    ),
    "a clause of another lettered section": (
        "## A. T\n\nA.1 x\n\nB.1 y\n\n## B. U\n\nB.2 z",
        "A A.1 B.1 B B.2",
        "a clause of section B stands in section A, and no section B comes before it",
    ),
}


@pytest.mark.parametrize(("text", "numbers"), PLACES.values(), ids=PLACES)
def test_place(text: str, numbers: str) -> None:
    made, findings = edition_of(f"{text}\n")
    assert [clause.number for clause in made.clauses] == numbers.split()
    assert findings == []


@pytest.mark.parametrize(("text", "numbers", "message"), MISSING.values(), ids=MISSING)
def test_place_with_a_fault(text: str, numbers: str, message: str) -> None:
    made, findings = edition_of(f"{text}\n")
    assert [clause.number for clause in made.clauses] == numbers.split()
    assert [each.message for each in findings] == [message]
