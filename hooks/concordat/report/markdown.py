"""Texts of the record in Markdown that a forge shows: nothing in them may act as markup.

Beside Markdown's own signs a forge makes links of `@name`, `#12` and web addresses, wherever they
stand in a text; an invisible space keeps it from that.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import quote

from concordat import ledger
from concordat.places import Place
from concordat.report.text import visible

_BREAK = "\u200b"  # a space without width
_ACTS = re.compile(r"[@#](?=\w)|(?<=\w):(?=//)|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
_MARKUP = re.compile(r"[\\`*_{}\[\]|~$!]")
LONGEST = 64_000  # characters; a forge refuses comments of more than 65,536


def plain(text: object) -> str:
    """Return a text on one line that shows as it is in Markdown."""
    return html.escape(_MARKUP.sub(r"\\\g<0>", _harmless(text)), quote=False)


def in_html(text: object) -> str:
    """Return a text on one line that shows as it is inside an element."""
    return html.escape(_harmless(text))


def code(text: object) -> str:
    """Return a text on one line as code, whatever signs it has."""
    shown = visible(text)
    return f"<code>{plain(shown)}</code>" if re.search("[`<>&]", shown) else f"`{shown}`"


def link(words: str, address: str) -> str:
    """Return words, which are Markdown already, as a link; the words alone where there is no address."""
    return f"[{words}]({address})" if address else words


def address(site: str, place: Place | None) -> str:
    """Return the web address of a place below that of the site, or "" where one of them is missing."""
    if not site or place is None:
        return ""
    page = f"{site.rstrip('/')}/{quote(ledger.url_of(place.path))}"
    return ledger.at(page, quote(place.anchor, safe="().-")).replace("(", "%28").replace(")", "%29")


def folded(summary: str, items: Iterable[str], room: int) -> str:
    """Return items as a list under a summary that opens it, as many as there is room for.

    The summary is plain text, the items are Markdown. "" where there is room for none.
    """
    head, tail = f"<details><summary>{in_html(summary)}</summary>\n\n", "\n</details>\n"
    shown, items = fitting(list(items), room - len(head) - len(tail))
    rest = f"- … and {len(items)} more\n" if items else ""
    return f"{head}{''.join(shown)}{rest}{tail}" if shown else ""


def fitting(items: list[str], room: int) -> tuple[list[str], list[str]]:
    """Part items into those for which there is room, with a line for the others, and the others."""
    left = room - 40
    for at, item in enumerate(items):
        left -= len(item)
        if left < 0:
            return items[:at], items[at:]
    return items, []


def _harmless(text: object) -> str:
    return _ACTS.sub(rf"\g<0>{_BREAK}", visible(text))
