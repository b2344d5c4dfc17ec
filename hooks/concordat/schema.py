"""JSON Schemas of what editors write, for their editors: made from the forms, so that neither can differ.

A schema is for completion and for squiggles while typing; `concordat check` decides. It accepts all
that the check accepts, so a text may be written without quotes where YAML takes it for a number.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from concordat.model import events, forms, published, signatures
from concordat.model.fields import (
    CLAUSE_KEY,
    BodyKey,
    ClauseKey,
    ClauseNumber,
    EntryAddress,
)

_DIALECT = "http://json-schema.org/draft-07/schema#"  # the one that every editor knows
_NUMBERS = ["string", "number"]
_NOTHING = {"type": "null"}


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its name, the files below the record's folder that it is for, and what it is made from.

    Of a Markdown page it describes the settings at the top.
    """

    name: str
    files: str
    form: Any


SCHEMAS = (
    Schema("region", "region.yml", forms.Region),
    Schema("councils", "councils.yml", forms.CouncilsForm),
    Schema("bodies", "bodies.yml", dict[BodyKey, forms.BodyForm]),
    Schema("authors", "blog/.authors.yml", forms.AuthorsForm),
    Schema("addresses", "addresses.yml", published.AddressesForm),
    Schema("agreement", "agreements/*/agreement.yml", forms.AgreementForm),
    Schema("clauses", "agreements/*/clauses.yml", None),
    Schema("signatures", "agreements/*/*/signatures.yml", signatures.SignaturesForm),
    Schema("edition", "agreements/*/*/index.md", forms.EditionFront),
    Schema("minutes", "meetings/*/[0-9]*.md", forms.MeetingFront),
    Schema("event", "calendar/*.md", events.EventFront),
    Schema("post", "blog/posts/**/*.md", forms.PostFront),
    Schema("page", "**/*.md", forms.PageFront),
)
"""The one list of schemas."""


@cache
def _describe_fields() -> None:
    """Give each field of each form its meaning: the docstring that stands under it."""
    for module in (forms, events, published, signatures):
        for made in ast.parse(inspect.getsource(module)).body:
            form = getattr(module, made.name, None) if isinstance(made, ast.ClassDef) else None
            if isinstance(made, ast.ClassDef) and isinstance(form, type) and issubclass(form, forms.Form):
                _describe(form, made.body)
    for form in _below(forms.Form):
        form.model_rebuild(force=True)


def _describe(form: type[forms.Form], body: list[ast.stmt]) -> None:
    for field, below in pairwise(body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                for own in (form, *_below(form)):
                    own.model_fields[name].description = inspect.cleandoc(text)


def _below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def schema_text(schema: Schema) -> str:
    """Return a schema as JSON text, the same on each run."""
    _describe_fields()
    made = _clauses() if schema.form is None else TypeAdapter(schema.form).json_schema(by_alias=True)
    tidy = _tidy(made)
    head = {"$schema": _DIALECT, "title": f"{schema.name}: {schema.files}"}
    return json.dumps(head | tidy, indent=2, ensure_ascii=False) + "\n"


def _clauses() -> dict[str, Any]:
    """Return the schema of the clause table, whose reader needs no form: editions are its keys."""
    number = TypeAdapter(ClauseNumber).json_schema()
    row = {
        "type": "object",
        "description": "One clause: its number in each edition, or what ended it.",
        "properties": {
            "repealed": {
                "description": "The decision that ended the clause.",
                **TypeAdapter(EntryAddress).json_schema(),
            },
            "merged": {
                "description": "The key of the clause that took it in.",
                **TypeAdapter(ClauseKey).json_schema(),
            },
        },
        "additionalProperties": {
            "description": "Its number in this edition; several, where it was split.",
            "anyOf": [number, {"type": "array", "items": number}],
        },
    }
    return {
        "type": "object",
        "description": "Each clause under its lasting key, and its number in each edition.",
        "patternProperties": {CLAUSE_KEY: row},
    }


def _tidy(node: Any, *, optional: bool = False) -> Any:
    """Return a schema without pydantic's titles, and as lenient with YAML as the readers are."""
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    required = node.get("required", ())
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties", "$defs"):
            made[key] = {
                name: _tidy(each, optional=key == "properties" and name not in required)
                for name, each in value.items()
            }
        elif key not in ("title", "default"):
            made[key] = _tidy(value)
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    if made.get("type") == "string":
        made["type"] = _scalars(made)
    if made.get("anyOf", ())[1:] == [_NOTHING] and "type" in made["anyOf"][0]:
        only, *_ = made.pop("anyOf")
        return _or_empty(only | made)
    return _or_empty(made) if optional else made


def _scalars(node: dict[str, Any]) -> str | list[str]:
    """Return what a text may look like to YAML: a title such as 2016, an edition such as 2."""
    if "pattern" in node:
        return _NUMBERS if re.search(node["pattern"], "2") else "string"
    return "string" if "enum" in node else [*_NUMBERS, "boolean"]


def _or_empty(node: dict[str, Any]) -> dict[str, Any]:
    """Let an optional key stand there with no value, which counts as not given."""
    if "anyOf" in node:
        return node
    kind = node.get("type")
    if kind is None:
        described = {key: node[key] for key in ("description",) if key in node}
        rest = {key: value for key, value in node.items() if key not in described}
        return {**described, "anyOf": [rest, _NOTHING]}
    kinds = [*kind, "null"] if isinstance(kind, list) else [kind, "null"]
    return node | {"type": kinds}
