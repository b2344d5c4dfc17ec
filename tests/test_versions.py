"""Ten versions with the real build, walked in a real browser; and the same bytes from the same commit."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.building import DOCS, ROOT
from tests.checkers import invalid, violations_everywhere
from tests.golden import BASE
from tests.needs import need
from tests.publishing import (
    clone,
    commit,
    git,
    names,
    read_json,
    remote,
    repository,
    run,
    settle,
    tip,
    workshops,
)
from tests.running import environment
from tests.serving import served

PACT, MINUTES = "docs/agreements/pact", "docs/meetings/dcs/2016-10-07.md"
TABLE = """\
purpose: {"1": "1", "2": "1"}
learning: {"1": "1.1", "2": "1.1"}
visits: {"1": "2", "2": "2"}
how-often: {"1": "2.1", "2": "2.1"}
host-agrees: {"1": "2.2", "2": "2.2"}
theme: {"1": 2.2(a), "2": 2.2(a)}
dates: {"1": 2.2(b), "2": 2.2(c)}
team: {"2": 2.2(b)}
team-lead: {"2": 2.2(b)(i)}
team-members: {"2": 2.2(b)(ii)}
costs: {"2": "3"}
"""
CHANGED = [
    "index.html",
    "manifest.json",
    "published.html",
    "sitemap.xml.gz",
]
"""What differs between two versions if the first page's words do, besides the index of the search."""

GUIDE = "# A guide\n\nWords.\n"


def _with_assets(repo: Path) -> None:
    """Give the small site the project's look and scripts."""
    for name in ("stylesheets", "javascripts"):
        shutil.copytree(DOCS / "assets" / name, repo / "docs" / "assets" / name)
    settings = repo / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^extra_\w+: \[\]\n", "", text, flags=re.MULTILINE), encoding="utf-8")


def _second_edition(repo: Path) -> dict[str, str | None]:
    """Return the change from a record with one edition to the small site's, which has three."""
    there = ["agreements/pact/2", "agreements/pact/3", "agreements/loan"]
    there += [f"meetings/dcs/{day}.md" for day in ("2016-12-09", "2017-02-03", "2017-04-07")]
    later: dict[str, str | None] = {}
    for name in there:
        path = repo / "docs" / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.*")):
            later[file.relative_to(repo).as_posix()] = file.read_text(encoding="utf-8")
    for name in (f"{PACT}/1/index.md", "docs/region.yml", MINUTES):
        later[name] = (repo / name).read_text(encoding="utf-8")
    return later


def _first_edition(repo: Path) -> dict[str, str | None]:
    text = (repo / PACT / "1" / "index.md").read_text(encoding="utf-8")
    text = text.replace("superseded", "in-force").replace("in_force_until: 2016-12-31\n", "")
    gone: dict[str, str | None] = dict.fromkeys(_second_edition(repo))
    return {
        **gone,
        f"{PACT}/1/index.md": text,
        MINUTES: (BASE / MINUTES.removeprefix("docs/")).read_text(encoding="utf-8"),
        f"{PACT}/clauses.yml": _one_row_each(TABLE),
        "docs/guide.md": GUIDE,
        "docs/region.yml": "name: Three Rivers\nas_of: 2016-11-01\n",
    }


def _one_row_each(table: str) -> str:
    """Return the rows of the table that edition 1 has, without what later editions say."""
    rows = [line for line in table.splitlines() if '"1"' in line]
    return "".join(f"{row.partition(', ')[0].rstrip('}')}}}\n" for row in rows)


