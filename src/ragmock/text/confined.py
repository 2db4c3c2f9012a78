"""Reading in a process of its own, which may take no more than is bearable.

A library that reads documents can be made to take gigabytes or minutes, or to crash, by a file of
a few bytes; only a process can be kept from it, whatever the library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reader = Callable[[bytes], Iterable[str]]

MOST_SECONDS: Final = 10.0
MOST_MEMORY: Final = 3 << 29
"""Of addresses, in bytes; only where Python has the module `resource`."""

MOST_CHARACTERS: Final = 20_000_000
"""How much text may come out of a file."""

_KEPT: Final = ("LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")
"""What a process needs of the environment so that Python starts at all."""

_TOO_LONG: Final = "reading it took more than {:g} seconds"
_TOO_LARGE: Final = f"reading it took more than {MOST_MEMORY / (1 << 30):g} GB"


def confined(reader: Reader) -> Callable[[bytes], list[str]]:
    """Return what reads as *reader* does, a function of a module, in a process of its own.

    Whatever goes wrong there is raised here as ValueError. An application that is packed into one
    file cannot start Python, so there it is read in this process.
    """

    def read(content: bytes) -> list[str]:
        if getattr(sys, "frozen", False) or not sys.executable:
            answer = _answer(reader, content)
        else:
            answer = _ask(reader.__module__, reader.__name__, content)
        said = json.loads(answer)
        if isinstance(said, str):
            raise ValueError(said)  # noqa: TRY004 - of the content, not of a type
        return [str(section) for section in said]

    return read


def _ask(module: str, function: str, content: bytes) -> str:
    """Have another process read; what it may import is what this one may."""
    known = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", __name__, module, function],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**known, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)},
            check=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(_TOO_LONG.format(MOST_SECONDS)) from None
    except subprocess.CalledProcessError:
        raise ValueError(f"{_TOO_LARGE}, or crashed the reader") from None
    except OSError as refused:
        raise ValueError(f"its reader cannot be started: {refused}") from None
    return done.stdout.decode()


def _answer(reader: Reader, content: bytes) -> str:
    """Write the sections as JSON, or what is wrong with the file."""
    try:
        return json.dumps(_bounded(reader(content)))
    except ValueError as wrong:
        said = str(wrong)
    except MemoryError:
        said = _TOO_LARGE
    except RecursionError:
        said = "its parts are nested too deep"
    except BaseException as broken:  # noqa: BLE001 - a panic of Rust is no Exception
        said = f"it cannot be read: {str(broken) or type(broken).__name__}"
    encrypted = "password" in said.lower() or "encrypt" in said.lower()
    return json.dumps("it is encrypted" if encrypted else said)


def _bounded(sections: Iterable[str]) -> list[str]:
    taken, length = [], 0
    for section in sections:
        length += len(section)
        if length > MOST_CHARACTERS:
            raise ValueError(f"it has more than {MOST_CHARACTERS} characters")
        taken.append(section)
    return taken


def _confine() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not everywhere

    seconds = int(MOST_SECONDS) + 1  # if nobody is left who would end this process
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit is in force, or the system has none
            resource.setrlimit(kind, (most, most))


def _main(module: str, function: str) -> None:
    _confine()
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library may print
    answer = _answer(getattr(import_module(module), function), sys.stdin.buffer.read())
    with os.fdopen(answers, "wb") as output:
        output.write(answer.encode())


if __name__ == "__main__":
    _main(*sys.argv[1:])
