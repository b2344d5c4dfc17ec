"""The site in a real browser: links to clauses, no request elsewhere, no script needed, two widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

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
    "blog/",
    "blog/a-shorter-self-assessment/",
    "help/minutes/",
    "help/checks/",
    "help/checks/reference-unknown/",
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
    assert page.url == f"{base}agreements/sli/1/#4.2(a)"


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
    page.goto(base)
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for()
    page.get_by_role("searchbox", name="Search this record").press_sequentially("peer")
    page.locator(".md-search-result__item").first.wait_for()
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
