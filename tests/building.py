"""Building sites with the real MkDocs: the project's own, and small ones from `tests/sites`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.golden import lay
from tests.html import Node, parse

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SMALL = ROOT / "tests" / "sites" / "small"

_CONFIG = f"""\
INHERIT: {ROOT / "mkdocs.yml"}
hooks: [{ROOT / "hooks" / "site_hooks.py"}]
watch: []
theme: {{custom_dir: {ROOT / "overrides"}}}
nav: null
not_in_nav: null
extra_css: []
extra_javascript: []
"""


@dataclass
class Built:
    """What a build left behind: its exit code, its log, its pages."""

    code: int
    log: str = field(repr=False)
    site: Path
    _pages: dict[str, Node] = field(default_factory=dict, repr=False)

    def names(self) -> list[str]:
        """Return the paths of all pages below the site's folder."""
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))

    def page(self, url: str) -> Node:
        """Return the page at an address below the site's root, such as `meetings/`."""
        name = f"{url}index.html" if url.endswith("/") or not url else url
        if name not in self._pages:
            path = self.site / name
            assert path.is_file(), f"there is no {name}; the build said:\n{self.log}"
            self._pages[name] = parse(path.read_text(encoding="utf-8"))
        return self._pages[name]

    def article(self, url: str) -> Node:
        """Return what a page says, without what stands around it on every page."""
        return self.page(url).one("article")


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a build: what the Makefile exports, no terminal to suit, nothing kept."""
    ours = {"NO_MKDOCS_2_WARNING": "1", "GIT_PYTHON_REFRESH": "quiet", "NO_COLOR": "1", "COLUMNS": "0"}
    ours["CONCORDAT_CACHE"] = "off"
    return {**os.environ, **ours, **changes}


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of MkDocs."""
    return [sys.executable, "-m", "mkdocs", *map(str, arguments)]


def lay_site(root: Path, case: Path = SMALL) -> Path:
    """Lay a case's record and its configuration into a folder; return the record's folder."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return lay(case, root / "docs")


def build(root: Path, *options: str, site: Path | None = None, **env: str) -> Built:
    """Build the site of a folder that has a `mkdocs.yml`, in an environment changed as named."""
    site = site or root / "site"
    line = command("build", "-f", root / "mkdocs.yml", "-d", site, *options)
    done = subprocess.run(line, capture_output=True, text=True, env=environment(**env), check=False)
    return Built(done.returncode, done.stdout + done.stderr, site)
