"""`concordat hook`: git checks the record before each commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from concordat.cli.ground import PATH_ARGUMENT, root_of, stop, write
from concordat.files import write_new

_HOOK = """\
#!/bin/sh
# Checks the record before each commit; 'git commit --no-verify' goes without. Made by 'concordat hook'.
exec "{python}" -m concordat check "{root}"
"""


@click.command("hook")
@PATH_ARGUMENT
def hook_command(path: Path) -> None:
    """Let git check the record in PATH before each commit. A hook that is there is kept."""
    root = root_of(path).resolve()
    line = ["git", "-C", str(root), "rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit"]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False)
    except OSError:
        stop("git is not installed, so there is nothing that could check before a commit")
    if done.returncode:
        stop(f"'{root}' is in no git repository; make one with 'git init' first")
    hook = Path(done.stdout.strip())
    try:
        write_new(hook, _HOOK.format(python=Path(sys.executable).as_posix(), root=root.as_posix()))
        hook.chmod(0o755)
    except FileExistsError:
        stop(f"'{hook}' is there already; add the line 'concordat check' to it")
    except OSError as fault:
        stop(f"'{hook}' cannot be written: {(fault.strerror or str(fault)).lower()}")
    write(f"Written: {hook}")
