"""Run a command beside a server that is there for it alone."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import click

from ragmock.domain.progression import Progression

from .progress import Progress
from .wanted import Wanted, server_options

if TYPE_CHECKING:
    from ragmock.fake import Fake

_LONG: Final = 3600.0  # seconds
_CANNOT_RUN: Final = 126  # as a shell has it
_NOT_FOUND: Final = 127
_SIGNALLED: Final = 128  # and the number of the signal
#: What ends a command; not every system has all of them.
_ENDING: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


@click.command("exec", context_settings={"allow_interspersed_args": False})
@server_options(port=0, progression=Progression.IMMEDIATE)
@click.argument("words", metavar="COMMAND", nargs=-1, required=True, type=click.UNPROCESSED)
def command(wanted: Wanted, words: tuple[str, ...]) -> None:
    """Run COMMAND beside a server, and exit with its code.

    The server is there for COMMAND alone, which finds it by RAGMOCK_URL, and its APIs by
    DIFY_API_BASE, DIFY_API_KEY, RAGFLOW_API_BASE and RAGFLOW_API_KEY; and where there is a token,
    by RAGMOCK_ADMIN_TOKEN. What COMMAND tried of the contract is told at the end.
    """
    from ragmock.web.listening import own_url_of  # noqa: PLC0415 - what only a server needs

    fake, bound = wanted.made(Progress())
    with fake.serve(bound=bound):
        code = _run(words, {**os.environ, **_environment(own_url_of(bound), fake.admin_token)})
    _tell(fake)
    raise SystemExit(code)


def _tell(fake: Fake) -> None:
    """Say what the command tried of the contract, beside what it printed itself."""
    from ragmock.coverage.report import report_of  # noqa: PLC0415
    from ragmock.coverage.runs import of_run  # noqa: PLC0415
    from ragmock.reports import table  # noqa: PLC0415

    told = of_run(fake)
    click.echo(table.write(report_of(told)) if told else "The command called no API.", err=True)


def _environment(url: str, token: str | None) -> dict[str, str]:
    """Say where the server is, in the names that clients of the products look for."""
    return {
        "RAGMOCK_URL": url,
        "DIFY_API_BASE": f"{url}/v1",
        "DIFY_API_KEY": "dataset-demo",
        "RAGFLOW_API_BASE": f"{url}/api/v1",
        "RAGFLOW_API_KEY": "ragflow-demo",
        **({"RAGMOCK_ADMIN_TOKEN": token} if token else {}),
    }


def _run(words: tuple[str, ...], environment: dict[str, str]) -> int:
    """Run a command to its end, and pass on to it what is to end this one; give its exit code."""
    try:
        process = subprocess.Popen(words, env=environment)  # noqa: S603 - it was asked for
    except FileNotFoundError:
        click.echo(f"ragmock: there is no command {words[0]}", err=True)
        return _NOT_FOUND
    except OSError as refused:
        click.echo(f"ragmock: cannot run {words[0]}: {refused.strerror or refused}", err=True)
        return _CANNOT_RUN

    def pass_on(number: int, _: Any) -> None:  # noqa: ANN401 - a frame
        # what is typed at a terminal comes to all of its processes by itself
        if number != signal.SIGINT or not _is_at_a_terminal():
            with suppress(ProcessLookupError):
                process.send_signal(number)

    before = {each: signal.signal(each, pass_on) for each in _ENDING}
    try:
        code = _end_of(process)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else _SIGNALLED - code


def _end_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a process, and give its exit code.

    With a timeout, Python looks again and again. A wait without one is deaf to a signal that comes
    in the moment before it, until the process ends by itself.
    """
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=_LONG)


def _is_at_a_terminal() -> bool:
    """Tell whether Ctrl-C at a terminal comes to this process and its children."""
    try:
        with open("/dev/tty", encoding="utf-8") as terminal:  # noqa: PTH123 - no file
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except (OSError, AttributeError):
        return False
