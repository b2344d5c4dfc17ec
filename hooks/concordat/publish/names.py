"""The names of versions and aliases: a folder each at the root of the published branch."""

from __future__ import annotations

import re
from collections.abc import Iterable

from concordat.publish.refusal import Refusal

_NAME = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,48}[0-9A-Za-z])?")


def look_at_name(name: str, kind: str = "version") -> None:
    """Refuse a name that is not sane as a folder and in a web address."""
    if not _NAME.fullmatch(name) or ".." in name or name.lower().endswith((".html", ".json", ".lock")):
        raise Refusal(
            f"'{name}' is no name for {_a(kind)}; take letters, figures, dots and hyphens, such as 2017-04"
        )


def look_at_names(
    version: str, aliases: Iterable[str], taken: Iterable[str], taken_aliases: Iterable[str]
) -> None:
    """Refuse names that are not sane, that mean something else already, or differ only in capitals.

    `taken` are the versions and aliases that there are.
    """
    look_at_name(version)
    if version in taken_aliases:
        raise Refusal(f"'{version}' is an alias already; a version needs a name of its own, such as 2017-04")
    for alias in aliases:
        look_at_name(alias, "alias")
        if alias.casefold() == version.casefold():
            raise Refusal(f"'{alias}' cannot be a version and its own alias; choose another alias")
        if alias in taken and alias not in taken_aliases:
            raise Refusal(f"'{alias}' is a version; choose another alias, such as current")
    for name in (version, *aliases):
        alike = [each for each in taken if each != name and each.casefold() == name.casefold()]
        if alike:
            raise Refusal(f"'{name}' differs from '{alike[0]}' only in capitals; choose another name")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def current_alias(given: Iterable[str], known: Iterable[str]) -> str:
    """Return the alias under which the current record stands: `current`, else the first that there is."""
    both = [*given, *sorted(known)]
    return "current" if "current" in both else next(iter(both), "")
