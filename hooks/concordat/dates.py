"""Dates as people in councils write them: `2016-12-09` and `9 December 2016`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_NUMBER = {month.casefold(): number for number, month in enumerate(MONTHS, start=1)}
_ISO = re.compile(r"([1-9]\d{3})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+([1-9]\d{3})")


class DateError(ValueError):
    """Text that is no date. `impossible` tells a date that no calendar has from another form."""

    def __init__(self, message: str, *, impossible: bool) -> None:
        super().__init__(message)
        self.impossible = impossible


@lru_cache(maxsize=65536)
def parse_date(text: str) -> date:
    """Read `2016-12-09` or `9 December 2016`.

    Raises DateError where the text has another form, or names a day that does not exist.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif (match := _WORDS.fullmatch(text)) and match[2].casefold() in _MONTH_NUMBER:
        year, month, day = int(match[3]), _MONTH_NUMBER[match[2].casefold()], int(match[1])
    else:
        raise DateError(f"'{text}' is not a date", impossible=False)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DateError(f"there is no day '{text}'", impossible=True) from error


def in_words(day: date) -> str:
    """Return a date as `9 December 2016`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def within(day: date, first: date | None, last: date | None) -> bool:
    """Tell whether a day lies in a period; None is an open end, both ends are included."""
    return (first is None or first <= day) and (last is None or day <= last)


def months_after(day: date, months: int) -> date:
    """Return the day some months later; the last of a shorter month where that day is not in it."""
    year, month = divmod(day.year * len(MONTHS) + day.month - 1 + months, len(MONTHS))
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


_RUNNING = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)}|Sept)"
    r"\.?,?\s+([1-9]\d{3})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]([1-9]\d{3})")


def dates_in(text: str) -> list[date]:
    """Return the days that a text names in words or as `2016-12-09`, in their order, each once.

    Words may be as people write them: `Friday 9th December 2016`, `9 Dec 2016`.
    """
    found: dict[int, date | None] = {}
    for match in _RUNNING.finditer(text):
        month = next(full for full in MONTHS if full.casefold().startswith(match[2].casefold()[:3]))
        found[match.start()] = _existing(int(match[3]), _MONTH_NUMBER[month.casefold()], int(match[1]))
    for match in _ISO.finditer(text):
        found[match.start()] = _existing(*(int(part) for part in match.groups()))
    return list(dict.fromkeys(day for _, day in sorted(found.items()) if day is not None))


def readings(text: str) -> list[date]:
    """Return each day that a date can mean, written loosely: `09/12/2016` can mean two.

    The first has the day before the month, as in the United Kingdom.
    """
    if match := _FIGURES.fullmatch(text.strip()):
        first, second, year = (int(part) for part in match.groups())
        both = (_existing(year, second, first), _existing(year, first, second))
        return list(dict.fromkeys(day for day in both if day is not None))
    words = re.sub(
        r"^(?:on|by)?\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+", "", text.strip(), flags=re.I
    )
    return dates_in(words) if _RUNNING.fullmatch(words) else []


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_hint(text: str) -> str:
    """Return how to write a date that has another form; of `01/02/2017`, both days that it can mean."""
    if not _FIGURES.fullmatch(text.strip()):
        return "write it as 9 December 2016 or as 2016-12-09"
    days = list(map(in_words, readings(text)))
    if len(days) == 2:
        return f"write it as {days[0]} or as {days[1]}, whichever is meant"
    return f"write it as {days[0]}" if days else "look up the date and correct it"
