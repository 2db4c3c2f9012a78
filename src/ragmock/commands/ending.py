"""How a command ends that cannot do what it is asked."""

import sys
from typing import NoReturn

import click


def fail(told: str) -> NoReturn:
    """End with one clear line, and the exit code of a wrong usage."""
    click.echo(f"ragmock: {told}", err=True)
    sys.exit(2)
