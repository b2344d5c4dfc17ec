"""A post of the blog, an event of the calendar, one more council and one more body."""

from __future__ import annotations

import re
from datetime import date

from concordat.drafting.text import NewFile, NotStarted, page, schema_hint, slug
from concordat.edit import add_body, add_council
from concordat.findings import did_you_mean, listed
from concordat.model.fields import BODY_KEY, COUNCIL_CODE, COUNCIL_KEY
from concordat.model.registers import Register
from concordat.record import Record


def post(
    record: Record, title: str, day: date, authors: tuple[str, ...], categories: tuple[str, ...]
) -> NewFile:
    """Return a post that is left out of the site until its `draft` is taken away.

    Raises NotStarted for a title without letters, a file that is there, and an unknown author.
    """
    name = slug(title)
    if not name:
        raise NotStarted(f"'{title}' has no letters to name the file after; write the title in words")
    for author in authors:
        if author not in record.authors:
            near = did_you_mean(author, record.authors, f"they are {listed(record.authors) or 'none yet'}")
            raise NotStarted(f"there is no author '{author}' in blog/.authors.yml; {near}")
    path = f"blog/posts/{name}.md"
    values = (
        ("date", day),
        ("authors", authors),
        ("categories", categories),
        ("title", title),
        ("draft", True),
    )
    body = (
        f"# {title}\n\nSay in two sentences what this is about: they stand in the list of posts.\n\n"
        "<!-- more -->\n\nThen tell it.\n"
    )
    return NewFile(path, page(values, body, hint=schema_hint(path, "post", record.files)))


def event(record: Record, title: str, day: date, kind: str, place: str) -> NewFile:
    """Return an event of the calendar, named after its title, and after its year where that is needed.

    Raises NotStarted for a title without letters, and for an event that is there.
    """
    name = slug(title)
    if not name:
        raise NotStarted(f"'{title}' has no letters to name the file after; write the title in words")
    path = f"calendar/{name}.md"
    if path in record.files:
        path = f"calendar/{name}-{day.year}.md"
    values = (("title", title), ("date", day), ("place", place), ("kind", kind))
    body = "Say what people should know: who it is for, and how to take part."
    return NewFile(path, page(values, body, hint=schema_hint(path, "event", record.files)))


def council(
    record: Record, text: str, key: str, name: str, short_name: str, kind: str, code: str, first: date | None
) -> NewFile:
    """Return councils.yml, of which `text` is what stands there, with one more council at its end.

    Raises NotStarted for a key that is taken or has the wrong form, and for a wrong code.
    """
    if not re.fullmatch(COUNCIL_KEY, key):
        raise NotStarted(f"'{key}' is no council's key; write two to eight capitals, such as LDS")
    if key in record.councils:
        raise NotStarted(f"the key '{key}' is taken, by {record.council_short(key)}; choose another")
    if code and not re.fullmatch(COUNCIL_CODE, code):
        raise NotStarted(f"'{code}' is no code; write a letter and eight figures, such as E08000035")
    values: dict[str, object] = {"short_name": short_name or name, "names": [{"name": name}]}
    values |= {"codes": [{"code": code}]} if code else {}
    values |= {"type": kind} if kind else {}
    values |= {"from": first} if first else {}
    return NewFile("councils.yml", add_council(text, key, values), replaces=True)


def body(
    record: Record, text: str, key: str, name: str, office: str, councils: tuple[str, ...], quorum: int | None
) -> list[NewFile]:
    """Return the page of a body's meetings, and bodies.yml with the body; `text` is what stands there.

    Raises NotStarted for a key that is taken or has the wrong form, an unknown office and unknown councils.
    """
    if not re.fullmatch(BODY_KEY, key):
        raise NotStarted(f"'{key}' is no body's key; write two to twelve capitals, such as DCS")
    if key in record.bodies or key in record.agreements:
        raise NotStarted(f"the key '{key}' is taken; choose another")
    for each, known, what in (
        (office, record.offices, "office"),
        *((council, record.councils, "council") for council in councils),
    ):
        if each not in known:
            near = did_you_mean(each, known, f"councils.yml has {listed(known) or 'none'}")
            raise NotStarted(f"there is no {what} '{each}'; {near}")
    values: dict[str, object] = {"name": name, "office": office, "councils": councils}
    values |= {"quorum": quorum} if quorum else {}
    path = f"meetings/{key.lower()}/index.md"
    about = f"# {name}\n\nThe agendas and minutes of this body, newest first."
    front = (("title", name), ("register", str(Register.MEETINGS)))
    return [
        NewFile(path, page(front, about, hint=schema_hint(path, "page", record.files))),
        NewFile("bodies.yml", add_body(text, key, values), replaces=True),
    ]
