"""Following a help page word for word: its blocks with a title say where to type and which file to write."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.building import environment
from tests.needs import need

_BLOCK = re.compile(
    r'^```(?P<language>\w+) title="(?P<title>[^"]+)"\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE
)
_FILE = re.compile(r"(?P<path>docs/[\w./-]+)(?:, (?P<what>find|write instead|add at the end))?")

_SPOKEN = {"The check says": "hear", "The review says": "hear", "Your proposal": "say"}


@dataclass(frozen=True)
class Step:
    """One block: `what` is done with `text`, in the file or in the place named by `where`."""

    what: str
    where: str
    text: str


def steps(page: Path) -> Iterator[Step]:
    """Yield the steps of a page in their order."""
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        plain = {"sh": "run", "text": _SPOKEN.get(block["title"], "")}.get(block["language"])
        if plain:
            yield Step(plain, block["title"], block["text"])
            continue
        file = _FILE.fullmatch(block["title"])
        assert file, f"{page.name}: no test knows what to do with '{block['title']}'"
        yield Step(file["what"] or "write", file["path"], block["text"])


def write(root: Path, step: Step, found: str) -> str:
    """Do a step that writes a file; return what the next one is to replace."""
    file = root / step.where
    if step.what == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step.text, encoding="utf-8")
        return ""
    text = file.read_text(encoding="utf-8")
    if step.what == "find":
        words = step.text.rstrip("\n")
        assert text.count(words) == 1, f"{step.where} has not once: {words}"
        return words
    if step.what == "add at the end":
        file.write_text(f"{text.rstrip()}\n{step.text}", encoding="utf-8")
        return ""
    assert found.strip(), f"{step.where}: nothing was found to be replaced"
    assert found.rstrip("\n") in text
    file.write_text(text.replace(found.rstrip("\n"), step.text.rstrip("\n"), 1), encoding="utf-8")
    return ""


def run(commands: str, folder: Path, **changes: str) -> str:
    """Run lines of a shell in a folder, each of which has to succeed; return what they said."""
    path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
    done = subprocess.run(
        [need("bash"), "-ec", commands],
        cwd=folder,
        env=environment(**{"PATH": path, **changes}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout
