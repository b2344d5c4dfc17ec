"""The feeds: Atom as RFC 4287 wants it, JSON Feed as version 1.1 does, and the same entries in both."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import pytest

from concordat.export.feeds import FEEDS, LONGEST, Feed, atom, json_feed, latest
from concordat.export.published import Published
from concordat.record import Record
from tests.building import Built
from tests.reading import record_of

BASE = "https://region.example/record/"
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

_MINUTES = (
    "---\ndate: {day}\nstatus: {status}\n{more}---\n## 1. Item\n\n"
    "> **Decision D1**\n> Amends: PACT 1\n>\n> Agreed: 1 < 2 & \u201cso on\u201d, see [PACT 1].\n"
)
FILES = {
    "bodies.yml": "DCS:\n  name: Directors' meeting\n",
    "blog/.authors.yml": "authors:\n  clerk: {name: The clerk, description: Writes, avatar: a.svg}\n",
    "meetings/dcs/2016-10-07.md": _MINUTES.format(
        day="2016-10-07", status="approved", more="approved_at: DCS 2016-12-09\n"
    ),
    "meetings/dcs/2016-12-09.md": _MINUTES.format(day="2016-12-09", status="draft", more=""),
    "meetings/dcs/2017-02-03.md": (
        "---\ndate: 2017-02-03\nstatus: agenda\n---\n## 1. Welcome\n\n## 2. Money\n"
    ),
    "blog/posts/one.md": (
        "---\ndate:\n  created: 2016-10-10\n  updated: 2016-10-12\nauthors: [clerk]\ncategories: [Meetings]\n"
        "---\n# One & two\n\nThe *first* part.\n\n<!-- more -->\n\nThe second\x0b part.\n"
    ),
    "blog/posts/draft.md": "---\ndate: 2016-10-11\ndraft: true\n---\n# Not yet\n\nNothing.\n",
}


@pytest.fixture
def record() -> Record:
    return record_of(FILES, date(2016, 12, 20))


def _published(record: Record, base: str = BASE) -> Published:
    urls = {
        "blog/index.md": "blog/",
        "blog/posts/one.md": "blog/one/",
        "meetings/dcs/2016-10-07.md": "meetings/dcs/2016-10-07/",
    }
    return Published(
        record, base, urls, {"meetings/dcs/2017-02-03.md": datetime(2016, 12, 15, 8, tzinfo=UTC)}
    )


def _one(element: Element, name: str) -> Element:
    (found,) = element.findall(f"{ATOM}{name}")
    return found


def _text(element: Element, name: str) -> str:
    return _one(element, name).text or ""


def check_atom(content: bytes, *, relative: bool = False) -> list[Element]:
    """Check a feed by the rules of RFC 4287, sections 4.1 and 4.2; return its entries."""
    feed = fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    _check_common(feed, relative=relative)
    assert _one(feed, "author").findtext(f"{ATOM}name")
    rels = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert rels == (["alternate"] if relative else ["self", "alternate"])
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _check_common(entry, relative=relative)
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert STAMP.fullmatch(_text(entry, "published"))
        assert _text(entry, "published") <= _text(entry, "updated") <= _text(feed, "updated")
        assert _text(entry, "summary")
        assert _one(entry, "content").get("type") == "text"
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        assert all(author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author"))
    ids = [_text(each, "id") for each in (feed, *entries)]
    assert len(ids) == len(set(ids))
    stamps = [_text(entry, "updated") for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    known = {
        "id",
        "title",
        "updated",
        "author",
        "link",
        "rights",
        "entry",
        "published",
        "summary",
        "content",
        "category",
    }
    tags = {element.tag.removeprefix(ATOM) for element in feed.iter()}
    assert tags <= known | {"feed", "name"}
    return entries


def _check_common(element: Element, *, relative: bool) -> None:
    assert _text(element, "id") == UUID(_text(element, "id").removeprefix("urn:uuid:")).urn
    assert _text(element, "title").strip()
    assert STAMP.fullmatch(_text(element, "updated"))
    for link in element.findall(f"{ATOM}link"):
        address = urlsplit(link.get("href") or "")
        assert bool(address.scheme) is not relative, address
        assert address.path


def check_json(content: bytes, *, relative: bool = False) -> list[dict[str, Any]]:
    """Check a feed by the rules of JSON Feed 1.1; return its items."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    wanted = {"version", "title", "language", "authors", "items"}
    assert set(feed) == wanted if relative else set(feed) == wanted | {"home_page_url", "feed_url"}
    items: list[dict[str, Any]] = feed["items"]
    for item in items:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert STAMP.fullmatch(item["date_published"])
        assert STAMP.fullmatch(item["date_modified"])
        assert all(author["name"] for author in item.get("authors", [{"name": "x"}]))
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert ("url" in item) is not relative
        assert relative or urlsplit(item["url"]).scheme
    assert len({item["id"] for item in items}) == len(items)
    return items


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
@pytest.mark.parametrize("base", [BASE, ""], ids=["with its address", "without"])
def test_both_forms_are_valid_and_tell_the_same(record: Record, feed: Feed, base: str) -> None:
    published = _published(record, base)
    entries = check_atom(atom(published, feed, "The region"), relative=not base)
    items = check_json(json_feed(published, feed, "The region"), relative=not base)
    assert entries
    assert [_text(entry, "id") for entry in entries] == [item["id"] for item in items]
    assert [_text(entry, "content") for entry in entries] == [item["content_text"] for item in items]


