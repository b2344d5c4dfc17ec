"""Where references lead: the edition in force on the page's date, the pinned one, or nowhere."""

from __future__ import annotations

from datetime import date

import pytest

from concordat.model.mentions import Relation
from concordat.record import Record
from tests.reading import record_of, shown

_EDITION = "---\nedition: {name}\nstatus: {status}\nadopted_on: 2015-02-02\n{days}---\n{text}"
_FIRST = "## 1 Purpose\n\n1.1 Learn.\n\n## 4 Visits\n\n4.1 Yearly.\n\n4.2 The theme:\n\n(a) x;\n\n(b) y.\n"
_SECOND = (
    "## 1 Purpose\n\n1.1 Learn.\n\n## 2 Visits\n\n2.1 As clause 1.1:\n\n(a) by paragraph (b);\n\n(b) y.\n"
)
_THIRD = "## 1 Purpose\n\n1.1 Learn again.\n"

FILES = {
    "region.yml": "as_of: 2017-06-01\n",
    "bodies.yml": "DCS: {name: Directors}\nLM: {name: Lead members}\n",
    "agreements/sli/agreement.yml": "short_name: SLI\ntitle: T\nparties: [LDS]\nsigning_offices: [dcs]\n",
    "agreements/sli/1/index.md": _EDITION.format(
        name=1,
        status="superseded",
        days="in_force_from: 2015-03-01\nin_force_until: 2016-12-31\n",
        text=_FIRST,
    ),
    "agreements/sli/2/index.md": _EDITION.format(
        name=2, status="in-force", days="in_force_from: 2017-01-01\n", text=_SECOND
    ),
    "agreements/sli/10/index.md": _EDITION.format(name=10, status="draft", days="", text=_THIRD),
    "meetings/dcs/2016-10-07.md": "---\ndate: 2016-10-07\nstatus: draft\n---\n## 1. T\n\n"
    "> **Decision D1**\n>\n> One.\n\n> **Action A1**\n> Owner: Clerk\n> From: D1\n>\n> Two.\n",
}

MINUTES = {
    "2015-03-01": "---\ndate: 2015-03-01\nstatus: draft\n---\n",
    "2016-12-31": "---\ndate: 2016-12-31\nstatus: draft\n---\n",
    "2017-01-01": "---\ndate: 2017-01-01\nstatus: draft\n---\n",
    "2015-02-28": "---\ndate: 2015-02-28\nstatus: draft\n---\n",
}


def _record(page: str, path: str = "page.md", **more: str) -> Record:
    return record_of({**FILES, path: page, **more})


def _leads(page: str, path: str = "page.md") -> tuple[list[str], list[str]]:
    """Return where the references of a page lead, and what is found in it."""
    record = _record(page, path)
    found = [each for each in record.findings if each.location.path == path]
    return [each.target for each in record.made_in(path)], shown(found)


ON_A_DAY = {
    "2015-03-01": ("[SLI 4.2(a)]", "SLI/1 4.2(a)"),
    "2016-12-31": ("[SLI 4.2]", "SLI/1 4.2"),
    "2017-01-01": ("[SLI 2.1]", "SLI/2 2.1"),
}


@pytest.mark.parametrize(("day", "reference", "target"), [(day, *row) for day, row in ON_A_DAY.items()])
def test_minutes_and_posts_mean_the_edition_in_force_on_their_date(
    day: str, reference: str, target: str
) -> None:
    minutes = f"{MINUTES[day]}See {reference}.\n"
    post = f"---\ndate: {day}\n---\nSee {reference}.\n"
    assert _leads(minutes, f"meetings/lm/{day}.md") == ([target], [])
    assert _leads(post, "blog/posts/a.md") == ([target], [])


def test_minutes_from_before_the_first_edition() -> None:
    assert _leads(f"{MINUTES['2015-02-28']}See [SLI 4.2].\n", "meetings/lm/2015-02-28.md") == (
        [],
        [
            "5:5 reference-unknown: 'SLI 4.2' names no edition, and none was in force on 28 February 2015"
            " | name the edition, such as SLI/1 4.2"
        ],
    )


