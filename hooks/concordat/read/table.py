"""The clause table: `clauses.yml`, one row a lasting clause key, its number in each edition.

host-scopes-theme:
  "1": 4.2(a)
  "2": [4.2(a), 4.3]              split: it stands in both
lead-answers:
  "1": 4.9
  repealed: DCS 2017-02-03 D1     ended: by this decision, or with `merged: host-scopes-theme`
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any

from concordat import addresses
from concordat.findings import Finding, error
from concordat.model.fields import CLAUSE_KEY
from concordat.model.mentions import Mention, Mentions, Relation
from concordat.model.records import ClauseRow, ClausesFile, Document
from concordat.read.values import read_values
from concordat.read.wrong import VALUE_TYPE

KEY_FORM = error("clause-key-form", "A clause's lasting key of another form than keys have")

_KEY = re.compile(CLAUSE_KEY)
_NUMBER = re.compile(addresses.CLAUSE_NUMBER)
ENDS = ("repealed", "merged")
"""How a clause's row can end, in place of its number in an edition."""


def read_table(path: str, text: str, folder: str) -> tuple[ClausesFile | None, list[Finding]]:
    """Read a clause table. Returns None where its YAML cannot be read."""
    values = read_values(text, path)
    if not values.usable:
        return None, values.findings
    document = Document(path, marks=values.marks)
    reader = _Reader(document, list(values.findings))
    rows = tuple(row for key, content in values.content.items() if (row := reader.row(key, content)))
    repealing = [
        Mention(str(row.repealed), *values.marks[f"{row.key}.repealed"], Relation.REPEALED_BY)
        for row in rows
        if row.repealed
    ]
    document = Document(path, mentions=Mentions.of(repealing), marks=values.marks)
    return ClausesFile(document, folder, rows), reader.findings


class _Reader:
    def __init__(self, document: Document, findings: list[Finding]) -> None:
        self.document, self.findings = document, findings

    def row(self, key: str, content: Any) -> ClauseRow | None:
        """Read one row; None where it is none at all."""
        if not _KEY.fullmatch(key):
            hint = "write small letters and hyphens, such as host-scopes-theme"
            self.findings.append(KEY_FORM.at(self.document.at(key), f"'{key}' is not a clause's key", hint))
            return None
        if not isinstance(content, dict):
            self._find((key,), f"{key}: editions and numbers are wanted here", "write a line '\"1\": 4.2(a)'")
            return None
        numbers = {
            edition: self._numbers((key, edition), value)
            for edition, value in content.items()
            if edition not in ENDS
        }
        return ClauseRow(
            key, MappingProxyType(numbers), self._repealed(key, content), self._merged(key, content)
        )

    def _numbers(self, keys: tuple[str, ...], value: Any) -> tuple[str, ...]:
        listed = value if isinstance(value, list) else [value]
        found = []
        for number in listed:
            if isinstance(number, str) and _NUMBER.fullmatch(number.strip()):
                found.append(number.strip())
            else:
                message = f"{'.'.join(keys)}: '{number}' is not a clause's number"
                self._find(keys, message, "write it as the text has it, such as 4.2(a)")
        return tuple(found)

    def _repealed(self, key: str, content: dict[str, Any]) -> addresses.Meeting | None:
        value = content.get("repealed")
        if value is None:
            return None
        decision = addresses.parse(value) if isinstance(value, str) else None
        if isinstance(decision, addresses.Meeting) and decision.entry.startswith("D"):
            return decision
        message = f"{key}: '{value}' is not a decision"
        self._find((key, "repealed"), message, "write it as minutes cite it, such as DCS 2016-10-07 D2")
        return None

    def _merged(self, key: str, content: dict[str, Any]) -> str:
        value = content.get("merged")
        if value is None or (isinstance(value, str) and _KEY.fullmatch(value)):
            return value or ""
        self._find((key, "merged"), f"{key}: '{value}' is not a clause's key", "write the key of another row")
        return ""

    def _find(self, keys: tuple[str, ...], message: str, hint: str) -> None:
        self.findings.append(VALUE_TYPE.at(self.document.at(*keys), message, hint))
