"""How a command ends that cannot do what it is asked."""

import sys
from typing import Final, NoReturn

import click

#: The exit code of a wrong usage.
MISUSED: Final = 2


def fail(reason: str) -> NoReturn:
    """End with one clear line, and the exit code of a wrong usage."""
    told(reason)
    sys.exit(MISUSED)


def told(reason: str) -> None:
    """Tell in one clear line what cannot be done."""
    click.echo(f"ragmock: {reason}", err=True)