PAGES = {
    "an undated page means today's edition": ("[SLI 2.1]", ["SLI/2 2.1"]),
    "however the number is punctuated": ("[SLI 2(1)(a)]", ["SLI/2 2.1(a)"]),
    "the agreement": ("[SLI]", ["SLI"]),
    "an edition": ("[SLI/2]", ["SLI/2"]),
    "a pinned draft": ("[SLI/10 1.1]", ["SLI/10 1.1"]),
    "a meeting": ("[DCS 2016-10-07]", ["DCS 2016-10-07"]),
    "a decision, an action, an item": (
        "[DCS 2016-10-07 D1], [DCS 2016-10-07 A1], [DCS 2016-10-07 item 1]",
        ["DCS 2016-10-07 D1", "DCS 2016-10-07 A1", "DCS 2016-10-07 item 1"],
    ),
    "words of its own": ("[the visits][SLI 2.1(b)]", ["SLI/2 2.1(b)"]),
    "letters that name nothing here": ("[NHS], [NHS 111 line] and [SLIP 4.2 (a)]", []),
    "a plain clause is no reference outside an agreement": ("clause 2.1", []),
}


@pytest.mark.parametrize(("text", "targets"), PAGES.values(), ids=PAGES)
def test_references_of_an_undated_page(text: str, targets: list[str]) -> None:
    assert _leads(f"{text}\n") == (targets, [])


def test_today_can_be_another_day() -> None:
    record = record_of({**FILES, "page.md": "[SLI 4.2]\n"}, today=date(2016, 6, 1))
    assert [each.target for each in record.made_in("page.md")] == ["SLI/1 4.2"]


NOWHERE = {
    "a clause past the last": (
        "[SLI 2.2]",
        "'SLI 2.2' names a clause that edition 2 does not have"
        " | edition 2 ends at 2.1 there; did you mean 'SLI 2.1'?",
    ),
    "a part past the last": (
        "[SLI 2.1(c)]",
        "'SLI 2.1(c)' names a clause that edition 2 does not have"
        " | edition 2 ends at 2.1(b) there; did you mean 'SLI 2.1(b)'?",
    ),
    "a part of a clause without parts": (
        "[SLI/1 4.1(a)]",
        "'SLI/1 4.1(a)' names a clause that edition 1 does not have | did you mean 'SLI/1 4.1'?",
    ),
    "a section that is not there": (
        "[SLI 40]",
        "'SLI 40' names a clause that edition 2 does not have | edition 2 goes from 1 to 2.1(b)",
    ),
    "a number of the edition before": (
        "[SLI 4.2]",
        "'SLI 4.2' names a clause that edition 2 does not have | edition 2 goes from 1 to 2.1(b)",
    ),
    "an edition": (
        "[SLI/3 1.1]",
        "'SLI/3 1.1' names edition 3, which SLI does not have | its editions are 1, 2, 10",
    ),
    "an agreement": (
        "[SLL 1.1]",
        "'SLL 1.1' names the agreement 'SLL', which the record does not have | did you mean 'SLI'?",
    ),
    "what cannot be read as one": (
        "[SLI 2.1 (a)]",
        "'SLI 2.1 (a)' begins like a reference, but cannot be read as one"
        " | write it as 'SLI 4.2(a)', 'SLI/1 4.2' or 'DCS 2016-10-07 D2', or '\\[' where none is meant",
    ),
    "a day that does not exist": (
        "[DCS 2016-09-31 D1]",
        "'DCS 2016-09-31 D1' begins like a reference, but cannot be read as one"
        " | write it as 'SLI 4.2(a)', 'SLI/1 4.2' or 'DCS 2016-10-07 D2', or '\\[' where none is meant",
    ),
    "an agreement unlike any": (
        "[PACT 1.1]",
        "'PACT 1.1' names the agreement 'PACT', which the record does not have"
        " | write '\\[' where no reference is meant",
    ),
    "a body": (
        "[DSC 2016-10-07]",
        "'DSC 2016-10-07' names the body 'DSC', which bodies.yml does not have | did you mean 'DCS'?",
    ),
    "a meeting": (
        "[DCS 2016-10-17 D1]",
        "there are no minutes of 'DCS 2016-10-17' | did you mean 'DCS 2016-10-07'?",
    ),
    "a decision": (
        "[DCS 2016-10-07 D2]",
        "'DCS 2016-10-07 D2' names D2, which the minutes of DCS 2016-10-07 do not have | they end at D1",
    ),
    "a decision of no minutes": (
        "[D1]",
        "'D1' names no meeting, and this page is no minutes"
        " | write the whole address, such as DCS 2016-10-07 D1, or '\\[' for a plain bracket",
    ),
}


