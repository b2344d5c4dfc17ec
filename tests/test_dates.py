"""Dates: the two forms that people write, and days that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest

from concordat.dates import DateError, in_words, parse_date, within

NINTH = date(2016, 12, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-09",
        "9 December 2016",
        "09 December 2016",
        "9 december 2016",
        "9 DECEMBER 2016",
        "  9   December\u00a02016 ",
        "9\nDecember 2016",
    ],
)
def test_date(text: str) -> None:
    assert parse_date(text) == NINTH


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS.split(), start=1)))
def test_every_month_is_read_and_written(number: int, month: str) -> None:
    assert parse_date(f"1 {month} 2016") == date(2016, number, 1)
    assert in_words(date(2016, number, 1)) == f"1 {month} 2016"


@pytest.mark.parametrize(
    "text",
    ["2016-02-30", "2016-13-01", "2016-00-10", "2016-01-00", "2015-02-29", "31 September 2016", "0 May 2016"],
)
def test_a_day_that_does_not_exist(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert str(caught.value) == f"there is no day '{text}'"
    assert caught.value.impossible


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016",
        "2016-12",
        "2016-12-9",
        "16-12-09",
        "0016-12-09",
        "2016/12/09",
        "09/12/2016",
        "9.12.2016",
        "20161209",
        "9 Dec 2016",
        "9th December 2016",
        "December 9, 2016",
        "9 Decembre 2016",
        "9December2016",
        "2016-12-09 10:00",
        "tomorrow",
    ],
)
def test_another_form(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert str(caught.value) == f"'{text}' is not a date"
    assert not caught.value.impossible


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (None, None, True),
        (NINTH, None, True),
        (None, NINTH, True),
        (NINTH, NINTH, True),
        (date(2016, 12, 10), None, False),
        (None, date(2016, 12, 8), False),
        (date(2016, 12, 1), date(2016, 12, 31), True),
        (date(2017, 1, 1), date(2016, 1, 1), False),
    ],
)
def test_within_a_period(first: date | None, last: date | None, inside: bool) -> None:
    assert within(NINTH, first, last) is inside
