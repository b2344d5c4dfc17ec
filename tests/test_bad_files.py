"""Whatever a record's folder holds and the system does: a finding or one clear line, and its exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from concordat import folder
from concordat.folder import read_files
from concordat.listing import list_files
from tests.running import COMMAND, environment, invoke, lay_base, snapshot, spawn

EDITION = "agreements/pact/2/index.md"
DRAFT = '---\nedition: "2"\nstatus: draft\n---\n'
NOWHERE = "name the folder that has councils.yml, agreements or meetings in it"


def _folder(root: Path) -> None:
    (root / "about.md").mkdir()


def _folder_of_yaml(root: Path) -> None:
    (root / "agreements/pact/clauses.yml").mkdir()


def _loop(root: Path) -> None:
    (root / "help").mkdir()
    (root / "help/self").symlink_to("../help")


def _loop_of_two(root: Path) -> None:
    (root / "one").mkdir()
    (root / "two").mkdir()
    (root / "one/a").symlink_to("../two")
    (root / "two/b").symlink_to("../one")


def _loop_of_files(root: Path) -> None:
    (root / "a.md").symlink_to("b.md")
    (root / "b.md").symlink_to("a.md")


def _outside(root: Path) -> None:
    (root.parent / "secret.md").write_text("# Secret\n", encoding="utf-8")
    (root / "about.md").symlink_to("../secret.md")
    (root / "more").symlink_to(root.parent)


def _broken(root: Path) -> None:
    (root / "about.md").symlink_to("gone.md")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "about.md")


def _odd_names(root: Path) -> None:
    (root / "a\nb.md").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).write_bytes(b"")


IS_FOLDER = "error[file-unreadable]: '{0}' is a folder, not a file"
LEADS_OUT = "error[file-unreadable]: '{0}' is a link out of the record"
IN_ITSELF = "error[file-unreadable]: '{0}' is a link to a folder that it stands in"
NO_TEXT = "warning[page-empty]: the page has no text"
FOLDERS: dict[str, tuple[Callable[[Path], None], dict[str, str]]] = {
    "a folder named like a page": (_folder, {"about.md": IS_FOLDER}),
    "a folder named like YAML": (_folder_of_yaml, {"agreements/pact/clauses.yml": IS_FOLDER}),
    "a link to its own folder": (_loop, {"help/self": IN_ITSELF}),
    "two folders with links to each other": (_loop_of_two, {"one/a/b": IN_ITSELF, "two/b/a": IN_ITSELF}),
    "two links to each other": (
        _loop_of_files,
        {
            "a.md": "error[file-unreadable]: '{0}' cannot be read: too many levels of symbolic links",
            "b.md": "error[file-unreadable]: '{0}' cannot be read: too many levels of symbolic links",
        },
    ),
    "links that lead out": (_outside, {"about.md": LEADS_OUT, "more": LEADS_OUT}),
    "a link to nothing": (
        _broken,
        {"about.md": "error[file-unreadable]: '{0}' cannot be read: no such file or directory"},
    ),
    "a pipe that nobody writes to": (
        _pipe,
        {"about.md": "error[file-unreadable]: '{0}' is no ordinary file"},
    ),
    "names that are no text": (_odd_names, {r"a\nb.md": NO_TEXT, "caf?.md": NO_TEXT}),
}


def _expected(found: dict[str, str]) -> list[str]:
    return [f"{path}:1:1: {finding.format(path)}" for path, finding in found.items()]


def _findings(out: str) -> list[str]:
    return [line for line in out.partition("\n\n")[0].splitlines() if not line.startswith("  ")]


@pytest.mark.parametrize(("change", "found"), FOLDERS.values(), ids=FOLDERS)
def test_folders(change: Callable[[Path], None], found: dict[str, str], tmp_path: Path) -> None:
    root = lay_base(tmp_path / "docs")
    change(root)
    before = snapshot(root)
    ran = invoke("check", root)
    assert _findings(ran.out)[: len(found)] == _expected(found)
    assert ran.code == (1 if any("error" in finding for finding in found.values()) else 0)
    assert snapshot(root) == before


def test_a_file_that_goes_while_the_record_is_read(tmp_path: Path) -> None:
    root = lay_base(tmp_path, {"about.md": "# A\n"})
    listing = list_files(root)
    (root / "about.md").unlink()
    readings = {reading.path: reading for reading in read_files(root, listing.paths)}
    found = [finding.message for finding in readings["about.md"].findings]
    assert found == ["'about.md' cannot be read: no such file or directory"]
    assert readings["index.md"].findings == ()


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay_base(tmp_path, {"about.md": "# A\n"})
    if os.geteuid():
        (root / "about.md").chmod(0)
    else:  # root may read every file, so the refusal is feigned

        def refuse(file: str, *arguments: object, **more: object) -> object:
            if file.endswith("about.md"):
                raise PermissionError(13, "Permission denied", file)
            return open(file, *arguments, **more)  # type: ignore[call-overload]  # noqa: PTH123

        monkeypatch.setattr(folder, "open", refuse, raising=False)
    ran = invoke("check", root)
    refused = "about.md:1:1: error[file-unreadable]: 'about.md' cannot be read: permission denied"
    assert (_findings(ran.out), ran.code) == ([refused], 1)


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay_base(tmp_path, {"more/about.md": "# A\n"})
    if os.geteuid():
        (root / "more").chmod(0)
    else:
        real = os.scandir

        def refuse(path: Path) -> object:
            if path.name == "more":
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", refuse)
    try:
        ran = invoke("check", root)
    finally:
        (root / "more").chmod(0o700)
    refused = "more:1:1: error[file-unreadable]: 'more' cannot be read: permission denied"
    assert (_findings(ran.out), ran.code) == ([refused], 1)


WRONG: dict[str, tuple[list[str], str]] = {
    "a path that is not there": (["check", "{0}/gone"], f"'{{0}}/gone' does not exist; {NOWHERE}"),
    "a path of a file": (["record", "{0}/file"], f"'{{0}}/file' is not a folder; {NOWHERE}"),
    "a folder without a record": (["check", "{0}"], f"'{{0}}' holds no record; {NOWHERE}"),
    "no record to show": (["show", "SLI", "--path", "{0}"], f"'{{0}}' holds no record; {NOWHERE}"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_wrong_paths(arguments: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = invoke(*(argument.format(tmp_path) for argument in arguments))
    assert (ran.code, ran.out, ran.err) == (2, "", f"concordat: {message.format(tmp_path)}\n")


@pytest.mark.parametrize("day", ["soon", "2016-02-30", "", "2016-1-1", "31.12.2016"])
def test_a_day_that_is_none(day: str, tmp_path: Path) -> None:
    ran = invoke("check", lay_base(tmp_path), "--today", day)
    why = f"there is no day '{day}'" if day == "2016-02-30" else f"'{day}' is not a date"
    *usage, error = ran.err.splitlines()
    assert error == f"Error: Invalid value for '--today': {why}; write it as 2016-12-09"
    assert (ran.code, ran.out) == (2, "")
    assert usage[0] == "Usage: concordat check [OPTIONS] [PATH]"


@pytest.mark.parametrize(
    "arguments", ["check", "check --format json", "record", "rules", "completion bash", "--version", "--help"]
)
def test_a_full_disk(arguments: str, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    words = arguments.split()
    root = [lay_base(tmp_path)] if words[0] in ("check", "record") else []
    with Path("/dev/full").open("wb") as full:
        ran = spawn(*words, *root, stdout=full.fileno())
    assert (ran.code, ran.err) == (2, "concordat: the output cannot be written: no space left on device\n")


def test_no_standard_output(tmp_path: Path) -> None:
    line = ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, "check", str(lay_base(tmp_path))]
    done = subprocess.run(line, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, b"concordat: there is no standard output to write to\n")


@pytest.mark.parametrize(("command", "code"), [("record", 0), ("check", 1)])
def test_a_reader_of_the_output_who_has_enough(command: str, code: int, tmp_path: Path) -> None:
    more_than_a_pipe_holds = "See clause 9.9, which is not there.\n\n" * 2000
    root = lay_base(tmp_path, {EDITION: f"{DRAFT}1. A\n\n{more_than_a_pipe_holds}"})
    line = [*COMMAND, command, str(root)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() != b""
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (code, b"")


_SAYS_WHEN_IT_READS = """
import sys
from concordat.cli import main
sys.addaudithook(
    lambda event, about: event == "open" and "pact/2" in str(about[0]) and print("reads", flush=True)
)
main()
"""


def test_an_interruption(tmp_path: Path) -> None:
    """Ctrl-C while a record is read that takes long to read."""
    body = "\n\n".join("iv. a" for _ in range(400_000))
    root = lay_base(tmp_path, {EDITION: DRAFT + body})
    line = [sys.executable, "-c", _SAYS_WHEN_IT_READS, "check", str(root)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"reads\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 1
        assert process.stderr.read().strip() == b"Aborted!"
        assert process.stdout.read() == b""


_IS_INTERRUPTED_AS_IT_STARTS = """
import signal, sys
from concordat.__main__ import run
sys.addaudithook(
    lambda event, about: event == "import" and about[0] == "concordat.cli.ground"
    and signal.raise_signal(signal.SIGINT)
)
run()
"""


def test_an_interruption_at_the_start() -> None:
    """Ctrl-C before the command has been loaded."""
    line = [sys.executable, "-c", _IS_INTERRUPTED_AS_IT_STARTS, "--help"]
    done = subprocess.run(line, capture_output=True, env=environment(), timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"Aborted!")


_IS_INTERRUPTED = """
import signal, sys
from concordat.__main__ import run
class Names:
    def __set_name__(self, owner, name):  # of what is raised here Python makes a RuntimeError
        signal.raise_signal(signal.SIGINT)
