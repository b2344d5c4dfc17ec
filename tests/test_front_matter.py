"""Front matter: where the settings at the top of a page end and its body begins."""

from __future__ import annotations

import pytest

from concordat.read.front import split_front
from tests.reading import PATH, shown

FRONTS = {
    "settings and body": ("---\na: x\nb: y\n---\n# T\n", "a: x\nb: y\n", 5),
    "closed by dots": ("---\na: x\n...\n# T\n", "a: x\n", 4),
    "no body": ("---\na: x\n---", "a: x\n", 4),
    "spaces after the marks": ("--- \na: x\n---  \n# T\n", "a: x\n", 4),
    "no settings": ("# T\n\n---\n", "", 1),
    "an empty file": ("", "", 1),
    "nothing between the marks": ("---\n---\n# T\n", "", 3),
    "a rule at the top": ("----\n# T\n", "", 1),
    "a rule in the body": ("---\na: x\n---\nb\n\n---\n", "a: x\n", 4),
}


@pytest.mark.parametrize(("text", "yaml", "line"), FRONTS.values(), ids=FRONTS)
def test_front_matter(text: str, yaml: str, line: int) -> None:
    assert split_front(text, PATH) == (yaml, line, [])


def test_front_matter_that_is_never_closed() -> None:
    yaml, line, findings = split_front("---\na: x\n# T\n", PATH)
    assert (yaml, line) == ("", 5)
    assert shown(findings) == [
        "1:1 front-matter: the settings that begin with '---' are never closed"
        " | put a line '---' after the last setting"
    ]
