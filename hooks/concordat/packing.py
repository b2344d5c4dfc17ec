"""Readings as bytes and back: from one process to another, and from one run to the next.

The bytes are a pickle, because nothing else in the standard library takes as little time for the
hundreds of thousands of small things in a large record. `unpack` makes nothing but parts of the record
of it, so that bytes which somebody else has written can run no code.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from datetime import date, time
from enum import Enum
from io import BytesIO
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from concordat import addresses, findings
from concordat.model import events, forms, mentions, published, records, registers, signatures
from concordat.model.mentions import Mentions
from concordat.model.records import Action, Decision, Document, Item, MeetingFile
from concordat.read.documents import Reading

_Reducer = Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]
_Columns = tuple[tuple[Any, ...], ...]


class PackingError(Exception):
    """Bytes that are no readings."""


def _columns(rows: Sequence[tuple[Any, ...]]) -> _Columns:
    return tuple(zip(*rows, strict=True))


def unchanging(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a mapping that nobody can change."""
    return MappingProxyType(mapping)


def meeting(
    document: Document,
    body: str,
    front: forms.MeetingFront,
    items: _Columns,
    decisions: _Columns,
    actions: _Columns,
) -> MeetingFile:
    """Return minutes whose rows come in columns, which is the quicker way to pack them."""
    return MeetingFile(
        document,
        body,
        front,
        tuple(map(Item, *items)) if items else (),
        tuple(map(Decision, *decisions)) if decisions else (),
        tuple(map(Action, *actions)) if actions else (),
    )


def _by_fields(kind: type) -> _Reducer:
    fields = attrgetter(*kind.__match_args__)  # type: ignore[attr-defined]
    if len(kind.__match_args__) == 1:  # type: ignore[attr-defined]
        return lambda thing: (kind, (fields(thing),))
    return lambda thing: (kind, fields(thing))


def _kinds_of(module: Any) -> list[type]:
    own = (kind for kind in vars(module).values() if isinstance(kind, type))
    return [kind for kind in own if kind.__module__ == module.__name__]


_MODULES = (addresses, findings, mentions, records)
_KINDS = (Reading, *(kind for module in _MODULES for kind in _kinds_of(module)))
_ENUMS = [kind for module in (*_MODULES, forms) for kind in _kinds_of(module) if issubclass(kind, Enum)]

_REDUCERS: dict[type, _Reducer] = {
    MappingProxyType: lambda mapping: (unchanging, (dict(mapping),)),
    **{kind: lambda member: (type(member), (member.value,)) for kind in _ENUMS},
    **{kind: _by_fields(kind) for kind in _KINDS if hasattr(kind, "__dataclass_fields__")},
    Mentions: lambda mentions: (Mentions, (mentions.columns,)),
    MeetingFile: lambda minutes: (
        meeting,
        (
            minutes.document,
            minutes.body,
            minutes.front,
            _columns(minutes.items),
            _columns(minutes.decisions),
            _columns(minutes.actions),
        ),
    ),
}

_CALLED: tuple[Any, ...] = (meeting, unchanging, date, time, *_KINDS)
_MADE = {(made.__module__, made.__qualname__): made for made in _CALLED}
_FORMS = {module.__name__: vars(module) for module in (events, forms, published, registers, signatures)}
"""All that bytes can ask for: what is called, and the forms of editors' files."""


class _Packer(pickle.Pickler):
    dispatch_table = _REDUCERS


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        made = _MADE.get((module, name))
        if made is None:
            made = _FORMS.get(module, {}).get(name)
        if made in (meeting, unchanging) or (isinstance(made, type) and made.__module__ == module):
            return made
        raise PackingError(f"'{module}.{name}' is no part of a record")


def pack(readings: Sequence[Reading]) -> bytes:
    """Return readings as bytes."""
    packed = BytesIO()
    _Packer(packed, pickle.HIGHEST_PROTOCOL).dump(tuple(readings))
    return packed.getvalue()


def unpack(packed: bytes) -> tuple[Reading, ...]:
    """Return the readings that bytes hold. Raises PackingError where they are damaged."""
    try:
        readings = _Unpacker(BytesIO(packed)).load()
    except Exception as fault:  # damaged bytes can raise nearly anything
        raise PackingError(str(fault)) from fault
    if isinstance(readings, tuple) and all(isinstance(reading, Reading) for reading in readings):
        return readings
    raise PackingError("these are no readings")
