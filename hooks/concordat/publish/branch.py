"""The published branch: what it holds, what it is to hold, and the one step by which it changes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from concordat.policy import header_files_above
from concordat.publish import manifest, pages, versions
from concordat.publish.git import Entry, Git, Tree
from concordat.publish.refusal import Refusal
from concordat.publish.versions import Version, Versions

BRANCH, REMOTE = "gh-pages", "origin"
_REMOTE_LINES = 3  # of what a remote says about a push that it refused
_FOREIGN = (".html", "_headers", ".htaccess")  # of these somebody may have put his own at the root


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish: a branch, and the remote to which it is pushed."""

    branch: str = BRANCH
    remote: str = REMOTE
    push: bool = False


@dataclass(frozen=True)
class Branch:
    """A published branch at one commit: `tip` is "" where there is none yet, `local` where it is here."""

    git: Git
    target: Target
    tip: str
    local: str
    tree: Tree = field(repr=False)

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where it is not there."""
        return self.git.read_file(self.tip, path) if self.tip else None

    def versions(self) -> Versions:
        """Return the versions on the branch."""
        return Versions(self.read(versions.NAME))

    def manifest(self, version: str) -> manifest.Manifest | None:
        """Return the manifest of a version, None where it has none."""
        content = self.read(f"{version}/{manifest.NAME}")
        return None if content is None else manifest.read(content, f"version '{version}'")

    def addresses(self, version: str) -> dict[str, Any] | None:
        """Return the public addresses of a version, None where nobody wrote them down."""
        content = self.read(f"{version}/addresses.json")
        if content is None:
            return None
        try:
            found: dict[str, Any] = json.loads(content)
        except ValueError as fault:
            raise Refusal(f"{version}/addresses.json on the branch cannot be read") from fault
        return found


def look_at_branch(git: Git, target: Target) -> None:
    """Refuse a branch that publishing would pull away under somebody's feet, or that is no name for one."""
    if git.try_to("check-ref-format", "--branch", target.branch)[0]:
        raise Refusal(f"'{target.branch}' is no name for a branch; gh-pages is usual")
    listed = os.fsdecode(git.run("worktree", "list", "--porcelain"))
    if f"branch refs/heads/{target.branch}" in listed.splitlines():
        raise Refusal(f"the branch '{target.branch}' is checked out; change to another one first")


def open_branch(git: Git, target: Target) -> Branch:
    """Return the branch as it is here and at the remote: the newer, where one contains the other."""
    local = git.commit_of(f"refs/heads/{target.branch}")
    there = (
        _remote_tip(git, target)
        if target.push
        else git.commit_of(f"refs/remotes/{target.remote}/{target.branch}")
    )
    tip = local or there
    if local and there and local != there:
        if git.is_within(local, there):
            tip = there
        elif not git.is_within(there, local):
            raise Refusal(
                f"'{target.branch}' here and at '{target.remote}' have grown apart; "
                f"'git branch -f {target.branch} {target.remote}/{target.branch}' keeps theirs"
            )
    return Branch(git, target, tip, local, git.tree(tip) if tip else {})


def _remote_tip(git: Git, target: Target) -> str:
    code, out, complaint = git.try_to("ls-remote", target.remote, f"refs/heads/{target.branch}")
    if code:
        reason = complaint.splitlines()[0].removeprefix("fatal: ") if complaint else "it gave no reason"
        raise Refusal(f"the remote '{target.remote}' cannot be asked: {reason}")
    tip = os.fsdecode(out).split("\t")[0].strip()
    if tip and not git.commit_of(tip):
        git.run(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            target.remote,
            f"refs/heads/{target.branch}",
        )
    return tip


def look_at_folders(branch: Branch, names: tuple[str, ...]) -> None:
    """Refuse a version or an alias where the branch has something else of that name."""
    known = branch.versions().names()
    for name in names:
        if name in branch.tree and name not in known:
            raise Refusal(
                f"the branch '{branch.target.branch}' has something else called '{name}'; choose another name"
            )


