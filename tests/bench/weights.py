"""Weighs what readers load of a site, and prints it as JSON.

    python -m tests.bench.weights SITE

SITE is the folder of a built site. Of each kind of page the heaviest is named: a kind is the folder at
the top, and whether it is a register's page, one of a year or its parts, or the page of one thing. What
a first visit loads is weighed as hosts send it, compressed: the page, and the style sheets and scripts
that it names.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

_NAMED = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
_PART = re.compile(r"\d{4}(/|$)")
CLAUSES = "agreements/sli/index.html"


def pages(site: Path) -> dict[str, dict[str, Any]]:
    """Return of each kind of page how many there are, and the heaviest with its bytes."""
    kinds: dict[str, dict[str, Any]] = {}
    for path in sorted(site.rglob("*.html")):
        name, size = path.relative_to(site).as_posix(), path.stat().st_size
        kind = kinds.setdefault(_kind(name), {"pages": 0, "bytes": -1, "heaviest": ""})
        kind["pages"] += 1
        if size > kind["bytes"]:
            kind.update(bytes=size, heaviest=name)
    return kinds


def _kind(name: str) -> str:
    top, _, rest = name.removesuffix("/index.html").partition("/")
    if name.count("/") < 2:
        return f"{top}/" if "/" in name else "the root's"
    return f"{top}/ a part" if _PART.match(rest) else f"{top}/ one of many"


def first_visit(site: Path, name: str) -> int:
    """Return the bytes, compressed, of a page with the style sheets and scripts that it names."""
    page = site / name
    addresses = (each.partition("?")[0] for each in _NAMED.findall(page.read_text(encoding="utf-8")))
    named = {site / each[1:] if each.startswith("/") else page.parent / each for each in addresses}
    return sum(len(gzip.compress(each.read_bytes(), 6)) for each in (page, *named))


def main(site: Path) -> None:
    """Weigh, and print the numbers."""
    weighed = pages(site)
    visits = {kind["heaviest"]: first_visit(site, kind["heaviest"]) for kind in weighed.values()}
    clauses = {
        "html": len(gzip.compress((site / CLAUSES).read_bytes(), 6)),
        "everything": first_visit(site, CLAUSES),
    }
    json.dump({"kinds": weighed, "visits": visits, "clauses": clauses}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