def test_a_post(record: Record) -> None:
    (entry,) = latest(_published(record), FEEDS[0])
    assert (entry.title, entry.summary) == ("One & two", "The first part.")
    assert entry.text == "The first part.\n\nThe second part."
    assert (entry.authors, entry.categories) == (("The clerk",), ("Meetings",))
    assert (entry.published.date(), entry.updated.date()) == (date(2016, 10, 10), date(2016, 10, 12))


def test_a_decision_comes_up_again_when_its_minutes_are_approved(record: Record) -> None:
    found = [(e.title, e.published.date(), e.updated.date()) for e in latest(_published(record), FEEDS[1])]
    assert found == [
        ("Directors' meeting, 9 December 2016: decision D1", date(2016, 12, 9), date(2016, 12, 9)),
        ("Directors' meeting, 7 October 2016: decision D1", date(2016, 10, 7), date(2016, 12, 9)),
    ]
    entries = check_atom(atom(_published(record), FEEDS[1], "The region"))
    assert _text(entries[1], "summary") == "Agreed: 1 < 2 & \u201cso on\u201d, see PACT 1."
    assert _one(entries[1], "link").get("href") == f"{BASE}meetings/dcs/2016-10-07/#D1"


def test_an_agenda_is_as_old_as_its_file(record: Record) -> None:
    first = latest(_published(record), FEEDS[2])[0]
    assert first.title == "Directors' meeting, 3 February 2017: agenda"
    assert first.text == "1. Welcome\n2. Money"
    assert (first.published, first.updated) == (datetime(2016, 12, 15, 8, tzinfo=UTC),) * 2


def test_a_feed_does_not_grow_for_ever() -> None:
    days = [date.fromordinal(date(2010, 1, 1).toordinal() + 7 * week) for week in range(LONGEST + 9)]
    files = {f"meetings/dcs/{day}.md": f"---\ndate: {day}\nstatus: draft\n---\n## 1. Item\n" for day in days}
    found = latest(_published(record_of(files, date(2016, 12, 20))), FEEDS[2])
    assert len(found) == LONGEST
    assert found[0].updated.date() == days[-1]


def test_the_site_has_valid_feeds_and_every_page_names_them(project_site: Built) -> None:
    for feed in FEEDS:
        entries = check_atom((project_site.site / feed.path("xml")).read_bytes(), relative=True)
        assert len(check_json((project_site.site / feed.path("json")).read_bytes(), relative=True)) == len(
            entries
        )
        for entry in entries:
            path, _, anchor = (_one(entry, "link").get("href") or "").partition("#")
            page = project_site.page(path)  # relative to xml:base, which is the site's root
            assert not anchor or [node for node in page.walk() if node.attrs.get("id") == anchor]
        root = fromstring((project_site.site / feed.path("xml")).read_bytes())
        assert root.get(f"{XML}base") == "../"
    links = [node for node in project_site.page("agreements/sli/1/").walk() if node.tag == "link"]
    named = [node.attrs["href"] for node in links if "alternate" in node.attrs["rel"].split()]
    assert named == [f"../../../{feed.path(kind)}" for feed in FEEDS for kind in ("xml", "json")]
