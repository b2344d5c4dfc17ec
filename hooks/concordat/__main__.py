"""So that `python -m concordat`, and the command `concordat` itself, run as a process of their own."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn


def run() -> NoReturn:
    """Run the command, and end the process at once.

    Python would first take apart, piece by piece, all that was read of a large record, which takes a
    tenth of the command's time. Nothing is left to do by then: the commands close what they open.
    """
    code: object = None
    try:
        import_module("concordat.cli").main()  # here, so that Ctrl-C meets no import outside of this block
    except SystemExit as ending:
        code = ending.code
    except KeyboardInterrupt:
        print("Aborted!", file=sys.stderr)  # as click says where it is interrupted itself
        code = 1
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    run()
