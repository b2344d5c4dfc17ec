"""The words of each clause: which paragraph belongs to which, and what only looks like a clause."""

from __future__ import annotations

import pytest

from tests.reading import edition_of, outline

WORDS = {
    "paragraphs and bullets": (
        "1.1 One.\n\nMore.\n\n- a\n- b\n\nEnd.",
        "1.1 One. ¶ More. ¶ - a / - b ¶ End.",
    ),
    "lines of one paragraph": ("1.1 One\nand more\nof it.", "1.1 One / and more / of it."),
    "the paragraph after an indented list is its parent's": (
        "1.1 Host:\n\n    (a) x;\n\n    (b) y,\n\nand so on.",
        "1.1 Host: ¶ and so on.\n1.1(a) x;\n1.1(b) y,",
    ),
    "the paragraph after a listed list is its parent's": (
        "1.1 Host:\n\n- (a) x;\n- (b) y,\n\nand so on.",
        "1.1 Host: ¶ and so on.\n1.1(a) x;\n1.1(b) y,",
    ),
    "the paragraph after a list in the same column is the last one's": (
        "1.1 Host:\n\n(a) x;\n\n(b) y.\n\nand so on.",
        "1.1 Host:\n1.1(a) x;\n1.1(b) y. ¶ and so on.",
    ),
    "the paragraph after a list in figures is its parent's, as Markdown has it": (
        "1.1 Host:\n\n1. x\n\n2. y\n\nand so on.",
        "1.1 Host: ¶ and so on.\n1.1.1 x\n1.1.2 y",
    ),
    "the paragraph after figures that are no list of Markdown's is the last one's": (
        "1.1 Host:\n\n**1.** x\n\nmore.\n\na. z\n\nmore.",
        "1.1 Host:\n1.1.1 x ¶ more.\n1.1.1(a) z ¶ more.",
    ),
    "paragraphs in three columns": (
        "1.1 Host:\n\n    (a) x\n\n    more x\n\n        (i) deep\n\n        more deep\n\n    yet x\n\nend",
        "1.1 Host: ¶ end\n1.1(a) x ¶ more x ¶ yet x\n1.1(a)(i) deep ¶ more deep",
    ),
    "paragraphs in three columns of lists": (
        "- 1.1 Host:\n    - (a) x\n\n        more x\n\n        - (i) deep\n\n        yet x\n\n    closing",
        "1.1 Host: ¶ closing\n1.1(a) x ¶ more x ¶ yet x\n1.1(a)(i) deep",
    ),
    "paragraphs where all is indented by tabs": (
        "\t1.1\tHost:\n\n\t\t(a)\tx\n\n\t\t(b)\ty\n\n\tclosing\n\n\tmore",
        "1.1 Host: ¶ closing ¶ more\n1.1(a) x\n1.1(b) y",
    ),
    "links, references, code and emphasis": (
        "1.1 See [x](y.md), [SLI 4.2] and `code`, *at once*.\n\n1.2 [Link](a.md) first.",
        "1.1 See [x](y.md), [SLI 4.2] and `code`, *at once*.\n1.2 [Link](a.md) first.",
    ),
    "a table": (
        "1.1 T:\n\n| 1.2 | b |\n| --- | --- |\n| (a) | 1.3 |\n\n1.2 After.",
        "1.1 T: ¶ | 1.2 | b | / | --- | --- | / | (a) | 1.3 |\n1.2 After.",
    ),
    "a table without outer bars": (
        "1.1 T:\n\n1.2 | b\n--- | ---\n(a) | c\n1.3 | d\n\n1.2 After.",
        "1.1 T: ¶ 1.2 | b / --- | --- / (a) | c / 1.3 | d\n1.2 After.",
    ),
    "code": (
        "1.1 C:\n\n```\n1.2 no\n## 3 no\n\n(a) no\n```\n\n1.2 After.",
        "1.1 C: ¶ ``` / 1.2 no / ## 3 no ¶ (a) no / ```\n1.2 After.",
    ),
    "a quote": ("1.1 Q:\n\n> 1.2 no\n>\n> (a) no\n\n1.2 Yes.", "1.1 Q: ¶ > 1.2 no / > / > (a) no\n1.2 Yes."),
    "a comment": (
        "1.1 C:\n\n<!--\n1.2 no\n\n(a) no\n-->\n\n1.2 Yes <!-- x --> so.",
        "1.1 C: ¶ <!-- / 1.2 no ¶ (a) no / -->\n1.2 Yes <!-- x --> so.",
    ),
    "rules of the page under a list and a quote": (
        "1.1 One.\n\n- a\n---\n\n> b\n---\n\n1.2 Two.",
        "1.1 One. ¶ - a / --- ¶ > b / ---\n1.2 Two.",
    ),
    "footnotes": (
        "1.1 One.[^1]\n\n1.2 Two.\n\n[^1]: 1.3 The note.\n\n[^2]: (a) no.",
        "1.1 One.[^1]\n1.2 Two. ¶ [^1]: 1.3 The note. ¶ [^2]: (a) no.",
    ),
    "numbers of councils, years, days, times": (
        "1.1 The pact binds\n15 councils and in\n2016 the ten.\n\n15 councils sign.\n\n2016 was good.\n\n"
        "2016. Then on\n2016-12-09 at\n10.30 am or\n2.5 per cent.\n\n2.5 million.\n\n9 December 2016.",
        "1.1 The pact binds / 15 councils and in / 2016 the ten. ¶ 15 councils sign. ¶ 2016 was good. ¶ "
        "2016. Then on / 2016-12-09 at / 10.30 am or / 2.5 per cent. ¶ 2.5 million. ¶ 9 December 2016.",
    ),
    "numbers in a dress that are not next": (
        "1.1 One.\n\n*9.9* is a number.\n\n7.3in a row.\n\n(ba) is none.",
        "1.1 One. ¶ *9.9* is a number. ¶ 7.3in a row. ¶ (ba) is none.",
    ),
    "letters that no list goes on with": (
        "1.1 Each shall (a) host and\n(b) report.\n\n(if it so wishes) each reports.\n\ni.e. all of them.",
        "1.1 Each shall (a) host and / (b) report. ¶ (if it so wishes) each reports. ¶ i.e. all of them.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS)
def test_words_of_a_clause(text: str, expected: str) -> None:
    made, findings = edition_of(f"## 1 Title\n\n{text}\n")
    assert outline(made) == f"1 # Title\n{expected}"
    assert findings == []


def test_a_heading_without_a_number_belongs_to_its_section() -> None:
    text = "## 1 Title\n\n### Background\n\n1.1 One.\n\n### NHS. Next\n\nFree.\n\n1.2 Two.\n"
    made, findings = edition_of(text)
    assert outline(made) == "1 # Title ### Background ¶ ### NHS. Next ¶ Free.\n1.1 One.\n1.2 Two."
    assert findings == []
