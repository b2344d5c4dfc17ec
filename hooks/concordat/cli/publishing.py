"""The commands of the published site: publish, versions, unpublish. The branch moves once, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from concordat.cli.common import FOLDER
from concordat.cli.ground import stop, write
from concordat.listing import find_root
from concordat.proof import Claim
from concordat.publish.branch import BRANCH, REMOTE, Target, marked, open_branch
from concordat.publish.git import Git, find
from concordat.publish.publishing import Order, Outcome, publish
from concordat.publish.refusal import Refusal
from concordat.publish.verifying import on_branch, on_disk
from concordat.publish.versions import Version
from concordat.publish.withdrawing import unpublish

BRANCH_OPTION = click.option("--branch", default=BRANCH, show_default=True, help="The published branch.")
REMOTE_OPTION = click.option("--remote", default=REMOTE, show_default=True, help="Where to push it.")
PUSH_OPTION = click.option(
    "--push", is_flag=True, help="Push the branch as well; if that fails, nothing changes."
)


@contextmanager
def refusing() -> Iterator[None]:
    """Say in one line why something was refused. Exit code 1 where the fault is the record's, else 2."""
    try:
        yield
    except Refusal as refusal:
        if refusal.lines:
            write(refusal.lines)
        if not refusal.record:
            stop(str(refusal))
        click.echo(f"concordat: {refusal}", err=True)
        sys.exit(1)


def _on_the_branch(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where the published branch is."""
    return BRANCH_OPTION(REMOTE_OPTION(FOLDER(command)))


@click.command("publish")
@click.argument("version")
@click.option("--alias", "aliases", multiple=True, help="Another name for it, such as 'current'.")
@PUSH_OPTION
@click.option("--replace", is_flag=True, help="Replace a version that is published with other content.")
@click.option("--reason", default="", help="Why it is replaced; this is kept and shown.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would change, and change nothing.")
@_on_the_branch
def publish_command(
    version: str,
    aliases: tuple[str, ...],
    push: bool,
    replace: bool,
    reason: str,
    dry: bool,
    branch: str,
    remote: str,
    path: Path,
) -> None:
    """Publish the record as VERSION, such as 2017-04, from a clean checkout of what is committed.

    Refuses what is not committed, a record with mistakes, and the loss of a published address.
    """
    reason = reason.strip()
    if replace != bool(reason):
        stop("--replace needs --reason, and --reason is for --replace: say why the version is replaced")
    order = Order(_folder(path), version, tuple(dict.fromkeys(aliases)), reason, dry)
    with refusing():
        outcome = publish(order, Target(branch, remote, push and not dry), _say)
        write("\n".join(_told(order, outcome, branch, remote if push else "")))


def _told(order: Order, outcome: Outcome, branch: str, pushed: str) -> Iterator[str]:
    counted = f"{outcome.added} files new, {outcome.changed} changed, {outcome.removed} gone"
    names = f"'{order.version}'" + "".join(f", also as '{alias}'" for alias in order.aliases)
    if outcome.unchanged:
        yield f"Version {names} is on '{branch}' already, with this very content."
    elif order.dry:
        verb = "replace" if outcome.replaces else "publish"
        yield f"Would {verb} version {names} on '{branch}': {counted}. Nothing was changed."
    else:
        verb = "Replaced" if outcome.replaces else "Published"
        yield f"{verb} version {names} on '{branch}': {counted}."
    if order.dry:
        return
    if pushed:
        yield f"'{pushed}' has it too."
    else:
        yield f"It is on this computer only; 'git push origin {branch}', or --push, puts it online."


def _say(step: str) -> None:
    """Show a step on a terminal: a build takes its time."""
    if sys.stderr.isatty():
        click.echo(step, err=True)


def _folder(path: Path) -> Path:
    """Return the folder that holds a record, or stop."""
    if not path.is_dir() or find_root(path) is None:
        stop(f"'{path}' holds no record; name the folder that has councils.yml, agreements or meetings in it")
    return path


@click.command("versions")
@_on_the_branch
def versions_command(branch: str, remote: str, path: Path) -> None:
    """List the published versions, the one that was published last first."""
    with refusing():
        opened = open_branch(find(path), Target(branch, remote))
        found = marked(opened)
    if not found:
        stop(f"nothing is published on '{branch}' yet; 'concordat publish' does it")
    width = max(len(each.name) for each in found)
    write("\n".join(f"{each.name:<{width}}  {_about(each)}" for each in found))


def _about(version: Version) -> str:
    made = f"published as of {version.published}, from commit {version.commit[:10]}" if version.commit else ""
    parts = [made or "published without 'concordat publish'"]
    if version.aliases:
        parts.append(f"also as {', '.join(version.aliases)}")
    if version.withdrawn:
        parts.append(f"withdrawn on {version.withdrawn}: {version.reason}")
    return "; ".join(parts)


@click.command("unpublish")
@click.argument("version")
@click.option("--reason", required=True, help="Why it is withdrawn; its pages show it.")
@click.option("--instead", default="", help="The version to which its aliases lead from now on.")
@PUSH_OPTION
@_on_the_branch
def unpublish_command(
    version: str, reason: str, instead: str, push: bool, branch: str, remote: str, path: Path
) -> None:
    """Withdraw VERSION. Each of its pages says from then on that it was withdrawn, and why."""
    if not reason.strip():
        stop("--reason is empty; say why the version is withdrawn: its pages show it")
    with refusing():
        target = Target(branch, remote, push)
        withdrawn = unpublish(path, version, reason.strip(), instead, date.today(), target)
    write(f"Withdrew version '{withdrawn.name}' on '{branch}'. What it said stays in the branch's history.")
    if push:
        write(f"'{remote}' has it too.")


def is_commit(name: str) -> bool:
    """Tell whether the repository here has a branch or a commit of that name, such as `origin/gh-pages`."""
    with refusing():
        return bool(Git(Path()).commit_of(name))


def verify_published(where: str, branch: str) -> list[Claim]:
    """Return what a published folder, a branch or a version proves of itself; stop where there is none."""
    folder = Path(where)
    with refusing():
        return on_disk(folder) if folder.is_dir() else on_branch(find(Path()), where, branch)
