"""The formats of a review: the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from concordat.report.github import commands
from concordat.report.review_json import as_json
from concordat.report.review_markdown import as_markdown
from concordat.report.review_text import as_text, counted
from concordat.report.text import visible
from concordat.review.review import Review

Writer = Callable[[Review, bool, str], str]
"""Takes a review, whether to colour, and the address of the site, or ""; returns what to print."""


def _as_annotations(review: Review) -> str:
    """Return a workflow command for each finding, worst first, and what the change means."""
    said = (review.sentence, review.verdict, counted(review))
    return "\n".join([*commands(review.findings), *map(visible, said)])


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "text": lambda review, colour, site: as_text(review, colour),
        "json": lambda review, colour, site: as_json(review),
        "markdown": lambda review, colour, site: as_markdown(review, site),
        "github": lambda review, colour, site: _as_annotations(review),
    }
)
