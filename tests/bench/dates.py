"""Reads the dates of a record's pages in both ways, in turn, and prints what that took as JSON.

    python -m tests.bench.dates FOLDER RUNS

FOLDER holds a record of the bench. Its history gets renames first, some with changes and some on
branches, and merges. Then the git-dates plugin fills its caches in its own way, a process of git and
more for each page, on every processor; and ours fills them from one pass. The dates of every page are
compared, whoever read them.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from concordat.site.dates import DatesPlugin
from tests.bench.make_record import Git, noon

FIRST_DAY = date(2060, 1, 1)  # after all that the record tells
MOVED, CHANGED = 60, 20  # pages


class Turns:
    """Adds turns to the history of a record, a day for each."""

    def __init__(self, folder: Path) -> None:
        self.git, self.docs, self.day = Git(folder), folder / "docs", FIRST_DAY
        self.pages = sorted(path for path in self.docs.glob("meetings/*/*.md") if path.stem != "index")

    def commit(self, message: str) -> None:
        """Commit everything, on the next day."""
        self.day += timedelta(days=1)
        self.git.commit(message, self.day)

    def move(self, pages: list[Path], *, line: str = "") -> None:
        """Move pages into a folder of their own, with a line more where one is given."""
        for page in pages:
            moved = page.with_name(f"moved-{page.name}")
            page.rename(moved)
            if line:
                moved.write_text(f"{moved.read_text('utf-8')}\n{line}\n", encoding="utf-8")
        self.commit(f"Move {len(pages)} pages")

    def on_a_branch(self, name: str, change: Callable[[], None]) -> None:
        """Make a change on a branch, while the main branch goes on, and merge it."""
        self.git.run("checkout", "--quiet", "-b", name)
        change()
        self.git.run("checkout", "--quiet", "main")
        self.change(self._next(CHANGED))
        self.day += timedelta(days=1)
        self.git.run("merge", "--quiet", "--no-ff", "--message", f"Merge {name}", name, stamp=noon(self.day))

    def change(self, pages: list[Path]) -> None:
        """Add a line to pages."""
        for page in pages:
            page.write_text(f"{page.read_text('utf-8')}\nThe chair thanked the host.\n", encoding="utf-8")
        self.commit(f"Change {len(pages)} pages")

    def make(self) -> None:
        """Make them all."""
        self.move(self._next(MOVED))
        self.move(self._next(MOVED), line="The chair thanked the host.")
        self.on_a_branch("changes", lambda: self.change(self._next(CHANGED)))
        self.on_a_branch("moves", lambda: self.move(self._next(MOVED)))
        self.on_a_branch("moves-and-changes", lambda: self.move(self._next(MOVED), line="Thanks were given."))
        again = sorted(self.docs.glob("meetings/*/moved-*.md"))[:CHANGED]
        self.move(again)

    def _next(self, many: int) -> list[Path]:
        taken, self.pages = self.pages[:many], self.pages[many:]
        return taken


def main(folder: Path, runs: int) -> None:
    """Measure, and print the numbers."""
    Turns(folder).make()
    logging.disable()
    config = load_config(str(folder / "mkdocs.yml"))
    files = get_files(config)
    plugin: Any = config.plugins["git-revision-date-localized"]
    plugin.on_startup(command="build", dirty=False)
    result: dict[str, Any] = {"theirs": [], "ours": []}
    found: dict[str, dict[str, Any]] = {}
    for _ in range(runs):
        for way, fill in (
            ("theirs", lambda: plugin.on_files(files, config=config)),
            ("ours", lambda: DatesPlugin().fill(files, config)),
        ):
            plugin.last_revision_commits = {}
            plugin.on_config(config)
            began = perf_counter()
            fill()
            result[way].append(perf_counter() - began)
            found[way] = dict(plugin.last_revision_commits)
    pages = [str(Path(file.abs_src_path or "").absolute()) for file in files.documentation_pages()]
    differing = [page for page in pages if found["ours"].get(page) != found["theirs"].get(page)]
    result |= {"pages": len(pages), "differing": [str(Path(page).relative_to(folder)) for page in differing]}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
