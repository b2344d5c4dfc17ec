"""pandoc, which reads Word files and others: found, run, and its answer read. Only `import` needs it."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from concordat.cli.ground import stop

FORMATS = {
    ".docx": "docx",
    ".md": "markdown-citations-raw_tex-tex_math_dollars-smart",
    ".markdown": "markdown-citations-raw_tex-tex_math_dollars-smart",
    ".html": "html-native_divs",
    ".htm": "html-native_divs",
}
"""How pandoc calls what a file can be, by the end of its name."""

_OLDEST = [1, 22]  # of pandoc's own types: tables as they are since pandoc 2.11
_LONGEST = 120  # seconds


def read_with_pandoc(content: bytes, name: str) -> Any:
    """Return pandoc's reading of a file, with its tracked changes, or stop."""
    line = [
        _pandoc(),
        "-f",
        FORMATS[Path(name).suffix.lower()],
        "-t",
        "json",
        "--track-changes=all",
        "--sandbox",
    ]
    try:
        done = subprocess.run(line, input=content, capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        stop(f"'{name}' takes pandoc more than {_LONGEST} seconds; divide the file")
    except OSError as fault:
        stop(f"pandoc does not start: {(fault.strerror or str(fault)).lower()}")
    if done.returncode:
        why = " ".join(done.stderr.decode("utf-8", "replace").split())
        stop(f"'{name}' cannot be read: {why or 'pandoc says nothing more'}")
    document = json.loads(done.stdout)
    if document.get("pandoc-api-version", [])[:2] < _OLDEST:
        stop("this pandoc is too old; take 2.11 or newer, or install pypandoc-binary")
    return document


def _pandoc() -> str:
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        found = shutil.which("pandoc")
    if found is None:
        stop("reading this file needs pandoc; get it with: python -m pip install pypandoc-binary")
    return found
