"""Labels of clauses: figures, letters and roman numerals, and what follows what.

A label such as `i` can be a letter or a roman numeral; which one, only its list settles. So a
label has an ordinal in a *kind*, and none where that kind cannot read it.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """How a list counts."""

    FIGURES = "figures"
    LETTERS = "letters"
    CAPITALS = "capital letters"
    ROMAN = "roman numerals"
    CAPITAL_ROMAN = "capital roman numerals"


_ROMAN = re.compile(r"(?=.)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50}


def ordinal(label: str, kind: Kind) -> int | None:
    """Return the place of a label in a list of that kind, from 1, or None where it has none."""
    match kind:
        case Kind.FIGURES:
            return int(label) if re.fullmatch(r"[1-9][0-9]{0,2}", label) else None
        case Kind.LETTERS:
            return _letters(label) if label.islower() else None
        case Kind.CAPITALS:
            return _letters(label.lower()) if label.isupper() else None
        case Kind.ROMAN:
            return _roman(label) if label.islower() else None
        case Kind.CAPITAL_ROMAN:
            return _roman(label.lower()) if label.isupper() else None


def label_of(number: int, kind: Kind) -> str:
    """Return the label at a place, from 1, of a list of that kind."""
    if kind is Kind.FIGURES:
        return str(number)
    if kind in (Kind.LETTERS, Kind.CAPITALS):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        text, rest = "", number
        for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            text += sign * (rest // value)
            rest %= value
    return text.upper() if kind in (Kind.CAPITALS, Kind.CAPITAL_ROMAN) else text


def kinds_beginning_with(label: str) -> list[Kind]:
    """Return the kinds of list that a label can begin: `i` begins roman numerals, `a` letters."""
    return [kind for kind in Kind if ordinal(label, kind) == 1]


def likeliest_kind(label: str) -> Kind:
    """Return the kind in which a label comes earliest: `ii` is 2 in roman numerals, 35 in letters."""
    return min((kind for kind in Kind if ordinal(label, kind)), key=lambda kind: ordinal(label, kind) or 0)


def is_label(text: str) -> bool:
    """Tell whether a text can be a label of any kind."""
    return any(ordinal(text, kind) is not None for kind in Kind)


def _letters(label: str) -> int | None:
    if not re.fullmatch(r"([a-z])\1?", label):
        return None
    return ord(label[0]) - ord("a") + 1 + 26 * (len(label) - 1)


def _roman(label: str) -> int | None:
    if not _ROMAN.fullmatch(label):
        return None
    values = [_ROMAN_VALUE[sign] for sign in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
