"""What holds of every text: addresses, numbers, words and digests, and that no text crashes anything.

CONCORDAT_EXAMPLES=20 tries twenty times as many examples.
"""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from string import ascii_letters, ascii_uppercase, digits

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concordat.addresses import Citation, Clause, Local, Meeting, parse
from concordat.compare import Change, compare
from concordat.compare import Kind as Fate
from concordat.findings import Finding
from concordat.matching import units
from concordat.model.records import EditionFile, EditionText
from concordat.read.numbering import Kind, label_of, ordinal
from concordat.report import REPORTERS
from concordat.report.record import record_as_json
from concordat.rules import check
from concordat.seal import clause_digests, digest, words
from concordat.wording import Op
from tests.fragments import FILES, TEXTS
from tests.golden import BASE
from tests.memory import read, record_of

MORE = int(os.environ.get("CONCORDAT_EXAMPLES", "1"))


def examples(number: int) -> settings:
    """Return settings under which every run tries the same examples."""
    return settings(
        max_examples=number * MORE,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )


# -- addresses ---------------------------------------------------------------------

_NUMBERS = st.integers(1, 999).map(str)
_SHORT_NAMES = st.from_regex(r"[A-Z][A-Z0-9]{1,11}(-[A-Z0-9]{1,12}){0,2}", fullmatch=True)
_EDITIONS = st.from_regex(r"[0-9A-Za-z]([0-9A-Za-z.\-]{0,14}[0-9A-Za-z])?", fullmatch=True)
_CLAUSE_NUMBERS = st.tuples(
    st.one_of(_NUMBERS, st.text(ascii_uppercase, min_size=1, max_size=4)),
    st.lists(_NUMBERS.map(lambda number: f".{number}"), max_size=3),
    st.lists(st.sampled_from(["(a)", "(bb)", "(iv)", "(xviii)", "(B)", "(12)"]), max_size=3),
).map(lambda parts: "".join((parts[0], *parts[1], *parts[2])))
_ENTRIES = st.one_of(
    st.tuples(st.sampled_from("DA"), _NUMBERS).map("".join),
    st.lists(_NUMBERS, min_size=1, max_size=3).map(lambda numbers: f"item {'.'.join(numbers)}"),
)
_DAYS = st.dates(date(1000, 1, 1))
_CITATIONS: st.SearchStrategy[Citation] = st.one_of(
    st.builds(Clause, _SHORT_NAMES, st.just("") | _EDITIONS, st.just("") | _CLAUSE_NUMBERS),
    st.builds(Meeting, _SHORT_NAMES, _DAYS, st.just("") | _ENTRIES),
    st.builds(Local, _ENTRIES),
)


@examples(500)
@given(_CITATIONS)
def test_an_address_written_is_read_back(address: Citation) -> None:
    if isinstance(address, Clause) and not address.edition and not address.number:
        assert parse(str(address)) in (address, Local(str(address)))  # an agreement may be called D2
    else:
        assert parse(str(address)) == address


@examples(500)
@given(st.text(ascii_letters + digits + " /.-()\n", max_size=30))
def test_an_address_read_is_written_back(text: str) -> None:
    address = parse(text)
    assert address is None or str(address) == " ".join(text.split())


# -- numbers -------------------------------------------------------------------------


@examples(500)
@given(st.text("ivxlcIVX019ab", min_size=1, max_size=6), st.sampled_from(Kind))
def test_a_label_with_a_place_is_the_label_of_that_place(label: str, kind: Kind) -> None:
    place = ordinal(label, kind)
    assert place is None or label_of(place, kind) == label


# -- words and digests -----------------------------------------------------------------

_WORDS = st.sampled_from(["council", "été", "Å", "peer's", "12", "§", "5*3", "x_y", "“theme”", "10%"])
_PIECES = st.one_of(
    _WORDS,
    _WORDS.map(lambda word: f"**{word}**"),
    _WORDS.map(lambda word: f"_{word}_"),
    _WORDS.map(lambda word: f"[{word}](a.md)"),
    st.sampled_from(["\n", "\n\n", "  ", "\t", "<!-- c -->", "<br>"]),
)


@examples(500)
@given(st.lists(_PIECES, max_size=20).map(" ".join))
def test_words_are_their_own_words(text: str) -> None:
    assert words(words(text)) == words(text)


_SENTENCES = st.lists(st.sampled_from(["Each", "council", "été", "peer’s", "review", "of", "it"]), min_size=1)
_AGREEMENTS = st.lists(
    st.tuples(_SENTENCES, st.lists(st.tuples(_SENTENCES, st.lists(_SENTENCES, max_size=3)), max_size=3)),
    min_size=1,
    max_size=3,
)
_Agreement = list[tuple[list[str], list[tuple[list[str], list[list[str]]]]]]


