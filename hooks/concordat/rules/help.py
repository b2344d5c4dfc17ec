"""The help page of a rule, for the terminal."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from concordat.findings import Rule


def help_text(rule: Rule) -> str:
    """Return a rule's id, severity and meaning, and its help page where that is at hand."""
    heading = f"{rule.id} ({rule.severity}): {rule.summary}"
    page = _page(rule.id)
    return f"{heading}\n\n{page}" if page else heading


def _page(rule_id: str) -> str:
    """Return the text of a help page: from the installed package, else from the project's docs."""
    name = f"{rule_id}.md"
    project = Path(__file__).resolve().parents[3] / "docs" / "help" / "checks"
    for folder in (files("concordat") / "help", project):
        page = folder / name
        if page.is_file():
            text = page.read_text(encoding="utf-8")
            return text.partition("\n---\n")[2].strip() if text.startswith("---\n") else text.strip()
    return ""
