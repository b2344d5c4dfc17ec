"""The site in a real browser: links to clauses, no request elsewhere, no script needed, two widths."""

from __future__ import annotations

import re

import icalendar
import pytest
from playwright.sync_api import Browser, Page

from tests.building import Built

KINDS = [
    "",
    "agreements/",
    "agreements/sli/",
    "agreements/sli/1/",
    "agreements/sli/2/",
    "agreements/sli/changes/1-to-2/",
    "agreements/sli/clauses/",
    "agreements/sli/clauses/host-scopes-theme/",
    "meetings/",
    "meetings/dcs/2016-12-09/",
    "meetings/dcs/2017-02-03/",
    "decisions/",
    "actions/",
    "councils/",
    "councils/lds/",
    "attendance/",
    "calendar/",
    "calendar/summit-2017/",
    "data/",
    "blog/",
    "blog/a-shorter-self-assessment/",
    "help/minutes/",
    "help/checks/",
    "help/checks/reference-unknown/",
    "search/",
    "404.html",
]


def _in_view(page: Page, anchor: str) -> bool:
    box = page.locator(f'[id="{anchor}"]').bounding_box()
    size = page.viewport_size
    return bool(box and size and 0 <= box["y"] < size["height"])


def test_a_link_opens_its_clause(page: Page, base: str) -> None:
    page.goto(f"{base}agreements/sli/1/#4.2")
    words = page.locator(":target .clause-text p").first.inner_text()
    assert words == "The host council agrees with the lead director:"
    assert _in_view(page, "4.2")


def test_a_reference_in_minutes_leads_to_the_clause(page: Page, base: str) -> None:
    page.goto(f"{base}meetings/dcs/2016-10-07/")
    page.locator("#D2").get_by_role("link", name="the theme", exact=True).click()
    page.wait_for_url(f"{base}agreements/sli/1/#4.2(a)")
    assert (
        page.locator(":target .clause-text p").first.inner_text()
        == "the theme, drawn from its self-assessment;"
    )
    assert _in_view(page, "4.2(a)")


def test_the_number_of_a_clause_is_its_link(page: Page, base: str) -> None:
    page.goto(f"{base}agreements/sli/1/")
    number = page.get_by_role("link", name="Clause 4.2(a)", exact=True)
    assert number.inner_text() == "(a)"
    assert number.evaluate("link => link.href") == f"{base}agreements/sli/1/#4.2(a)"
    number.click()
    page.wait_for_url(f"{base}agreements/sli/1/#4.2(a)")


def test_somebody_subscribes_to_the_calendar(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("link", name="Calendar", exact=True).first.click()
    link = page.get_by_role("link", name="Subscribe to the calendar")
    answer = page.request.get(link.evaluate("link => link.href"))
    calendar = icalendar.Calendar.from_ical(answer.body())
    found = {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}
    assert found["Challenge event 2017"].get("location") == "Leeds"


@pytest.mark.parametrize(
    ("day", "as_of", "months"),
    [
        ("2017-02-03T23:59:00Z", "3 February 2017", ["February 2017", "March 2017", "November 2017"]),
        ("2017-03-28T23:30:00Z", "29 March 2017", ["November 2017"]),  # half past midnight in summer time
        ("2018-01-01T12:00:00Z", "1 January 2018", []),
    ],
)
def test_what_is_upcoming_follows_the_day(
    day: str, as_of: str, months: list[str], page: Page, base: str, project_site: Built
) -> None:
    """Where the record is not read as on a fixed day; this one is, so its page is changed on the way."""
    html = (project_site.site / "calendar/index.html").read_text(encoding="utf-8")
    html = re.sub(r'<meta name="record-day"[^>]*>', "", html)
    html = html.replace('"events-upcoming"', '"events-upcoming" data-follow')
    page.route(f"{base}calendar/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.clock.set_fixed_time(day)
    page.goto(f"{base}calendar/", wait_until="load")
    upcoming = page.locator(".events-upcoming")
    assert upcoming.locator("h2").inner_text().startswith(f"Upcoming, as of {as_of}")
    assert upcoming.locator("h3").all_inner_texts() == months
    assert upcoming.get_by_text("Nothing is announced.").is_visible() is not bool(months)


@pytest.mark.parametrize(
    ("url", "tab"),
    [
        ("agreements/sli/clauses/host-scopes-theme/", "Agreements"),
        ("meetings/dcs/2016-12-09/", "Meetings"),
        ("councils/lds/", "Councils"),
        ("data/", "About"),
    ],
)
def test_the_tabs_say_where_a_page_belongs(url: str, tab: str, project_site: Built) -> None:
    links = project_site.page(url).all("a", "md-tabs__link")
    assert [link.text() for link in links if link.attrs.get("aria-current")] == [tab]


@pytest.mark.parametrize("width", [1440, 360])
def test_pages_fit_and_ask_no_other_host(width: int, browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    asked: set[str] = set()
    wrong: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    too_wide = []
    for url in KINDS:
        answer = page.goto(f"{base}{url}", wait_until="load")
        assert answer
        assert answer.ok, url
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(url)
    page.goto(f"{base}search/?q=peer")
    page.locator(".search-result").first.wait_for()
    context.close()
    assert (too_wide, wrong) == ([], [])
    assert {url for url in asked if not url.startswith((base, "data:", f"blob:{base}"))} == set()


def test_a_page_without_script_says_the_same(browser: Browser, base: str) -> None:
    said = {}
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        for url in ("agreements/sli/1/", "meetings/dcs/2016-12-09/", "actions/", "help/minutes/"):
            page.goto(f"{base}{url}", wait_until="load")
            script_only = "document.querySelectorAll('.filters, .cite, .point-in-time')"
            page.evaluate(f"{script_only}.forEach(each => each.remove())")
            said[url, script] = page.locator("article").inner_text().split()
        context.close()
    for url in {url for url, _ in said}:
        assert said[url, True] == said[url, False]
        assert len(said[url, False]) > 100
