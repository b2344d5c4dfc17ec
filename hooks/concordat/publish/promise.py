"""A published address never dies: it is there in the next version, it leads on, or a tombstone stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from concordat.ledger import at, split

Addresses = dict[str, Any]
"""What an `addresses.json` holds; see `concordat.site.addresses`."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An address that was published and is no more. `now` is where its clause is, "" if nobody knows."""

    address: str
    named: str
    now: str = ""


def lost(old: Addresses, new: Addresses) -> list[Lost]:
    """Return the addresses of one version that another neither has, nor leads on, nor buries, sorted."""
    found = []
    for page, about in old["pages"].items():
        if not _kept(new, page, ""):
            found.append(Lost(page, about.get("names", "")))
            continue
        anchors = {} if about.get("moves") else about.get("anchors", {})
        for anchor, named in anchors.items():
            if not _kept(new, page, anchor):
                found.append(Lost(at(page, anchor), named, _by_key(old, new, page, anchor)))
    for address in (*old["files"], *old["forwards"], *old["gone"]):
        if not _kept(new, *split(address)):
            found.append(Lost(address, ""))
    return sorted(found, key=lambda each: each.address)


def _kept(new: Addresses, page: str, anchor: str) -> bool:
    """Tell whether an address is there, leads on to where it still is, or has a tombstone."""
    address = at(page, anchor)
    if address in new["gone"] or address in new["forwards"] or page in new["gone"]:
        return True
    if page in new["forwards"]:
        target, to = split(new["forwards"][page])
        return not anchor or bool(to) or _there(new, target, anchor)
    return _there(new, page, anchor)


def _there(new: Addresses, page: str, anchor: str) -> bool:
    if page not in new["pages"]:
        return page in new["files"]
    return not anchor or anchor in new["pages"][page].get("anchors", {})


def _by_key(old: Addresses, new: Addresses, page: str, anchor: str) -> str:
    """Return where a clause is by now, by its lasting key, as a proposal."""
    here, there = old["pages"][page], new["pages"].get(page, {})
    if not here.get("agreement") or here["agreement"] != there.get("agreement"):
        return ""
    keys = old["clauses"].get(here["agreement"], {}).get(here["edition"], {})
    now = new["clauses"].get(there["agreement"], {}).get(there["edition"], {})
    key = next((key for key, numbers in keys.items() if anchor in (key, *numbers)), "")
    return at(page, now[key][0]) if key in now else ""


def proposal(found: list[Lost]) -> str:
    """Return lines for `addresses.yml` that an editor completes."""
    moved = [f"  {each.address}: {each.now}" for each in found if each.now]
    ended = [f'  {each.address}: "…"{_aside(each.named)}' for each in found if not each.now]
    return "\n".join([*(["forwards:"] if moved else []), *moved, *(["gone:"] if ended else []), *ended])


def _aside(named: str) -> str:
    return f"  # {named}" if named else ""
