"""The site in a real browser: links to clauses, no request elsewhere, no script needed, two widths."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.building import Built
from tests.needs import need

KINDS = [
    "",
    "agreements/",
    "agreements/sli/",
    "agreements/sli/1/",
    "agreements/sli/2/",
    "agreements/sli/changes/1-to-2/",
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


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


@pytest.fixture(scope="module")
def base(project_site: Built) -> Iterator[str]:
    """The address at which the project's site is served."""
    handler = partial(_Silent, directory=str(project_site.site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


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
            page.evaluate("document.querySelectorAll('.filters, .cite').forEach(each => each.remove())")
            said[url, script] = page.locator("article").inner_text().split()
        context.close()
    for url in {url for url, _ in said}:
        assert said[url, True] == said[url, False]
        assert len(said[url, False]) > 100
