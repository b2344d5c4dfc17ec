"""The walls of the code: imports run one way, few rooms touch the world, and no room grows too large."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

from tests import drawing
from tests.imports import HOOKS, MEET_THE_WORLD, MODULES, imported, ours, room_of, tree

LAYERS = (
    ("dates", "findings", "wording", "publication", "policy"),
    ("addresses",),
    ("model",),
    ("read",),
    ("index", "packing", "slips", "listing", "outward"),
    ("citing", "nearby", "places", "seal", "shares", "cache", "gist"),
    ("unseen",),
    ("resolve", "matching", "kept", "corrections"),
    ("alike",),
    ("record",),
    ("compare", "signatures", "leftbehind"),
    ("keys", "amendments", "calendar", "ledger"),
    ("edit", "lineage"),
    ("drafting",),
    ("signing", "proof", "rules", "views", "show", "schema", "incoming", "mending"),
    ("review",),
    ("report",),
    ("export",),
    ("search",),
    ("folder",),
    ("files", "gitfiles", "ssh"),
    ("past",),
    ("publish", "site"),
    ("cli",),
    ("__main__",),
)
"""The rooms, from the ground up. A room knows those of the layers below, and none of its own layer."""

WORLD = {"os", "subprocess", "pathlib", "shutil", "tempfile", "glob", "socket", "time", "logging", "platform"}
TOUCHING = {"open", "input", "print", "read_text", "read_bytes", "write_text", "write_bytes", "today", "now"}
RENDERING = {"mkdocs", "markdown", "material", "mike", "jinja2"}

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions of more than fifty lines, each with the reason why it stays whole."""

modules = pytest.mark.parametrize("module", MODULES, ids=[name or "concordat" for name in MODULES])


def _is_in(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def test_every_room_has_its_layer() -> None:
    rooms = [room for layer in LAYERS for room in layer]
    assert sorted(rooms) == sorted({room_of(module) for module in MODULES} - {""})


def test_every_room_is_in_the_list_for_contributors() -> None:
    text = (HOOKS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = "".join(line for line in text.splitlines() if line.startswith("| `"))
    rooms = {room for layer in LAYERS for room in layer} - {"__main__"}
    assert {room for room in rooms if f"`{room}.py`" not in rows and f"`{room}/`" not in rows} == set()


@modules
def test_imports_run_one_way(module: str) -> None:
    layer_of = {room: at for at, layer in enumerate(LAYERS) for room in layer}
    others = {room_of(name) for name in ours(MODULES[module])} - {room_of(module), ""}
    upwards = {name for name in others if layer_of[name] >= layer_of.get(room_of(module), -1)}
    assert upwards == set()


def test_no_imports_go_in_a_circle() -> None:
    graph = {module: ours(path) - {module} for module, path in MODULES.items()}
    assert len([*TopologicalSorter(graph).static_order()]) == len(MODULES)


@modules
def test_only_a_few_rooms_touch_the_world(module: str) -> None:
    if _is_in(module, MEET_THE_WORLD):
        return
    world = {name for name, _ in imported(MODULES[module])}
    assert world & WORLD == set()
    calls = [node.func for node in ast.walk(tree(MODULES[module])) if isinstance(node, ast.Call)]
    called = {func.id if isinstance(func, ast.Name) else getattr(func, "attr", "") for func in calls}
    assert called & TOUCHING == set()


@modules
def test_only_the_site_knows_mkdocs(module: str) -> None:
    if _is_in(module, ("site",)):
        return
    assert {name.partition(".")[0] for name, _ in imported(MODULES[module])} & RENDERING == set()


@pytest.mark.parametrize("path", [*MODULES.values(), HOOKS / "site_hooks.py"], ids=lambda path: path.stem)
def test_imports_stand_at_the_top_and_name_whole_paths(path: Path) -> None:
    """MkDocs loads hooks so that lazy and relative imports fail. What mypy alone imports does no harm."""
    typing = (node for node in tree(path).body if isinstance(node, ast.If))
    unrun = [node for each in typing if ast.unparse(each.test) == "TYPE_CHECKING" for node in each.body]
    top = {id(node) for node in [*tree(path).body, *unrun]}
    assert [ast.unparse(node) for _, node in imported(path) if id(node) not in top] == []
    assert [ast.unparse(node) for _, node in imported(path) if getattr(node, "level", 0)] == []


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
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > 50:
                    long.add(f"{module}.{node.name}")
    assert long == set(LONG_FUNCTIONS)


def test_the_drawing_shows_the_imports_of_today() -> None:
    again = "the imports have changed: draw them anew with 'python -m tests.drawing', and look at the picture"
    assert drawing.FILE.read_text(encoding="utf-8") == drawing.drawing(), again


def test_the_drawing_has_every_room_once_and_every_line_leads_down() -> None:
    lines = drawing.needed(drawing.rooms())
    house = drawing.ordered(drawing.rows(lines), lines)
    floor = {room: at for at, row in enumerate(house) for room in row}
    assert sorted(room for row in house for room in row) == sorted(room for layer in LAYERS for room in layer)
    assert [(room, other) for room in lines for other in lines[room] if floor[room] >= floor[other]] == []


def test_the_drawing_leaves_out_what_follows_from_its_lines() -> None:
    sets = {"a": {"b", "c", "d"}, "b": {"c"}, "c": {"d"}, "d": set[str]()}
    short = drawing.needed({room: frozenset(others) for room, others in sets.items()})
    assert {room: sorted(others) for room, others in short.items()} == {
        "a": ["b"],
        "b": ["c"],
        "c": ["d"],
        "d": [],
    }
