"""A build over what an earlier one left writes the bytes of a build from nothing, whatever was changed."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from concordat.site import keeping
from concordat.site.canonical import Unknown, digest, packed, plain
from concordat.site.store import Store, Written
from concordat.views.cells import Cell
from tests.building import ROOT, environment, lay_site
from tests.building import build as built

Edit = Callable[[Path, Random], None]


def _built(root: Path, site: Path, cache: Path | None, warned: list[str] | None = None) -> int:
    """Build a site in a process of its own; return how many pages were rendered or written.

    What it warned of is added to `warned`.
    """
    out, into = os.pipe()
    process = os.fork()
    if process == 0:
        os.environ.update(
            environment(CONCORDAT_CACHE=str(cache) if cache else "off", CONCORDAT_PROCESSES="1")
        )
        done = 0

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **named: object) -> object:
                nonlocal done
                done += 1
                return real(*arguments, **named)

            return step

        keeping.Keeping.render = counted(keeping.Keeping.render)  # type: ignore[method-assign, assignment]
        keeping.Keeping.write = counted(keeping.Keeping.write)  # type: ignore[method-assign, assignment]
        heard: list[str] = []
        ear = logging.Handler(logging.WARNING)
        ear.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger("mkdocs").addHandler(ear)
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            os.write(into, json.dumps([done, heard]).encode())
        finally:
            os._exit(0)
    os.close(into)
    os.waitpid(process, 0)
    with os.fdopen(out, "rb") as said:
        count, lines = json.load(said)
    if warned is not None:
        warned.extend(lines)
    return int(count)


def _files(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def _pages(site: Path) -> list[str]:
    return [name for name in _files(site) if name.endswith("index.html")]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


# -- what editors do -------------------------------------------------------------------


def _decide(root: Path, random: Random) -> None:
    path = root / "docs" / "meetings" / "dcs" / "2017-04-07.md"
    label = random.randrange(20, 10_000)
    more = f"\n> **Decision D{label}**\n> Amends: PACT 2.1\n>\n> Visits take {label} days.\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def _word(root: Path, random: Random) -> None:
    path = root / "docs" / "agreements" / "pact" / "3" / "index.md"
    _replace(path, "The councils learn", f"The councils learn {random.random()}")


def _post(root: Path, random: Random) -> None:
    day = random.randrange(1, 28)
    words = f"# Seen {random.random()}\n\n[Home](../../index.md)\n\nAs [PACT/2 2.1] says.\n"
    text = f"---\ndate: 2016-11-{day:02}\n---\n{words}"
    (root / "docs" / "blog" / "posts" / f"post-{random.random()}.md").write_text(text, "utf-8")


def _no_post(root: Path, random: Random) -> None:
    for path in sorted((root / "docs" / "blog" / "posts").glob("post-*.md"))[:1]:
        path.unlink()


def _rename_post(root: Path, random: Random) -> None:
    _replace(
        root / "docs" / "blog" / "posts" / "visits.md", "# Visits", f"# Visits of {random.randrange(100)} and"
    )


def _settings(root: Path, random: Random) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"copyright: Nobody {random.random()}\n")


def _touch(root: Path, random: Random) -> None:
    for path in (root / "docs").rglob("*.md"):
        os.utime(path, (1, 1))


def _spoil(root: Path, random: Random) -> None:
    pages = sorted((root / "site").rglob("*.html"))
    pages[random.randrange(len(pages))].write_text("spoiled", "utf-8")
    pages[random.randrange(len(pages))].unlink(missing_ok=True)
    (root / "site" / "left" / "behind").mkdir(parents=True, exist_ok=True)
    (root / "site" / "left" / "behind" / "page.html").write_text("old", "utf-8")
    os.utime(root / "site" / "left" / "behind" / "page.html", (1, 1))


def _say(root: Path, random: Random) -> None:
    path = root / "docs" / "meetings" / "dcs" / "2016-10-07.md"
    _replace(path, "Between the two", f"A remark{random.randrange(10_000)}.\n\nBetween the two")


def _welcome(root: Path, random: Random) -> None:
    with (root / "docs" / "help" / "checks" / "index.md").open("a", encoding="utf-8") as file:
        file.write(f"\nSee [a meeting](../../meetings/dcs/2016-10-07.md#item-1). Word{random.random()}.\n")


def _comment(root: Path, random: Random) -> None:
    with (root / "docs" / "region.yml").open("a", encoding="utf-8") as file:
        file.write(f"# {random.random()}\n")


QUIET: tuple[Edit, ...] = (_say, _welcome, _comment)
"""What no other page can tell."""
EDITS: tuple[Edit, ...] = (
    *(_decide, _word, _post, _no_post, _rename_post, _settings, _touch, _spoil),
    *QUIET,
)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_was_edited_the_bytes_are_those_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    lay_site(tmp_path)
    site, cache = tmp_path / "site", tmp_path / "cache"
    _built(tmp_path, site, cache)
    edits = [*EDITS]
    random.shuffle(edits)
    for at in range(0, len(edits), 3):
        for edit in edits[at : at + 3]:
            edit(tmp_path, random)
        _built(tmp_path, site, cache)
        _assert_as_from_nothing(tmp_path, tmp_path / f"fresh-{at}")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A small site that was built once, and how much there was to render and write."""
    root = tmp_path_factory.mktemp("kept")
    lay_site(root)
    return root, _built(root, root / "site", root / "cache")


