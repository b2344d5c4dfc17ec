"""Withdrawing a version: its pages make way for one sentence, and its name stays taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from concordat.publish import manifest, pages
from concordat.publish.branch import Branch, Target, change, composed, look_at_branch, open_branch
from concordat.publish.git import find
from concordat.publish.manifest import Manifest
from concordat.publish.names import current_alias
from concordat.publish.refusal import Refusal
from concordat.publish.versions import Version, Versions
from concordat.publish.workshop import workshop


def unpublish(folder: Path, name: str, reason: str, instead: str, day: date, target: Target) -> Version:
    """Withdraw a version on a day, for a reason; return it. Raises Refusal, with nothing changed.

    `instead` is the version to which its aliases lead from then on. Every page of it says from then on
    that it was withdrawn; what it said stays in the history of the branch.
    """
    git = find(folder)
    look_at_branch(git, target)
    branch = open_branch(git, target)
    known = branch.versions()
    version = _standing(branch, known, name)
    withdrawn = replace(version, aliases=(), withdrawn=day.isoformat(), reason=reason)
    heir = _heir(known, version, instead)
    if heir:
        known.drop_aliases(version.name)
        known.put(replace(heir, aliases=(*heir.aliases, *version.aliases)))
    known.put(withdrawn)
    with workshop(git) as work:
        old = branch.manifest(name)
        site = work / "site"
        for path in branch.git.files(branch.tree[name][1]):
            if path.endswith(".html"):
                page = site / path
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(pages.withdrawn_page(withdrawn, path), encoding="utf-8", newline="\n")
        made = Manifest(
            name,
            version.commit,
            version.published,
            replaced=old.replaced if old else (),
            withdrawn={"on": withdrawn.withdrawn, "reason": reason},
            files=manifest.digests(site),
        )
        manifest.write(made, site)
        tree = branch.git.write_folder(site)
    folders = {name: tree}
    folders |= dict.fromkeys(version.aliases, branch.tree[heir.name][1] if heir else tree)
    start = current_alias((), known.aliases()) or (heir or withdrawn).name
    root = composed(branch, known, folders, start, None)
    change(branch, root, f"Withdraw version {name}\n\nReason: {reason}")
    return withdrawn


def _standing(branch: Branch, known: Versions, name: str) -> Version:
    version = known.find(name)
    if version is None or version.name != name:
        what = (
            f"'{name}' is an alias of version '{version.name}'"
            if version
            else f"there is no version '{name}'"
        )
        names = [each.name for each in known.all() if not each.withdrawn]
        raise Refusal(f"{what} on '{branch.target.branch}'; there is {', '.join(names) or 'none'}")
    if version.withdrawn:
        raise Refusal(f"version '{name}' was withdrawn on {version.withdrawn} already")
    return version


def _heir(known: Versions, version: Version, instead: str) -> Version | None:
    """Return the version that takes a withdrawn one's aliases. Raises Refusal where it must be named."""
    others = [each for each in known.all() if each.name != version.name and not each.withdrawn]
    heir = next((each for each in others if each.name == instead), None)
    if instead and heir is None:
        raise Refusal(
            f"'{instead}' is no other version; there is {', '.join(e.name for e in others) or 'none'}"
        )
    if version.aliases and others and heir is None:
        newest = max(others, key=lambda each: each.order)
        raise Refusal(
            f"'{version.aliases[0]}' leads to version '{version.name}'; say where it leads from now on, "
            f"as with --instead {newest.name}"
        )
    return heir if version.aliases else None
