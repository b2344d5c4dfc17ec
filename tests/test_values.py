"""YAML as text: nothing is turned into what the editor did not write, and every key has its place."""

from __future__ import annotations

from typing import Any

import pytest

from concordat.read.values import read_values
from tests.reading import PATH, shown

TEXTS = {
    "1.10": "1.10",
    "010": "010",
    "0o17": "0o17",
    "1e3": "1e3",
    "1_000": "1_000",
    ".5": ".5",
    "NO": "NO",
    "on": "on",
    "Yes": "Yes",
    "true": "true",
    "null": "null",
    "~": "~",
    "12:30": "12:30",
    "2016-12-09": "2016-12-09",
    "2016-12-09 10:00:00": "2016-12-09 10:00:00",
    "=": "=",
    "<<": "<<",
    "9 December 2016": "9 December 2016",
    "DCS 2016-12-09 D1": "DCS 2016-12-09 D1",
    "sha256:0e1": "sha256:0e1",
    "https://example.org/a": "https://example.org/a",
    "Leeds, York and Hull": "Leeds, York and Hull",
    "director's": "director's",
    "'Leeds: the city'": "Leeds: the city",
    '"a \\u2013 b"': "a – b",
    "'NO'": "NO",
    "x  # a note": "x",
    "x#y": "x#y",
    "'x' #y": "x",
    "'Minute #12'": "Minute #12",
    "  spaced  ": "spaced",
    "two\n  lines": "two lines",
    "|\n  two\n  lines": "two\nlines\n",
    ">-\n  two\n  lines": "two lines",
}


@pytest.mark.parametrize(("written", "text"), TEXTS.items(), ids=TEXTS)
def test_a_value_stays_the_text_that_was_written(written: str, text: str) -> None:
    values = read_values(f"key: {written}\n", PATH)
    assert (values.content, values.findings, values.usable) == ({"key": text}, [], True)


@pytest.mark.parametrize("key", ["on", "NO", "1", "1.10", "null", "2016-12-09", "YES"])
def test_a_key_stays_text_too(key: str) -> None:
    assert read_values(f"{key}: x\n", PATH).content == {key: "x"}


CONTENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing": ("", {}),
    "a comment alone": ("# note\n", {}),
    "no value is not given": ("a:\nb: # note\nc: x\n", {"c": "x"}),
    "quotes round nothing are a value": ("a: ''\n", {"a": ""}),
    "lists": ("a: [x, NO]\nb:\n  - y\n  - 1.10\nc: []\n", {"a": ["x", "NO"], "b": ["y", "1.10"], "c": []}),
    "groups": (
        "a: {YOR: Deputy}\nb:\n  c:\n    - d: x\n",
        {"a": {"YOR": "Deputy"}, "b": {"c": [{"d": "x"}]}},
    ),
    "capitals make another key": ("A: x\na: y\n", {"A": "x", "a": "y"}),
}


@pytest.mark.parametrize(("text", "content"), CONTENTS.values(), ids=CONTENTS)
def test_content(text: str, content: dict[str, Any]) -> None:
    values = read_values(text, PATH)
    assert (values.content, values.findings, values.usable) == (content, [], True)


def test_every_key_and_entry_has_its_place() -> None:
    text = "a: x\nb:\n  - c: y\n    d:\n  - c: z\n'e': {f: [g, h]}\n"
    assert read_values(text, PATH, first_line=2).marks == {
        "a": (2, 1),
        "b": (3, 1),
        "b.0": (4, 5),
        "b.0.c": (4, 5),
        "b.0.d": (5, 5),
        "b.1": (6, 5),
        "b.1.c": (6, 5),
        "e": (7, 1),
        "e.f": (7, 7),
        "e.f.0": (7, 11),
        "e.f.1": (7, 14),
    }


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: {d: 2}\na:\n  - 3\nb:\n"
    values = read_values(text, PATH, first_line=2)
    assert values.content == {"a": "1", "b": {"c": "1"}}
    assert values.usable
    hint = "keep the one that is right and delete the other"
    assert shown(values.findings) == [
        f"5:3 key-duplicate: the key 'c' stands twice | {hint}",
        f"6:1 key-duplicate: the key 'a' stands twice | {hint}",
        f"8:1 key-duplicate: the key 'b' stands twice | {hint}",
    ]
    assert [[str(place) for place in each.related] for each in values.findings] == [
        ["page.md:4:3"],
        ["page.md:2:1"],
        ["page.md:3:1"],
    ]


