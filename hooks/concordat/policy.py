"""The content-security policy: what the site's pages may load and run, in every page and for hosts.

No page runs an inline script that this build did not write: the theme's few are allowed by their
digests. The policy stands in a `meta` element of each page, and in the header files of hosts,
which also forbid others to frame the pages; a `meta` element cannot say that.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

_NAME = "Content-Security-Policy"
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r'\bsrc\s*=|\btype\s*=\s*"(?!text/javascript|module)', re.IGNORECASE)
_CHARSET = '<meta charset="utf-8">'
_FRAMES = "frame-ancestors 'self'"

MARK = "# made by concordat"
"""The first line of a root's header files, by which somebody's own are told apart."""

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
            "frame-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
        )
    )


def with_policy(page: str) -> str:
    """Return a page with its policy in a `meta` element, before anything that it holds for."""
    meta = f'<meta http-equiv="{_NAME}" content="{policy(digests(page))}">'
    return page.replace(_CHARSET, f"{_CHARSET}\n      {meta}", 1)


def header_files(scripts: Iterable[str]) -> dict[str, str]:
    """Return the header files of common hosts, by name: Netlify and Cloudflare Pages, and Apache."""
    return _files({_NAME: f"{policy(sorted(scripts))}; {_FRAMES}", **HEADERS})


def header_files_above(folders: Mapping[str, str]) -> dict[str, str]:
    """Return the header files of a root with several sites in it, given the `_headers` of each by folder.

    Hosts that know `_headers` read the root's alone, so the policy of each folder is repeated there. They
    join the policies of all rules that fit a page, which then must pass each: the root's own rule allows
    all that a page's `meta` element allows. Apache reads the `.htaccess` of each folder by itself.
    """
    files = _files({_NAME: _FRAMES, **HEADERS})
    for folder, text in folders.items():
        found = re.search(rf"^  {_NAME}: .*\n", text, re.MULTILINE)
        files["_headers"] += f"/{folder}/*\n{found[0]}" if found else ""
    return {name: f"{MARK}\n{text}" for name, text in files.items()}


def _files(headers: Mapping[str, str]) -> dict[str, str]:
    listed = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    return {
        "_headers": f"/*\n{listed}",
        ".htaccess": f"<IfModule mod_headers.c>\n{apache}</IfModule>\n",
    }
