"""Addresses: what is one, how it is written back, and when two clause numbers are the same."""

from __future__ import annotations

from datetime import date

import pytest

from concordat.addresses import (
    Citation,
    Clause,
    Local,
    Meeting,
    is_cited,
    join_label,
    labels,
    number_key,
    parse,
)

OCTOBER = date(2016, 10, 7)

ADDRESSES: dict[str, Citation] = {
    "SLI": Clause("SLI"),
    "SLI/2": Clause("SLI", "2"),
    "SLI/1.10": Clause("SLI", "1.10"),
    "SLI/2016-a": Clause("SLI", "2016-a"),
    "SLI 4": Clause("SLI", "", "4"),
    "SLI 4.10": Clause("SLI", "", "4.10"),
    "SLI 4.2(a)(ii)": Clause("SLI", "", "4.2(a)(ii)"),
    "SLI D.5(d)(ii)(a)": Clause("SLI", "", "D.5(d)(ii)(a)"),
    "SLI B(5)": Clause("SLI", "", "B(5)"),
    "SLI 4.2(a)(A)": Clause("SLI", "", "4.2(a)(A)"),
    "SLI IV.2": Clause("SLI", "", "IV.2"),
    "SLI/1 4.2": Clause("SLI", "1", "4.2"),
    "DATA-SHARING-2 1.1": Clause("DATA-SHARING-2", "", "1.1"),
    "DCS 2016-10-07": Meeting("DCS", OCTOBER),
    "DCS 2016-10-07 D2": Meeting("DCS", OCTOBER, "D2"),
    "DCS 2016-10-07 A3": Meeting("DCS", OCTOBER, "A3"),
    "DCS 2016-10-07 item 5": Meeting("DCS", OCTOBER, "item 5"),
    "DCS 2016-10-07 item 5.1": Meeting("DCS", OCTOBER, "item 5.1"),
    "D2": Local("D2"),
    "A31": Local("A31"),
    "item 5": Local("item 5"),
}

NONE = [
    "",
    " ",
    "sli",
    "Sli 4.2",
    "S 4.2",
    "SLI-",
    "SLI/",
    "SLI/ 4.2",
    "SLI/1/2",
    "SLI/-1",
    "SLI 4.",
    "SLI 4.2 (a)",
    "SLI 4.2(a",
    "SLI 4.2()",
    "SLI 4.2a",
    "SLI .2",
    "SLI 4..2",
    "SLI 1000",
    "SLI clause 4.2",
    "SLI 4.2.",
    "SLI, 4.2",
    "DCS 2016-13-01",
    "DCS 2016-02-30",
    "DCS 2016-10-7",
    "DCS 7 October 2016",
    "DCS 2016-10-07 D0",
    "DCS 2016-10-07 D02",
    "DCS 2016-10-07 d2",
    "DCS 2016-10-07 X1",
    "DCS 2016-10-07 item",
    "DCS 2016-10-07 item 5.",
    "DCS 2016-10-07 Item 5",
    "DCS 2016-10-07 D2 D3",
    "DCS 2016-10-07D2",
    "item 0",
    "x",
    "the theme",
    "^1",
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items(), ids=ADDRESSES)
def test_an_address_is_read_and_written_back(text: str, address: Citation) -> None:
    assert parse(text) == address
    assert str(address) == text


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("text", ["  SLI   4.2 ", "SLI\n4.2", "SLI\t4.2", "SLI\u00a04.2"])
def test_white_space_is_folded(text: str) -> None:
    assert parse(text) == Clause("SLI", "", "4.2")


NEARLY = [
    "SLI 4.2 (a)",
    "SLI, 4.2",
    "SLI clause 4.2",
    "SLI 4.",
    "DCS 2016-02-30 D1",
    "DCS 2016-10-7",
    "DCS 7 October 2016",
    "DCS 2016-10-07 d2",
]


@pytest.mark.parametrize("text", NEARLY)
def test_what_is_nearly_an_address(text: str) -> None:
    assert is_cited(text)
    assert parse(text) is None


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_has_the_form_of_one(text: str) -> None:
    assert is_cited(text)


@pytest.mark.parametrize("text", ["the theme", "SLI and more", "sli 4", "d2", ""])
def test_what_is_none_nearly(text: str) -> None:
    assert not is_cited(text)


def test_a_decision_belongs_to_its_meeting() -> None:
    meeting = Meeting("DCS", OCTOBER)
    assert Meeting("DCS", OCTOBER, "D2").meeting == meeting
    assert meeting.meeting is meeting


@pytest.mark.parametrize(
    ("number", "split", "key"),
    [
        ("", (), ""),
        ("4", ("4",), "4"),
        ("4.10", ("4", "10"), "4.10"),
        ("4.2(a)(ii)", ("4", "2", "a", "ii"), "4.2.a.ii"),
        ("B(5)", ("B", "5"), "B.5"),
        ("B.5", ("B", "5"), "B.5"),
        ("(a)", ("a",), "a"),
        ("D.5(d)(ii)(a)", ("D", "5", "d", "ii", "a"), "D.5.d.ii.a"),
        ("4.2(a)(A)", ("4", "2", "a", "A"), "4.2.a.A"),
    ],
)
def test_labels_and_key_of_a_number(number: str, split: tuple[str, ...], key: str) -> None:
    assert labels(number) == split
    assert number_key(number) == key


@pytest.mark.parametrize(
    ("parent", "label", "bracketed", "number"),
    [
        ("", "4", False, "4"),
        ("", "D", False, "D"),
        ("", "4", True, "4"),
        ("4", "2", False, "4.2"),
        ("4", "2", True, "4(2)"),
        ("D", "5", False, "D.5"),
        ("4.2", "a", True, "4.2(a)"),
        ("4.2", "a", False, "4.2(a)"),
        ("4.2(a)", "ii", False, "4.2(a)(ii)"),
        ("4.2(a)", "A", True, "4.2(a)(A)"),
        ("4.2", "A", False, "4.2.A"),
        ("", "a", True, "(a)"),
    ],
)
def test_number_of_a_part(parent: str, label: str, bracketed: bool, number: str) -> None:
    assert join_label(parent, label, bracketed=bracketed) == number
