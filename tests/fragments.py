"""Texts that look like a record's files, made of fragments of them: what a fuzzer writes into every file."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.golden import BASE

_MARKDOWN = (
    *("# ", "## 1. A", "## 1 A\n", "### 1.1 B", "#### ", "## D. C\n", "A\n===\n", "B\n---\n", "##", "#"),
    *(
        "1. a\n",
        "1.1 b\n",
        "(a) c\n\n",
        "(i) d\n",
        "(h) ",
        "ii. e",
        "a) ",
        "D.4 f",
        "4.2(a)(ii) g",
        "10.",
        "(aa)",
    ),
    *(
        "- ",
        "* ",
        "    ",
        "\t",
        "> ",
        ">",
        "> > ",
        "\n",
        "\n\n",
        " ",
        "\r",
        "\r\n",
        "\x0b",
        "\u2028",
        "\u00a0",
    ),
    *(
        "```\n",
        "```",
        "~~~\n",
        "`",
        "``",
        "<!-- ",
        "-->",
        "<!--",
        "<a ",
        "<br>",
        ">",
        "&nbsp;",
        "\\",
        "\\(",
        "\\[",
    ),
    *(
        "> **Decision D1**\n",
        "> **Decision D2**\n> Amends: PACT 2.1\n>\n> a\n\n",
        "> **Action A1**\n",
        "**Action A1**",
    ),
    *(
        "> **Exempt**\n",
        "> Ground: 3\n",
        "> Owner: x\n",
        "> Due: 31 June 2016\n",
        "> From: D1\n",
        "> Closed: 2016-13-01",
    ),
    *(
        "> Amends: ",
        "> Supersedes: D1\n",
        "> Concerns: ALD, ZZZ\n",
        "> State: dnoe\n",
        "> Carries: A1\n",
        "> x: y\n",
    ),
    *(
        "clause 1",
        "clauses 1.1 to 1.3",
        "Section 9(b)(i)",
        "of the Act 1989",
        "paragraph (a)",
        "clause ",
        ", ",
        " and ",
    ),
    *(
        "[PACT 2.1]",
        "[PACT/1]",
        "[D1]",
        "[a][PACT 2.2(a)]",
        "[DCS 2016-10-07 D1]",
        "[PACT 2 .1]",
        "[",
        "]",
        "](",
        ")",
    ),
    *(
        "[a](b.md)",
        "![x](signature.png)",
        "[a]: b\n",
        "[^1]",
        "a@b.uk",
        "01234 567890",
        "|a|b|\n",
        "|-|-|\n",
        "|",
    ),
    *(
        "**",
        "*",
        "__",
        "_",
        "a",
        "word",
        "é",
        "e\u0301",
        "\ufffc",
        "\ue0c0",
        "\ue0c5" + "0\ue0c6",
        "\U0001f600",
        "\ufeff",
        "0",
    ),
)
_YAML = (
    *(
        "name: ",
        "title: A\n",
        "date: ",
        "date: 2016-12-09\n",
        "2016-02-30",
        "9 December 2016",
        "status: draft\n",
    ),
    *(
        "status: approved\n",
        "approved_at: DCS 2016-12-09\n",
        "edition: ",
        '"2"\n',
        "in_force_from: 2016-01-01\n",
    ),
    *(
        "present: [ALD, BEC]\n",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "- ",
        "? ",
        "- council: ALD\n",
        "  office: dcs\n",
    ),
    *(
        "councils:\n",
        "  ALD:\n",
        "  - ",
        "DCS:\n",
        "A1: {}\n",
        "parties: [ALD]\n",
        "signing_offices: [dcs]\n",
        "dcs: x\n",
    ),
    *(
        "&a ",
        "*a",
        "!t ",
        "|\n",
        ">\n",
        "'",
        '"',
        "\\",
        "#",
        "# c\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "~",
        "null",
        "true",
    ),
    *(
        "\n",
        " ",
        "  ",
        "\t",
        "a",
        "é",
        "\r\n",
        "\x01",
        "\x85",
        "\ufeff",
        "register: checks\n",
        "x: y\n",
        "=",
        "<<: ",
    ),
    *(
        "short_name: PACT\n",
        "corrections:\n",
        "represented: {ALD: x}\n",
        "keys:\n",
        "purpose: {1: 1, 2: '2'}\n",
        "1: 2.1\n",
    ),
)

MARKDOWN_FILES = (
    "agreements/pact/1/index.md",
    "agreements/pact/2/index.md",
    "agreements/pact/index.md",
    "meetings/dcs/2016-10-07.md",
    "meetings/dcs/2016-12-09.md",
    "blog/posts/visits.md",
    "about.md",
)
YAML_FILES = (
    "region.yml",
    "councils.yml",
    "bodies.yml",
    "blog/.authors.yml",
    "agreements/pact/agreement.yml",
    "agreements/pact/clauses.yml",
    "agreements/pact/1/signatures.yml",
)
FILES = (*MARKDOWN_FILES, *YAML_FILES)


def _joined(fragments: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(fragments), max_size=most).map("".join)


def _inserted(text: str, fragments: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return a good text with a few fragments put in, or put in the place of a few signs."""

    def change(cuts: list[tuple[int, int, str]]) -> str:
        changed = text
        for start, length, fragment in cuts:
            at = start % (len(changed) + 1)
            changed = changed[:at] + fragment + changed[at + length :]
        return changed

    cut = st.tuples(st.integers(0, 2000), st.sampled_from((0, 0, 0, 1, 5, 30)), st.sampled_from(fragments))
    return st.lists(cut, max_size=6).map(change)


def _text(path: str) -> st.SearchStrategy[str]:
    """Return texts for a file: made of fragments, or its good text (or that of one like it) changed."""
    markdown = path.endswith(".md")
    fragments = (*_MARKDOWN, *_YAML) if markdown else _YAML
    like = BASE / path
    if not like.exists():
        like = BASE / (
            "meetings/dcs/2016-10-07.md" if path.startswith("meetings") else "agreements/pact/1/index.md"
        )
    good = like.read_text(encoding="utf-8")
    front = good.partition("\n---\n")[0] + "\n---\n" if good.startswith("---") else ""
    made = _joined(fragments, 30)
    settings = _joined(_YAML, 15).map(lambda yaml: f"---\n{yaml}\n---\n")
    if not markdown:
        return st.one_of(made, _inserted(good if (BASE / path).exists() else "", fragments))
    body = _joined(_MARKDOWN, 40)
    return st.one_of(
        body.map(lambda text: front + text),
        _inserted(good, fragments),
        st.tuples(settings, body).map("".join),
        made,
    )


TEXTS = {path: _text(path) for path in FILES}
"""Texts for each file, by its path."""
