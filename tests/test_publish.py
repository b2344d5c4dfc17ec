"""Publishing on real repositories, the build left out: what moves, what is refused, what survives a kill."""

from __future__ import annotations

import re
import shlex
import threading
from datetime import date
from pathlib import Path

import pytest

from concordat.policy import header_files
from concordat.publication import Publication
from concordat.publish import manifest, publishing
from concordat.publish.branch import Target
from concordat.publish.publishing import Order, publish
from concordat.publish.refusal import Refusal
from concordat.publish.withdrawing import unpublish
from tests.building import DOCS, ROOT
from tests.documents import PUBLISHING, commands
from tests.publishing import (
    clone,
    commit,
    git,
    killing_git,
    names,
    read,
    read_json,
    ready_site,
    remote,
    repository,
    run,
    tip,
    with_ready_site,
    workshops,
)
from tests.running import invoke

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; """
HELP, README = DOCS / "help" / "publish.md", ROOT / "README.md"
ROOT_FILES = {
    *(".htaccess", ".nojekyll", "404.html", "_headers"),
    *("index.html", "lost.js", "versions.css", "versions.html", "versions.json"),
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the small record; the build is left out in this process."""
    monkeypatch.setattr(publishing, "build", ready_site)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return repository(tmp_path / "repo")


def _publish(repo: Path, version: str, *aliases: str, reason: str = "", dry: bool = False) -> str:
    return publish(Order(repo, version, aliases, reason, dry), Target(), lambda _: None).commit


def _refused(repo: Path, *arguments: str) -> str:
    """Run the command; return its only line of complaint, and see that nothing moved."""
    before = tip(repo)
    done = invoke(*arguments, "--path", repo)
    assert done.code in (1, 2)
    assert tip(repo) == before
    assert done.err.startswith("concordat: ")
    assert done.err.count("\n") == 1
    return done.err.removeprefix("concordat: ").strip()


def test_a_version_is_a_folder_and_its_alias_the_same(repo: Path) -> None:
    head, status = git(repo, "rev-parse", "HEAD"), git(repo, "status", "--porcelain")
    made = _publish(repo, "2017-04", "current")
    assert tip(repo) == made
    assert {*names(repo)} == {"2017-04", "current", *ROOT_FILES}
    assert git(repo, "rev-parse", "gh-pages:2017-04") == git(repo, "rev-parse", "gh-pages:current")
    (version,) = read_json(repo, "versions.json")
    about = {"published": "2017-04-03", "commit": head, "order": 1}
    assert version == {"version": "2017-04", "title": "2017-04", "aliases": ["current"], "properties": about}
    assert 'url=current/"' in read(repo, "index.html")
    assert (git(repo, "rev-parse", "HEAD"), git(repo, "status", "--porcelain")) == (head, status)
    assert git(repo, "symbolic-ref", "HEAD") == "refs/heads/main"


def test_the_manifest_names_commit_day_tools_and_files(repo: Path) -> None:
    _publish(repo, "1", "current")
    made = read_json(repo, "1/manifest.json")
    assert made["commit"] == git(repo, "rev-parse", "HEAD")
    assert (made["version"], made["published"], made["current"]) == ("1", "2017-04-03", "current")
    assert {"python", "mkdocs", "mkdocs-material", "concordat", "mike"} <= {*made["tools"]}
    listed = git(repo, "ls-tree", "-r", "--name-only", "gh-pages:1").splitlines()
    assert [*made["files"]] == sorted({*listed} - {"manifest.json"})


def test_the_alias_moves_to_the_next_version_and_the_old_one_stays(repo: Path) -> None:
    _publish(repo, "1", "current")
    before = git(repo, "rev-parse", "gh-pages:1")
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    _publish(repo, "2", "current")
    assert git(repo, "rev-parse", "gh-pages:1") == before
    assert git(repo, "rev-parse", "gh-pages:current") == git(repo, "rev-parse", "gh-pages:2")
    assert [(each["version"], each["aliases"]) for each in read_json(repo, "versions.json")] == [
        ("2", ["current"]),
        ("1", []),
    ]
    listed = run(repo, "versions").out.splitlines()
    assert [line.partition(" ")[0] for line in listed] == ["2", "1"]
    assert "also as current" in listed[0]


def test_without_an_alias_the_current_record_stays(repo: Path) -> None:
    _publish(repo, "1", "current")
    _publish(repo, "2")
    assert git(repo, "rev-parse", "gh-pages:current") == git(repo, "rev-parse", "gh-pages:1")
    assert read_json(repo, "2/manifest.json")["beside"] == "1"


