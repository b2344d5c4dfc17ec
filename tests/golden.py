"""Golden cases of the rules: `tests/rules/<rule>/bad-…` and `good-…`.

A case is the small record in `tests/rules/base` with the files of the case's `docs/` laid over
it, and without those that its `remove.txt` lists. A bad case's `expected.txt` holds every finding
of that record, word for word; a good case's record has none.

A case of a rule across states has `before/` and `after/` in place of `docs/`: the one is laid over
the small record, the other over that, and `remove.txt` names what is gone after the change. Its
findings are those of a review.

    python -m tests.golden RULE …     writes `expected.txt` anew: read the difference before committing
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from concordat.files import load_record
from concordat.findings import Finding
from concordat.listing import list_files
from concordat.read.documents import Source, read_source
from concordat.read.paths import is_read
from concordat.report.text import finding_text
from concordat.review.review import Review, review
from concordat.review.rules import STATE_RULES
from concordat.review.states import Reads, States, states_of
from concordat.rules import check, check_by

RULES_FOLDER = Path(__file__).parent / "rules"
BASE = RULES_FOLDER / "base"


def cases(prefix: str, rule: str = "*") -> list[Path]:
    """Return the folders of the cases of a rule, or of all, whose names begin with a prefix."""
    return sorted(path for path in RULES_FOLDER.glob(f"{rule}/{prefix}-*") if path.is_dir())


def lay(case: Path, root: Path) -> Path:
    """Lay a case's record into an empty folder; return the folder."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    _remove(case, root)
    if (case / "docs").exists():
        shutil.copytree(case / "docs", root, dirs_exist_ok=True)
    return root


def found_in(root: Path) -> str:
    """Return the findings of a record as text, a block each."""
    return shown(check(load_record(root)))


def found_by(case: Path, root: Path) -> str:
    """Return, as text, what a case is to find, with its record laid into an empty folder.

    That is the record's findings, or for a case of two states those of a review.
    """
    if case.parent.name not in {rule.id for rule in STATE_RULES}:
        return found_in(lay(case, root))
    before, after = root / "before", root / "after"
    shutil.copytree(BASE, before)
    if (case / "before").exists():
        shutil.copytree(case / "before", before, dirs_exist_ok=True)
    shutil.copytree(before, after)
    _remove(case, after)
    if (case / "after").exists():
        shutil.copytree(case / "after", after, dirs_exist_ok=True)
    return shown(reviewed(states_in(before, after)).findings)


def reviewed(states: States) -> Review:
    """Return what a change means, with all that is wrong with each state."""
    return review(states, check(states.before.record), check(states.after.record), check_by)


def states_in(before: Path, after: Path) -> States:
    """Return the states of a record that two folders hold."""
    contents = (
        {path: (root / path).read_bytes() for path in list_files(root).paths} for root in (before, after)
    )
    return states_between(*contents)


def states_between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> States:
    """Return the states of a record with these files; a file that is the same in both is read once."""
    later = {path: read_source(Source(path, data)) for path, data in after.items() if is_read(path)}
    earlier = {
        path: later[path] if after.get(path) == data else read_source(Source(path, data))
        for path, data in before.items()
        if is_read(path)
    }
    texts = [
        {path: data.decode(errors="replace") for path, data in own.items() if other.get(path) != data}
        for own, other in ((before, after), (after, before))
    ]
    reads = Reads(earlier, frozenset(before), texts[0]), Reads(later, frozenset(after), texts[1])
    return states_of(*reads, clock=date(1999, 5, 2))


def _remove(case: Path, root: Path) -> None:
    remove = case / "remove.txt"
    for name in remove.read_text(encoding="utf-8").split() if remove.exists() else ():
        target = root / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()


def shown(findings: Iterable[Finding]) -> str:
    """Return findings as text, a block each."""
    return "".join(f"{finding_text(finding)}\n" for finding in findings)


def main(rules: list[str]) -> None:
    """Write `expected.txt` of the bad cases of the rules named."""
    for rule in rules:
        for case in cases("bad", rule):
            with tempfile.TemporaryDirectory() as folder:
                (case / "expected.txt").write_text(found_by(case, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
