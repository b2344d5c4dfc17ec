"""The project's own site, built with the real MkDocs: complete, sound, and asking no other host.

What holds for every page is shown here, on two sites: no dead link, no id that stands twice, no
request elsewhere, no word lost. `test_small_site` shows what single parts of a page look like.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from concordat.index import Edition
from concordat.ledger import post_address
from concordat.model.records import EditionFile, MeetingFile, PageFile, PostFile
from concordat.record import Record
from concordat.review.rules import ALL_RULES
from concordat.seal import canonical_lines
from tests.building import DOCS, Built
from tests.html import Node

NOT_OWN = ("agreed", "time", "backlinks", "headerlink", "clause-number", "clause")
LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CSS_LOADS = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^\s\"')]*", re.IGNORECASE)


@pytest.fixture(scope="module", params=["project_site", "small_site"])
def site(request: pytest.FixtureRequest) -> Built:
    built = request.getfixturevalue(request.param)
    assert isinstance(built, Built)
    return built


def test_a_strict_build_passes_without_a_warning(site: Built) -> None:
    loud = [line for line in site.log.splitlines() if re.match(r"WARNING|ERROR|CRITICAL|Traceback", line)]
    assert (site.code, loud) == (0, [])


def test_every_internal_link_leads_to_a_page_and_an_anchor(site: Built) -> None:
    ids = {name: {node.attrs.get("id") for node in site.page(name).walk()} for name in site.names()}
    dead = []
    for name in site.names():
        for node in site.page(name).walk():
            url = node.attrs.get("href", node.attrs.get("src", ""))
            parts = urlsplit(urljoin(f"/{name}", url))
            if not url or urlsplit(url).scheme or url.startswith("//") or node.tag in ("base", "use"):
                continue
            path = unquote(parts.path).lstrip("/")
            path = posixpath.join(path, "index.html") if not path or path.endswith("/") else path
            anchor = unquote(parts.fragment)
            if not (site.site / path).is_file() or (anchor and anchor not in ids.get(path, ())):
                dead.append(f"{name}: {url}")
    assert dead == []


def test_no_id_stands_twice_on_a_page(site: Built) -> None:
    twice = []
    for name in site.names():
        ids = Counter(node.attrs["id"] for node in site.page(name).walk() if "id" in node.attrs)
        twice += [f"{name}: {key}" for key, count in ids.items() if count > 1]
    assert twice == []


def test_no_page_or_style_sheet_asks_another_host(site: Built) -> None:
    asked = []
    for name in site.names():
        for node in site.page(name).walk():
            values = [node.attrs.get(key, "") for key in LOADS.get(node.tag, ())]
            asked += [f"{name}: <{node.tag}> {value}" for value in values if ELSEWHERE.match(value)]
    styled = [*site.site.rglob("*.css"), *site.site.rglob("*.html"), *site.site.rglob("*.svg")]
    for path in styled:
        asked += [f"{path.name}: {load}" for load in CSS_LOADS.findall(path.read_text(encoding="utf-8"))]
    assert asked == []


def test_the_blog_gives_posts_the_addresses_that_the_record_knows(
    project_record: Record, project_site: Built
) -> None:
    posts = {post_address(post): post for post in project_record.posts}
    assert posts
    assert {url: project_site.page(url).one("h1").text().strip("¶ ") for url in posts} == {
        url: post.title for url, post in posts.items()
    }


@pytest.mark.parametrize(("name", "marked"), [("project_site", True), ("small_site", False)])
def test_a_demonstration_says_so_on_every_page(
    name: str, marked: bool, request: pytest.FixtureRequest
) -> None:
    """Also on those that no Markdown file stands behind: the blog's archives, 404."""
    built: Built = request.getfixturevalue(name)
    banners = {
        page: [b.text()[:14] for b in built.page(page).all("p", "demonstration")] for page in built.names()
    }
    assert {"404.html", "blog/index.html", "index.html"} < set(banners)
    assert [page for page in banners if page.startswith("blog/archive/")]
    assert banners == dict.fromkeys(banners, ["Demonstration."] if marked else [])
    empty = [page for page in built.names() if not marked and built.page(page).all(cls="md-banner")]
    assert empty == []


def _url(path: str) -> str:
    return path.removesuffix("index.md") if path.endswith("index.md") else f"{path.removesuffix('.md')}/"


def _number(clause: Node) -> str:
    """The anchor of a clause: its heading bears it, or the clause itself."""
    first = next(child for child in clause.children if isinstance(child, Node))
    return first.attrs["id"] if first.tag in ("h2", "h3") else clause.attrs["id"]


def _clauses(page: Node) -> dict[str, str]:
    """The words of each clause, by its anchor."""
    return {_number(clause): clause.text(without=NOT_OWN) for clause in page.all("div", "clause")}


def test_every_clause_has_its_anchor_and_shows_the_sealed_words(
    project_record: Record, project_site: Built
) -> None:
    editions = list(project_record.editions())
    assert [edition.address for edition in editions] == ["SLI/1", "SLI/2"]
    for edition in editions:
        shown = _clauses(project_site.article(_url(edition.path)))
        assert list(shown.items()) == [line for line in canonical_lines(edition.file.text) if line[0]]


