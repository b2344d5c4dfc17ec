"""Building and serving apply the same checks as the command: `mkdocs build` stops, `mkdocs serve` goes on."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.building import DOCS, build, command, environment, lay_site
from tests.html import Node, parse

MINUTES = "meetings/dcs/2017-02-03.md"
POST = "blog/posts/visits.md"
DEADLINE = 60  # seconds; a rebuild takes less than two


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def _break_reference(docs: Path) -> None:
    _change(docs / MINUTES, "Supersedes: DCS 2016-10-07 D1", "Amends: PACT 2.9")


def _cite_superseded(docs: Path) -> None:
    _change(docs / "index.md", "[PACT 2.2(a)]", "[PACT/1 2.2(a)]")


def _break_many(docs: Path) -> None:
    _break_reference(docs)
    _cite_superseded(docs)
    (docs / "meetings" / "dcs" / "2016-08-05.md").write_bytes(
        "---\ndate: 2016-08-05\n---\nCaf\u00e9".encode("latin-1")
    )
    _change(docs / "agreements" / "pact" / "1" / "index.md", "## 2 Visits", "## 1 Visits")
    _change(docs / POST, "categories: [Travel]", "categories: [Travel")


def _as_is(docs: Path) -> None:
    """Leave the record as it is: its only findings are notes, of an overdue action and missing signatures."""


def _found(docs: Path) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """What `concordat check` finds: the level and the text that a build logs for each; the counts."""
    line = [sys.executable, "-m", "concordat", "check", "--format", "json", str(docs)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = []
    for each in report["findings"]:
        text = "{path}:{line}:{column}: {severity}[{rule}]: {message}".format(**each)
        if each["hint"]:
            text += f"\n  help: {each['hint']}"
        if each["related"]:
            places = ["{path}:{line}:{column}".format(**place) for place in each["related"]]
            text += f"\n  see also: {', '.join(places)}"
        found.append((each["severity"].upper(), text))
    return found, report["counts"]


def _logged(log: str) -> list[tuple[str, str]]:
    """The findings in the log of a build: level and text."""
    messages = re.findall(r"^([A-Z]+) +-  (.*(?:\n(?![A-Z]+ +-  |\n|Aborted).*)*)", log, re.MULTILINE)
    return [(level, text) for level, text in messages if re.match(r"\S+:\d+:\d+: \w+\[", text)]


@pytest.mark.parametrize(
    ("spoil", "options", "code", "levels"),
    [
        pytest.param(_as_is, [], 0, {"INFO"}, id="a note, build"),
        pytest.param(_as_is, ["--strict"], 0, {"INFO"}, id="a note, strict"),
        pytest.param(_cite_superseded, [], 0, {"INFO", "WARNING"}, id="a warning, build"),
        pytest.param(_cite_superseded, ["--strict"], 1, {"INFO", "WARNING"}, id="a warning, strict"),
        pytest.param(_break_reference, [], 1, {"INFO", "ERROR"}, id="an error, build"),
        pytest.param(_break_many, ["--strict"], 1, {"INFO", "WARNING", "ERROR"}, id="many, strict"),
    ],
)
def test_a_build_says_what_the_command_says_and_stops_where_it_must(
    spoil: Callable[[Path], None], options: list[str], code: int, levels: set[str], tmp_path: Path
) -> None:
    docs = lay_site(tmp_path)
    spoil(docs)
    kept = tmp_path / "site" / "kept.html"
    kept.parent.mkdir()
    kept.write_text("<p>What was published before.</p>", encoding="utf-8")
    built = build(tmp_path, *options)
    expected, counts = _found(docs)
    assert {level for level, _ in expected} == levels
    assert (built.code, _logged(built.log)) == (code, expected)
    summary = re.findall(
        r"^(\w+) +-  (Record checked|The record has not passed its checks): "
        r"(\d+) errors?, (\d+) warnings?, (\d+) notes? in (\d+) documents$",
        built.log,
        re.MULTILINE,
    )
    numbers = tuple(str(counts[key]) for key in ("error", "warning", "info", "documents"))
    said = [("INFO", "Record checked"), ("ERROR", "The record has not passed its checks")]
    assert summary == [(*each, *numbers) for each in said[: 1 + code]]
    if code:
        assert [*built.site.iterdir()] == [kept]
        assert kept.read_text(encoding="utf-8") == "<p>What was published before.</p>"
    else:
        assert "kept.html" not in built.names()
        assert "index.html" in built.names()


def test_a_quiet_build_stops_too(tmp_path: Path) -> None:
    _break_reference(lay_site(tmp_path))
    assert build(tmp_path, "--quiet").code == 1


@dataclass
class Served:
    """A server on this computer, and the record that it shows."""

    docs: Path
    base: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, url: str) -> Node | None:
        """Return a page, or None where the server has none."""
        try:
            with urllib.request.urlopen(f"{self.base}{url}", timeout=DEADLINE) as answer:
                return parse(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            return None

    def findings(self, url: str, which: str = "here") -> list[str] | None:
        """Return the findings that a page shows: its own, `of-files` or `of-pages`; None without a page."""
        page = self.get(url)
        if page is None:
            return None
        return [row.text() for shown in page.all("ul", f"findings-{which}") for row in shown.all("li")]

    def wait(self, until: Callable[[], object], what: str) -> None:
        """Ask until it is true. Fails when the server ends, or after a minute."""
        end = time.monotonic() + DEADLINE
        while not until():
            assert self.process.poll() is None, f"the server ended:\n{self.log.read_text('utf-8')}"
            assert time.monotonic() < end, f"{what} did not come:\n{self.log.read_text('utf-8')}"
            time.sleep(0.1)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve the small record, as broken as in `_break_many`."""
    docs = lay_site(tmp_path)
    _break_many(docs)
    script = docs / "assets" / "javascripts" / "changed.js"
    script.parent.mkdir(parents=True)
    script.write_bytes((DOCS / script.relative_to(docs)).read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path / "log"
    line = command("serve", "-f", tmp_path / "mkdocs.yml", "-a", address)
    with log.open("wb") as output:
        process = subprocess.Popen(line, stdout=output, stderr=output, env=environment())
    server = Served(docs, f"http://{address}/", log, process)
    try:
        server.wait(lambda: server.get(""), "the home page")
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(DEADLINE)


def test_serving_goes_on_with_errors_and_follows_every_change(served: Served) -> None:
    minutes, post = "meetings/dcs/2017-02-03/", "blog/visits/"
    overdue = (
        "info, line 19: action A1 was due on 20 February 2017 and is still open "
        "close it at the next meeting ('closes:'), or carry it on"
    )
    assert served.findings(minutes) == [
        "error, line 13: 'PACT 2.9' names a clause that edition 2 does not have "
        "edition 2 ends at 2.2 there; did you mean 'PACT 2.2'?",
        overdue,
    ]
    assert served.findings("meetings/dcs/2016-08-05/") == [
        "error, line 4: the character here, byte 0xe9, is not written as UTF-8 "
        "save the file again with the encoding UTF-8; Windows' own was probably used"
    ]
    assert served.findings("meetings/dcs/2016-12-09/") == []
    assert served.get("blog/")
    assert served.get(post) is None  # its settings cannot be read

    _change(served.docs / MINUTES, "Amends: PACT 2.9", "Supersedes: DCS 2016-10-07 D1")
    served.wait(lambda: served.findings(minutes) == [overdue], "the mended page")
    page = served.get(minutes)
    assert page
    assert page.one("aside", "findings").all("strong")[0].text() == "The checks have a note on this page"
    assert page.one("section", id="D1").links()[1] == ("DCS 7 October 2016, D1", "../2016-10-07/#D1")

    _change(served.docs / POST, "date: 2016-10-10\ncategories: [Travel", "categories: [Travel]")
    without_date = f"{POST}:1:1: error[key-missing]: "
    served.wait(lambda: without_date in served.log.read_text(encoding="utf-8"), "the post without a date")
    assert served.get("blog/")
    assert served.get(post) is None

    _change(served.docs / POST, "categories: [Travel]", "categories: [Travel]\ndate: 2016-10-10")
    served.wait(lambda: served.get(post), "the mended post")


def test_serving_shows_findings_of_files_and_puts_the_change_in_view(served: Served, page: Page) -> None:
    minutes, home = "meetings/dcs/2017-02-03/", ""
    of_files = served.findings(minutes, "of-files") or []
    assert "error, blog/posts/visits.md, line 3" in [line.partition(":")[0] for line in of_files]
    assert [line for line in of_files if line.startswith("info")] == []
    assert set(of_files) < set(served.findings(home, "of-files") or [])  # notes of files stand there too
    assert served.findings(minutes, "of-pages") == []
    assert f"{MINUTES}: 2" in (served.findings(home, "of-pages") or [])
    _change(served.docs / "councils.yml", "offices:", "office:")
    unknown = "error, councils.yml, line 1: "
    served.wait(lambda: unknown in " ".join(served.findings(minutes, "of-files") or []), unknown)
    first = served.get(minutes)
    assert first
    assert first.all("meta", name="changed") == []

    page.set_viewport_size({"width": 800, "height": 300})
    page.goto(f"{served.base}{minutes}")
    page.evaluate("scrollTo(0, 0)")
    _change(served.docs / MINUTES, "> Due: 20 February 2017", "> Due: 21 February 2017")
    page.wait_for_selector("#A1.changed-now", timeout=DEADLINE * 1000)  # the server has the page loaded anew
    assert page.evaluate("document.getElementById('A1').getBoundingClientRect().top") < 300
    page.evaluate("scrollTo(0, 0)")
    page.reload()
    assert page.locator(".changed-now").count() == 0  # shown once
