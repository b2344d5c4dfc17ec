"""The record of another region, before anything is in it: its settings, and those of its site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from string import Template

from concordat.drafting.text import NewFile, NotStarted, schema_hint, settings, slug
from concordat.model.fields import OFFICE_KEY

_NAME = re.compile(r"[\w .,'’&()–-]{2,80}")
_PAGE = re.compile(r"^ +- (?:[^:\n]+: )?(?P<path>[\w/.-]+\.md)$")


def named(name: str) -> str:
    """Return a region's name, tidied. Raises NotStarted for one that pages and file names cannot bear."""
    tidy = " ".join(name.split())
    if not _NAME.fullmatch(tidy) or not slug(tidy):
        raise NotStarted(f"'{name}' cannot name a region; write letters, figures and spaces, at most 80")
    return tidy


def offices_of(given: Iterable[str]) -> dict[str, str]:
    """Return offices by key, each given as `key=Title`. Raises NotStarted for any other form."""
    offices = {}
    for each in given:
        key, _, title = each.partition("=")
        if not re.fullmatch(OFFICE_KEY, key) or not title.strip():
            raise NotStarted(f"'{each}' is no office; write its key and its title, as leader=\"Leader\"")
        if key in offices:
            raise NotStarted(f"the office '{key}' is given twice; give each key once")
        offices[key] = title.strip()
    return offices


def registers(name: str, offices: dict[str, str], files: Collection[str]) -> list[NewFile]:
    """Return what holds for the whole record: the region, its offices without any council, no body yet.

    `files` are the paths that the record will have, below its folder.
    """
    hints = {form: schema_hint(f"{form}.yml", form, files) for form in ("region", "councils", "bodies")}
    about = settings((("name", name), ("identity", slug(name))))
    posts = "".join(f"  {line}\n" for line in settings(offices.items()).splitlines())
    bodies = "# The groups that meet. 'concordat new body' adds one.\n"
    return [
        NewFile("region.yml", f"{hints['region']}{about}"),
        NewFile("councils.yml", f"{hints['councils']}offices:\n{posts}\ncouncils: {{}}\n"),
        NewFile("bodies.yml", f"{hints['bodies']}{bodies}"),
    ]


def filled_in(text: str, name: str) -> str:
    """Return one of the pages that every region begins with, `$region` filled in."""
    return Template(text).substitute(region=name)


def site_settings(text: str, name: str, files: Collection[str]) -> str:
    """Return another record's `mkdocs.yml` for a region: its name, and of the navigation what is there."""
    lines = []
    for line in text.splitlines():
        page = _PAGE.match(line)
        if page and page["path"] not in files:
            continue
        if line.startswith("site_name:"):
            line = settings((("site_name", f"Regional agreements, {name}"),)).rstrip()
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)
