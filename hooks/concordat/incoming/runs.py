"""Lines of text in runs of one look, so that a line can be read plainly, cut, and written as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

STRONG, EMPH, STRIKE, CODE = "strong", "emph", "strike", "code"
_SIGNS = {STRONG: "**", EMPH: "*", STRIKE: "~~"}
_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`]|(?<!\w)_(?![\s_])|(?<![\s_])_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_OPENING = re.compile(r"(?=[#>+|]|[-=_]{2,}\s*$|```|~~~)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. `raw` is Markdown that stands for it, such as an image."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""
    raw: str = ""


Line = tuple[Run, ...]


def plain(line: Line) -> str:
    """Return the words of a line, white space folded."""
    return " ".join("".join(run.text for run in line).split())


def is_bold(line: Line) -> bool:
    """Tell whether all words of a line are bold."""
    said = [run for run in line if run.text.strip()]
    return bool(said) and all(STRONG in run.marks for run in said)


def without(line: Line, mark: str) -> Line:
    """Return a line without a mark such as bold."""
    return tuple(replace(run, marks=run.marks - {mark}) for run in line)


def cut(line: Line, words: str) -> Line:
    """Return a line without the plain words that it begins with."""
    left = len("".join(words.split()))
    kept = []
    for run in line:
        at = 0
        while left and at < len(run.text):
            left -= not run.text[at].isspace()
            at += 1
        if run.text[at:] or run.raw:
            kept.append(replace(run, text=run.text[at:]))
    if kept and not kept[0].raw:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    return tuple(kept)


def split_lines(runs: list[Run]) -> list[Line]:
    """Split runs at line breaks into lines; empty ones are left out."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, part in enumerate(run.text.split("\n")):
            if at:
                lines.append([])
            if part or run.raw:
                lines[-1].append(replace(run, text=part, raw=run.raw if not at else ""))
    return [tuple(line) for line in lines if any(run.text.strip() or run.raw for run in line)]


def markdown(line: Line) -> str:
    """Return a line as Markdown, in one line of text."""
    text = "".join(
        _linked(link, "".join(_styled(marks, list(runs)) for marks, runs in groupby(group, _marks)))
        for link, group in groupby(line, lambda run: run.link)
    )
    text = " ".join(text.split())
    return f"\\{text}" if _OPENING.match(text) else text


def cell(line: Line) -> str:
    """Return a line as Markdown inside a table."""
    return markdown(line).replace("|", "\\|")


def _marks(run: Run) -> frozenset[str]:
    return run.marks


def _styled(marks: frozenset[str], runs: list[Run]) -> str:
    if CODE in marks:
        return "".join(f"`{run.text}`" for run in runs)
    text = "".join(run.raw or _SPECIAL.sub(lambda match: f"\\{match[0]}", run.text) for run in runs)
    signs = "".join(sign for mark, sign in _SIGNS.items() if mark in marks)
    words = text.strip()
    if not signs or not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{signs}{words}{signs[::-1]}{after}"


def _linked(link: str, text: str) -> str:
    if not link:
        return text
    words = text.strip()
    target = f"<{link}>" if re.search(r"[\s()]", link) else link
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}[{words}]({target}){after}" if words else text
