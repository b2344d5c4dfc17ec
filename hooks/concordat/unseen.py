"""Changes that no finding can see: then what was found before is found again, and nobody looks for it.

Most changes are of words. A page's gist (see `concordat.gist`) is kept with the digest of the content that
it is of. Where a few pages have changed, and each has the settings and the gist that it had, the findings
of the last run stand; those on lines of such a page, headings and details, move with their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from concordat.cache import Cache, Found
from concordat.findings import Location
from concordat.gist import gist_of, gist_of_body
from concordat.listing import LARGEST
from concordat.read.bodies import read_body
from concordat.read.front import digest_of_bytes, is_top, same_settings
from concordat.read.paths import kind_of

MOST = 100
"""How many files may have changed: what is kept of each, besides its gist, is of no more use."""

_KINDS = frozenset({"minutes", "event", "post", "page"})
_Row = list[Any]
"""What is kept of a page: the digest of its content, its gist's sum and lines, whether settings name it."""


def still_found(cache: Cache, day: str) -> Found | None:
    """Return what is found as on a day, where no finding can see what has changed; None where one may.

    It is kept for the next run, as if everything had been looked at.
    """
    if not 0 < len(cache.earlier) <= MOST:
        return None
    before = cache.found_before(day, cache.earlier)
    if before is None:
        return None
    kept = cache.gists(cache.earlier.keys() - before.gists.keys()) | before.gists
    rows: dict[str, _Row] = {}
    moves: dict[str, Callable[[Location], Location]] = {}
    for path, digest in cache.earlier.items():
        row = kept.get(path)
        now = _row_now(cache, path, row) if row and row[0] == digest else None
        if now is None:
            return None
        rows[path], moves[path] = now
    try:
        findings = sorted(
            replace(
                finding,
                location=_moved(finding.location, moves),
                related=tuple(_moved(place, moves) for place in finding.related),
            )
            for finding in before.findings
        )
    except _Unplaced:
        return None
    found = Found(findings, before.documents, before.gists | rows)
    cache.digests |= {path: row[0] for path, row in rows.items()}
    cache.keep_table()
    cache.keep_findings(day, found)
    return found


def rows_of(readings: Iterable[Any]) -> dict[str, _Row]:
    """Return what is kept of the pages among readings, by path; of those in which a reader found nothing."""
    made = ((each, gist_of(each.part)) for each in readings if each.part and not each.findings)
    return {each.path: [each.digest, *gist[0], gist[1]] for each, gist in made if gist}


class _Unplaced(Exception):
    """A finding of which nobody can say where it stands now."""


def _moved(place: Location, moves: Mapping[str, Callable[[Location], Location]]) -> Location:
    return moves[place.path](place) if place.path in moves else place


def _row_now(cache: Cache, path: str, row: _Row) -> tuple[_Row, Callable[[Location], Location]] | None:
    """Read a page that has changed; return its row and where places on it are now, None where it matters."""
    digest, sum_, lines, named = row
    kind, _ = kind_of(path)
    content = cache.content(path) if kind in _KINDS else None
    now = digest_of_bytes(content or b"")
    text = _plain_text(content) if content and same_settings(digest, now) else None
    if not content or text is None:
        return None
    body = read_body(path, text, minutes=kind == "minutes")
    if body.findings or not is_top(content, body.first_line - 1):
        return None
    gist = gist_of_body(body, named=named)
    if gist.sum != sum_:
        return None
    there = dict(zip(lines, gist.lines, strict=True))

    def moved(place: Location) -> Location:
        if place.line < body.first_line:
            return place
        if place.column != 1 or place.line not in there:
            raise _Unplaced
        return replace(place, line=there[place.line])

    return [now, *gist, named], moved


def _plain_text(content: bytes) -> str | None:
    """Return a file's text where nothing would be found about its form, else None."""
    if len(content) > LARGEST or b"\r" in content or b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
