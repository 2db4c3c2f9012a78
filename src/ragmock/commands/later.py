"""A group of commands that are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class Later(click.Group):
    """Has besides its own commands those of `later`: a name, and the module whose `command` it is.

    `--help` imports them too, so they are thin at their head.
    """

    def __init__(self, *args: Any, later: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of all of them."""
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give one of them."""
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(self.later[cmd_name]).command
        return command