def test_the_same_again_changes_nothing(repo: Path) -> None:
    first = _publish(repo, "1", "current")
    again = invoke("publish", "1", "--path", repo)
    assert again.code == 0
    assert again.out.startswith("Version '1' is on 'gh-pages' already, with this very content.")
    assert tip(repo) == first


def test_a_dry_run_changes_nothing_at_all(repo: Path) -> None:
    _publish(repo, "1", "current")
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    objects = git(repo, "count-objects", "-v")
    done = invoke("publish", "2", "--alias", "current", "--dry-run", "--path", repo)
    said = "Would publish version '2', also as 'current' on 'gh-pages': "
    assert done.out.startswith(said)
    assert done.out.endswith("files new, 0 changed, 0 gone. Nothing was changed.\n")
    assert "2" not in names(repo)
    assert git(repo, "count-objects", "-v") == objects


NAMES = [
    ("1/2", "'1/2' is no name for a version"),
    ("..", "'..' is no name for a version"),
    (".git", "'.git' is no name for a version"),
    ("index.html", "'index.html' is no name for a version"),
    ("a b", "'a b' is no name for a version"),
    ("current", "'current' is an alias already; a version needs a name of its own, such as 2017-04"),
    ("First", "'First' differs from 'first' only in capitals; choose another name"),
]


@pytest.mark.parametrize(("name", "said"), NAMES)
def test_a_name_that_is_none_is_refused(repo: Path, name: str, said: str) -> None:
    _publish(repo, "first", "current")
    assert _refused(repo, "publish", name).startswith(said)


def test_what_is_not_committed_is_refused(repo: Path) -> None:
    (repo / "docs" / "new.md").write_text("# New\n", encoding="utf-8")
    assert _refused(repo, "publish", "1") == (
        "'docs/new.md' is not committed; commit it, or take it away: only what is committed is published"
    )
    git(repo, "add", "--all")
    (repo / "docs" / "index.md").write_text("# Changed\n", encoding="utf-8")
    assert _refused(repo, "publish", "1").startswith("'docs/index.md' and 1 more is not committed; ")


def test_a_record_with_mistakes_is_refused(repo: Path) -> None:
    commit(repo, {"docs/new.md": "# New\n\nSee [PACT/1 99].\n"})
    said = _refused(repo, "publish", "1")
    assert said.startswith("the record has not passed its checks (1 error, 0 warnings, ")
    assert "new.md:3:5: error[reference-unknown]" in said
    assert invoke("publish", "1", "--path", repo).code == 1


def test_other_content_needs_a_reason_which_is_kept(repo: Path) -> None:
    _publish(repo, "1", "current")
    old = git(repo, "rev-parse", "HEAD")
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    assert _refused(repo, "publish", "1") == (
        f"version '1' is published with other content, from commit {old[:10]} of 2017-04-03; "
        "choose another name, or replace it with --replace and --reason"
    )
    assert _refused(repo, "publish", "1", "--replace").startswith("--replace needs --reason")
    done = invoke("publish", "1", "--replace", "--reason", "The list was cut off.", "--path", repo)
    assert done.out.startswith("Replaced version '1' on 'gh-pages': 1 files new, ")
    (entry,) = read_json(repo, "1/manifest.json")["replaced"]
    assert (entry["commit"], entry["reason"]) == (old, "The list was cut off.")
    assert git(repo, "rev-parse", "gh-pages:current") == git(repo, "rev-parse", "gh-pages:1")
    assert "Reason: The list was cut off." in git(repo, "log", "-1", "--format=%B", "gh-pages")
    assert invoke("publish", "1", "--path", repo).out.startswith("Version '1' is on 'gh-pages' already")


def test_a_lost_address_is_refused_with_lines_to_copy(repo: Path) -> None:
    commit(repo, {"docs/old.md": "# Old\n\nText.\n"})
    _publish(repo, "1", "current")
    commit(repo, {"docs/old.md": None})
    done = invoke("publish", "2", "--path", repo)
    assert done.code == 1
    assert done.err == (
        "concordat: a published address would be lost, 'old/' (old); say in addresses.yml what became of it\n"
    )
    assert done.out == 'gone:\n  old/: "…"  # old\n'
    assert "2" not in names(repo)


