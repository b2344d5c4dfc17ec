"""Read texts as the readers do, without a file, and write what they made of them as a few plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from concordat.findings import Finding
from concordat.model.records import EditionText
from concordat.read.clauses import read_edition_text
from concordat.read.documents import Source, read_source
from concordat.read.prose import Prose, read_prose
from concordat.record import Record, build_record

PATH = "page.md"


def prose_of(text: str, first_line: int = 1) -> Prose:
    """Return a text as prose; it must not leave a code block or a comment open."""
    prose, findings = read_prose(text, PATH, first_line)
    assert findings == []
    return prose


def edition_of(text: str) -> tuple[EditionText, list[Finding]]:
    """Read a text as the body of an edition."""
    return read_edition_text(prose_of(text), PATH)


def record_of(files: Mapping[str, str], today: date | None = None) -> Record:
    """Return the record that files, by path, make; without `today` or `as_of` it is read as on 2 May 1999."""
    readings = [read_source(Source(path, text.encode())) for path, text in files.items()]
    return build_record(readings, files, clock=date(1999, 5, 2), today=today)


def outline(text: EditionText) -> str:
    """Return a line for each clause, `4.2(a) the theme`, with `# Title` for a heading.

    Text of no clause comes first, after a dash. `¶` stands for an empty line, `/` for a new one.
    """
    loose = [f"- {_on_one_line(block.text)}" for block in text.blocks if block.clause < 0]
    rows = [
        " ".join(filter(None, (clause.number, clause.title and f"# {clause.title}", _on_one_line(words))))
        for clause, words in zip(text.clauses, text.texts(), strict=True)
    ]
    return "\n".join((*loose, *rows))


def shown(findings: Iterable[Finding]) -> list[str]:
    """Return findings as `line:column rule: message | hint`."""
    return [
        f"{each.location.line}:{each.location.column} {each.rule}: {each.message} | {each.hint}"
        for each in findings
    ]


def _on_one_line(words: str) -> str:
    return words.replace("\n\n", " ¶ ").replace("\n", " / ")
