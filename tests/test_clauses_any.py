"""Any outline, in any style of numbering, is read back as it was written.

In one column the letter i, after the eighth of its list, looks like the numeral i: there the reader may
take one for the other, but never in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from concordat.read.numbering import Kind, label_of
from tests.reading import edition_of

Tree = list["Tree"]

_SECTIONS = ("## {n} T", "## {n}. T", "## **{n}** T", "{n}. T\n---", "##{n} T", "{n}. T", "**{n}. T**")
_LETTERS = ("({n})", "{n})", "{n}.", "\\({n}\\)")


@dataclass(frozen=True)
class Style:
    """How an outline is written: its sections, its labels level by level, and what stands around them."""

    section: str
    capitals: bool  # sections count by capital letters, and clauses leave these out
    labels: tuple[str, str, str]
    indent: str
    mark: str
    bold: str
    gap: str


_STYLES = st.builds(
    Style,
    st.sampled_from(_SECTIONS),
    st.booleans(),
    st.tuples(st.sampled_from(_LETTERS), st.sampled_from(_LETTERS), st.just("({n})")),
    st.sampled_from(("", "    ", "\t")),
    st.sampled_from(("", "- ", "* ")),
    st.sampled_from(("", "**", "__")),
    st.sampled_from(("\n", "\n\n")),
)


def _level(inner: st.SearchStrategy[Tree], most: int) -> st.SearchStrategy[Tree]:
    return st.lists(inner, max_size=most)


_CAPITALS = _level(st.just([]), 3)
_ROMANS = _level(_CAPITALS, 6)
_PARTS = st.one_of(
    _level(_ROMANS, 3), st.lists(st.just([]) | _level(st.just([]), 2), min_size=8, max_size=11)
)
_CLAUSES = _level(st.just([]) | _PARTS, 3)
_OUTLINES = st.lists(_CLAUSES, min_size=1, max_size=3)


def _write(outline: list[Tree], style: Style) -> tuple[str, list[str]]:
    """Return an outline as Markdown, and the numbers of its clauses."""
    lines: list[str] = []
    numbers: list[str] = []

    def write(tree: Tree, depth: int, number: str) -> None:
        kind = (Kind.LETTERS, Kind.ROMAN, Kind.CAPITALS)[depth - 1]
        for at, inner in enumerate(tree, start=1):
            label = label_of(at, kind)
            add(depth, style.labels[depth - 1].format(n=label), f"{number}({label})")
            if depth < 3:
                write(inner, depth + 1, numbers[-1])

    def add(depth: int, label: str, number: str) -> None:
        lines.append(f"{style.indent * depth}{style.mark}{style.bold}{label}{style.bold} Words.{style.gap}")
        numbers.append(number)

    for at, clauses in enumerate(outline, start=1):
        section = label_of(at, Kind.CAPITALS) if style.capitals else str(at)
        lines.append(f"\n{style.section.format(n=section)}\n\n")
        numbers.append(section)
        for place, parts in enumerate(clauses, start=1):
            add(0, f"{place}." if style.capitals else f"{section}.{place}", f"{section}.{place}")
            write(parts, 1, numbers[-1])
    return "".join(lines), numbers


@settings(max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(_OUTLINES, _STYLES)
def test_any_outline_is_read_back(outline: list[Tree], style: Style) -> None:
    assume(not style.capitals or "{n}." in style.section)  # a bare capital is no number
    text, numbers = _write(outline, style)
    made, findings = edition_of(text)
    read = [clause.number for clause in made.clauses]
    if style.indent or not any(len(parts) > 7 for clauses in outline for parts in clauses):
        assert findings == []
    assert read == numbers or findings != []
