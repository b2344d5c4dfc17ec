"""The `concordat` command.

Exit codes: 0 well; 1 the record has errors (with `--strict` warnings too); 2 wrong usage, or an
environment in which the command cannot work.
"""

from __future__ import annotations

import click

from concordat import __version__
from concordat.cli.common import Command
from concordat.cli.incoming import import_command
from concordat.cli.new import new_group
from concordat.cli.publishing import publish_command, unpublish_command, versions_command
from concordat.cli.reading import (
    check_command,
    compare_command,
    completion_command,
    record_command,
    rules_command,
    show_command,
)
from concordat.cli.reviewing import review_command
from concordat.cli.schemas import schema_command
from concordat.cli.verifying import verify_command
from concordat.cli.writing import correct_command, keys_command, seal_command, sign_command


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="concordat")
def main() -> None:
    """Check and read a region's agreements, minutes and decisions.

    PATH is the folder of the record, or one that holds it as 'docs'; by default, this folder.
    """


for _command in (
    check_command,
    record_command,
    show_command,
    compare_command,
    review_command,
    rules_command,
    new_group,
    import_command,
    keys_command,
    seal_command,
    sign_command,
    schema_command,
    correct_command,
    publish_command,
    versions_command,
    unpublish_command,
    verify_command,
    completion_command,
):
    main.add_command(_command)
