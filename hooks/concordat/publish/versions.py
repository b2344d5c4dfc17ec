"""`versions.json` at the root of the published branch, as mike keeps it and the theme reads it.

mike's own class reads and writes it, so that mike's commands work on the branch as well. What is ours
stands under `properties`: the commit, the day, the place in the order of publishing, and of a version
that was withdrawn the day and the reason; the theme's selector leaves out what is `hidden`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from concordat.publish.refusal import Refusal

NAME = "versions.json"


@dataclass(frozen=True, slots=True)
class Version:
    """One version as `versions.json` knows it. One that mike published has no commit, day or order."""

    name: str
    aliases: tuple[str, ...] = ()
    published: str = ""
    commit: str = ""
    order: int = 0
    withdrawn: str = ""
    reason: str = ""

    def properties(self) -> dict[str, Any]:
        """Return what stands under `properties`."""
        about: dict[str, Any] = {"published": self.published, "commit": self.commit, "order": self.order}
        if self.withdrawn:
            about |= {"withdrawn": self.withdrawn, "reason": self.reason, "hidden": True}
        return about


class Versions:
    """All versions of a branch. Raises Refusal where mike is missing or the file cannot be read."""

    def __init__(self, content: bytes | None) -> None:
        try:
            mike: Any = import_module("mike.versions")
        except ModuleNotFoundError as fault:
            raise Refusal(
                "publishing needs mike, which is not installed here; 'make setup-publish' gets it"
            ) from fault
        try:
            self._all = mike.Versions.loads(content) if content else mike.Versions()
        except (ValueError, KeyError, TypeError) as fault:
            raise Refusal(
                f"the branch's {NAME} cannot be read; correct it, or name another branch"
            ) from fault

    def all(self) -> list[Version]:
        """Return the versions, the newest first, in the order of the selector."""
        return [_version(each) for each in self._all]

    def find(self, name: str) -> Version | None:
        """Return the version of that name or alias."""
        key = self._all.find(name)
        return _version(self._all[key[0]]) if key else None

    def latest(self) -> Version | None:
        """Return the version that was published last and is not withdrawn."""
        standing = [each for each in self.all() if not each.withdrawn]
        return max(standing, key=lambda each: each.order, default=None)

    def next_order(self) -> int:
        """Return the place of the next version in the order of publishing."""
        return max((each.order for each in self.all()), default=0) + 1

    def put(self, version: Version) -> None:
        """Add a version, or give it what has changed; its aliases are taken from others."""
        info = self._all.add(version.name, None, list(version.aliases), True)
        info.properties = {**(info.properties or {}), **version.properties()}
        if not version.withdrawn:
            info.properties = {
                k: v for k, v in info.properties.items() if k not in ("withdrawn", "reason", "hidden")
            }

    def drop_aliases(self, name: str) -> None:
        """Take a version's aliases from it."""
        self._all[name].aliases.clear()

    def as_text(self) -> str:
        """Return the file's text; mike leaves the order of aliases to chance."""
        rows = [{**each, "aliases": sorted(each["aliases"])} for each in self._all.to_json()]
        return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"

    def aliases(self) -> Sequence[str]:
        """Return all aliases."""
        return [alias for each in self.all() for alias in each.aliases]

    def names(self) -> Sequence[str]:
        """Return the names of all versions and aliases."""
        return [name for each in self.all() for name in (each.name, *each.aliases)]


def _version(info: Any) -> Version:
    about = info.properties or {}
    return Version(
        str(info.version),
        tuple(sorted(info.aliases)),
        about.get("published", ""),
        about.get("commit", ""),
        about.get("order", 0),
        about.get("withdrawn", ""),
        about.get("reason", ""),
    )
