"""The public addresses of a record, what became of old ones, and the promise from version to version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from concordat.ledger import moved, pages, url_of
from concordat.publish.promise import Lost, lost, proposal
from concordat.site.addresses import collect
from tests.reading import record_of

AGREEMENT = {
    "agreements/x/agreement.yml": ("short_name: XY\ntitle: T\nparties: [ALD]\nsigning_offices: [dcs]\n"),
    "agreements/x/index.md": "# X\n\nThe text in force.\n",
}
FRONT = '---\nedition: "{}"\nstatus: {}\nin_force_from: {}\n{}---\n'
ONE = FRONT.format("1", "superseded", "2016-01-01", "in_force_until: 2016-12-31\n")
TWO = FRONT.format("2", "in-force", "2017-01-01", "")
TABLE = """\
stays: {"1": "1", "2": "1"}
moves: {"1": "2", "2": "3"}
splits: {"1": "3", "2": ["4", "5"]}
joins: {"1": "4", merged: moves}
ends: {"1": "5", repealed: DCS 2016-12-09 D1}
"""
TEXT_ONE = "".join(f"## {n} Title\n\n{n}.1 Words.\n\n" for n in range(1, 7))
TEXT_TWO = "".join(f"## {n} Title\n\n{n}.1 Words.\n\n" for n in range(1, 5))


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("help/index.md", "help/"),
        ("help/publish.md", "help/publish/"),
        ("a/README.md", "a/"),
        ("a/index-of.md", "a/index-of/"),
    ],
)
def test_the_address_of_a_page(path: str, url: str) -> None:
    assert url_of(path) == url


def _editions() -> dict[str, str]:
    return {
        **AGREEMENT,
        "agreements/x/1/index.md": ONE + TEXT_ONE,
        "agreements/x/2/index.md": TWO + TEXT_TWO + "## 5 Title\n\n5.2 Words.\n",
        "agreements/x/clauses.yml": TABLE,
        "region.yml": "as_of: 2017-02-01\n",
    }


def test_the_agreements_page_has_the_anchors_of_the_edition_in_force() -> None:
    found = pages(record_of(_editions()))
    page = found["agreements/x/index.md"]
    assert (page.names, page.agreement, page.edition) == ("XY", "XY", "2")
    assert page.anchors["3"] == "XY 3"
    assert page.anchors["moves"] == "XY moves"
    assert found["agreements/x/1/index.md"].anchors["6.1"] == "XY/1 6.1"
    assert "ends" in found["agreements/x/1/index.md"].anchors


def test_files_that_pass_are_no_promise(tmp_path: Path) -> None:
    kept = ["calendar.ics", "data/decisions.csv", "data/schemas/edition.json", "feeds/posts.xml"]
    passing = [
        "calendar/summit.ics",
        "meetings/dcs/2017-02-03.ics",
        "manifest.json",
        "search/index/units-0.js",
    ]
    for name in (*kept, *passing):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    record = record_of(AGREEMENT)
    assert collect(record, moved(record), {}, tmp_path)["files"] == kept


def test_old_numbers_are_led_on_by_the_clause_table() -> None:
    found = moved(record_of(_editions()))
    assert found.forwards == {"agreements/x/#joins": "agreements/x/#3"}
    ended = "Clause 5 of edition 1, ends, was repealed by DCS 2016-12-09 D1."
    assert found.gone == {"agreements/x/#ends": ended}


def test_what_the_editor_says_goes_before_the_table() -> None:
    files = {**_editions(), "addresses.yml": 'gone: {"agreements/x/#ends": "It ended."}\n'}
    assert moved(record_of(files)).gone == {"agreements/x/#ends": "It ended."}


def test_numbers_of_a_draft_and_of_an_agenda_move() -> None:
    files = {
        **AGREEMENT,
        "agreements/x/3/index.md": '---\nedition: "3"\nstatus: draft\n---\n' + TEXT_ONE,
        "meetings/dcs/2017-03-01.md": "---\ndate: 2017-03-01\nstatus: agenda\n---\n## 1. Minutes\n",
        "meetings/dcs/2017-01-01.md": "---\ndate: 2017-01-01\nstatus: draft\n---\n## 1. Minutes\n",
    }
    found = pages(record_of(files))
    assert [found[path].moves for path in sorted(found) if found[path].anchors] == [True, False, True]


def _addresses(**parts: Any) -> dict[str, Any]:
    return {"format": 1, "pages": {}, "files": [], "forwards": {}, "gone": {}, "clauses": {}, **parts}


def _page(*anchors: str, **more: Any) -> dict[str, Any]:
    return {"names": "N", "anchors": {anchor: f"N {anchor}" for anchor in anchors}, **more}


OLD = _addresses(pages={"a/": _page("D1"), "b/": {"names": "B"}}, files=["x.pdf"])
KEPT = [
    ("all there", OLD, []),
    ("a page is gone", _addresses(pages={"a/": _page("D1")}, files=["x.pdf"]), ["b/"]),
    ("a file is gone", _addresses(pages=OLD["pages"]), ["x.pdf"]),
    ("an anchor is gone", _addresses(pages={"a/": _page(), "b/": {}}, files=["x.pdf"]), ["a/#D1"]),
    ("all buried", _addresses(gone={"a/": "w", "b/": "w", "x.pdf": "w"}), []),
    (
        "a page leads on to where its anchor is",
        _addresses(pages={"c/": _page("D1")}, forwards={"a/": "c/", "b/": "c/", "x.pdf": "c/"}),
        [],
    ),
    (
        "a page leads on to where its anchor is not",
        _addresses(pages={"c/": _page()}, forwards={"a/": "c/", "b/": "c/", "x.pdf": "c/"}),
        ["a/#D1"],
    ),
]


@pytest.mark.parametrize(("new", "expected"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_an_address_is_kept_leads_on_or_is_buried(new: dict[str, Any], expected: list[str]) -> None:
    assert [each.address for each in lost(OLD, new)] == expected


def test_what_led_on_once_leads_on_for_ever() -> None:
    old = _addresses(forwards={"a/": "b/"}, gone={"c/#D1": "w"})
    assert [each.address for each in lost(old, _addresses())] == ["a/", "c/#D1"]


def test_numbers_that_are_no_promise_are_not_missed() -> None:
    old = _addresses(pages={"a/": _page("1", moves=True)})
    assert lost(old, _addresses(pages={"a/": _page()})) == []


def test_the_proposal_knows_where_a_clause_is_by_its_key() -> None:
    about = {"agreement": "XY", "edition": "1"}
    old = _addresses(pages={"x/": _page("4.9", "5", **about)}, clauses={"XY": {"1": {"key": ["4.9"]}}})
    new = _addresses(pages={"x/": _page("4.8", **about)}, clauses={"XY": {"1": {"key": ["4.8"]}}})
    found = lost(old, new)
    assert found == [Lost("x/#4.9", "N 4.9", "x/#4.8"), Lost("x/#5", "N 5", "")]
    assert proposal(found) == 'forwards:\n  x/#4.9: x/#4.8\ngone:\n  x/#5: "…"  # N 5'
