"""For everyone: axe and vnu over the real pages, the keyboard alone, narrow screens, readers' settings."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.building import Built
from tests.checkers import NARROW, WIDE, invalid, violations, violations_everywhere

KINDS = [
    *("", "agreements/", "agreements/sli/", "agreements/sli/2/", "agreements/sli/changes/1-to-2/"),
    *("meetings/", "meetings/dcs/2016-12-09/", "meetings/dcs/2017-02-03/"),
    *("decisions/", "actions/", "councils/", "attendance/", "calendar/", "calendar/summit-2017/", "data/"),
    *("blog/", "blog/category/workforce/", "blog/a-shorter-self-assessment/"),
    *("councils/bns/", "agreements/sli/clauses/", "agreements/sli/clauses/host-scopes-theme/"),
    *("about/proof/", "about/accessibility/", "search/?q=Leeds", "help/checks/reference-unknown/"),
    *("help/minutes/", "help/cost/", "404.html"),
]
"""A page of every kind."""

SPACING = """* { letter-spacing: .12em !important; word-spacing: .16em !important;
    line-height: 1.5 !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("url", KINDS)
def test_axe_finds_nothing(url: str, page: Page, base: str) -> None:
    """On both widths, in light and dark colours; and no page says a word to the console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.emulate_media(reduced_motion="reduce")  # so that no colour is measured on its way
    assert page.goto(f"{base}{url}")
    assert (violations_everywhere(page), said) == ([], [])


@pytest.mark.parametrize(("wish", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_colours_follow_the_reader(
    wish: Literal["light", "dark"], scheme: str, browser: Browser, base: str
) -> None:
    context = browser.new_context(color_scheme=wish)
    page = context.new_page()
    page.goto(base)
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme
    context.close()


def test_axe_would_find_something(page: Page) -> None:
    page.set_content(
        "<html><body><img src=''><p style='color: #aaa; background: #fff'>pale</p></body></html>"
    )
    found = {each.partition(":")[0] for each in violations(page)}
    assert {"html-has-lang", "image-alt", "color-contrast"} <= found


def test_axe_would_find_it_in_dark_colours_on_a_narrow_screen_alone(page: Page, base: str) -> None:
    page.goto(f"{base}agreements/sli/1/")
    for dark in (".clause p { color: #333 !important }", ".clause-number { display: none !important }"):
        rule = f"@media (max-width: 400px) {{ [data-md-color-scheme=slate] {dark} }}"
        page.evaluate("rule => document.styleSheets[0].insertRule(rule)", rule)
    found = violations_everywhere(page)
    assert {each.partition(" <")[0] for each in found} == {
        "360 dark: color-contrast:",
        "360 dark: other parts are shown than in light colours",
    }


def test_every_page_is_valid_html(project_site: Built, tmp_path: Path) -> None:
    """By vnu, the Nu Html Checker of the standard's authors."""
    assert invalid(project_site.site / name for name in project_site.names()) == []
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><html lang=en><title>x</title><input type=checkbox autocomplete=off></html>"
    )
    assert len(invalid([bad])) == 1


