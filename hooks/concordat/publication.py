"""What a build knows of the version that it is for. `concordat publish` says it in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_VERSION, _DAY = "CONCORDAT_VERSION", "CONCORDAT_DAY"
_CURRENT, _KNOWN = "CONCORDAT_CURRENT", "CONCORDAT_CURRENT_ADDRESSES"


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of the site.

    `day` is the day of its commit, so that the same commit always gives the same pages. `current` is
    the alias under which the current record stands, "" where there is none. `known` is the path of that
    record's `addresses.json`, `beside` its version; "" where this version is to be the current one itself.
    """

    version: str
    day: date
    current: str = ""
    known: str = ""
    beside: str = ""

    def as_environment(self) -> dict[str, str]:
        """Return the variables from which a build reads it."""
        return {
            _VERSION: self.version,
            _DAY: self.day.isoformat(),
            _CURRENT: self.current,
            _KNOWN: self.known,
        }


def publication(environment: Mapping[str, str]) -> Publication | None:
    """Return what the environment says of the version that is built; None for any other build."""
    version = environment.get(_VERSION)
    if not version:
        return None
    day = date.fromisoformat(environment[_DAY])
    return Publication(version, day, environment.get(_CURRENT, ""), environment.get(_KNOWN, ""))
