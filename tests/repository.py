"""A real git repository with the small clean record in `docs/`, and changes to it on branches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.needs import need
from tests.running import lay_base

_CLERK = {f"GIT_{role}_{what}": "clerk" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@dataclass(frozen=True)
class Repository:
    """A repository, and the record in it."""

    root: Path

    @property
    def docs(self) -> Path:
        """The record's folder."""
        return self.root / "docs"

    def git(self, *arguments: str) -> str:
        """Run git in the repository, and return what it says."""
        config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        line = [need("git"), "-C", str(self.root), *arguments]
        environment = {**os.environ, **_CLERK, **config}
        return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files below the record's folder, and remove those that are None."""
        for path, content in files.items():
            file = self.docs / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, files: Mapping[str, str | bytes | None]) -> str:
        """Write files and commit them; return the commit's name."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD").strip()

    def branch(self, name: str, files: Mapping[str, str | bytes | None], *, start: str = "main") -> None:
        """Make a branch with one commit, in which files are written or removed."""
        self.git("checkout", "--quiet", "--force", "-B", name, start)
        self.commit(files)


def make_repository(root: Path, files: Mapping[str, str | bytes] | None = None) -> Repository:
    """Make a repository whose branch `main` has the small record, and files over it."""
    lay_base(root / "docs", files)
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.commit({})
    return repository
