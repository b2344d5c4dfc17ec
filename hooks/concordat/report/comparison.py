"""A comparison of two texts as plain text, JSON and HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from concordat.compare import SAME_WORDS, Change, Kind, summary
from concordat.findings import listed
from concordat.wording import Op, Run, in_marks

_COLOURS = {Op.INSERT: "\033[32m", Op.DELETE: "\033[31m"}
_ELEMENTS = {Op.EQUAL: ("", ""), Op.INSERT: ("<ins>", "</ins>"), Op.DELETE: ("<del>", "</del>")}

Writer = Callable[[str, str, Sequence[Change], bool], str]
"""Takes the names of both texts, what changed, and whether to colour; returns what to print."""


def overview(changes: Sequence[Change]) -> str:
    """Return in one sentence how many clauses there are of each kind."""
    return f"{listed(f'{count} {kind}' for kind, count in summary(changes).items())}."


def as_text(old: str, new: str, changes: Sequence[Change], colour: bool = False) -> str:
    """Return a line for each clause that changed, with its words where a word did."""
    lines = [f"From {old} to {new}: {overview(changes) if changes else 'both are empty.'}"]
    for change in changes:
        if change.kind is Kind.UNCHANGED:
            continue
        lines += ["", change.sentence]
        if change.kind not in SAME_WORDS:
            lines.append(f"  {' '.join(marked(run, colour) for run in change.redline)}")
    return "\n".join(lines)


def marked(run: Run, colour: bool) -> str:
    """Return a run of words with signs around it that say what became of it."""
    words = in_marks((run,))
    return f"{_COLOURS[run[0]]}{words}\033[0m" if colour and run[0] in _COLOURS else words


def as_json(old: str, new: str, changes: Sequence[Change], colour: bool = False) -> str:
    """Return every change as JSON. Colour is not used."""
    content = {
        "from": old,
        "to": new,
        "changes": [
            {
                "kind": change.kind,
                "from_number": change.from_number,
                "to_number": change.to_number,
                "key": change.key,
                "added_words": change.added_words,
                "removed_words": change.removed_words,
                "redline": change.redline,
            }
            for change in changes
        ],
        "summary": summary(changes),
    }
    return json.dumps(content, indent=1)


def as_html(old: str, new: str, changes: Sequence[Change], colour: bool = False) -> str:
    """Return a fragment of HTML: a sentence and the words of each clause that changed. Colour is not used."""
    parts = [f"<section>\n<h2>From {html.escape(old)} to {html.escape(new)}</h2>"]
    parts.append(f"<p>{html.escape(overview(changes) if changes else 'Both are empty.')}</p>")
    for change in changes:
        if change.kind is Kind.UNCHANGED:
            continue
        parts.append(f"<p>{html.escape(change.sentence)}</p>")
        if change.kind not in SAME_WORDS:
            parts.append(f"<blockquote>{' '.join(_element(run) for run in change.redline)}</blockquote>")
    return "\n".join([*parts, "</section>"])


def _element(run: Run) -> str:
    begin, end = _ELEMENTS[run[0]]
    return f"{begin}{html.escape(run[1])}{end}"


WRITERS: Mapping[str, Writer] = MappingProxyType({"text": as_text, "json": as_json, "html": as_html})
"""The formats of a comparison: the one list of them."""
