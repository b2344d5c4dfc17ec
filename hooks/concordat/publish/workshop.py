"""A temporary folder for one run. What a run that was killed left behind, the next one takes away."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from concordat.publish.git import Git

_LONG = 24 * 3600  # seconds after which a folder is left over, where processes cannot be asked for


@contextmanager
def workshop(git: Git) -> Iterator[Path]:
    """Give a folder that is gone afterwards. Its name says of which repository and which process it is."""
    common = git.line("rev-parse", "--path-format=absolute", "--git-common-dir")
    prefix = f"concordat-{sha256(os.fsencode(common)).hexdigest()[:12]}-"
    _clean(prefix)
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-")).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _clean(prefix)  # a build that outlived its publisher may have gone on writing


def _clean(prefix: str) -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        owner = re.fullmatch(r"(\d+)-.*", left.name.removeprefix(prefix))
        if owner and not _runs(int(owner[1]), left):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int, folder: Path) -> bool:
    if os.name != "posix":
        return time.time() - folder.stat().st_mtime < _LONG
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
