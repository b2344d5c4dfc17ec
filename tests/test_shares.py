"""Reading on several processors gives the same readings; what goes wrong there is done again here."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from concordat import shares
from concordat.findings import Finding, Location
from concordat.folder import read_files
from concordat.listing import list_files
from concordat.packing import PackingError, pack, unpack
from concordat.read.documents import Reading
from concordat.read.paths import FILE_UNREADABLE, is_read
from concordat.shares import beside, read_in_shares
from tests.building import ROOT
from tests.golden import RULES_FOLDER

forking = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
HERE = os.getpid()


def _paths(root: Path) -> list[str]:
    return [path for path in list_files(root).paths if is_read(path)]


def _by_path(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.path)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three processes read, as if these records were large."""
    monkeypatch.setattr(shares, "processes", lambda files: 3)


def test_packed_and_unpacked_readings_are_the_same() -> None:
    for root in (ROOT / "docs", *RULES_FOLDER.glob("*/*/docs")):
        readings = read_files(root, _paths(root))
        assert list(unpack(pack(readings))) == readings


@forking
def test_shares_give_the_same_readings(processes: None) -> None:
    root = ROOT / "docs"
    paths = _paths(root)
    readings = read_in_shares(partial(read_files, root), paths)
    assert _by_path(readings) == read_files(root, paths)


def _dies(paths: Sequence[str]) -> list[Reading]:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return [Reading(path, None) for path in paths]


def _raises(paths: Sequence[str]) -> list[Reading]:
    if os.getpid() != HERE:
        raise MemoryError
    return [Reading(path, None) for path in paths]


def _returns_what_cannot_be_packed(paths: Sequence[str]) -> list[Reading]:
    found: tuple[Finding, ...] = () if os.getpid() == HERE else (threading.Lock(),)  # type: ignore[assignment]
    return [Reading(path, None, found) for path in paths]


@forking
@pytest.mark.parametrize("work", [_dies, _raises, _returns_what_cannot_be_packed])
def test_the_share_of_a_process_that_ends_badly_is_read_here(
    work: shares.Work, processes: None, capfd: pytest.CaptureFixture[str]
) -> None:
    paths = [f"{number}.md" for number in range(10)]
    assert sorted(each.path for each in read_in_shares(work, paths)) == paths
    assert capfd.readouterr() == ("", "")


@forking
def test_no_process_is_left_behind_when_reading_is_broken_off(processes: None, forked: list[int]) -> None:
    def work(paths: Sequence[str]) -> list[Reading]:
        if os.getpid() == HERE:
            raise KeyboardInterrupt
        signal.pause()
        return []

    with pytest.raises(KeyboardInterrupt):
        read_in_shares(work, ["a.md", "b.md", "c.md"])
    assert forked
    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_without_processes_everything_is_read_here(processes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refused, raising=False)
    readings = read_in_shares(lambda paths: [Reading(path, None) for path in paths], ["a.md", "b.md"])
    assert [each.path for each in _by_path(readings)] == ["a.md", "b.md"]


def test_a_small_record_and_a_process_with_threads_are_read_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shares.processes(100) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert shares.processes(100_000) == 1


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch harm",)


@pytest.mark.parametrize(
    "packed",
    [b"", b"no pickle", pickle.dumps(_Harmful()), pickle.dumps(("text",)), pickle.dumps(3), pack([])[:-1]],
    ids=["empty", "no pickle", "code", "no readings", "no list", "cut off"],
)
def test_bytes_of_anything_else_are_refused(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackingError):
        unpack(packed)
    assert list(tmp_path.iterdir()) == []


def _finding(number: int) -> Finding:
    return FILE_UNREADABLE.at(Location(f"{number}.md"), "is gone", "put it back")


@forking
def test_what_is_found_beside_is_found_in_another_process(processes: None, forked: list[int]) -> None:
    with beside(lambda: [_finding(os.getpid())], 10) as found:
        assert found() == [_finding(forked[0])]
    assert forked != [HERE]


@forking
def test_what_goes_wrong_beside_is_done_again_here(
    processes: None, forked: list[int], capfd: pytest.CaptureFixture[str]
) -> None:
    def work() -> list[Finding]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return [_finding(os.getpid())]

    with beside(work, 10) as found:
        assert found() == [_finding(HERE)]
    assert (len(forked), capfd.readouterr()) == (1, ("", ""))


@forking
def test_nothing_goes_on_beside_when_this_process_is_broken_off(processes: None, forked: list[int]) -> None:
    def work() -> list[Finding]:
        signal.pause()
        return []

    with pytest.raises(KeyboardInterrupt), beside(work, 10):
        raise KeyboardInterrupt
    with pytest.raises(ChildProcessError):
        os.waitpid(forked[0], os.WNOHANG)


def test_what_does_not_pay_is_found_here(forked: list[int]) -> None:
    with beside(lambda: [_finding(os.getpid())], 100) as found:
        assert (found(), forked) == ([_finding(HERE)], [])
