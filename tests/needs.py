"""What some tests need and a computer may lack: a browser, git, Java."""

from __future__ import annotations

import os
import shutil

import pytest

_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "libreoffice": ("soffice", "libreoffice"),
}


def need(name: str) -> str:
    """Return the path of a program. Without it the test is skipped, but fails where CI is true."""
    for candidate in _NAMES.get(name, (name,)):
        if found := shutil.which(candidate):
            return found
    reason = f"this computer has no {name}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI must run every test")
    pytest.skip(reason)