@pytest.mark.parametrize(("text", "finding"), NOWHERE.values(), ids=NOWHERE)
def test_a_reference_that_leads_nowhere(text: str, finding: str) -> None:
    assert _leads(f"See {text}.\n") == ([], [f"1:5 reference-unknown: {finding}"])


def test_two_editions_in_force_on_one_day_are_ambiguous() -> None:
    overlap = FILES["agreements/sli/1/index.md"].replace("until: 2016-12-31", "until: 2017-12-31")
    record = _record("[SLI 1.1]\n", **{"agreements/sli/1/index.md": overlap})
    assert record.made_in("page.md") == ()
    (found,) = [each for each in record.findings if each.location.path == "page.md"]
    assert shown([found]) == [
        "1:1 reference-ambiguous: 'SLI 1.1' leads to editions 1 and 2, both in force on 1 June 2017"
        " | correct the dates of one edition, or name the edition: SLI/1"
    ]


def test_a_clause_that_stands_twice_is_ambiguous() -> None:
    twice = FILES["agreements/sli/10/index.md"] + "\n1.1 Once more.\n"
    record = _record("[SLI/10 1.1]\n", **{"agreements/sli/10/index.md": twice})
    found = [each for each in record.findings if each.location.path == "page.md"]
    assert shown(found) == [
        "1:1 reference-ambiguous: 'SLI/10 1.1' leads to two clauses of edition 10"
        " | give each of these clauses its own number"
    ]


PINNED = [
    ("[SLI/1 1.1]", "a clause of a", "write 'SLI 1.1' for the text in force"),
    (
        "[SLI/1 4.2]",
        "a clause of a",
        "edition 2 does not have that clause; take it out, or cite it in a dated page",
    ),
    ("[SLI/1]", "a", "write 'SLI' for the text in force"),
]


@pytest.mark.parametrize(("text", "shown_as", "hint"), PINNED)
def test_pinning_a_superseded_edition_warns_in_an_undated_page_only(
    text: str, shown_as: str, hint: str
) -> None:
    target = text.strip("[]")
    message = f"'{target}' is {shown_as} superseded edition; edition 2 is in force"
    assert _leads(f"{text}\n") == ([target], [f"1:1 reference-superseded: {message} | {hint}"])
    assert _leads(f"---\ndate: 2017-05-01\n---\n{text}\n", "blog/posts/a.md") == ([target], [])


def test_plain_mentions_mean_their_own_edition() -> None:
    record = record_of(FILES)
    rows = [(each.text, each.source, each.target) for each in record.made_in("agreements/sli/2/index.md")]
    assert rows == [("1.1", "SLI/2 2.1", "SLI/2 1.1"), ("(b)", "SLI/2 2.1(a)", "SLI/2 2.1(b)")]


PLAIN = {
    "a sibling": ("(a) by paragraph (b);\n\n(b) x", "1.1(b)"),
    "its own part before a sibling": ("(a) by paragraph (i):\n\n(i) x", "1.1(a)(i)"),
    "a part of a clause that is named": (
        "(a) by paragraph (a) of clause 2.1;\n\n## 2 U\n\n2.1 x\n\n(a) y",
        "2.1(a)",
    ),
    "a whole number first": ("(a) by clause 1;\n\n(1) x", "1"),
}


@pytest.mark.parametrize(("text", "number"), PLAIN.values(), ids=PLAIN)
def test_a_relative_mention_is_read_from_where_it_stands(text: str, number: str) -> None:
    page = _EDITION.format(name=3, status="draft", days="", text=f"## 1 T\n\n1.1 x\n\n{text}\n")
    record = record_of({**FILES, "agreements/sli/3/index.md": page})
    assert record.made_in("agreements/sli/3/index.md")[0].target == f"SLI/3 {number}"


