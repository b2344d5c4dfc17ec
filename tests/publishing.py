"""Repositories to publish from, with real git; and a site that is ready, where the build is not the point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from concordat.cli import main
from concordat.publication import Publication
from concordat.publish import publishing
from tests.building import lay_site
from tests.needs import need
from tests.running import Ran, environment

DAY = "2017-04-03T09:00:00+0100"


def git(folder: Path, *arguments: str | Path, **changes: str) -> str:
    """Run git in a folder; return what it wrote."""
    fixed = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    line = [need("git"), "-C", str(folder), *map(str, arguments)]
    env = environment(**{**fixed, **changes})
    done = subprocess.run(line, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, f"git {arguments}: {done.stderr}"
    return done.stdout.strip()


def settle(folder: Path) -> Path:
    """Make a folder a repository whose commits have an author."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "The Tester")
    git(folder, "config", "user.email", "tester@example.org")
    git(folder, "config", "gc.auto", "0")
    return folder


def commit(folder: Path, files: Mapping[str, str | None], day: str = DAY) -> str:
    """Write files, delete those that are None, commit; return the commit."""
    for path, text in files.items():
        target = folder / path
        if text is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    git(folder, "commit", "--quiet", "--allow-empty", "-m", f"{len(files)} files", **when)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str | None] | None = None) -> Path:
    """Return a repository with the small site, committed."""
    settle(folder)
    lay_site(folder)
    commit(folder, {".gitignore": "/site\n", **(files or {})})
    return folder


def remote(folder: Path, name: str = "remote.git") -> Path:
    """Return a bare repository beside another, which has it as `origin`."""
    bare = folder.parent / name
    git(folder, "init", "--quiet", "--bare", bare)
    git(folder, "remote", "add", "origin", bare)
    git(folder, "push", "--quiet", "origin", "main")
    return bare


def clone(bare: Path, folder: Path) -> Path:
    """Return a clone of a bare repository whose commits have an author."""
    git(bare, "clone", "--quiet", "--branch", "main", bare, folder)
    git(folder, "config", "user.name", "The Other")
    git(folder, "config", "user.email", "other@example.org")
    return folder


def run(folder: Path, *arguments: str, **changes: str) -> Ran:
    """Run the command in a repository, as a process of its own."""
    line = [sys.executable, "-m", "concordat", *arguments]
    env = environment(**changes)
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, env=env, timeout=120, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def tip(folder: Path, branch: str = "gh-pages") -> str:
    """Return the commit of a branch, "" where there is none."""
    found = git(folder, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
    return found


def names(folder: Path, branch: str = "gh-pages") -> list[str]:
    """Return what stands at the root of a branch."""
    return git(folder, "ls-tree", "--name-only", branch).splitlines()


def read(folder: Path, path: str, branch: str = "gh-pages") -> str:
    """Return a file of a branch."""
    return git(folder, "show", f"{branch}:{path}")


def read_json(folder: Path, path: str, branch: str = "gh-pages") -> Any:
    """Return what a JSON file of a branch holds."""
    return json.loads(read(folder, path, branch))


def ready_site(settings: Path, site: Path, version: Publication, seconds: int) -> None:
    """Stand in for the build: a few pages, and the addresses of the Markdown files that there are."""
    pages = {}
    for path in sorted((settings.parent / "docs").rglob("*.md")):
        stem = path.relative_to(settings.parent / "docs").with_suffix("").as_posix()
        url = "" if stem == "index" else f"{stem.removesuffix('/index')}/"
        pages[url] = {"names": stem}
        page = site / url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<p>{version.version} {stem} {seconds}</p>", encoding="utf-8")
    addresses = {"format": 1, "pages": pages, "files": [], "forwards": {}, "gone": {}, "clauses": {}}
    (site / "addresses.json").write_text(json.dumps(addresses), encoding="utf-8")


def with_ready_site(folder: Path, *arguments: str, **changes: str) -> Ran:
    """Run the command in a process of its own, forked from this one, the build left out."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = os.fork()
        if process == 0:
            _become(folder, arguments, environment(**changes), (out.fileno(), err.fileno()))
        _, status = os.waitpid(process, 0)
        for file in (out, err):
            file.seek(0)
        return Ran(os.waitstatus_to_exitcode(status), out.read().decode(), err.read().decode())


def _become(
    folder: Path, arguments: Sequence[str], env: dict[str, str], streams: tuple[int, int]
) -> NoReturn:
    """Be the command in this process, as far as its end."""
    code: object = 1
    try:
        for stream, file in enumerate(streams, start=1):
            os.dup2(file, stream)
        sys.stdout, sys.stderr = open(1, "w"), open(2, "w")  # noqa: SIM115 (as long as the process lives)
        os.environ.clear()
        os.environ.update(env)
        tempfile.tempdir = None
        os.chdir(folder)
        setattr(publishing, "build", ready_site)  # noqa: B010 (it is imported there, not exported)
        main([*arguments, "--path", str(folder)])
    except SystemExit as ending:
        code = ending.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def killing_git(folder: Path) -> Path:
    """Lay a `git` into a folder that counts calls that write, and after the KILL_AT-th kills its caller."""
    folder.mkdir()
    script = folder / "git"
    script.write_text(
        f"""#!/bin/sh
count=0
case " $* " in *" clone "*|*" checkout "*|*" hash-object "*|*" mktree "*|*" commit-tree "*\
|*" push "*|*" update-ref "*)
  count=$(($(cat "$COUNTER") + 1))
  echo $count > "$COUNTER" ;;
esac
"{need("git")}" "$@"
code=$?
if [ $count -eq "$KILL_AT" ]; then kill -9 $PPID; fi
exit $code
""",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return folder


def workshops(temporary: Path) -> list[str]:
    """Return what publishing left behind in a folder for temporary files."""
    return sorted(path.name for path in temporary.iterdir() if path.name.startswith("concordat-"))
