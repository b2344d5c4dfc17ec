"""What a version costs as versions add up: many of one record, each with one page changed.

    python tests/bench/publishing.py [DOCUMENTS] [VERSIONS]

Prints a table: the processor's time of the whole command, which leaves out what else the machine does;
the files that differ from the version before; and what these added to the branch, as git stores it at
once and once `git gc` has packed it. The last lines compare the last versions with the first.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.make_record import make_record, write_configurations
from tests.bench.tools import kept, say, table
from tests.publishing import commit, git, run, settle

VERSIONS = 50
COMPARED = 5  # versions at either end, of which the middle one counts
MOST = 15  # per cent that the last versions may cost more than the second to sixth
BRANCH = "gh-pages"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one version took and left: seconds of the processor; files in all, and of them new; kilobytes."""

    seconds: float
    files: int
    changed: int
    kilobytes: float


def spent() -> float:
    """Return the processor time that finished children of this process have taken, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def publish_all(repo: Path, documents: int, versions: int) -> list[Cost]:
    """Publish version after version of a new record, each with one page changed; return what each cost."""
    make_record(repo, documents, documents // 4)
    settle(repo)
    write_configurations(repo)
    git(repo, "add", "--force", "mkdocs.yml")
    commit(repo, {".gitignore": "/site\n"})
    costs = []
    for number in range(1, versions + 1):
        day = f"2050-{1 + number // 28:02}-{1 + number % 28:02}T09:00:00+0000"
        commit(repo, {"docs/about/index.md": f"# About\n\nState {number}.\n"}, day)
        before = spent()
        done = run(repo, "publish", f"v{number:02}", "--alias", "current")
        seconds = spent() - before
        assert done.code == 0, done.err
        costs.append(_cost(repo, number, seconds))
        say(f"Version {number}: {seconds:.1f} s, {costs[-1].changed} of {costs[-1].files} files")
    return costs


def _cost(repo: Path, number: int, seconds: float) -> Cost:
    here = f"{BRANCH}:v{number:02}"
    files = git(repo, "ls-tree", "-r", "--name-only", here).splitlines()
    if number == 1:
        return Cost(seconds, len(files), len(files), _stored(repo, BRANCH))
    differing = git(repo, "diff", "--name-only", f"{BRANCH}:v{number - 1:02}", here).splitlines()
    return Cost(seconds, len(files), len(differing), _stored(repo, f"{BRANCH}~1..{BRANCH}"))


def _stored(repo: Path, commits: str) -> float:
    """Return the kilobytes that the objects of some commits take, and of none before them."""
    return int(git(repo, "rev-list", "--objects", "--disk-usage", commits)) / 1000


def main(documents: int, versions: int) -> None:
    """Print what each version cost, and compare the last with the first."""
    with tempfile.TemporaryDirectory(prefix="concordat-bench-") as name:
        repo = Path(name) / "repo"
        costs = publish_all(repo, documents, versions)
        git(repo, "gc", "--quiet", "--prune=now")
        packed = [
            _stored(repo, f"{BRANCH}~{versions - at}..{BRANCH}~{versions - at - 1}")
            for at in range(1, versions)
        ]
        first = _stored(repo, f"{BRANCH}~{versions - 1}")
    rows = [
        [
            f"{at}",
            f"{one.seconds:.2f} s",
            f"{one.files}",
            f"{one.changed}",
            f"{one.kilobytes:.0f} kB",
            f"{size:.0f} kB",
        ]
        for at, (one, size) in enumerate(zip(costs, [first, *packed], strict=True), start=1)
    ]
    print(table(["version", "processor", "files", "other files", "stored", "packed"], rows))
    early, late = costs[1 : 1 + COMPARED], costs[-COMPARED:]
    compared = {
        "processor time": median(one.seconds for one in late) / median(one.seconds for one in early),
        "what the branch grows by": median(packed[-COMPARED:]) / median(packed[:COMPARED]),
    }
    for what, ratio in compared.items():
        more = 100 * (ratio - 1)
        print(f"version {versions} to version 2, {what}: {more:+.0f} % (at most {MOST}: {kept(more, MOST)})")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100,
        int(sys.argv[2]) if len(sys.argv) > 2 else VERSIONS,
    )
