"""What other pages can tell of a file, and what they cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concordat.model.records import MeetingFile
from concordat.outward import outward
from concordat.read.documents import Source, read_source

MINUTES = """\
---
date: 2016-10-07
status: approved
chair: ALD
present: [ALD, BEC]
---
# Directors' meeting

## 1. Visits

The visits of [PACT 2.1] were discussed.

> **Decision D1**
> Amends: PACT 2.1
>
> Visits take place every year.

Afterwards.

> **Action A1**
> Owner: Clerk
> Due: 2016-12-01
>
> Draft it.
"""


def _outward(text: str, path: str = "meetings/dcs/2016-10-07.md") -> str:
    return outward(read_source(Source(path, text.encode())).part)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("were discussed", "were discussed at length"),
        ("Afterwards.", "Afterwards.\n\nMore was said.\n\nAnd more."),
        ("# Directors' meeting\n", "\n\n# Directors' meeting\n\nWords.\n"),
        ("status: approved", "status:   approved  # since December"),
        ("Afterwards.", "See [the list](../../index.md), or write to somebody@example.org."),
    ],
    ids=[
        "a word",
        "lines",
        "lines above all",
        "spaces and a comment in the settings",
        "a link and an address",
    ],
)
def test_other_pages_cannot_tell(old: str, new: str) -> None:
    assert old in MINUTES
    assert _outward(MINUTES.replace(old, new)) == _outward(MINUTES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("every year", "every other year"),
        ("Amends: PACT 2.1", "Amends: PACT 2.2"),
        ("The visits of [PACT 2.1]", "The visits of [PACT 2.2]"),
        ("Afterwards.", "Afterwards, see [PACT 2.1]."),
        ("present: [ALD, BEC]", "present: [BEC, ALD]"),
        ("status: approved", "status: draft"),
        ("## 1. Visits", "## 2. Visits"),
        ("Owner: Clerk", "Owner: Chair"),
        ("Due: 2016-12-01", "Due: 2016-12-02"),
        (
            "[PACT 2.1] were discussed.\n\n> **Decision D1**",
            "words.\n\n> **Decision D1**\n> [PACT 2.1] were discussed.",
        ),
    ],
)
def test_other_pages_can_tell(old: str, new: str) -> None:
    assert old in MINUTES
    assert _outward(MINUTES.replace(old, new)) != _outward(MINUTES)


def test_a_mention_that_moves_out_of_a_decision_says_something_else() -> None:
    """The line of a mention decides which decision it belongs to."""
    inside = MINUTES.replace("every year.", "every year. [PACT 3]")
    outside = MINUTES.replace("every year.", "every year.\n\n[PACT 3]")
    assert _outward(inside) != _outward(outside)


def test_what_was_nowhere_is_not_at_the_beginning() -> None:
    """Line 0 stands for no line, whatever the others are."""
    part = read_source(Source("meetings/dcs/2016-10-07.md", MINUTES.encode())).part
    assert isinstance(part, MeetingFile)
    exempt = (part.items[0]._replace(exempt_line=3),)
    assert part.items[0].exempt_line == 0
    assert outward(replace(part, items=exempt)) != outward(part)


@pytest.mark.parametrize(
    ("path", "text", "other", "same"),
    [
        ("about.md", "# About\n\nWords.\n", "# About\n\nOther words.\n", True),
        ("about.md", "# About\n\nWords.\n", "# On us\n\nWords.\n", False),
        (
            "calendar/summit.md",
            "---\ntitle: Summit\ndate: 2017-01-05\nkind: summit\n---\nWords.\n",
            "",
            False,
        ),
        ("blog/posts/a.md", "---\ndate: 2017-01-05\n---\n# A\n\nWords.\n", "", False),
    ],
    ids=["a page", "its title", "an event without anything", "a post without anything"],
)
def test_pages_events_and_posts(path: str, text: str, other: str, same: bool) -> None:
    assert (_outward(text, path) == _outward(other, path)) is same


def test_the_words_of_an_event_are_its_own_and_those_of_a_post_are_not() -> None:
    event = "---\ntitle: Summit\ndate: 2017-01-05\nkind: summit\n---\nWords.\n"
    assert _outward(event, "calendar/s.md") == _outward(f"{event}More.\n", "calendar/s.md")
    post = "---\ndate: 2017-01-05\n---\n# A\n\nWords.\n"
    assert _outward(post, "blog/posts/a.md") != _outward(f"{post}More.\n", "blog/posts/a.md")
