"""`concordat new region`: a folder with the tools and an empty record, from which another region starts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from concordat.cli.asking import ask, words
from concordat.cli.ground import stop, write
from concordat.drafting import region
from concordat.drafting.text import NewFile, NotStarted
from concordat.files import write_new

HOME = Path(__file__).parents[3]
"""The folder in which Concordat itself stands, where it was not installed without one."""
STARTER = "starter"
TOOLS = (
    *(".editorconfig", ".gitattributes", ".gitignore", ".gitlab-ci.yml", ".github", ".vscode"),
    *("LICENSE", "Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"),
    *("hooks", "overrides", "docs/assets", "docs/help", "docs/search", "docs/data"),
    *("docs/about/citing.md", "docs/about/proof.md"),
)
"""What every region has alike, files and folders, below Concordat's own."""
LEFT_OUT = (
    "__pycache__",
    "*.pyc",
    "*.egg-info",
    ".*.unfinished",
    "workflows/tests.yml",
    "images/agreement.png",
)
"""What is made by running, and what belongs to Concordat's own code and record."""


@click.command("region")
@click.argument("name", required=False)
@click.option("--into", type=click.Path(path_type=Path), help="The folder to make; new, or empty.")
@click.option(
    "--office",
    "given",
    multiple=True,
    metavar="KEY=TITLE",
    help='An office that signs or meets, as leader="Leader"; once for each.',
)
def region_command(name: str | None, into: Path | None, given: tuple[str, ...]) -> None:
    """Start the record of another region: a folder with the tools in it, and no council yet."""
    if not (HOME / STARTER).is_dir():
        stop(
            f"there is no '{STARTER}' in '{HOME}'; start a region from a clone of Concordat's own repository"
        )
    try:
        name = region.named(ask(name, "NAME", "The region's name", read=words))
        office = ask(given or None, "--office", "An office that signs, as leader=Leader", read=lambda a: (a,))
        offices = region.offices_of(office)
    except NotStarted as fault:
        stop(str(fault))
    folder = ask(into, "--into", "The folder to make", read=Path)
    _lay(folder, name, offices)
    write(f"The record of {name} can begin in '{folder}'.")
    write("Next, in that folder: git init, make setup, and 'concordat new council' for each council.")


def _lay(folder: Path, name: str, offices: dict[str, str]) -> None:
    """Make the folder: all of it, or nothing. Stop where it holds something, or cannot be written."""
    if folder.exists() and not folder.is_dir():
        stop(f"'{folder}' is a file; name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        stop(f"'{folder}' is not empty; name a new folder, as nothing is overwritten")
    there = folder.exists()
    try:
        for file in _files(name, offices):
            write_new(folder / file.path, file.text)
    except OSError as fault:
        shutil.rmtree(folder, ignore_errors=True)
        if there:
            folder.mkdir()
        stop(f"'{folder}' cannot be written: {(fault.strerror or str(fault)).lower()}")


def _files(name: str, offices: dict[str, str]) -> list[NewFile]:
    shared = [NewFile(path.as_posix(), (HOME / path).read_bytes()) for path in _shared()]
    pages = [
        NewFile(path.relative_to(HOME / STARTER).as_posix(), region.filled_in(path.read_text("utf-8"), name))
        for path in _below(HOME / STARTER)
    ]
    known = {file.path.removeprefix("docs/") for file in (*shared, *pages) if file.path.startswith("docs/")}
    settings = (HOME / "mkdocs.yml").read_text("utf-8")
    return [
        *shared,
        *pages,
        NewFile("mkdocs.yml", region.site_settings(settings, name, known)),
        *(NewFile(f"docs/{file.path}", file.text) for file in region.registers(name, offices, known)),
    ]


def _shared() -> Iterator[PurePosixPath]:
    """Yield the paths of all files that every region has alike."""
    for tool in TOOLS:
        for path in _below(HOME / tool):
            relative = PurePosixPath(path.relative_to(HOME).as_posix())
            if not any(each.match(pattern) for each in (relative, *relative.parents) for pattern in LEFT_OUT):
                yield relative


def _below(path: Path) -> list[Path]:
    """Return a file itself, or every file below a folder, sorted."""
    return [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
