"""A record takes from another what is the same in both, and is what it would be without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from concordat.record import Record, build_record
from concordat.review.states import State
from concordat.rules import RULES
from tests.golden import BASE, cases, lay, states_between

APPROVED, MINUTES = "meetings/dcs/2016-08-05.md", "meetings/dcs/2016-10-07.md"
POST, TEXT = "blog/posts/visits.md", "agreements/pact/1/index.md"
ONE_OF_EACH = [cases("bad", rule.id)[0] for rule in RULES if cases("bad", rule.id)]


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _anew(state: State) -> Record:
    today = state.record.today
    return build_record(state.readings.values(), state.record.files, clock=today, today=today)


def _targets(record: Record) -> Mapping[str, tuple[str, ...]]:
    return {page.context.path: page.targets for page in record._resolved}


def _same(one: Record, other: Record) -> bool:
    return one == other and one.references == other.references and _targets(one) == _targets(other)


@pytest.mark.parametrize("case", ONE_OF_EACH, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_is_taken_from_another_record_changes_nothing(case: Path, tmp_path: Path) -> None:
    good, bad = _files(BASE), _files(lay(case, tmp_path))
    for before, after in ((good, bad), (bad, good)):
        earlier = states_between(before, after).before
        assert _same(earlier.record, _anew(earlier))


def _shared(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the pages whose targets the earlier record has from the later one."""
    states = states_between(before, after)
    assert _same(states.before.record, _anew(states.before))
    later = {id(targets) for targets in _targets(states.after.record).values() if targets}
    return {path for path, targets in _targets(states.before.record).items() if id(targets) in later}


def test_where_minutes_change_all_but_what_names_them_is_taken() -> None:
    base = _files(BASE)
    pages = {path for path, targets in _targets(states_between(base, base).after.record).items() if targets}
    assert {MINUTES, APPROVED, POST, TEXT} <= pages == _shared(base, base)
    changed = base | {MINUTES: base[MINUTES] + b"\nMore words.\n"}
    assert _shared(base, changed) == pages - {MINUTES, APPROVED, POST}  # those two name the meeting
    changed = base | {POST: base[POST] + b"\nMore words.\n"}
    assert _shared(base, changed) == pages - {POST}


def test_where_numbers_of_clauses_or_the_day_change_nothing_is_taken() -> None:
    base = _files(BASE)
    pages = _shared(base, base)
    assert _shared(base, base | {TEXT: base[TEXT] + b"\nMore words.\n"}) == pages - {TEXT}
    numbered = base[TEXT].replace(b"2.2 ", b"2.7 ")
    assert numbered != base[TEXT]
    assert _shared(base, base | {TEXT: numbered}) == set()
    states = states_between(base, base)
    other = build_record(
        states.after.readings.values(),
        states.after.record.files,
        clock=date(1999, 5, 2),
        today=date(1999, 5, 3),
        like=[states.after.record],
    )
    assert not {*map(id, _targets(other).values())} & {*map(id, _targets(states.after.record).values())} - {
        id(())
    }


def test_the_first_record_that_is_like_enough_is_taken() -> None:
    base = _files(BASE)
    states = states_between(base, base | {TEXT: base[TEXT].replace(b"2.2 ", b"2.7 ")})
    again = build_record(
        states.before.readings.values(),
        states.before.record.files,
        clock=states.before.record.today,
        like=(states.after.record, states.before.record),
    )
    assert {path: id(targets) for path, targets in _targets(again).items()} == {
        path: id(targets) for path, targets in _targets(states.before.record).items()
    }


@pytest.mark.parametrize(
    "files",
    [
        {"meetings/dcs/2016-10-07.md": None},
        {"meetings/dcs/2016-10-07-extra.md": MINUTES},
        {"meetings/dcs/1999.md": MINUTES, MINUTES: MINUTES},
    ],
    ids=["gone", "twice", "another file"],
)
def test_other_minutes_under_an_address(files: Mapping[str, str | None]) -> None:
    base = _files(BASE)
    other = dict(base)
    for path, origin in files.items():
        other.pop(path, None)
        if origin:
            other[path] = base[origin].replace(b"**Decision D1**", b"**Decision D7**")
    for before, after in ((base, other), (other, base)):
        _shared(before, after)