def _written(agreement: _Agreement, mark: str = "", gap: str = " ", bold: str = "") -> str:
    """Write an agreement: what is listed with a mark, words with a gap between them, labels in bold."""
    paragraphs = []
    for section, (title, clauses) in enumerate(agreement, start=1):
        paragraphs.append(f"## {section} {' '.join(title)}")
        for number, (sentence, parts) in enumerate(clauses, start=1):
            paragraphs.append(f"{bold}{section}.{number}{bold} {gap.join(sentence)}")
            paragraphs += [
                f"{mark}({label_of(at, Kind.LETTERS)}) {gap.join(part)}"
                for at, part in enumerate(parts, start=1)
            ]
    return "\n\n".join(paragraphs) + "\n"


def _digests(text: str) -> tuple[str, dict[str, str]]:
    file = read("agreements/pact/2/index.md", f'---\nedition: "2"\nstatus: draft\n---\n{text}').part
    made = getattr(file, "text")  # noqa: B009 (one of many kinds of part)
    return digest(made), clause_digests(made)


@examples(150)
@given(_AGREEMENTS)
def test_a_digest_stays_however_the_words_are_written(agreement: _Agreement) -> None:
    text = _written(agreement)
    sealed = _digests(text)
    for other in (
        _written(agreement, gap="\n"),
        _written(agreement, gap="  "),
        _written(agreement, mark="- "),
        _written(agreement, mark="    * ", bold="**"),
        unicodedata.normalize("NFD", text),
        text.replace("\n", "\r\n"),
        text.replace("\n\n", "\n\n\n"),
        text.replace("Each", "**Each**").replace("council", "*council*"),
    ):
        assert _digests(other) == sealed


@examples(150)
@given(_AGREEMENTS, st.data())
def test_a_digest_moves_with_every_word(agreement: _Agreement, data: st.DataObject) -> None:
    text = _written(agreement)
    every = text.split(" ")
    at = data.draw(st.integers(1, len(every) - 1))
    changed = [*every[:at], f"not{every[at]}", *every[at + 1 :]]
    assert _digests(" ".join(changed))[0] != _digests(text)[0]


# -- two texts compared ------------------------------------------------------------------


def _text_of(agreement: _Agreement, **how: str) -> EditionText:
    content = f'---\nedition: "2"\nstatus: draft\n---\n{_written(agreement, **how)}'
    file = read("agreements/pact/2/index.md", content).part
    assert isinstance(file, EditionFile)
    return file.text


@examples(80)
@given(_AGREEMENTS, st.sampled_from([{"gap": "\n"}, {"mark": "- "}, {"mark": "    * ", "bold": "**"}]))
def test_a_text_is_unchanged_from_itself_however_it_is_set(
    agreement: _Agreement, how: dict[str, str]
) -> None:
    text = _text_of(agreement)
    assert {change.kind for change in compare(text, text)} == {Fate.UNCHANGED}
    kinds = {change.kind for change in compare(text, _text_of(agreement, **how))}
    assert kinds <= {Fate.UNCHANGED, Fate.FORMATTING}


def _side(changes: list[Change], without: Op, number: str) -> list[str]:
    """Return the words of a clause on one side of a comparison, its parts in their order."""
    return [
        word
        for change in changes
        if (change.to_number if without is Op.DELETE else change.from_number) == number
        for op, run in change.redline
        if op is not without
        for word in run.split()
    ]


@examples(80)
@given(_AGREEMENTS, _AGREEMENTS)
def test_applying_a_redline_gives_the_new_text(old: _Agreement, new: _Agreement) -> None:
    """Leaving out what was inserted gives every clause of the old text, leaving out deletions of the new."""
    before, after = _text_of(old), _text_of(new)
    changes = compare(before, after)
    for text, without in ((before, Op.INSERT), (after, Op.DELETE)):
        for unit in units(text):
            assert _side(changes, without, unit.number) == list(unit.words)


# -- any text at all ---------------------------------------------------------------------


def _lies_inside(finding: Finding, texts: dict[str, str]) -> bool:
    """Tell whether a finding's place is in its file; the end of a line is, and the end of the file."""
    text = texts.get(finding.location.path)
    if text is None:
        return (BASE / finding.location.path).exists()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = finding.location.line, finding.location.column
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


@examples(1500)  # some 10,000 files
@given(st.fixed_dictionaries({}, optional={path: TEXTS[path] for path in FILES}))
def test_no_text_crashes_anything(texts: dict[str, str]) -> None:
    record = record_of(texts)
    findings = check(record)
    assert [finding for finding in findings if not _lies_inside(finding, texts)] == []
    for reporter in REPORTERS.values():
        assert reporter(findings, record.documents, False)
    assert record_as_json(record)
