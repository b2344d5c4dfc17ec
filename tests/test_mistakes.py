"""Mistakes that clerks make, each on a branch of its own: a review names it, and nothing else."""

from __future__ import annotations

import pytest

from tests.mistakes import (
    APPROVED,
    AUGUST,
    DECISION,
    DRAFT,
    DRAFT_TEXT,
    FIRST,
    FROZEN,
    KEYS,
    MINUTES,
    NEXT,
    NEXT_SIGNATURES,
    OCTOBER,
    OPEN_TEXT,
    POST,
    RESTORE,
    SEAL,
    SECOND,
    SIGNATURES,
    SIGNED,
    STALE,
    TABLE,
    TABLE_OF_ACTIONS,
    TEXT,
    Mistake,
)
from tests.repository import Repository, make_repository
from tests.running import invoke

MISTAKES = {
    "wrong date": Mistake(
        MINUTES,
        "date: 2016-10-07",
        "date: 2016-10-17",
        "changes the draft minutes of DCS 17 October 2016",
        (
            f"{MINUTES}:2:1: error[date-file-name]",
            "the date is 2016-10-17, but the file is called 2016-10-07.md",
            "write 'date: 2016-10-07', or name the file 2016-10-17.md, whichever is right",
        ),
    ),
    "date in US order": Mistake(
        MINUTES,
        "Due: 2017-01-31",
        "Due: 01/31/2017",
        f"changes action A1 in {OCTOBER}",
        (
            f"{MINUTES}:26:8: error[value-type]",
            "Due of A1: '01/31/2017' is not a date",
            "write it as 31 January 2017",
        ),
    ),
    "day that no month has": Mistake(
        MINUTES,
        "Due: 2017-01-31",
        "Due: 31 November 2016",
        f"changes action A1 in {OCTOBER}",
        (
            f"{MINUTES}:26:8: error[date-impossible]",
            "Due of A1: there is no day '31 November 2016'",
            "look up the date and correct it",
        ),
    ),
    "last year's date in January": Mistake(
        MINUTES,
        "Due: 2017-01-31",
        "Due: 31 January 2016",
        f"changes action A1 in {OCTOBER}",
        (
            f"{MINUTES}:26:1: error[action-due]",
            "action A1 is due on 31 January 2016, before the meeting that gave it",
            "correct the date",
        ),
    ),
    "missing apology": Mistake(
        MINUTES,
        "apologies: [CRA]\n",
        "",
        f"changes {OCTOBER}",
        (
            f"{MINUTES}:6:1: error[attendance-incomplete]",
            "the minutes of DCS 2016-10-07 do not say whether CRA took part",
            "add each to present, represented, apologies or absent",
        ),
    ),
    "wrong council code": Mistake(
        MINUTES,
        "present: [ALD, BEC]",
        "present: [ALD, BEK]",
        f"changes {OCTOBER}",
        (
            f"{MINUTES}:6:1: error[council-unknown]",
            "there is no council 'BEK'",
            "did you mean 'BEC'?",
        ),
    ),
    "clause renumbered by hand": Mistake(
        DRAFT,
        "1.3 The theme",
        "1.4 The theme",
        "renumbers clause 1.3 of edition 3 of the PACT agreement",
        (
            f"{DRAFT}:13:1: error[clause-number-skipped]",
            "clause 1.4 follows 1.2: 1.3 is missing",
            "add what is missing, or correct the number",
        ),
    ),
    "clause put in, and the mention left as it was": Mistake(
        DRAFT,
        "1.2 The host agrees the theme with the visitors.\n\n1.3 The theme",
        "1.2 The host names a deputy.\n\n1.3 The host agrees the theme with the visitors.\n\n1.4 The theme",
        "adds clause 1.2 and renumbers clauses 1.2 and 1.3 of edition 3 of the PACT agreement",
        (
            f"{DRAFT}:15:28: warning[reference-moved]",
            "'1.2' led to what is now PACT/3 1.3, and would lead to other words under the old number",
            "write '1.3' where the same is meant as before",
        ),
    ),
    "number of a clause in force": Mistake(
        TEXT,
        "2.2 The host",
        "2.3 The host",
        f"renumbers clauses 2.2, 2.2(a) and 2.2(b) of {FROZEN}: {STALE}",
        (
            f"{TEXT}:18:1: error[frozen-text]",
            "PACT/1 is in force, but clause 2.2 (now 2.3) is given another "
            "number; 3 signatures are no longer for its words",
            RESTORE,
        ),
    ),
    "word of a clause in force": Mistake(
        TEXT,
        "every year",
        "every second year",
        f"rewords clause 2.1 of {FROZEN}: {STALE}",
        (
            f"{TEXT}:16:1: error[frozen-text]",
            "PACT/1 is in force, but clause 2.1 is changed; 3 signatures are no longer for its words",
            RESTORE,
        ),
    ),
    "approved minutes": Mistake(
        APPROVED,
        "Directors adopted the pact.",
        "Directors adopted the pact for two years.",
        f"changes decision D1 in {AUGUST}",
        (
            f"{APPROVED}:15:1: error[minutes-altered]",
            "the minutes of DCS 2016-08-05 are approved, but decision D1 is changed",
            "put the old words back; if a meeting corrected them, record that under 'corrections:' "
            "with 'at:' and 'what:'",
        ),
    ),
    "deleted decision": Mistake(
        MINUTES,
        DECISION,
        "",
        f"takes out decision D1 in {OCTOBER}",
        (
            f"{MINUTES}:17:1: error[address-lost]",
            "decision DCS 2016-10-07 D1 would be gone, and 5 references elsewhere lead there",
            "put the decision back under its number, or say in addresses.yml what became of "
            "'meetings/dcs/2016-10-07/#D1'",
            f"{NEXT}:4:1, {TABLE}:5:33, {TABLE}:6:24, {TABLE}:7:24, {POST}:7:39",
        ),
    ),
    "Word's quotes": Mistake(
        MINUTES,
        'start: "10:00"',
        "start: “10:00”",
        f"makes {MINUTES} unreadable",
        (
            f"{MINUTES}:3:1: error[value-type]",
            "start: '“10:00”' is not a time such as 10:00",
            "take away the curly quotes, which Word makes, or type straight ones",
        ),
    ),
    "pasted table": Mistake(
        MINUTES,
        "",
        TABLE_OF_ACTIONS,
        f"changes {OCTOBER}",
        (
            f"{MINUTES}:31:1: error[quote-unclear]",
            "'Action Owner Due' begins a table of decisions or actions, which is not read",
            "write each as a quote: '> **Action A2**', then '> Owner: …' and '> Due: …'",
        ),
    ),
    "misspelt label": Mistake(
        MINUTES,
        "",
        "\n> **Decison D2**\n>\n> Directors thanked the hosts.\n",
        f"changes {OCTOBER}",
        (
            f"{MINUTES}:31:1: error[quote-unclear]",
            "'**Decison D2**' is nearly the label of a decision, but not quite",
            "write it as '**Decision D2**', alone on its line",
        ),
    ),
    "misspelt detail": Mistake(
        MINUTES,
        "> Amends: PACT",
        "> Amend: PACT",
        f"changes decision D1 in {OCTOBER}",
        (
            f"{MINUTES}:19:1: error[detail-unknown]",
            "a decision has no detail 'Amend'",
            "did you mean 'Amends'?",
        ),
    ),
    "clause that is not there": Mistake(
        MINUTES,
        "> Amends: PACT 2.1",
        "> Amends: PACT 2.7",
        f"changes decision D1 in {OCTOBER}",
        (
            f"{MINUTES}:19:11: error[reference-unknown]",
            "'PACT 2.7' names a clause that edition 1 does not have",
            "edition 1 ends at 2.2 there; did you mean 'PACT 2.2'?",
        ),
    ),
    "duplicate number": Mistake(
        MINUTES,
        "",
        "\n> **Decision D1**\n>\n> Directors thanked the hosts.\n",
        f"changes {OCTOBER}",
        (
            f"{MINUTES}:31:1: error[minutes-number-repeated]",
            "decision D1 stands twice; its first place is line 18",
            "give each its own number",
            f"{MINUTES}:18:1",
        ),
    ),
    "action without owner": Mistake(
        MINUTES,
        "> Owner: Clerk\n",
        "",
        f"changes action A1 in {OCTOBER}",
        (
            f"{MINUTES}:24:1: error[action-owner]",
            "action A1 has no owner",
            "add a line '> Owner: …' with the office that is to do it",
        ),
    ),
    "two status words": Mistake(
        MINUTES,
        "status: draft",
        "status: draft approved",
        f"makes {MINUTES} unreadable",
        (
            f"{MINUTES}:4:1: error[value-type]",
            "status: 'draft approved' is not one of agenda, draft, approved or cancelled",
            "keep one of them: draft or approved",
        ),
    ),
    "status twice": Mistake(
        MINUTES,
        "status: draft",
        "status: draft\nstatus: approved",
        f"changes {MINUTES}",
        (
            f"{MINUTES}:5:1: error[key-duplicate]",
            "the key 'status' stands twice",
            "keep the one that is right and delete the other",
            f"{MINUTES}:4:1",
        ),
    ),
    "approved, but nobody says where": Mistake(
        MINUTES,
        "status: draft",
        "status: approved",
        "approves the minutes of DCS 7 October 2016",
        (
            f"{MINUTES}:4:1: error[minutes-approval]",
            "the minutes of DCS 2016-10-07 are approved, but nothing says where",
            "add a line such as 'approved_at: DCS 2016-12-09'",
        ),
    ),
    "settings never closed": Mistake(
        MINUTES,
        "closes: [DCS 2016-08-05 A1]\n---",
        "closes: [DCS 2016-08-05 A1]",
        f"makes {MINUTES} unreadable",
        (
            f"{MINUTES}:1:1: error[front-matter]",
            "the settings that begin with '---' are never closed",
            "put a line '---' after the last setting",
        ),
    ),
    "broken link": Mistake(
        POST,
        "longer intervals",
        "[longer intervals](../../meetings/dcs/2016-10-7.md)",
        "changes 1 post",
        (
            f"{POST}:7:40: error[link-broken]",
            "the link '../../meetings/dcs/2016-10-7.md' leads to "
            "'meetings/dcs/2016-10-7.md', which is not there",
            "did you mean '../../meetings/dcs/2016-10-07.md'?",
        ),
    ),
    "e-mail address pasted": Mistake(
        POST,
        "Directors agreed",
        "Write to visits@alder.example.org. Directors agreed",
        "changes 1 post",
        (
            f"{POST}:7:10: error[privacy-email]",
            "the e-mail address 'visits@alder.example.org' stands on the page",
            "name the office instead, or list it under contacts in region.yml",
        ),
    ),
    "lasting key renamed": Mistake(
        TABLE,
        "interval:",
        "every-year:",
        f"changes {TABLE}",
        (
            f"{TABLE}:4:1: error[key-lost]",
            "'interval' is gone from the clause table of PACT",
            "put it back; a clause that ended keeps its row, with 'repealed:' or 'merged:'",
        ),
    ),
    "signature for the wrong edition": Mistake(
        NEXT_SIGNATURES,
        "",
        SIGNED.replace(SECOND, FIRST),
        "records 1 signature of edition 2 of the PACT agreement",
        (
            f"{NEXT_SIGNATURES}:7:5: error[signature-digest]",
            "Alder (Director of children's services) signed the text of PACT/1, not this one",
            f"move the signature to {SIGNATURES}, or correct its digest",
        ),
    ),
    "signature twice": Mistake(
        SIGNATURES,
        "",
        f"""\
  - council: ALD
    office: dcs
    date: 2016-09-02
    digest: {FIRST}
    evidence: Decision of the cabinet, 19 August 2016
""",
        "records 1 signature of edition 1 of the PACT agreement",
        (
            f"{SIGNATURES}:19:5: error[signature-repeated]",
            "Alder (Director of children's services) has signed PACT/1 twice",
            "keep the signature that is right and delete the other",
            f"{SIGNATURES}:4:5",
        ),
    ),
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A record with an edition in force, one open for signature, a draft, and a clause table."""
    files = {NEXT: OPEN_TEXT, NEXT_SIGNATURES: SEAL, DRAFT: DRAFT_TEXT, TABLE: KEYS}
    return make_repository(tmp_path_factory.mktemp("mistakes"), files)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_and_nothing_else_is_said(name: str, repository: Repository) -> None:
    mistake = MISTAKES[name]
    repository.branch(f"change/{list(MISTAKES).index(name)}", _changed(mistake, repository))
    ran = invoke("review", repository.docs, "--base", "main", "--head", "HEAD")
    first, verdict, *rest = ran.out.split("\n")
    found = "\n".join(rest).split("\n\n")[0].strip("\n").split("\n")
    place, message, hint, *related = mistake.found
    assert first == f"This change {mistake.means}."
    assert found == [f"{place}: {message}", f"  help: {hint}", *(f"  see also: {each}" for each in related)]
    assert (ran.code, verdict) == _outcome(place)
    assert ran.out.count("error[") + ran.out.count("warning[") + ran.out.count("info[") == 1


def _changed(mistake: Mistake, repository: Repository) -> dict[str, str]:
    text = repository.git("show", f"main:docs/{mistake.path}")
    assert mistake.old in text
    return {mistake.path: text.replace(mistake.old, mistake.new, 1) if mistake.old else text + mistake.new}


def _outcome(place: str) -> tuple[int, str]:
    if ": error[" in place:
        return 1, "It cannot be merged yet: 1 mistake has to be mended."
    return 0, "It can be merged; 1 thing is worth a look."
