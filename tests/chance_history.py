"""A git repository whose pages were changed, moved, copied, deleted and merged by chance."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

from tests.building import environment
from tests.needs import need

STEPS = 40
WORDS = [f"Line {number} of what was said{' at length' * (number % 7)}." for number in range(60)]
PAGES = [f"docs/{folder}/{name}.md" for folder in "pqr" for name in ("index", "one", "two", "three")]
OUTSIDE = ["old/index.md", "old/one.md", "old/x.md"]


class ChanceHistory:
    """Writes the repository. The same seed gives the same history."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.docs = root, root / "docs"
        self.random, self.seconds = Random(seed), 1_500_000_000
        self.docs.mkdir(parents=True)
        self.git("init", "--initial-branch", "main")
        self.common = self._new_lines()
        for step in range(STEPS):
            for _ in range(self.random.randrange(1, 4)):
                self._change_something()
            self.git("add", "--all")
            self.git("commit", "--allow-empty", "--message", f"Step {step}")
            turn = self.random.random()
            if turn < 0.15:
                self.git("checkout", "-b", f"branch-{step}")
            elif turn < 0.3:
                self._merge()

    def git(self, *arguments: str, well: bool = True) -> str:
        """Run git, some time later; now and then the clock goes back."""
        self.seconds += self.random.choice([0, 60, 86_400, -3_000])
        who = {
            f"GIT_{role}_{what}": "clerk" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        written = self.seconds - self.random.randrange(5_000)
        dates = {
            "GIT_AUTHOR_DATE": f"{written} +0000",
            "GIT_COMMITTER_DATE": f"{self.seconds} +0000",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        line = [need("git"), "-C", str(self.root), *arguments]
        done = subprocess.run(
            line, env=environment(**who, **dates), check=well, capture_output=True, text=True
        )
        return done.stdout

    def last_touched(self, path: Path) -> tuple[str, int]:
        """Return the last commit that names a path, and when it was written."""
        commit, _, written = self.git("log", "-1", "--format=%H %at", "--", str(path)).partition(" ")
        return commit, int(written or 0)

    def _new_lines(self) -> list[str]:
        return self.random.choices(WORDS, k=self.random.randrange(1, 14))

    def _change_something(self) -> None:
        """Add, change, move, copy or delete one page."""
        pages = sorted(self.root.rglob("*.md"))
        free = [self.root / name for name in PAGES + OUTSIDE if not (self.root / name).exists()]
        chance = self.random.random()
        if not pages or (chance < 0.3 and free):
            lines = self.random.choice([self.common, self._new_lines()])
            self._write(self.random.choice(free), self._changed(lines, self.random.randrange(3)))
        elif chance < 0.45:
            self._change(self.random.choice(pages), 1)
        elif chance < 0.9 and free:
            self._move(self.random.choice(pages), self.random.choice(free))
        else:
            self.random.choice(pages).unlink()

    def _move(self, old: Path, new: Path) -> None:
        """Move a page or copy it, with changes or without."""
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(old.read_bytes())
        if self.random.random() < 0.7:
            old.unlink()
        if self.random.random() < 0.6:
            self._change(new, self.random.randrange(1, 5))

    def _change(self, page: Path, times: int) -> None:
        self._write(page, self._changed(page.read_text(encoding="utf-8").splitlines(), times))

    def _changed(self, lines: list[str], times: int) -> list[str]:
        """Return lines with some of them added, removed or replaced."""
        lines = list(lines)
        for _ in range(times):
            at = self.random.randrange(len(lines) + 1)
            lines[at : at + self.random.randrange(2)] = self.random.choices(WORDS, k=self.random.randrange(2))
        return lines

    def _write(self, page: Path, lines: list[str]) -> None:
        page.parent.mkdir(parents=True, exist_ok=True)
        ending = self.random.choice(["\n", "\n", "\r\n"])
        text = ending.join(lines) + self.random.choice([ending, ending, ""])
        page.write_text(text, encoding="utf-8", newline="")

    def _merge(self) -> None:
        """Merge one branch into another; at times the merge itself changes a page."""
        branches = self.git("branch", "--format=%(refname:short)").split()
        self.git("checkout", self.random.choice(branches))
        other = self.random.choice(branches)
        self.git("merge", "--no-ff", "--no-commit", "--strategy-option", "ours", other, well=False)
        pages = sorted(self.root.rglob("*.md"))
        if pages and self.random.random() < 0.3:
            self._change(self.random.choice(pages), 1)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", f"Merge of {other}")
