"""What `concordat show` says of an address: the whole text that stands there, or why nothing does."""

from __future__ import annotations

from datetime import date
from functools import cache
from inspect import cleandoc

import pytest

from concordat.files import load_record
from concordat.record import Record
from concordat.show import Unknown, show
from tests.golden import BASE
from tests.reading import record_of

TODAY = date(2016, 12, 20)


@cache
def _base() -> Record:
    return load_record(BASE)


SHOWN = {
    "PACT": """
        The pact, edition 1 (PACT/1): in-force from 15 September 2016

        # The pact

        1 Purpose

        1.1 The councils learn from each other.

        2 Visits

        2.1 Each council receives a visit every year.

        2.2 The host agrees with the visitors:

        2.2(a) the theme; and

        2.2(b) the dates, as clause 2.1 asks.
    """,
    "PACT/1 2.2": """
        The pact, edition 1 (PACT/1): in-force from 15 September 2016

        2.2 The host agrees with the visitors:

        2.2(a) the theme; and

        2.2(b) the dates, as clause 2.1 asks.
    """,
    "PACT 2.2(a)": """
        The pact, edition 1 (PACT/1): in-force from 15 September 2016

        2.2(a) the theme; and

        Named by:
          mentions in index.md (index.md:3)
    """,
    "DCS 2016-10-07": """
        Directors' meeting, 7 October 2016 (DCS 2016-10-07): draft
        Present: Alder, Beck
        Apologies: Crag

        1. Minutes

        2. Visits
          D1: Visits take place every second year.
          A1: Draft the change of [PACT 2.1].
    """,
    "DCS 2016-10-07 D1": """
        DCS 2016-10-07 D1 (meetings/dcs/2016-10-07.md:18)

        Amends: PACT 2.1
        Concerns: BEC

        Visits take place every second year.

        Named by:
          mentions in blog/posts/visits.md (blog/posts/visits.md:7)
          follows from in DCS 2016-10-07 A1 (meetings/dcs/2016-10-07.md:27)
    """,
    "DCS 2016-10-07 A1": """
        DCS 2016-10-07 A1 (meetings/dcs/2016-10-07.md:24)

        Owner: Clerk
        Due: 31 January 2017
        State: open

        Draft the change of [PACT 2.1].
    """,
    "DCS 2016-10-07 item 2": """
        DCS 2016-10-07 item 2 (meetings/dcs/2016-10-07.md:16)

        2. Visits
          D1: Visits take place every second year.
          A1: Draft the change of [PACT 2.1].
    """,
}


@pytest.mark.parametrize(("address", "text"), SHOWN.items(), ids=SHOWN)
def test_what_stands_at_an_address(address: str, text: str) -> None:
    assert show(_base(), address, TODAY) == cleandoc(text)


UNKNOWN = {
    "DCS": "'DCS' is a body; name one of its meetings, such as 'DCS 2016-10-07'",
    "DCS 4": "'DCS' is a body; name one of its meetings, such as 'DCS 2016-10-07'",
    "PACT 2.3": "PACT/1 has no clause 2.3; did you mean '2.2'?",
    "PACT 9": "PACT/1 has no clause 9; it goes from 1 to 2.2(b)",
    "PACT/2": "PACT has no edition '2'; its editions are PACT/1",
    "PAKT 1": "there is no agreement 'PAKT'; did you mean 'PACT'?",
    "SLI": "there is no agreement 'SLI'; there is PACT",
    "DCS 2016-10-08": "there are no minutes of DCS 2016-10-08; did you mean 'DCS 2016-10-07'?",
    "DCS 2016-10-07 D2": "the minutes of DCS 2016-10-07 have no D2; they have D1 and A1",
}


@pytest.mark.parametrize(("address", "message"), UNKNOWN.items(), ids=UNKNOWN)
def test_why_nothing_stands_at_an_address(address: str, message: str) -> None:
    with pytest.raises(Unknown) as caught:
        show(_base(), address, TODAY)
    assert str(caught.value) == message


