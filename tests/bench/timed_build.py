"""One build of a site inside one process, with clocks around the code that is ours.

    python tests/bench/timed_build.py MKDOCS.YML OUT.JSON

The package is not changed: its functions are wrapped here, before MkDocs loads the hooks. Each
clock counts the processor's time that its function takes itself, in forked processes too, so the
clocks add up. A function that has been renamed is counted with the event that it belongs to.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

_BEGAN = process_time()

from jinja2 import Environment, Template  # noqa: E402 (loading counts)
from markdown.treeprocessors import Treeprocessor  # noqa: E402
from mkdocs.commands.build import build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402

_OURS_BEGAN = process_time()

from concordat.site import besides, dates, events, extension, search  # noqa: E402
from concordat.site import build as record_of_build  # noqa: E402

_LOADED = process_time()

TEMPLATES = "concordat/"  # where our templates are, in the folder of overrides

_LABELS = {
    "reading": ("load_with_past",),
    "rules": ("check",),
    "references": ("definitions",),
    "frames": ("frame_minutes", "frame_edition"),
    "registers and heads": ("listings", "generated", "all_arising", "related"),
    "files for programs": ("write_exports", "collect", "write"),
    "last touch": ("mend", "digests", "with_policy", "header_files"),
}
_HEADS = "_page_data"  # the method that makes what single pages show
START = "start-up"


def spent() -> float:
    """Return the processor's seconds of this process and of those that it has waited for."""
    times = os.times()
    return process_time() + times.children_user + times.children_system


class Clocks:
    """Adds up the time that each kind of code takes itself, without what it calls and is clocked too."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.running: list[tuple[str, float]] = []  # what runs, and since when it is counted

    def start(self, label: str) -> None:
        now = spent()
        if self.running:
            outer, since = self.running[-1]
            self._add(outer, now - since)
        self.running.append((label, now))

    def stop(self) -> None:
        now = spent()
        label, since = self.running.pop()
        self._add(label, now - since)
        if self.running:
            self.running[-1] = (self.running[-1][0], now)

    def _add(self, label: str, seconds: float) -> None:
        self.seconds[label] = self.seconds.get(label, 0.0) + seconds

    def wrap(self, owner: Any, name: str, label: str) -> None:
        """Put a clock around a function of a module or a class, if it is there."""
        function = vars(owner).get(name)
        if not callable(function) or isinstance(function, type):
            return

        @functools.wraps(function)
        def clocked(*arguments: Any, **named: Any) -> Any:
            self.start(label)
            try:
                return function(*arguments, **named)
            finally:
                self.stop()

        setattr(owner, name, clocked)

    def wrap_template(self, template: Template) -> None:
        """Put a clock around the parts that a template renders."""
        render = template.root_render_func
        if getattr(render, "clocked", False):
            return

        def clocked(context: Any) -> Iterator[str]:
            parts = render(context)
            while True:
                self.start("templates")
                try:
                    part = next(parts, None)
                finally:
                    self.stop()
                if part is None:
                    return
                yield part

        clocked.clocked = True  # type: ignore[attr-defined]
        template.root_render_func = clocked


def wrap_everything(clocks: Clocks) -> None:
    """Put clocks around the hooks' events, what they call, our Markdown extension and our templates."""
    for name in [name for name in vars(events.Site) if not name.startswith("_")]:
        clocks.wrap(events.Site, name, "events")
    clocks.wrap(events.Site, _HEADS, "registers and heads")
    for name in [name for name in vars(search.SearchFiles) if not name.startswith("_")]:
        clocks.wrap(search.SearchFiles, name, "search")
    for label, names in _LABELS.items():
        for name in names:
            for module in (events, record_of_build, besides):
                clocks.wrap(module, name, label)
    for name in [name for name in vars(dates.DatesPlugin) if not name.startswith("_")]:
        clocks.wrap(dates.DatesPlugin, name, "dates")
    for processor in vars(extension).values():
        if isinstance(processor, type) and issubclass(processor, Treeprocessor):
            clocks.wrap(processor, "run", "frames")
    get_template: Callable[..., Template] = Environment.get_template

    def getting(environment: Environment, name: Any, *arguments: Any, **named: Any) -> Template:
        template = get_template(environment, name, *arguments, **named)
        if (template.name or "").startswith(TEMPLATES):
            clocks.wrap_template(template)
        return template

    Environment.get_template = getting  # type: ignore[assignment, method-assign]


def main(config_file: str, out: str) -> None:
    """Build a site strictly, as `mkdocs build --strict` does, and write the seconds of each clock."""
    clocks = Clocks()
    wrap_everything(clocks)
    config = load_config(config_file, strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    clocks.seconds[START] = _LOADED - _OURS_BEGAN
    result = {"seconds": spent() - _BEGAN, "clocks": clocks.seconds}
    Path(out).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
