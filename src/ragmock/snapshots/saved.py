"""The worlds of a server in a file, from one run of it to the next."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import orjson

from ragmock.contract import load, load_admin

from .reading import from_json
from .refusals import BadSnapshot
from .writing import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .snapshot import Snapshot

Json = dict[str, Any]

#: The form that is written; another one cannot be read.
FORMAT: Final = 1
#: The call of the control plane that says what a snapshot may be.
_CALL: Final = "admin.snapshots.put_snapshot"
_READABLE: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class UnusableState(Exception):  # noqa: N818 - named after what happened
    """Worlds cannot be kept in a file, or taken from it; the text says why."""


def read(path: Path, watching: Callable[[int, int, str], None] = lambda *_: None) -> list[Snapshot]:
    """Read what was saved, nothing where there is no file yet; refuses with `UnusableState`.

    So it does where the file could not be written in the end. `watching` is told how many documents
    were read, of how many, and of which file.
    """
    if not os.access(path.resolve().parent, os.W_OK):
        raise UnusableState(f"cannot write {path}: its folder is missing, or is closed")
    if not path.exists():
        return []
    if not path.is_file():
        raise UnusableState(f"{path} is no file that could be replaced")
    try:
        said = orjson.loads(path.read_bytes())
    except OSError as refused:
        raise UnusableState(f"cannot read {path}: {refused.strerror or refused}") from None
    except ValueError as broken:
        raise UnusableState(f"{path} is no JSON: {broken}") from None
    if not isinstance(said, dict) or said.keys() != {"format", "worlds"}:
        raise UnusableState(f"{path} is no file that `--state` has written")
    if said["format"] != FORMAT or not isinstance(said["worlds"], list):
        raise UnusableState(f"{path} has the format {said['format']!r}, and not {FORMAT}")
    worlds = [_fitting(each, f"{path}: worlds/{at}") for at, each in enumerate(said["worlds"])]
    of, numbers = sum(map(_documents, worlds)), count(1)

    def made() -> None:
        watching(next(numbers), of, f"documents of {path.name}")

    return [_snapshot(each, f"{path}: worlds/{at}", made) for at, each in enumerate(worlds)]


def write(path: Path, snapshots: Iterable[Snapshot]) -> None:
    """Write snapshots, all of them or nothing; refuses with `UnusableState`."""
    said = {"format": FORMAT, "worlds": [to_json(each) for each in snapshots]}
    file = path.resolve()  # where a link leads, not the link, is replaced
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            with fresh.open("wb") as output:
                output.write(orjson.dumps(said, option=_READABLE))
                output.flush()
                os.fsync(output.fileno())
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as refused:
        raise UnusableState(f"cannot write {path}: {refused.strerror or refused}") from None


def _fitting(said: Any, at: str) -> Json:  # noqa: ANN401 - any JSON
    """Give what is a world by the contract; refuses all else with `UnusableState`."""
    body = load_admin().operations[_CALL].body
    problems = body.schema.problems(said) if body else ()
    if problems:
        raise UnusableState(f"{at}: {'; '.join(map(str, problems[:3]))}")
    world: Json = said
    return world


def _documents(world: Json) -> int:
    """Count the documents of a world."""
    return sum(
        len(each["documents"]) for name in load().providers for each in world[name]["datasets"]
    )


def _snapshot(said: Json, at: str, made: Callable[[], None]) -> Snapshot:
    try:
        return from_json(said, load(), made)
    except BadSnapshot as bad:
        raise UnusableState(f"{at}: {bad.why()}") from None
