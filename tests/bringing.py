"""Files that other programs wrote, brought in by `concordat import`."""

from __future__ import annotations

from pathlib import Path

from tests.running import Ran, invoke


def bring(root: Path, file: Path, kind: str, *options: str) -> Ran:
    """Bring a file into a record, as minutes or as an agreement."""
    return invoke("import", file, "--as", kind, *options, "--path", root)
