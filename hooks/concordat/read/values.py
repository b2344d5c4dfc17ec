"""YAML as text with positions: each scalar stays the text that the editor wrote.

YAML 1.1 would turn `1.10` into a number, `NO` into false and `12:30` into 750. Here nothing is
turned: the form's field decides what a text means. What makes YAML surprising (anchors, aliases,
tags, several documents in one file, deep nesting) is refused. An empty value counts as not given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from concordat.findings import Finding, Location, Rule, error
from concordat.model.records import Marks
from concordat.read.plain import read_plainly

YAML_SYNTAX = error("yaml-syntax", "The settings at the top of a page, or a YAML file, cannot be read")
YAML_FEATURE = error("yaml-feature", "YAML's anchors, aliases, tags and deep nesting are not used here")
KEY_DUPLICATE = error("key-duplicate", "A key stands twice")

MAX_DEPTH = 12
_KEYS = "write a key, then ': ' (a colon and a space), then its value"
_IN_FULL = "put the value into quotes, or write it out in full where it repeats another"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CAUSES = (
    ("mapping values are not allowed", "put a value with ': ' in it into quotes; do not indent a key"),
    ("\t", "indent with spaces, not with the tab key"),
    ("found unexpected end of stream", "close the quotes or the bracket that this value opens"),
    ("while scanning a quoted scalar", "close the quotes that this value opens"),
    ("could not find expected ':'", "write ': ' (a colon and a space) after the key"),
    (
        "did not find expected key",
        "begin each key in the column of the key above it; write nothing after closing quotes or a bracket",
    ),
    ("did not find expected ',' or ']'", "close the list with ']' and put ', ' between its entries"),
    ("did not find expected ',' or '}'", "close the group with '}' and put ', ' between its entries"),
    ("control characters are not allowed", "delete the invisible character on this line"),
    ("found character that cannot start any token", "put the value into quotes"),
    ("alphabetic or numeric character", "put the value into quotes"),
    ("expected comment or line break", "put the value into quotes"),
    ("block sequence entries are not allowed", "begin a new line with '- ', or put the value into quotes"),
    ("did not find expected node content", "delete the comma or the mark that has no value beside it"),
    ("unknown escape character", "write a backslash twice, or put the value into single quotes"),
)
_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#])")
_OPENED = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")


_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")  # a new line to YAML, and to nobody else


@dataclass(slots=True)
class Values:
    """The content of a YAML text: nested dicts, lists and texts, and where each key stands."""

    content: dict[str, Any] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    usable: bool = True
    empty: list[tuple[str, str]] = field(default_factory=list)
    """The keys without a value, which are not in the content: the path that each stands at, and itself."""


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is not closed yet."""

    container: Any
    path: str
    key: str | None = None
    key_mark: tuple[int, int] = (1, 1)


class _Refused(Exception):
    """A text that YAML can read, but that is not used here."""

    def __init__(self, what: str, mark: tuple[int, int], hint: str, rule: Rule = YAML_FEATURE) -> None:
        super().__init__(what)
        self.mark, self.hint, self.rule = mark, hint, rule


def read_values(text: str, path: str, *, first_line: int = 1, tops: bool = False) -> Values:
    """Read a YAML text whose top is a mapping.

    `first_line` is the line of the file on which the text begins; with `tops` the places of the keys
    at the top are enough. Faults are findings; after one that leaves the content unclear `usable` is False.
    """
    if plain := read_plainly(text, first_line, tops=tops):
        return Values(*plain)
    values, text = Values(), _OTHER_BREAKS.sub(" ", text)
    try:
        _build(text, values, path, first_line)
        if _CUT_OFF.search(text):
            _find_cut_off(text, values, path, first_line)
    except yaml.MarkedYAMLError as fault:
        opened = (fault.context or "").startswith(_OPENED)
        mark = (opened and fault.context_mark) or fault.problem_mark or fault.context_mark
        line, column = _place_of(mark, text)
        cause = f"{fault.context or ''} {fault.problem or ''}{_tab_at(text, fault.problem_mark)}"
        _refuse(
            values,
            YAML_SYNTAX.at(
                Location(path, line + first_line, column), _plain(str(fault.problem)), _cure(cause)
            ),
        )
    except yaml.YAMLError as fault:
        problem = str(fault).splitlines()[0]
        sign = getattr(fault, "character", None)
        line = text.count("\n", 0, text.find(chr(sign))) if isinstance(sign, int) else 0
        _refuse(values, YAML_SYNTAX.at(Location(path, line + first_line), _plain(problem), _cure(problem)))
    except _Refused as refused:
        _refuse(values, refused.rule.at(Location(path, *refused.mark), str(refused), refused.hint))
    return values