_QUOTE = "put the value into quotes"
_IN_FULL = "put the value into quotes, or write it out in full where it repeats another"
_KEYS = "write a key, then ': ' (a colon and a space), then its value"
_READ = "this cannot be read as settings:"

REFUSED = {
    "anchor": ("a: x\nb: &c y\n", f"3:4 yaml-feature: '&c' is a YAML anchor | {_IN_FULL}"),
    "anchor of a list": ("a: &c [x]\n", f"2:4 yaml-feature: '&c' is a YAML anchor | {_IN_FULL}"),
    "alias": ("a: *c\n", f"2:4 yaml-feature: '*c' is a YAML alias | {_IN_FULL}"),
    "tag": ("a: !x y\n", f"2:4 yaml-feature: '!x' is a YAML tag | {_IN_FULL}"),
    "second document": (
        "a: x\n---\nb: y\n",
        "3:1 yaml-feature: a second YAML document begins here | delete the line '---'",
    ),
    "depth": (
        "a: " + "{a: " * 13 + "x" + "}" * 13,
        "2:48 yaml-feature: this is nested more than 12 levels deep | use fewer levels",
    ),
    "a list for a key": ("? [a]\n: b\n", f"2:3 yaml-syntax: a key must be a plain text | {_QUOTE}"),
    "a list at the top": ("- a\n", f"2:1 yaml-syntax: this is a list, where keys are wanted | {_KEYS}"),
    "a text at the top": ("a\n", f"2:1 yaml-syntax: this is a text, where keys are wanted | {_KEYS}"),
    "colon in a value": (
        "place: Leeds: the hall\n",
        f"2:13 yaml-syntax: {_READ} mapping values are not allowed in this context"
        " | put a value with ': ' in it into quotes; do not indent a key",
    ),
    "tab": (
        "a:\n\tb: x\n",
        f"3:1 yaml-syntax: {_READ} found character that cannot start any token"
        " | indent with spaces, not with the tab key",
    ),
    "open quotes": (
        "a: x\nb: 'y\nc: z\n",
        f"3:4 yaml-syntax: {_READ} found unexpected end of stream"
        " | close the quotes or the bracket that this value opens",
    ),
    "open list": (
        "a: [x\nb: y\n",
        f"2:4 yaml-syntax: {_READ} did not find expected ',' or ']'"
        " | close the list with ']' and put ', ' between its entries",
    ),
    "open group": (
        "a: {x: y\n",
        f"2:4 yaml-syntax: {_READ} did not find expected ',' or '}}'"
        " | close the group with '}' and put ', ' between its entries",
    ),
    "no colon": (
        "a: x\nb\n",
        f"3:1 yaml-syntax: {_READ} could not find expected ':'"
        " | write ': ' (a colon and a space) after the key",
    ),
    "a sign that YAML keeps": (
        "a: @b\n",
        f"2:4 yaml-syntax: {_READ} found character that cannot start any token | {_QUOTE}",
    ),
    "invisible character": (
        "a: x\nb: \x07\n",
        f"3:1 yaml-syntax: {_READ} unacceptable character #x0007: control characters are not allowed"
        " | delete the invisible character on this line",
    ),
}


@pytest.mark.parametrize(("text", "finding"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str, finding: str) -> None:
    values = read_values(text, PATH, first_line=2)
    assert shown(values.findings) == [finding]
    assert not values.usable


def test_twelve_levels_are_well() -> None:
    assert read_values("a: " + "{a: " * 11 + "x" + "}" * 11, PATH).findings == []


@pytest.mark.parametrize(
    ("line", "column", "value", "comment"),
    [("place: Room #12", 13, "Room", "#12"), ("  - Minute #5 of it", 12, "Minute", "#5 of it")],
)
def test_a_value_that_a_comment_cuts_off(line: str, column: int, value: str, comment: str) -> None:
    values = read_values(f"a: x\n{line}\n" if line[0] != " " else f"a:\n{line}\n", PATH)
    message = f"the value '{value}' ends here: YAML takes '{comment}' for a comment"
    assert shown(values.findings) == [f"2:{column} yaml-feature: {message} | put the whole value into quotes"]
