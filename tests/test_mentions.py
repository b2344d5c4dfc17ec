"""Plain mentions in signed text: what is read as a clause of this edition, and what is another text's."""

from __future__ import annotations

import pytest

from concordat.addresses import Clause
from concordat.model.records import Mention, Relation
from concordat.read.clauses import read_edition_text
from concordat.read.mentions import plain_mentions
from tests.reading import PATH, prose_of


def _mentions(text: str, first_line: int = 1) -> list[Mention]:
    prose = prose_of(text, first_line)
    return plain_mentions(prose, read_edition_text(prose, PATH)[0].clauses)


OWN = {
    "as clause 4.2 asks": "4.2",
    "Clause 4.2 applies": "4.2",
    "under section 9(b)(i)": "9(b)(i)",
    "Section B.5 and article 3": "B.5 3",
    "section B": "B",
    "clause 4.2(a)(A)": "4.2(a)(A)",
    "clause 4(1)": "4(1)",
    "clauses 4.1 and 4.2": "4.1 4.2",
    "clauses 4.1, 4.2 and 4.3": "4.1 4.2 4.3",
    "clauses 4.1, 4.2, or 4.3": "4.1 4.2 4.3",
    "clauses 4.1 and/or 4.2": "4.1 4.2",
    "clauses 4.1 & 4.2": "4.1 4.2",
    "clauses 4.1 to 4.3": "4.1 4.3",
    "clauses 4.1 to 4.3 and 6": "4.1 4.3 6",
    "clauses 4.1 through 4.3": "4.1 4.3",
    "clauses 4.1–4.3": "4.1 4.3",
    "clauses 4.1-4.3": "4.1 4.3",
    "clause 4.1 and 4.2": "4.1 4.2",
    "clauses 4.2(a), (b) and 4.3": "4.2(a) (b) 4.3",
    "clause 4.1, clause 4.2; section 6": "4.1 4.2 6",
    "paragraph (a)": "(a)",
    "paragraphs (a) and (b)": "(a) (b)",
    "paragraphs (a) to (c)": "(a) (c)",
    "sub-paragraph (ii)": "(ii)",
    "subclause (a)": "(a)",
    "Subsection (2)": "(2)",
    "paragraph (a)(ii)": "(a)(ii)",
    "section 11 of this agreement": "11",
    "section 11 of this Agreement": "11",
    "section 11 of the Agreement": "11",
    "section 11 of this Memorandum of Understanding": "11",
    "section 11 of these Terms": "11",
    "section 11 of this pact": "11",
    "clause 4.2 of the present agreement": "4.2",
    "clause 4.2 of the same text": "4.2",
    "paragraph 4 below and clause 3 above": "4 3",
    "notice under clause 4.2 to the Parties": "4.2",
    "as clause 4.2 in the Agreement": "4.2",
    "clause 4.2.": "4.2",
    "clause 4.": "4",
    "clause 4.2, which": "4.2",
    "(see clause 4.2)": "4.2",
    "clause 4.2's aim": "4.2",
    "clause\u00a04.2": "4.2",
    "clause\n4.2": "4.2",
    "clauses 4.1,\n4.2 and\n4.3": "4.1 4.2 4.3",
    "**clause 4.2**": "4.2",
    "clause 4 and 15 councils": "4",
    "clause 3 of 5": "3",
}

ELSEWHERE = [
    "section 47 of the Children Act 1989",
    "Section 47 of Children Act 1989",
    "sections 17 and 47 of the\nChildren Act 1989",
    "section 17(10) of that Act",
    "subsection (2) of section 47 of the Children Act 1989",
    "section 12 of the 1989 Act",
    "section 10 Children Act 2004",
    "section 10, Children Act 2004",
    "the Children Act 2004, section 10",
    "the Children Act 2004 (section 10)",
    "section 3 in the Act",
    "section 2B of the NHS Act 2006",
    "regulation 3 of the Regulations",
    "article 8 of the European Convention on Human Rights",
    "the Convention, article 8",
    "the Working Time Regulations 1998, section 4",
    "clause 3 of the contract",
    "clause 3 of a contract",
    "clause 3 of their contract",
    "clause 3 of this contract",
    "clause 3 of another agreement",
    "clause 3 of each agreement",
    "clause 3 of Leeds’s agreement",
    "paragraph (b) of clause 3 of the contract",
    "clause 4.2 of SLI/1",
    "clause 4.2 of SLI.",
    "clause 4.2 of [SLI/1]",
    "Schedule 12A, paragraph 41",
    "Schedule 2 (paragraph 4)",
    "paragraph 41 of Schedule 12A",
    "paragraph 4 to the Schedule",
    "paragraph 4 of Annex A",
    "section 4 of this Act",
    "section 4 of this schedule",
]

NONE = [
    "clause four",
    "clause 4A",
    "clause 4.2a",
    "clause 2016",
    "a clause, 4.2 pages long",
    "subclauses of it",
    "the section on visits",
    "`clause 4.2`",
    "<!-- clause 4.2 -->",
    "[clause 4.2](x.md)",
    "[see clause 4.2][SLI 4.2]",
    "[SLI 4.2]",
]


@pytest.mark.parametrize(("text", "numbers"), OWN.items(), ids=OWN)
def test_mention_of_the_same_edition(text: str, numbers: str) -> None:
    assert [each.text for each in _mentions(f"1.1 Now {text} and so on.\n")] == numbers.split()


@pytest.mark.parametrize("text", ELSEWHERE)
def test_mention_of_another_text(text: str) -> None:
    assert _mentions(f"1.1 Now {text}\n") == []
    before, after = _mentions(f"1.1 As clause 4.2 says, {text} applies to clause 5.\n")
    assert (before.text, after.text) == ("4.2", "5")


@pytest.mark.parametrize("text", NONE)
def test_no_mention(text: str) -> None:
    assert _mentions(f"1.1 Now {text}.\n") == []


def test_a_mention_knows_its_place_and_its_clause() -> None:
    text = (
        "Clause 1.\n\n## 1 T\n\n1.1 By clause 1.2:\n\n(a) as paragraph (b);\n\n(b) as clauses 1.1\nto 1.2.\n"
    )
    assert [(each.text, each.line, each.column, each.within) for each in _mentions(text, first_line=6)] == [
        ("1", 6, 8, ()),
        ("1.2", 10, 15, ("1", "1")),
        ("(b)", 12, 18, ("1", "1", "a")),
        ("1.1", 14, 16, ("1", "1", "b")),
        ("1.2", 15, 4, ("1", "1", "b")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "paragraph (b) of clause 4.2(c)",
        "paragraph (b) of Clause 4.2(c) applies",
        "sub-paragraph (b) of\nsection 4.2(c)",
    ],
)
def test_a_part_of_a_named_clause_stands_in_that_clause(text: str) -> None:
    part, whole = _mentions(f"1.1 Now {text}.\n")
    assert (part.text, part.within) == ("(b)", ("4", "2", "c"))
    assert (whole.text, whole.within) == ("4.2(c)", ("1", "1"))


def test_a_plain_mention_is_marked_as_one() -> None:
    (mention,) = _mentions("1.1 Now clause 4.2.\n")
    assert mention.citation == Clause("", "", "4.2")
    assert (mention.plain, mention.relation, mention.bracketed) == (True, Relation.MENTIONS, "")
