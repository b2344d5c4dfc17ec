"""A mistake that a clerk makes, and the texts in which such mistakes are made."""

from __future__ import annotations

from dataclasses import dataclass

from concordat.model.records import EditionFile
from concordat.read.documents import Source, read_source
from concordat.seal import digest
from tests.golden import BASE

TEXT, SIGNATURES = "agreements/pact/1/index.md", "agreements/pact/1/signatures.yml"
NEXT, NEXT_SIGNATURES = "agreements/pact/2/index.md", "agreements/pact/2/signatures.yml"
DRAFT, DRAFT_SIGNATURES = "agreements/pact/3/index.md", "agreements/pact/3/signatures.yml"
TABLE = "agreements/pact/clauses.yml"
APPROVED, MINUTES = "meetings/dcs/2016-08-05.md", "meetings/dcs/2016-10-07.md"
POST, COUNCILS = "blog/posts/visits.md", "councils.yml"

OPEN_TEXT = """\
---
edition: "2"
status: for-signature
adopted_by: DCS 2016-10-07 D1
---
# The pact

## 1 Purpose

1.1 The councils learn from each other.

## 2 Visits

2.1 Each council receives a visit every second year.
"""
DRAFT_TEXT = """\
---
edition: "3"
status: draft
---
# The pact

## 1 Purpose

1.1 The councils learn from each other.

1.2 The host agrees the theme with the visitors.

1.3 The theme under clause 1.2 is published.
"""
KEYS = """\
purpose: {"1": "1", "2": "1"}
learning: {"1": "1.1", "2": "1.1"}
visits: {"1": "2", "2": "2"}
interval: {"1": "2.1", "2": "2.1"}
host-and-visitors: {"1": "2.2", repealed: DCS 2016-10-07 D1}
theme: {"1": "2.2(a)", repealed: DCS 2016-10-07 D1}
dates: {"1": "2.2(b)", repealed: DCS 2016-10-07 D1}
"""
TABLE_OF_ACTIONS = """
| Action | Owner | Due |
| --- | --- | --- |
| Write to the hosts | Clerk | 31 January 2017 |
"""


def _digest(path: str, text: str) -> str:
    part = read_source(Source(path, text.encode())).part
    assert isinstance(part, EditionFile)
    return digest(part.text)


FIRST = _digest(TEXT, (BASE / TEXT).read_text(encoding="utf-8"))
SECOND = _digest(NEXT, OPEN_TEXT)
SEAL = f"opened: 2016-11-01\nseal: {SECOND}\n"
SIGNED = f"""\
signatures:
  - council: ALD
    office: dcs
    date: 2016-11-05
    digest: {SECOND}
    evidence: Decision of the cabinet, 4 November 2016
"""


@dataclass(frozen=True)
class Mistake:
    """What somebody changes in one file, and all that a review says of it.

    `old` is replaced by `new`; where `old` is "", `new` is put at the end. `found` is where, and by
    which rule; the message; what to do; and other places, if there are any.
    """

    path: str
    old: str
    new: str
    means: str
    found: tuple[str, ...]


OCTOBER, AUGUST = "the draft minutes of DCS 7 October 2016", "the approved minutes of DCS 5 August 2016"
FROZEN = "edition 1 of the PACT agreement, whose text may not change"
STALE = "3 signatures would no longer be for its words"
RESTORE = (
    "put the old words back; if a slip was put right, run 'concordat correct PACT/1'; "
    "to change more, write the next edition of PACT"
)
DECISION = """\
> **Decision D1**
> Amends: PACT 2.1
> Concerns: BEC
>
> Visits take place every second year.

"""
