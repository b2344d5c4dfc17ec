"""Git, as far as publishing needs it: objects, trees, and branches that move once or not at all.

Nothing here touches the index or the working tree of the repository. Objects that no branch leads to
are harmless: git removes them in time.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from concordat.publish.refusal import Refusal

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git tells its hooks of another repository, or of the user's index."""

NOTHING = "0" * 40
"""In place of a commit: that a branch is not there."""


def clean_environment(**changes: str) -> dict[str, str]:
    """Return this process's environment without what git tells its hooks; messages in English."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {**inherited, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", **changes}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a tree: `mode` is git's, such as `100644`; `kind` is `blob`, `tree` or `commit`."""

    mode: str
    kind: str
    name: str


Tree = dict[str, tuple[Entry, str]]
"""The entries of a tree, each with its object, by name."""


@dataclass(frozen=True)
class Git:
    """One repository. `changes` are to the environment of each command."""

    folder: Path
    changes: Mapping[str, str] = field(default_factory=dict)

    def try_to(self, *arguments: str | Path, given: bytes | None = None) -> tuple[int, bytes, str]:
        """Run a command; return its exit code, what it wrote, and what it complained of."""
        line = ["git", "-C", str(self.folder), *map(str, arguments)]
        try:
            environment = clean_environment(**self.changes)
            done = subprocess.run(line, input=given, capture_output=True, env=environment, check=False)
        except OSError as fault:
            raise Refusal("git is not installed here; publishing needs it") from fault
        return done.returncode, done.stdout, os.fsdecode(done.stderr).strip()

    def run(self, *arguments: str | Path, given: bytes | None = None) -> bytes:
        """Run a command that must succeed; return what it wrote. Raises Refusal with git's own reason."""
        code, out, complaint = self.try_to(*arguments, given=given)
        if code:
            raise Refusal(f"git {arguments[0]} failed: {_last_line(complaint)}")
        return out

    def line(self, *arguments: str | Path, given: bytes | None = None) -> str:
        """Run a command that must succeed; return its only line."""
        return os.fsdecode(self.run(*arguments, given=given)).strip()

    # ---- commits and branches ----

    def commit_of(self, name: str) -> str:
        """Return the commit that a name leads to, "" where there is none."""
        code, out, _ = self.try_to(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        return "" if code else os.fsdecode(out).strip()

    def is_within(self, old: str, new: str) -> bool:
        """Tell whether a commit is part of another's history."""
        return self.try_to("merge-base", "--is-ancestor", old, new)[0] == 0

    def commit(self, tree: str, parent: str, message: str) -> str:
        """Make a commit of a tree; return it. Raises Refusal where git does not know who commits."""
        parents = ("-p", parent) if parent else ()
        code, out, complaint = self.try_to("commit-tree", tree, *parents, "-m", message)
        if (code and "ident" in complaint.lower()) or "tell me who you are" in complaint.lower():
            raise Refusal(
                "git does not know who commits; "
                "run 'git config user.name …' and 'git config user.email …' first"
            )
        if code:
            raise Refusal(f"git commit-tree failed: {_last_line(complaint)}")
        return os.fsdecode(out).strip()

    def move(self, branch: str, new: str, old: str, why: str) -> str:
        """Move a branch from one commit to another in one step.

        Returns "", or git's reason where it did not move: as when it is elsewhere by now.
        """
        given = f"update refs/heads/{branch} {new} {old or NOTHING}\n"
        code, _, complaint = self.try_to("update-ref", "-m", why, "--stdin", given=given.encode())
        return _last_line(complaint) if code else ""

    # ---- trees ----

    def tree(self, name: str) -> Tree:
        """Return the entries of a tree, each with its object, by name; empty where there is no such tree."""
        code, out, _ = self.try_to("ls-tree", "-z", name)
        found: Tree = {}
        for each in os.fsdecode(out).split("\0")[:-1] if not code else ():
            about, _, path = each.partition("\t")
            mode, kind, object_id = about.split(" ")
            found[path] = (Entry(mode, kind, path), object_id)
        return found

    def make_tree(self, entries: Tree) -> str:
        """Write a tree; return its object."""
        return self.make_trees([entries])[0]

    def make_trees(self, trees: list[Tree]) -> list[str]:
        """Write several trees with one command; return their objects."""
        given = "\0".join(
            "".join(f"{entry.mode} {entry.kind} {made}\t{entry.name}\0" for entry, made in tree.values())
            for tree in trees
        )
        made = os.fsdecode(self.run("mktree", "-z", "--batch", given=os.fsencode(f"{given}\0"))).split()
        return made[: len(trees)]

    def files(self, tree: str) -> dict[str, str]:
        """Return the object of each file below a tree, by path."""
        rows = os.fsdecode(self.run("ls-tree", "-r", "-z", tree)).split("\0")[:-1]
        return {row.partition("\t")[2]: row.partition("\t")[0].split(" ")[2] for row in rows}

    def write_blob(self, content: bytes) -> str:
        """Write a file's content; return its object."""
        return self.line("hash-object", "-w", "--no-filters", "--stdin", given=content)

    def write_folder(self, folder: Path) -> str:
        """Write a folder with all that is in it as a tree; return its object.

        Every file is written byte for byte, whatever the settings of this repository say of line ends.
        """
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        given = "".join(f"{path}\n" for path in paths)
        made = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(given))
        below: dict[Path, dict[str, tuple[Entry, str]]] = {folder: {}}
        for path, blob in zip(paths, os.fsdecode(made).split(), strict=True):
            below.setdefault(path.parent, {})[path.name] = (Entry("100644", "blob", path.name), blob)
            for parent in path.parents[: len(path.relative_to(folder).parts)]:
                below.setdefault(parent, {})
        for depth in range(
            max(len(path.parts) for path in below), len(folder.parts), -1
        ):  # the deepest first
            level = [path for path in below if len(path.parts) == depth]
            for path, tree in zip(level, self.make_trees([below[path] for path in level]), strict=True):
                below[path.parent][path.name] = (Entry("040000", "tree", path.name), tree)
        return self.make_tree(below[folder])

    def read(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """Return the content of each object or path such as `branch:file`; None for one that is not there."""
        given = "".join(f"{name}\n" for name in names)
        out = self.run("cat-file", "--batch", given=os.fsencode(given))
        at = 0
        for _ in given.splitlines():
            end = out.index(b"\n", at)
            head = out[at:end].split(b" ")
            at = end + 1
            if head[-1] == b"missing" or head[1] != b"blob":
                yield None
                at += 0 if head[-1] == b"missing" else int(head[2]) + 1
                continue
            yield out[at : at + int(head[2])]
            at += int(head[2]) + 1

    def read_file(self, tree: str, path: str) -> bytes | None:
        """Return the content of one file below a tree, None where it is not there."""
        return next(iter(self.read([f"{tree}:{path}"])))


def _last_line(complaint: str) -> str:
    """Return what git complains of, in one line."""
    lines = [line for line in complaint.splitlines() if line.strip() and not line.startswith("hint:")]
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else "it gave no reason"


def find(folder: Path) -> Git:
    """Return the repository in which a folder stands. Raises Refusal where there is none."""
    code, out, _ = Git(folder).try_to("rev-parse", "--show-toplevel")
    if code:
        raise Refusal(f"'{folder}' is in no git repository; publishing needs one with everything committed")
    return Git(Path(os.fsdecode(out).strip()))
