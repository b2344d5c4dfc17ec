"""The few pages outside any version: the root, the list of versions, 404, and those of a withdrawn one.

They are plain HTML that needs no script; the only one hands a lost address on to the record's search.
Each bears a mark, so that a branch's own pages are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from concordat.dates import in_words, parse_date
from concordat.policy import MARK as HEADERS_MARK
from concordat.publish.versions import Version

MARK = '<meta name="generator" content="concordat">'
_POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'"
STYLE = "versions.css"
STYLESHEET = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 42rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.3; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: 700; padding-bottom: .4rem; text-align: left; }
th, td { border-bottom: 1px solid; padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top; }
tbody th { white-space: nowrap; }
a:focus-visible { outline: 3px solid; outline-offset: 2px; }
"""

SCRIPT = "lost.js"
LOST = """\
/* Hands an address that is not here on to the page of the record that searches for what it was about. */
(() => {
  const { base, to } = document.currentScript.dataset, path = location.pathname;
  if (path.endsWith("/404.html") || !path.startsWith(base)) return;
  const lost = encodeURIComponent(`/${path.slice(base.length)}${location.hash}`);
  location.replace(`${base}${to}/404.html?lost=${lost}`);
})();
"""


def is_ours(content: bytes | None) -> bool:
    """Tell whether a file at the branch's root is one of these or a header file of ours, or not there yet."""
    return content is None or any(mark.encode() in content for mark in (MARK, HEADERS_MARK))


def _page(title: str, body: str, *, up: str = "", head: str = "", policy: str = _POLICY) -> str:
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{MARK}
<title>{escape(title)}</title>
<link rel="stylesheet" href="{escape(up)}{STYLE}">
{head}</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def root_page(target: str) -> str:
    """Return the root's page, which leads on to a version or an alias."""
    head = f'<meta http-equiv="refresh" content="0; url={escape(target)}/">\n'
    way = f'<a href="{escape(target)}/">Go to the record</a>'
    body = f'<p>{way}, or see <a href="versions.html">all versions</a>.</p>'
    return _page("The record", body, head=head)


def missing_page(base: str, target: str) -> str:
    """Return the page for addresses that are not there.

    `base` is the path of the root on its host, `target` the version or alias whose record is searched.
    """
    told = f'data-base="{escape(base)}" data-to="{escape(target)}"'
    head = f'<script src="{escape(base)}{SCRIPT}" defer {told}></script>\n'
    body = (
        f'<p>There is nothing at this address. <a href="{escape(base)}">Go to the record</a>, or look\n'
        f'into <a href="{escape(base)}versions.html">all versions</a>: it may be in an earlier one.</p>'
    )
    return _page("This page is not here", body, up=base, head=head, policy=f"{_POLICY}; script-src 'self'")


def versions_page(versions: Iterable[Version]) -> str:
    """Return the list of all versions, the withdrawn ones too."""
    rows = "\n".join(_row(each) for each in versions)
    body = f"""\
<p>Each version is the whole record as it was published. It is not changed afterwards.</p>
<table>
<caption>Versions, the latest first</caption>
<thead><tr><th scope="col">Version</th><th scope="col">Published</th><th scope="col">Note</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>"""
    return _page("All versions of the record", body)


def _row(each: Version) -> str:
    aliases = f"also under {', '.join(each.aliases)}" if each.aliases else ""
    note = withdrawn_words(each) if each.withdrawn else aliases
    day = in_words(parse_date(each.published)) if each.published else ""
    name = f'<a href="{escape(each.name)}/">{escape(each.name)}</a>'
    return f'<tr><th scope="row">{name}</th><td>{escape(day)}</td><td>{escape(note)}</td></tr>'


def withdrawn_words(version: Version) -> str:
    """Return the sentence that says when and why a version was withdrawn."""
    return f"Withdrawn on {in_words(parse_date(version.withdrawn))}: {version.reason}"


def withdrawn_page(version: Version, path: str) -> str:
    """Return what stands in the place of each page of a withdrawn version, by the page's path in it."""
    up = "../" * (path.count("/") + 1)
    body = (
        f"<p>{escape(withdrawn_words(version))}</p>\n"
        f'<p><a href="{up}">Go to the current record</a>, or see\n'
        f'<a href="{up}versions.html">all versions</a>.</p>'
    )
    return _page(f"Version {version.name} was withdrawn", body, up=up)