def _find_cut_off(text: str, values: Values, path: str, first_line: int) -> None:
    """Find values that YAML cuts off at a `#`: of `Minute #12` it would keep `Minute`."""
    lines = text.split("\n")
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if kind is not yaml.ScalarEvent or not event.implicit[0] or event.end_mark.line >= len(lines):
            continue
        at, line = event.end_mark.line, lines[event.end_mark.line]
        if rest := _CUT_OFF.match(line, event.end_mark.column):
            comment = line[rest.end() - 1 :]
            message = f"the value '{event.value}' ends here: YAML takes '{comment}' for a comment"
            place = Location(path, at + first_line, rest.end())
            values.findings.append(YAML_FEATURE.at(place, message, "put the whole value into quotes"))


def _place_of(mark: Any, text: str) -> tuple[int, int]:
    """Return line, from 0, and column of a mark; the end of the text where it stands after that."""
    last = text.count("\n")
    if mark is None:
        return 0, 1
    return (mark.line, mark.column + 1) if mark.line <= last else (last, len(text) - text.rfind("\n"))


def _tab_at(text: str, mark: Any) -> str:
    """Return a tab where one stands at a mark, which the parser's own message does not name."""
    line = "".join(text.split("\n")[mark.line : mark.line + 1]) if mark else ""
    return "\t" if mark and line[mark.column : mark.column + 1] == "\t" else ""


def _plain(problem: str) -> str:
    return f"this cannot be read as settings: {problem}"


def _cure(problem: str) -> str:
    for sign, cure in _CAUSES:
        if sign in problem:
            return cure
    return "compare the line, and the one above it, with the examples in the help"


def _refuse(values: Values, finding: Finding) -> None:
    values.findings.append(finding)
    values.usable = False


def _build(text: str, values: Values, path: str, first_line: int) -> None:
    """Build the content from the parser's events, without recursion."""
    stack: list[_Open] = []
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            continue
        mark = (event.start_mark.line + first_line, event.start_mark.column + 1)
        if kind is yaml.ScalarEvent:
            _refuse_marked(event, mark)
            value = None if not event.value and not event.style else event.value
            if stack:
                _place(stack[-1], value, mark, values, path)
            elif value is not None:
                raise _Refused("this is a text, where keys are wanted", mark, _KEYS, YAML_SYNTAX)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_marked(event, mark)
            _open(stack, {} if kind is yaml.MappingStartEvent else [], mark, values, path)
        elif kind is yaml.AliasEvent:
            raise _Refused(f"'*{event.anchor}' is a YAML alias", mark, _IN_FULL)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Refused("a second YAML document begins here", mark, "delete the line '---'")


def _refuse_marked(event: Any, mark: tuple[int, int]) -> None:
    if event.anchor is not None:
        raise _Refused(f"'&{event.anchor}' is a YAML anchor", mark, _IN_FULL)
    if event.tag is not None:
        raise _Refused(f"'{event.tag}' is a YAML tag", mark, _IN_FULL)


def _open(stack: list[_Open], container: Any, mark: tuple[int, int], values: Values, path: str) -> None:
    if not stack:
        if isinstance(container, list):
            raise _Refused("this is a list, where keys are wanted", mark, _KEYS, YAML_SYNTAX)
        values.content = container
        stack.append(_Open(container, ""))
        return
    if len(stack) >= MAX_DEPTH:
        raise _Refused(f"this is nested more than {MAX_DEPTH} levels deep", mark, "use fewer levels")
    inner = _place(stack[-1], container, mark, values, path)
    stack.append(_Open(container, inner))


def _place(top: _Open, value: Any, mark: tuple[int, int], values: Values, path: str) -> str:
    """Put a value into its mapping or list; return its path of keys."""
    if isinstance(top.container, list):
        inner = f"{top.path}.{len(top.container)}"
        values.marks[inner] = mark
        top.container.append(value)
        return inner
    if top.key is None:
        if not isinstance(value, str):
            raise _Refused("a key must be a plain text", mark, "put the value into quotes", YAML_SYNTAX)
        top.key, top.key_mark = value, mark
        return top.path
    key, top.key = top.key, None
    inner = f"{top.path}.{key}" if top.path else key
    if inner in values.marks:
        values.findings.append(
            KEY_DUPLICATE.at(
                Location(path, *top.key_mark),
                f"the key '{key}' stands twice",
                "keep the one that is right and delete the other",
                related=[Location(path, *values.marks[inner])],
            )
        )
        return f"{inner}#{mark[0]}.{mark[1]}"
    values.marks[inner] = top.key_mark
    if value is not None:
        top.container[key] = value
    else:
        values.empty.append((top.path, key))
    return inner
