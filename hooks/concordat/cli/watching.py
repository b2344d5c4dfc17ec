"""Checking again after every change, for an editor that shows what it is told."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from concordat.cli.ground import write
from concordat.listing import list_files

BEGINS = "Checking the record."
ENDS = "Checked. After the next change it is checked again; Ctrl-C ends that."
"""The lines around what each check says: editors know by them when it begins and when it is done."""

_PAUSE = 0.5  # seconds from one look at the folder to the next


def watch(root: Path, check: Callable[[], object]) -> NoReturn:
    """Check a record now, and again whenever a file of its folder is another; ends by Ctrl-C alone."""
    seen = None
    while True:
        now = list_files(root).stamps
        if now != seen:
            write(BEGINS)
            check()
            write(ENDS)
            seen = now
            gc.collect()
        time.sleep(_PAUSE)
