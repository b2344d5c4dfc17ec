"""Sites that many tests read, built once."""

from __future__ import annotations

import pytest

from concordat.files import load_record
from concordat.record import Record
from tests.building import DOCS, ROOT, Built, build, lay_site


@pytest.fixture(scope="session")
def project_record() -> Record:
    """The project's own record."""
    return load_record(DOCS)


@pytest.fixture(scope="session")
def project_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built as it is published."""
    return build(ROOT, "--strict", site=tmp_path_factory.mktemp("project") / "site")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the small record in `tests/sites/small`."""
    root = tmp_path_factory.mktemp("small")
    lay_site(root)
    return build(root, "--strict")