def composed(
    branch: Branch, known: Versions, folders: Mapping[str, str], start: str, base: str | None
) -> Tree:
    """Return the branch's root with new folders, each a tree, and with the pages of the root made anew.

    What else is on the branch stays as it is, its own `index.html`, `404.html`, `_headers` included. `start`
    is where the root leads, `base` the path of the root on its host; None leaves the 404 page as it is.
    """
    tree = dict(branch.tree)
    for name, made in folders.items():
        tree[name] = (Entry("040000", "tree", name), made)
    ours = {
        "index.html": pages.root_page(start),
        **({} if base is None else {"404.html": pages.missing_page(base, start)}),
        "versions.html": pages.versions_page(known.all()),
        pages.STYLE: pages.STYLESHEET,
        pages.SCRIPT: pages.LOST,
        versions.NAME: known.as_text(),
        ".nojekyll": "",
        **header_files_above(_headers(branch.git, tree, known)),
    }
    for name, text in ours.items():
        if name.endswith(_FOREIGN) and not pages.is_ours(branch.read(name)):
            continue
        tree[name] = (Entry("100644", "blob", name), branch.git.write_blob(text.encode()))
    return tree


def _headers(git: Git, tree: Tree, known: Versions) -> dict[str, str]:
    """Return the header file of each alias and version that has one, by its folder, the newest first.

    A host that reads only so many rules then leaves out the oldest.
    """
    newest = sorted(known.all(), key=lambda each: each.order, reverse=True)
    ordered = (*sorted(known.aliases()), *(each.name for each in newest))
    names = [name for name in ordered if name in tree]
    contents = git.read(f"{tree[name][1]}:_headers" for name in names)
    return {name: text.decode() for name, text in zip(names, contents, strict=True) if text is not None}


def change(branch: Branch, tree: Tree, message: str) -> str:
    """Commit a new root and move the branch to it, at the remote first; return the commit.

    Either all of it is there afterwards or none. Raises Refusal where another publisher was quicker.
    """
    git, target = branch.git, branch.target
    made = git.make_tree(tree)
    tip = branch.tip
    if not tip or made != git.line("rev-parse", f"{tip}^{{tree}}"):
        tip = git.commit(made, branch.tip, message)
    if target.push:
        _push(git, target, tip)
    if tip != branch.local:
        reason = git.move(target.branch, tip, branch.local, message.splitlines()[0])
        if reason:
            raise Refusal(
                f"the branch '{target.branch}' was moved meanwhile, so nothing was changed; "
                f"run the command again ({reason})"
            )
    return tip


def _push(git: Git, target: Target, commit: str) -> None:
    code, out, complaint = git.try_to(
        "push", "--porcelain", target.remote, f"{commit}:refs/heads/{target.branch}"
    )
    if not code:
        return
    refused = re.search(r"^!\t\S+\t(.*)$", os.fsdecode(out), re.MULTILINE)
    reason = refused[1] if refused else (complaint.splitlines() or ["it gave no reason"])[-1]
    if re.search(r"fetch first|non-fast-forward|stale|failed to update ref|incorrect old value|lock", reason):
        raise Refusal(
            f"somebody else published to '{target.remote}' meanwhile, so nothing was changed; "
            "run the command again"
        )
    own = [
        line.removeprefix("remote:").strip() for line in complaint.splitlines() if line.startswith("remote:")
    ]
    why = "; ".join(dict.fromkeys((reason, *filter(None, own[:_REMOTE_LINES]))))
    raise Refusal(f"'{target.remote}' refused the branch '{target.branch}', so nothing was changed: {why}")


def marked(branch: Branch) -> list[Version]:
    """Return the versions, the one that was published last first."""
    return sorted(branch.versions().all(), key=lambda each: each.order, reverse=True)
