"""Rules about the clause table: every clause on one row, every row about clauses, no key lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from concordat.addresses import number_key
from concordat.findings import Finding, checked_by, did_you_mean, error, info, listed, warning
from concordat.index import Agreement, Edition
from concordat.leftbehind import LeftBehind, left_behind
from concordat.matching import likeness
from concordat.model.forms import EditionStatus
from concordat.model.records import ClauseRow, ClausesFile
from concordat.record import Record
from concordat.seal import words

ALIKE = 0.9
"""How alike the words of an ended and of a new clause are, at least, to ask whether they are one."""


def _tables(record: Record) -> Iterator[tuple[Agreement, ClausesFile]]:
    for agreement in record.agreements.values():
        if agreement.table is not None:
            yield agreement, agreement.table


def _settled(agreement: Agreement) -> list[Edition]:
    return [e for e in agreement.editions if e.file.front.status is not EditionStatus.DRAFT]


@checked_by(warning("clause-key-missing", "A clause that no row of the clause table names"))
def clause_key_missing(record: Record) -> Iterator[Finding]:
    """Find clauses without a lasting key, those of an edition together. Drafts need none yet."""
    for agreement, table in _tables(record):
        for edition in _settled(agreement):
            keys = agreement.keys(edition.name)
            missing = [clause.number for clause in edition.clauses if clause.key not in keys]
            if missing:
                shown = listed(missing if len(missing) <= 8 else [*missing[:7], f"{len(missing) - 7} more"])
                yield clause_key_missing.at(
                    table.document.at(),
                    f"no row names {shown} of {edition.address}",
                    "give each a row: a key, the edition and the number",
                    subject=edition.address,
                )


@checked_by(error("clause-key-repeated", "A clause that two rows of the clause table name"))
def clause_key_repeated(record: Record) -> Iterator[Finding]:
    """Find clauses with two lasting keys."""
    for agreement, table in _tables(record):
        first: dict[tuple[str, str], str] = {}
        for row in table.rows:
            for edition, numbers in row.numbers.items():
                for number in numbers:
                    key = first.setdefault((edition, number_key(number)), row.key)
                    if key != row.key:
                        address = f"{agreement.short_name}/{edition} {number}"
                        yield clause_key_repeated.at(
                            table.document.at(row.key, edition),
                            f"{address} is on the rows '{key}' and '{row.key}'",
                            f"keep it on one; if '{row.key}' was merged, write 'merged: {key}' instead",
                            related=[table.document.at(key, edition)],
                        )


@checked_by(error("clause-key-unknown", "A row of the clause table that names no clause"))
def clause_key_unknown(record: Record) -> Iterator[Finding]:
    """Find rows with an edition, a number or a key that is not there."""
    for agreement, table in _tables(record):
        keys = [row.key for row in table.rows]
        for row in table.rows:
            if row.merged and row.merged not in keys:
                message = f"'{row.key}' is merged into '{row.merged}', which is no row"
                hint = did_you_mean(row.merged, keys, "write the key of another row")
                yield clause_key_unknown.at(table.document.at(row.key, "merged"), message, hint)
            for edition, numbers in row.numbers.items():
                yield from _unknown_numbers(agreement, table, row, edition, numbers)


def _unknown_numbers(
    agreement: Agreement, table: ClausesFile, row: ClauseRow, edition: str, numbers: tuple[str, ...]
) -> Iterator[Finding]:
    place, text = table.document.at(row.key, edition), agreement.edition(edition)
    if text is None:
        names = [each.name for each in agreement.editions]
        hint = f"write an edition ({listed(names)}), 'repealed' or 'merged'"
        message = f"{agreement.short_name} has no edition '{edition}'"
        yield clause_key_unknown.at(
            place, message, did_you_mean(edition, [*names, "repealed", "merged"], hint)
        )
        return
    for number in numbers:
        if text.clause(number) is None:
            found = {each.key: each for each in _left_behind(agreement, table, text)}.get(row.key)
            known = [clause.number for clause in text.clauses]
            hint = (
                _put(agreement, text, found) if found else did_you_mean(number, known, "correct the number")
            )
            yield clause_key_unknown.at(place, f"{text.address} has no clause {number}", hint)


def _left_behind(agreement: Agreement, table: ClausesFile, later: Edition) -> list[LeftBehind]:
    at = agreement.editions.index(later)
    return left_behind(table.rows, agreement.editions[at - 1], later) if at else []


def _put(agreement: Agreement, later: Edition, found: LeftBehind) -> str:
    drafted = later.file.front.status is EditionStatus.DRAFT
    command = f"; 'concordat keys {agreement.short_name} --write' does it" if drafted else ""
    return f"if the clause is now {found.number}, put that number on the row{command}"


@checked_by(warning("clause-key-moved", "A row of the clause table whose number is another clause's now"))
def clause_key_moved(record: Record) -> Iterator[Finding]:
    """Find rows that kept a number which the clause has no longer, as when a section was put in before it."""
    for agreement, table in _tables(record):
        for later in agreement.editions:
            for found in _left_behind(agreement, table, later):
                if later.clause(found.stands) is None:
                    continue  # clause-key-unknown says it
                earlier = agreement.editions[agreement.editions.index(later) - 1]
                yield clause_key_moved.at(
                    table.document.at(found.key, later.name),
                    f"'{found.key}' is {later.address} {found.stands}, but {found.number} has "
                    f"{found.score:.0%} of the words of {earlier.address} {found.before}",
                    _put(agreement, later, found),
                    subject=later.address,
                )


@checked_by(error("clause-key-ended", "A clause that is gone from the next edition, and nothing says why"))
def clause_key_ended(record: Record) -> Iterator[Finding]:
    """Find keys that an edition has and the next one has not, though neither repealed nor merged."""
    for agreement, table in _tables(record):
        for earlier, later in pairwise(_settled(agreement)):
            for row in table.rows:
                ended = row.numbers.get(earlier.name) and not row.numbers.get(later.name)
                if ended and not row.repealed and not row.merged:
                    number = row.numbers[earlier.name][0]
                    ending = "'repealed:' with the decision, or 'merged:' with a key"
                    yield clause_key_ended.at(
                        table.document.at(row.key),
                        f"'{row.key}' is {earlier.address} {number}, and {later.address} does not have it",
                        f"add its number in edition {later.name}, or {ending}",
                    )


@checked_by(info("clause-key-alike", "A new clause with nearly the words of one that ended"))
def clause_key_alike(record: Record) -> Iterator[Finding]:
    """Find new clauses that read like an ended one: somebody should say whether they are the same."""
    for agreement, table in _tables(record):
        for earlier, later in pairwise(agreement.editions):
            before, after = agreement.keys(earlier.name), agreement.keys(later.name)
            ended = {key: number for number, key in before.items() if key not in after.values()}
            begun = {key: number for number, key in after.items() if key not in before.values()}
            for old_key, old in ended.items():
                for new_key, new in begun.items():
                    share = _likeness(earlier, old, later, new)
                    if share >= ALIKE:
                        numbers = [earlier.clauses[earlier.by_key[old]], later.clauses[later.by_key[new]]]
                        yield clause_key_alike.at(
                            table.document.at(new_key),
                            f"{later.address} {numbers[1].number} has {share:.0%} of the words of "
                            f"{earlier.address} {numbers[0].number}, but another key",
                            f"if it is the same clause, put its number on the row '{old_key}'",
                            related=[table.document.at(old_key)],
                        )


def _likeness(earlier: Edition, old: str, later: Edition, new: str) -> float:
    if old not in earlier.by_key or new not in later.by_key:
        return 0.0
    texts = words(earlier.texts[earlier.by_key[old]]), words(later.texts[later.by_key[new]])
    return likeness(texts[0].split(), texts[1].split()) if all(texts) else 0.0
