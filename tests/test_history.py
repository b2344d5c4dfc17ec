"""Dates from git: one pass of `git log` gives the dates that the git-dates plugin finds page by page.

The plugin looks for a page's last change through its renames, and passes over the commits that renamed
it: a page that was moved keeps the date of its last change before, even where the move changed its words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs_git_revision_date_localized_plugin.util import Util

from concordat.site.history import read_history
from concordat.site.similarity import best_four
from tests.building import Built, build, environment, lay_site
from tests.chance_history import ChanceHistory
from tests.needs import need

PLUGIN = Util({"enable_git_follow": True, "fallback_to_build_date": True}, "")
MARCH = "2015-03-{day:02}T12:00:00+00:00"


@dataclass
class Repository:
    """A repository with the small record in it. Each commit is of a day in March 2015."""

    root: Path

    def git(self, *arguments: str, day: int = 1) -> None:
        when = MARCH.format(day=day)
        who = {
            f"GIT_{role}_{what}": "clerk" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        line = [need("git"), "-C", str(self.root), *arguments]
        subprocess.run(line, env=environment(**who, **dates), check=True, capture_output=True)

    def commit(self, day: int, **pages: str | None) -> None:
        """Add a line to pages, or remove them, and commit that."""
        for name, text in pages.items():
            path = self.root / "docs" / name / "index.md"
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(exist_ok=True)
                with path.open("a", encoding="utf-8") as file:
                    file.write(f"\n{text}\n")
        self.git("add", "--all")
        self.git("commit", "--message", f"Of day {day}", day=day)

    def move(self, day: int, old: str, new: str, *, line: str = "") -> None:
        """Move the page of a folder into another, with a line more where one is given, and commit that."""
        source, target = (self.root / folder / "index.md" for folder in (old, new))
        target.parent.mkdir(exist_ok=True)
        source.rename(target)
        if line:
            with target.open("a", encoding="utf-8") as file:
                file.write(f"\n{line}\n")
        self.git("add", "--all")
        self.git("commit", "--message", f"Moved on day {day}", day=day)


def _repository(root: Path) -> Repository:
    lay_site(root)
    (root / ".gitignore").write_text("/site*/\n", encoding="utf-8")
    repository = Repository(root)
    repository.git("init", "--initial-branch", "main")
    return repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A history with every turn that we know of."""
    made = _repository(tmp_path_factory.mktemp("history"))
    made.commit(1, about="# About", moved="# Moved")
    made.commit(2, meetings="Changed.")
    made.commit(3, councils=None)
    made.commit(4, councils="# Councils, again")
    made.git("checkout", "-b", "branch")
    made.commit(5, decisions="Changed on a branch.", actions="Changed on both.")
    made.git("checkout", "main")
    made.commit(6, attendance="Changed meanwhile.", actions="Changed on both.")
    made.git("merge", "--no-ff", "--message", "Merged", "branch", day=7)
    made.git("checkout", "-b", "dropped")
    made.commit(8, agreements="Changed, and dropped.")
    made.git("checkout", "main")
    made.git("merge", "--no-ff", "--strategy", "ours", "--message", "Dropped", "dropped", day=9)
    made.commit(10, **{"été": "# Été"})
    made.git("mv", "docs/moved/index.md", "docs/about/us.md")
    made.git("commit", "--message", "Moved", day=11)
    made.commit(12, about="Changed last but one.")
    _move_pages(made)
    made.commit(25, **{"help/checks": "Changed last."})
    (made.root / "docs" / "new.md").write_text("# Not committed", encoding="utf-8")
    return made


LONG = "\n\n".join(f"Paragraph {number} of what is moved about." for number in range(12))


def _move_pages(made: Repository) -> None:
    """Move pages from day 13 to day 24: again and again, with a change, on a branch, from outside."""
    made.commit(
        13, chain="# Chain", edited=f"# Edited\n\n{LONG}", branched="# Branched", twin=f"# Twin\n\n{LONG}"
    )
    made.move(14, "docs/chain", "docs/chain2")
    made.move(15, "docs/edited", "docs/edited2", line="Changed by the move.")
    made.git("checkout", "-b", "moving")
    made.move(16, "docs/branched", "docs/branched2")
    made.git("checkout", "main")
    made.commit(17, branched="Changed under the name that it had.")
    made.git("merge", "--no-ff", "--message", "Moved on a branch", "moving", day=18)
    made.move(19, "docs/chain2", "docs/chain3", line="")
    made.git("mv", "docs/chain3/index.md", "docs/last.md")
    made.git("rm", "docs/twin/index.md")
    made.git("commit", "--message", "Moved, and another one deleted", day=20)
    made.commit(21, twin=f"# Twin\n\n{LONG}")
    (made.root / "docs" / "drafts").mkdir()
    made.move(22, "docs/twin", "drafts")
    made.move(23, "drafts", "docs/drafts", line="Brought back from outside.")
    made.git("checkout", "-b", "empty")
    made.git("commit", "--allow-empty", "--message", "Nothing", day=23)
    made.git("checkout", "main")
    made.git("merge", "--no-ff", "--no-commit", "empty")
    with (made.root / "docs" / "last.md").open("a", encoding="utf-8") as file:
        file.write("\nChanged by a merge alone.\n")
    made.git("commit", "--all", "--message", "A merge that changes a page", day=24)


