"""The walls of the code: imports run one way, few rooms touch the world, and no room grows too large."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

HOOKS = Path(__file__).parents[1] / "hooks"
PACKAGE = HOOKS / "concordat"

LAYERS = (
    ("dates", "findings", "wording", "publication"),
    ("addresses",),
    ("model",),
    ("read",),
    ("index", "packing", "slips"),
    ("resolve", "places", "seal", "shares"),
    ("record", "matching", "corrections"),
    ("compare", "signatures"),
    ("keys", "amendments", "calendar", "ledger"),
    ("edit", "lineage"),
    ("drafting",),
    ("signing", "proof", "rules", "views", "show", "schema", "incoming", "mending"),
    ("review",),
    ("report",),
    ("export",),
    ("search",),
    ("files",),
    ("gitfiles", "ssh"),
    ("past",),
    ("publish", "site"),
    ("cli",),
    ("__main__",),
)
"""The rooms, from the ground up. A room knows those of the layers below, and none of its own layer."""

WORLD = {"os", "subprocess", "pathlib", "shutil", "tempfile", "glob", "socket", "time", "logging", "platform"}
TOUCHING = {"open", "input", "print", "read_text", "read_bytes", "write_text", "write_bytes", "today", "now"}
MEET_THE_WORLD = (
    "files",
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
RENDERING = {"mkdocs", "markdown", "material", "mike", "jinja2"}

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions of more than fifty lines, each with the reason why it stays whole."""

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
modules = pytest.mark.parametrize("module", MODULES, ids=[name or "concordat" for name in MODULES])


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(path: Path) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """Yield the full name of each module that a file imports, wherever in it."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            for alias in node.names:
                inner = f"{origin}.{alias.name}".removeprefix("concordat.")
                yield (f"concordat.{inner}" if inner in MODULES else origin), node


def _ours(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, without `concordat.`."""
    names = {name for name, _ in _imported(path) if name.partition(".")[0] == "concordat"}
    return {name.removeprefix("concordat").removeprefix(".") for name in names}


def _room(module: str) -> str:
    return module.partition(".")[0]


def _is_in(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def test_every_room_has_its_layer() -> None:
    rooms = [room for layer in LAYERS for room in layer]
    assert sorted(rooms) == sorted({_room(module) for module in MODULES} - {""})


@modules
def test_imports_run_one_way(module: str) -> None:
    layer_of = {room: at for at, layer in enumerate(LAYERS) for room in layer}
    others = {_room(name) for name in _ours(MODULES[module])} - {_room(module), ""}
    upwards = {name for name in others if layer_of[name] >= layer_of.get(_room(module), -1)}
    assert upwards == set()


def test_no_imports_go_in_a_circle() -> None:
    graph = {module: _ours(path) - {module} for module, path in MODULES.items()}
    assert len([*TopologicalSorter(graph).static_order()]) == len(MODULES)


@modules
def test_only_a_few_rooms_touch_the_world(module: str) -> None:
    if _is_in(module, MEET_THE_WORLD):
        return
    imported = {name for name, _ in _imported(MODULES[module])}
    assert imported & WORLD == set()
    calls = [node.func for node in ast.walk(_tree(MODULES[module])) if isinstance(node, ast.Call)]
    called = {func.id if isinstance(func, ast.Name) else getattr(func, "attr", "") for func in calls}
    assert called & TOUCHING == set()


@modules
def test_only_the_site_knows_mkdocs(module: str) -> None:
    if _is_in(module, ("site",)):
        return
    assert {name.partition(".")[0] for name, _ in _imported(MODULES[module])} & RENDERING == set()


@pytest.mark.parametrize("path", [*MODULES.values(), HOOKS / "site_hooks.py"], ids=lambda path: path.stem)
def test_imports_stand_at_the_top_and_name_whole_paths(path: Path) -> None:
    """MkDocs loads hooks so that lazy and relative imports fail."""
    top = {id(node) for node in _tree(path).body}
    assert [ast.unparse(node) for _, node in _imported(path) if id(node) not in top] == []
    assert [ast.unparse(node) for _, node in _imported(path) if getattr(node, "level", 0)] == []


def test_no_file_that_mkdocs_can_import_shadows_a_standard_module() -> None:
    names = {path.stem for path in HOOKS.iterdir() if path.name != "__pycache__"}
    assert names & set(sys.stdlib_module_names) == set()
    assert names == {"concordat", "site_hooks"}


def test_files_stay_short() -> None:
    texts = {name: path.read_text(encoding="utf-8").splitlines() for name, path in MODULES.items()}
    assert median(sum(1 for line in lines if line.strip()) for lines in texts.values()) < 120
    assert [name for name, lines in texts.items() if len(lines) > 400] == []


def test_functions_stay_short() -> None:
    long = set()
    for module, path in MODULES.items():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > 50:
                    long.add(f"{module}.{node.name}")
    assert long == set(LONG_FUNCTIONS)
