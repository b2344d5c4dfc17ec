"""Dates as people in councils write them: `2016-12-09` and `9 December 2016`."""

from __future__ import annotations

import re
from datetime import date

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


def parse_date(text: str) -> date:
    """Read `2016-12-09` or `9 December 2016`.

    Raises DateError where the text has another form, or names a day that does not exist.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
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


_FIGURES = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def date_hint(text: str) -> str:
    """Return how to write a date that has another form; of `01/02/2017`, both days that it can mean."""
    match = _FIGURES.fullmatch(text.strip())
    if match is None:
        return "write it as 9 December 2016 or as 2016-12-09"
    days = []
    for day, month in ((1, 2), (2, 1)):
        try:
            days.append(in_words(date(int(match[3]), int(match[month]), int(match[day]))))
        except ValueError:
            continue
    days = list(dict.fromkeys(days))
    if len(days) == 2:
        return f"write it as {days[0]} or as {days[1]}, whichever is meant"
    return f"write it as {days[0]}" if days else "look up the date and correct it"
