"""`concordat schema`: what editors may write, as JSON Schema."""

from __future__ import annotations

from pathlib import Path

import click

from concordat.cli.common import save
from concordat.cli.ground import stop, write
from concordat.findings import did_you_mean
from concordat.schema import SCHEMAS, schema_text


@click.command("schema")
@click.argument("name", default="", metavar="[NAME]")
@click.option(
    "--write", "folder", type=click.Path(path_type=Path), help="Write it, or all, into this folder."
)
def schema_command(name: str, folder: Path | None) -> None:
    """List the JSON Schemas of settings and YAML files, or show the schema NAME.

    Editors use them to complete keys and to mark mistakes while you type.
    """
    known = [each.name for each in SCHEMAS]
    if name and name not in known:
        stop(f"there is no schema '{name}'; {did_you_mean(name, known, 'concordat schema lists them')}")
    chosen = [each for each in SCHEMAS if name in ("", each.name)]
    if folder is not None:
        if not folder.is_dir():
            stop(f"'{folder}' is no folder; make it first")
        for schema in chosen:
            save(folder / f"{schema.name}.json", schema_text(schema))
    elif name:
        write(schema_text(chosen[0]).rstrip("\n"))
    else:
        width = max(map(len, known))
        write("\n".join(f"{each.name:<{width}}  {each.files}" for each in SCHEMAS))
