"""What a version costs as versions add up: ten of one record, in processor time of the whole command.

    python tests/bench/publishing.py [DOCUMENTS]

Prints a table; the last line compares version 10 with version 2. Processor time leaves out what else
the machine does.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.make_record import make_record, write_configurations
from tests.publishing import commit, git, run, settle

VERSIONS, RUNS = 10, 5
MOST = 15  # per cent that version 10 may cost more than version 2


def cpu() -> float:
    """Return the processor time that finished children of this process have taken, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def publish_all(documents: int) -> list[float]:
    """Publish version after version of a new record, each with one page changed; return what each took."""
    with tempfile.TemporaryDirectory(prefix="concordat-bench-") as name:
        repo = Path(name) / "repo"
        make_record(repo, documents, documents // 4)
        settle(repo)
        write_configurations(repo)
        git(repo, "add", "--force", "mkdocs.yml")
        commit(repo, {".gitignore": "/site\n"})
        taken = []
        for number in range(1, VERSIONS + 1):
            commit(repo, {"docs/index.md": f"# The record\n\nState {number}.\n"})
            before = cpu()
            done = run(repo, "publish", f"v{number}", "--alias", "current")
            assert done.code == 0, done.err
            taken.append(cpu() - before)
        return taken


def main(documents: int) -> None:
    """Print the median of each version over several runs, and compare the last with the second."""
    rows = zip(*(publish_all(documents) for _ in range(RUNS)), strict=True)
    taken = [median(row) for row in rows]
    for number, seconds in enumerate(taken, start=1):
        print(f"version {number:>2}: {seconds:6.2f} s")
    more = 100 * (taken[-1] / taken[1] - 1)
    kept = "met" if more <= MOST else "MISSED"
    print(f"version {VERSIONS} to version 2: {more:+.0f} % (at most {MOST}: {kept})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
