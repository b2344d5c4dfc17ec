"""What no finding can see need not be looked at: whatever is edited, the same is found as from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache as cache_of
from pathlib import Path
from typing import Any

import pytest

from concordat import cache, folder, unseen
from concordat.cache import Cache
from concordat.cli.checking import findings_of
from concordat.findings import Finding, Location
from concordat.gist import UNREAD, gist_of
from concordat.listing import list_files
from concordat.model.mentions import Mentions
from concordat.model.records import MeetingFile, Part, Titled
from concordat.read.documents import Reading, Source, read_source
from concordat.read.paths import is_read
from concordat.record import build_record
from concordat.review.rules import STATE_RULES
from concordat.rules import RULES, found_by
from tests.golden import BASE, cases, lay

DAY = date(2016, 12, 20)
STATES = {rule.id for rule in STATE_RULES}
MINUTES = "meetings/dcs/2016-10-07.md"
POST = "blog/posts/visits.md"


# -- what no rule reads ----------------------------------------------------------------


class _Untouchable:
    """Stands for free words: whoever does anything with it fails."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"a rule reads free words: {name}")

    __eq__ = __hash__ = __len__ = __iter__ = __str__ = __bool__ = None  # type: ignore[assignment]


def _moved(line: int, top: int) -> int:
    """Return another line in the same order: settings keep theirs."""
    return 3 * line + 5 if line > top else line


def _top(part: Part) -> int:
    return max((line for line, _ in part.document.marks.values()), default=0)


def _twisted_row(row: Any, top: int) -> Any:
    """Return a row on other lines, with words that nobody can read."""
    changed: dict[str, Any] = {name: _Untouchable() for name in UNREAD.get(type(row), ())}
    for name in row._fields:
        if name.endswith("line"):
            changed[name] = _moved(getattr(row, name), top)
    if "detail_lines" in row._fields:
        changed["detail_lines"] = tuple((key, _moved(line, top)) for key, line in row.detail_lines)
    return row._replace(**changed)


def _twisted(reading: Reading) -> Reading:
    """Return a page of which all is different that is no part of its gist; of no other file anything is."""
    part = reading.part
    if not isinstance(part, MeetingFile | Titled):
        return reading
    top, document = _top(part), part.document
    document = replace(
        document,
        mentions=Mentions.of([each._replace(line=_moved(each.line, top)) for each in document.mentions]),
        links=tuple(each._replace(line=_moved(each.line, top)) for each in document.links),
        contacts=tuple(each._replace(line=_moved(each.line, top)) for each in document.contacts),
    )
    changed: dict[str, Any] = {name: _Untouchable() for name in UNREAD.get(type(part), ())}
    if isinstance(part, MeetingFile):
        for name in ("items", "decisions", "actions"):
            changed[name] = tuple(_twisted_row(row, top) for row in getattr(part, name))
    return replace(reading, part=replace(part, document=document, **changed))


_read = cache_of(read_source)  # nearly all files are the same in all cases


def _contents(case: Path) -> dict[str, bytes]:
    """Return the files of a case's record: see `tests.golden`."""
    folders = [folder for folder in (BASE, case / "docs") if folder.exists()]
    files = {path: (each / path).read_bytes() for each in folders for path in list_files(each).paths}
    remove = case / "remove.txt"
    gone = remove.read_text(encoding="utf-8").split() if remove.exists() else []
    return {path: data for path, data in files.items() if not path.startswith(tuple(gone))}


def _found(readings: list[Reading], files: Iterable[str]) -> list[Finding]:
    record = build_record(readings, files, clock=DAY)
    return sorted(found_by(record, {rule.id for rule in RULES}))


def test_no_rule_reads_more_than_the_gist() -> None:
    """In every case of every rule: other lines in the same order, and words that cannot be read."""
    moved = 0
    for case in (each for kind in ("bad", "good") for each in cases(kind) if each.parent.name not in STATES):
        files = _contents(case)
        readings = [_read(Source(path, data)) for path, data in files.items() if is_read(path)]
        twisted = [_twisted(reading) for reading in readings]
        pages = [each.part for each in readings if isinstance(each.part, MeetingFile | Titled)]
        tops = {part.document.path: _top(part) for part in pages}

        def there(place: Location, tops: dict[str, int] = tops) -> Location:
            top = tops.get(place.path)
            return place if top is None or place.line == 1 else replace(place, line=_moved(place.line, top))

        expected = sorted(
            replace(each, location=there(each.location), related=tuple(map(there, each.related)))
            for each in _found(readings, files)
        )
        assert _found(twisted, files) == expected, case
        for one, other in zip(readings, twisted, strict=True):
            if one.part and other.part and (gist := gist_of(one.part)) and (same := gist_of(other.part)):
                assert gist[0].sum == same[0].sum
                moved += gist[0].lines != same[0].lines
    assert moved > 100


