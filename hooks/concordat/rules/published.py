"""Rules about addresses that moved or ended: `addresses.yml`."""

from __future__ import annotations

from collections.abc import Iterator

from concordat import ledger
from concordat.findings import Finding, checked_by, did_you_mean, error
from concordat.record import Record

_MADE_BY_THE_SITE = ("blog/", "data/", "calendar")
"""Below these the site makes pages of which the record does not know; the build looks at them."""


def _is_made(page: str) -> bool:
    return page.startswith(_MADE_BY_THE_SITE) or "/changes/" in page


@checked_by(error("forward-unknown", "A forward that leads nowhere"))
def forward_unknown(record: Record) -> Iterator[Finding]:
    """Find forwards to an address that the record does not have."""
    file = ledger.declared(record)
    if file is None:
        return
    known, forwards = ledger.by_address(record), file.form.forwards
    for old, new in forwards.items():
        place, (page, anchor) = file.document.at("forwards", old), ledger.split(new)
        if new == old:
            yield forward_unknown.at(
                place, f"'{old}' leads to itself", "write where it leads, or delete the line"
            )
        elif new in forwards:
            message = f"'{old}' leads to '{new}', which itself leads on to '{forwards[new]}'"
            yield forward_unknown.at(place, message, "write where it ends")
        elif page in record.files or _is_made(page):
            continue
        elif page not in known:
            hint = did_you_mean(page, known, "write the address of a page, such as meetings/dcs/2016-10-07/")
            yield forward_unknown.at(place, f"'{old}' leads to '{page}', which is no page", hint)
        elif anchor and known[page].anchors and anchor not in known[page].anchors:
            hint = did_you_mean(anchor, known[page].anchors, "correct what follows '#', or leave it out")
            yield forward_unknown.at(
                place, f"'{old}' leads to '#{anchor}', which '{page}' does not have", hint
            )


@checked_by(error("address-taken", "An address that is said to have moved or ended, and is still there"))
def address_taken(record: Record) -> Iterator[Finding]:
    """Find forwards and tombstones of addresses that the record has, or that have both."""
    file = ledger.declared(record)
    if file is None:
        return
    known, form = ledger.by_address(record), file.form
    for kind, entries in (("forwards", form.forwards), ("gone", form.gone)):
        for old in entries:
            page, anchor = ledger.split(old)
            place = file.document.at(kind, old)
            if (page in known and (not anchor or anchor in known[page].anchors)) or page in record.files:
                message = f"'{old}' stands under '{kind}', but it is there: {_what(known, page, anchor)}"
                yield address_taken.at(place, message, "delete this line")
            elif kind == "gone" and old in form.forwards:
                hint = "keep the forward where the words are still there, else the tombstone"
                yield address_taken.at(place, f"'{old}' stands under 'forwards' and under 'gone'", hint)


def _what(known: dict[str, ledger.Page], page: str, anchor: str) -> str:
    if page not in known:
        return f"a file, {page}"
    return known[page].anchors[anchor] if anchor else known[page].names
