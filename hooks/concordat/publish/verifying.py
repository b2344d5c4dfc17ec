"""Whether a published version is what was published: every file against the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from concordat.findings import listed
from concordat.publish import manifest, versions
from concordat.publish.git import Git
from concordat.publish.manifest import Manifest, digest
from concordat.publish.refusal import Refusal
from concordat.publish.versions import Versions

Read = Callable[[Iterable[str]], Iterable[bytes | None]]
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one folder: what it is, and whether each file is as the manifest says."""

    name: str
    manifest: Manifest | None
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    trouble: str = ""
    files: int = 0

    @property
    def holds(self) -> bool:
        """Whether everything is as it was published."""
        return not (self.changed or self.missing or self.foreign or self.trouble)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of a published site, on disk or on a branch."""

    name: str
    paths: Mapping[str, str]  # how each file is read, by its path in the folder
    read: Read = field(repr=False)


def on_disk(folder: Path) -> list[Verdict]:
    """Check a published folder: one version, or the root of all of them. Raises Refusal for any other."""
    if (folder / manifest.NAME).is_file():
        return [_verdict(_from_disk(folder, folder.name))]
    if not (folder / versions.NAME).is_file():
        raise Refusal(
            f"'{folder}' has neither a {manifest.NAME} nor a {versions.NAME}, so it is no published site"
        )
    known = Versions((folder / versions.NAME).read_bytes())
    return [_verdict(_from_disk(folder / name, name)) for name in known.names()]


def is_published(folder: Path) -> bool:
    """Tell whether a folder is a published version, or the root of all of them."""
    return any((folder / name).is_file() for name in (manifest.NAME, versions.NAME))


def _from_disk(folder: Path, name: str) -> _Folder:
    paths = {path.relative_to(folder).as_posix(): str(path) for path in folder.rglob("*") if path.is_file()}
    return _Folder(name, paths, lambda names: (Path(each).read_bytes() for each in names))


def on_branch(git: Git, where: str, branch: str) -> list[Verdict]:
    """Check all versions of a branch, or the one version or alias `where` names on it."""
    tip = git.commit_of(where)
    if tip and git.read_file(tip, versions.NAME) is not None:
        names = Versions(git.read_file(tip, versions.NAME)).names()
    else:
        tip = git.commit_of(f"refs/heads/{branch}") or git.commit_of(branch)
        known = Versions(git.read_file(tip, versions.NAME) if tip else None)
        if known.find(where) is None:
            what = listed([repr(name) for name in known.names()]) or "nothing"
            raise Refusal(f"'{where}' is no folder and no version on '{branch}', where there is {what}")
        names = [where]
    return [_verdict(_from_branch(git, tip, name)) for name in names]


def _from_branch(git: Git, tip: str, name: str) -> _Folder:
    tree = git.tree(tip)
    paths = git.files(tree[name][1]) if name in tree else {}
    return _Folder(name, paths, git.read)


def _verdict(folder: _Folder) -> Verdict:
    where = folder.paths.get(manifest.NAME)
    content = next(iter(folder.read([where])), None) if where else None
    if content is None:
        return Verdict(folder.name, None, trouble=f"it has no {manifest.NAME}, so nothing can be said of it")
    try:
        read = manifest.read(content, folder.name)
    except Refusal as fault:
        return Verdict(folder.name, None, trouble=str(fault))
    own = [path for path in folder.paths if path != manifest.NAME]
    contents = folder.read([folder.paths[path] for path in own])
    found = {path: digest(each or b"") for path, each in zip(own, contents, strict=True)}
    return Verdict(
        folder.name,
        read,
        tuple(sorted(path for path in found if path in read.files and found[path] != read.files[path])),
        tuple(sorted(path for path in read.files if path not in found)),
        tuple(sorted(path for path in found if path not in read.files)),
        files=len(read.files),
    )


def words(verdict: Verdict) -> str:
    """Return what is proven and what is not, in plain words."""
    made = verdict.manifest
    if made is None:
        return f"{verdict.name}: {verdict.trouble}."
    name = f"Version {made.version}" + (f", under {verdict.name}," if verdict.name != made.version else "")
    if verdict.holds:
        head = f"{name} is as its manifest says: {verdict.files} files, made of commit {made.commit[:10]}"
        lines = [f"{head}, published as of {made.published}."]
    else:
        lines = [f"{name} is NOT as it was published:"]
        for what, paths in (
            ("changed", verdict.changed),
            ("missing", verdict.missing),
            ("not of it", verdict.foreign),
        ):
            lines += [f"  {what}: {path}" for path in paths[:_SHOWN]]
            lines += [f"  {what}: {len(paths) - _SHOWN} more"] if len(paths) > _SHOWN else []
    if made.withdrawn:
        lines.append(f"  It was withdrawn on {made.withdrawn['on']}: {made.withdrawn['reason']}")
    lines += [f"  It replaced commit {each['commit'][:10]}: {each['reason']}" for each in made.replaced]
    return "\n".join(lines)
