"""What single parts of a page look like, on the site of the small record in `tests/sites/small`.

Its agreement has three editions: one superseded at the end of 2016, one in force since, one a
draft that is full of markup. Its meetings fall on both sides of that day.
"""

from __future__ import annotations

import pytest

from tests.building import Built
from tests.html import Node

FRAME = ("entry-label", "facts", "backlinks", "headerlink")


def _facts(node: Node) -> dict[str, str]:
    facts = node.one("dl", "facts")
    return {dt.text(): dd.text() for dt, dd in zip(facts.all("dt"), facts.all("dd"), strict=True)}


@pytest.mark.parametrize(
    ("url", "link", "target"),
    [
        ("meetings/dcs/2016-10-07/", "PACT 2.1", "../../../agreements/pact/1/#2.1"),
        ("meetings/dcs/2016-10-07/", "the theme", "../../../agreements/pact/1/#2.2(a)"),
        ("meetings/dcs/2017-02-03/", "PACT 2.1", "../../../agreements/pact/2/#2.1"),
        ("meetings/dcs/2017-02-03/", "PACT/1 2.1", "../../../agreements/pact/1/#2.1"),
        ("meetings/dcs/2017-04-07/", "PACT/3 1.1", "../../../agreements/pact/3/#1.1"),
        ("blog/visits/", "PACT 2.1", "../../agreements/pact/1/#2.1"),
        ("blog/visits/", "the text in force", "../../agreements/pact/1/"),
        ("blog/", "PACT 2.1", "../agreements/pact/1/#2.1"),
        ("", "PACT 2.2(a)", "agreements/pact/2/#2.2(a)"),
        ("", "PACT", "agreements/pact/"),
        ("", "DCS 2016-10-07 D1", "meetings/dcs/2016-10-07/#D1"),
        ("meetings/dcs/2016-12-09/", "DCS 2016-10-07 item 2", "../2016-10-07/#item-2"),
        ("meetings/dcs/2016-12-09/", "item 1.1", "#item-1.1"),
        ("meetings/dcs/2016-10-07/", "D1", "#D1"),
    ],
)
def test_a_reference_leads_to_the_words_of_its_day(
    url: str, link: str, target: str, small_site: Built
) -> None:
    links = [found for found in small_site.article(url).links() if found[0] == link]
    assert set(links) == {(link, target)}


@pytest.mark.parametrize("page", ["agreements/pact/2/", "agreements/pact/"])
def test_mentions_in_plain_words_are_links_within_the_page(page: str, small_site: Built) -> None:
    clause = small_site.article(page).one("div", id="2.1")
    assert clause.one("p").text() == (
        "Each council receives a visit every second year, "
        "unless clauses 2.2(a) to 2.2(c) or section 3 say otherwise."
    )
    assert clause.one("p").links() == [("2.2(a)", "#2.2(a)"), ("2.2(c)", "#2.2(c)"), ("3", "#3")]


CLAUSES = {
    "1.1": """<p>The councils learn from each other, <em>gladly</em> and <strong>often</strong>, as
<a href="../2/">the theme</a> shows.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>
<p>Indented words that go with clause <a href="#1.1">1.1</a>.</p>""",
    "1.2": """<p>Each form looks so:</p>
<div class="highlight"><pre><span></span><code>1.9 not a clause, but an example of clause 7
</code></pre></div>""",
    "1.3": """<p>Costs are shared thus:</p>
<table tabindex="0"> <thead> <tr> <th>council</th> <th>share</th> </tr> </thead>
<tbody> <tr> <td>Alder</td> <td>2/3</td> </tr> <tr> <td>Beck</td> <td>1/3</td> </tr> </tbody> </table>""",
    "2.1": "<p>The directors said:</p> <blockquote> <p>Visits should be short.</p> </blockquote>",
    "2.2": """<p>Words in code, <code>2.9 &lt;i&gt;like these</code>, are no clause; &lt;tags&gt; stay
as they are, and so does 3 &lt; 4.</p>""",
    "2.3": "<p>A list follows without numbers:</p> <ul> <li>one;</li> <li>two.</li> </ul>",
}


@pytest.mark.parametrize("number", CLAUSES)
def test_markup_inside_a_clause_survives(number: str, small_site: Built) -> None:
    markup = (small_site.site / "agreements" / "pact" / "3" / "index.html").read_text(encoding="utf-8")
    begin = (
        f'id="{number}"><a aria-label="Clause {number}" class="clause-number" href="#{number}">{number}</a>'
    )
    inner = " ".join(markup.partition(f'{begin}<div class="clause-text">')[2].split())
    assert inner.startswith(" ".join(CLAUSES[number].split()))