def _dates(built: Built) -> dict[str, str]:
    """The date at the foot of each page; "" where there is none."""
    assert built.code == 0, built.log
    dates = {}
    for name in built.names():
        facts = built.page(name).all(cls="md-source-file__fact")
        dates[name.removesuffix("index.html")] = " ".join(fact.text() for fact in facts)
    return dates


def test_dates_are_those_of_the_plugin_page_by_page(repository: Repository, tmp_path: Path) -> None:
    plain = tmp_path / "plain"  # the same folder without our hooks
    shutil.copytree(repository.root, plain)
    (plain / "overrides").mkdir()
    with (plain / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: []\ntheme: {custom_dir: overrides}\n")
    theirs = _dates(build(plain))
    ours = _dates(build(repository.root))
    made = {name: ours[name] for name in ours.keys() - theirs.keys()}  # from the record, not from a file
    assert set(made.values()) == {""}
    assert {name.split("/")[0] for name in made} == {"agreements", "councils"}
    today = theirs["new/"]
    assert {name: (theirs[name], ours[name]) for name in theirs if theirs[name] != ours[name]} == {
        "new/": (today, ""),
    }
    assert ours["about/us/"] == "1 March 2015"
    assert {name: date for name, date in ours.items() if date not in ("", "1 March 2015")} == {
        "about/": "12 March 2015",
        "actions/": "6 March 2015",
        "agreements/": "8 March 2015",  # the plugin counts what a merge dropped
        "attendance/": "6 March 2015",
        "councils/": "4 March 2015",
        "decisions/": "5 March 2015",
        "branched2/": "13 March 2015",  # and it does not see a change under the name from before a branch
        "drafts/": "21 March 2015",
        "edited2/": "13 March 2015",
        "help/checks/": "25 March 2015",
        "last/": "13 March 2015",
        "meetings/": "2 March 2015",
        "été/": "10 March 2015",
    }


def test_dates_are_those_of_the_plugin_in_histories_by_chance(tmp_path: Path) -> None:
    """Pages added, changed, moved, copied, deleted and merged at random, asked for one by one."""
    moved = 0
    for seed in (3, 4, 6):
        history = ChanceHistory(tmp_path / str(seed), seed)
        ours = read_history(history.docs)
        assert ours is not None
        for path in sorted(history.docs.rglob("*.md")):
            name = path.relative_to(history.docs).as_posix()
            theirs = PLUGIN.get_git_commit_timestamp(str(path))
            assert ours.changed.get(name) == (theirs if theirs[0] else None), (seed, name)
            moved += theirs != history.last_touched(path)
    assert moved >= 6  # else nothing was followed


def test_of_files_that_are_equally_alike_those_count_that_git_keeps() -> None:
    """Git keeps four at a time: a better one takes the place of the first of the worst."""
    alike = (("two", 46), ("none", 0), ("gone", 45), ("also two", 46), ("index", 42), ("kept", 45), ("x", 51))
    best = best_four(((score, False), name) for name, score in alike)
    assert [name for _, name in best] == ["x", "two", "also two", "gone"]


def test_the_number_of_git_processes_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    """A stand-in for git, first on the path, writes each call down and hands it on."""
    stand_in, calls = tmp_path / "bin" / "git", tmp_path / "calls"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\necho "$*" >> "{calls}"\nexec "{need("git")}" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    made = _repository(tmp_path / "small")
    made.commit(1)
    counted = []
    for day in (2, 3):
        calls.unlink(missing_ok=True)
        built = build(made.root, PATH=f"{stand_in.parent}{os.pathsep}{os.environ['PATH']}")
        assert set(_dates(built).values()) > {"1 March 2015"}
        asked = calls.read_text(encoding="utf-8").splitlines()
        counted.append(len(asked))
        assert len([line for line in asked if " log -z --raw " in line]) == 1
        made.commit(day, **{f"page{number}": "# A page" for number in range(20)})
    assert counted[0] == counted[1]


def test_a_shallow_clone_shows_only_the_dates_that_it_knows(repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    made = Repository(tmp_path)
    made.git("clone", "--depth", "2", repository.root.as_uri(), str(clone))
    built = build(clone)
    dates = _dates(built)
    assert {name: date for name, date in dates.items() if date} == {"help/checks/": "25 March 2015"}
    assert (
        "INFO    -  This clone is shallow: pages that did not change since it was cut off show no date. "
        "'git fetch --unshallow' brings the whole history."
    ) in built.log.splitlines()


def test_outside_git_no_page_has_a_date(small_site: Built) -> None:
    assert set(_dates(small_site).values()) == {""}
    assert "WARNING" not in small_site.log


def test_without_git_no_page_has_a_date(tmp_path: Path) -> None:
    lay_site(tmp_path)
    built = build(tmp_path, "--strict", PATH=str(tmp_path))
    assert set(_dates(built).values()) == {""}
    assert "WARNING" not in built.log
