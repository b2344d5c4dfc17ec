"""What a published version proves of itself: every file against its manifest, texts against digests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concordat.dates import in_words, parse_date
from concordat.findings import listed
from concordat.proof import Claim, Verdict
from concordat.publish import manifest, versions
from concordat.publish.branch import Target, open_branch
from concordat.publish.git import Git
from concordat.publish.manifest import Manifest, digest
from concordat.publish.refusal import Refusal
from concordat.publish.versions import Versions

Read = Callable[[Iterable[str]], Iterable[bytes | None]]
_SHOWN = 10
_EDITIONS = "data/agreements/"
_LF = "\n"


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of a published site, on disk or on a branch."""

    name: str
    paths: Mapping[str, str]  # how each file is read, by its path in the folder
    read: Read = field(repr=False)


def on_disk(folder: Path) -> list[Claim]:
    """Check a published folder: one version, or the root of all of them. Raises Refusal for any other."""
    if (folder / manifest.NAME).is_file():
        return list(_claims(_from_disk(folder, folder.resolve().name)))
    if not (folder / versions.NAME).is_file():
        raise Refusal(
            f"'{folder}' has neither a {manifest.NAME} nor a {versions.NAME}, so it is no published site"
        )
    names = Versions((folder / versions.NAME).read_bytes()).names()
    found = [claim for name in names for claim in _claims(_from_disk(folder / name, name))]
    return [*found, _at_the_root({path.name for path in folder.iterdir()}, names)]


def is_published(folder: Path) -> bool:
    """Tell whether a folder is a published version, or the root of all of them."""
    return any((folder / name).is_file() for name in (manifest.NAME, versions.NAME))


def _from_disk(folder: Path, name: str) -> _Folder:
    paths = {path.relative_to(folder).as_posix(): str(path) for path in folder.rglob("*") if path.is_file()}
    return _Folder(name, paths, lambda names: (Path(each).read_bytes() for each in names))


def on_branch(git: Git, where: str, branch: str) -> list[Claim]:
    """Check all versions of a branch, or the one version or alias `where` names on it.

    A branch that is not here, as in a new clone, is looked at as the remote had it.
    """
    tip = git.commit_of(where)
    content = git.read_file(tip, versions.NAME) if tip else None
    if content is not None:
        names = Versions(content).names()
    else:
        opened = open_branch(git, Target(branch))
        tip, known = opened.tip, opened.versions()
        names = known.names() if where == branch else [where] if known.find(where) else []
        if not names:
            what = listed([repr(name) for name in known.names()]) or "nothing"
            raise Refusal(f"'{where}' is no folder and no version on '{branch}', where there is {what}")
    found = [claim for name in names for claim in _claims(_from_branch(git, tip, name))]
    whole = content is not None or where == branch
    return [*found, _at_the_root(git.tree(tip), names)] if whole else found


def _at_the_root(there: Iterable[str], names: Iterable[str]) -> Claim:
    """Return what is said of the files beside the versions: that no manifest speaks for them."""
    others = sorted({*there} - {*names})
    said = f"No manifest lists {listed(others)}: what stands beside the versions could be somebody's own."
    return Claim("Outside the versions", Verdict.OPEN, said)


def _from_branch(git: Git, tip: str, name: str) -> _Folder:
    tree = git.tree(tip)
    paths = git.files(tree[name][1]) if name in tree else {}
    return _Folder(name, paths, git.read)


def _claims(folder: _Folder) -> Iterator[Claim]:
    """Yield what one folder proves of its files and texts, and what it only says."""
    where = folder.paths.get(manifest.NAME)
    content = next(iter(folder.read([where])), None) if where else None
    if content is None:
        said = f"It has no {manifest.NAME}, so nothing can be said of it."
        yield Claim(folder.name, Verdict.BROKEN, said)
        return
    try:
        made = manifest.read(content, folder.name)
    except Refusal as fault:
        yield Claim(folder.name, Verdict.BROKEN, f"{str(fault)[0].upper()}{str(fault)[1:]}.")
        return
    subject = f"Version {made.version}" + (f", under {folder.name}" if folder.name != made.version else "")
    own = [path for path in folder.paths if path != manifest.NAME]
    found = dict(zip(own, folder.read([folder.paths[path] for path in own]), strict=True))
    for verdict, sentence in (*_files(made, found), *_texts(found), (Verdict.OPEN, _said_of_itself(made))):
        yield Claim(subject, verdict, sentence)


_Pairs = Iterator[tuple[Verdict, str]]


def _files(made: Manifest, found: Mapping[str, bytes | None]) -> _Pairs:
    is_now = {path: digest(content or b"") for path, content in found.items()}
    faults = (
        (
            "not as it was published",
            [path for path in is_now if is_now[path] != made.files.get(path, is_now[path])],
        ),
        ("missing", [path for path in made.files if path not in is_now]),
        ("no file of this version", [path for path in is_now if path not in made.files]),
    )
    for what, paths in faults:
        yield from ((Verdict.BROKEN, sentence) for sentence in _named(sorted(paths), what))
    if not any(paths for _, paths in faults):
        yield Verdict.PROVEN, f"Each of its {len(made.files)} files is the one that its manifest lists."


def _named(paths: Sequence[str], what: str) -> Iterator[str]:
    yield from (f"'{path}' is {what}." for path in paths[:_SHOWN])
    if len(paths) > _SHOWN:
        yield f"{len(paths) - _SHOWN} more: {what}."


def _texts(found: Mapping[str, bytes | None]) -> _Pairs:
    """Recompute the digest of each edition's canonical text from the data that go with the version."""
    for path in sorted(found):
        if path.startswith(_EDITIONS) and path.endswith(".json"):
            try:
                edition: Any = json.loads(found[path] or b"")
                name, said = edition["address"], edition["digest"]
                made = f"sha256:{digest(_LF.join(edition['canonical']).encode())}"
            except (ValueError, KeyError, TypeError):
                yield Verdict.BROKEN, f"'{path}' holds no edition that could be read."
                continue
            if made == said:
                yield Verdict.PROVEN, f"The text of {name} in its data gives the digest {said}."
            else:
                yield Verdict.BROKEN, f"The text of {name} in its data gives the digest {made}, not {said}."


def _said_of_itself(made: Manifest) -> str:
    """Return what the manifest says of the version, and how anybody could prove it."""
    said = [
        f"Its manifest says that it was made of commit {made.commit[:10]} and published as of "
        f"{in_words(parse_date(made.published))}; whoever builds that commit again can prove it."
    ]
    if made.withdrawn:
        said.append(
            f"It was withdrawn on {in_words(parse_date(made.withdrawn['on']))}: {made.withdrawn['reason']}"
        )
    said += [f"It replaced commit {each['commit'][:10]}: {each['reason']}" for each in made.replaced]
    return " ".join(said)
