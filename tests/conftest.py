"""Sites that many tests read, built once."""

from __future__ import annotations

import fcntl
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from concordat.files import load_record
from concordat.record import Record
from tests.building import DOCS, ROOT, Built, build, lay_site
from tests.needs import need
from tests.serving import served

os.environ.setdefault("CONCORDAT_PROCESSES", "1")  # the tests themselves run on every processor

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background hides Ctrl-C from them, and from all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("busy", deadline=None)  # other work on a computer is no failure of a test
settings.load_profile("busy")

LONGEST = ("test_versions.py", "test_region.py", "test_publish.py", "test_properties.py", "test_access.py")
SHARING = ("test_region.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is still busy when the others have ended.

    The tests of a module stay together, as they share what one of them builds; those of the longest go to
    whoever is free.
    """
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    for item in items:
        if item.path.name not in LONGEST or item.path.name in SHARING:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that a test forks; others, such as a browser's, are nobody's business."""
    processes: list[int] = []
    fork = os.fork

    def remembered() -> int:
        process = fork()
        processes.append(process)
        return process

    monkeypatch.setattr(os, "fork", remembered)
    return processes


@pytest.fixture(scope="session")
def project_record() -> Record:
    """The project's own record."""
    return load_record(DOCS)


def _built_once(folder: Path, make: Callable[[Path], Built]) -> Built:
    """Build in a folder, or wait for another worker of the same run that does; return what was built."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent.parent / folder.name
    folder.mkdir(exist_ok=True)
    kept = folder / "built.json"
    with (folder / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            built = make(folder)
            kept.write_text(json.dumps([built.code, built.log, str(built.site)]), encoding="utf-8")
    code, log, site = json.loads(kept.read_text(encoding="utf-8"))
    return Built(code, log, Path(site))


@pytest.fixture(scope="session")
def project_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built as it is published."""
    folder = tmp_path_factory.getbasetemp() / "project"
    return _built_once(folder, lambda folder: build(ROOT, "--strict", site=folder / "site"))


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the small record in `tests/sites/small`."""

    def make(folder: Path) -> Built:
        lay_site(folder / "small")
        return build(folder / "small", "--strict")

    return _built_once(tmp_path_factory.getbasetemp() / "small", make)


@pytest.fixture(scope="session")
def base(project_site: Built) -> Iterator[str]:
    """The address at which the project's site is served."""
    with served(project_site.site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        few = "--renderer-process-limit=1"  # no second one waits ready for a page that never comes
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox", few])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has never been anywhere."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
