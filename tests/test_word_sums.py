"""Words added and removed equal git's word diff, clause by clause, on texts that nobody here wrote.

Git compares lines first and the words of neighbouring lines afterwards, so that its count for two
whole texts moves with the line breaks (561, 545 or 853 words added, for one pair of the samples),
counts a moved clause as removed and added, and takes a "the" of a clause that went for one of a
clause that came. So each clause is laid beside what it became, a line each, and git is asked once
for each pair of texts.
"""

from __future__ import annotations

import os
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from concordat.compare import Change, Kind, compare, summary
from concordat.matching import units
from concordat.model.records import EditionText
from concordat.read.documents import Source, read_loose_text
from concordat.wording import Op
from tests.needs import need

SAMPLES = os.environ.get("CONCORDAT_SAMPLES")
FILES = sorted((Path(SAMPLES) / "site-policy").glob("20*.md")) if SAMPLES else []
WITH_SAMPLES = pytest.mark.skipif(not SAMPLES, reason="CONCORDAT_SAMPLES names no folder of real agreements")

OLD = """\
## 1 Visits

1.1 Each council receives a visit once in every cycle of two years, and pays for it.

1.2 The host agrees with the visitors the theme of the visit, and the dates and the people.

1.3 The visitors write a letter to the host within fifteen working days of the visit.

1.4 A council that cannot pay says so before the end of June.
"""
NEW = """\
## 1 Visits

1.1 The visitors write a letter to the host within twenty working days of the visit.

1.2 Each council and each partner receives a visit in every cycle of three years.

1.3 The host agrees with the visitors the theme of the visit;

1.4 and the dates and the people.

1.5 Money is for the treasurers.
"""


def _text(file: Path) -> EditionText:
    text, _ = read_loose_text(Source(file.name, file.read_bytes()))
    assert text is not None
    return text


def _side(change: Change, without: Op) -> str:
    return " ".join(words for op, words in change.redline if op is not without)


def _git(changes: list[Change], folder: Path) -> list[tuple[int, int]]:
    """Return the words that git says were added and removed, for each change."""
    for name, without in (("old", Op.INSERT), ("new", Op.DELETE)):
        lines = [f"== {at} ==\n{_side(change, without)}" for at, change in enumerate(changes)]
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    how = ("--no-index", "--word-diff=porcelain", "--patience", "-U100000")
    line = [need("git"), "diff", *how, "old", "new"]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    counted: list[tuple[int, int]] = []
    for row in done.stdout.split("\n@@", maxsplit=1)[-1].split("\n")[1:]:
        if row == f" == {len(counted)} ==":
            counted.append((0, 0))
        elif row[:1] in ("+", "-"):
            added, removed = counted[-1]
            words = len(row[1:].split())
            counted[-1] = (added + words, removed) if row[0] == "+" else (added, removed + words)
    return counted or [(0, 0)] * len(changes)  # git says nothing of texts that are the same


def _both_texts_are_there(changes: list[Change], old: EditionText, new: EditionText) -> None:
    for text, without in ((old, Op.INSERT), (new, Op.DELETE)):
        words = [word for change in changes for word in _side(change, without).split()]
        assert sorted(words) == sorted(word for unit in units(text) for word in unit.words)


def _equal_git(old: EditionText, new: EditionText, folder: Path) -> list[Change]:
    changes = compare(old, new)
    _both_texts_are_there(changes, old, new)
    assert [(change.added_words, change.removed_words) for change in changes] == _git(changes, folder)
    return changes


def test_every_clause_counts_as_git_counts_it(tmp_path: Path) -> None:
    texts = []
    for name, text in (("old.md", OLD), ("new.md", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        texts.append(_text(tmp_path / name))
    changes = _equal_git(texts[0], texts[1], tmp_path)
    assert sum(change.added_words for change in changes) > 10
    kinds = {Kind.MOVED_REWORDED, Kind.SPLIT, Kind.ADDED, Kind.REMOVED, Kind.RENUMBERED_REWORDED}
    assert {change.kind for change in changes} >= kinds


@WITH_SAMPLES
@pytest.mark.parametrize(
    ("old", "new"), list(pairwise(FILES)), ids=[f"{a.name[:10]} to {b.name[:10]}" for a, b in pairwise(FILES)]
)
def test_a_real_agreement_counts_as_git_counts_it(old: Path, new: Path, tmp_path: Path) -> None:
    changes = _equal_git(_text(old), _text(new), tmp_path)
    amounts = (sum(c.added_words for c in changes), sum(c.removed_words for c in changes))
    if new.name.startswith("2019-11-25"):
        assert amounts == (0, 0)
        assert set(summary(changes)) <= {Kind.UNCHANGED, Kind.FORMATTING}
    else:
        assert min(amounts) > 0


@WITH_SAMPLES
@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        pytest.param("D.2", "D.3", Kind.MOVED_REWORDED, id="a clause that grew to three times its length"),
        pytest.param(
            "L.3", "K.3", Kind.RENUMBERED_REWORDED, id="a clause that grew to four times its length"
        ),
    ],
)
def test_a_clause_that_grew_is_no_other_clause(old: str, new: str, kind: Kind) -> None:
    pairs = [compare(_text(a), _text(b)) for a, b in pairwise(FILES)]
    assert kind in [
        c.kind for changes in pairs for c in changes if (c.from_number, c.to_number) == (old, new)
    ]
