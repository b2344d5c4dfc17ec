"""Another region: the walk of its help page, word for word, from an empty folder to a published site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from concordat.files import load_record
from tests.building import DOCS, ROOT
from tests.publishing import git
from tests.running import invoke, snapshot
from tests.walks import run, steps, write

PAGE = DOCS / "help" / "region.md"
CLERK = {f"GIT_{role}_{what}": "clerk" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OFFICE = ("--office", "leader=Leader")


def _as_in_the_test(commands: str) -> str:
    """What a test leaves out: it has its tools, and publishing builds the site as strictly as `make`."""
    return re.sub(r"^make (?:setup|site)\n", "", commands, flags=re.MULTILINE).replace(".venv/bin/", "")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder at the end of the page."""
    folder = tmp_path_factory.mktemp("walk") / "three-dales"
    found = ""
    for step in steps(PAGE):
        if step.what != "run":
            found = write(folder, step, found)
            continue
        commands = _as_in_the_test(step.text)
        if step.where == "In Concordat's folder":
            assert "--into ../three-dales" in commands
            run(commands.replace("../three-dales", str(folder)), ROOT)
            continue
        assert step.where == "In your new folder"
        run(commands, folder, PYTHONPATH=str(folder / "hooks"), NO_MKDOCS_2_WARNING="1", **CLERK)
    return folder


def test_the_walk_ends_with_the_record_it_describes(walked: Path) -> None:
    record = load_record(walked / "docs")
    assert record.region.name == "The Three Dales"
    assert list(record.councils) == ["ALD", "BRK", "COL"]
    assert list(record.offices) == ["chief_executive", "leader"]
    edition = record.in_force("FLOOD", record.today)
    assert edition is not None
    assert len(edition.signatures) == 6


def test_the_walk_ends_with_a_published_version(walked: Path) -> None:
    versions = json.loads(git(walked, "show", "gh-pages:versions.json"))
    assert [(each["version"], each["aliases"]) for each in versions] == [("2017-04", ["current"])]
    page = git(walked, "show", "gh-pages:2017-04/agreements/flood/index.html")
    assert "Coldmere" in page
    assert git(walked, "status", "--porcelain") == ""


def test_nothing_of_the_demonstration_is_left(walked: Path) -> None:
    """The tools apart, whose help has examples from it."""
    tools = ("help/", "assets/")
    pages = [path for path in (walked / "docs").rglob("*") if path.is_file()]
    ours = [path for path in pages if not path.relative_to(walked / "docs").as_posix().startswith(tools)]
    assert ours
    named = [path for path in [*ours, walked / "mkdocs.yml", walked / "README.md"]
             if re.search(r"Yorkshire|Humber|sector-led|\bSLI\b|Leeds", path.read_text("utf-8"))]  # fmt: skip
    assert [path.relative_to(walked).as_posix() for path in named] == ["docs/about/citing.md"]
    assert not (walked / "tests").exists()
    assert not (walked / "starter").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("A: B", *OFFICE), "'A: B' cannot name a region; write letters, figures and spaces, at most 80"),
        (("...", *OFFICE), "'...' cannot name a region; write letters, figures and spaces, at most 80"),
        (("Dales",), "--office is missing; there is no terminal to ask on"),
        (
            ("Dales", "--office", "Leader"),
            "'Leader' is no office; write its key and its title, as leader=\"Leader\"",
        ),
        (("Dales", *OFFICE, *OFFICE), "the office 'leader' is given twice; give each key once"),
    ],
)
def test_what_cannot_be_a_region_makes_no_folder(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "dales"
    ran = invoke("new", "region", *arguments, "--into", folder)
    assert (ran.code, ran.out, ran.err) == (2, "", f"concordat: {said}\n")
    assert not folder.exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    ran = invoke("new", "region", "Dales", *OFFICE, "--into", tmp_path)
    assert ran.code == 2
    assert ran.err == f"concordat: '{tmp_path}' is not empty; name a new folder, as nothing is overwritten\n"
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "dales"
    file.write_text("mine", encoding="utf-8")
    ran = invoke("new", "region", "Dales", *OFFICE, "--into", file)
    assert (ran.code, ran.err) == (2, f"concordat: '{file}' is a file; name a new folder\n")
    assert file.read_text(encoding="utf-8") == "mine"


def test_where_writing_fails_no_half_of_a_region_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def full(file: Path, content: str | bytes) -> None:
        written.append(file)
        if len(written) > 3:
            raise OSError(28, "No space left on device", str(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    monkeypatch.setattr("concordat.cli.region.write_new", full)
    ran = invoke("new", "region", "Dales", *OFFICE, "--into", tmp_path / "dales")
    assert ran.code == 2
    assert ran.err == f"concordat: '{tmp_path / 'dales'}' cannot be written: no space left on device\n"
    assert not (tmp_path / "dales").exists()


def test_a_concordat_without_its_repository_says_where_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("concordat.cli.region.HOME", tmp_path)
    ran = invoke("new", "region", "Dales", *OFFICE, "--into", tmp_path / "dales")
    assert ran.code == 2
    assert ran.err.endswith("start a region from a clone of Concordat's own repository\n")
