"""Feeds of posts, decisions and meetings: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from concordat.addresses import Meeting
from concordat.dates import in_words
from concordat.export.published import Published, lasting_id
from concordat.export.xml import add, as_bytes, root
from concordat.model.forms import MeetingStatus
from concordat.model.records import MeetingFile, PostFile
from concordat.places import Place, page_title, place_of
from concordat.views.cells import MEETING_STATUS
from concordat.views.registers import plain

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
LONGEST = 50  # entries of a feed, the latest first


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a feed tells of."""

    identifier: UUID
    title: str
    place: Place
    published: datetime
    updated: datetime
    summary: str
    text: str
    authors: tuple[str, ...]
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name in addresses, its title, the page that it is about, and what it is made of."""

    name: str
    title: str
    page: str
    entries: Callable[[Published], list[Entry]]

    def path(self, kind: str) -> str:
        """Return the path of its file below the site's root; `kind` is `xml` or `json`."""
        return f"feeds/{self.name}.{kind}"


def posts(published: Published) -> list[Entry]:
    """Return the posts that the site has."""
    return [_post(published, post) for post in published.record.posts if post.document.path in published.urls]


def _post(published: Published, post: PostFile) -> Entry:
    front, record = post.front, published.record
    paragraphs = [
        plain(part) for part in re.split(r"\n\s*\n", post.text) if not part.lstrip().startswith("# ")
    ]
    paragraphs = [part for part in paragraphs if part]
    return Entry(
        lasting_id(record, post.document.path),
        post.title or post.document.path,
        Place(post.document.path),
        _midnight(front.day.created),
        _midnight(front.day.updated or front.day.created),
        front.description or next(iter(paragraphs), ""),
        "\n\n".join(paragraphs),
        tuple(record.authors[key].name for key in front.authors if key in record.authors),
        front.categories,
    )


def decisions(published: Published) -> list[Entry]:
    """Return the decisions of all meetings; approval of the minutes is an update of them."""
    entries = []
    for meeting in _recent(published, lambda meeting: bool(meeting.decisions)):
        for decision in meeting.decisions:
            address = Meeting(meeting.body, meeting.front.day, decision.number)
            place = place_of(published.record, str(address))
            words = plain(decision.words)
            entries.append(
                Entry(
                    lasting_id(published.record, str(address)),
                    f"{_body(published, meeting)}, {in_words(meeting.front.day)}: decision {decision.number}",
                    place or Place(meeting.document.path),
                    _midnight(meeting.front.day),
                    _updated(published, meeting),
                    words,
                    words,
                    (_body(published, meeting),),
                    (MEETING_STATUS[meeting.front.status],),
                )
            )
    return entries


def meetings(published: Published) -> list[Entry]:
    """Return the meetings: their agendas, their minutes, and that they were cancelled."""
    return [_meeting(published, meeting) for meeting in _recent(published, lambda _: True)]


def _recent(published: Published, wanted: Callable[[MeetingFile], bool]) -> list[MeetingFile]:
    """Return the meetings that changed last, as many as a feed can show: the text of others is not needed."""
    found = filter(wanted, published.record.meetings)
    return sorted(found, key=lambda meeting: _updated(published, meeting), reverse=True)[:LONGEST]


def _meeting(published: Published, meeting: MeetingFile) -> Entry:
    items = [f"{item.number}. {item.title}{' (exempt)' if item.exempt else ''}" for item in meeting.items]
    status, updated = MEETING_STATUS[meeting.front.status], _updated(published, meeting)
    return Entry(
        lasting_id(published.record, str(meeting.address)),
        f"{page_title(published.record, meeting)}: {status.casefold()}",
        Place(meeting.document.path),
        min(updated, _midnight(meeting.front.day)),
        updated,
        f"{status}. {meeting.front.description or ''}".rstrip(),
        "\n".join(plain(item) for item in items) or status,
        (_body(published, meeting),),
        (status,),
    )


