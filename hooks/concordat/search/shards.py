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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from concordat.places import Place
from concordat.search.terms import terms
from concordat.search.units import Unit

SHARD = 40_000
"""Characters of a shard of terms, save where a single term has more; compressed, about a third."""
UNITS = 50
"""How many units stand in one shard of units."""
VOCABULARY = "vocabulary"


_Posting = tuple[list[int], list[int], list[int]]


def shards(units: Sequence[Unit], link: Callable[[Place], str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file: all at once, those of a large site fill the memory.

    `link` gives a place's address from the site's root.
    """
    for number, first in enumerate(range(0, len(units), UNITS)):
        name = f"units-{number}"
        yield f"{name}.js", put(name, [shown(unit, link) for unit in units[first : first + UNITS]])
    postings = _postings(units)
    vocabulary = sorted(postings)
    starts, files = term_files(vocabulary, (row_of(postings[term]) for term in vocabulary))
    yield from files.items()
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
    yield f"{VOCABULARY}.js", put(VOCABULARY, described)


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    """Return the terms of a text that many units share."""
    return frozenset(terms(text))


def terms_of(unit: Unit) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the terms of a unit's own number or title, of its names, and of its words, each term once."""
    own = _terms(unit.own)
    names = _terms(unit.names) - own
    said = _terms(unit.detail) | _terms(unit.status) | frozenset(terms(unit.text))
    return own, names, said - own - names


def _postings(units: Sequence[Unit]) -> dict[str, _Posting]:
    postings: dict[str, _Posting] = {}
    for number, unit in enumerate(units):
        for at, found in enumerate(terms_of(unit)):
            for term in found:
                posting = postings.get(term)
                if posting is None:
                    posting = postings[term] = ([], [], [])
                posting[at].append(number)
    return postings


def row_of(posting: Sequence[Sequence[int]]) -> str:
    """Return the row of a term: of its units, as rising numbers, the differences."""
    return _json([_differences(numbers) for numbers in posting])


def term_files(vocabulary: Sequence[str], of_terms: Iterable[str]) -> tuple[list[int], dict[str, str]]:
    """Return the index of each shard's first term, and the shards by their names, given the terms' rows."""
    starts: list[int] = []
    files: dict[str, str] = {}
    rows: list[str] = []
    size = first = 0
    for at, row in enumerate(of_terms):
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


def _differences(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def shown(unit: Unit, link: Callable[[Place], str]) -> list[str]:
    """Return what a result shows: kind, title, detail, status, address, words."""
    return [unit.kind, unit.title, unit.detail, unit.status, link(unit.place), unit.text]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def put(name: str, data: Any) -> str:
    """Return the content of a file that gives the search some data."""
    return _file(name, _json(data))


def _file(name: str, data: str) -> str:
    return f"concordatSearch.put({_json(name)},{data});\n"


def data_in(name: str, content: str) -> str:
    """Return the data in a file's content, as JSON. Raises ValueError where the file is none of these."""
    begin, end = _file(name, "\n").split("\n", 1)
    if not (content.startswith(begin) and content.endswith(end)):
        raise ValueError(f"'{name}' is no file of the search")
    return content[len(begin) : -len(end)]
