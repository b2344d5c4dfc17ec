"""Asking on a terminal for what an option did not say; without a terminal, saying which option is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import click

from concordat.cli.ground import stop
from concordat.dates import DateError, parse_date

T = TypeVar("T")


def ask(
    given: T | None, option: str, question: str, *, default: T | None = None, read: Callable[[str], T]
) -> T:
    """Return what an option said, else what the editor answers, else the default.

    `read` makes a value of an answer, and raises click's BadParameter with the reason where it cannot.
    """
    if given is not None:
        return given
    if not sys.stdin.isatty():
        if default is not None:
            return default
        stop(f"{option} is missing; there is no terminal to ask on")
    shown = shown_value(default)
    answer: T = click.prompt(
        question, default=shown if default is not None else None, value_proc=read, err=True
    )
    return answer


def only(known: Iterable[str]) -> str | None:
    """Return the one there is, about which nobody need be asked; None for several."""
    names = list(known)
    return names[0] if len(names) == 1 else None


def shown_value(value: object) -> str:
    """Return a value as it is typed: `2016-12-09`, `LDS, YOR`."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def words(answer: str) -> str:
    """Read a text."""
    return answer.strip()


def day(answer: str) -> date:
    """Read a date."""
    try:
        return parse_date(answer)
    except DateError as fault:
        raise click.BadParameter(f"{fault}; write it as 2016-12-09") from fault


def keys(answer: str) -> tuple[str, ...]:
    """Read a list, its entries with commas between them."""
    return tuple(filter(None, (part.strip() for part in answer.split(","))))


class Listed(click.ParamType[Any]):
    """A list on the command line: entries with commas between them."""

    name = "list"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the entries; see click's own."""
        return keys(value) if isinstance(value, str) else value
