"""The pages of an agreement's clauses: the history of each, and the list of all that there ever were."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from concordat.addresses import number_key
from concordat.compare import SAME_WORDS
from concordat.dates import in_words
from concordat.index import Agreement, Edition
from concordat.lineage import Life, Stage, clause_words
from concordat.places import Place, clauses_path, history_path
from concordat.record import Record
from concordat.views.cells import EDITION_STATUS, Cell, Fact, Table, linked, period
from concordat.views.listings import Listing
from concordat.views.rewording import shown
from concordat.wording import Run

_FIRST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Fate:
    """A sentence on what became of a clause, and its redline; empty where no word changed."""

    sentence: str
    redline: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A clause in one edition: its facts, what became of it, and its words then, by number."""

    title: str
    anchor: str
    facts: tuple[Fact, ...]
    fates: tuple[Fate, ...]
    words: tuple[tuple[Cell, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """The page of one clause. The newest chapter comes first."""

    intro: str
    facts: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]
    named: Listing


def history_title(record: Record, life: Life) -> str:
    """Return the title of a clause's page: its number in force, else the last number that it had."""
    latest = _latest(record, life)
    if latest is None:
        return f"{life.agreement}: history of {life.key}"
    edition = f", edition {latest.edition.name}" if latest.edition is not _current(record, life) else ""
    return f"{life.agreement} {latest.numbers[0]}{edition}: history of the clause"


def history(record: Record, life: Life, named: Listing) -> History:
    """Return the page of a clause with its whole history, and what names it below that."""
    agreement = record.agreements[life.agreement]
    folder = agreement.file.folder
    facts = [Fact("Lasting key", (Cell(life.key),))]
    in_force = next((s for s in life.standing if s.edition is _current(record, life)), None)
    facts.append(Fact("In force", _numbers(in_force) if in_force else (Cell("Not in the text in force"),)))
    if life.outstanding:
        agreed = tuple(linked(record, str(each)) for each in life.outstanding)
        facts.append(Fact("Agreed, but not yet in the text", agreed))
    if life.repealed:
        facts.append(Fact("Repealed by", (linked(record, str(life.repealed)),)))
    if life.merged:
        facts.append(Fact("Became part of", (Cell(life.merged, Place(history_path(folder, life.merged))),)))
    facts.append(Fact("Agreement", (Cell("All clauses", Place(clauses_path(folder))),)))
    intro = (
        f"A clause of the {agreement.file.form.title}, in every edition in which it stood; the newest first."
    )
    chapters = (_chapter(record, life, at) for at in range(len(life.stages) - 1, -1, -1))
    return History(intro, tuple(facts), tuple(chapters), named)


def _chapter(record: Record, life: Life, at: int) -> Chapter:
    stage, front = life.stages[at], life.stages[at].edition.file.front
    edition = stage.edition
    facts = [Fact("Number", _numbers(stage) or (Cell("None: the clause is not in this edition"),))]
    facts.append(Fact("Status", (Cell(EDITION_STATUS[front.status]),)))
    if front.in_force_from:
        facts.append(Fact("In force", (Cell(period(front.in_force_from, edition.last_day)),)))
    facts += _decided(record, life, stage)
    fates = tuple(
        Fate(change.sentence, () if change.kind in SAME_WORDS else shown(change.redline))
        for change in stage.changes
    )
    if not stage.changes:
        fates = (Fate("The clause first stands here.", ()),)
    return Chapter(f"Edition {edition.name}", f"edition-{edition.name}", tuple(facts), fates, _words(stage))


def _decided(record: Record, life: Life, stage: Stage) -> Iterable[Fact]:
    """Yield the decisions behind a stage: those on the clause, and the one that adopted the edition."""
    front = stage.edition.file.front
    if stage.decisions:
        yield Fact("Changed by", tuple(linked(record, str(each)) for each in stage.decisions))
    if not stage.numbers and life.repealed:
        yield Fact("Repealed by", (linked(record, str(life.repealed)),))
    if front.adopted_by:
        yield Fact("Edition adopted by", (linked(record, str(front.adopted_by)),))
    elif front.adopted:
        yield Fact("Edition adopted on", (Cell(in_words(front.adopted)),))


def _numbers(stage: Stage) -> tuple[Cell, ...]:
    return tuple(Cell(number, Place(stage.edition.path, number)) for number in stage.numbers)


def _words(stage: Stage) -> tuple[tuple[Cell, str], ...]:
    return tuple(
        (cell, _shown_words(stage.edition, cell.text))
        for cell in _numbers(stage)
        if number_key(cell.text) in stage.edition.by_key
    )


def _shown_words(edition: Edition, number: str) -> str:
    return html.unescape(clause_words(edition, number))


def clauses(record: Record, agreement: Agreement, lives: Iterable[Life]) -> list[Table]:
    """Return the table of every clause that an agreement has, or ever had, in the order of its table."""
    names = [edition.name for edition in agreement.editions]
    rows = []
    for life in lives:
        latest = _latest(record, life)
        text = _shown_words(latest.edition, latest.numbers[0]).split(" ") if latest else []
        first = " ".join(text[:_FIRST_WORDS]) + (" …" if len(text) > _FIRST_WORDS else "")
        numbers = {stage.edition.name: _numbers(stage) for stage in life.standing}
        rows.append(
            (
                Cell(life.key, Place(history_path(agreement.file.folder, life.key))),
                Cell(first),
                *(Cell("" if numbers.get(name) else "none", items=numbers.get(name, ())) for name in names),
                _ended(record, agreement, life),
            )
        )
    columns = ("Lasting key", "First words", *(f"Edition {name}" for name in names), "Ended")
    return [Table("Every clause, in every edition", columns, tuple(rows))]


def _ended(record: Record, agreement: Agreement, life: Life) -> Cell:
    if life.repealed:
        return Cell("", items=(Cell("repealed by"), linked(record, str(life.repealed))))
    if life.merged:
        return Cell(
            "",
            items=(
                Cell("merged into"),
                Cell(life.merged, Place(history_path(agreement.file.folder, life.merged))),
            ),
        )
    return Cell("")


def _current(record: Record, life: Life) -> Edition | None:
    return record.in_force(life.agreement, record.today)


def _latest(record: Record, life: Life) -> Stage | None:
    """Return the clause as it stands in the edition in force, else in the last edition that has it."""
    current = _current(record, life)
    standing = [stage for stage in life.standing if number_key(stage.numbers[0]) in stage.edition.by_key]
    return next((s for s in standing if s.edition is current), standing[-1] if standing else None)
