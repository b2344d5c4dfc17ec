"""Rules about every page: links, addresses, authors."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import unquote

from concordat.findings import Finding, Location, checked_by, did_you_mean, error, nearest
from concordat.record import Record


@checked_by(error("address-duplicate", "Two files that claim one address"))
def address_duplicate(record: Record) -> Iterator[Finding]:
    """Find two files of one meeting or agreement, and a body called like an agreement."""
    for duplicate in record.duplicates:
        yield address_duplicate.at(
            Location(duplicate.second),
            f"the address '{duplicate.address}' is already that of {duplicate.first}",
            "correct the date or the short name of one of the two, or delete it",
            subject=duplicate.address,
            related=[Location(duplicate.first)],
        )


def _links(record: Record) -> Iterator[tuple[Location, str, str]]:
    """Return place, target as written, and target's path, of each link to a file of the record."""
    for part in record.parts:
        for link in part.document.links:
            folder = posixpath.dirname(part.document.path)
            path = unquote(link.target.split("#")[0].split("?")[0])
            if path:
                place = Location(part.document.path, link.line, link.column)
                yield place, link.target, posixpath.normpath(posixpath.join(folder, path))


@checked_by(error("link-outside", "A link that leads out of the record's folder"))
def link_outside(record: Record) -> Iterator[Finding]:
    """Find links whose `../` climb out of the record."""
    for place, target, path in _links(record):
        if path == ".." or path.startswith("../"):
            yield link_outside.at(
                place,
                f"the link '{target}' leads out of the record's folder",
                "link to a page of the record, or write the whole web address",
            )


@checked_by(error("link-broken", "A link to a file that is not there"))
def link_broken(record: Record) -> Iterator[Finding]:
    """Find links to files that the record's folder does not have."""
    for place, target, path in _links(record):
        outside = path == ".." or path.startswith("../")
        if outside or path in record.files or path in _folders(record.files) or path == ".":
            continue
        near = _nearest_file(path, record.files)
        hint = "correct the link, or add the file"
        if target.startswith("www."):
            hint = f"write the whole web address: 'https://{target}'"
        elif "\\" in target:
            hint = "write '/' in place of each '\\'"
        elif near and nearest(_stem(path), [_stem(near)]):
            hint = f"did you mean '{posixpath.relpath(near, posixpath.dirname(place.path))}'?"
        yield link_broken.at(place, f"the link '{target}' leads to '{path}', which is not there", hint)


@lru_cache(maxsize=4)
def _folders(files: frozenset[str]) -> frozenset[str]:
    return frozenset(map(posixpath.dirname, files))


@lru_cache(maxsize=64)  # a review asks the same of several states
def _nearest_file(path: str, files: frozenset[str]) -> str:
    """Return the file whose path is the likest, of those whose names are like that of a path, or ""."""
    names = {posixpath.basename(file).casefold() for file in files}
    close = set(get_close_matches(posixpath.basename(path).casefold(), names, n=len(names) or 1))
    return nearest(path, (file for file in sorted(files) if posixpath.basename(file).casefold() in close))


@checked_by(error("author-unknown", "A post by an author that .authors.yml does not have"))
def author_unknown(record: Record) -> Iterator[Finding]:
    """Find authors of posts that blog/.authors.yml does not know: the blog cannot be built with them."""
    for post in record.posts:
        for author in post.front.authors:
            if author not in record.authors:
                yield author_unknown.at(
                    post.document.at("authors"),
                    f"there is no author '{author}'",
                    did_you_mean(author, record.authors, "add the office to blog/.authors.yml"),
                )


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
