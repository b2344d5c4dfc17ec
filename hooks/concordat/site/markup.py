"""The last touch on a page's HTML: what the theme writes in places that no template of ours reaches."""

from __future__ import annotations

import re

_CHECKBOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
_SKIP = re.compile(r'<div data-md-component="skip">.*?</div>', re.DOTALL)
_IN_A_LIST = re.compile(r'<(h[1-6]) id="[^"]*">(?=<a class="toclink")')
_TO_HEADING = re.compile(r'(<a class="headerlink" href="[^"]*" title="([^"]*)")(?=>)')
_MAIN = '<main class="md-main" data-md-component="main">'
_TARGET = "__main"


def mend(page: str) -> str:
    """Return a page whose markup is valid and whose first link skips to its content.

    The theme puts `autocomplete` on checkboxes, which HTML does not allow, and leaves the skip
    link out of pages without headings of their own. The link beside a heading is called what it does
    rather than "¶". A table can be reached with the keyboard, since on a narrow screen it scrolls. In a
    list of posts the headings lose their names: two posts may have the same, and an anchor there would
    lead elsewhere after the next post.
    """
    page = _CHECKBOX.sub(r"\1", page)
    page = page.replace("<table>", '<table tabindex="0">')
    page = _TO_HEADING.sub(r'\1 aria-label="\2"', page)
    page = _IN_A_LIST.sub(r"<\1>", page)
    page = _SKIP.sub(f'<a href="#{_TARGET}" class="md-skip">Skip to content</a>', page, count=1)
    return page.replace(_MAIN, f'{_MAIN[:-1]} id="{_TARGET}" tabindex="-1">', 1)