# -- whatever is edited ------------------------------------------------------------------


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep something of small records too, in a folder of the test's own."""
    monkeypatch.setattr(cache, "ENOUGH", 1)
    monkeypatch.setattr(cache, "version_of_code", lambda: "this code")
    monkeypatch.setenv(cache.SWITCH, str(tmp_path / "cache"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A record in which much is found."""
    root = Path(shutil.copytree(BASE, tmp_path / "docs"))
    for rule in ("action-overdue", "link-broken", "event-repeated", "clause-key-ended", "action-uncarried"):
        lay(cases("bad", rule)[0], root)
    return root


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether, of each check that was asked to, nothing had to be looked at."""
    said: list[bool] = []
    still = unseen.still_found

    def told(known: Cache, day: str) -> Any:
        found = still(known, day)
        said.append(found is not None)
        return found

    monkeypatch.setattr(unseen, "still_found", told)
    return said


def _same(root: Path) -> list[Finding]:
    kept, anew = findings_of(root, DAY, True), findings_of(root, DAY, False)
    assert kept == anew
    return kept[0]


_LINES = (
    "More words, [DCS 2016-10-07 D1].",
    "",
    "## 9. Another item",
    "> **Decision D7**",
    "> **Action A1**",
    "> Owner: BEC",
    "> Due: 2016-12-01",
    ">",
    "> Some more words.",
    "See [DCS 2016-08-05 A1] and [gone](gone.md).",
    "[PACT 2.1] says so.",
    "status: approved",
    "as_of: 2017-06-01",
    "closes: [DCS 2016-08-05 A1]",
    "Write to somebody@example.org.",
)


def _edit_line(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    edits: list[Callable[[], object]] = [
        lambda: lines.insert(at, chance.choice(_LINES)),
        lambda: lines.insert(at, "More words.\n"),
        lambda: lines.append("More words at the end."),
        lambda: lines.pop(at) if len(lines) > 1 else None,
        lambda: lines.insert(at, lines[at]),
        lambda: lines.__setitem__(at, f"{lines[at]} and more words"),
        lambda: lines.__setitem__(at, lines[at].replace("2016", "2017", 1)),
        lambda: lines.__setitem__(at, lines[at].replace("1", "2", 1)),
        lambda: lines.__setitem__(at, lines[at].replace("e", "a", 1)),
    ]
    chance.choice(edits)()


def _edit(root: Path, chance: random.Random) -> None:
    """Add words to a page, or edit any line of any file, or take a file away, or put it elsewhere."""
    if chance.random() < 0.6 and (pages := [*root.glob("meetings/*/2*.md"), *root.glob("blog/posts/*.md")]):
        file = chance.choice(sorted(pages))
        top, mark, body = file.read_text(encoding="utf-8").rpartition("\n---\n")
        words = chance.choice(("More words.", "[PACT 2.1] says so.", "Words\nthat go on."))
        at = chance.choice([0, *(at for at in range(len(body)) if body.startswith("\n\n", at))])
        file.write_text(f"{top}{mark}{body[:at]}\n\n{words}\n\n{body[at:]}", encoding="utf-8")
        return
    file = chance.choice([path for path in sorted(root.rglob("*")) if path.is_file()])
    if chance.random() < 0.04:
        file.unlink()
    elif chance.random() < 0.04:
        file.rename(file.with_name(f"2016-11-{chance.randint(10, 28)}{file.suffix}"))
    else:
        lines = file.read_text(encoding="utf-8").split("\n")
        _edit_line(lines, chance)
        file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_the_same_is_found(root: Path, spared: list[bool], seed: int) -> None:
    before = Path(shutil.copytree(root, root.parent / "before"))
    chance = random.Random(seed)
    _same(root)
    for step in range(24):
        for _ in range(chance.choice((1, 1, 1, 3))):
            _edit(root, chance)
        _same(root)
        if step % 8 == 7:  # else little of the record would be left
            shutil.rmtree(root)
            shutil.copytree(before, root)
            _same(root)
    assert spared.count(True) > 2
    assert spared.count(False) > 4


def _change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MINUTES, "were approved", "were approved with thanks"),
        (MINUTES, "## 2. Visits\n", "A paragraph.\n\n## 2. Visits\n\nAnother, [DCS 2016-08-05].\n"),
        (MINUTES, "every second year", "every third year"),
        (POST, "\n\n", "\n\nMore words.\n\n"),
    ],
)
def test_new_words_are_not_looked_at(
    root: Path, spared: list[bool], monkeypatch: pytest.MonkeyPatch, path: str, old: str, new: str
) -> None:
    before = _same(root)
    text = (root / path).read_text(encoding="utf-8")
    body = text.index("\n---\n") + 5
    (root / path).write_text(text[:body] + text[body:].replace(old, new, 1), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(folder, "read_files", None)  # a check that reads anything fails
        found, _ = findings_of(root, DAY, True)
    assert spared == [True]
    assert [replace(each, location=Location("")) for each in found] == [
        replace(each, location=Location("")) for each in before
    ]
    assert found == _same(root)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MINUTES, "status: draft", "status: approved"),
        (MINUTES, "Decision D1", "Decision D2"),
        (MINUTES, "Owner: Clerk", "Owner: BEC"),
        (MINUTES, "[DCS 2016-08-05]", "[DCS 2016-08-06]"),
        (MINUTES, "were approved", "were [approved](gone.md)"),
        (MINUTES, "were approved", "were approved\r"),
        (MINUTES, "were approved", "were approved <!-- and"),
        (MINUTES, "1. Minutes", "1. The minutes"),
        ("region.yml", "2016-12-20", "2017-12-20"),
        ("councils.yml", "Alder", "Elder"),
    ],
)
def test_all_else_is_looked_at(root: Path, spared: list[bool], path: str, old: str, new: str) -> None:
    _same(root)
    _change(root, path, old, new)
    _same(root)
    assert spared == [False]