def test_foreign_files_on_the_branch_stay(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "--orphan", "gh-pages")
    git(repo, "rm", "--quiet", "-rf", ".")
    commit(
        repo,
        {
            "CNAME": "record.example.org\n",
            "index.html": "<p>Ours</p>",
            "_headers": "/*\n  X-Robots-Tag: none\n",
            "archive/a.html": "<p>Old</p>",
        },
    )
    git(repo, "checkout", "--quiet", "main")
    _publish(repo, "1", "current")
    assert read(repo, "CNAME") == "record.example.org"
    assert read(repo, "index.html") == "<p>Ours</p>"
    assert read(repo, "_headers") == "/*\n  X-Robots-Tag: none"
    assert read(repo, "archive/a.html") == "<p>Old</p>"
    said = "the branch 'gh-pages' has something else called 'archive'; choose another name"
    assert _refused(repo, "publish", "archive") == said


def test_a_branch_that_is_checked_out_is_refused(repo: Path) -> None:
    _publish(repo, "1")
    git(repo, "checkout", "--quiet", "-b", "work")
    said = "the branch 'work' is checked out; change to another one first"
    assert _refused(repo, "publish", "2", "--branch", "work") == said
    assert _refused(repo, "publish", "2", "--branch", "a..b").startswith("'a..b' is no name for a branch")


def test_a_remote_that_is_not_there_is_refused(repo: Path) -> None:
    said = _refused(repo, "publish", "1", "--push")
    assert said.startswith(
        "the remote 'origin' cannot be asked: 'origin' does not appear to be a git repository"
    )


def test_a_push_that_the_remote_refuses_changes_nothing_here(repo: Path) -> None:
    bare = remote(repo)
    hook = bare / "hooks" / "pre-receive"
    for script, own in (
        ("", ""),
        ("echo\necho 'This branch is protected.' >&2\n", "; This branch is protected."),
    ):
        hook.write_text(f"#!/bin/sh\n{script}exit 1\n", encoding="utf-8")
        hook.chmod(0o755)
        assert _refused(repo, "publish", "1", "--push") == (
            "'origin' refused the branch 'gh-pages', so nothing was changed: "
            f"[remote rejected] (pre-receive hook declined){own}"
        )
    hook.unlink()
    assert invoke("publish", "1", "--push", "--path", repo).code == 0
    assert tip(bare) == tip(repo)


def test_a_clone_goes_on_from_what_the_remote_has(repo: Path, tmp_path: Path) -> None:
    bare = remote(repo)
    publish(Order(repo, "1", ("current",)), Target(push=True), lambda _: None)
    other = clone(bare, tmp_path / "other")
    _publish(other, "2", "current")  # without a push: it begins where the remote is
    assert git(other, "rev-parse", "gh-pages^") == tip(bare)
    publish(Order(repo, "3"), Target(push=True), lambda _: None)
    with pytest.raises(Refusal, match="'gh-pages' here and at 'origin' have grown apart"):
        publish(Order(other, "4"), Target(push=True), lambda _: None)


def test_a_clone_without_the_branch_sees_what_the_remote_has(repo: Path, tmp_path: Path) -> None:
    bare = remote(repo)
    publish(Order(repo, "1", ("current",)), Target(push=True), lambda _: None)
    other = clone(bare, tmp_path / "other")
    assert tip(other) == ""
    assert run(other, "versions").out.startswith("1  published as of 2017-04-03, from commit ")
    for where in ("gh-pages", "origin/gh-pages", "refs/remotes/origin/gh-pages"):
        assert run(other, "verify", where).out.count("Each of its ") == 2
    assert run(other, "verify", "current").out.startswith("Version 1, under current\n  proven ")
    said = "concordat: '2' is no folder and no version on 'gh-pages', where there is '1' and 'current'\n"
    assert run(other, "verify", "2").err == said
    assert run(other, "verify", "origin/main").err == said.replace("2", "origin/main", 1)
    assert "origin/other" in run(other, "verify", "origin/other").err  # a folder that is not there


def test_what_stands_beside_the_versions_is_not_proven(repo: Path, tmp_path: Path) -> None:
    _publish(repo, "1", "current")
    site = tmp_path / "site"
    site.mkdir()
    git(repo, "worktree", "add", "--quiet", "--detach", site, "gh-pages")
    (site / ".git").unlink()
    (site / "more.html").write_text("Somebody's own.", encoding="utf-8")
    end = "could be somebody's own.\n\n2 proven, 3 not proven, 0 broken\n"
    for where in (str(site), "gh-pages"):
        done = run(repo, "verify", where)
        assert done.code == 0
        assert "\n\nOutside the versions\n  not proven  No manifest lists .htaccess, " in done.out
        assert done.out.endswith(end)
        assert ("more.html" in done.out) == (where != "gh-pages")
    assert "beside the versions" not in run(repo, "verify", "current").out


