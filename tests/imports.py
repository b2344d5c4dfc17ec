"""The modules of the package, and which of them import which: read from the code, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOOKS = Path(__file__).parents[1] / "hooks"
PACKAGE = HOOKS / "concordat"

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

MEET_THE_WORLD = (
    "files",
    "folder",
    "listing",
    "cache",
    "gitfiles",
    "shares",
    "past",
    "ssh",
    "cli",
    "rules.help",
    "site",
    "publish",
    "__main__",
)
"""The rooms that touch files, processes, the clock, git or the environment."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """Yield the full name of each module that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            for alias in node.names:
                inner = f"{origin}.{alias.name}".removeprefix("concordat.")
                yield (f"concordat.{inner}" if inner in MODULES else origin), node


def ours(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, without `concordat.`."""
    names = {name for name, _ in imported(path)} | _asked_for(path)
    names = {name for name in names if name.partition(".")[0] == "concordat"}
    return {name.removeprefix("concordat").removeprefix(".") for name in names}


def _asked_for(path: Path) -> set[str]:
    """Return the modules that a file imports while it runs: those of `import_module("…")`."""
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and node.args)
    named = (call.args[0] for call in calls if ast.unparse(call.func) == "import_module")
    return {str(name.value) for name in named if isinstance(name, ast.Constant)}


def room_of(module: str) -> str:
    return module.partition(".")[0]