def test_what_a_reader_found_is_gone_once_it_is_mended(root: Path, spared: list[bool]) -> None:
    faulty = "\n> **Decison D2**\n>\n> Words.\n"
    _change(root, MINUTES, "## 2. Visits\n", f"## 2. Visits\n{faulty}")
    assert "quote-unclear" in {each.rule for each in _same(root)}
    _change(root, MINUTES, faulty, "")
    assert "quote-unclear" not in {each.rule for each in _same(root)}
    assert spared == [False]


def test_what_moves_is_found_where_it_stands_now(root: Path, spared: list[bool]) -> None:
    first = {each.location.path: each for each in _same(root) if each.rule == "action-uncarried"}
    for path in first:
        _change(root, path, "\n## ", "\nMore words.\n\n## ")
    found = {each.location.path: each for each in _same(root) if each.rule == "action-uncarried"}
    assert {path: each.location.line - 2 for path, each in found.items()} == {
        path: each.location.line for path, each in first.items()
    }
    assert (len(found) > 0, spared) == (True, [True])


def test_what_was_kept_by_other_code_is_not_believed(
    root: Path, spared: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    _same(root)
    _change(root, MINUTES, "were approved", "were approved again")
    monkeypatch.setattr(cache, "version_of_code", lambda: "other code")
    _same(root)
    assert spared == []
    known = cache.look(root)
    assert known.gists()
    known.version = "this code"
    assert known.gists() == {}


@pytest.mark.parametrize("harm", [None, b"", b"no gists"])
def test_damaged_gists_are_no_harm(
    root: Path, spared: list[bool], tmp_path: Path, harm: bytes | None
) -> None:
    _same(root)
    (gists,) = tmp_path.glob("cache/*/gists")
    gists.unlink() if harm is None else gists.write_bytes(harm)
    _change(root, MINUTES, "were approved", "were approved again")
    _same(root)
    _change(root, MINUTES, "were approved", "were approved and again")
    _same(root)
    assert spared == [False, True]


def test_many_changes_are_all_looked_at(
    root: Path, spared: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unseen, "MOST", 1)
    _same(root)
    _change(root, MINUTES, "were approved", "were approved again")
    _change(root, POST, "\n\n", "\n\nMore words.\n\n")
    _same(root)
    assert spared == [False]
