"""Related articles: by the meaning of words, and the same on each build."""

from __future__ import annotations

import pytest

from concordat.record import Record
from concordat.views.related import related, stem
from tests.building import Built
from tests.reading import record_of

TEXTS = {
    "boats": "Boats sail. A sailing boat needs wind, and a harbour where boats rest.",
    "harbour": "The harbour is deep. Boats rest in the harbours when the wind is strong; none sail.",
    "bread": "Bread wants flour, water and an oven. Bakers bake their bread at night.",
    "baker": "A baker gets up at night. The oven is hot, the flour is weighed, the baking begins.",
    "stars": "Telescopes collect light from distant galaxies.",
}


def _record(**more: str) -> Record:
    page = "---\ndate: 2016-10-07\n{more}---\n# {title}\n\n{text}\n"
    return record_of(
        {
            f"blog/posts/{name}.md": page.format(more=more.get(name, ""), title=name.title(), text=text)
            for name, text in TEXTS.items()
        }
    )


def _names(record: Record) -> dict[str, list[str]]:
    return {
        path.split("/")[-1][:-3]: [cell.text for cell in cells] for path, cells in related(record).items()
    }


def test_posts_about_the_same_thing_are_related() -> None:
    assert _names(_record()) == {
        "boats": ["Harbour"],
        "harbour": ["Boats"],
        "bread": ["Baker"],
        "baker": ["Bread"],
        "stars": [],
    }


def test_a_draft_is_never_shown() -> None:
    assert _names(_record(harbour="draft: true\n"))["boats"] == []


def test_a_shared_category_brings_posts_together() -> None:
    both = "categories: [Astronomy]\n"
    assert _names(_record(stars=both, bread=both))["stars"] == ["Bread"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("challenges", "challenging"),
        ("councils", "council"),
        ("agreements", "agreement"),
        ("parties", "party"),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_under_a_post_stand_links_to_others(project_site: Built) -> None:
    section = project_site.article("blog/one-meeting-fifteen-councils/").one("section", "related")
    assert section.one("h2").text() == "Related articles"
    links = section.links()
    assert links[0] == ("Fifteen decisions, one approach", "../fifteen-decisions-one-approach/")
    assert all(project_site.page(f"blog/{href.removeprefix('../')}") for _, href in links)
