"""A real agreement through nine revisions, which nobody here wrote, reads as it stands.

The revisions are not part of the project: `CONCORDAT_SAMPLES` names the folder that has them.
"""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from concordat.findings import Finding, Severity
from concordat.index import Edition
from concordat.record import Record
from concordat.rules import check
from concordat.seal import digest
from tests.memory import record_of

FOLDER = Path(os.environ.get("CONCORDAT_SAMPLES", "")) / "site-policy"
pytestmark = pytest.mark.skipif(
    "CONCORDAT_SAMPLES" not in os.environ, reason="CONCORDAT_SAMPLES names no folder of real agreements"
)
FILES = sorted(FOLDER.glob("20*.md")) if "CONCORDAT_SAMPLES" in os.environ else []
PATH = "agreements/terms/1/index.md"
FRONT = '---\nedition: "1"\nstatus: draft\n---\n'
FIRST_LINE = FRONT.count("\n")

HEADING = re.compile(r"(#+) (?:([A-Z]|[0-9]+)\. )?")
MENTION = re.compile(
    r"\b[Ss]ections? ([A-Z](?:\.[0-9]+|\([0-9]+\))*)(?![A-Za-z])(?: — ([A-Z](?:\.[0-9]+)*))?"
)
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")

revisions = pytest.mark.parametrize("file", FILES, ids=[file.stem[:10] for file in FILES])


def _lines(file: Path) -> list[str]:
    """Return the lines of a revision below its own settings."""
    text = file.read_text(encoding="utf-8")
    return text[text.index("\n---\n") + 5 :].split("\n")


@cache
def _record(file: Path) -> Record:
    agreement = "short_name: TERMS\ntitle: Terms of service\nparties: [ALD]\nsigning_offices: [dcs]\n"
    return record_of(
        {
            "agreements/terms/agreement.yml": agreement,
            PATH: FRONT + "\n".join(_lines(file)),
            "region.yml": "name: Three Rivers\nas_of: 2016-12-20\ncontacts: [copyright@github.com]\n",
        }
    )


def _edition(file: Path) -> Edition:
    edition = _record(file).edition("TERMS", "1")
    assert edition is not None
    return edition


def _findings(file: Path) -> list[Finding]:
    return [finding for finding in check(_record(file)) if finding.location.path == PATH]


def test_there_are_nine_revisions() -> None:
    assert len(FILES) == 9


@revisions
def test_it_reads_without_an_error(file: Path) -> None:
    assert [finding for finding in _findings(file) if finding.severity is Severity.ERROR] == []


@revisions
def test_every_numbered_heading_has_an_address(file: Path) -> None:
    wanted: list[tuple[str, int]] = []
    parents: dict[int, str] = {}
    for line, text in enumerate(_lines(file), start=FIRST_LINE + 1):
        if (match := HEADING.match(text)) is None:
            continue
        level = len(match[1])
        parents = {above: number for above, number in parents.items() if above < level}
        if match[2]:
            parents[level] = match[2]
            wanted.append((".".join(parents[above] for above in sorted(parents)), line))
    assert len(wanted) > 40
    assert [(clause.number, clause.line) for clause in _edition(file).clauses if clause.heading] == wanted


@revisions
def test_every_mention_leads_somewhere_or_is_found(file: Path) -> None:
    led = {(reference.line, reference.text) for reference in _record(file).made_in(PATH) if reference.plain}
    found = {finding.location.line for finding in _findings(file)}
    mentioned: set[tuple[int, str]] = set()
    for line, text in enumerate(_lines(file), start=FIRST_LINE + 1):
        for match in MENTION.finditer(LINK.sub("", text)):
            mentioned |= {(line, number) for number in match.groups() if number}
    assert len(mentioned) >= 3
    assert [(line, number) for line, number in mentioned - led if line not in found] == []


def test_a_mention_leads_to_its_section() -> None:
    file = next(file for file in FILES if file.name.startswith("2019-11-13"))
    led = {(reference.text, reference.target) for reference in _record(file).made_in(PATH) if reference.plain}
    assert ("D.4", "TERMS/1 D.4") in led


def test_only_the_revision_without_changed_words_keeps_the_digest() -> None:
    digests = {file.stem[:10]: digest(_edition(file).file.text) for file in FILES}
    same = [(old, new) for old, new in pairwise(digests) if digests[old] == digests[new]]
    assert same == [("2019-11-13", "2019-11-25")]
