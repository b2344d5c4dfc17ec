"""The pictures of a web editor in the help, drawn from the pages themselves: `python -m tests.pictures`.

A picture shows what the block below it says: `…-new.svg` the name of a new file, `…-edit.svg` the file in the
editor, `…-send.svg` a proposal, `…-answer.svg` what is said of it. The editor is nobody's product.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from tests.building import DOCS

HELP = DOCS / "help"
FOLDER = DOCS / "assets" / "images" / "help"
WIDTH, LINE, EDGE = 420, 19, 14  # of a picture, from line to line, from the frame to what stands in it
WORDS = 49  # letters to a line, of those that all have one width

INK, FAINT, RULE, BAR, ACCENT, NEW = "#1b2733", "#55636f", "#b9c2cc", "#eef1f4", "#35506b", "#fdf1d0"
_MONO = 'font-family="ui-monospace,Menlo,Consolas,monospace" font-size="12.5"'
_SANS = 'font-family="system-ui,Segoe UI,Arial,sans-serif" font-size="13.5"'
_PICTURE = re.compile(
    r"^!\[(?P<alt>[^\]]+)\]\(\.\./assets/images/help/(?P<name>[a-z-]+-"
    r'(?P<kind>new|edit|send|answer)\.svg)\)(?=.*?^```\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)^```$)',
    re.DOTALL | re.MULTILINE,
)
_BEFORE = re.compile(r'^```\w+ title="[^"]+, find"\n(.*?)\n```$', re.DOTALL | re.MULTILINE)


def pictures() -> Iterator[tuple[Path, str]]:
    """Yield each picture's file and what belongs into it, page by page."""
    for page in sorted(HELP.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for found in _PICTURE.finditer(text):
            where, _, what = found["title"].partition(", ")
            old = _BEFORE.findall(text, 0, found.start()) if what == "write instead" else []
            before = old[-1] if old else ""
            yield FOLDER / found["name"], _KINDS[found["kind"]](where, found["text"].rstrip("\n"), before)


def _new(path: str, text: str, before: str) -> str:
    folder, _, name = path.rpartition("/")
    parts = [
        _bar(folder, "Add file"),
        _words(EDGE, 66, "New file", FAINT),
        _field(76, name),
        _words(EDGE, 132, "A slash in the name makes a folder.", FAINT),
    ]
    return _window(parts, 150)


def _edit(path: str, text: str, before: str) -> str:
    lines, number, marked = _excerpt(path, text, before)
    shown = [
        (str(number + at) if number and first else "", at in marked, part)
        for at, line in enumerate(lines)
        for first, part in _wrapped(line, WORDS - 3)
    ][:18]
    tall = 62 + len(shown) * LINE
    parts = [_bar(path, "Propose changes")]
    for at, (figure, new, line) in enumerate(shown):
        y = 62 + at * LINE
        if new:
            parts.append(f'<rect x="45" y="{y - 14}" width="{WIDTH - 46}" height="{LINE}" fill="{NEW}"/>')
        parts += [_mono(34, y, figure, FAINT, "end"), _mono(54, y, line)]
    return _window([*parts, f'<path d="M44 40V{tall}" stroke="{RULE}"/>'], tall)


def _excerpt(path: str, text: str, before: str) -> tuple[list[str], int, range]:
    """Return what the editor shows of a file, the number of the first line (0: unknown), and which are new.

    `before` are the words that the new ones replace; "" for a whole file, or for lines added at its end.
    """
    new = text.split("\n")
    file = DOCS.parent / path
    old = file.read_text(encoding="utf-8").split("\n") if before and file.is_file() else []
    for words in (before.split("\n"), new):
        for at in range(len(old)):
            if [line[: len(word)] for line, word in zip(old[at:], words, strict=False)] == words:
                rest = [old[at + len(words) - 1][len(words[-1]) :]]
                lines = [*old[max(0, at - 2) : at], *new[:-1], new[-1] + rest[0]]
                lines += old[at + len(words) : at + len(words) + 2]
                begin = min(at, 2)
                return lines, max(0, at - 2) + 1, range(begin, begin + len(new))
    return new, int(new[0] == "---"), range(0)


def _send(path: str, text: str, before: str) -> str:
    first, _, rest = text.partition("\n")
    assert len(first) <= WORDS, f"too long for one line: {first}"
    why = textwrap.wrap(rest.strip(), WORDS - 1)
    low = 148 + len(why) * LINE
    parts = [
        _bar("Propose changes"),
        _words(EDGE, 66, "What changes", FAINT),
        _field(76, first),
        _words(EDGE, 132, "Why", FAINT),
        _frame(142, low - 136),
        *(_mono(EDGE + 10, 162 + at * LINE, line) for at, line in enumerate(why)),
        _button(WIDTH - EDGE, low + 18, "Send proposal"),
    ]
    return _window(parts, low + 58)


def _answer(path: str, text: str, before: str) -> str:
    lines = [part for line in text.split("\n") for _, part in _wrapped(line, WORDS - 2)]
    bad = "error[" in text or "cannot be merged" in text
    colour, mark = ("#a3352b", "Not yet") if bad else ("#2f6f4f", "Ready")
    tall = 94 + len(lines) * LINE
    parts = [
        _bar("Your proposal"),
        _frame(54, tall - 56),
        f'<rect x="{EDGE}" y="54" width="5" height="{tall - 56}" fill="{colour}"/>',
        _words(EDGE + 16, 75, mark, colour, bold=True),
        *(_mono(EDGE + 16, 98 + at * LINE, line) for at, line in enumerate(lines)),
    ]
    return _window(parts, tall + 12)


_KINDS: dict[str, Callable[[str, str, str], str]] = {
    "new": _new,
    "edit": _edit,
    "send": _send,
    "answer": _answer,
}


def _wrapped(line: str, letters: int) -> Iterator[tuple[bool, str]]:
    """Yield a line as the editor shows it, folded where it is too long; True goes with its first part."""
    parts = textwrap.wrap(line, letters, drop_whitespace=False, break_on_hyphens=False) or [""]
    yield from ((at == 0, part) for at, part in enumerate(parts))


def _window(parts: list[str], tall: int) -> str:
    """Return a picture with its own ground, so that it is right on light and dark pages."""
    frame = (
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{tall - 1}" rx="6" fill="#fff" stroke="{RULE}"/>'
    )
    size = f'width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', frame, *parts, "</svg>"]) + "\n"


