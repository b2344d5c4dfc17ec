"""Findings as text, JSON and annotations. A reporter decides nothing: it shows what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from concordat.findings import Finding
from concordat.report.github import as_annotations
from concordat.report.json import as_json
from concordat.report.text import as_text

Reporter = Callable[[Sequence[Finding], int, bool], str]
"""Takes findings, the count of documents, and whether to colour; returns what to print."""

REPORTERS: Mapping[str, Reporter] = MappingProxyType(
    {"text": as_text, "json": as_json, "github": as_annotations}
)
"""The formats of a report: the one list of them."""
