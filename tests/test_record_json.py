"""The record as data: its keys, and the same bytes on each run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.running import invoke, lay_base, spawn

FILES: dict[str, bytes | str] = {
    "a.md": "[PACT 2.1]\n",
    "agreements/pact/2/index.md": '---\nedition: "2"\nstatus: draft\n---\n1. A, see clause 2\n\n2. B\n',
    "meetings/dcs/2016-12-09.md": "---\ndate: 2016-12-09\nstatus: agenda\n---\n# Agenda\n",
}


def _keys(value: object, name: str = "") -> Iterator[str]:
    """Yield every key of a value as a path; what lies in a list or under a name is below `*`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{name}.{'*' if key.isupper() or key in ('dcs', 'lead_member') else key}"
            yield path.lstrip(".")
            yield from _keys(inner, path)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, f"{name}.*")


RECORD = {
    "": "as_of region councils bodies agreements meetings posts references",
    "agreements.*": (
        "short_name title parties signing_offices review_months joined other_instruments path in_force "
        "editions"
    ),
    "agreements.*.editions.*": (
        "edition address path status adopted_by adopted_on in_force_from in_force_until review_by "
        "withdrawn_on form seal digest canonical corrections signatures clauses"
    ),
    "agreements.*.editions.*.signatures.*": "council office date digest evidence",
    "agreements.*.editions.*.clauses.*": "address number level title text digest path line",
    "bodies.*": "name office councils quorum every_months",
    "councils.*": "names short_name codes successors terms until from",
    "councils.*.names.*": "name until from",
    "councils.*.codes.*": "code",
    "councils.*.terms.*.*": "until vacant from",
    "meetings.*": (
        "address body date status approved_at path chair present represented apologies absent in_attendance "
        "next closes items decisions actions"
    ),
    "meetings.*.items.*": "address number title exempt line",
    "meetings.*.decisions.*": "address item amends supersedes concerns text line",
    "meetings.*.actions.*": "address item owner due from carries state closed open text line",
    "posts.*": "path title date",
    "references.*": "path line column text relation source target",
}


def test_its_keys(tmp_path: Path) -> None:
    wanted = {f"{parent}.{key}".lstrip(".") for parent, keys in RECORD.items() for key in keys.split()}
    wanted |= {"bodies.*", "councils.*", "councils.*.terms.*"}
    assert set(_keys(json.loads(invoke("record", lay_base(tmp_path)).out))) == wanted


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    root = lay_base(tmp_path / "docs", FILES)
    copy = lay_base(tmp_path / "elsewhere", dict(reversed(FILES.items())))
    runs = {
        spawn("record", root, PYTHONHASHSEED="1").out,
        spawn("record", root, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C").out,
        spawn("record", copy, PYTHONHASHSEED="random").out,
        spawn("record", cwd=tmp_path).out,
    }
    assert len(runs) == 1
    assert json.loads(runs.pop())["as_of"] == "2016-12-20"
