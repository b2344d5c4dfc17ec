"""The files of the search after some units say something else: those that change, and no others.

What the files hold is enough to tell which: a unit's old words stand in its shard of units.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from concordat.places import Place
from concordat.search.shards import UNITS, VOCABULARY, data_in, put, row_of, shown, term_files, terms_of
from concordat.search.units import Unit

_TEXT = 5  # what a row of a shard of units ends with
_BETWEEN = "]],[["  # the rows of a shard of terms

_Numbers = defaultdict[str, set[int]]  # of units, by term


def amended(
    files: Mapping[str, str], changed: Mapping[str, Sequence[Unit]], link: Callable[[Place], str]
) -> dict[str, str]:
    """Return the content of the files that change, by name; "" for one that is no more.

    `files` are all files as they are, by name. `changed` has all units of some pages, in their order (see
    `in_order`), by the page's address, to which `link` leads. Raises ValueError where anything but their
    text is other than it was, or where the files are damaged.
    """
    found: dict[str, str] = {}
    new, gone = _Numbers(set), _Numbers(set)
    for url, units in changed.items():
        rows = [*_rows_of(files, url)]
        for (number, row), unit in zip(rows, units, strict=True):
            now = shown(unit, link)
            if now[:_TEXT] != row[:_TEXT]:
                raise ValueError(f"'{row[1]}' is another unit than '{now[1]}'")
            (*_, said), (*_, before) = terms_of(unit), terms_of(replace(unit, text=row[_TEXT]))
            for term in said - before:
                new[term].add(number)
            for term in before - said:
                gone[term].add(number)
            name = f"units-{number // UNITS}"
            shard = json.loads(data_in(name, found.get(f"{name}.js") or files[f"{name}.js"]))
            shard[number % UNITS] = now
            found[f"{name}.js"] = put(name, shard)
    if new or gone:
        found |= _terms_amended(files, new, gone)
    return {name: content for name, content in found.items() if files.get(name) != content}


def _rows_of(files: Mapping[str, str], url: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the row of each unit that stands on a page."""
    said = json.dumps(url, ensure_ascii=False)[:-1]  # an anchor may follow
    for number in range(sum(name.startswith("units-") for name in files)):
        name = f"units-{number}"
        content = files[f"{name}.js"]
        if said in content:
            for at, row in enumerate(json.loads(data_in(name, content))):
                if row[_TEXT - 1].partition("#")[0] == url:
                    yield number * UNITS + at, row


def _terms_amended(files: Mapping[str, str], new: _Numbers, gone: _Numbers) -> dict[str, str]:
    """Return the shards of terms, and the vocabulary, once terms have new units, or have lost some."""
    described = json.loads(data_in(VOCABULARY, files[f"{VOCABULARY}.js"]))
    names = [f"terms-{number}" for number in range(len(described["shards"]))]
    rows = [row for name in names for row in data_in(name, files[f"{name}.js"])[3:-3].split(_BETWEEN)]
    of_terms = dict(zip(described["terms"].split(" "), rows, strict=True))
    for term in {*new, *gone}:
        posting = _numbers(of_terms.get(term, "],[],["))
        posting[-1] = sorted({*posting[-1], *new[term]} - gone[term])
        of_terms[term] = row_of(posting)[2:-2]
        if not any(posting):
            del of_terms[term]
    vocabulary = sorted(of_terms)
    starts, found = term_files(vocabulary, (f"[[{of_terms[term]}]]" for term in vocabulary))
    described |= {"terms": " ".join(vocabulary), "shards": starts}
    empty = {f"{name}.js": "" for name in names}
    return {**empty, **found, f"{VOCABULARY}.js": put(VOCABULARY, described)}


def _numbers(row: str) -> list[list[int]]:
    """Return the numbers of units in a row, whose outer brackets are left out."""
    return [[*accumulate(differences)] for differences in json.loads(f"[[{row}]]")]
