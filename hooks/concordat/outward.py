"""What the pages of other files can tell of a file: what its readers made of it, save where that stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from concordat.model.mentions import Mention, Mentions
from concordat.model.records import Part

_LINES = {"line", "end_line", "exempt_line", "prose_line"}
_NUMBERED = "detail_lines"  # words, each with its line
_CHECKED = {"column", "marks", "links", "contacts"}  # what checks alone look at


def outward(part: Part | None) -> str:
    """Return a digest that is equal for two parts where no other page can tell them apart.

    Of lines counts only which come before which, as that decides what stands in what. Text that no
    reader keeps, such as the prose of minutes, is on the file's own page alone, and so not in here.
    """
    lines: list[int] = []
    shape = _shape(part, lines)
    ranks = {line: rank for rank, line in enumerate(sorted({0, *lines}))}  # 0 stands for no line
    return hashlib.sha256(repr((shape, [ranks[line] for line in lines])).encode()).hexdigest()


def _shape(thing: Any, lines: list[int]) -> Any:
    """Return a thing as plain values, and add the lines that it names to `lines`."""
    if isinstance(thing, Mentions):
        return _named(zip(Mention._fields, thing.columns, strict=False), "Mentions", lines)
    if is_dataclass(thing):
        named = ((field.name, getattr(thing, field.name)) for field in fields(thing))
        return _named(named, type(thing).__name__, lines)
    if isinstance(thing, BaseModel):
        return _named(vars(thing).items(), type(thing).__name__, lines)
    if isinstance(thing, tuple) and hasattr(thing, "_fields"):
        return _named(zip(thing._fields, thing, strict=True), type(thing).__name__, lines)
    if isinstance(thing, Mapping):
        return [(key, _shape(value, lines)) for key, value in thing.items()]
    if isinstance(thing, list | tuple):
        return [_shape(each, lines) for each in thing]
    if isinstance(thing, set | frozenset):
        return sorted(repr(_shape(each, lines)) for each in thing)
    return thing


def _named(pairs: Iterable[tuple[str, Any]], kind: str, lines: list[int]) -> list[Any]:
    shape: list[Any] = [kind]
    for name, value in pairs:
        if name in _LINES:
            lines.extend(value if isinstance(value, tuple) else (value,))
        elif name == _NUMBERED:
            lines.extend(line for _, line in value)
            shape.append([words for words, _ in value])
        elif name not in _CHECKED:
            shape.append(_shape(value, lines))
    return shape
