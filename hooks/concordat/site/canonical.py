"""Digests of what a page is made of: equal for equal things, in any process, on any day."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from io import BytesIO
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from concordat.places import Place

_PLAIN = (str, int, float, bool, type(None), date, bytes)


class Unknown(Exception):
    """Something of which nobody can say whether it is as it was."""


_Reducer = Callable[[Any], tuple[Any, ...]]


class _Reducers(dict[type, _Reducer]):
    """How things are taken apart, by their type: forms and dataclasses into their fields.

    Which fields of a form were set is left out: it is a set, whose order differs from process to process.
    """

    def __missing__(self, kind: type) -> _Reducer:
        if is_dataclass(kind):
            names = [field.name for field in fields(kind)]
            found = attrgetter(*names, names[0])  # a single name would not give a tuple
            self[kind] = lambda thing: (kind, found(thing))
        elif issubclass(kind, BaseModel):
            self[kind] = lambda form: (dict, (tuple(vars(form).items()),))
        elif kind is MappingProxyType:
            self[kind] = lambda mapping: (dict, (tuple(mapping.items()),))
        else:
            raise KeyError(kind)
        return self[kind]


class _Pickler(pickle.Pickler):
    """Packs the data of views. Without its memory of what came before, equal things give equal bytes."""

    def __init__(self, file: BytesIO, reducers: _Reducers) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast, self.dispatch_table = True, reducers


_REDUCERS = _Reducers()


def reducers_with(urls: Mapping[str, str]) -> _Reducers:
    """Return reducers for which places count as equal where their pages have equal `urls`, too."""
    placed = attrgetter("path", "anchor", "label", "query")
    return _Reducers({Place: lambda place: (Place, (*placed(place), urls.get(place.path)))})


def packed(thing: object, reducers: _Reducers = _REDUCERS) -> bytes:
    """Return bytes that are equal for equal things made of dataclasses and plain values.

    Raises Unknown for what cannot be packed.
    """
    file = BytesIO()
    try:
        _Pickler(file, reducers).dump(thing)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as fault:
        raise Unknown(str(fault)) from fault
    return file.getvalue()


def plain(thing: object) -> Any:
    """Return settings as plain values, to be packed. Raises Unknown for what holds something else."""
    if isinstance(thing, Enum):
        return thing.name
    if isinstance(thing, _PLAIN):
        return thing
    if isinstance(thing, Mapping):
        return [(plain(key), plain(value)) for key, value in thing.items()]
    if isinstance(thing, list | tuple):
        return [plain(each) for each in thing]
    if isinstance(thing, set | frozenset):
        return sorted(packed(plain(each)) for each in thing)
    raise Unknown(type(thing).__name__)


def digest(*things: object) -> str:
    """Return the digest of things that can be packed. Raises Unknown where one cannot."""
    return hashlib.sha256(packed(things)).hexdigest()
