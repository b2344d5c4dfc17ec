"""Search: the words of a text, the units of a record, and questions asked in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from concordat.places import Place
from concordat.search.amended import amended
from concordat.search.shards import SHARD, shards
from concordat.search.terms import terms
from concordat.search.units import Unit, in_order, item_words, page_unit, units_of
from tests.building import DOCS, Built
from tests.memory import record_of

Answers = tuple[str, list[tuple[str, str]]]

TERMS = {
    "Clauses 4.2 (a) and 4.2(a)(ii) of SLI/2": ["clause", "4.2(a)", "and", "4.2(a)(ii)", "of", "sli/2"],
    "7 October 2016, 7th October 2016, 07/10/2016": ["2016-10-07"] * 3,
    "October 2016 or 2016-10": ["2016-10", "or", "2016-10"],
    "DCS 2016-10-07 D2": ["dcs", "2016-10-07", "d2"],
    "Councils’ studies, boxes, churches, class and status": [
        *("council", "study", "box", "church", "class", "and", "status"),
    ],
    "The council's self-assessment": ["the", "council", "self", "assessment"],
    "CAFÉ Straße": ["cafe", "strasse"],
    "item 12. £3.50": ["item", "12", "3.50"],
    "is as this gas bus": ["is", "as", "this", "gas", "bus"],
    "": [],
}


@pytest.mark.parametrize("text", TERMS)
def test_terms(text: str) -> None:
    assert terms(text) == TERMS[text]


@given(st.text())
def test_terms_of_terms_are_the_same_words(text: str) -> None:
    found = terms(text)
    assert all(re.fullmatch(r"[0-9a-z./()-]+", term) for term in found)


def _rows(files: dict[str, str], name: str) -> Any:
    match = re.fullmatch(r'concordatSearch\.put\("([\w-]+)",(.*)\);\n', files[f"{name}.js"], re.DOTALL)
    assert match
    assert match[1] == name
    return json.loads(match[2])


def _unit(number: int, text: str, **other: Any) -> Unit:
    return Unit("Page", f"Page {number}", "", "", Place(f"{number}.md"), "", "", text, **other)


_WORDS = st.lists(st.sampled_from([f"w{n}" for n in range(60)]), max_size=12).map(" ".join)


@settings(max_examples=40)
@given(st.data(), st.lists(st.tuples(st.sampled_from("abcdef"), _WORDS), min_size=1, max_size=130))
def test_amended_files_are_those_of_all_units_anew(data: st.DataObject, rows: list[tuple[str, str]]) -> None:
    pages = [Place(f"{page}.md", str(at)) for at, (page, _) in enumerate(rows)]
    units = [
        Unit("Item", f"W1 of {at}", "w2 w3", "", place, "", "w4", text)
        for at, (place, (_, text)) in enumerate(zip(pages, rows, strict=True))
    ]
    changed = data.draw(st.sets(st.sampled_from([place.path for place in pages])))
    after = [replace(unit, text=data.draw(_WORDS)) if unit.place.path in changed else unit for unit in units]
    of_pages = {path: [unit for unit in after if unit.place.path == path] for path in changed}

    def link(place: Place) -> str:
        return f"{place.path}#{place.anchor}" if place.anchor else place.path

    before, wanted = dict(shards(units, link)), dict(shards(after, link))
    found = amended(before, of_pages, link)
    assert {name: content for name, content in {**before, **found}.items() if content} == wanted
    assert all(before.get(name) != content for name, content in found.items())


def test_what_is_no_longer_the_same_unit_is_not_amended() -> None:
    units = [_unit(1, "word")]
    files = dict(shards(units, lambda place: place.path))
    with pytest.raises(ValueError, match="'Page 1' is another unit than 'Page 2'"):
        amended(files, {"1.md": [replace(units[0], title="Page 2")]}, lambda place: place.path)
    with pytest.raises(ValueError, match=r"zip\(\) argument 2 is shorter"):
        amended(files, {"1.md": []}, lambda place: place.path)
    with pytest.raises(ValueError, match="'units-0' is no file of the search"):
        amended({**files, "units-0.js": '"1.md"'}, {"1.md": units}, lambda place: place.path)


def test_shards_hold_every_term_once_and_stay_small() -> None:
    units = [_unit(number, " ".join(f"w{n}" for n in range(number, number + 400))) for number in range(600)]
    files = dict(shards(units, str))
    described = _rows(files, "vocabulary")
    listed = described["terms"].split(" ")
    assert listed == sorted(set(listed))
    assert described["pages"] == [0, 600]
    starts = [*described["shards"], len(listed)]
    assert len(starts) > 3
    for number, (first, end) in enumerate(pairwise(starts)):
        rows = _rows(files, f"terms-{number}")
        assert len(rows) == end - first
        assert len(files[f"terms-{number}.js"]) < SHARD + 1_000
        for term, row in zip(listed[first:end], rows, strict=True):
            first_said = max(0, int(term[1:]) - 399)
            assert list(accumulate(row[2])) == list(range(first_said, min(600, int(term[1:]) + 1)))
    assert _rows(files, "units-11")[49] == ["Page", "Page 599", "", "", "599.md", units[599].text]


def test_what_does_not_hold_comes_last_and_pages_after_the_record() -> None:
    gone = _unit(1, "", current=False)
    page, post = page_unit("Page", "Help", "help.md", ""), page_unit("Post", "News", "news.md", "")
    assert [unit.title for unit in in_order([gone, page, post])] == ["News", "Help", "Page 1"]


def test_units_of_a_record_are_addressable_and_say_how_they_stand() -> None:
    record = record_of({})
    units = {str(unit.place): unit for unit in units_of(record, {})}
    assert len(units) == len(list(units_of(record, {})))
    clauses = {place: unit for place, unit in units.items() if unit.kind == "Clause"}
    assert {unit.status for unit in clauses.values() if unit.current} == {"In force from 15 September 2016"}
    kinds = {unit.kind for unit in units.values()}
    assert kinds == {"Clause", "Meeting", "Item", "Decision", "Action"}


def test_the_words_of_items_leave_out_their_decisions_and_headings() -> None:
    text = "---\ndate: 2016-12-09\nstatus: draft\n---\n## 1. Money\n\nSpent *most* of it.\n"
    text += "\n> **Decision D1**\n>\n> Save.\n\n### A part\n\nMore.\n\n## 2. Rest\n"
    record = record_of({"meetings/dcs/2016-12-09.md": text})
    meeting = next(m for m in record.meetings if m.document.path == "meetings/dcs/2016-12-09.md")
    assert item_words(meeting, text) == {"1": "Spent most of it. More.", "2": ""}


ASKED = [
    ("4.2", "Clause 4.2", "SLI agreement, edition 1 · In force from 1 April 2015"),
    ("SLI 4.2", "Clause 4.2", "SLI agreement, edition 1 · In force from 1 April 2015"),
    ("clause 4.2(a)", "Clause 4.2(a)", "SLI agreement, edition 1 · In force from 1 April 2015"),
    ("SLI/2 4.2", "Clause 4.2", "SLI agreement, edition 2 · Draft"),
    ("DCS 2016-10-07 D2", "Decision D2", "Regional directors' meeting, 7 October 2016 · In approved minutes"),
    ("7 October 2016", "Regional directors' meeting, 7 October 2016", "Meeting · Approved minutes"),
    ("07/10/2016 directors", "Regional directors' meeting, 7 October 2016", "Meeting · Approved minutes"),
    ("host scopes theme", "Clause 4.2(a)", "SLI agreement, edition 1 · In force from 1 April 2015"),
]


@pytest.fixture
def ask(page: Page, base: str) -> Callable[[str], Answers]:
    def answers(question: str) -> Answers:
        page.goto(f"{base}search/?q={question}")
        said = page.locator("[data-search] [role=status]:not(:empty)").inner_text()
        page.locator(".search-results:not([aria-busy])").wait_for(state="attached")
        titles = page.locator(".search-title").all_inner_texts()
        details = page.locator(".search-detail").all_inner_texts()
        return said, list(zip(titles, details, strict=True))

    return answers


@pytest.mark.parametrize(("question", "title", "detail"), ASKED, ids=[question for question, _, _ in ASKED])
def test_a_question_finds_its_answer_first(
    ask: Callable[[str], Answers], question: str, title: str, detail: str
) -> None:
    said, results = ask(question)
    assert results[0] == (title, detail)
    assert said.startswith(f"{len(results)} result" if len(results) < 20 else "")


COUNCILS = {"Doncaster": "Doncaster Council", "LDS": "Leeds City Council", "E08000036": "Wakefield"}


def test_a_council_comes_first_by_its_name_its_key_and_its_code(ask: Callable[[str], Answers]) -> None:
    for question, name in COUNCILS.items():
        title, detail = ask(question)[1][0]
        assert title.startswith(name), question
        assert detail.startswith("Council · "), question
    assert ("North Yorkshire Council", "Council · NYE · Not in being") in ask("North Yorkshire")[1]


def test_an_event_is_found_by_its_kind_its_day_and_its_place(ask: Callable[[str], Answers]) -> None:
    summit = ("Summit of senior managers", "Event · 28 March 2017, Wakefield")
    for question in ("summit", "28 March 2017", "event Wakefield"):
        assert summit in ask(question)[1][:2], question
    assert ("Training for new peers", "Event · 20 September 2016, Sheffield · Cancelled") in ask("training")[
        1
    ]


def test_a_day_of_which_nothing_is_recorded_gives_its_month(ask: Callable[[str], Answers]) -> None:
    said, results = ask("LM 2016-10-08")
    assert said.endswith("Nothing says “2016-10-08”: shown is “2016-10”.")
    assert results[0] == ("Regional lead members' meeting, 7 October 2016", "Meeting · Approved minutes")


def test_a_piece_of_text_is_cut_between_words(ask: Callable[[str], Answers], page: Page) -> None:
    ask("Leeds")
    pieces = page.locator(".search-result > p:last-child").all_inner_texts()
    (piece,) = (piece for piece in pieces if "lasts when people move on" in piece)
    assert piece.startswith("… Friday's meeting was the first")


def test_a_misspelling_and_what_is_nowhere(ask: Callable[[str], Answers]) -> None:
    said, results = ask("chalenge")
    assert said.endswith("Nothing says “chalenge”: shown is “challenge”.")
    assert results == ask("challenge")[1]
    assert ask("zyzzyva") == ("Nothing was found. Try fewer words, a number such as 4.2, or a date.", [])
    assert ", none of them with all the words." in ask("peer challenge zyzzyva")[0]


def test_a_word_in_the_middle_is_marked_and_leads_there(
    ask: Callable[[str], Answers], page: Page, base: str
) -> None:
    ask("drawn from its self-assessment")
    first = page.locator(".search-result").first
    assert "drawn" in first.locator("mark").all_inner_texts()
    first.get_by_role("link").click()
    page.wait_for_url(f"{base}agreements/sli/1/#4.2(a)")


def test_texts_in_force_stand_before_those_that_are_not(ask: Callable[[str], Answers]) -> None:
    _, results = ask("clause peer challenge")
    drafts = [at for at, (_, detail) in enumerate(results) if detail.endswith("Draft")]
    forces = [at for at, (_, detail) in enumerate(results) if "In force" in detail]
    assert forces
    assert not drafts or max(forces) < min(drafts)


def test_results_follow_typing_and_are_kept_in_the_address(page: Page, base: str) -> None:
    page.goto(f"{base}search/")
    page.get_by_label("Search the record").focus()
    page.keyboard.insert_text("peer")
    page.wait_for_url(f"{base}search/?q=peer")
    page.locator(".search-results:not([aria-busy]) > .search-result").first.wait_for()
    page.locator(".search-result").evaluate_all("all => all.forEach(each => each.classList.add('old'))")
    page.keyboard.insert_text(" self-assess")
    page.locator(".search-result:not(.old)").first.wait_for()
    assert page.locator(".search-result.old").count() == 0
    page.wait_for_url(f"{base}search/?q=peer%20self-assess")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.search-result') !== null")


def test_more_results_are_shown_and_focused(page: Page, base: str) -> None:
    page.goto(f"{base}search/?q=council")
    page.get_by_role("button", name="Show more results").click()
    page.locator(".search-result:nth-child(21)").wait_for()
    page.wait_for_function("document.activeElement === document.querySelectorAll('.search-title a')[20]")


def test_search_works_from_a_folder_without_a_server(page: Page, project_site: Built) -> None:
    page.goto(f"{(project_site.site / 'search' / 'index.html').as_uri()}?q=4.2(a)")
    assert page.locator(".search-title").first.inner_text() == "Clause 4.2(a)"


def test_an_address_that_leads_nowhere_is_asked_for(page: Page, base: str) -> None:
    answer = page.goto(f"{base}agreements/sli/9/#4.2(a)")
    assert answer
    assert answer.status == 404
    page.locator(".search-result").first.wait_for()
    assert page.locator(".search-title").first.inner_text() == "Clause 4.2(a)"
    assert page.url == f"{base}agreements/sli/9/#4.2(a)"


LOST = {
    "/agreements/sli/4.2": "sli 4.2",
    "/agreements/sli/4.2/": "sli 4.2",
    "/agreements/sli/1/4.2(a)": "sli 4.2(a)",
    "/agreements/sli/9/#4.2%28a%29": "sli 4.2(a)",
    "/record/2017-04/agreements/sli/#host-scopes-theme": "host scopes theme",
    "/agreements/sli/clauses/host-theme/": "sli host theme",
    "/meetings/dcs/2016-10-07.html": "dcs 2016-10-07",
    "/meetings/dcs/2016-10-07/#D9": "dcs 2016-10-07 D9",
    "/blog/a-festival/index.html": "a festival",
    "/calendar/summit_2018/": "calendar summit 2018",
    "/100%/of/it": "100% of it",
    "/": "",
}


def test_lost_addresses_become_questions(page: Page, base: str) -> None:
    page.goto(f"{base}search/")
    assert page.evaluate("all => all.map(concordatSearch.lost)", [*LOST]) == [*LOST.values()]


@pytest.mark.parametrize("address", ["agreements/sli/4.2", "sli/4.2", "agreements/sli/1/clause-4.2"])
def test_a_lost_clause_is_found(page: Page, base: str, address: str) -> None:
    page.goto(f"{base}{address}")
    assert page.locator(".search-title").first.inner_text() == "Clause 4.2"


def test_the_browser_makes_the_same_terms(page: Page, base: str) -> None:
    page.goto(f"{base}search/")
    texts = [*TERMS, *(path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))[:40])]
    assert page.evaluate("texts => texts.map(concordatSearch.terms)", texts) == [
        terms(text) for text in texts
    ]