def _bar(text: str, button: str = "") -> str:
    ground = f'<path d="M1 40V7a6 6 0 0 1 6-6H{WIDTH - 7}a6 6 0 0 1 6 6V40z" fill="{BAR}"/>'
    return ground + _words(EDGE, 25, text, INK) + (_button(WIDTH - 8, 6, button) if button else "")


def _button(right: float, y: float, text: str) -> str:
    wide = round(len(text) * 7.2 + 20, 1)
    left, middle = round(right - wide, 1), round(right - wide / 2, 1)
    return (
        f'<rect x="{left}" y="{y}" width="{wide}" height="28" rx="4" fill="{ACCENT}"/>'
        f'<text x="{middle}" y="{y + 18.5}" fill="#fff" text-anchor="middle" {_SANS}>{text}</text>'
    )


def _frame(y: float, tall: float, colour: str = RULE) -> str:
    wide = WIDTH - 2 * EDGE
    return f'<rect x="{EDGE}" y="{y}" width="{wide}" height="{tall}" rx="4" fill="#fff" stroke="{colour}"/>'


def _field(y: float, text: str) -> str:
    return _frame(y, 32, ACCENT) + _mono(EDGE + 10, y + 20.5, text)


def _words(x: float, y: float, text: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{colour}"{weight} {_SANS}>{escape(text, quote=False)}</text>'


def _mono(x: float, y: float, text: str, colour: str = INK, anchor: str = "start") -> str:
    kept = escape(text, quote=False).replace("  ", "\u00a0 ")
    return f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}" {_MONO}>{kept}</text>'


if __name__ == "__main__":
    drawn = dict(pictures())
    FOLDER.mkdir(exist_ok=True)
    for old in {*FOLDER.glob("*.svg")} - {*drawn}:
        old.unlink()
    for file, picture in drawn.items():
        file.write_text(picture, encoding="utf-8")
