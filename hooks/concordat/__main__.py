"""So that `python -m concordat`, and the command `concordat` itself, run as a process of their own."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code of a command that was broken off by Ctrl-C, as a shell gives it."""

_broken_off: list[int] = []
_spared: list[BaseException] = []  # what ended the command: it holds all that the command has made


def run() -> NoReturn:
    """Run the command, and end the process at once.

    Python would first take apart, piece by piece, all that was read of a large record, which takes a
    tenth of the command's time. Nothing is left to do by then: the commands close what they open.
    """
    code: object = None
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started it wants none
        signal.signal(signal.SIGINT, _break_off)
        sys.unraisablehook = _unraisable
    try:
        gc.disable()  # nothing of what is imported can be collected
        command = import_module("concordat.cli")  # here, so that Ctrl-C meets no import outside of this block
        gc.enable()
        command.main()
    except SystemExit as ending:
        code = ending.code
        _spared.append(ending)
    except BaseException:  # some libraries, and Python itself, make another exception of an interruption
        if not _broken_off:
            raise
        print("Aborted!", file=sys.stderr)  # as click says where it is interrupted itself
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if _broken_off:
        code = INTERRUPTED
    os._exit(code if isinstance(code, int) else int(code is not None))


def _break_off(number: int, _: FrameType | None) -> NoReturn:
    _broken_off.append(number)
    raise KeyboardInterrupt


def _unraisable(fault: sys.UnraisableHookArgs) -> None:
    """End at once where Ctrl-C met a moment from which Python lets no exception out."""
    if _broken_off:
        os.write(2, b"Aborted!\n")
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(fault)


if __name__ == "__main__":
    run()
