"""Asks questions of the search in a browser that has never been there, and prints what that took as JSON.

    python -m tests.bench.search FOLDER

FOLDER holds a record. Only what a browser loads to search is written, not its thousands of pages. A
question's time runs from the moment at which the page is there, with nothing of the search loaded but
its script, to its first result, or to the word that there is none: the middle one of several visits. Its
bytes are those of the files of the search that all its results take, compressed as hosts do.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from concordat.files import load_record
from concordat.search.shards import shards
from concordat.search.units import in_order, item_words, units_of
from tests.needs import need
from tests.serving import served

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (
    *("4.2", "SLI 4.2", "clause 4.2(a)", "D2", "28 October 2011", "budget", "shcools", "the"),
    *("directors agreed", "smaller councils can spare the people"),
)
VISITS = 5
PAGE = """<!doctype html><html lang="en"><title>Search</title><body>
<div data-search="page" data-root="../" data-keep="no"><form><input></form>
<p role="status"></p><ol></ol><button class="search-more" hidden></button></div>
<script src="../search.js"></script>"""
ASK = """question => new Promise(done => {
  const began = performance.now(), list = document.querySelector("ol"), said = document.querySelector("p")
  const look = () => (list.firstChild || said.textContent) && done(performance.now() - began)
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  const field = document.querySelector("input")
  field.value = question
  field.form.requestSubmit()
})"""


def write(record_folder: Path, site: Path) -> int:
    """Write the files of the search and a page for them; return how many units can be found."""
    docs = record_folder / "docs"
    record = load_record(docs)
    paths = {meeting.document.path: meeting for meeting in record.meetings}
    items = {path: item_words(each, (docs / path).read_text("utf-8")) for path, each in paths.items()}
    units = in_order(units_of(record, items))
    folder = site / "search" / "index"
    folder.mkdir(parents=True)
    for name, content in shards(units, str):
        (folder / name).write_text(content, encoding="utf-8")
    (site / "search" / "index.html").write_text(PAGE, encoding="utf-8")
    script = ROOT / "docs" / "assets" / "javascripts" / "search.js"
    (site / "search.js").write_bytes(script.read_bytes())
    return len(units)


def ask(browser: Browser, address: str, site: Path, question: str) -> dict[str, Any]:
    """Ask one question on several visits, each in a browser that has never been there."""
    visits = [visit(browser, address, site, question) for _ in range(VISITS)]
    return {**visits[0], "milliseconds": median(each["milliseconds"] for each in visits), "visits": visits}


def visit(browser: Browser, address: str, site: Path, question: str) -> dict[str, Any]:
    """Ask one question in a new browser context."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[str] = []
    page.on("response", lambda answer: loaded.append(answer.url))
    page.goto(f"{address}search/")
    milliseconds = page.evaluate(ASK, question)
    page.wait_for_load_state("networkidle")
    files = [site / url.removeprefix(address) for url in loaded if "/search/index/" in url]
    context.close()
    return {
        "question": question,
        "milliseconds": milliseconds,
        "files": len(files),
        "bytes": sum(len(gzip.compress(path.read_bytes(), 6)) for path in files),
    }


def main() -> None:
    """Measure, and print the numbers."""
    with tempfile.TemporaryDirectory(prefix="concordat-search-") as name, sync_playwright() as playwright:
        site = Path(name)
        units = write(Path(sys.argv[1]), site)
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        with served(site) as address:
            asked = [ask(browser, address, site, question) for question in QUESTIONS]
        browser.close()
    json.dump({"units": units, "questions": asked}, sys.stdout)


if __name__ == "__main__":
    main()
