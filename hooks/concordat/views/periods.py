"""Years, and their quarters and months: the parts into which a heavy register is split.

A year has a page as soon as the register is split; it is split further only where it is too heavy itself.
A page once there stays there as a year grows, so that its address holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concordat.dates import MONTHS
from concordat.model.records import MeetingFile
from concordat.views.cells import Table

Make = Callable[[list[MeetingFile]], list[Table]]
"""What makes the tables of some meetings."""

_QUARTER = 3  # months


@dataclass(frozen=True, slots=True)
class Period:
    """Some months of one year; `stem` is the path of its page within the register's folder."""

    year: int
    first: int = 1
    last: int = 12

    @property
    def words(self) -> str:
        """How it is named to readers: `2036`, `October to December 2036`, `October 2036`."""
        first, last = MONTHS[self.first - 1], MONTHS[self.last - 1]
        if self.last - self.first + 1 == len(MONTHS):
            return str(self.year)
        return f"{first} {self.year}" if first == last else f"{first} to {last} {self.year}"

    @property
    def stem(self) -> str:
        """Where its page is: `2036`, `2036/q4`, `2036/october`."""
        if self.last - self.first + 1 == len(MONTHS):
            return str(self.year)
        of_year = MONTHS[self.first - 1].lower() if self.first == self.last else f"q{self.last // _QUARTER}"
        return f"{self.year}/{of_year}"

    def parts(self) -> list[Period]:
        """Return the parts that it can be split into, the latest first."""
        step = {len(MONTHS): _QUARTER, _QUARTER: 1}.get(self.last - self.first + 1)
        starts = range(self.first, self.last + 1, step) if step else ()
        return [Period(self.year, at, at + (step or 0) - 1) for at in starts][::-1]

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return day.year == self.year and self.first <= day.month <= self.last


@dataclass(frozen=True, slots=True)
class Part:
    """What a register has of one period: the tables, or the parts that it was split into."""

    period: Period
    held: list[MeetingFile]
    bytes: int
    tables: list[Table]
    parts: tuple[Part, ...] = ()

    def latest(self) -> Part:
        """Return the latest part that is not split: what the page of the period shows."""
        return self.parts[0].latest() if self.parts else self

    def finer(self) -> list[Part]:
        """Return all its parts, and theirs."""
        return [found for part in self.parts for found in (part, *part.finer())]


def years_of(held: Iterable[MeetingFile]) -> list[Period]:
    """Return the years in which meetings were held, the latest first."""
    return [Period(year) for year in sorted({each.front.day.year for each in held}, reverse=True)]


def split_up(
    period: Period,
    meetings: Iterable[MeetingFile],
    make: Make,
    weigh: Callable[[Sequence[Table]], int],
    heaviest: int,
) -> Part:
    """Return what a register has of a period, split as long as a part weighs too much, in bytes."""
    held = [each for each in meetings if period.has(each.front.day)]
    tables = make(held)
    weight = weigh(tables)
    chosen = [part for part in period.parts() if any(part.has(each.front.day) for each in held)]
    if weight <= heaviest or not chosen:
        return Part(period, held, weight, tables)
    parts = tuple(split_up(part, held, make, weigh, heaviest) for part in chosen)
    return Part(period, held, weight, [], parts)
