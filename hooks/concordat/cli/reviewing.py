"""The command that says what a change means: review."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from concordat.cache import look
from concordat.cli.ground import (
    NO_CACHE,
    PATH_ARGUMENT,
    TODAY,
    coloured,
    root_of,
    seen_from_here,
    stop,
    write,
)
from concordat.gitfiles import GitTrouble, two_states
from concordat.report.reviews import WRITERS
from concordat.review.review import review
from concordat.review.states import states_of
from concordat.rules import check, check_by
from concordat.shares import beside


@click.command("review")
@PATH_ARGUMENT
@click.option("--base", required=True, help="The branch, tag or commit that the change is to go into.")
@click.option("--head", help="The branch, tag or commit with the change; by default, the files on disk.")
@click.option("--format", "form", type=click.Choice(tuple(WRITERS)), default="text", help="How to show it.")
@click.option("--site", default="", help="The address of the published site, for links in Markdown.")
@TODAY
@NO_CACHE
def review_command(
    path: Path, base: str, head: str | None, form: str, site: str, today: date | None, no_cache: bool
) -> None:
    """Say what a change to the record in PATH means, and what in it is to be mended first.

    Two states are read straight from git: where the change began, and where it has got to.
    """
    if site and not site.startswith(("https://", "http://")):
        stop(f"'{site}' is no web address; write it as https://example.org/record/")
    root = root_of(path)
    gc.disable()  # as in `load`
    cache = look(root, keep=not no_cache)
    try:
        before, after = two_states(cache, base, head)
    except GitTrouble as trouble:
        stop(str(trouble))
    states = states_of(before, after, clock=date.today(), today=today)
    with beside(partial(check, states.before.record), len(before.readings)) as found_before:
        found_after = check(states.after.record)
        found = review(states, found_before(), found_after, check_by)
    shown = found
    if form == "github":
        broken, new = (tuple(seen_from_here(list(each), path)) for each in (found.broken, found.new))
        shown = replace(found, broken=broken, new=new)
    write(WRITERS[form](shown, coloured(), site))
    cache.finish()
    sys.exit(1 if found.fails else 0)
