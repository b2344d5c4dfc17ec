"""Words before and after: of a clause that changed, and of a line that was corrected."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from concordat.compare import SAME_WORDS
from concordat.compare import Change as ClauseChange
from concordat.corrections import Change, corrections
from concordat.dates import in_words
from concordat.index import Edition
from concordat.places import Place
from concordat.record import Record
from concordat.views.cells import Cell, Fact, linked
from concordat.wording import Op, Run, redline


@dataclass(frozen=True, slots=True)
class Rewording:
    """What became of a stretch of text: a sentence, where it stands, its words before and after."""

    sentence: str
    place: Cell | None
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A recorded correction: who made it and why, and what it changed."""

    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Rewording, ...]


def correction_list(record: Record, edition: Edition) -> list[Corrected]:
    """Return the recorded corrections of an edition, oldest first."""
    found = []
    for each in corrections(edition):
        body = record.bodies.get(each.form.by)
        facts = [Fact("Corrected by", (Cell(body.name if body else each.form.by),))]
        facts.append(Fact("What", (Cell(each.form.what),)))
        if each.form.decision:
            facts.append(Fact("Decision", (linked(record, str(each.form.decision)),)))
        rows = tuple(rewordings_of_lines(edition, each.changes))
        found.append(Corrected(in_words(each.form.day), tuple(facts), rows))
    return found


def rewordings_of_lines(edition: Edition, changes: Iterable[Change]) -> Iterator[Rewording]:
    """Yield what became of the lines of one edition's text."""
    for change in changes:
        name = f"Clause {change.clause}" if change.clause else "Text without a number"
        fate = {(True, False): "taken out", (False, True): "put in"}
        said = fate.get((bool(change.old), bool(change.new)), f"{change.slip} corrected")
        place = Cell(f"{name} now", Place(edition.path, change.clause)) if change.clause else None
        yield Rewording(f"{name}: {said}", place, *sides(redline(change.old.split(), change.new.split())))


def rewordings_of_clauses(new: Edition, changes: Iterable[ClauseChange]) -> Iterator[Rewording]:
    """Yield what became of the clauses whose words differ in a later edition."""
    for change in changes:
        if change.kind not in SAME_WORDS:
            number = change.to_number
            place = Cell(f"{number} in edition {new.name}", Place(new.path, number)) if number else None
            yield Rewording(change.sentence, place, *sides(change.redline))


def shown(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return a redline as it is shown: where the text writes `&lt;`, it says `<`."""
    return tuple((op, html.unescape(text)) for op, text in runs)


def sides(runs: Iterable[Run]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return a redline as the text before and the text after, as they are shown."""
    every = shown(runs)
    before = tuple(run for run in every if run[0] is not Op.INSERT)
    return before, tuple(run for run in every if run[0] is not Op.DELETE)