def test_only_what_has_changed_is_rendered_and_written(kept: tuple[Path, int]) -> None:
    root, all_of_it = kept
    assert all_of_it == 2 * len(_pages(root / "site"))
    before = {name: (root / "site" / name).stat().st_mtime_ns for name in _files(root / "site")}
    assert _built(root, root / "site", root / "cache") == 0
    for name in ("index.html", "blog/index.html", "meetings/dcs/2016-10-07/index.html"):
        assert (root / "site" / name).stat().st_mtime_ns == before[name], name
    _word(root, Random(1))
    assert 0 < _built(root, root / "site", root / "cache") < all_of_it / 2


def _assert_as_from_nothing(root: Path, fresh: Path) -> None:
    _built(root, fresh, None)
    found, wanted = _files(root / "site"), _files(fresh)
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []


def test_what_no_other_page_can_tell_is_done_on_its_own_page_alone(
    kept: tuple[Path, int], tmp_path: Path
) -> None:
    root, _ = kept
    _built(root, root / "site", root / "cache")
    before = {name: (root / "site" / name).stat().st_mtime_ns for name in _files(root / "site")}
    assert [_edited(root, edit) for edit in (_say, _welcome, _comment, _say)] == [2, 2, 0, 2]
    _assert_as_from_nothing(root, tmp_path / "fresh")
    for name in ("decisions/index.html", "data/decisions.json", "addresses.json"):
        assert (root / "site" / name).stat().st_mtime_ns == before[name], name


def _edited(root: Path, edit: Edit) -> int:
    edit(root, Random(1))
    return _built(root, root / "site", root / "cache")


def test_a_link_that_an_edit_breaks_is_warned_of_each_time(tmp_path: Path) -> None:
    """Nothing of it is in the record: MkDocs alone knows the headings of pages."""
    root, warned = tmp_path, list[str]()
    lay_site(root)
    meetings, checks = (root / "docs" / name for name in ("meetings/index.md", "help/checks/index.md"))
    meetings.write_text("# Meetings\n\n[Checks](../help/checks/index.md#later)\n", "utf-8")
    text = checks.read_text("utf-8")
    checks.write_text(f"{text}\n## Later\n", "utf-8")
    _built(root, root / "site", root / "cache", warned)
    assert warned == []
    checks.write_text(f"{text}\nNo such heading.\n", "utf-8")
    for _ in range(2):
        _built(root, root / "site", root / "cache", warned)
    meetings.write_text("# Meetings\n\n[Checks](../help/checks/index.md#never)\n", "utf-8")
    _built(root, root / "site", root / "cache", warned)
    said = "Doc file 'meetings/index.md' contains a link '../help/checks/index.md#{}', but the doc "
    said += "'help/checks/index.md' does not contain an anchor '#{}'."
    assert warned == [said.format(name, name) for name in ("later", "later", "never")]
    meetings.write_text("# Meetings\n\n[Checks](../help/checks/index.md#checks)\n", "utf-8")
    _built(root, root / "site", root / "cache")
    meetings.write_text("# Meetings\n\nAgain: [Checks](../help/checks/index.md#never)\n", "utf-8")
    assert _built(root, root / "site", root / "cache", warned) == 2
    assert warned[3:] == [said.format("never", "never")]


def test_what_a_quiet_build_does_not_say_is_said_by_the_next(tmp_path: Path) -> None:
    lay_site(tmp_path)
    (tmp_path / "docs" / "meetings" / "index.md").write_text(
        "# Meetings\n\n[Home](../index.md#never)\n", "utf-8"
    )
    cache = str(tmp_path / "cache")
    assert built(tmp_path, "--quiet", CONCORDAT_CACHE=cache).code == 0
    again = built(tmp_path, "--strict", CONCORDAT_CACHE=cache)
    assert (again.code, "does not contain an anchor '#never'" in again.log) == (1, True)


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "gone"])
def test_what_is_damaged_is_as_if_it_had_never_been_there(kept: tuple[Path, int], damage: str) -> None:
    root, all_of_it = kept
    (file,) = (root / "cache").glob("*/pages/kept.db")
    whole = file.read_bytes()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "text":
            file.write_bytes(b"no database" * 1000)
        case _:
            file.unlink()
    assert _built(root, root / "site", root / "cache") > all_of_it / 2 - 1
    assert _built(root, root / "site", root / "cache") == 0


