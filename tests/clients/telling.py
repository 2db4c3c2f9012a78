"""What docs/clients.md says of the libraries, by their books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .library import Broken, Refused, Works

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .library import Library

HEAD = """\
| client | release | methods | work | refused, as by Dify 1.2.0 | fail in the client |
| --- | --- | --- | --- | --- | --- |"""


def table(libraries: Iterable[Library]) -> str:
    """Count the methods of each library, an async one by itself, and what becomes of them."""
    rows = []
    for each in libraries:
        kinds = [type(each.entry(method)) for method in each.methods()]
        counts = [len(kinds), *map(kinds.count, (Works, Refused, Broken))]
        cells = " | ".join(map(str, [each.distribution, each.version, *counts]))
        rows.append(f"| {cells} |")
    return "\n".join([HEAD, *rows])


def exceptions(library: Library) -> str:
    """List the methods that do not work, with what comes of them, and why."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name, entry in library.book.items():
        if not isinstance(entry, Works):
            alike.setdefault((_outcome(entry), entry.why), []).append(f"`{name}`")
    return "\n".join(_lines(alike))


def _outcome(entry: Refused | Broken) -> str:
    return str(entry.status) if isinstance(entry, Refused) else f"`{entry.error.__name__}`"


def _lines(alike: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    for (outcome, why), names in alike.items():
        yield f"- {outcome} from {', '.join(names)}: {why}."
