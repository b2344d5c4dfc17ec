"""Reading on several processors: each process reads a share of the files. Finding on two.

A share is done by a forked process, which has all that it needs as soon as it begins; the bytes come
back through a pipe. Where a process cannot be forked, or ends badly, its share is done here.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from concordat.findings import Finding
from concordat.packing import PackingError, pack, unpack
from concordat.read.documents import Reading

ENOUGH = 250
"""How many files are worth a process of their own."""
_LESS = 7
"""The share of another process is smaller by one file in so many: it has to pack what it has read."""
MOST = 4
"""How many processes read at most: what they return is unpacked by one."""

SWITCH = "CONCORDAT_PROCESSES"
"""The variable that says how many processes work, whatever there is to do; 1 keeps all in one."""

Work = Callable[[Sequence[str]], Sequence[Reading]]
"""Reads the files of these paths."""


def read_in_shares(
    work: Work, paths: Sequence[str], meanwhile: Callable[[], object] = lambda: None
) -> list[Reading]:
    """Read files on as many processors as there are and pay; in no certain order.

    `meanwhile` is done by this process as soon as the others read.
    """
    count = processes(len(paths))
    own, *others = [paths[first::count] for first in range(count)]
    for at, share in enumerate(others):
        less = len(share) // _LESS
        own, others[at] = [*own, *share[:less]], share[less:]
    shares = [own, *others]
    helpers: list[_Helper] = []
    try:
        helpers += [helper for share in shares[1:] if (helper := _start(work, share, helpers))]
        meanwhile()
        mine = [*shares[:1], *shares[1 + len(helpers) :]]
        readings = [reading for share in mine for reading in work(share)]
        for helper in helpers:
            found = helper.readings()
            readings += work(helper.share) if found is None else found
    finally:
        for helper in helpers:
            helper.end()
    return readings


def processes(pieces: int, enough: int = ENOUGH) -> int:
    """Return how many processes shall do pieces of work of which `enough` are worth one.

    `CONCORDAT_PROCESSES` can say it. Forking is safe only on Linux, and without other threads.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    said = os.environ.get(SWITCH, "")
    if said.isdecimal():
        return max(1, min(int(said), pieces))
    return max(1, min(len(os.sched_getaffinity(0)), MOST, pieces // enough))


@dataclass(slots=True)
class _Helper:
    """A process that reads a share."""

    process: int
    pipe: int
    share: Sequence[str]
    ended: bool = False

    def readings(self) -> tuple[Reading, ...] | None:
        """Wait for what it has read; None where it ended badly."""
        with os.fdopen(self.pipe, "rb", closefd=False) as pipe:
            packed = pipe.read()
        _, status = os.waitpid(self.process, 0)
        self.ended = True
        try:
            return unpack(packed) if status == 0 else None
        except PackingError:
            return None

    def end(self) -> None:
        """Leave nothing behind, whatever has happened."""
        os.close(self.pipe)
        if not self.ended:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _start(work: Work, share: Sequence[str], others: Sequence[_Helper]) -> _Helper | None:
    """Start a process for a share; None where that cannot be done."""
    try:
        out, into = os.pipe()
    except OSError:
        return None
    try:
        process = os.fork()
    except OSError:
        os.close(out)
        os.close(into)
        return None
    if process:
        os.close(into)
        return _Helper(process, out, share)
    status = 1
    try:  # from here on in the forked process, which must never return
        gc.disable()
        for pipe in (out, *(other.pipe for other in others)):
            os.close(pipe)
        packed = pack(work(share))
        with os.fdopen(into, "wb") as writing:
            writing.write(packed)
        status = 0
    finally:
        os._exit(status)


def aside(work: Callable[[], None]) -> Callable[[], None]:
    """Do work in a forked process while this one goes on; return what waits for its end.

    Where no process can be forked the work is done here and now.
    """
    process = _forked() if processes(2 * ENOUGH) > 1 else None
    if process is None:
        work()
        return lambda: None
    if process == 0:
        status = 1
        try:  # from here on in the forked process, which must never return
            gc.disable()
            work()
            status = 0
        finally:
            os._exit(status)
    return partial(_wait, process)


def _wait(process: int) -> None:
    with suppress(ChildProcessError):  # somebody has waited already
        os.waitpid(process, 0)


def _forked() -> int | None:
    try:
        return os.fork()
    except OSError:
        return None


@contextmanager
def beside(work: Callable[[], list[Finding]], documents: int) -> Iterator[Callable[[], list[Finding]]]:
    """Find something in a forked process while this one goes on; what is yielded waits for the findings.

    Where so many documents do not pay for a process, or it ends badly, the work is done when asked for.
    """
    helper = None
    if processes(documents) > 1:
        helper = _start(lambda _: [Reading("", None, tuple(work()))], (), ())

    def found() -> list[Finding]:
        readings = helper.readings() if helper else None
        return work() if readings is None else list(readings[0].findings)

    try:
        yield found
    finally:
        if helper:
            helper.end()
