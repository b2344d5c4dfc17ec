"""So that `python -m concordat` runs the command."""

from concordat.cli import main

main()
