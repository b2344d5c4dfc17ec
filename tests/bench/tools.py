"""What every measurement needs: to run a process and count what it takes, and to print a table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import MappingProxyType

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parents[1]
_AS_IT_IS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process: seconds on the clock and of the processor, and the most memory it held."""

    seconds: float
    cpu: float
    megabytes: float


def say(text: str) -> None:
    """Tell how far the measuring has come."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str], folder: Path, *, well: int = 0, more: Mapping[str, str] = _AS_IT_IS) -> Run:
    """Run a process to its end. Stops everything where it fails: its time would mean nothing.

    `well` is the highest exit code with which it has done its work; `more` is added to the environment.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        began = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **more}
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if not 0 <= process.returncode <= well:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}\nfailed in {folder}:\n{output.read()[-4000:]}")
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return Run(round(seconds, 3), round(used.ru_utime + used.ru_stime, 3), round(kilobytes / 1024, 1))


def python(*arguments: str | Path) -> list[str]:
    """Return the command that runs this interpreter."""
    return [sys.executable, *map(str, arguments)]


def make_record(folder: Path, minutes: int, posts: int) -> None:
    """Write a record, and make sure that there is nothing to find in it."""
    say(f"Writing a record of {minutes} minutes and {posts} posts …")
    run(python("-m", "tests.bench.make_record", folder, str(minutes), str(posts)), ROOT)
    run(python("-m", "concordat", "check", "--strict", folder), ROOT)


def table(columns: list[str], rows: list[list[str]]) -> str:
    """Return a table as text, its columns flush right."""
    widths = [max(len(row[at]) for row in [columns, *rows]) for at in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )


def kept(value: float, limit: float) -> str:
    """Say whether a target is met."""
    return "met" if value <= limit else "MISSED"