def test_the_agreement_shows_the_text_in_force(project_record: Record, project_site: Built) -> None:
    edition = project_record.in_force("SLI", project_record.today)
    assert edition
    assert edition.address == "SLI/1"
    assert _clauses(project_site.article("agreements/sli/")) == _clauses(
        project_site.article("agreements/sli/1/")
    )


@pytest.mark.parametrize("name", ["1", "2"])
def test_every_clause_has_an_anchor_under_its_lasting_key(
    name: str, project_record: Record, project_site: Built
) -> None:
    edition = project_record.edition("SLI", name)
    assert edition
    keys = project_record.agreements["SLI"].keys(name)
    page = project_site.article(_url(edition.path))
    shown = {}
    for clause in edition.clauses:
        bearer = page.one(id=keys[clause.key])
        around = next(node for node in [bearer, *bearer.above()] if "clause" in node.classes)
        shown[clause.number] = _number(around)
    assert shown == {clause.number: clause.number for clause in edition.clauses}


def _plain_links(page: Node) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for link in page.all("a"):
        around = [cls for node in [link, *link.above()] for cls in node.classes]
        clause = next((node for node in link.above() if "clause" in node.classes), None)
        if clause is not None and not {"agreed", "time", "clause-number", "headerlink", "backlinks"} & set(
            around
        ):
            found[_number(clause), link.text(), link.attrs["href"]] += 1
    return found


@pytest.mark.parametrize("name", ["1", "2"])
def test_plain_mentions_in_an_edition_are_links(
    name: str, project_record: Record, project_site: Built
) -> None:
    edition = project_record.edition("SLI", name)
    assert isinstance(edition, Edition)
    expected = Counter(
        (ref.source.split(" ")[1], ref.text, f"#{ref.target.split(' ')[1]}")
        for ref in project_record.made_in(edition.path)
    )
    assert len(expected) > 10
    assert _plain_links(project_site.article(_url(edition.path))) == expected


_NOT_SHOWN = re.compile(
    r"<!--(?:.|\n)*?-->"
    r"|^>\ [A-Z]\w+:\ .*$"  # details of an entry, which have a form of their own
    r"|!\[[^\]]*\]\([^)]*\)"  # pictures, whose texts are for those who cannot see them
    r"|(?<=\])(?:\([^)]*\)|\[[^\]]*\])"  # where links lead
    r"|^\ *`{3,}\w*(?:\ title=)?|^\ *\d+\.(?=\ )",  # the language of a code block, the numbers of a list
    re.MULTILINE | re.VERBOSE,
)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _slug(post: PostFile) -> str:
    return post.front.slug or re.sub(r"[^a-z0-9]+", "-", post.title.lower()).strip("-")


def test_no_word_of_a_page_is_lost(project_record: Record, project_site: Built) -> None:
    """Frames move the words of minutes and editions about; they may add some, and lose none."""
    lost = {}
    for part in project_record.parts:
        path = part.document.path
        if not isinstance(part, EditionFile | MeetingFile | PageFile | PostFile) or path == "blog/index.md":
            continue
        source = (DOCS / path).read_text(encoding="utf-8").partition("\n---\n")[2]
        source = _NOT_SHOWN.sub("", source)
        url = f"blog/{_slug(part)}/" if isinstance(part, PostFile) else _url(path)
        missing = _words(unescape(source)) - _words(project_site.article(url).text())
        if missing:
            lost[path] = missing
    assert lost == {}


def test_every_decision_and_action_is_set_apart(project_record: Record, project_site: Built) -> None:
    for meeting in project_record.meetings:
        page = project_site.article(_url(meeting.document.path))
        expected = [(e.number, "decision" if e.number[0] == "D" else "action") for e in meeting.entries]
        shown = [
            (node.attrs["id"], node.classes[1].removeprefix("entry-"))
            for node in page.all("section", "entry")
            if "id" in node.attrs
        ]
        assert shown == expected
        for number, kind in expected:
            entry = page.one("section", id=number)
            assert {node.tag for node in entry.above()} <= {"article", "div", "main", "body", "html", ""}
            assert entry.one("p", "entry-label").text() == f"{kind.capitalize()} {number}"


def test_the_register_of_checks_leads_to_every_help_page(project_site: Built) -> None:
    rows = project_site.article("help/checks/").one("tbody").all("tr")
    shown = [(row.one("th").links(), *(cell.text() for cell in row.all("td"))) for row in rows]
    assert shown == [([(rule.id, f"{rule.id}/")], str(rule.severity), rule.summary) for rule in ALL_RULES]


def test_the_signatures_of_fifteen_councils_stand_under_the_edition(project_site: Built) -> None:
    table = project_site.article("agreements/sli/1/").one("div", "register").one("table")
    assert table.one("caption").text() == "Signatures of edition 1: 30 of 30"
    columns = ["Council", "Director of children's services", "Lead member for children's services"]
    assert [cell.text() for cell in table.one("thead").all("th")] == columns
    rows = table.one("tbody").all("tr")
    assert len({row.one("th").text() for row in rows}) == len(rows) == 15
    dates = [cell.text() for row in rows for cell in row.all("td")]
    assert [date for date in dates if not re.match(r"\d{1,2} (?:February|March) 2015\b", date)] == []
    assert len(dates) == 30
