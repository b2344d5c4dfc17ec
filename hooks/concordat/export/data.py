"""The files of the open data: tables as CSV and JSON, editions as JSON and XML, and their JSON Schemas."""

from __future__ import annotations

import csv
import io
import json
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from concordat.export.akoma_ntoso import edition_xml
from concordat.export.editions import Described, EditionData, edition_json
from concordat.export.published import Published
from concordat.export.tables import (
    ActionRow,
    AttendanceRow,
    DecisionRow,
    SignatureRow,
    actions,
    attendance,
    decisions,
    signatures,
)
from concordat.index import Edition
from concordat.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "data"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of the open data: its name in addresses, what it holds, and what its rows are made of."""

    name: str
    holds: str
    row: type[Described]
    rows: Callable[[Published], Iterator[Described]]

    def path(self, kind: str) -> str:
        """Return the path of its file below the site's root; `kind` is `csv` or `json`."""
        return f"{FOLDER}/{self.name}.{kind}"


DATASETS = (
    Dataset("decisions", "Every decision of every meeting", DecisionRow, decisions),
    Dataset("actions", "Every action, its owner, and what became of it", ActionRow, actions),
    Dataset("attendance", "How each council took part in each meeting", AttendanceRow, attendance),
    Dataset("signatures", "Who signed which edition, and when", SignatureRow, signatures),
)
"""The one list of tables."""


def edition_path(record: Record, edition: Edition, kind: str) -> str:
    """Return the path of an edition's file below the site's root; `kind` is `json` or `xml`."""
    folder = record.agreements[edition.agreement].file.folder
    return f"{FOLDER}/agreements/{folder}/{edition.name}.{kind}"


def schema_path(name: str) -> str:
    """Return the path of the JSON Schema of a table, or of `edition`."""
    return f"{FOLDER}/schemas/{name}.json"


def data_files(published: Published) -> Iterator[tuple[str, bytes]]:
    """Return every file of the open data: its path below the site's root, and its bytes."""
    for dataset in DATASETS:
        rows = list(dataset.rows(published))
        yield dataset.path("csv"), as_csv(dataset.row, rows)
        content = _head(published, dataset.path("json"), dataset.name)
        yield dataset.path("json"), _as_json({**content, dataset.name: list(map(_values, rows))})
        yield schema_path(dataset.name), _as_schema(table_schema(published, dataset))
    for edition in published.record.editions():
        data = _values(edition_json(published, edition))
        path = edition_path(published.record, edition, "json")
        yield path, _as_json({**_head(published, path, "edition"), **data})
        yield edition_path(published.record, edition, "xml"), edition_xml(published, edition)
    yield schema_path("edition"), _as_schema(edition_schema(published))


def _head(published: Published, path: str, schema: str) -> dict[str, Any]:
    """Return what every JSON file begins with."""
    region = published.record.region
    return {
        "$schema": posixpath.relpath(schema_path(schema), posixpath.dirname(path)),
        "region": region.name,
        "as_of": published.record.today,
        "illustrative": region.demonstration,
        "licence": region.licence,
    }


_HEAD_SCHEMA: dict[str, Any] = {
    "$schema": {"type": "string", "description": "Where the schema of this file is, seen from the file."},
    "region": {"type": "string", "description": "The region's name."},
    "as_of": {"type": "string", "format": "date", "description": "The day on which the record was read."},
    "illustrative": {"type": "boolean", "description": "Whether the record is a demonstration."},
    "licence": {"type": ["string", "null"], "description": "The licence under which it may be used again."},
}


def table_schema(published: Published, dataset: Dataset) -> dict[str, Any]:
    """Return the JSON Schema of a table's JSON file."""
    row = TypeAdapter(dataset.row).json_schema(mode="serialization")
    definitions = row.pop("$defs", {})
    own = {dataset.name: {"type": "array", "items": row, "description": f"{dataset.holds}."}}
    return _schema(published, dataset.name, dataset.holds, own, definitions)


def edition_schema(published: Published) -> dict[str, Any]:
    """Return the JSON Schema of an edition's JSON file."""
    made = TypeAdapter(EditionData).json_schema(mode="serialization")
    return _schema(published, "edition", "One edition of an agreement", made["properties"], made["$defs"])


def _schema(
    published: Published, name: str, title: str, own: dict[str, Any], definitions: dict[str, Any]
) -> dict[str, Any]:
    properties = {**_HEAD_SCHEMA, **own}
    return {
        "$schema": DIALECT,
        **({"$id": published.url(schema_path(name))} if published.base else {}),
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }


def as_csv(row: type[Described], rows: Iterable[Described]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8, with a heading.

    It opens with a byte-order mark, without which Excel shows a dash as three odd letters. Lists are
    joined by `; `. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    columns = [field.name for field in fields(row)]
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(getattr(each, column)) for column in columns] for each in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_schema(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _values(data: Described) -> dict[str, Any]:
    """Return the fields of what is written as JSON, by name."""
    return {field.name: getattr(data, field.name) for field in fields(data)}


def _as_json(content: dict[str, Any]) -> bytes:
    """Return JSON with a line for each key, and for each row of a list: short to read, quick to write."""
    lines = []
    for key, value in content.items():
        rows = [_dumps(row) for row in value] if isinstance(value, list | tuple) else []
        shown = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else _dumps(value)
        lines.append(f" {_dumps(key)}: {shown}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Described):
        return _values(value)
    return value.isoformat() if isinstance(value, date) else str(value)
