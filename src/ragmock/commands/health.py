"""Ask a server whether it is up, as a container does of itself."""

import click


@click.command()
@click.option(
    "--url",
    default="http://127.0.0.1:8765",
    show_default=True,
    envvar="RAGMOCK_URL",
    show_envvar=True,
    help="Where the server is.",
)
@click.option(
    "--timeout",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 3600),
    help="For how many seconds to wait until it is up.",
)
def command(url: str, timeout: float) -> None:
    """Ask a server whether it is up, for which no token is needed.

    The exit code is 0 where it is, or else 1.
    """
    from ragmock.handle import Handle, Unreachable  # noqa: PLC0415 - 10 ms

    try:
        with Handle(url) as handle:
            handle.wait_until_ready(timeout)
    except (ValueError, Unreachable) as failed:
        click.echo(f"ragmock: {failed}", err=True)
        raise SystemExit(1) from None
    click.echo("up")