FEEDS = (
    Feed("posts", "Posts", "blog/index.md", posts),
    Feed("decisions", "Decisions", "decisions/index.md", decisions),
    Feed("meetings", "Meetings", "meetings/index.md", meetings),
)
"""The one list of feeds."""


def _body(published: Published, meeting: MeetingFile) -> str:
    body = published.record.bodies.get(meeting.body)
    return body.name if body else meeting.body


def _updated(published: Published, meeting: MeetingFile) -> datetime:
    """Return when minutes last came to say something else: their approval, else the day of the meeting.

    An agenda has no such day; it is as old as its file, and never newer than the record.
    """
    front = meeting.front
    if front.status is MeetingStatus.APPROVED and front.approved_at:
        return _midnight(front.approved_at.day)
    if front.status.held:
        return _midnight(front.day)
    return min(published.changed(meeting.document.path), _midnight(published.record.today))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def latest(published: Published, feed: Feed) -> list[Entry]:
    """Return what a feed shows, the latest first."""
    entries = sorted(feed.entries(published), key=lambda e: (e.updated, e.published, e.title), reverse=True)
    return entries[:LONGEST]


def atom(published: Published, feed: Feed, site: str) -> bytes:
    """Return a feed as Atom. Where the site's address is not known, links are relative to its root."""
    entries, record = latest(published, feed), published.record
    document = root("feed", ATOM, {"xml:lang": "en-GB", "xml:base": published.base or "../"})
    add(document, "id", lasting_id(record, feed.path("xml")).urn)
    add(document, "title", f"{site}: {feed.title.casefold()}")
    add(document, "updated", _stamp(max((e.updated for e in entries), default=_midnight(record.today))))
    author = add(document, "author")
    add(author, "name", record.region.name)
    if published.base:
        add(
            document,
            "link",
            attributes={"rel": "self", "type": "application/atom+xml"} | _to(published, feed.path("xml")),
        )
    add(document, "link", attributes={"rel": "alternate", "type": "text/html"} | _to(published, feed.page))
    if record.region.licence:
        add(document, "rights", record.region.licence)
    for entry in entries:
        _atom_entry(published, add(document, "entry"), entry)
    return as_bytes(document)


def _atom_entry(published: Published, element: Any, entry: Entry) -> None:
    add(element, "id", entry.identifier.urn)
    add(element, "title", entry.title)
    add(element, "updated", _stamp(entry.updated))
    add(element, "published", _stamp(entry.published))
    add(element, "link", attributes={"rel": "alternate", "type": "text/html"} | _to(published, entry.place))
    for author in entry.authors:
        add(add(element, "author"), "name", author)
    for category in entry.categories:
        add(element, "category", attributes={"term": category})
    add(element, "summary", entry.summary)
    add(element, "content", entry.text, {"type": "text"})


def _to(published: Published, place: Place | str) -> dict[str, str]:
    return {"href": published.url(place)}


def _stamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 wants it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def json_feed(published: Published, feed: Feed, site: str) -> bytes:
    """Return a feed as JSON Feed. It wants whole addresses: without the site's own there are none."""
    based = bool(published.base)
    content: dict[str, Any] = {"version": JSON_FEED, "title": f"{site}: {feed.title.casefold()}"}
    if based:
        content |= {"home_page_url": published.url(feed.page), "feed_url": published.url(feed.path("json"))}
    content |= {"language": "en-GB", "authors": [{"name": published.record.region.name}]}
    content["items"] = [
        {
            "id": entry.identifier.urn,
            **({"url": published.url(entry.place)} if based else {}),
            "title": entry.title,
            "summary": entry.summary,
            "content_text": entry.text,
            "date_published": _stamp(entry.published),
            "date_modified": _stamp(entry.updated),
            "authors": [{"name": author} for author in entry.authors],
            "tags": list(entry.categories),
        }
        for entry in latest(published, feed)
    ]
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
