"""What is kept of earlier runs never changes a result: whatever changes in files, code or cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from concordat import cache, folder, gitfiles, kept, shares
from concordat.cli.checking import findings_of
from concordat.files import load_record
from concordat.findings import Finding
from concordat.gitfiles import two_states
from concordat.read.documents import Reading
from concordat.report.record import record_as_json
from concordat.review.rules import STATE_RULES
from tests.building import ROOT
from tests.golden import BASE, cases, lay, shown
from tests.repository import Repository, make_repository
from tests.running import invoke

DAY = date(2016, 12, 20)
STATES = {rule.id for rule in STATE_RULES}
Found = tuple[list[Finding], int]
MINUTES = "meetings/dcs/2016-10-07.md"


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep something of small records too, in a folder of the test's own."""
    monkeypatch.setattr(cache, "ENOUGH", 1)
    monkeypatch.setattr(cache, "version_of_code", lambda: "this code")
    monkeypatch.setenv(cache.SWITCH, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "docs"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read, and not taken from the cache."""
    read: list[str] = []
    one = folder._read_file

    def counted(file: str, path: str) -> Reading:
        read.append(path)
        return one(file, path)

    monkeypatch.setattr(folder, "_read_file", counted)
    return read


def _anew(root: Path) -> Found:
    return findings_of(root, DAY, keep=False)


def _checked(root: Path) -> Found:
    return findings_of(root, DAY, keep=True)


def _kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_every_case_of_a_rule_is_found_in_both_ways(tmp_path: Path) -> None:
    root = tmp_path / "case"
    for case in [case for case in cases("bad") if case.parent.name not in STATES]:
        shutil.rmtree(root, ignore_errors=True)
        lay(case, root)
        expected = (case / "expected.txt").read_text(encoding="utf-8")
        for _ in range(2):  # from the readings of the case before, as far as they go; from its own findings
            assert shown(findings_of(root, None, keep=True)[0]) == expected, case


def test_the_record_is_the_same_in_both_ways(reads: list[str]) -> None:
    docs = ROOT / "docs"
    anew = record_as_json(load_record(docs, cache=cache.look(docs, keep=False)))
    assert record_as_json(load_record(docs)) == anew
    reads.clear()
    assert record_as_json(load_record(docs)) == anew
    assert reads == []


def test_only_what_changed_is_read_again(root: Path, reads: list[str]) -> None:
    _checked(root)
    reads.clear()
    assert _checked(root) == _anew(root)
    reads.clear()
    (root / "about.md").write_text("# About\n\n[100%](gone.md)\n", encoding="utf-8")
    found = _checked(root)
    assert reads == ["about.md"]
    assert [finding.rule for finding in found[0]] == ["link-broken"]
    assert found == _anew(root)


def test_a_file_that_is_gone_is_gone(root: Path, kept_in: Path) -> None:
    _checked(root)
    (root / MINUTES).unlink()
    assert _checked(root) == _anew(root)
    assert MINUTES not in next(kept_in.glob("*/table")).read_text(encoding="utf-8", errors="replace")


def test_a_change_of_the_same_size_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = root / "about.md"
    page.write_text("# About\n\n[100%](gone.md)\n", encoding="utf-8")
    before = page.stat()
    _checked(root)
    page.write_text("# About\n\n[100%](went.md)\n", encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "went.md" in _checked(root)[0][0].message
    monkeypatch.setattr(cache, "_CALM", -1_000_000_000_000)  # as if the files had been calm for long
    _checked(root)
    page.write_text("# About\n\n[100%](gone.md)\n", encoding="utf-8")
    assert "gone.md" in _checked(root)[0][0].message


def test_calm_files_are_not_even_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _checked(root)
    monkeypatch.setattr(cache, "_CALM", -1_000_000_000_000)
    opened: list[Path] = []
    read = Path.read_bytes

    def counted(path: Path) -> bytes:
        opened.append(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert _checked(root) == found
    assert [path for path in opened if path.is_relative_to(root)] == []


def test_touched_files_are_looked_at_once(
    root: Path, kept_in: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _checked(root)
    for path in root.rglob("*.md"):
        path.touch()
    reads.clear()
    assert _checked(root) == found
    assert reads == []
    monkeypatch.setattr(cache, "_CALM", -1_000_000_000_000)
    assert not cache.look(root).moved


@pytest.mark.parametrize("harm", [b"", b"{}", b"\0" * 500], ids=["empty", "short", "other bytes"])
@pytest.mark.parametrize("name", ["table", "findings", "shard"])
def test_a_damaged_cache_is_made_anew(root: Path, kept_in: Path, name: str, harm: bytes) -> None:
    anew = _checked(root)
    files = [path for path in _kept(kept_in) if path.name != ".gitignore"]
    shards = [path for path in files if path.name not in ("table", "findings")]
    harmed = shards if name == "shard" else [path for path in files if path.name == name]
    for path in harmed:
        path.write_bytes(harm)
    if name == "shard":
        next(kept_in.glob("*/findings")).unlink()
    assert harmed
    assert _checked(root) == anew
    assert _checked(root) == anew
    assert all(path.read_bytes() != harm for path in _kept(kept_in) if path in harmed)


def test_a_flipped_bit_is_noticed(root: Path, kept_in: Path) -> None:
    anew = _checked(root)
    for path in _kept(kept_in):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
    assert _checked(root) == anew


def test_a_cut_off_table_of_a_sound_sum_is_no_table(root: Path, kept_in: Path) -> None:
    anew = _checked(root)
    for content in (b"[]", b'{"version": "this code"}', b'{"version": "this code", "files": 3, "began": ""}'):
        for name in ("table", "findings"):
            cache._write(next(kept_in.glob("*/table")).with_name(name), content)
        assert _checked(root) == anew


def test_other_code_takes_nothing(root: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _checked(root)
    monkeypatch.setattr(cache, "version_of_code", lambda: "other code")
    reads.clear()
    assert _checked(root) == _anew(root)
    assert len(reads) == 2 * len(set(reads)) > 0


def test_another_day_finds_anew(root: Path) -> None:
    (root / "meetings/dcs/2016-12-09.md").write_text(
        "---\ndate: 2016-12-09\nstatus: agenda\n---\n# Agenda\n", encoding="utf-8"
    )
    early, late = date(2016, 12, 1), date(2016, 12, 20)
    shown = [[each.rule for each in findings_of(root, day, True)[0]] for day in (early, late, early)]
    assert shown[0] == shown[2] != shown[1]


def test_readings_of_small_changes_become_one_shard(root: Path, kept_in: Path) -> None:
    for number in range(5):
        (root / "about.md").write_text(f"# About {number}\n\nWords.\n", encoding="utf-8")
        _checked(root)
    assert len(cache.look(root).shards) == 1


def test_what_is_of_no_use_is_taken_away(root: Path, kept_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_ABANDONED", -1)
    for number in range(3):
        (root / "about.md").write_text(f"# About {number}\n\nWords.\n", encoding="utf-8")
        _checked(root)
    assert len(_kept(kept_in)) == 5  # the table, the findings, the gists, a shard, a line for git
    monkeypatch.setattr(kept, "_SMALL", 0)  # no shard is small: only half that is of no use makes it anew
    for path in sorted(root.rglob("*.md")):
        path.write_text(f"{path.read_text(encoding='utf-8')}\n", encoding="utf-8")
        _checked(root)
    assert _checked(root) == _anew(root)
    assert sum(path.stat().st_size for path in _kept(kept_in)) < 200_000


def test_a_large_share_is_kept_by_another_process(
    root: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_SMALL", 1)
    monkeypatch.setattr(shares, "processes", lambda files: 2)
    anew = _checked(root)
    assert forked
    for process in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    assert cache.look(root).shards
    assert _checked(root) == anew


def test_two_at_once_and_one_that_is_killed(root: Path, kept_in: Path) -> None:
    """Whatever was going on in the folder, the next run finds what there is to find."""
    code = (
        "import sys; from pathlib import Path; from datetime import date; from concordat import cache;"
        "cache.ENOUGH = 1; from concordat.cli.checking import findings_of;"
        "[(Path(sys.argv[1], 'about.md').write_text(f'# {n}\\n\\nText.\\n'),"
        " findings_of(Path(sys.argv[1]), date(2016, 12, 20), True)) for n in range(int(sys.argv[2]))]"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(root), "8"]) for _ in range(2)]
    killed = subprocess.Popen([sys.executable, "-c", code, str(root), "10000"])
    assert [process.wait() for process in started] == [0, 0]
    killed.kill()
    killed.wait()
    assert _checked(root) == _checked(root) == _anew(root)


@pytest.mark.skipif(os.name != "posix", reason="file permissions are those of POSIX")
def test_where_nothing_can_be_written_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = root.parent / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    monkeypatch.setenv(cache.SWITCH, str(blocked / "cache"))
    assert _checked(root) == _checked(root) == _anew(root)


def test_a_file_that_cannot_be_read_keeps_no_findings(
    root: Path, kept_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LARGEST", 40)
    found = _checked(root)
    assert "file-too-large" in {finding.rule for finding in found[0]}
    assert not list(kept_in.glob("*/findings"))
    assert _checked(root) == found


@pytest.mark.parametrize("said", ["off", "OFF"])
def test_the_cache_can_be_turned_off(root: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(cache.SWITCH, said)
    _checked(root)
    assert sorted(path.name for path in root.parent.iterdir()) == ["docs"]


def test_the_cache_stands_beside_the_record_and_out_of_git(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cache.SWITCH)
    assert invoke("check", "--no-cache", str(root)).code == 0
    assert not (root.parent / ".cache").exists()
    assert invoke("check", str(root)).code == 0
    (folder,) = (root.parent / ".cache" / "concordat").iterdir()
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert invoke("check", str(root)).out == invoke("check", "--no-cache", str(root)).out


def test_a_small_record_keeps_nothing(root: Path, kept_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ENOUGH", 200)
    _checked(root)
    assert not kept_in.exists()


# -- reviews ---------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files whose bytes are read for a review."""
    read: list[str] = []
    every = folder.contents

    def counted(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Finding]]:
        for path, content in every(root, paths):
            read.append(path)
            yield path, content

    monkeypatch.setattr(gitfiles, "contents", counted)
    return read


