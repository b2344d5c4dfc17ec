"""Publishing a version, step by step: nothing changes before the last, which is one move of a branch."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from concordat.publication import Publication
from concordat.publish import manifest
from concordat.publish.branch import (
    Branch,
    Target,
    change,
    composed,
    look_at_branch,
    look_at_folders,
    open_branch,
)
from concordat.publish.checkout import (
    Source,
    base_of,
    build,
    check_out,
    look_at_record,
    settings_of,
    source,
)
from concordat.publish.git import Git, find
from concordat.publish.manifest import Manifest
from concordat.publish.names import current_alias, look_at_names
from concordat.publish.promise import Addresses, Lost, lost, proposal
from concordat.publish.refusal import Refusal
from concordat.publish.versions import Version, Versions
from concordat.publish.workshop import workshop

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published: the record of a folder, as a version, under aliases as well.

    `reason` is why a published version is to be replaced, "" where none may be.
    """

    folder: Path
    version: str
    aliases: tuple[str, ...] = ()
    reason: str = ""
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order: `commit` of the branch, "" of a dry run; files by what became of them."""

    commit: str
    unchanged: bool
    replaces: bool
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class _Run:
    """What one run of the command knows."""

    order: Order
    branch: Branch
    known: Versions
    made_of: Source
    folder: Path  # its workshop

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"


def publish(order: Order, target: Target, say: Say) -> Outcome:
    """Publish a version. Raises Refusal, with nothing changed, where it must not be."""
    git = find(order.folder)
    look_at_branch(git, target)
    made_of = source(git)
    branch = open_branch(git, target)
    known = branch.versions()
    look_at_names(order.version, order.aliases, known.names(), known.aliases())
    look_at_folders(branch, (order.version, *order.aliases))
    there = branch.manifest(order.version) if order.version in known.names() else None
    if there is not None and there.commit != made_of.commit and not order.reason:
        raise _standing(order, there)  # sparing the build
    with workshop(git) as folder:
        run = _Run(order, _quarantined(branch, folder) if order.dry else branch, known, made_of, folder)
        publication = _publication(run)
        say(f"Checking out {made_of.commit[:10]}, and checking its record …")
        check_out(git, made_of.commit, folder / "checkout")
        record = folder / "checkout" / order.folder.resolve().relative_to(git.folder.resolve())
        look_at_record(record, made_of.day)
        settings = settings_of(record)
        say("Building the site …")
        build(settings, run.site, publication, made_of.seconds)
        say("Comparing it with what is published …")
        return _place(run, publication, base_of(settings), say)


def _quarantined(branch: Branch, folder: Path) -> Branch:
    """Return the branch with a place of its own for new objects, so that a dry run leaves none behind."""
    (folder / "objects").mkdir()
    objects = branch.git.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    places = {
        "GIT_OBJECT_DIRECTORY": str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": objects,
    }
    return replace(branch, git=Git(branch.git.folder, places))


def _publication(run: _Run) -> Publication:
    """Return what the build is told: of a version that is there already, what it was told then."""
    order, known = run.order, run.known
    there = run.branch.manifest(order.version)
    if there is not None and not there.withdrawn and not order.reason:
        alias, beside = there.current, there.beside
    else:
        alias = current_alias(order.aliases, known.aliases())
        holder = known.find(alias) if alias and alias not in order.aliases else None
        beside = holder.name if holder and holder.name != order.version else ""
    content = run.branch.read(f"{beside}/addresses.json") if beside else None
    path = run.folder / "current.json"
    if content is not None:
        path.write_bytes(content)
    return Publication(order.version, run.made_of.day, alias, str(path) if content else "", beside)


def _place(run: _Run, publication: Publication, base: str, say: Say) -> Outcome:
    """Compare the built site with the branch, and move the branch unless the run is a dry one."""
    order, branch, known, git = run.order, run.branch, run.known, run.branch.git
    there = branch.manifest(order.version)
    old = branch.tree[order.version][1] if order.version in branch.tree else ""
    tree = _tree(run, publication, there, old)
    replaces = bool(old) and old != tree
    _keep_promise(run)
    before = known.find(order.version)
    aliases = tuple(sorted({*order.aliases, *(before.aliases if before else ())}))
    number = before.order if before and before.order else known.next_order()
    known.put(Version(order.version, aliases, publication.day.isoformat(), run.made_of.commit, number))
    start = current_alias(order.aliases, known.aliases()) or order.version
    root = composed(branch, known, dict.fromkeys((order.version, *aliases), tree), start, base)
    unchanged = root == branch.tree
    commit = ""
    if not order.dry:
        say("Moving the branch …")
        commit = change(branch, root, _message(run, replaces=replaces))
    return Outcome(commit, unchanged, replaces, *_counted(git, old, tree))


def _tree(run: _Run, publication: Publication, there: Manifest | None, old: str) -> str:
    """Return the tree of the built version, with its manifest; the one that is there where no file differs.

    Tools that made the same files of the same commit make no other version: the manifest names those of
    the first time.
    """
    if there and there.commit == run.made_of.commit:
        manifest.write(there, run.site)
        if run.branch.git.write_folder(run.site) == old:
            return old
    _write_manifest(run, publication, _replaced(run, there) if old else ())
    return run.branch.git.write_folder(run.site)


def _write_manifest(run: _Run, publication: Publication, replaced: tuple[Mapping[str, str], ...]) -> None:
    made = Manifest(
        publication.version,
        run.made_of.commit,
        publication.day.isoformat(),
        publication.current,
        publication.beside,
        manifest.tools(),
        replaced,
        files=manifest.digests(run.site),
    )
    manifest.write(made, run.site)


def _replaced(run: _Run, there: Manifest | None) -> tuple[Mapping[str, str], ...]:
    """Return what a version has replaced, with what it replaces now. Raises Refusal where it must not."""
    order = run.order
    if not order.reason:
        raise _standing(order, there)
    before = run.branch.read(f"{order.version}/{manifest.NAME}") or b""
    entry = {"commit": there.commit if there else "", "reason": order.reason}
    return (*(there.replaced if there else ()), {**entry, "manifest": manifest.digest(before)})


def _standing(order: Order, there: Manifest | None) -> Refusal:
    """Return why a version that is published already is not published again."""
    what = "with other content"
    if there and there.withdrawn:
        what = "and was withdrawn"
    elif there:
        what = f"with other content, from commit {there.commit[:10]} of {there.published}"
    return Refusal(
        f"version '{order.version}' is published {what}; choose another name, "
        "or replace it with --replace and --reason"
    )


def _keep_promise(run: _Run) -> None:
    """Refuse to lose an address that the versions have to which the new one succeeds."""
    new: Addresses = json.loads((run.site / "addresses.json").read_bytes())
    latest = run.known.latest()
    found: dict[str, Lost] = {}
    for name in sorted({run.order.version, *run.order.aliases, *([latest.name] if latest else [])}):
        version = run.known.find(name)
        old = run.branch.addresses(version.name) if version and not version.withdrawn else None
        found.update({each.address: each for each in lost(old, new)} if old else {})
    gone = [found[address] for address in sorted(found)]
    if gone:
        what = f"'{gone[0].address}'" + (f" ({gone[0].named})" if gone[0].named else "")
        counted = "a published address" if len(gone) == 1 else f"{len(gone)} published addresses"
        first = "" if len(gone) == 1 else "first "
        raise Refusal(
            f"{counted} would be lost, {first}{what}; say in addresses.yml what became of it",
            record=True,
            lines=proposal(gone),
        )


def _message(run: _Run, *, replaces: bool) -> str:
    order = run.order
    verb = "Replace" if replaces else "Publish"
    reason = f"\n\nReason: {order.reason}" if replaces else ""
    return f"{verb} version {order.version}{reason}\n\nMade of commit {run.made_of.commit}"


def _counted(git: Git, old: str, new: str) -> tuple[int, int, int]:
    """Return how many files of a version are added, changed and removed."""
    if not old:
        return len(git.files(new)), 0, 0
    rows = os.fsdecode(git.run("diff-tree", "-r", "-z", "--name-status", "--no-renames", old, new)).split(
        "\0"
    )
    kinds = [row for row in rows[::2] if row]
    return kinds.count("A"), kinds.count("M"), kinds.count("D")
