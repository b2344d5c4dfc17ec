"""Running the `concordat` command, in this process or as one of its own, and records to run it on."""

from __future__ import annotations

import contextlib
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from concordat.cli import main
from tests.golden import BASE

COMMAND = (sys.executable, "-m", "concordat")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def invoke(*arguments: str | Path) -> Ran:
    """Run the command in this process. What it raises, it raises here too."""
    runner = CliRunner(env={"COLUMNS": "80"})
    line = [str(each) for each in arguments]
    done = runner.invoke(main, line, catch_exceptions=False, prog_name="concordat")
    return Ran(done.exit_code, done.stdout, done.stderr)


def spawn(
    *arguments: str | Path, stdout: int = subprocess.PIPE, cwd: Path | None = None, **changes: str
) -> Ran:
    """Run the command as a process of its own; `changes` are to its environment."""
    line = [*COMMAND, *(str(each) for each in arguments)]
    done = subprocess.run(
        line,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment(**changes),
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


def on_a_terminal(answers: str, *arguments: str | Path) -> tuple[int, str]:
    """Run the command on a terminal of its own and type answers; return its exit code and what was shown."""
    ours, theirs = pty.openpty()
    line = [*COMMAND, *(str(each) for each in arguments)]
    process = subprocess.Popen(line, stdin=theirs, stdout=theirs, stderr=theirs, env=environment())
    os.close(theirs)
    os.write(ours, answers.encode())
    seen = b""
    with contextlib.suppress(OSError):  # which says that the other side has closed
        while part := os.read(ours, 4096):
            seen += part
    os.close(ours)
    return process.wait(timeout=60), seen.decode().replace("\r\n", "\n")


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment with changes, and without what would change the output."""
    ours = ("NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED", "PYTHONIOENCODING")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return {**inherited, "COLUMNS": "80", "PYTHONUTF8": "1", **changes}


def lay_base(root: Path, files: Mapping[str, bytes | str] | None = None) -> Path:
    """Lay the small clean record into a folder, and files over it; return the folder."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, content in (files or {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of the last change of everything below a folder, so that a write shows."""
    found = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        found[path.relative_to(root).as_posix()] = (status.st_size, status.st_mtime_ns)
    return found
