"""Every page leads to the file that it is made of, once the forge is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.files import load_record
from concordat.views.calendar import calendar_source
from concordat.views.concerns import Concerns
from concordat.views.generated import generated
from concordat.views.listings import listings
from tests.building import SMALL, Built, build, lay_site

FORGE = "https://forge.example/region/record/edit/main/docs/"
EVENT = "---\ntitle: A visit\ndate: 2014-05-02\nkind: other\n---\n# A visit\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site, with the address of a forge."""
    root = tmp_path_factory.mktemp("edited")
    lay_site(root)
    (root / "docs/addresses.yml").write_text("forwards:\n  blog/old/: blog/\n", encoding="utf-8")
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
        ("decisions/", "decisions/index.md"),
        ("blog/", "blog/index.md"),
        ("blog/old/", "addresses.yml"),
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


def test_what_the_blog_makes_of_its_posts_is_no_file(site: Built) -> None:
    lists = [name for name in site.names() if name.startswith(("blog/archive/", "blog/category/"))]
    assert lists
    assert [source for name in lists for source in _edited(site, name)] == []


def test_a_page_of_a_year_leads_to_its_one_meeting_or_to_the_register() -> None:
    only = "meetings/dcs/2014-02-07.md"
    minutes = "---\ndate: {}\nstatus: draft\npresent: [ALD]\n---\n# Minutes\n"
    over = {
        f"meetings/dcs/{day}.md": minutes.format(day) for day in ("2014-02-07", "2015-02-06", "2015-03-06")
    }
    over |= {"calendar/index.md": "# Calendar\n"}
    record = load_record(SMALL / "docs", over=over)
    made = generated(record, listings(record, Concerns(record), heaviest=0), Concerns(record))
    for register in ("decisions", "actions"):
        assert made[f"{register}/2014.md"].source == only
        assert made[f"{register}/2015.md"].source == f"{register}/index.md"
    assert made["calendar/2014.md"].source == only
    record = load_record(SMALL / "docs", over=over | {"calendar/visit.md": EVENT})
    assert calendar_source(record, 2014) == "calendar/index.md"
