"""Checks before a commit: git's own hook, and the file for the pre-commit framework."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from concordat.cli import main
from tests.building import ROOT
from tests.needs import need
from tests.running import environment, invoke, lay_base


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=Clerk", "-c", "user.email=clerk@example.org")
    line = [need("git"), "-C", str(folder), *who, *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    lay_base(tmp_path / "docs")
    assert git(tmp_path, "init", "--quiet").returncode == 0
    return tmp_path


def test_a_commit_with_an_error_is_stopped_and_one_without_goes_through(repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    ran = invoke("hook", repository)
    assert (ran.code, ran.out, ran.err) == (0, f"Written: {hook}\n", "")
    git(repository, "add", "--all")
    page = repository / "docs" / "index.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(f"{good}\nSee [PACT 9.9].\n", encoding="utf-8")
    stopped = git(repository, "commit", "--message", "bad")
    assert stopped.returncode == 1
    assert "error[reference-unknown]: 'PACT 9.9'" in stopped.stdout + stopped.stderr
    page.write_text(good, encoding="utf-8")
    through = git(repository, "commit", "--message", "good")
    assert through.returncode == 0, through.stderr


def test_a_hook_that_is_there_is_kept(repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    ran = invoke("hook", repository / "docs")
    assert ran.code == 2
    assert ran.err == f"concordat: '{hook}' is there already; add the line 'concordat check' to it\n"
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\n"


def test_without_a_repository_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    need("git")
    root = lay_base(tmp_path / "docs")
    assert invoke("hook", root).err == (
        f"concordat: '{root}' is in no git repository; make one with 'git init' first\n"
    )


def test_the_pre_commit_framework_runs_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "concordat-check"
    program, command = shlex.split(hook["entry"])
    assert program == "concordat"
    assert command in main.commands
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
