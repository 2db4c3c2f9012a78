"""The options of whatever starts a server: what it is to be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import wraps
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import click

from ragmock.domain.limits import Limits
from ragmock.domain.progression import Progression
from ragmock.fixture.refusals import BrokenFixture
from ragmock.fixture.shipped import names

from .ending import fail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from socket import socket

    from ragmock.fake import Fake

    from .progress import Progress


@dataclass(frozen=True)
class Wanted:
    """What a server is to be."""

    host: str
    port: int
    named: str  # the fixture
    progression: str
    model: str
    token: str | None
    journal: int  # requests of each world
    journal_body: int  # bytes
    limits: Limits

    def made(self, progress: Progress) -> tuple[Fake, socket]:
        """Make it, and the socket that it is to listen on; what cannot be ends the command."""
        from ragmock.fake import Fake  # noqa: PLC0415 - what only a server needs
        from ragmock.text.embedder import UnusableModel, embedder  # noqa: PLC0415
        from ragmock.web.listening import AddressTaken, is_loopback, listen  # noqa: PLC0415

        try:
            with progress:
                fake = Fake(
                    self.named,
                    Progression(self.progression),
                    embedder(self.model),
                    self.host,
                    journal=self.journal,
                    journal_body=self.journal_body,
                    limits=self.limits,
                    watching=progress.step,
                )
            bound = listen(self.host, self.port)
        except (BrokenFixture, UnusableModel, AddressTaken) as refused:
            fail(str(refused))
        fake.admin_token = self.token or (None if is_loopback(bound) else token_urlsafe())
        return fake, bound


def server_options(
    *, port: int, progression: Progression
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a server, whose function is called with `Wanted` first."""
    options = (
        click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
        click.option(
            "--port",
            default=port,
            show_default=True,
            type=click.IntRange(0, 65535),
            help="0 takes a free one.",
        ),
        click.option(
            "--fixture",
            "named",
            default="demo",
            show_default=True,
            metavar="NAME|PATH",
            help=f"What each new world holds: {', '.join(names())}, or a file.",
        ),
        click.option(
            "--progression",
            default=progression.value,
            show_default=True,
            type=click.Choice([each.value for each in Progression]),
            help="Whether documents are indexed at once, in seconds, or when they are told to.",
        ),
        click.option(
            "--embed",
            "model",
            default="words",
            show_default=True,
            metavar="words|model|MODULE:CALLABLE",
            help="What compares meanings: words, the model of the extra `embeddings`, or yours.",
        ),
        click.option(
            "--admin-token",
            "token",
            envvar="RAGMOCK_ADMIN_TOKEN",
            show_envvar=True,
            help="What /__admin asks for. Off loopback one is made and printed if none is given.",
        ),
        click.option(
            "--journal",
            default=1000,
            show_default=True,
            type=click.IntRange(0, 1_000_000),
            help="How many requests are kept of each world, for /__admin/requests; 0 keeps none.",
        ),
        click.option(
            "--journal-body",
            default=65536,
            show_default=True,
            type=click.IntRange(0, 4_194_304),
            help="How many bytes are kept of each body.",
        ),
        click.option(
            "--limit",
            "limits",
            multiple=True,
            metavar="THINGS=NUMBER",
            callback=lambda _context, _option, said: _limits(said),
            help="How many there may be, as "
            f"{', '.join(f'{name}={value}' for name, value in asdict(Limits()).items())}: worlds "
            "in all, the others of each product in a world.",
        ),
    )

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def call(**said: Any) -> None:  # noqa: ANN401 - as click gives it
            wanted = {name: said.pop(name) for name in Wanted.__dataclass_fields__}
            function(Wanted(**wanted), **said)

        for option in reversed(options):
            call = option(call)
        return call

    return decorate


def _limits(said: Sequence[str]) -> Limits:
    """Read what is said of limits, each as `worlds=5000`."""
    named = {}
    for each in said:
        name, _, number = each.partition("=")
        if name not in asdict(Limits()) or not number.isdecimal():
            known = ", ".join(asdict(Limits()))
            raise click.BadParameter(f"{each!r} is no limit: say THINGS=NUMBER, of {known}")
        named[name] = int(number)
    return Limits(**named)