FOCUSED = """() => {
  const at = document.activeElement
  const box = at.getBoundingClientRect()
  const style = getComputedStyle(at)
  const ring = style.boxShadow !== "none" || style.outlineStyle !== "none"
  const name = at.getAttribute("aria-label") ?? at.textContent.trim().replace(/\\s+/g, " ")
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  return [at.tagName === "BODY" ? "" : `${at.tagName} ${name}`, ring, seen]
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_keyboard_reaches_everything_in_order(size: ViewportSize, page: Page, base: str) -> None:
    page.set_viewport_size(size)
    page.goto(f"{base}actions/")
    names, tops = [], []
    for _ in range(40):
        page.keyboard.press("Tab")
        name, ring, seen = page.evaluate(FOCUSED)
        assert ring, f"nothing shows that {name} has the focus"
        assert seen, f"{name} has the focus, out of sight"
        names.append(name)
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert names[0] == "A Skip to content"
    masthead = tops[names.index("INPUT Search this record") - 1 : names.index("A Agreements")]
    assert all(after > before - 10 for before, after in pairwise(masthead))  # on one line, or below
    order = [
        "A What is illustrative",
        "A Regional agreements, Yorkshire and Humber",
        "INPUT Search this record",
        "A Agreements",
        "A Actions",
        "A About",
        "INPUT ",
        "A DCS 9 December 2016, A1",
    ]
    assert [name for name in names if name in order] == order


def test_the_skip_link_leads_to_the_content(page: Page, base: str) -> None:
    page.goto(f"{base}decisions/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "__main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_search_works_with_the_keyboard_alone(page: Page, base: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(base)
    page.get_by_role("searchbox", name="Search this record").focus()
    page.keyboard.type("peer challenge")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}search/?q=peer+challenge")
    page.get_by_role("status").filter(has_text="results").wait_for()


def _too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways, or an example in it, which the keyboard may not reach."""
    return bool(
        page.evaluate("""() => [document.documentElement, ...document.querySelectorAll("pre > code")]
          .some(each => each.scrollWidth > each.clientWidth)""")
    )


def test_nothing_is_lost_on_a_very_narrow_screen(browser: Browser, base: str) -> None:
    """320 pixels: a screen of 1280 at 400%. Also with more space around letters, words and lines."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, bypass_csp=True)
    page = context.new_page()
    wrong = []
    for url in KINDS:
        page.goto(f"{base}{url}")
        if _too_wide(page):
            wrong.append(url)
        page.add_style_tag(content=SPACING)
        if _too_wide(page):
            wrong.append(f"{url} with text spacing")
    page.goto(f"{base}actions/")
    for link in page.locator(".md-tabs a").all():
        assert link.is_visible()
    context.close()
    assert wrong == []


def test_text_spacing_cuts_nothing_off(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport=NARROW, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{base}agreements/sli/")
    page.add_style_tag(content=SPACING)
    cut = page.evaluate("""() => [...document.querySelectorAll("p, a, dd, dt, h1, h2, summary, button")]
      .filter(each => getComputedStyle(each).overflow === "hidden" && !each.closest(".aside-only, .aside")
        && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1))
      .map(each => each.outerHTML.slice(0, 80))""")
    context.close()
    assert cut == []


def test_forced_colours_and_less_motion_are_honoured(browser: Browser, base: str) -> None:
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{base}actions/")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    overdue = page.locator(".mark-overdue").first
    assert overdue.inner_text() == "Overdue"
    assert overdue.evaluate("mark => getComputedStyle(mark, '::before').content") == '"!"'
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(each => {
      const style = getComputedStyle(each)
      const times = style.transitionDuration.split(", ").map(parseFloat)
      return style.transitionProperty !== "none" && times.some(time => time > 0)
    }).map(each => each.className)""")
    context.close()
    assert moving == []


def test_headings_go_down_one_level_at_a_time(project_site: Built) -> None:
    wrong = []
    for name in project_site.names():
        tags = [node.tag for node in project_site.page(name).walk()]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        if levels.count(1) != 1 or levels[0] != 1:
            wrong.append(f"{name}: {levels.count(1)} headings of the first level")
        wrong += [f"{name}: {a} to {b}" for a, b in pairwise(levels) if b > a + 1]
    assert wrong == []


def test_tables_of_the_record_have_a_caption_and_scoped_headers(project_site: Built) -> None:
    for name in project_site.names():
        for table in project_site.page(name).all("table", "records"):
            assert table.one("caption").text(), name
            assert {head.attrs.get("scope") for head in table.all("th")} <= {"col", "row"}, name
            assert table.one("thead").all("th"), name


def test_no_page_sets_a_cookie(page: Page, base: str) -> None:
    for url in ("", "agreements/sli/", "decisions/"):
        page.goto(f"{base}{url}")
    assert page.context.cookies() == []