def test_words_are_shown_as_words_wherever_they_stand(small_site: Built) -> None:
    """No word of a text becomes an element, and `&lt;` is not shown as four signs."""
    said = "Words in code, 2.9 <i>like these, are no clause; <tags> stay as they are, and so does 3 < 4."
    page = "agreements/pact/changes/2-to-3/"
    assert said in " ".join(small_site.article(page).text().split())
    assert "<i>" not in (small_site.site / page / "index.html").read_text(encoding="utf-8")
    units = (path.read_text("utf-8") for path in (small_site.site / "search" / "index").glob("units-*"))
    assert any(said in text for text in units)


def test_what_stands_outside_the_clauses_survives(small_site: Built) -> None:
    page = small_site.article("agreements/pact/3/")
    assert page.one("li", id="fn:1").text() == "A note at the foot. ↩"
    assert "A comment that nobody sees" not in page.text()
    assert not [node for node in page.one("div", "footnote").above() if "clause" in node.classes]


@pytest.mark.parametrize(
    ("url", "target"), [("agreements/pact/2/", "../../../meetings/"), ("agreements/pact/", "../../meetings/")]
)
def test_links_in_an_edition_hold_where_it_is_shown_again(url: str, target: str, small_site: Built) -> None:
    preamble = "Between the councils of the Three Rivers, as their meetings agreed."
    paragraph = next(node for node in small_site.article(url).all("p") if node.text() == preamble)
    assert paragraph.links() == [("their meetings", target)]


STATUSES = {
    "agreements/pact/1/": (
        "superseded",
        "Superseded. This text is no longer in force. Edition 2 is in force.",
    ),
    "agreements/loan/1/": (
        "for-signature",
        "Open for signature. This text is open for signature. It is not in force. No edition is in force.",
    ),
    "agreements/pact/2/": ("in-force", "In force. This is the text in force on 1 March 2017."),
    "agreements/pact/": ("in-force", "In force. This is the text in force on 1 March 2017."),
    "agreements/pact/3/": (
        "draft",
        "Draft. This is a draft. It is not in force and nobody has signed it. Edition 2 is in force.",
    ),
    "meetings/dcs/2016-10-07/": (
        "approved",
        "Approved minutes. These minutes were approved on 9 December 2016.",
    ),
    "meetings/dcs/2017-02-03/": (
        "draft",
        "Draft minutes. These minutes are a draft. The body has not approved them.",
    ),
    "meetings/dcs/2017-04-07/": ("agenda", "Agenda. This is an agenda. The meeting has not been held."),
}


@pytest.mark.parametrize("url", STATUSES)
def test_the_status_stands_at_the_top(url: str, small_site: Built) -> None:
    mark, sentence = STATUSES[url]
    elements = [child for child in small_site.article(url).children if isinstance(child, Node)]
    assert [element.tag for element in elements[:2]] == ["h1", "aside"]
    assert elements[1].classes == ["record-head", f"record-{mark}"]
    status = elements[1].one("p", "record-status")
    assert status.text().startswith(sentence)
    elsewhere = url in ("agreements/pact/1/", "agreements/pact/3/")
    assert status.links() == ([("Read the text in force", "../")] if elsewhere else [])


def test_the_head_of_minutes_says_when_and_who_took_the_chair(small_site: Built) -> None:
    assert _facts(small_site.article("meetings/dcs/2016-10-07/").one("aside")) == {
        "Cited as": "DCS 2016-10-07",
        "When": "Friday 7 October 2016, 10:00",
        "Chair": "Alder City Council",
        "Actions closed": "DCS 5 August 2016, A1",
        "Corrected": "The start was corrected; DCS 9 December 2016",
    }


def test_minutes_say_who_took_part_by_council(small_site: Built) -> None:
    people = small_site.article("meetings/dcs/2016-10-07/").one("details", "people")
    assert people.one("summary").text() == "Who took part: 2 present and 1 sent apologies"
    assert _facts(people) == {
        "Present": "Alder City Council; Beck Council",
        "Apologies": "Crag County Council",
    }
    people = small_site.article("meetings/dcs/2016-12-09/").one("details", "people")
    assert _facts(people)["Represented"] == "Crag County Council (Assistant director)"


def test_minutes_lead_to_the_meetings_before_and_after(small_site: Built) -> None:
    around = small_site.article("meetings/dcs/2016-10-07/").one("nav", "neighbours")
    assert around.text() == "Meeting before5 August 2016Next meeting9 December 2016"
    assert around.links() == [("5 August 2016", "../2016-08-05/"), ("9 December 2016", "../2016-12-09/")]