def _unpacked(repo: Path, folder: Path) -> Path:
    """Return a folder with what is on the published branch."""
    line = [need("git"), "-C", str(repo), "archive", "gh-pages"]
    archive = subprocess.run(line, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    return folder


def test_ten_versions_one_after_another(tmp_path: Path, browser: Browser) -> None:
    repo = repository(tmp_path / "repo")
    _with_assets(repo)
    later = _second_edition(repo)
    commit(repo, _first_edition(repo))
    published = []
    for number in range(1, 11):
        day = f"2017-{number:02}-03T09:00:00+0000"
        match number:
            case 2:
                commit(repo, {**later, f"{PACT}/clauses.yml": TABLE}, day)
            case 3:
                commit(repo, {"docs/guide.md": None}, day)
                refused = run(repo, "publish", "v3", "--alias", "current")
                said = "concordat: a published address would be lost, 'guide/' (A guide); "
                assert refused.err.startswith(said)
                assert refused.out == 'gone:\n  guide/: "…"  # A guide\n'
                commit(repo, {"docs/addresses.yml": "forwards:\n  guide/: meetings/\n"}, day)
            case _:
                commit(repo, {"docs/index.md": f"# Three Rivers\n\nWords, number {number}.\n"}, day)
        done = run(repo, "publish", f"v{number}", "--alias", "current")
        assert (done.code, done.err) == (0, ""), done
        published.append(git(repo, "rev-parse", f"gh-pages:v{number}"))
    assert [git(repo, "rev-parse", f"gh-pages:v{number}") for number in range(1, 11)] == published
    assert git(repo, "rev-parse", "gh-pages:current") == published[-1]
    changed = git(repo, "diff", "--name-only", "gh-pages:v9", "gh-pages:v10").splitlines()
    assert [name for name in changed if "search/index" not in name] == CHANGED, (
        "a page that says the same has other bytes"
    )
    assert run(repo, "verify", "gh-pages").out.count("Each of its ") == 11
    folder = _unpacked(repo, tmp_path / "site")
    _verify_tells_what_was_touched(repo, folder)
    with served(folder) as base:
        _walk(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), base)
        _walk_without_script(browser.new_context(java_script_enabled=False).new_page(), base)
        _a_lost_clause_is_searched_for(browser.new_context().new_page(), base)
    assert run(repo, "unpublish", "v1", "--reason", "It was a trial.").code == 0
    folder = _unpacked(repo, tmp_path / "withdrawn")
    with served(folder) as base:
        _suits_everyone(browser.new_context(reduced_motion="reduce").new_page(), base)
    pages = [*folder.glob("*.html"), *(folder / "v1").rglob("*.html"), *(folder / "v2").rglob("*.html")]
    assert invalid([*pages, folder / "v10" / "guide" / "index.html"]) == []


def _verify_tells_what_was_touched(repo: Path, folder: Path) -> None:
    copy = folder.parent / "copy"
    shutil.copytree(folder / "v4", copy)
    assert run(repo, "verify", str(copy)).code == 0
    (copy / "index.html").write_text("changed", encoding="utf-8")
    (copy / "more.html").write_text("new", encoding="utf-8")
    (copy / "meetings" / "index.html").unlink()
    done = run(repo, "verify", str(copy))
    assert done.code == 1
    assert done.out.startswith(
        "Version v4, under copy\n"
        "  broken      'index.html' is not as it was published.\n"
        "  broken      'meetings/index.html' is missing.\n"
        "  broken      'more.html' is no file of this version.\n"
        "  proven      The text of "
    )
    assert "  not proven  Its manifest says that it was made of commit " in done.out
    assert done.out.endswith("\n\n4 proven, 1 not proven, 3 broken\n")


def _choose(page: Page, version: str) -> None:
    page.locator(".md-version__current").focus()
    link = page.locator(f".md-version__link[href$='/{version}/']")
    link.dispatch_event("click")


def _version_said(page: Page) -> str:
    return page.frame_locator(".published iframe").locator("p").inner_text()