@pytest.mark.parametrize("address", ["D2", "item 5", "PACT 2.2 (a)", "DCS 2016-02-30", "", "clause 4"])
def test_what_is_no_whole_address(address: str) -> None:
    with pytest.raises(Unknown) as caught:
        show(_base(), address, TODAY)
    hint = "write 'SLI 4.2', 'SLI/1', 'DCS 2016-10-07' or 'DCS 2016-10-07 D2'"
    assert str(caught.value) == f"'{address}' is not a whole address; {hint}"


@pytest.mark.parametrize(
    ("address", "meant"),
    [("pact 1", "PACT 1"), ("[PACT 2.2(a)]", "PACT 2.2(a)"), ("dcs 2016-10-07 D1", "DCS 2016-10-07 D1")],
)
def test_an_address_that_is_nearly_one(address: str, meant: str) -> None:
    with pytest.raises(Unknown) as caught:
        show(_base(), address, TODAY)
    assert str(caught.value) == f"'{address}' is not a whole address; did you mean '{meant}'?"


_FIRST = "Preamble.\n\n## 1 T\n\n1.1 Host:\n\n- (a) x,\n\nand so on.\n\n## Annex\n\nPlan.\n"
EDITIONS = {
    "agreements/sli/agreement.yml": (
        "short_name: SLI\ntitle: The agreement\nparties: [LDS]\nsigning_offices: [dcs]\n"
    ),
    "agreements/sli/1/index.md": (
        "---\nedition: 1\nstatus: superseded\nin_force_from: 2015-03-01\n"
        f"in_force_until: 2016-06-30\n---\n{_FIRST}"
    ),
    "agreements/sli/2/index.md": (
        "---\nedition: 2\nstatus: in-force\nin_force_from: 2016-07-01\n---\nNo clauses.\n"
    ),
}


def test_an_address_without_an_edition_means_the_one_in_force_on_the_day() -> None:
    record = record_of(EDITIONS)
    headings = {
        day: show(record, "SLI", day).partition("\n")[0] for day in (date(2016, 6, 30), date(2016, 7, 1))
    }
    assert list(headings.values()) == [
        "The agreement, edition 1 (SLI/1): superseded from 1 March 2015 until 30 June 2016",
        "The agreement, edition 2 (SLI/2): in-force from 1 July 2016",
    ]
    with pytest.raises(Unknown) as caught:
        show(record, "SLI 1.1", date(2015, 2, 28))
    message = "no edition of SLI is in force on 28 February 2015; its editions are SLI/1 and SLI/2"
    assert str(caught.value) == message


def test_an_edition_is_shown_with_its_text_without_numbers() -> None:
    text = show(record_of(EDITIONS), "SLI/1", TODAY)
    assert text.partition("\n\n")[2] == (
        "Preamble.\n\n1 T\n\n1.1 Host:\n\nand so on.\n\n1.1(a) x,\n\n## Annex\n\nPlan."
    )


def test_an_edition_without_clauses_has_none_to_show() -> None:
    with pytest.raises(Unknown) as caught:
        show(record_of(EDITIONS), "SLI/2 1.1", TODAY)
    assert str(caught.value) == "SLI/2 has no clause 1.1; it has no clauses"


def test_an_agreement_without_an_edition() -> None:
    path = "agreements/sli/agreement.yml"
    with pytest.raises(Unknown) as caught:
        show(record_of({path: EDITIONS[path]}), "SLI", TODAY)
    assert str(caught.value) == "no edition of SLI is in force on 20 December 2016; its editions are none"


def test_nothing_at_all() -> None:
    with pytest.raises(Unknown) as caught:
        show(record_of({}), "SLI", TODAY)
    assert str(caught.value) == "there is no agreement 'SLI'; there is none"
