"""The repository itself: what its documents promise works, its locks hold, and it names no machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import DOCS, ROOT, environment
from tests.documents import PUBLISHING, commands
from tests.needs import need
from tests.repository import Repository

TOP_LEVEL = {
    *(
        ".ci",
        ".pre-commit-hooks.yaml",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".vscode",
        "LICENSE",
        "Makefile",
    ),
    *("CHANGELOG.md", "CONTRIBUTING.md", "README.md"),
    *(".github", ".gitlab-ci.yml"),
    *("docs", "hooks", "mkdocs.yml", "overrides", "starter", "tests"),
    *("pyproject.toml", "requirements-dev.lock", "requirements.lock"),
}
NOT_TRIED = ("git clone ", "cd ", "sed -n ")  # need a place that a test does not have; sed: test_look.py
REGISTRIES = [  # in parts, as this file must not name one either
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
]
OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w+|\b[A-Z]:\\Users\\")
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==[0-9][^\s;,*]*(?: ; [^\n]+)?")


DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((DOCS / "help").rglob("*.md"))]
COMMANDS = sorted({command for path in DOCUMENTS for command in commands(path)})


def _targets() -> set[str]:
    texts = [(ROOT / name).read_text("utf-8") for name in ("Makefile", "tests/tests.mk")]
    return set(re.findall(r"^([a-z-]+):", "\n".join(texts), re.MULTILINE))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the record in it, in which commands may run."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(DOCS, folder / "docs")
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.commit({})
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_the_documents_works(command: str, copy: Path) -> None:
    if command.startswith(NOT_TRIED) or PUBLISHING.match(command):
        return
    if made := re.fullmatch(r"make(?: [A-Z]+=\S+)*((?: [a-z-]+)*)(?: [A-Z]+=\S+)*", command):
        assert set(made[1].split()) <= _targets()
        return
    assert re.match(r"(?:\.venv/bin/)?concordat ", command), f"no test knows how to try '{command}'"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    line = command.replace(".venv/bin/", "")
    shell = [need("bash"), "-c", f"set -o pipefail; {line}"]
    done = subprocess.run(
        shell, cwd=copy, env=environment(PATH=path), capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout
    assert done.stderr == ""


def test_every_target_named_in_the_documents_exists() -> None:
    named = {
        target
        for path in DOCUMENTS
        for target in re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= _targets()


def _tracked() -> list[Path]:
    line = [need("git"), "-C", str(ROOT), "ls-files", "-z"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no clone of the repository")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for path in _tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        hits = [host for host in REGISTRIES if host in text] + OF_A_MACHINE.findall(text)
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in hits]
    assert found == []


def test_the_top_level_holds_what_belongs_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in _tracked()} == TOP_LEVEL


def _lock(name: str) -> dict[str, str]:
    """The entries of a lock by package; each must be an exact pin with hashes, and nothing else."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    entries = re.split(r"\n(?! )", text.strip())
    pins = {}
    for entry in entries:
        pin, *hashes = entry.split(" \\\n    ")
        match = PIN.fullmatch(pin)
        assert match, pin
        assert hashes, pin
        assert [each for each in hashes if not re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each)] == []
        pins[match[1]] = entry
    assert len(pins) > 20
    return pins


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_exact_pins_hashes_and_no_address(name: str) -> None:
    assert _lock(name)
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_small_lock_is_part_of_the_big_one() -> None:
    small, big = _lock("requirements.lock"), _lock("requirements-dev.lock")
    assert {name: pin for name, pin in small.items() if big.get(name) != pin} == {}
    assert len(small) < len(big)


def test_the_record_shows_no_e_mail_address() -> None:
    found = []
    for path in [*DOCS.rglob("*.md"), *DOCS.rglob("*.yml")]:
        addresses = re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(DOCS)}: {address}" for address in addresses]
    assert found == []
