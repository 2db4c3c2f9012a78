"""Which operation a request is for: connexion registers them, this finds them without a scan."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ragmock.web.registering import RoutingMiddleware

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from ragmock.contract import Contract, Operation
    from ragmock.provider import Provider

_KEY: Final = "ragmock.operation"
#: What a path parameter of each kind looks like; a path with another one does not exist.
FORMS: Final = {
    "uuid": re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE),
    "integer": re.compile(r"-?[0-9]{1,4000}"),  # Python converts no more than 4300 digits
    "string": re.compile(r".+", re.DOTALL),
}


class Node:
    """A place in the tree of paths: one segment behind those above it."""

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.blanks: dict[str, Node] = {}  # by the kind of the path parameter, narrow ones first
        self.operations: dict[str, Operation] = {}  # by method

    def plant(self, operation: Operation) -> Node:
        """Plant an operation below this place; give its own."""
        kinds = {each.name: each.kind for each in operation.parameters if each.place == "path"}
        node = self
        for segment in operation.path.split("/")[1:]:
            if segment.startswith("{"):
                found = node.blanks.setdefault(kinds[segment[1:-1]], Node())
                node.blanks = {each: node.blanks[each] for each in FORMS if each in node.blanks}
                node = found
            else:
                node = node.words.setdefault(segment, Node())
        node.operations[operation.method] = operation
        return node

    def find(self, segments: list[str], at: int) -> Node | None:
        """Follow a path; words go before blanks, and narrow blanks before wide ones."""
        if at == len(segments):
            return self if self.operations else None
        segment = segments[at]
        word = self.words.get(segment)
        if word and (found := word.find(segments, at + 1)):
            return found
        for kind, blank in self.blanks.items():
            if FORMS[kind].fullmatch(segment) and (found := blank.find(segments, at + 1)):
                return found
        return None


class Tree:
    """All paths of a contract. A product may let each end in a slash, too."""

    def __init__(self, contract: Contract, providers: Mapping[str, Provider]) -> None:
        self._root = Node()
        self._find = lru_cache(1024)(self._walk)  # most paths are asked for again, and soon
        self._blanks: dict[str, list[tuple[int, str]]] = {}  # where each parameter stands
        for operation in contract.operations.values():
            node = self._root.plant(operation)
            if providers[operation.provider].slash_optional:
                node.words.setdefault("", Node()).operations = node.operations
            self._blanks[operation.id] = [
                (at, each[1:-1])
                for at, each in enumerate(operation.path.split("/"))
                if each.startswith("{")
            ]

    def operations(self, path: str) -> Mapping[str, Operation]:
        """Give the operations on a path by their methods; none where there is no such path."""
        return self._find(path)[0]

    def find(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """Find the operation that a request is for, and what the path has for its parameters."""
        operations, segments = self._find(path)
        found = operations.get("GET" if method == "HEAD" else method)
        blanks = self._blanks[found.id] if found else ()
        return found, {name: segments[at] for at, name in blanks}

    def route(self, scope: Scope) -> None:
        """Note in a request which operation it is for."""
        scope[_KEY], scope["path_params"] = self.find(scope["method"], scope["path"])

    def _walk(self, path: str) -> tuple[Mapping[str, Operation], list[str]]:
        segments = path.split("/")
        found = self._root.find(segments, 1)
        return found.operations if found else {}, segments


def routing(tree: Tree) -> type[RoutingMiddleware]:
    """Make connexion's routing look operations up in a tree, and refuse nothing by itself."""

    class Routing(RoutingMiddleware):  # type: ignore[misc]
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            tree.route(scope)
            await self.app(scope, receive, send)

    return Routing


def operation_of(scope: Scope) -> Operation | None:
    """Give the operation that a request is for; None where there is none."""
    found: Operation | None = scope[_KEY]
    return found
