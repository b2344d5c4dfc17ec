"""Writing YAML back: one thing added, every comment, quote and order kept. Text in, text out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from concordat.keys import Proposal
from concordat.model.forms import Signature

_LIST = re.compile(r"^[A-Za-z_]+:[^\S\n]*\n(?P<offset> *)- ", re.MULTILINE)


def add_rows(text: str, proposals: Iterable[Proposal]) -> str:
    """Return a clause table with proposed numbers added to their rows, and with new rows at its end."""
    table = _load(text)
    for proposal in proposals:
        row = table.setdefault(proposal.key, CommentedMap())
        if proposal.merged:
            row["merged"] = proposal.merged
        else:
            edition = next((key for key in row if str(key) == proposal.edition), _quoted(proposal.edition))
            numbers = [*_listed(row.get(edition)), *map(_quoted, proposal.numbers)]
            row[edition] = numbers[0] if len(numbers) == 1 else _flow(numbers)
    return _dump(table, text)


def set_seal(text: str, digest: str, clauses: Mapping[str, str], opened: date) -> str:
    """Return signatures with the seal of a text and the digest of each clause; `opened` where none stands."""
    form = _load(text)
    if "opened" not in form:
        form.insert(0, "opened", opened)
    at = list(form).index("opened") + 1
    for key, value in (
        ("seal", digest),
        ("clauses", CommentedMap({_quoted(k): v for k, v in clauses.items()})),
    ):
        form.pop(key, None)
        form.insert(at, key, value)
        at += 1
    return _dump(form, text)


def add_signature(text: str, signature: Signature) -> str:
    """Return signatures with one more at the end."""
    form = _load(text)
    entries = form.setdefault("signatures", CommentedSeq())
    entries.append(CommentedMap(signature.model_dump(by_alias=True, exclude_none=True)))
    return _dump(form, text)


def _yaml(text: str) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    found = _LIST.search(text)
    offset = len(found["offset"]) if found else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _load(text: str) -> CommentedMap:
    loaded = _yaml(text).load(text)
    return CommentedMap() if loaded is None else loaded


def _dump(content: CommentedMap, text: str) -> str:
    written = io.StringIO()
    _yaml(text).dump(content, written)
    return written.getvalue()


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _flow(values: list[Any]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def _quoted(text: str) -> str:
    """Return a text that is written in quotes where YAML would take it for a number."""
    return DoubleQuotedScalarString(text) if re.fullmatch(r"[\d.]+", text) else text