def test_a_plain_mention_that_leads_nowhere() -> None:
    page = _EDITION.format(
        name=3, status="draft", days="", text="## 1 T\n\n1.1 By clause 1.2 and section 9.\n"
    )
    record = record_of({**FILES, "agreements/sli/3/index.md": page})
    found = [each for each in record.findings if each.location.path == "agreements/sli/3/index.md"]
    assert [(each.message, each.subject) for each in found] == [
        ("'1.2' is mentioned, which edition 3 does not have", "SLI/3 1.1"),
        ("'9' is mentioned, which edition 3 does not have", "SLI/3 1.1"),
    ]
    assert found[0].hint == (
        "edition 3 ends at 1.1 there; did you mean '1.1'?"
        " Where another text is meant, name it ('of the … Act') or list it in agreement.yml"
        " ('other_instruments:')"
    )


OTHERS = {
    "its words": ("section 47 enquiries", "under section 47 enquiries", True),
    "a capital": ("section 47 enquiries", "Section 47 Enquiries", True),
    "words that fold": ("section 47 enquiries", "section 47\nenquiries", True),
    "a number alone": ("section 151", "the section 151 officer", True),
    "part of a number": ("section 15", "section 151", False),
    "a smaller unit": ("section 1", "section 1.2", False),
    "its own part": ("section 47", "section 47(1)", True),
    "several": ("sections 17 and 47", "sections 17 and 47 enquiries", True),
    "a number that this text has": ("Article 1 ECHR", "by Article 1 ECHR", True),
    "other words": ("Article 8 ECHR", "by Article 8 of this agreement", False),
}


@pytest.mark.parametrize(("phrase", "text", "passed"), OTHERS.values(), ids=OTHERS)
def test_phrases_for_other_instruments(phrase: str, text: str, passed: bool) -> None:
    page = _EDITION.format(name=3, status="draft", days="", text=f"## 1 T\n\n1.1 As {text} ask.\n")
    settings = FILES["agreements/sli/agreement.yml"] + f"other_instruments: [{phrase}]\n"
    path = "agreements/sli/3/index.md"
    record = record_of({**FILES, "agreements/sli/agreement.yml": settings, path: page})
    found = [each for each in record.findings if each.location.path == path]
    assert (not found and not record.made_in(path)) is passed


def test_an_agreement_whose_settings_cannot_be_read_has_no_wrong_references() -> None:
    page = "See [SLI 4.2] and [SLI/9].\n"
    broken = record_of({**FILES, "agreements/sli/agreement.yml": "- SLI\n", "page.md": page})
    assert "reference-unknown" not in [each.rule for each in broken.findings]
    missing = {path: text for path, text in FILES.items() if path != "agreements/sli/agreement.yml"}
    found = record_of({**missing, "page.md": page}).findings
    assert "'SLI 4.2' names the agreement 'SLI', which the record does not have" in [
        each.message for each in found
    ]


def test_a_reference_knows_what_it_stands_in() -> None:
    text = (
        "---\ndate: 2017-02-03\nstatus: draft\napproved_at: DCS 2016-10-07\n"
        "closes: [DCS 2016-10-07 A1]\n---\n"
        "[SLI]\n\n## 1. T\n\n[SLI/2]\n\n> **Decision D1**\n> Amends: SLI 2.1\n>\n> See [D1].\n\n[SLI 1]\n"
    )
    made = _record(text, "meetings/lm/2017-02-03.md").made_in("meetings/lm/2017-02-03.md")
    assert [
        (each.line, each.relation, each.source, each.target) for each in sorted(made, key=lambda r: r.line)
    ] == [
        (4, Relation.APPROVED_AT, "LM 2017-02-03", "DCS 2016-10-07"),
        (5, Relation.CLOSES, "LM 2017-02-03", "DCS 2016-10-07 A1"),
        (7, Relation.MENTIONS, "LM 2017-02-03", "SLI"),
        (11, Relation.MENTIONS, "LM 2017-02-03 item 1", "SLI/2"),
        (14, Relation.AMENDS, "LM 2017-02-03 D1", "SLI/2 2.1"),
        (16, Relation.MENTIONS, "LM 2017-02-03 D1", "LM 2017-02-03 D1"),
        (18, Relation.MENTIONS, "LM 2017-02-03 item 1", "SLI/2 1"),
    ]
