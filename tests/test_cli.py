"""The command: what each of its reading commands prints, word for word, and how it ends.

What it does with bad records and in a failing system is in test_bad_input and test_bad_files.
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from concordat import __version__
from concordat.rules import RULES
from tests.running import COMMAND, environment, invoke, lay_base, spawn

ABOUT = "about.md"
AGENDA = "meetings/dcs/2016-12-09.md"
FAULTS: dict[str, bytes | str] = {
    ABOUT: "# About\n\n[100%\nsure](visits, and more.md)\n",
    AGENDA: "---\ndate: 2016-12-09\nstatus: agenda\n---\n# Agenda\n",
    "more/a,b:c.md": "\ufeff# More\n",
}
TEXT = """\
about.md:4:7: error[link-broken]: the link 'visits,' leads to 'visits,', which is not there
  help: correct the link, or add the file
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A record with one error, one warning and one note."""
    return lay_base(tmp_path / "record", FAULTS)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return lay_base(tmp_path / "record")


def test_check_as_text(faulty: Path) -> None:
    assert invoke("check", faulty).out == ""
