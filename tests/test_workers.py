"""Pages built by several processes: each piece done, what was logged told, nobody left behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

import material
import mkdocs
import pytest
from material.plugins.blog.structure import Excerpt
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.pages import Page

from concordat.site import mkdocs_patch
from concordat.site.progress import Progress
from concordat.site.workers import Workers
from tests.building import ROOT, build, command, environment, lay_site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
HERE = os.getpid()
LOG = logging.getLogger("mkdocs.workers")


def _square(at: int) -> tuple[int, int]:
    return at * at, os.getpid()


def _slowly(at: int) -> tuple[int, int]:
    sleep(0.01)
    return _square(at)


def _all(workers: Workers[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    made = (None if workers.mine(at) else workers.made(at) for at in range(count))
    return [_slowly(at) if found is None else found for at, found in enumerate(made)]


@pytest.mark.parametrize(("count", "helpers"), [(0, 1), (1, 1), (30, 0), (30, 1), (30, 3), (3, 7)])
def test_each_piece_is_done(count: int, helpers: int) -> None:
    found = _all(Workers(count, _slowly, helpers), count)
    assert [square for square, _ in found] == [at * at for at in range(count)]
    done_here = [at for at, (_, process) in enumerate(found) if process == HERE]
    assert done_here == [*range(len(done_here))]  # from the first on; the rest is the helpers'
    if count == 30:
        assert (len(done_here) < 30) == bool(helpers)


def _wait(until: Callable[[], bool]) -> None:
    """Wait until it is true. Fails after a minute."""
    end = monotonic() + 60
    while not until():
        assert monotonic() < end
        sleep(0.01)


def test_what_a_helper_logs_is_logged_here_when_its_piece_is_taken(caplog: pytest.LogCaptureFixture) -> None:
    def work(at: int) -> int:
        LOG.warning("piece %d", at)
        return os.getpid()

    workers = Workers(3, work, 1)
    _wait(lambda: workers.begun() == 3)
    assert [workers.mine(at) for at in range(3)] == [False] * 3
    assert caplog.messages == []
    assert all(workers.made(at) != HERE for at in range(3))
    assert caplog.messages == ["piece 0", "piece 1", "piece 2"]


def test_a_piece_that_fails_is_left_to_this_process() -> None:
    def work(at: int) -> tuple[int, int]:
        if at == 1 and os.getpid() != HERE:
            raise ValueError("not here")
        return _square(at)

    workers = Workers(3, work, 1)
    _wait(lambda: workers.begun() == 3)
    assert not any(workers.mine(at) for at in range(3))
    assert [at for at in range(3) if workers.made(at) is None] == [1]


@pytest.mark.parametrize("ending", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(3)])
def test_what_a_helper_that_ends_badly_had_is_left_to_this_process(ending: object) -> None:
    def work(at: int) -> int:
        if at == 1 and os.getpid() != HERE and callable(ending):
            ending()
        return at

    workers = Workers(3, work, 1)
    _wait(lambda: workers.begun() == 2)
    assert [workers.mine(at) for at in range(3)] == [True, False, False]
    assert [workers.made(at) for at in (1, 2)] == [None, None]


def test_nobody_is_left_behind(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\n"
        "from concordat.site.workers import Workers\n"
        "def work(at):\n"
        "    open(f'{sys.argv[1]}/{os.getpid()}', 'w')\n"
        "    time.sleep(600)\n"
        "workers = Workers(9, work, 2)\n"
        "while len(os.listdir(sys.argv[1])) < 2: time.sleep(0.01)\n"
        "raise KeyboardInterrupt\n"
    )
    line = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(line, capture_output=True, timeout=120, check=False)
    assert b"KeyboardInterrupt" in done.stderr
    helpers = [int(file.name) for file in tmp_path.iterdir()]
    assert len(helpers) == 2
    assert [process for process in helpers if Path(f"/proc/{process}").exists()] == []


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_how_far_a_long_build_has_come() -> None:
    now, out = [0.0], _Terminal()
    progress = Progress("Pages written", 1200, out, lambda: now[0])
    said = []
    for seconds, done in ((1.9, 5), (2.1, 10), (2.2, 11), (2.4, 1000)):
        now[0] = seconds
        progress.tell(lambda done=done: done)  # type: ignore[misc]
        said.append(out.getvalue())
    assert said == ["", *["\r\x1b[KPages written: 10 of 1,200"] * 2, said[-1]]
    assert said[-1].endswith("\r\x1b[KPages written: 1,000 of 1,200")
    progress.end()
    progress.end()
    assert out.getvalue() == f"{said[-1]}\r\x1b[K"


def test_nobody_is_told_where_nobody_sits() -> None:
    now, out = [0.0], StringIO()
    progress = Progress("Pages written", 10, out, lambda: now[0])
    now[0] = 60
    progress.tell(lambda: 5)
    progress.end()
    assert out.getvalue() == ""


def test_what_is_begun_is_counted() -> None:
    workers = Workers(5, _square, 0)
    assert [workers.mine(at) for at in (0, 1)] == [True, True]
    assert workers.begun() == 2


# -- whole builds ----------------------------------------------------------------------


def _files(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_several_processes_write_the_bytes_of_one_and_say_the_same(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    (docs / "index.md").write_text(
        "# Home\n\n[no anchor](blog/index.md#none)\n\n[slashed](/blog/)\n", "utf-8"
    )
    built = [build(tmp_path, site=tmp_path / number, CONCORDAT_PROCESSES=number) for number in ("1", "3")]
    assert [each.code for each in built] == [0, 0]
    one, *others = (_files(each.site) for each in built)
    assert len(one) > 50
    for other in others:
        assert other == one
    said = [[line for line in each.log.splitlines() if line.startswith("WARNING")] for each in built]
    assert len(said[0]) == 2
    assert said[1:] == said[:1]


def test_a_strict_build_stops_at_what_a_helper_has_to_say(tmp_path: Path) -> None:
    docs = lay_site(tmp_path)
    post = docs / "blog" / "posts" / "visits.md"
    post.write_text(post.read_text("utf-8") + "\n[slashed](/blog/)\n", "utf-8")
    built = build(tmp_path, "--strict", CONCORDAT_PROCESSES="4")
    assert built.code == 1
    assert "Aborted with 1 warnings in strict mode!" in built.log


# -- the way into MkDocs ---------------------------------------------------------------


class _Steps:
    def clean(self, step: object, folder: str) -> None: ...

    def populate(self, step: object, page: Page, *_: object, **__: object) -> None: ...

    def render(self, step: object, page: Page, *_: object) -> None: ...

    def write(self, step: object, page: Page, *_: object, **__: object) -> None: ...

    def excerpt(self, step: object, excerpt: Excerpt, page: Page, separator: str) -> None: ...


@pytest.fixture
def own() -> Iterator[list[object]]:
    """Give MkDocs its own steps back, before and after."""
    mkdocs_patch.install(None)
    yield _steps()
    mkdocs_patch.install(None)


def _steps() -> list[object]:
    pages = [mkdocs_build._populate_page, mkdocs_build._build_page, Page.render, Excerpt.render]
    return [utils.clean_directory, *pages]


@pytest.mark.parametrize("package", [mkdocs, material])
def test_another_version_keeps_its_own_steps(
    package: object, own: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mkdocs_patch.install(_Steps())
    assert not {*own} & {*_steps()}
    monkeypatch.setattr(package, "__version__", "99.0")
    assert not mkdocs_patch.install(_Steps())
    assert _steps() == own


def test_the_versions_that_are_installed_are_those_that_are_known() -> None:
    locked = (ROOT / "requirements-dev.lock").read_text("utf-8")
    for name, version in zip(("mkdocs", "mkdocs-material"), mkdocs_patch.VERSIONS, strict=True):
        assert f"\n{name}=={version} " in locked


def test_a_plain_build_writes_the_same_bytes(tmp_path: Path) -> None:
    lay_site(tmp_path)
    shared = build(tmp_path, site=tmp_path / "shared", CONCORDAT_PROCESSES="2")
    plain = tmp_path / "plain"
    line = command("build", "-q", "-f", tmp_path / "mkdocs.yml", "-d", plain)
    another = "import mkdocs.__main__, concordat.site.mkdocs_patch as ours; ours.VERSIONS = ()"
    line[1:3] = ["-c", f"{another}; mkdocs.__main__.cli()"]
    done = subprocess.run(line, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert _files(plain) == _files(shared.site)
