"""`concordat check --watch`: checks at every save, and tells an editor when a check begins and ends."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building import ROOT
from tests.running import COMMAND, environment, lay_base

TASKS = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch over the small record in `docs/`, as Visual Studio Code starts it."""
    lay_base(tmp_path / "docs")
    line = [*COMMAND, *TASKS[1]["args"], str(tmp_path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(line, text=True, env=environment(), **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def _next_check(process: subprocess.Popen[str]) -> list[str]:
    """Return what a check says, between the lines by which the editor knows it."""
    background = TASKS[1]["problemMatcher"]["background"]
    assert process.stdout is not None
    assert re.search(background["beginsPattern"], process.stdout.readline())
    said = []
    while not re.search(background["endsPattern"], line := process.stdout.readline()):
        assert line, "the watch has ended"
        said.append(line.rstrip("\n"))
    return said


def test_every_save_is_checked_until_it_is_broken_off(
    watching: subprocess.Popen[str], tmp_path: Path
) -> None:
    (clean,) = _next_check(watching)
    assert clean.startswith("0 errors, 0 warnings")
    page = tmp_path / "docs/about.md"
    page.write_text("# About\n\n[PACT 9]\n", encoding="utf-8")
    assert _next_check(watching)[0].startswith("about.md:3:1: error[reference-unknown]: 'PACT 9' names")
    page.unlink()
    assert _next_check(watching) == [clean]
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate(timeout=30)
    assert (out, err.strip()) == ("", "Aborted!")


def test_both_tasks_of_the_editor_read_findings_alike() -> None:
    once, always = (task["problemMatcher"] for task in TASKS)
    assert {key: value for key, value in always.items() if key != "background"} == once
    assert TASKS[1]["runOptions"] == {"runOn": "folderOpen"}
