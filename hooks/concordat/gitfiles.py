"""The record as git keeps it: two states of its folder, read without a checkout.

Nothing is written to the working tree or to git's own files. What is read from the disk is kept for
the next run, as by a check.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from concordat.cache import Cache
from concordat.findings import Finding
from concordat.folder import contents, read_files, too_large
from concordat.kept import read_with_cache
from concordat.listing import LARGEST, unreadable
from concordat.read.documents import Reading, Source, decode, read_source
from concordat.read.front import digest_of_bytes
from concordat.read.paths import is_read
from concordat.review.states import Reads
from concordat.shares import read_in_shares

_LINK = "120000"  # the mode of a symbolic link


class GitTrouble(Exception):
    """Git is missing, or has not what was asked for; the message says so in one line."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file of one state: git's name for its bytes, and the bytes, or why they cannot be had.

    `blob` is "" where nobody knows it, `data` None as long as nobody has asked git for it.
    """

    blob: str
    data: bytes | Finding | None = None


Tree = dict[str, Content]
"""The files of a record's folder by path."""


def two_states(cache: Cache, base: str, head: str | None) -> tuple[Reads, Reads]:
    """Read a record as it was at `base`, and as it is at `head`, or in the folder that was looked at.

    Where both went on from a common commit, the state before is that commit: what others merged
    meanwhile is no part of the change. A file that is the same in both states is read once, and not
    at all where the same stands on the disk and `cache` has it. Raises GitTrouble.
    """
    root = cache.root
    prefix = ask(root, "rev-parse", "--show-prefix").decode(errors="surrogateescape").rstrip("\n")
    commit, tip = commit_of(root, base), commit_of(root, head or "HEAD")
    fork = _git(root, "merge-base", commit, tip).stdout.decode().strip() or commit
    before, disk = _tree(root, fork, prefix), _working_tree(cache, len(commit))
    after = _tree(root, tip, prefix) if head else disk
    changed = {path for path in before.keys() | after.keys() if not _same(before.get(path), after.get(path))}
    if not head:  # what is no part of the record is not opened, and so not known to differ
        changed -= {path for path in before.keys() & after.keys() if not is_read(path)}
    kept = [path for path, content in after.items() if is_read(path) and _same(content, disk.get(path))]
    later = {read.path: read for read in read_with_cache(cache, partial(_read_all, root, disk), kept)}
    _fetch(root, before, disk, changed)
    _fetch(root, after, disk, changed.union(after.keys() - later.keys()))
    others = [path for path in after if is_read(path) and path not in later]
    later |= {read.path: read for read in read_in_shares(partial(_read_all, root, after), others)}
    earlier = {
        path: later[path] if path not in changed else _read(path, content)
        for path, content in before.items()
        if is_read(path)
    }
    texts = [{path: _text(path, tree[path]) for path in changed if path in tree} for tree in (before, after)]
    for path in changed:  # saved with other line ends, say
        same = texts[0].get(path) and texts[0].get(path) == texts[1].get(path)
        if same or (path in earlier and earlier[path] == later.get(path)):
            del texts[0][path], texts[1][path]
    return Reads(earlier, frozenset(before), texts[0]), Reads(later, frozenset(after), texts[1])