def test_a_clone_that_lacks_history_is_refused(repo: Path, tmp_path: Path) -> None:
    bare = remote(repo)
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    git(repo, "push", "--quiet", "origin", "main")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "main", bare.as_uri(), tmp_path / "shallow")
    assert _refused(tmp_path / "shallow", "publish", "1") == (
        "this clone has only the end of the history, from which the dates of pages are told; "
        "'git fetch --unshallow' gets the rest"
    )


def test_other_tools_that_make_the_same_files_make_no_other_version(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(repo, "1", "current")
    before = tip(repo)
    monkeypatch.setattr(manifest, "tools", lambda: {"python": "3.99.0"})
    assert publish(Order(repo, "1", ("current",)), Target(), lambda _: None).unchanged
    assert tip(repo) == before
    git(repo, "checkout", "--quiet", "gh-pages")
    commit(repo, {"1/index.html": "Touched.\n"})
    git(repo, "checkout", "--quiet", "main")
    with pytest.raises(Refusal, match="version '1' is published with other content"):
        publish(Order(repo, "1"), Target(), lambda _: None)


def test_hosts_are_told_the_policy_at_the_root(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(settings: Path, site: Path, version: Publication, seconds: int) -> None:
        ready_site(settings, site, version, seconds)
        made = header_files([f"'sha256-{version.version}'"])
        (site / "_headers").write_text(made["_headers"], encoding="utf-8")

    _publish(repo, "0")  # of a site that had no such file
    monkeypatch.setattr(publishing, "build", built)
    for version in ("1", "2"):
        commit(repo, {"docs/index.md": f"# Three Rivers\n\nNumber {version}.\n"})
        _publish(repo, version, "current")
    rules = re.findall(r"^(/.*)\n  Content-Security-Policy: (.*)$", read(repo, "_headers"), re.MULTILINE)
    policies = dict(rules)
    assert list(policies) == ["/*", "/current/*", "/2/*", "/1/*"]  # where a host stops early, the oldest lack
    assert policies["/*"] == "frame-ancestors 'self'"  # what joins with each of the others
    assert "'sha256-1'" in policies["/1/*"]
    assert policies["/current/*"] == policies["/2/*"] != policies["/1/*"]
    assert read(repo, "_headers").count("nosniff") == 1
    assert "frame-ancestors 'self'" in read(repo, ".htaccess")
    assert [name for name in ROOT_FILES if name.endswith(".html") and POLICY not in read(repo, name)] == []


@pytest.mark.parametrize("pushing", [False, True], ids=["here", "at the remote"])
def test_of_two_publishers_at_once_one_wins_and_the_other_is_told(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pushing: bool
) -> None:
    bare = remote(repo)
    places = [repo, clone(bare, tmp_path / "other") if pushing else repo]
    both = threading.Barrier(2)

    def slow(*arguments: object) -> None:
        ready_site(*arguments)  # type: ignore[arg-type]
        both.wait(timeout=120)  # both have read the branch before either moves it

    monkeypatch.setattr(publishing, "build", slow)
    said: dict[str, str] = {}

    def go(place: Path, version: str) -> None:
        try:
            publish(Order(place, version, ("current",)), Target(push=pushing), lambda _: None)
            said[version] = ""
        except Refusal as refusal:
            said[version] = str(refusal)

    threads = [threading.Thread(target=go, args=(place, f"v{at}")) for at, place in enumerate(places)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    (winner,) = [version for version, complaint in said.items() if not complaint]
    (loser,) = {*said} - {winner}
    assert "so nothing was changed; run the command again" in said[loser]
    where = bare if pushing else repo
    assert {*names(where)} == {winner, "current", *ROOT_FILES}
    monkeypatch.setattr(publishing, "build", ready_site)
    place = places[int(loser[1:])]
    publish(Order(place, loser, ("current",)), Target(push=pushing), lambda _: None)
    assert {*names(where)} == {winner, loser, "current", *ROOT_FILES}


def test_a_kill_at_any_moment_leaves_the_branch_as_before_or_complete(repo: Path, tmp_path: Path) -> None:
    """After each call of git that writes, one run after another, the publisher is killed."""
    bare = remote(repo)
    _publish(repo, "1", "current")
    git(repo, "push", "--quiet", "origin", "gh-pages")
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    before, temporary = tip(repo), tmp_path / "temporary"
    temporary.mkdir()
    tools, counter = killing_git(tmp_path / "tools"), tmp_path / "counter"
    path = f"{tools}:{Path('/usr/bin')}:/bin"
    arguments = ("publish", "2", "--alias", "current", "--push")
    ended: list[int] = []
    for at in range(1, 100):
        counter.write_text("0", encoding="utf-8")
        changes = {"PATH": path, "COUNTER": str(counter), "KILL_AT": str(at), "TMPDIR": str(temporary)}
        done = with_ready_site(repo, *arguments, **changes)
        ended.append(done.code)
        for where in (repo, bare):
            assert tip(where) == before or _complete(where, before), (at, where)
        assert len(workshops(temporary)) <= 1  # what the run before left is taken away
        if done.code == 0:
            break
        assert done.code == -9, done.err
    assert ended[-1] == 0
    assert len(ended) > 10
    assert _complete(repo, before)
    assert tip(bare) == tip(repo)
    assert workshops(temporary) == []
    assert git(repo, "status", "--porcelain") == ""
    assert git(repo, "fsck", "--no-dangling", "--no-progress") == ""
    assert git(repo, "worktree", "list").count("\n") == 0


def _complete(where: Path, before: str) -> bool:
    """Tell whether a branch holds the second version whole: one commit on, verified, and the alias on it."""
    if git(where, "rev-parse", "gh-pages^") != before:
        return False
    trees = {git(where, "rev-parse", f"gh-pages:{name}") for name in ("2", "current")}
    known = [each["version"] for each in read_json(where, "versions.json")]
    listed = read_json(where, "2/manifest.json")["files"]
    there = git(where, "ls-tree", "-r", "--name-only", "gh-pages:2").splitlines()
    return len(trees) == 1 and known == ["2", "1"] and {*listed, "manifest.json"} == {*there}


def test_a_withdrawn_version_says_so_on_every_page(repo: Path) -> None:
    _publish(repo, "1", "current")
    commit(repo, {"docs/new.md": "# New\n\nText.\n"})
    _publish(repo, "2", "current")
    assert _refused(repo, "unpublish", "2", "--reason", "An exempt item.") == (
        "'current' leads to version '2'; say where it leads from now on, as with --instead 1"
    )
    done = invoke("unpublish", "2", "--reason", "An <exempt> item.", "--instead", "1", "--path", repo)
    assert done.out.startswith("Withdrew version '2' on 'gh-pages'.")
    page = read(repo, "2/new/index.html")
    assert "An &lt;exempt&gt; item." in page
    assert 'href="../../"' in page
    assert "<p>2 new" not in page
    assert git(repo, "rev-parse", "gh-pages:current") == git(repo, "rev-parse", "gh-pages:1")
    newest, oldest = read_json(repo, "versions.json")
    assert (newest["properties"]["hidden"], newest["aliases"], oldest["aliases"]) == (True, [], ["current"])
    assert "withdrawn on " in run(repo, "versions").out
    assert run(repo, "verify", "2").code == 0
    assert "An &lt;exempt&gt; item." in read(repo, "versions.html")
    assert _refused(repo, "publish", "2").startswith("version '2' is published and was withdrawn; ")
    assert _refused(repo, "unpublish", "2", "--reason", "Again").startswith("version '2' was withdrawn on ")
    assert _refused(repo, "unpublish", "current", "--reason", "x").startswith(
        "'current' is an alias of version '1'"
    )
    assert _refused(repo, "unpublish", "1", "--reason", " ").startswith("--reason is empty")


def test_the_only_version_can_be_withdrawn(repo: Path) -> None:
    _publish(repo, "1", "current")
    unpublish(repo, "1", "Too early.", "", date(2017, 4, 4), Target())
    assert "Too early." in read(repo, "current/index.html")


def test_nothing_is_published_where_nothing_can_be(tmp_path: Path, repo: Path) -> None:
    empty = tmp_path / "empty"
    (empty / "docs" / "meetings").mkdir(parents=True)
    outside = invoke("publish", "1", "--path", empty)
    assert outside.err.endswith("is in no git repository; publishing needs one with everything committed\n")
    assert invoke("publish", "1", "--path", tmp_path / "none").code == 2
    said = "concordat: nothing is published on 'gh-pages' yet; 'concordat publish' does it\n"
    assert invoke("versions", "--path", repo).err == said


def test_the_commands_of_the_help_work_one_after_another(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)
    remote(repo)
    _publish(repo, "2017-01")
    git(repo, "push", "--quiet", "origin", "gh-pages")
    lines = [line for path in (HELP, README) for line in commands(path) if PUBLISHING.match(line)]
    assert len(lines) >= 8
    for line in lines:
        if "--replace" in line:
            commit(repo, {"docs/new.md": "# New\n\nText.\n"})
        _, *arguments = shlex.split(line)
        done = invoke(*arguments)
        assert (done.code, done.err) == (0, ""), line
        assert done.out, line
