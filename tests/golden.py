"""Golden cases of the rules: `tests/rules/<rule>/bad-…` and `good-…`.

A case is the small record in `tests/rules/base` with the files of the case's `docs/` laid over
it, and without those that its `remove.txt` lists. A bad case's `expected.txt` holds every finding
of that record, word for word; a good case's record has none.

    python -m tests.golden RULE …     writes `expected.txt` anew: read the difference before committing
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from concordat.files import load_record
from concordat.report.text import finding_text
from concordat.rules import check

RULES_FOLDER = Path(__file__).parent / "rules"
BASE = RULES_FOLDER / "base"


def cases(prefix: str, rule: str = "*") -> list[Path]:
    """Return the folders of the cases of a rule, or of all, whose names begin with a prefix."""
    return sorted(path for path in RULES_FOLDER.glob(f"{rule}/{prefix}-*") if path.is_dir())


def lay(case: Path, root: Path) -> Path:
    """Lay a case's record into an empty folder; return the folder."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    remove = case / "remove.txt"
    for name in remove.read_text(encoding="utf-8").split() if remove.exists() else ():
        target = root / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    if (case / "docs").exists():
        shutil.copytree(case / "docs", root, dirs_exist_ok=True)
    return root


def found_in(root: Path) -> str:
    """Return the findings of a record as text, a block each."""
    return "".join(f"{finding_text(finding)}\n" for finding in check(load_record(root)))


def main(rules: list[str]) -> None:
    """Write `expected.txt` of the bad cases of the rules named."""
    for rule in rules:
        for case in cases("bad", rule):
            with tempfile.TemporaryDirectory() as folder:
                (case / "expected.txt").write_text(found_in(lay(case, Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
