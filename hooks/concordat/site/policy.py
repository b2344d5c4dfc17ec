"""The content-security policy: what the site's pages may load and run, in every page and for hosts.

No page runs an inline script that this build did not write: the theme's few are allowed by their
digests. The policy stands in a `meta` element of each page, and in the header files of hosts,
which also forbid others to frame the pages; a `meta` element cannot say that.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r'\bsrc\s*=|\btype\s*=\s*"(?!text/javascript|module)', re.IGNORECASE)
_CHARSET = '<meta charset="utf-8">'
_FRAMES = "frame-ancestors 'none'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Other headers that a host is to send with every page."""


def digests(page: str) -> list[str]:
    """Return the source expressions, such as `'sha256-…'`, of a page's inline scripts."""
    found = (script["text"] for script in _SCRIPT.finditer(page) if not _DATA.search(script["attributes"]))
    return list(dict.fromkeys(_digest(text) for text in found if text.strip()))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str]) -> str:
    """Return the policy for pages with these inline scripts."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
        )
    )


def with_policy(page: str) -> str:
    """Return a page with its policy in a `meta` element, before anything that it holds for."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(digests(page))}">'
    return page.replace(_CHARSET, f"{_CHARSET}\n      {meta}", 1)


def header_files(scripts: Iterable[str]) -> dict[str, str]:
    """Return the header files of common hosts, by name: Netlify and Cloudflare Pages, and Apache."""
    headers = {
        "Content-Security-Policy": f"{policy(sorted(scripts))}; {_FRAMES}",
        **HEADERS,
    }
    listed = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    return {
        "_headers": f"/*\n{listed}",
        ".htaccess": f"<IfModule mod_headers.c>\n{apache}</IfModule>\n",
    }
