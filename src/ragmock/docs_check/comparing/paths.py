"""Which operation of the contract a printed method and path mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ragmock.web.near_miss import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ragmock.contract import Contract, Operation

#: Scheme and host, or what stands for them: `${apiBaseUrl}`, `https://{访问地址}`.
_HOST: Final = re.compile(
    r"^(?:[a-z]+://(?:<[^>]*>|\{[^}]*\}|[^/?#])*|\$\{?\w+\}?(?=/)|\{\{?\w+\}?\}(?=/v|/api))"
)
_BLANK: Final = re.compile(r"\{.*\}|<.*>|:\w+|\$.+|\[.*\]")
_BASE: Final = re.compile(r"(?:/api)?/v\d+(?=/|$)")


@dataclass(frozen=True)
class Match:
    """What a printed method and path come to."""

    operation: Operation | None = None  # both fit
    on_path: tuple[Operation, ...] = ()  # the path fits
    near: Operation | None = None  # neither does, but this one nearly


def bare(url: str) -> str:
    """Give the path of a URL as it is printed, without host, query and a slash at its end."""
    path = re.split(r"[?#]", _HOST.sub("", url.strip("'\"")), maxsplit=1)[0]
    return "/" + path.strip("/")


@dataclass(frozen=True, eq=False)
class Product:
    """The operations of one product."""

    name: str
    contract: Contract

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Its operations."""
        return tuple(self.contract.of_provider(self.name))

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """What its paths begin with: `/v1`. Documents mostly leave it out."""
        found = (_BASE.match(each.path) for each in self.operations)
        return tuple(dict.fromkeys(each[0] for each in found if each))

    def match(self, method: str | None, url: str, *, is_tail: bool = False) -> Match:
        """Find what a method and a URL mean; a method of None fits any.

        A tail is what stands behind a variable, which may hold the beginning of the path.
        """
        path = bare(url)
        on_path = self._on_path(path) or (self._ending_in(path) if is_tail else ())
        fitting = [each for each in on_path if method in (None, each.method)]
        if fitting:
            return Match(fitting[0] if method or len(fitting) == 1 else None, on_path)
        if on_path:
            return Match(None, on_path)
        return Match(near=self._nearest(method or "GET", path))

    def written_like(self, path: str, printed: str) -> str:
        """Write a path of the contract as a document does: with the base or without."""
        printed_bare = bare(printed)
        for base in self.bases:
            if path.startswith(f"{base}/") and not printed_bare.startswith(f"{base}/"):
                return path.removeprefix(base)
        return path

    def _on_path(self, path: str) -> tuple[Operation, ...]:
        """Give the operations on the path of the contract that fits a printed one best."""
        printed = [path, *(f"{base}{path}" for base in self.bases)]
        shared = {
            each.path: max(_shared(full, each.path) for full in printed) for each in self.operations
        }
        best = max(shared.values())
        if best < 0:
            return ()
        template = next(each for each, count in shared.items() if count == best)
        return tuple(each for each in self.operations if each.path == template)

    def _ending_in(self, path: str) -> tuple[Operation, ...]:
        length = path.count("/")
        for operation in self.operations:
            end = "/".join(operation.path.split("/")[-length:])
            if operation.path.count("/") > length and _shared(path, end) > 0:
                return tuple(each for each in self.operations if each.path == operation.path)
        return ()

    def _nearest(self, method: str, path: str) -> Operation | None:
        own = replace(self.contract, operations={each.id: each for each in self.operations})
        base = next(iter(self.bases), "")
        return nearest(method, path if path.startswith(f"{base}/") else f"{base}{path}", own)


def guess(
    mentions: Sequence[tuple[str | None, str]], products: Iterable[Product]
) -> Product | None:
    """Tell of which product a document is, by the methods and URLs that it prints."""
    scores: dict[Product, float] = {}
    for product in products:
        matches = [product.match(method, url) for method, url in mentions]
        scores[product] = sum(1.0 if each.on_path else 0.1 * bool(each.near) for each in matches)
    best = max(scores, key=lambda each: scores[each])
    return best if scores[best] else None


def is_blank(segment: str) -> bool:
    """Tell whether a part of a path stands for a value."""
    return bool(_BLANK.fullmatch(segment))


def _shared(path: str, template: str) -> int:
    """Count the words that a path and a template share; -1 if the path does not fit."""
    segments, parts = path.strip("/").split("/"), template.strip("/").split("/")
    if len(segments) != len(parts):
        return -1
    shared = 0
    for segment, part in zip(segments, parts, strict=True):
        if part == segment:
            shared += 1
        elif not part.startswith("{"):
            return -1
    return shared
