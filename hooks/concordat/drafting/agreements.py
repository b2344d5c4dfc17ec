"""A new agreement with its first draft, and the next edition of one that is there."""

from __future__ import annotations

import re

from concordat import addresses
from concordat.drafting.text import NewFile, NotStarted, page, schema_hint, settings
from concordat.edit import add_rows
from concordat.findings import did_you_mean, listed
from concordat.index import Agreement, Edition
from concordat.keys import Proposal
from concordat.model.forms import EditionStatus
from concordat.read.front import split_front
from concordat.record import Record

_FIRST_TEXT = """\
## 1 Purpose

1.1 The councils that sign this agreement agree to:

(a) write what they agree in clauses, each with its number; and

(b) keep to the text in force until a new edition has been signed.
"""


def agreement(
    record: Record, short_name: str, title: str, parties: tuple[str, ...], offices: tuple[str, ...]
) -> list[NewFile]:
    """Return the files of a new agreement: what holds for it, its page, and a first draft.

    Raises NotStarted for a name that is taken or has the wrong form, unknown councils and offices.
    """
    if not re.fullmatch(addresses.SHORT_NAME, short_name):
        raise NotStarted(f"'{short_name}' is no short name; write two or more capitals, such as SLI")
    if short_name in record.agreements or short_name in record.bodies:
        raise NotStarted(f"the name '{short_name}' is taken; choose another")
    for key, known, what in (
        *((key, record.councils, "council") for key in parties),
        *((key, record.offices, "office") for key in offices),
    ):
        if key not in known:
            near = did_you_mean(key, known, f"councils.yml has {listed(known) or 'none'}")
            raise NotStarted(f"there is no {what} '{key}'; {near}")
    folder = f"agreements/{short_name.lower()}"
    form = (
        ("short_name", short_name),
        ("title", title),
        ("parties", parties),
        ("signing_offices", offices),
    )
    about = f"{folder}/agreement.yml"
    return [
        NewFile(about, schema_hint(about, "agreement", record.files) + settings(form)),
        NewFile(
            f"{folder}/index.md", f"# {title}\n\nWhat this agreement is for, in two or three sentences.\n"
        ),
        _draft(record, folder, "1", _FIRST_TEXT),
    ]


def next_edition(record: Record, name: str) -> tuple[Agreement, Edition | None]:
    """Return an agreement and the edition whose text the next one begins with.

    That is the edition in force; before there is one, the latest. Raises NotStarted for an unknown name.
    """
    known = record.agreements.get(name)
    if known is None:
        near = did_you_mean(name, record.agreements, f"there is {listed(record.agreements) or 'none'}")
        raise NotStarted(f"there is no agreement '{name}'; {near}")
    return known, record.in_force(name, record.today) or (known.editions[-1] if known.editions else None)


def next_name(known: Agreement) -> str:
    """Return the number after the highest edition's, or "" where an edition has no plain number."""
    names = [edition.name for edition in known.editions]
    return str(max(map(int, names), default=0) + 1) if all(name.isdigit() for name in names) else ""


def edition(
    record: Record, known: Agreement, source: Edition, name: str, text: str, table: str
) -> list[NewFile]:
    """Return the draft of a new edition, and the clause table with its column.

    `text` is the file of the edition that it begins with, `table` the clause table, "" for none.
    Nobody has signed the draft, so there is no file of signatures.
    """
    if not re.fullmatch(addresses.EDITION, name):
        raise NotStarted(f"'{name}' cannot name an edition; write a number, such as 2")
    if known.edition(name) is not None:
        raise NotStarted(f"{known.short_name}/{name} is there already, as '{known.edition(name).path}'")  # type: ignore[union-attr]
    folder = f"agreements/{known.file.folder}"
    _, first_line, _ = split_front(text, source.path)
    body = "\n".join(text.split("\n")[first_line - 1 :])
    files = [_draft(record, folder, name, body, source.file.front.title)]
    if known.table is not None:
        column = [
            Proposal(row.key, name, row.numbers[source.name], new=False)
            for row in known.table.rows
            if row.numbers.get(source.name) and name not in row.numbers
        ]
        files.append(NewFile(f"{folder}/clauses.yml", add_rows(table, column), replaces=True))
    return files


def _draft(record: Record, folder: str, name: str, body: str, title: str | None = None) -> NewFile:
    path = f"{folder}/{name}/index.md"
    values = (("edition", name), ("title", title), ("status", str(EditionStatus.DRAFT)))
    return NewFile(path, page(values, body, hint=schema_hint(path, "edition", record.files)))
