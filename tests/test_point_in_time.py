"""The date control in a real browser: by keyboard, to the clause that was being read, or with a reason."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.building import ROOT, Built

SCRIPT = ROOT / "docs" / "assets" / "javascripts" / "point-in-time.js"
ANSWER = ".point-in-time-answer"


def _ask(page: Page, day: str) -> None:
    page.get_by_label("Text in force on").fill(day)
    page.keyboard.press("Enter")


LED = [
    pytest.param("agreements/sli/2/#4.4", "agreements/sli/1/#4.3", id="the number there"),
    pytest.param("agreements/sli/2/#4.2(a)", "agreements/sli/1/#4.2(a)", id="the same number"),
    pytest.param("agreements/sli/2/#sli-lead-proposes-lead", "agreements/sli/1/#4.3", id="by lasting key"),
    pytest.param("agreements/sli/2/#6", "agreements/sli/1/#5", id="a section"),
    pytest.param("agreements/sli/2/", "agreements/sli/1/", id="no clause"),
]


@pytest.mark.parametrize(("here", "there"), LED)
def test_the_control_leads_to_the_clause_in_the_text_of_the_day(
    here: str, there: str, page: Page, base: str
) -> None:
    page.goto(f"{base}{here}")
    _ask(page, "2016-10-07")
    page.wait_for_url(f"{base}{there}")
    if "#" in there:
        assert page.locator(":target").count() == 1


ANSWERED = [
    pytest.param(
        "agreements/sli/",
        "2015-03-31",
        "No text was in force on 31 March 2015. The first came into force on 1 April 2015.",
        id="before the first",
    ),
    pytest.param(
        "agreements/sli/#4.3",
        "2016-01-01",
        "Edition 1, the text on this page, was in force on 1 January 2016.",
        id="the text that is shown",
    ),
    pytest.param(
        "agreements/sli/2/",
        "2031-01-01",
        "Which text will be in force on 1 January 2031 is not known here: "
        "this is the record as of 20 December 2016.",
        id="after the record",
    ),
    pytest.param(
        "agreements/sli/2/#4.3",
        "2016-12-01",
        "Edition 1 was in force on 1 December 2016. Clause 4.3 of this text is not in it. Open edition 1",
        id="a clause that was not there",
    ),
]


@pytest.mark.parametrize(("here", "day", "said"), ANSWERED)
def test_the_control_says_why_it_leads_nowhere(here: str, day: str, said: str, page: Page, base: str) -> None:
    page.goto(f"{base}{here}")
    before = page.url
    _ask(page, day)
    expect(page.locator(ANSWER)).to_have_text(said)
    assert page.locator(f"{ANSWER}[role=status]").count() == 1
    assert page.url == before
    if page.locator(f"{ANSWER} a").count():
        page.locator(f"{ANSWER} a").click()
        page.wait_for_url(f"{base}agreements/sli/1/")


def test_the_control_is_reached_and_used_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(f"{base}agreements/sli/2/#4.4")
    page.get_by_label("Text in force on").focus()
    page.keyboard.type("02032016")  # 3 February or 2 March, as the browser's language has it
    while page.evaluate("document.activeElement.id") == "point_in_time_day":
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}agreements/sli/1/#4.3")


def test_a_past_text_leads_on_without_a_server(small_site: Built, page: Page) -> None:
    """Between texts that were in force one after the other, without a table of keys."""
    folder = (small_site.site / "agreements" / "pact").as_uri()
    page.goto(f"{folder}/1/index.html#2.2(a)")
    page.evaluate(SCRIPT.read_text("utf-8"))  # the small site loads no scripts, and its policy lets none in
    _ask(page, "2017-01-01")
    page.wait_for_url(f"{folder}/2/#2.2(a)")
    page.goto(f"{folder}/1/index.html#2.2(b)")
    page.evaluate(SCRIPT.read_text("utf-8"))  # the small site loads no scripts, and its policy lets none in
    _ask(page, "2017-01-01")
    said = "Edition 2 was in force on 1 January 2017. Clause 2.2(b) of this text is not in it. Open edition 2"
    expect(page.locator(ANSWER)).to_have_text(said)


def test_without_a_script_there_is_no_control_and_every_date(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}agreements/sli/")
    assert not page.locator(".point-in-time").is_visible()
    assert page.locator("ol.editions li").first.inner_text() == (
        "Edition 1: In force, from 1 April 2015 (this text)"
    )
    context.close()


@pytest.mark.parametrize("width", [1440, 360])
def test_no_words_of_the_timeline_overlap_or_leave_the_drawing(
    width: int, browser: Browser, base: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{base}agreements/sli/")
    boxes = page.locator(".timeline text").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect()).map(b => [b.left, b.right, b.top, b.bottom])"
    )
    frame = page.locator(".timeline svg").bounding_box()
    assert frame
    assert len(boxes) > 10
    assert max(right for _, right, _, _ in boxes) <= frame["x"] + frame["width"]
    for above, below in pairwise(boxes):
        assert below[2] >= above[3] - 2
    context.close()
