"""Labels: the place of each in a list of each kind, and back."""

from __future__ import annotations

import pytest

from concordat.read.numbering import (
    Kind,
    is_label,
    kinds_beginning_with,
    label_of,
    likeliest_kind,
    ordinal,
)

FIGURES, LETTERS, CAPITALS, ROMAN, CAPITAL_ROMAN = Kind

PLACES = {
    "1": {FIGURES: 1},
    "10": {FIGURES: 10},
    "999": {FIGURES: 999},
    "a": {LETTERS: 1},
    "b": {LETTERS: 2},
    "z": {LETTERS: 26},
    "aa": {LETTERS: 27},
    "zz": {LETTERS: 52},
    "A": {CAPITALS: 1},
    "BB": {CAPITALS: 28},
    "i": {LETTERS: 9, ROMAN: 1},
    "ii": {LETTERS: 35, ROMAN: 2},
    "iii": {ROMAN: 3},
    "iv": {ROMAN: 4},
    "v": {LETTERS: 22, ROMAN: 5},
    "ix": {ROMAN: 9},
    "x": {LETTERS: 24, ROMAN: 10},
    "xiv": {ROMAN: 14},
    "xxxix": {ROMAN: 39},
    "xl": {ROMAN: 40},
    "l": {LETTERS: 12, ROMAN: 50},
    "lxxxix": {ROMAN: 89},
    "I": {CAPITALS: 9, CAPITAL_ROMAN: 1},
    "XL": {CAPITAL_ROMAN: 40},
    "": {},
    "1000": {},
    "٣": {},
    "½": {},
    "ab": {},
    "aaa": {},
    "iiii": {},
    "vx": {},
    "ic": {},
    "Aa": {},
    "iV": {},
    "é": {},
    "1a": {},
}


@pytest.mark.parametrize(("label", "places"), PLACES.items(), ids=lambda value: value if value else "none")
def test_place_of_a_label(label: str, places: dict[Kind, int]) -> None:
    assert {kind: place for kind in Kind if (place := ordinal(label, kind)) is not None} == places
    assert is_label(label) is bool(places)


@pytest.mark.parametrize("kind", Kind)
def test_a_label_is_read_back_as_its_place(kind: Kind) -> None:
    last = {FIGURES: 999, LETTERS: 52, CAPITALS: 52, ROMAN: 89, CAPITAL_ROMAN: 89}[kind]
    assert [ordinal(label_of(place, kind), kind) for place in range(1, last + 1)] == [*range(1, last + 1)]


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("1", [FIGURES]),
        ("a", [LETTERS]),
        ("A", [CAPITALS]),
        ("i", [ROMAN]),
        ("I", [CAPITAL_ROMAN]),
        ("b", []),
        ("2", []),
    ],
)
def test_kinds_that_a_label_can_begin(label: str, kinds: list[Kind]) -> None:
    assert kinds_beginning_with(label) == kinds


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("2", FIGURES),
        ("b", LETTERS),
        ("ii", ROMAN),
        ("v", ROMAN),
        ("bb", LETTERS),
        ("C", CAPITALS),
        ("II", CAPITAL_ROMAN),
    ],
)
def test_likeliest_kind(label: str, kind: Kind) -> None:
    assert likeliest_kind(label) is kind