ARISING = {
    "2016-08-05": None,
    "2016-10-07": [("DCS 5 August 2016, A1", "Closed at DCS 7 October 2016")],
    "2016-12-09": [("DCS 7 October 2016, A1", "Carried on as DCS 9 December 2016, A1")],
}


@pytest.mark.parametrize("day", ARISING)
def test_minutes_list_the_actions_that_were_open_when_the_body_met(day: str, small_site: Built) -> None:
    found = small_site.article(f"meetings/dcs/{day}/").all("details", "arising")
    if ARISING[day] is None:
        assert found == []
        return
    rows = found[0].one("tbody").all("tr")
    assert [(row.one("th").text(), row.all("td")[-1].text()) for row in rows] == ARISING[day]


@pytest.mark.parametrize(
    ("url", "number", "label", "facts", "words"),
    [
        ("2016-10-07", "D1", "Decision D1", {"Amends": "PACT/1 2.1", "Concerns": "Beck Council"},
         "Visits take place every second year: in spring; or in autumn."),
        ("2016-10-07", "A1", "Action A1",
         {"Owner": "Clerk", "Due": "1 December 2016", "State": "Carried on as DCS 9 December 2016, A1",
          "From": "DCS 7 October 2016, D1"},
         "Draft the change of PACT 2.1."),
        ("2017-02-03", "D1", "Decision D1", {"Supersedes": "DCS 7 October 2016, D1"},
         "Visits take place in spring."),
        ("2017-02-03", "A1", "Action A1",
         {"Owner": "Clerk", "Due": "20 February 2017", "State": "Overdue",
          "Carries on": "DCS 9 December 2016, A1"},
         "Publish it at last."),
    ],
)  # fmt: skip
def test_an_entry_shows_its_details_and_its_words(
    url: str, number: str, label: str, facts: dict[str, str], words: str, small_site: Built
) -> None:
    entry = small_site.article(f"meetings/dcs/{url}/").one("section", id=number)
    assert entry.one("p", "entry-label").text() == label
    assert _facts(entry) == facts
    assert entry.text(without=FRAME) == words


def test_prose_beside_entries_stays_outside_them(small_site: Built) -> None:
    page = small_site.article("meetings/dcs/2016-10-07/")
    parts = [(node.tag, node.text(without=FRAME)) for node in page.children if isinstance(node, Node)]
    assert parts[parts.index(("h2", "2. Visits")) + 2 :] == [
        ("p", "Before the decision."),
        ("section", "Visits take place every second year: in spring; or in autumn."),
        ("p", "Between the two."),
        ("section", "Draft the change of PACT 2.1."),
        ("p", "After the action."),
        ("blockquote", "Somebody's words in an ordinary quote."),
        ("nav", "Meeting before5 August 2016Next meeting9 December 2016"),
    ]


def test_exempt_matter_leaves_a_notice(small_site: Built) -> None:
    page = small_site.article("meetings/dcs/2016-12-09/")
    notice = page.one("section", "entry-exempt")
    assert notice.text() == (
        "Exempt matter, not published Ground 4: consultations or negotiations about labour relations"
    )
    assert page.one("h3", id="item-1.1").text(without=FRAME) == "1.1 Staff"


@pytest.mark.parametrize(
    ("url", "anchor", "named"),
    [
        ("agreements/pact/1/", "2.1", [
            "Amended by DCS 7 October 2016, D1", "Mentioned in DCS 3 February 2017, item 1",
            "Mentioned in Visits", "Mentioned in DCS 7 October 2016, item 1",
            "Mentioned in DCS 7 October 2016, A1", "Mentioned in PACT/1 2.2(b)"]),
        ("agreements/pact/2/", "2.2(a)", ["Mentioned in PACT/2 2.1", "Mentioned in Three Rivers"]),
        ("agreements/pact/2/", "1.1", []),
        ("meetings/dcs/2016-10-07/", "D1", [
            "Superseded by DCS 3 February 2017, D1", "Led to DCS 7 October 2016, A1",
            "Mentioned in Visits", "Mentioned in DCS 7 October 2016, item 1", "Mentioned in Three Rivers"]),
    ],
)  # fmt: skip
def test_what_names_a_part_is_listed_there(
    url: str, anchor: str, named: list[str], small_site: Built
) -> None:
    part = small_site.article(url).one(id=anchor)
    lists = part.all("details", "backlinks")[:1]  # those of its parts stand below its own
    assert [row.text() for each in lists for row in each.all("li")] == named
