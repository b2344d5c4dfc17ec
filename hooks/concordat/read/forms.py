"""From values to forms: every fault of a form at once, each at its key, in plain English."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Any, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from concordat import addresses
from concordat.dates import date_hint
from concordat.findings import Finding, Rule, did_you_mean, error, listed
from concordat.model.fields import OTHER_INSTRUMENT
from concordat.model.forms import Form
from concordat.model.records import Document
from concordat.read.prose import contacts
from concordat.read.values import Values, read_values
from concordat.read.wrong import DATE_IMPOSSIBLE, VALUE_TYPE

KEY_UNKNOWN = error("key-unknown", "A key that the form does not have")
KEY_MISSING = error("key-missing", "A key that the form needs is missing")

AnyForm = TypeVar("AnyForm", bound=Form)

_HINTS = {
    "date_form": "write it as 2016-12-09 or as 9 December 2016",
    "iso_date": "write it as 2016-12-09",
    "time_form": "write it as 10:00",
    "true_or_false": "write true or false",
    "whole_number": "write it in figures, such as 12",
    "meeting_address": "write the body and the date of the meeting",
    "entry_address": "write the body, the date and the number, as minutes cite it",
    "public_address": "write what follows the site's own address, such as meetings/dcs/2016-10-07/#D2",
    "sentence": "write a sentence for readers, in words",
    "digest_form": "copy the digest that `concordat record` shows for the edition",
    "string_type": "write a plain text here",
    "tuple_type": "write a list: [one, two], or a line '- one' for each",
    "dict_type": "write keys with values, a line each",
    "model_type": "write keys with values, a line each",
    "too_short": "write at least one entry",
    "string_too_short": "write a value",
    "greater_than_equal": "write a number that is at least 1",
}
_WANTED = {
    "string_type": "a text is wanted here",
    "tuple_type": "a list is wanted here",
    "dict_type": "keys with values are wanted here",
    "model_type": "keys with values are wanted here",
    "model_attributes_type": "keys with values are wanted here",
    "too_short": "this list is empty",
    "string_too_short": "this value is empty",
    "greater_than_equal": "the number is too small",
}


def fit(form: type[AnyForm], values: Values, path: str) -> tuple[AnyForm | None, list[Finding]]:
    """Make a form from values. Returns it, or None where it has faults, and the findings."""
    if not values.usable:
        return None, values.findings
    empty = [
        _unknown(form, parents, key, values, path)
        for above, key in values.empty
        if key not in (_known(form, parents := above.split(".") if above else []) or (key,))
    ]
    try:
        made = form.model_validate(values.content)
        return (None if empty else made), values.findings + empty
    except ValidationError as fault:
        faults = (  # a list all of whose entries are faulty is not empty, though pydantic says so
            each
            for each in fault.errors(include_url=False)
            if each["type"] != "too_short" or not each["input"]
        )
        found = [_finding(form, details, values, path) for details in faults]
        return None, values.findings + empty + found


def read_form(form: type[AnyForm], text: str, path: str) -> tuple[AnyForm | None, Document, list[Finding]]:
    """Read a whole YAML file as a form."""
    values = read_values(text, path)
    made, findings = fit(form, values, path)
    return made, Document(path, contacts=tuple(contacts(text)), marks=values.marks), findings


def _finding(form: type[Form], details: Any, values: Values, path: str) -> Finding:
    keys = [part for part in details["loc"] if part != "[key]"]
    place = Document(path, marks=values.marks).at(*keys)
    kind, value = details["type"], details["input"]
    last = str(keys[-1]) if keys else ""
    if kind == "missing":
        where = f" in {_name(keys[:-1])}" if keys[:-1] else ""
        return KEY_MISSING.at(place, f"the key '{last}' is missing{where}", f"add a line '{last}: …'")
    if kind == "extra_forbidden":
        return _unknown(form, keys[:-1], last, values, path)
    while len(keys) > 1 and ".".join(map(str, keys)) not in values.marks:
        keys.pop()  # a key that the editor did not write, such as `created` of a post's only date
    name = _name(keys)
    rule: Rule = DATE_IMPOSSIBLE if kind == "date_impossible" else VALUE_TYPE
    message, hint = _wording(kind, value, details)
    return rule.at(place, f"{name}: {message}" if name else message, hint)


def _unknown(form: type[Form], parents: list[Any], key: str, values: Values, path: str) -> Finding:
    """Return the finding of a key that a form does not know at a place inside it."""
    known = _known(form, parents) or []
    hint = did_you_mean(key, known, f"the keys here are {listed(known)}")
    place = Document(path, marks=values.marks).at(*parents, key)
    return KEY_UNKNOWN.at(place, f"there is no key '{key}' here", hint)


def _name(keys: list[str | int]) -> str:
    """Return a path of keys as editors count: `signatures, entry 3, date`."""
    shown = ""
    for before, key in zip(["", *keys], keys, strict=False):
        if isinstance(key, int):
            shown += f", entry {key + 1}"
        else:
            shown += f"{', ' if isinstance(before, int) else '.'}{key}"
    return shown.lstrip(".")


def _wording(kind: str, value: object, details: Any) -> tuple[str, str]:
    context = details.get("ctx", {})
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        message = f"'{value}' is not one of {listed(allowed, 'or')}"
        said = [word for word in re.findall(r"[\w-]+", str(value)) if word in allowed]
        if len(said) > 1:
            return message, f"keep one of them: {listed(said, 'or')}"
        return message, did_you_mean(str(value), allowed, "write one of these")
    if kind == "string_pattern_mismatch":
        pattern = context.get("pattern", "")
        return f"'{value}' does not have the form wanted here", _PATTERN_HINTS.get(
            pattern, f"form: {pattern}"
        )
    if kind == "date_impossible":
        return details["msg"], "look up the date and correct it"
    if kind in _WANTED:
        shown = f", not '{value}'" if isinstance(value, str) and value else ""
        return _WANTED[kind] + shown, _HINTS.get(kind, "see the help on this check")
    if isinstance(value, str) and re.search("[“”„]", value):
        return details["msg"], "take away the curly quotes, which Word makes, or type straight ones"
    if kind == "date_form" and isinstance(value, str) and re.search(r"\d[/.]", value):
        return details["msg"], date_hint(value)
    return details["msg"], _HINTS.get(kind, "see the help on this check")


_PATTERN_HINTS = {
    f"^{addresses.EDITION}$": "write a short name such as 2, in letters, figures, dots and hyphens",
    f"^{addresses.SHORT_NAME}$": "write a short name in capitals, such as SLI",
    "^[A-Z]{2,8}$": "write the council's key in capitals, such as LDS",
    "^[a-z][a-z0-9_]{0,30}$": "write the office's key in small letters, such as lead_member",
    OTHER_INSTRUMENT: "begin it as the text does, such as section 47 enquiries, or Article 8 ECHR",
    "^[EWSN][0-9]{8}$": "write a GSS code such as E08000035",
}


def _known(form: type[BaseModel], parents: list[Any]) -> list[str] | None:
    """Return the keys that a form knows at a place inside it; None where the editor gives them names."""
    here: Any = form
    for parent in parents:
        if _is_form(here):
            fields = here.model_fields.items()
            here = next((field.annotation for name, field in fields if (field.alias or name) == parent), None)
        else:  # an entry of a list or of a mapping
            here = (get_args(here) or (None,))[-2 if get_origin(here) is tuple else -1]
        if _is_union(here):
            here = next(each for each in get_args(here) if each is not NoneType)
    return [field.alias or name for name, field in here.model_fields.items()] if _is_form(here) else None


def _is_form(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_union(annotation: Any) -> bool:
    return isinstance(annotation, UnionType) or get_origin(annotation) is Union
