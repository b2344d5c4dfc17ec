"""Every page leads to the file that it is made of, once the forge is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Built, build, lay_site

FORGE = "https://forge.example/region/record/edit/main/docs/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, with the address of a forge."""
    root = tmp_path_factory.mktemp("edited")
    lay_site(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"edit_uri: {FORGE}\n")
    built = build(root, "--strict")
    assert built.code == 0, built.log
    return built


def _edited(site: Built, url: str) -> list[str]:
    return [
        node.attrs["href"].removeprefix(FORGE)
        for node in site.page(url).all("a")
        if node.attrs.get("rel") == "edit"
    ]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("", "index.md"),
        ("meetings/dcs/2016-10-07/", "meetings/dcs/2016-10-07.md"),
        ("agreements/pact/1/", "agreements/pact/1/index.md"),
        ("councils/ald/", "councils.yml"),
    ],
)
def test_a_page_leads_to_its_source(url: str, source: str, site: Built) -> None:
    assert _edited(site, url) == [source]


def test_without_a_forge_there_is_no_link(small_site: Built) -> None:
    assert _edited(small_site, "meetings/dcs/2016-10-07/") == []


def test_every_source_is_a_file(site: Built) -> None:
    docs = Path(site.site).parent / "docs"
    sources = {source for name in site.names() for source in _edited(site, name)}
    assert len(sources) > 5
    assert [source for source in sources if not (docs / source).is_file()] == []
