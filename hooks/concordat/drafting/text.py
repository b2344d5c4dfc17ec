"""What every new file is made of: settings, a hint for editors, folders that become addresses."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import yaml

SCHEMAS = "assets/schemas"
"""Where the record keeps its JSON Schemas, below its folder."""


class NotStarted(Exception):
    """Why a file is not started; the message says what to do."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: its path below the record's folder and its text, of an image its bytes.

    `replaces` tells a file that is there already and gains something; any other must be new.
    """

    path: str
    text: str | bytes
    replaces: bool = False


Settings = Iterable[tuple[str, object]]
"""Keys and values in their order."""


def filled(values: Settings) -> dict[str, object]:
    """Return settings without those that are None or empty."""
    return {key: value for key, value in values if value not in (None, "", (), {})}


def settings(values: Settings) -> str:
    """Return settings as YAML, a line a key; None and what is empty is left out."""
    return "".join(f"{key}: {_written(value)}\n" for key, value in filled(values).items())


def page(values: Settings, body: str, *, hint: str = "") -> str:
    """Return a page: its settings between two lines of three hyphens, then its text."""
    return f"---\n{hint}{settings(values)}---\n{body.strip()}\n"


def schema_hint(path: str, schema: str, files: Collection[str]) -> str:
    """Return the comment that tells an editor a file's schema, where the record has that schema."""
    target = f"{SCHEMAS}/{schema}.json"
    if target not in files:
        return ""
    return f"# yaml-language-server: $schema={posixpath.relpath(target, posixpath.dirname(path) or '.')}\n"


def slug(text: str) -> str:
    """Return words as a part of an address: small letters, figures and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).casefold()
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(words)[:60].strip("-")


def _written(value: object) -> str:
    plain = list(value) if isinstance(value, tuple) else value
    text = yaml.safe_dump(plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
    text = text.removesuffix("\n").removesuffix("\n...")
    return f'"{value}"' if isinstance(value, str) and text == f"'{value}'" and '"' not in value else text
