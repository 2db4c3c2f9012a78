"""Whose pages may call the faked APIs, as `serve --cors-origin` says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORIGIN: Final = re.compile(
    r"(?P<site>(?P<scheme>[a-z][a-z0-9+.-]*)://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\]))"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)
_USUAL: Final = {"http": "80", "https": "443"}  # the ports that browsers leave out


def origins(
    _context: click.Context, _option: click.Parameter, said: Iterable[str]
) -> tuple[str, ...]:
    """Read origins, and write each as a browser sends it; refuses what no browser sends."""
    return tuple(_origin(each) for each in said)


def _origin(said: str) -> str:
    read = _ORIGIN.fullmatch(said.lower())
    if not read:
        why = "say SCHEME://HOST or SCHEME://HOST:PORT, as http://localhost:5173"
        raise click.BadParameter(f"{said!r} is no origin: {why}")
    port = read["port"]
    return read["site"] if port in (None, _USUAL.get(read["scheme"])) else f"{read['site']}:{port}"