class Ends:
    def __del__(self):  # and of what is raised here nothing but a message
        signal.raise_signal(signal.SIGINT)
def meet(event, about):
    if event == "import" and about[0] == "{module}":
        {meeting}
sys.addaudithook(meet)
run()
"""


_CTRL_C = "signal.raise_signal(signal.SIGINT)"
MOMENTS = [
    ("concordat.model.forms", _CTRL_C),
    ("concordat.rules", _CTRL_C),
    ("concordat.cli.ground", "type('T', (), {'x': Names()})"),
    ("pydantic", "type('T', (), {'x': Names()})"),
    ("concordat.rules", "Ends()"),
]


@pytest.mark.parametrize(("module", "meeting"), MOMENTS)
def test_an_interruption_of_any_kind_at_any_import(module: str, meeting: str, tmp_path: Path) -> None:
    script = _IS_INTERRUPTED.replace("{module}", module).replace("{meeting}", meeting)
    line = [sys.executable, "-c", script, "check", str(lay_base(tmp_path))]
    done = subprocess.run(line, capture_output=True, env=environment(), timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"Aborted!")


def test_a_terminal_that_cannot_show_every_character(tmp_path: Path) -> None:
    root = lay_base(tmp_path, {"about.md": "[a](caf\u00e9.md)\n"})
    ran = spawn("check", root, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    first = "about.md:1:5: error[link-broken]: the link 'caf?.md' leads to 'caf?.md', which is not there"
    assert (ran.code, ran.err, _findings(ran.out)) == (1, "", [first])
