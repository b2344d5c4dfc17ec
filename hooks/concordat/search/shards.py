"""The files that a browser loads to search: a vocabulary, and shards of which a question needs few.

Each file is one call, `concordatSearch.put(name, data)`, so that it also loads where a site is opened
from a folder, without a server. The vocabulary names every term in order and the first term of each
shard. A shard of terms has, for each of its terms, the units whose own number or title it is, those
that are called so and those that say so, as differences between rising numbers. A shard of units has
what a result shows. Units are numbered in the order in which they stand where nothing else decides,
those that hold first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from concordat.places import Place
from concordat.search.terms import terms
from concordat.search.units import Unit

SHARD = 40_000
"""Characters of a shard of terms, save where a single term has more; compressed, about a third."""
UNITS = 50
"""How many units stand in one shard of units."""


_Posting = tuple[list[int], list[int], list[int]]


def shards(units: Sequence[Unit], link: Callable[[Place], str]) -> dict[str, str]:
    """Return the content of each file by its name. `link` gives a place's address from the site's root."""
    postings = _postings(units)
    vocabulary = sorted(postings)
    starts, files = _term_shards(vocabulary, postings)
    for number, first in enumerate(range(0, len(units), UNITS)):
        rows = [_shown(unit, link) for unit in units[first : first + UNITS]]
        files[f"units-{number}.js"] = _file(f"units-{number}", _json(rows))
    described = {
        "terms": " ".join(vocabulary),
        "shards": starts,
        "units": len(units),
        "pages": [
            sum(unit.current and unit.kind != "Page" for unit in units),
            sum(unit.current for unit in units),
        ],
        "each": UNITS,
    }
    files["vocabulary.js"] = _file("vocabulary", _json(described))
    return files


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    """Return the terms of a text that many units share."""
    return frozenset(terms(text))


def _postings(units: Sequence[Unit]) -> dict[str, _Posting]:
    postings: dict[str, _Posting] = {}
    for number, unit in enumerate(units):
        seen: set[str] = set()
        said = _terms(unit.detail) | _terms(unit.status) | set(terms(unit.text))
        for at, found in enumerate((_terms(unit.own), _terms(unit.names), said)):
            found = found - seen
            seen |= found
            for term in found:
                posting = postings.get(term)
                if posting is None:
                    posting = postings[term] = ([], [], [])
                posting[at].append(number)
    return postings


def _term_shards(
    vocabulary: Sequence[str], postings: dict[str, _Posting]
) -> tuple[list[int], dict[str, str]]:
    starts: list[int] = []
    files: dict[str, str] = {}
    rows: list[str] = []
    size = first = 0
    for at, term in enumerate(vocabulary):
        row = _json([_differences(numbers) for numbers in postings[term]])
        if rows and size + len(row) > SHARD:
            files[f"terms-{len(starts)}.js"] = _file(f"terms-{len(starts)}", f"[{','.join(rows)}]")
            starts.append(first)
            rows, size, first = [], 0, at
        rows.append(row)
        size += len(row)
    if rows:
        files[f"terms-{len(starts)}.js"] = _file(f"terms-{len(starts)}", f"[{','.join(rows)}]")
        starts.append(first)
    return starts, files


def _differences(numbers: list[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _shown(unit: Unit, link: Callable[[Place], str]) -> list[str]:
    return [unit.kind, unit.title, unit.detail, unit.status, link(unit.place), unit.text]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _file(name: str, data: str) -> str:
    return f"concordatSearch.put({_json(name)},{data});\n"
