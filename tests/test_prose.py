"""Prose: what is masked, with every place kept; the references, links and contacts that stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.model.mentions import Mentions
from concordat.read.prose import MASK, code_spans, contacts, links, read_prose, references
from tests.reading import PATH, prose_of, shown

# `·` stands for each masked character; the lines of a text end with LF.
MASKED = {
    "nothing to mask": ("a *b* [c](d) > e", "a *b* [c](d) > e"),
    "a fence": ("a\n```\n(a) x\n```\nb", "a\n···\n·····\n···\nb"),
    "a fence of tildes with backticks in it": ("~~~ md\n```\nx\n~~~~\nb", "······\n···\n·\n····\nb"),
    "a fence in a longer one": ("````\n```\nx\n```\n````\nb", "····\n···\n·\n···\n····\nb"),
    "a fence that its own info cannot close": ("```\nx\n``` y\n```\nz", "···\n·\n·····\n···\nz"),
    "an empty fence": ("```\n```\nb", "···\n···\nb"),
    "a fence in a quote": ("> ```\n> x\n> ```\n> b", "> ···\n···\n·····\n> b"),
    "a fence in a list": (
        "- a\n\n    ```\n    x\n    ```\n\n    b",
        "- a\n\n    ···\n·····\n·······\n\n    b",
    ),
    "a fence that begins a list": ("- ```\n  x\n  ```\n- b", "- ···\n···\n·····\n- b"),
    "a fence in a numbered list": ("1. ```\n   x\n   ```\n2. b", "1. ···\n····\n······\n2. b"),
    "a fence in a quote in a list": ("- > ```\n  > x\n  > ```\n- b", "- > ···\n·····\n·······\n- b"),
    "code": ("a `x` b ``y ` z`` c", "a ··· b ········· c"),
    "code over two lines": ("a `x\ny` b", "a ··\n·· b"),
    "code with three backticks in a line": ("```x``` b", "······· b"),
    "a backtick alone": ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
    "escaped backticks": ("a \\`x\\` b `c`", "a \\`x\\` b ···"),
    "a comment": ("a <!-- x -->b<!-- y\nz --> c", "a ··········b······\n····· c"),
    "a comment in a fence": ("```\n<!--\n```\nb", "···\n····\n···\nb"),
    "a comment in code": ("`<!--` b", "······ b"),
    "a fence in a comment": ("<!--\n```\n-->\nb", "····\n···\n···\nb"),
    "code in a comment": ("<!-- ` --> b `c`", "·········· b ···"),
}


@pytest.mark.parametrize(("text", "masked"), MASKED.values(), ids=MASKED)
def test_mask(text: str, masked: str) -> None:
    assert prose_of(text).masked == masked.replace("·", MASK)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(alphabet="`~<!->\n\\ ax", max_size=60))
def test_any_text_keeps_its_places(text: str) -> None:
    prose, _ = read_prose(text, PATH)
    assert len(prose.masked) == len(text)
    for sign, masked in zip(text, prose.masked, strict=True):
        assert masked == sign or (masked == MASK and sign != "\n")
    lines = text.split("\n")
    places = [(row, column) for row, line in enumerate(lines, 1) for column in range(1, len(line) + 2)]
    assert [prose.place(offset) for offset in range(len(text) + 1)] == places


UNCLOSED = {
    "fence": ("a\n```\nx\n# y", "a\n···\n·\n···", "2:1", "code block", "a line '```' after it"),
    "longer fence": ("`````\n```\nx", "·····\n···\n·", "1:1", "code block", "a line '`````' after it"),
    "tildes": ("- ~~~\nx", "- ···\n·", "1:3", "code block", "a line '~~~' after it"),
    "fence in a quote": ("> ```\n> x\n\nc", "> ···\n···\n\nc", "1:3", "code block", "a line '```' after it"),
    "comment": ("a <!-- x\n\n# y", "a ······\n\n···", "1:3", "comment", "'-->' where the comment ends"),
}


@pytest.mark.parametrize(("text", "masked", "place", "what", "cure"), UNCLOSED.values(), ids=UNCLOSED)
def test_what_is_never_closed(text: str, masked: str, place: str, what: str, cure: str) -> None:
    prose, findings = read_prose(text, PATH)
    assert prose.masked == masked.replace("·", MASK)
    assert shown(findings) == [
        f"{place} markdown-unclosed: the {what} that begins here is never closed | put {cure}"
    ]


def test_places_count_from_the_first_line_of_the_body() -> None:
    prose = prose_of("one\ntwo\n\nfour", first_line=5)
    assert [prose.place(offset) for offset in (0, 3, 4, 8, 9, 12)] == [
        (5, 1),
        (5, 4),
        (6, 1),
        (7, 1),
        (8, 1),
        (8, 4),
    ]
    assert [prose.line(offset) for offset in (3, 4, 12)] == [5, 6, 8]


def test_code_spans_leave_comments_out() -> None:
    text = "<!-- a --> `b`\n\n```\nc\n```\n"
    assert [text[start:end] for start, end in code_spans(text)] == ["`b`", "```\nc\n```"]
    assert code_spans("a") == []


REFERENCES = {
    "[SLI 4.2]": "SLI 4.2",
    "[the theme][SLI 4.2(a)]": "SLI 4.2(a)",
    "[SLI 4.2][]": "SLI 4.2",
    "[SLI/1 4.2]": "SLI/1 4.2",
    "[ SLI\n4.2 ]": "SLI 4.2",
    "[DCS 2016-10-07 item 5]": "DCS 2016-10-07 item 5",
    "([D2], [A3])": "D2 A3",
    "[SLI 4.2] (see there)": "SLI 4.2",
    "[[SLI 4.2]]": "SLI 4.2",
    "[a](b.md) [NHS]": "NHS",
    "[SLI 4.2](x.md)": "",
    "[SLI 4.2]: x.md": "",
    "![SLI 4.2]": "",
    "\\[SLI 4.2]": "",
    "`[SLI 4.2]`": "",
    "<!-- [SLI 4.2] -->": "",
    "[the theme]": "",
    "[the theme][note]": "",
    "[x]": "",
    "[^1]": "",
}


@pytest.mark.parametrize(("text", "names"), REFERENCES.items(), ids=REFERENCES)
def test_references(text: str, names: str) -> None:
    assert " ".join(Mentions.of(references(prose_of(text))).texts) == names


def test_a_reference_keeps_its_words_and_its_place() -> None:
    (mention,) = Mentions.of(references(prose_of("one\n`x` [the theme][ SLI  4.2 ]\n")))
    assert (mention.text, mention.bracketed, mention.line, mention.column) == ("SLI 4.2", " SLI  4.2 ", 2, 5)
    assert not mention.plain


LINKS = {
    "[a](b.md)": ["b.md"],
    "[a](<b c.md>)": ["b c.md"],
    "[a](b.md 'Title') ![i](c(1).png)": ["b.md", "c(1).png"],
    "[a](../x.md#y)": ["../x.md#y"],
    "[a]: b.md": ["b.md"],
    "[a]: b.md 'Title'": ["b.md"],
    "[Note]: the councils agree": [],
    "[^1]: b.md": [],
    "[a](https://example.org/b.md)": [],
    "[a](mailto:clerk)": [],
    "[a](#b) [c](/d) [e](?f) [g](//h)": [],
    "`[a](b.md)` [SLI 4.2]": [],
}


@pytest.mark.parametrize(("text", "targets"), LINKS.items(), ids=LINKS)
def test_links(text: str, targets: list[str]) -> None:
    assert [link.target for link in links(prose_of(text))] == targets


def test_a_link_knows_its_place() -> None:
    (link,) = links(prose_of("one\nsee [a](b.md)\n", first_line=3))
    assert (link.line, link.column) == (4, 9)


CONTACTS = {
    "a.clerk@leeds.gov.uk": [("email", "a.clerk@leeds.gov.uk")],
    "0113 222 4444": [("telephone", "0113 222 4444")],
    "+44 (0)113 222 4444": [("telephone", "+44 (0)113 222 4444")],
    "(01904) 551550": [("telephone", "(01904) 551550")],
    "07700 900123": [("telephone", "07700 900123")],
    "![The signature of a director](s.png)": [("signature", "The signature of a director")],
    "![SIGNATURE](s.png)": [("signature", "SIGNATURE")],
    "![](img/signature-1.png)": [("signature", "img/signature-1.png")],
    "<img src='signature.png'>": [("signature", "<img src='signature.png'>")],
    "2016-12-09, 10:00 to 12:30, E08000016": [],
    "https://example.org/01132224444": [],
    "sha256:01132224444": [],
    "logo@2x.png": [],
    "the signature of the director": [],
}


@pytest.mark.parametrize(("text", "expected"), CONTACTS.items(), ids=CONTACTS)
def test_contacts(text: str, expected: list[tuple[str, str]]) -> None:
    found = contacts(f"one\n two {text}\n")
    assert [(each.kind, each.value) for each in found] == expected
    assert {(each.line, each.column) for each in found} <= {(2, 6)}
