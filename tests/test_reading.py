"""What readers do, in a real browser: find, filter, cite, print, and learn what is next on their own day."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from concordat.record import Record

DAY = re.compile(r'<meta name="record-day" content="[^"]*">')


def test_a_reader_cites_a_clause_and_another_finds_the_same_words(browser: Browser, base: str) -> None:
    """Home, what is in force, clause 4.2(a), its citation; then a browser that was never here."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(base)
    page.get_by_role("link", name="Sector-led improvement agreement, edition 1").click()
    page.wait_for_url(f"{base}agreements/sli/")
    clause = page.get_by_role("link", name="Clause 4.2(a)", exact=True)
    clause.focus()
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')") == "Copy citation of clause 4.2(a)"
    )
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    cited = page.evaluate("navigator.clipboard.readText()")
    address = f"{base}agreements/sli/1/#4.2(a)"
    assert cited == f"SLI agreement, edition 1, clause 4.2(a), in force from 1 April 2015, {address}"
    words = page.locator('[id="4.2(a)"] > .clause-text > p').first.inner_text()
    context.close()

    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(cited.rpartition(", ")[2])
    assert other.locator(":target .clause-text p").first.inner_text() == words
    assert words == "the theme, drawn from its self-assessment;"
    fresh.close()


def test_a_reader_finds_a_decision_by_a_word_and_sees_that_it_is_outstanding(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("link", name="All decisions").click()
    page.get_by_label("Words").fill("strengthened")
    rows = page.locator("tbody tr:visible")
    assert rows.count() == 1
    assert rows.locator("td").nth(2).inner_text() == "Not yet"
    rows.get_by_role("link", name="SLI/1 4.2").click()
    page.wait_for_url(f"{base}agreements/sli/1/#4.2")
    note = page.locator(":target .agreed").first.inner_text()
    assert note == "A change is agreed, but not yet in this text: DCS 7 October 2016, D2"


def test_filters_work_by_keyboard_and_stay_in_the_address(page: Page, base: str) -> None:
    page.goto(f"{base}actions/")
    shown = page.locator("tbody tr:visible")
    every = shown.count()
    status = page.locator(".filters [role=status]")
    assert status.inner_text() == f"All {every} are shown."
    page.get_by_label("Owner").focus()
    page.keyboard.type("Chair")
    page.keyboard.press("Tab")
    page.wait_for_url(f"{base}actions/?owner=Chair")
    few = shown.count()
    assert 0 < few < every
    assert {row.locator("td").nth(1).inner_text() for row in shown.all()} == {"Chair"}
    assert status.inner_text() == f"{few} of {every} are shown."
    page.get_by_label("State").select_option("Open")
    page.wait_for_url(f"{base}actions/?owner=Chair&state=Open")
    page.reload()
    assert page.get_by_label("Owner").input_value() == "Chair"
    assert {row.locator("td").nth(3).inner_text() for row in shown.all()} == {"Open"}
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(f"{base}actions/")
    assert shown.count() == every


def test_an_unknown_choice_in_the_address_hides_nothing(page: Page, base: str) -> None:
    page.goto(f"{base}actions/?owner=Nobody&colour=blue")
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count()


def _on(page: Page, day: str) -> None:
    """Let a page be of a record without a fixed day, read on a day."""

    def unfixed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=DAY.sub("", answer.text()))

    page.route(re.compile(r"/$"), unfixed)
    page.clock.set_fixed_time(datetime.fromisoformat(day).replace(tzinfo=UTC))


NEXT = {
    "2017-01-13T23:30:00": "Friday 13 January 2017",
    "2017-01-14T00:30:00": "Friday 20 January 2017",
    "2017-06-30T23:30:00": "Thursday 16 November 2017",  # in London it is already July
    "2019-01-01T12:00:00": None,
}


@pytest.mark.parametrize("now", NEXT)
def test_what_is_next_is_right_on_the_day_that_somebody_reads(now: str, page: Page, base: str) -> None:
    _on(page, now)
    page.goto(base)
    shown = page.locator(".next-events > li:visible time")
    expected = NEXT[now]
    assert [time.inner_text() for time in shown.all()] == ([expected] if expected else [])
    assert page.get_by_text("Nothing is announced.").is_visible() == (expected is None)
    london = "1 July 2017" if now.startswith("2017-06-30") else None
    if london:
        assert page.locator("[data-today]").inner_text() == london


@pytest.mark.parametrize(("now", "overdue"), [("2016-12-16T12:00:00", False), ("2016-12-17T12:00:00", True)])
def test_an_action_is_overdue_from_the_day_after_it_was_due(
    now: str, overdue: bool, page: Page, base: str
) -> None:
    _on(page, now)
    page.goto(f"{base}actions/")
    state = page.locator("tbody tr", has_text="running order").locator("td").last
    assert state.inner_text() == ("Overdue" if overdue else "Open")
    page.get_by_label("State").select_option("Overdue")
    assert page.locator("tbody tr", has_text="running order").is_visible() == overdue


def test_a_demonstration_keeps_its_day(page: Page, base: str) -> None:
    page.goto(base)
    assert page.locator(".next-events > li:visible time").inner_text() == "Friday 13 January 2017"
    assert page.locator("[data-today]").inner_text() == "20 December 2016"


def test_without_scripts_the_first_page_says_as_of_when(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    assert page.locator(".next-events > li:visible").count() == 1
    assert page.get_by_text("As of 20 December 2016.").is_visible()
    page.goto(f"{base}decisions/")
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 10
    assert not page.locator(".filters").is_visible()
    context.close()


def clause_label(number: str) -> str:
    """A clause's number as it stands beside its words: `4.2`, `(a)`."""
    return f"({number.rpartition('(')[2]}" if number.endswith(")") else number


def test_a_printed_agreement_has_every_number(page: Page, base: str, project_record: Record) -> None:
    edition = project_record.edition("SLI", "1")
    assert edition
    page.goto(f"{base}agreements/sli/1/")
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    labels = Counter(clause_label(clause.number) for clause in edition.clauses)
    printed_labels = Counter(re.findall(r"(?<![\w.(])(?:\d+(?:\.\d+)?|\([a-z]+\))(?![\w.)])", text))
    assert labels - printed_labels == Counter()
    assert len(labels) > 80
    assert "Copy citation" not in text
    assert "Search this record" not in text
    assert "In force." in text
