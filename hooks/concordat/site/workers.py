"""Work by several processes: this one goes from the first piece on, its helpers from the last one back.

A helper is forked, so that it has all that it needs as soon as it begins. What it made comes back through
a file; what it logged is logged here. A piece that a helper did not finish is done here, so an error
is the same with helpers as without.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from mmap import mmap
from typing import IO, Any, Generic, TypeVar

Made = TypeVar("Made")
_Helper = tuple[int, IO[bytes]]  # its process, and the file into which it writes
_FREE, _HERE, _THERE = 0, 1, 2


class Workers(Generic[Made]):
    """Shares out `count` pieces of work between this process and helpers.

    For each piece, in order, this process asks whether it is `mine`, and does it, or takes what a helper
    has `made` of it. At the first piece that is a helper's all are taken: here, or by a helper.
    """

    def __init__(self, count: int, work: Callable[[int], Made], helpers: int) -> None:
        self._claims = mmap(-1, max(1, count))
        self._count, self._work, self._parent = count, work, os.getpid()
        self._helpers: list[_Helper] = []
        self._made: dict[int, tuple[Made, list[logging.LogRecord]]] | None = None
        weakref.finalize(self, _end, self._helpers, self._parent)
        for _ in range(helpers):
            with suppress(OSError):
                self._start()

    def mine(self, at: int) -> bool:
        """Take a piece of work; False where a helper has it."""
        if self._claims[at] == _THERE:
            return False
        self._claims[at] = _HERE
        return True

    def begun(self) -> int:
        """Return how many pieces are done or being done, here or by helpers."""
        return self._count - self._claims[: self._count].count(_FREE)

    def made(self, at: int) -> Made | None:
        """Wait for what a helper made of a piece, and log what it logged; None where it did not finish it."""
        if self._made is None:
            self._made = {}
            while self._helpers:
                process, file = self._helpers[-1]
                self._made |= _read(file, process)
                self._helpers.pop()
                file.close()
        found = self._made.pop(at, None)
        if found is None:
            return None
        for record in found[1]:
            logging.getLogger(record.name).handle(record)
        return found[0]

    def _start(self) -> None:
        file = tempfile.TemporaryFile()  # noqa: SIM115 (it is closed when the helper has been heard)
        process = os.fork()
        if process:
            self._helpers.append((process, file))
            return
        status = 1
        try:  # from here on in the forked process, which must never return
            gc.freeze()  # what was there before lasts: to look at it would copy it
            pickle.dump(self._done(), file, pickle.HIGHEST_PROTOCOL)
            file.flush()
            status = 0
        finally:
            os._exit(status)

    def _done(self) -> dict[int, tuple[Made, list[logging.LogRecord]]]:
        """Do pieces from the last one back until one is met that is done elsewhere; return what was made."""
        logged = _Logged()
        done = {}
        for at in reversed(range(self._count)):
            if self._claims[at] == _HERE or os.getppid() != self._parent:
                break
            if self._claims[at] == _THERE:
                continue
            self._claims[at] = _THERE
            with suppress(Exception):  # the process that forked this one tries again, and reports
                made = self._work(at)
                done[at] = (made, logged.records)
            logged.records = []
        return done


class _Logged(logging.Handler):
    """Keeps what is logged, in place of showing it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers = []
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        self.records.append(record)


def _read(file: IO[bytes], process: int) -> dict[int, Any]:
    """Wait for a helper to end, and return what it made; nothing where it ended badly."""
    _, status = os.waitpid(process, 0)
    if status != 0:
        return {}
    file.seek(0)
    return dict(pickle.load(file))


def _end(helpers: list[_Helper], parent: int) -> None:
    """Leave nothing behind, whatever has happened. A helper itself has nothing to end."""
    for process, file in helpers if os.getpid() == parent else ():
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        file.close()
    helpers.clear()