def _walk(page: Page, base: str) -> None:
    page.goto(base)
    page.wait_for_url(f"{base}current/")
    page.goto(f"{base}v1/agreements/pact/#2.2(b)")
    assert _version_said(page) == "The record as published on 3 January 2017 (version v1)."
    _choose(page, "v2")  # clause 2.2(b), the dates, is 2.2(c) in the edition then in force
    page.wait_for_url(f"{base}v2/agreements/pact/#2.2(c)")
    assert page.locator(".forward-note p").inner_text() == "Clause 2.2(b) is clause 2.2(c) in version v2."
    _choose(page, "v1")
    page.wait_for_url(f"{base}v1/agreements/pact/#2.2(b)")
    page.goto(f"{base}v2/agreements/pact/#3")  # costs: the first edition had none
    _choose(page, "v1")
    page.wait_for_url(f"{base}v1/agreements/pact/")
    assert page.locator(".forward-note p").inner_text() == "Version v1 does not have 3 on this page."
    page.goto(f"{base}v1/agreements/pact/1/#2.2(b)")  # a pinned address stays
    page.locator(".published-current").click()
    page.wait_for_url(f"{base}current/agreements/pact/1/#2.2(b)")
    assert page.locator(".published-current").is_hidden()
    page.goto(f"{base}v1/guide/")
    _choose(page, "v10")
    page.wait_for_url(f"{base}v10/meetings/")
    page.goto(f"{base}current/guide/#somewhere")
    page.wait_for_url(f"{base}current/meetings/#somewhere")
    page.goto(f"{base}v2/agreements/pact/2/#team")
    _choose(page, "v1")
    page.wait_for_url(f"{base}v1/agreements/pact/")
    assert page.locator(".forward-note p").inner_text() == (
        "Version v1 does not have that page. This is the nearest that it has."
    )
    shown = page.locator(".md-version__link").all_text_contents()
    assert [each.strip().removesuffix("current") for each in shown] == [
        f"v{number}" for number in range(10, 0, -1)
    ]


def _walk_without_script(page: Page, base: str) -> None:
    page.goto(base)
    page.wait_for_url(f"{base}current/")
    page.goto(f"{base}v1/guide/")
    assert _version_said(page) == "The record as published on 3 January 2017 (version v1)."
    page.get_by_role("link", name="See the current record").click()
    page.wait_for_url(f"{base}current/meetings/")  # by way of current/guide/, which leads on
    page.goto(f"{base}v4/agreements/pact/")
    page.get_by_role("link", name="All versions").click()
    assert page.locator("tbody tr").count() == 10
    page.get_by_role("link", name="v3", exact=True).click()
    page.wait_for_url(f"{base}v3/")


def _a_lost_clause_is_searched_for(page: Page, base: str) -> None:
    """The host knows one page for what is not there, the root's; it hands on to that of the record."""
    page.goto(f"{base}v4/agreements/pact/2.2(b)")
    page.wait_for_url(f"{base}current/404.html?lost=*")
    assert page.get_by_label("Search the record").input_value() == "pact 2.2(b)"
    assert page.locator(".search-title").first.inner_text() == "Clause 2.2(b)"
    page.get_by_role("link", name="meetings", exact=True).click()
    page.wait_for_url(f"{base}current/meetings/")


