"""`addresses.json`: every public address of a built site, and what stands there.

    {"format": 1,
     "pages": {"agreements/sli/": {"names": "SLI", "agreement": "SLI", "edition": "1",
                                   "anchors": {"4.2": "SLI 4.2", "host-scopes-theme": "SLI …"}}},
     "files": ["calendar.ics"],
     "forwards": {"agreements/sli/#4.9": "agreements/sli/#4.8"},
     "gone": {"meetings/dcs/2016-11-04/": "The meeting was entered twice; see 3 November 2016."},
     "clauses": {"SLI": {"1": {"host-scopes-theme": ["4.2(a)"]}}}}

Addresses are relative to the site's root. The numbers of what `moves`, a draft or an agenda, are no
promise, nor is the calendar file of one event, which is there until the event is past. `clauses` gives
the numbers of each lasting key in each edition.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from concordat.files import write_text
from concordat.ledger import Moved, Page, clause_numbers, pages, split, url_of
from concordat.record import Record
from concordat.views.calendar import CALENDAR_FILE

NAME = "addresses.json"
_FURNITURE = ("assets/", "search/", "pagefind/")
_NO_ADDRESS = {"404.html", NAME, "manifest.json", "sitemap.xml", "sitemap.xml.gz"}


def collect(record: Record, moved: Moved, urls: dict[str, str], site: Path) -> dict[str, Any]:
    """Return the addresses of a built site: of its files on disk, named as the record names them.

    `urls` are the addresses of pages by path; pages that a plugin made are found on disk.
    """
    named = {urls.get(path, url_of(path)).removeprefix("./"): page for path, page in pages(record).items()}
    built = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    public = [path for path in built if _is_promised(path)]
    shown = {_address(path) for path in public if path.endswith(".html")}
    shown -= {form for old in (*moved.forwards, *moved.gone) for form in (old, f"{old}/")}
    return {
        "format": 1,
        "pages": {url: _page(named.get(url)) for url in sorted(shown)},
        "files": [path for path in public if not path.endswith(".html")],
        "forwards": dict(sorted(moved.forwards.items())),
        "gone": dict(sorted(moved.gone.items())),
        "clauses": {
            name: {edition.name: clause_numbers(agreement, edition.name) for edition in agreement.editions}
            for name, agreement in record.agreements.items()
        },
    }


def _is_promised(path: str) -> bool:
    if path in _NO_ADDRESS or path.startswith((".", *_FURNITURE)):
        return False
    return path == CALENDAR_FILE or not path.endswith(".ics")


def _address(path: str) -> str:
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def _page(page: Page | None) -> dict[str, Any]:
    if page is None:
        return {}
    of = {"agreement": page.agreement, "edition": page.edition} if page.edition else {}
    anchors = {"anchors": dict(page.anchors)} if page.anchors else {}
    moves = {"moves": True} if page.moves else {}
    return {"names": page.names, **of, **moves, **anchors}


def has(addresses: dict[str, Any], address: str) -> bool:
    """Tell whether an address is there. Anchors are looked at where all those of the page are known."""
    page, anchor = split(address)
    if page not in addresses["pages"]:
        return page in addresses["files"]
    anchors = addresses["pages"][page].get("anchors")
    return not anchor or not anchors or anchor in anchors


def written(site: Path) -> dict[str, Any]:
    """Return the addresses that a site's folder has."""
    return dict(json.loads((site / NAME).read_text(encoding="utf-8")))


def write(addresses: dict[str, Any], site: Path) -> None:
    """Write them into the site's folder."""
    text = json.dumps(addresses, ensure_ascii=False, indent=1, sort_keys=True)
    write_text(site / NAME, f"{text}\n")
