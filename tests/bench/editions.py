"""Writes two editions of an agreement of 500 clauses, and measures how long comparing them takes.

    python tests/bench/editions.py [CLAUSES]

From the first to the second a section is put in at the front, so that nearly every number moves;
one clause in five is reworded, one in fifty is gone, and two sections change places. Nothing tells
which clauses are one: there is no clause table. Prints, as JSON, the seconds of each of five
comparisons in one process, reading left out, and what became of the clauses.
"""

from __future__ import annotations

import json
import sys
from random import Random
from time import perf_counter

from concordat.compare import compare, summary
from concordat.model.records import EditionText
from concordat.read.documents import Source, read_loose_text
from tests.bench.words import SEED, prose

CLAUSES = 500
RUNS = 5
_A_SECTION = 10  # clauses, its heading among them

Section = list[str]
"""The words of a section's title and of its clauses."""


def sections(random: Random, number: int) -> list[Section]:
    """Return so many sections, each with a title and its clauses."""
    return [
        [
            f"Section {random.randrange(10_000)}",
            *(" ".join(prose(random, 3)) for _ in range(_A_SECTION - 1)),
        ]
        for _ in range(number)
    ]


def revised(random: Random, old: list[Section]) -> list[Section]:
    """Return the sections as a later edition may have them."""
    new = [[title, *(_reworded(random, words) for words in rest)] for title, *rest in old]
    new = [[words for words in section if words] for section in new]
    new[3], new[4] = new[4], new[3]
    return [*sections(random, 1), *new]


def _reworded(random: Random, words: str) -> str:
    chance = random.random()
    if chance < 0.02:
        return ""
    return f"{words.replace('Directors', 'All directors')} This is new." if chance < 0.22 else words


def written(content: list[Section]) -> EditionText:
    """Return sections as an edition's text."""
    lines = []
    for number, (title, *rest) in enumerate(content, start=1):
        lines += [
            f"## {number} {title}",
            *(f"{number}.{at} {words}" for at, words in enumerate(rest, start=1)),
        ]
    text, findings = read_loose_text(Source("text.md", "\n\n".join(lines).encode()))
    assert text is not None
    assert not findings
    return text


def main(arguments: list[str]) -> None:
    """Compare, and print what it took."""
    random = Random(SEED)
    first = sections(random, int(arguments[0] if arguments else CLAUSES) // _A_SECTION)
    old, new = written(first), written(revised(random, first))
    seconds = []
    for _ in range(RUNS):
        began = perf_counter()
        changes = compare(old, new)
        seconds.append(round(perf_counter() - began, 4))
    print(json.dumps({"clauses": len(old.clauses), "seconds": seconds, "summary": summary(changes)}))


if __name__ == "__main__":
    main(sys.argv[1:])
