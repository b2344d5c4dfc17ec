"""The look: contrast of the colours, the last touch on the markup, the content-security policy, weight."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, Route

from concordat.policy import digests, header_files, policy, with_policy
from concordat.site.markup import mend
from tests.building import DOCS, Built
from tests.needs import need

STYLES = DOCS / "assets" / "stylesheets"
SCHEMES = ("default", "slate")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "link", "link-hover", "good", "wait", "ended")
      for ground in ("paper", "panel")),
    ("edge", "paper", SHAPE),
    ("edge", "panel", SHAPE),
    ("on-brand", "brand", TEXT),
    *(("on-status", status, TEXT) for status in ("good", "wait", "ended", "ink-soft")),
    ("on-focus", "focus", TEXT),
    ("on-focus", "paper", 0.0),
]  # fmt: skip


def _colours(scheme: str) -> dict[str, str]:
    css = (STYLES / "identity.css").read_text(encoding="utf-8")
    block = css.partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    """The relative luminance, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_colours_stand_out(scheme: str, one: str, other: str, least: float) -> None:
    colours = _colours(scheme)
    assert contrast(colours[one], colours[other]) >= least


def test_no_colour_stands_outside_the_palette() -> None:
    found = {}
    for path in STYLES.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        if path.name == "identity.css":
            text = text.partition("[data-md-color-scheme] {")[2]
        colours = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", text)
        if colours and path.name != "print.css":
            found[path.name] = colours
    assert found == {}


def test_no_style_sheet_grows_large() -> None:
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in STYLES.glob("*.css")}
    assert {name: size for name, size in sizes.items() if size > 300} == {}


def test_markup_is_mended() -> None:
    page = (
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
        '<div data-md-component="skip">\n<a href="#x" class="md-skip">Skip</a>\n</div>'
        '<main class="md-main" data-md-component="main"><input autocomplete="off"></main>'
    )
    assert mend(page) == (
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">'
        '<a href="#__main" class="md-skip">Skip to content</a>'
        '<main class="md-main" data-md-component="main" id="__main" tabindex="-1">'
        '<input autocomplete="off"></main>'
    )


def test_headings_in_a_list_of_posts_have_no_names() -> None:
    """Two posts of one title would give the list two elements of one name."""
    listed = '<h2 id="visits"><a class="toclink" href="visits/">Visits</a></h2>'
    own = '<h2 id="visits">Visits<a class="headerlink" href="#visits" title="Link to it">¶</a></h2>'
    named = own.replace('title="Link to it"', 'title="Link to it" aria-label="Link to it"')
    assert mend(listed + own) == listed.replace(' id="visits"', "") + named


PAGE = '<meta charset="utf-8"><script>a()</script><script src="x.js"></script>' + (
    '<script id="d" type="application/json">{}</script><script>a()</script>'
)


def test_only_scripts_that_run_have_a_digest() -> None:
    found = digests(PAGE)
    assert len(found) == 1
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", found[0])
    assert digests(PAGE.replace("a()", "b()")) != found


def test_a_page_bears_its_policy_first() -> None:
    (digest,) = digests(PAGE)
    begin = '<meta charset="utf-8">\n      <meta http-equiv="Content-Security-Policy" content="'
    assert with_policy(PAGE).startswith(
        f"{begin}default-src 'none'; script-src 'self' {digest}; style-src 'self';"
    )
    assert "unsafe" not in policy([])


def test_hosts_receive_the_policy_too() -> None:
    files = header_files(["'sha256-b'", "'sha256-a'"])
    assert set(files) == {"_headers", ".htaccess"}
    for text in files.values():
        assert "script-src 'self' 'sha256-a' 'sha256-b'; " in text
        assert "frame-ancestors 'self'" in text
        assert "nosniff" in text
    assert files["_headers"].startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
    assert '  Header always set Referrer-Policy "no-referrer"\n' in files[".htaccess"]


def test_nginx_gets_the_same_headers_by_the_command_of_the_help(tmp_path: Path) -> None:
    help_page = (DOCS / "help" / "hosting.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^sed -n .*$", help_page, re.MULTILINE)
    (tmp_path / "site").mkdir()
    headers = header_files(["'sha256-a/b+c='"])["_headers"]
    (tmp_path / "site" / "_headers").write_text(headers, encoding="utf-8")
    subprocess.run([need("bash"), "-c", line], cwd=tmp_path, check=True)
    made = (tmp_path / "record-headers.conf").read_text(encoding="utf-8")
    found = re.findall(r'^add_header (\S+) "([^"]*)" always;$', made, re.MULTILINE)
    assert [f"  {name}: {value}" for name, value in found] == headers.splitlines()[1:]
    assert len(made.splitlines()) == len(found) == 3


def test_the_site_has_the_header_files_for_all_its_scripts(project_site: Built) -> None:
    text = (project_site.site / "_headers").read_text(encoding="utf-8")
    pages = [(project_site.site / name).read_text(encoding="utf-8") for name in project_site.names()]
    assert {digest for page in pages for digest in digests(page)} <= set(re.findall(r"'sha256-[^']*'", text))
    assert [page for page in pages if page.count("Content-Security-Policy") != 1] == []


@pytest.mark.parametrize("url", ["agreements/sli/1/", "agreements/sli/"])
def test_a_clause_page_is_light(url: str, browser: Browser, base: str) -> None:
    """At most 60 kB of HTML and 200 kB in all on a first visit, compressed as hosts do."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (a bound method has no attributes)
    page.goto(f"{base}{url}", wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers if answer.ok}
    context.close()
    assert sizes[f"{base}{url}"] <= 60_000
    assert len(sizes) > 5
    assert sum(sizes.values()) <= 200_000, sizes


SHIFTS = """() => new Promise(done => {
  const found = []
  const seen = list => found.push(...list.getEntries().map(each => each.value).filter(each => each > 0.0005))
  new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(found), 100)
})"""
PAINTED = """() => new Promise(done => {
  const seen = list => list.getEntriesByName("first-contentful-paint").length && done()
  new PerformanceObserver(seen).observe({ type: "paint", buffered: true })
})"""


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_moves_while_a_page_loads(width: int, browser: Browser, base: str) -> None:
    """At worst: no script arrives before the page is painted, and then each changes what it changes."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    shifts = {}
    held: list[Route] = []
    for url in ("", "agreements/sli/1/", "decisions/", "meetings/dcs/2016-12-09/", "attendance/", "search/"):
        held.clear()
        page.route("**/*.js", lambda route: held.append(route))  # noqa: PLW0108 (as above)
        page.goto(f"{base}{url}", wait_until="commit")
        page.evaluate(PAINTED)
        for route in held:
            route.continue_()
        page.unroute_all()
        page.wait_for_load_state("load")
        assert held
        shifts[url] = page.evaluate(SHIFTS)
    context.close()
    assert {url: moved for url, moved in shifts.items() if moved} == {}


def test_no_script_blocks_the_first_paint(project_site: Built) -> None:
    """A script with a source is deferred, or stands after everything that it could hold up."""
    for name in project_site.names():
        head, _, _ = (project_site.site / name).read_text(encoding="utf-8").partition("</head>")
        assert [tag for tag in re.findall(r"<script[^>]*src=[^>]*>", head) if "defer" not in tag] == [], name
