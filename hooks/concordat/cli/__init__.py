"""The `concordat` command.

Exit codes: 0 well; 1 the record has errors (with `--strict` warnings too); 2 wrong usage, or an
environment in which the command cannot work; 130 broken off by Ctrl-C.
"""

from __future__ import annotations

from collections import UserDict
from importlib import import_module

import click

from concordat import __version__
from concordat.cli.ground import Command

_WHERE = {
    "check": "checking.check_command",
    "record": "whole.record_command",
    "show": "reading.show_command",
    "compare": "reading.compare_command",
    "review": "reviewing.review_command",
    "rules": "reading.rules_command",
    "new": "new.new_group",
    "import": "incoming.import_command",
    "fix": "mending.fix_command",
    "hook": "hook.hook_command",
    "keys": "writing.keys_command",
    "seal": "writing.seal_command",
    "sign": "writing.sign_command",
    "schema": "schemas.schema_command",
    "correct": "writing.correct_command",
    "publish": "publishing.publish_command",
    "versions": "publishing.versions_command",
    "unpublish": "publishing.unpublish_command",
    "verify": "verifying.verify_command",
    "completion": "reading.completion_command",
}
"""Where each command is: its module in this folder, and its function."""


class _Commands(UserDict[str, click.Command]):
    """The commands by name. One is imported when somebody asks for it: a check waits for no other."""

    def __init__(self) -> None:
        super().__init__()
        self.data = dict.fromkeys(_WHERE)  # type: ignore[assignment]

    def __getitem__(self, name: str) -> click.Command:
        module, _, function = _WHERE[name].partition(".")
        command: click.Command = getattr(import_module(f"concordat.cli.{module}"), function)
        return command


@click.group(cls=Command, commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concordat")
def main() -> None:
    """Check and read a region's agreements, minutes and decisions.

    PATH is the folder of the record, or one that holds it as 'docs'; by default, this folder.
    """