def _review(repository: Repository, *options: str) -> str:
    ran = invoke("review", repository.docs, "--base", "main", *options)
    assert ran.err == ""
    return ran.out


def test_a_second_review_opens_what_differs_alone(
    tmp_path: Path, opened: list[str], reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_CALM", -1_000_000_000_000)
    repository = make_repository(tmp_path / "record")
    anew = _review(repository, "--no-cache")
    every = sorted(opened)
    assert _review(repository) == anew
    assert (sorted(opened), MINUTES in every) == (sorted([*every, *every]), True)
    opened.clear()
    assert (_review(repository), opened, reads) == (anew, [], [])
    repository.branch("change", {MINUTES: (repository.docs / MINUTES).read_bytes() + b"\nMore words.\n"})
    changed = _review(repository)
    assert (set(opened), reads) == ({MINUTES}, [])
    repository.git("checkout", "--quiet", "main")
    _review(repository)
    opened.clear()
    assert _review(repository, "--head", "change") == changed
    assert opened == [MINUTES]  # as it was before the change


@pytest.mark.parametrize("harm", ["gone", "damaged", "of other files"])
def test_what_git_calls_the_bytes_is_found_out_anew(tmp_path: Path, kept_in: Path, harm: str) -> None:
    repository = make_repository(tmp_path / "record")
    repository.write({MINUTES: (repository.docs / MINUTES).read_bytes() + b"\nMore words.\n"})
    anew = _review(repository, "--no-cache")
    assert _review(repository) == anew
    (names,) = kept_in.glob("*/blobs")
    content = {"gone": None, "damaged": b"no names", "of other files": cache_sum(b'{"0": "1"}')}[harm]
    if content is None:
        names.unlink()
    else:
        names.write_bytes(content)
    assert _review(repository) == anew


def test_a_file_that_changes_after_the_look_is_read_as_it_is(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "record")
    _review(repository)
    looked = cache.look(repository.docs)
    looked.folder = None  # so that every file is opened
    repository.write({MINUTES: (repository.docs / MINUTES).read_bytes() + b"\nMore words.\n"})
    _, after = two_states(looked, "main", None)
    assert after.texts.keys() == {MINUTES}
    assert after.texts[MINUTES].endswith("More words.\n")


def cache_sum(content: bytes) -> bytes:
    return hashlib.sha256(content).digest() + content
