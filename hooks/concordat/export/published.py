"""What files for other programs have to know of the site: addresses, and names that last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from concordat.places import Place
from concordat.record import Record


@dataclass(frozen=True, slots=True)
class Published:
    """A record on its site: where each page stands, and when its file was last changed.

    `base` is the address of the site's root, ending in `/`; "" where the site does not know it. Then
    addresses are relative to the root. Paths that are no page's are those of other files.
    """

    record: Record
    base: str
    urls: Mapping[str, str]
    changes: Mapping[str, datetime]

    def url(self, place: Place | str) -> str:
        """Return the address of a place, or of a file below the site's root."""
        path, anchor = (place, "") if isinstance(place, str) else (place.path, place.anchor)
        address = self.base + self.urls.get(path, path)
        return f"{address}#{quote(anchor, safe='()')}" if anchor else address

    def changed(self, path: str) -> datetime:
        """Return when a file was last changed, in UTC; where nobody knows, the day of the record.

        A file's day in git, never the clock: the same commit gives the same bytes on any day.
        """
        return self.changes.get(path) or datetime.combine(self.record.today, time(), UTC)


def lasting_id(record: Record, name: str) -> UUID:
    """Return the identifier of something by its name in the record, such as `DCS 2016-10-07 D2`.

    It is a version 5 UUID (RFC 9562) of the region's identity and the name. It does not change when
    the site moves, so nothing comes up twice in people's calendars and readers.
    """
    region = record.region
    return uuid5(NAMESPACE_URL, f"concordat:{region.identity or region.name}/{name}")