def _same(one: Content | None, other: Content | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.blob == other.blob and bool(one.blob)


def _read_all(root: Path, tree: Tree, paths: Sequence[str]) -> list[Reading]:
    """Read files of a tree; one whose bytes nobody has looked at is read from the disk."""
    return [
        _read(path, tree[path]) if tree[path].data is not None else read_files(root, (path,))[0]
        for path in paths
    ]


def _read(path: str, content: Content) -> Reading:
    if isinstance(content.data, bytes):
        return read_source(Source(path, content.data))
    return Reading(path, None, (content.data,) if content.data else ())


def _text(path: str, content: Content) -> str:
    data = content.data
    return decode(Source(path, data))[0] or "" if isinstance(data, bytes) and is_read(path) else ""


# -- the states ------------------------------------------------------------------------


def _working_tree(cache: Cache, digits: int) -> Tree:
    """Return the files on disk. Those that are no part of the record are not opened: by name alone.

    Nor are those opened whose bytes `cache` knows, and git's name for these. A name of git's has so
    many digits.
    """
    hashed = hashlib.sha1 if digits == 40 else hashlib.sha256
    tree = {path: Content("") for path in cache.listing.paths}
    kept = cache.blobs()
    blobs = {digest: kept[digest] for digest in cache.digests.values() if len(kept.get(digest, "")) == digits}
    known = {path: blobs[digest] for path, digest in cache.digests.items() if digest in blobs}
    for path, data in contents(cache.root, (path for path in tree if path not in known)):
        tree[path] = Content("", data)
        if isinstance(data, bytes):
            digest = digest_of_bytes(data)
            blobs[digest] = hashed(b"blob %d\0" % len(data) + data).hexdigest()
            tree[path] = Content(blobs[digest], data)
            if cache.digests.get(path) != digest:  # changed since it was looked at
                cache.digests.pop(path, None)
    if blobs != kept:
        cache.keep_blobs(blobs)
    tree |= {path: Content(blob) for path, blob in known.items()}
    return tree | {found.location.path: Content("", found) for found in cache.listing.findings}


def _tree(root: Path, commit: str, prefix: str) -> Tree:
    """Return the files of the folder in a commit; none where the commit has no such folder."""
    name = f"{commit}:{prefix}"
    if _git(root, "rev-parse", "--verify", "--quiet", name).returncode:
        return {}
    tree: Tree = {}
    links: dict[str, str] = {}
    for row in ask(root, "ls-tree", "-r", "-z", "--full-tree", name).split(b"\0")[:-1]:
        about, _, raw = row.partition(b"\t")
        mode, kind, blob = about.decode().split()
        path = os.fsdecode(raw)
        if kind != "blob" or any(part.startswith(".") and part != ".authors.yml" for part in path.split("/")):
            continue
        if mode == _LINK:
            links[path] = blob
        tree[path] = Content(blob)
    _follow(root, tree, links)
    return tree


def _follow(root: Path, tree: Tree, links: Mapping[str, str]) -> None:
    """Put, for each link, what it leads to: a file or the files of a folder of the record."""
    aims = _blobs(root, links.values())
    for path, blob in links.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(aims[blob])))
        del tree[path]
        inside = {f"{path}{name[len(target) :]}": name for name in tree if name.startswith(f"{target}/")}
        if target in tree:
            inside = {path: target}
        if inside and not f"{path}/".startswith(f"{target}/"):
            tree |= {name: tree[origin] for name, origin in inside.items()}
        else:
            hint = "put the file itself there"
            tree[path] = Content(blob, unreadable(path, "is a link out of the record", hint))


# -- git -------------------------------------------------------------------------------


def _fetch(root: Path, tree: Tree, disk: Tree, paths: Iterable[str]) -> None:
    """Get the bytes of some files of a tree: from the disk where the same stand there, else from git."""
    wanted = [path for path in paths if path in tree and tree[path].data is None and is_read(path)]
    here = {path for path in wanted if _same(tree[path], disk.get(path))}
    data: dict[str, bytes | Finding] = dict(contents(root, here))
    names = {path: tree[path].blob for path in wanted if path not in here}
    large = _large(root, names.values())
    blobs = _blobs(root, {*names.values()} - large)
    data |= {path: too_large(path) if name in large else blobs[name] for path, name in names.items()}
    for path in wanted:
        tree[path] = Content(tree[path].blob, data[path])


def _large(root: Path, names: Iterable[str]) -> set[str]:
    """Return those of some blobs that are too large to be read."""
    asked = "".join(f"{name}\n" for name in sorted(set(names)))
    if not asked:
        return set()
    rows = ask(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", stdin=asked.encode()).split(
        b"\n"
    )
    sizes = (row.decode().split() for row in rows if row)
    return {name for name, size in sizes if size.isdecimal() and int(size) > LARGEST}


def _blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of blobs by name, all from one process."""
    names = sorted(set(names))
    if not names:
        return {}
    output = ask(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    blobs: dict[str, bytes] = {}
    at = 0
    for name in names:
        end = output.index(b"\n", at)
        head = output[at:end].split(b" ")
        if head[1] != b"blob":
            raise GitTrouble("git has not all of this history here; fetch it in full, and try again")
        size = int(head[2])
        blobs[name] = output[end + 1 : end + 1 + size]
        at = end + size + 2
    return blobs


def commit_of(root: Path, name: str) -> str:
    """Return the full name of the commit that a branch, a tag or any other name of git's stands for."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if done.returncode:
        raise GitTrouble(
            f"git knows no commit '{name}' here; name a branch, a tag or a commit, or fetch it first"
        )
    return done.stdout.decode().split()[-1]


def ask(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git answers. Raises GitTrouble where it does not."""
    done = _git(root, *arguments, stdin=stdin)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            said = f"'{root}' is in no git repository, so there is no earlier state to compare with"
        raise GitTrouble(said.removeprefix("fatal: ") or "git does not answer")
    return done.stdout


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False)
    except FileNotFoundError as fault:
        raise GitTrouble("this needs git, and this computer has none; install it") from fault