def _suits_everyone(page: Page, base: str) -> None:
    """What only publishing makes: banners, pages that lead on, those of a withdrawn version, the root's."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.route("**/versions.js", lambda route: route.abort())  # it would lead on at once
    page.route("**/lost.js", lambda route: route.fulfill(body=""))
    found = {}
    for url in ("v2/", "v4/agreements/pact/", "v10/guide/", "v1/", "versions.html", "404.html"):
        assert page.goto(f"{base}{url}")
        found[url] = violations_everywhere(page)
    assert {url: each for url, each in found.items() if each} == {}
    assert [each for each in said if "ERR_FAILED" not in each] == []


def _project(folder: Path) -> Path:
    """Return a repository with the project's own record and site, as they are committed or not."""
    settle(folder)
    for name in ("docs", "hooks", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    commit(folder, {})
    return folder


LATER = """\
import datetime, time
def _later(real):
    class Meta(type):
        def __instancecheck__(cls, thing):
            return isinstance(thing, real)
    return Meta(real.__name__, (real,), {})
_time, _year = time.time, datetime.timedelta(days=400)
time.time = lambda: _time() + 86400 * 400
_date, _datetime = datetime.date, datetime.datetime
class _Date(_later(_date)):
    @classmethod
    def today(cls):
        return _date.today() + _year
class _DateTime(_later(_datetime)):
    @classmethod
    def now(cls, tz=None):
        return _datetime.now(tz) + _year
datetime.date, datetime.datetime = _Date, _DateTime
"""
"""Python reads this file, `sitecustomize.py`, as it starts: from then on it is more than a year later."""


def test_the_same_commit_gives_the_same_bytes_elsewhere_on_another_day(tmp_path: Path) -> None:
    first = _project(tmp_path / "here")
    second = clone(remote(first), tmp_path / "a folder elsewhere" / "with a longer name")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    elsewhere = {
        "TZ": "Asia/Tokyo",
        "LANG": "de_DE.UTF-8",
        "PYTHONPATH": str(tmp_path / "later"),
        "HOME": "/nowhere",
    }
    made = [
        run(first, "publish", "1", "--alias", "current", TZ="America/Lima"),
        run(second, "publish", "1", "--alias", "current", **elsewhere),
    ]
    assert [(each.code, each.err) for each in made] == [(0, ""), (0, "")]
    trees = [git(where, "ls-tree", "-r", "gh-pages:1").splitlines() for where in (first, second)]
    assert [row for row in trees[0] if row not in trees[1]] == []
    assert git(first, "rev-parse", "gh-pages^{tree}") == git(second, "rev-parse", "gh-pages^{tree}")


def test_a_kill_during_the_build_leaves_nothing_behind_after_the_next_run(tmp_path: Path) -> None:
    repo, temporary = repository(tmp_path / "repo"), tmp_path / "temporary"
    temporary.mkdir()
    line = [sys.executable, "-m", "concordat", "publish", "1"]
    env = environment(TMPDIR=str(temporary))
    nowhere = subprocess.DEVNULL
    running = subprocess.Popen(
        line, cwd=repo, env=env, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    until = time.monotonic() + 30
    while not list(temporary.glob("concordat-*/site")) and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)  # with the build that it has started
    running.wait()
    assert len(workshops(temporary)) == 1
    assert tip(repo) == ""
    assert run(repo, "publish", "1", TMPDIR=str(temporary)).code == 0
    assert workshops(temporary) == []
    assert "1" in names(repo)


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo", {"docs/new.md": "# New\n\n[x](#nowhere)\n"})
    done = run(repo, "publish", "1")
    assert done.code == 1
    assert done.err.startswith(
        "concordat: the site cannot be built: WARNING -  Doc file 'new.md' contains a link '#nowhere'"
    )
    assert done.err.count("\n") == 1
    assert tip(repo) == ""


def test_a_record_whose_addresses_lead_nowhere_is_not_built(tmp_path: Path) -> None:
    forward = {"docs/addresses.yml": "forwards: {old/: blog/nothing/}\n"}
    done = run(repository(tmp_path / "repo", forward), "publish", "1")
    said = "'old/' leads to 'blog/nothing/', which the site does not have"
    assert done.err == f"concordat: the site cannot be built: WARNING -  addresses.yml: {said}\n"


def test_the_build_lists_what_leads_on(tmp_path: Path) -> None:
    repo = repository(tmp_path / "repo", {"docs/addresses.yml": 'gone: {old/: "It <b>ended</b>."}\n'})
    assert run(repo, "publish", "1").code == 0
    assert "It &lt;b&gt;ended&lt;/b&gt;." in git(repo, "show", "gh-pages:1/old/index.html")
    assert read_json(repo, "1/addresses.json")["gone"] == {"old/": "It <b>ended</b>."}
    assert "old/" not in read_json(repo, "1/addresses.json")["pages"]
