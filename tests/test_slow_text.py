"""No text makes the readers and rules slow: the time that they take grows no faster than the text."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from string import ascii_uppercase
from types import FrameType

import pytest

from concordat.report import REPORTERS
from concordat.report.record import record_as_json
from concordat.rules import check
from tests.memory import record_of

EDITION = "agreements/pact/2/index.md"
MINUTES = "meetings/dcs/2016-12-09.md"
FRONTS = {
    EDITION: '---\nedition: "2"\nstatus: draft\n---\n',
    MINUTES: "---\ndate: 2016-12-09\nstatus: draft\nchair: ALD\npresent: [ALD, BEC, CRA]\n---\n",
    "about.md": "",
}
LARGEST = 1_000_000
ENOUGH = 0.01  # seconds that can be compared
FACTOR, MOST = 10, 40  # ten times the text takes a quadratic reader a hundred times as long

UNITS = (
    *(
        "a",
        "[",
        "(",
        "]",
        "](",
        "[a](",
        "![",
        "![signature",
        "![](signature",
        "<img signature ",
        "1.",
        "iv.",
    ),
    *(
        "> ",
        "`",
        "**",
        "_",
        "a_",
        "#",
        "# ",
        "|-",
        "||",
        "-",
        "- ",
        "=",
        "~~~",
        "```",
        ":",
        " ",
        "\t",
        "\\",
        "\r",
    ),
    *(
        "0 ",
        "+44 ",
        "01234 567890 ",
        "a@",
        "a@b.uk ",
        "a.",
        "<a ",
        "<!--",
        "<!-- --> ",
        "&",
        "http://",
        "\u2028",
    ),
    *(
        "clause 1, ",
        "clauses 1 and ",
        "sections 1 to 2 of the ",
        "clause 9.9 ",
        "Under The ",
        "[SLI 4.2]",
        "[D1]",
    ),
)


def _fill(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def _on_one_line_and_on_many(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // 2 // len(unit)) + f"\n{unit}" * (size // 2 // (len(unit) + 1))


def _numbered(unit: Callable[[int], str]) -> Callable[[int], str]:
    def fill(size: int) -> str:
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(unit(len(parts) + 1))
            length += len(parts[-1])
        return "".join(parts)

    return fill


def _key(number: int) -> str:
    """Return the key of a council, another one for each number."""
    return "".join(ascii_uppercase[number // 26**at % 26] for at in range(5))


TEXTS: dict[str, Callable[[int], str]] = {
    **{repr(unit): _on_one_line_and_on_many(unit) for unit in UNITS},
    **{
        repr(f"{unit}\n\n"): _fill(f"{unit}\n\n")
        for unit in ("(a) b", "1. b", "1.1 b", "a. b", "`", "> ```", " ")
    },
    "a heading with spaces": lambda size: f"## 1. a{' ' * size}b\n",
    "a title with spaces": lambda size: f"# a{' ' * size}b\n",
    "a heading with hashes": lambda size: f"## 1. a{'#' * size}b\n",
    "a heading with spaced hashes": lambda size: f"# a {'# ' * (size // 2)}b\n",
    "a rule of a table with spaces": lambda size: f"a|b\n{' ' * size}x|\n",
    "a rule of a table with cells": lambda size: f"a|b\n---{'|  ' * (size // 3)}x\n",
    "a mention before spaces": lambda size: f"1. clause 1{' ' * size}b\n",
    "a mention and a comma before spaces": lambda size: f"1. clause 1,{' ' * size}b\n",
    "a mention of another text before spaces": lambda size: f"1. clause 1 of the{' ' * size}b\n",
    "a definition with spaces": lambda size: f"[a]: b{' ' * size}c d\n",
    "an underlined word": lambda size: f"a{'_' * size}b\n",
    "code with spaces": lambda size: f"```\n{' ' * size}x\n```\n",
    "a label of many parts": lambda size: f"{'(a)' * (size // 3)} b\n",
    "a number of many parts": lambda size: f"1{'.1' * (size // 2)} b\n",
    "labels further and further in": _numbered(lambda number: f"{' ' * number}a. b\n\n"),
    "ambiguous labels": _fill("(h) a\n\n(i) b\n\n"),
    "numbers far apart": _numbered(
        lambda number: f"## {number // 999 + 1}.{number % 999 + 1} a\n\n999. b\n\n"
    ),
    "pieces of code, each longer": _numbered(lambda number: f"{'`' * number}a "),
    "a quote of details": lambda size: "> **Decision D1**\n> Amends: a,\n" + "> b,\n" * (size // 5),
    "a quote of unknown details": lambda size: (
        "> **Decision D1**\n" + "> b\n" * (size // 4) + "> Amends: a\n"
    ),
    "a detail with spaces": lambda size: f"> **Decision D1**\n> Amends: a{' ' * size}b\n>\n> c\n",
    "decisions, then mentions": lambda size: (
        "> **Decision D1**\n>\n> a\n\n" * (size // 50) + "[D1]\n" * (size // 10)
    ),
    "items, then mentions": lambda size: (
        _numbered(lambda number: f"## {number % 999 + 1}. a\n\n")(size // 2) + "[item 5]\n" * (size // 18)
    ),
    "exempt items": _numbered(lambda number: f"## {number % 999 + 1}. a\n\n> **Exempt**\n\n"),
    "a label that is nearly one": lambda size: f"decision 1{' ' * size}b\n",
    "broken links": _fill("[a](b.md)\n"),
}

SETTINGS: dict[str, tuple[str, Callable[[int], str]]] = {
    "one key again and again": ("about.md", lambda size: f"---\n{'a: 1' + chr(10)}---\n" * (size // 16)),
    "repeated keys": ("about.md", lambda size: "---\n" + "a: 1\n" * (size // 5) + "---\nA\n"),
    "unknown keys": (
        "about.md",
        lambda size: "---\n" + _numbered(lambda number: f"a{number}: 1\n")(size) + "---\nA\n",
    ),
    "councils present": (
        MINUTES,
        lambda size: FRONTS[MINUTES].replace("CRA", "CRA, " + "ALD, " * (size // 5)),
    ),
    "closed actions": (
        MINUTES,
        lambda size: FRONTS[MINUTES].replace(
            "chair", f"closes: [{'DCS 2016-08-05 A1, ' * (size // 19)}]\nchair"
        ),
    ),
    "bodies": ("bodies.yml", _numbered(lambda number: f"A{number}: {{name: x}}\n")),
    "councils": (
        "councils.yml",
        lambda size: (
            "offices: {dcs: x}\ncouncils:\n"
            + _numbered(lambda number: f"  {_key(number)}: {{names: [{{name: x}}]}}\n")(size)
        ),
    ),
    "signatures": (
        "agreements/pact/1/signatures.yml",
        lambda size: (
            "signatures:\n"
            + f"- {{council: ZZZ, office: dcs, date: 2016-01-01, digest: 'sha256:{'0' * 64}'}}\n"
            * (size // 130)
        ),
    ),
    "a list": ("region.yml", lambda size: f"contacts: [{'a, ' * (size // 3)}]\n"),
    "a long quoted text": ("region.yml", lambda size: f'name: "{chr(92)}n{"x " * (size // 2)}"\n'),
    "a text of many lines": ("region.yml", lambda size: "name: >\n" + "  a\n\n" * (size // 5)),
    "comments": ("region.yml", lambda size: "# a\n" * (size // 4)),
}


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # of this process, whatever else the computer does
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _seconds(files: dict[str, str]) -> float:
    """Return how long everything takes that is done with a record, reading included."""
    begun = time.process_time()
    record = record_of(files)
    findings = check(record)
    for reporter in REPORTERS.values():
        reporter(findings, record.documents, False)
    record_as_json(record)
    return time.process_time() - begun


def _grows_no_faster_than_the_text(files: Callable[[int], dict[str, str]]) -> bool:
    """Find a size that takes long enough to be measured, then compare it with a larger one."""
    size = 5_000
    while (taken := _seconds(files(size))) < ENOUGH and size < LARGEST:
        size *= 3
    if taken < ENOUGH:
        return True
    if _seconds(files(FACTOR * size)) < MOST * taken:
        return True
    return _seconds(files(FACTOR * size)) < MOST * _seconds(files(size))  # it may have been disturbed


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text(text: Callable[[int], str]) -> None:
    with _at_most(60):
        assert _grows_no_faster_than_the_text(
            lambda size: {path: front + text(size) for path, front in FRONTS.items()}
        )


@pytest.mark.parametrize(("path", "text"), SETTINGS.values(), ids=SETTINGS)
def test_settings(path: str, text: Callable[[int], str]) -> None:
    with _at_most(60):
        assert _grows_no_faster_than_the_text(lambda size: {path: text(size)})