def test_hidden_files_at_the_top_of_a_site_stay(kept: tuple[Path, int]) -> None:
    root, _ = kept
    (root / "site" / ".git").mkdir()
    head = root / "site" / ".git" / "HEAD"
    head.write_text("ref: refs/heads/gh-pages\n", "utf-8")
    os.utime(head, (1, 1))
    _built(root, root / "site", root / "cache")
    assert head.is_file()


@pytest.mark.parametrize(
    "settings",
    ["plugins: [privacy]\n", "markdown_extensions: [pymdownx.snippets]\n"],
    ids=["another plugin", "an extension that reads files"],
)
def test_with_parts_that_nobody_here_knows_everything_is_built_anew(tmp_path: Path, settings: str) -> None:
    lay_site(tmp_path)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    first = _built(tmp_path, tmp_path / "site", tmp_path / "cache")
    assert _built(tmp_path, tmp_path / "site", tmp_path / "cache") >= first / 2 > 20


def _with_hooks(root: Path, name: str, more: str) -> None:
    """Give a site a copy of the hooks under a name, with more in it."""
    (root / name).write_text(f"{(ROOT / 'hooks' / 'site_hooks.py').read_text('utf-8')}\n{more}\n", "utf-8")
    settings = root / "mkdocs.yml"
    lines = settings.read_text("utf-8").splitlines()
    hooks = f"hooks: [{root / name}]"
    settings.write_text("\n".join(hooks if line.startswith("hooks:") else line for line in lines), "utf-8")


def test_hooks_that_have_changed_write_every_page_anew(tmp_path: Path) -> None:
    lay_site(tmp_path)
    _with_hooks(tmp_path, "site_hooks.py", "")
    _built(tmp_path, tmp_path / "site", tmp_path / "cache")
    assert _built(tmp_path, tmp_path / "site", tmp_path / "cache") == 0
    _with_hooks(tmp_path, "site_hooks.py", "# changed")
    assert _built(tmp_path, tmp_path / "site", tmp_path / "cache") == len(_pages(tmp_path / "site"))


def test_somebody_elses_hooks_are_none_of_ours(tmp_path: Path) -> None:
    lay_site(tmp_path)
    _with_hooks(tmp_path, "my_site_hooks.py", "")
    _built(tmp_path, tmp_path / "site", tmp_path / "cache")
    assert _built(tmp_path, tmp_path / "site", tmp_path / "cache") == len(_pages(tmp_path / "site"))


# -- keys and the store ----------------------------------------------------------------


def test_equal_things_have_equal_keys_in_every_process() -> None:
    script = (
        "from concordat.site.canonical import digest\n"
        "from concordat.views.cells import Cell\n"
        "print(digest(Cell('a' * 2), ['aa', 'aa'], {'x': 1}))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    twice = ["".join(("a", "a")), "".join(("a", "a"))]
    assert said == {digest(Cell("aa"), twice, {"x": 1})}


@pytest.mark.parametrize("thing", [lambda: None, object(), {"a": [open]}])
def test_what_nobody_can_compare_has_no_key(thing: object) -> None:
    with pytest.raises(Unknown):
        plain(thing)


def test_a_function_cannot_be_packed() -> None:
    with pytest.raises(Unknown):
        packed([lambda: None])


def test_a_store_in_use_by_somebody_else_is_as_if_it_were_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("concordat.site.store._PATIENCE", 0.1)
    store, site = Store(tmp_path / "kept.db"), tmp_path
    store.add({"a": "b"})
    store.keep(["a"], site, {"page.md": Written("k", (1, 2, 3), "t", ("a",), ("s",))})
    assert store.rendered("a") == "b"
    assert store.written(site) == {"page.md": Written("k", (1, 2, 3), "t", ("a",), ("s",))}
    with sqlite3.connect(tmp_path / "kept.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        assert Store(tmp_path / "kept.db").rendered("a") is None
        store.add({"c": "d"})
        store.keep(["c"], site, {})
        other.rollback()
    assert store.rendered("c") is None
    assert store.rendered("a") == "b"


def test_what_is_no_longer_of_use_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept.db")
    gone = tmp_path / "gone"
    gone.mkdir()
    store.add({str(at): "text" for at in range(10)})
    store.keep(map(str, range(10)), gone, {"a.md": Written("k", (1,))})
    gone.rmdir()
    store.add({"1a": "text"})
    assert (store.count("1"), store.count("10"), store.count("")) == (2, 0, 11)
    store.keep(["1a", "1"], tmp_path, {})
    assert [key for key in ("1", "2", "1a") if store.rendered(key)] == ["1", "1a"]
    assert store.written(gone) == {}


def test_without_a_place_nothing_is_kept(tmp_path: Path) -> None:
    store = Store(None)
    store.add({"a": "b"})
    store.keep(["a"], tmp_path, {})
    assert (store.rendered("a"), store.count(""), store.written(tmp_path)) == (None, 0, {})
