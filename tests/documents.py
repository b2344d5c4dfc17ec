"""The commands that the documents name."""

from __future__ import annotations

import re
from pathlib import Path

PUBLISHING = re.compile(
    r"(?:\.venv/bin/)?concordat (?:publish|unpublish|versions|verify (?:gh-pages|origin/|\d))"
)
"""Those that need a published branch; `tests/test_publish.py` tries them one after another."""


def commands(path: Path) -> list[str]:
    """The commands in the blocks of a document that are marked as a shell's."""
    blocks = re.findall(
        r"^```(?:sh|bash|console)\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [re.sub(r"^\$ |\s+#.*$", "", line).strip() for line in lines if line.split("#")[0].strip()]
