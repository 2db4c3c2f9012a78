"""Which operation a request is for: connexion registers them, this finds them without a scan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.web.registering import RoutingMiddleware

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from ragmock.contract import Contract, Operation
    from ragmock.provider import Provider

_KEY: Final = "ragmock.operation"
#: What a path parameter of each kind looks like; a path with another one does not exist.
_FORMS: Final = {
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
                node.blanks = {each: node.blanks[each] for each in _FORMS if each in node.blanks}
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
            if _FORMS[kind].fullmatch(segment) and (found := blank.find(segments, at + 1)):
                return found
        return None


class Tree:
    """All paths of a contract. A product may let each end in a slash, too."""

    def __init__(self, contract: Contract, providers: Mapping[str, Provider]) -> None:
        self._root = Node()
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
        found = self._root.find(path.split("/"), 1)
        return found.operations if found else {}

    def parameters(self, operation: Operation, path: str) -> dict[str, str]:
        """Give what a path has for the parameters of an operation, by their names."""
        segments = path.split("/")
        return {name: segments[at] for at, name in self._blanks[operation.id]}


def routing(tree: Tree) -> type[RoutingMiddleware]:
    """Make connexion's routing look operations up in a tree, and refuse nothing by itself."""

    class Routing(RoutingMiddleware):  # type: ignore[misc]
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            method = scope["method"]
            found = tree.operations(scope["path"]).get("GET" if method == "HEAD" else method)
            if found:
                scope["path_params"] = tree.parameters(found, scope["path"])
            scope[_KEY] = found
            await self.app(scope, receive, send)

    return Routing


def operation_of(scope: Scope) -> Operation | None:
    """Give the operation that a request is for; None where there is none."""
    found: Operation | None = scope[_KEY]
    return found
