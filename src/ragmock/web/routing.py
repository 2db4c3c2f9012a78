"""Which operation a request is for: connexion registers them, this finds them without a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connexion.middleware.abstract import ROUTING_CONTEXT
from connexion.middleware.routing import RoutingMiddleware
from starlette.responses import HTMLResponse, Response

from ragmock.domain.errors import NoSuchRoute, WrongMethod
from ragmock.web import shell
from ragmock.web.call import Call
from ragmock.web.near_miss import nearest_path

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract, Operation


class Node:
    """A place in the tree of paths: one segment behind those above it."""

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.blank: Node | None = None  # what a path parameter leads to
        self.operations: dict[str, Operation] = {}  # by method

    def add(self, operation: Operation) -> None:
        """Plant an operation."""
        node = self
        for segment in operation.path.split("/")[1:]:
            if segment.startswith("{"):
                node.blank = node.blank or Node()
                node = node.blank
            else:
                node = node.words.setdefault(segment, Node())
        node.operations[operation.method] = operation

    def find(self, segments: list[str]) -> Node | None:
        """Follow a path; words go before blanks."""
        if not segments:
            return self if self.operations else None
        first, *rest = segments
        if first in self.words and (found := self.words[first].find(rest)):
            return found
        return self.blank.find(rest) if self.blank and first else None


def allowed(node: Node) -> tuple[str, ...]:
    """List the methods of a path as `Allow` gives them: HEAD comes with GET, OPTIONS with all."""
    head = ("HEAD",) if "GET" in node.operations else ()
    return (*node.operations, *head, "OPTIONS")


def routing(contract: Contract) -> type[RoutingMiddleware]:
    """Make connexion's routing look operations up in a tree."""
    tree = Node()
    for operation in contract.operations.values():
        tree.add(operation)

    class Routing(RoutingMiddleware):  # type: ignore[misc]
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await self.app(scope, receive, send)
                return
            call = Call.of(scope)
            path: str = scope["path"]
            if "//" in path or path == "/v1":
                await _redirect(path)(scope, receive, send)
                return
            if call.provider.slash_optional:
                path = path.rstrip("/")
            segments = path.split("/")[1:]
            node = tree.find(segments)
            if node is None:
                raise NoSuchRoute(path, nearest_path(path, contract))
            method = scope["method"]
            if method == "OPTIONS":
                await _options(node)(scope, receive, send)
                return
            operation = node.operations.get("GET" if method == "HEAD" else method)
            if operation is None:
                raise WrongMethod(method, allowed(node), shell.lost_data(scope, node.operations))
            call.operation = operation
            scope["path_params"] = _blanks(operation, segments)
            scope.setdefault("extensions", {})[ROUTING_CONTEXT] = {
                "api_base_path": "",
                "operation_id": operation.id,
            }
            await self.app(scope, receive, send)

    return Routing


def _blanks(operation: Operation, segments: list[str]) -> dict[str, Any]:
    names = operation.path.split("/")[1:]
    pairs = zip(names, segments, strict=True)
    return {name[1:-1]: value for name, value in pairs if name.startswith("{")}


def _options(node: Node) -> Response:
    """Answer OPTIONS as Flask does, and so every release of Dify."""
    return HTMLResponse("", headers={"Allow": ", ".join(allowed(node))})


def _redirect(path: str) -> Response:
    """Send a path with doubled slashes, or the index without one, where Flask sends it."""
    while "//" in path:
        path = path.replace("//", "/")
    target = "/v1/" if path == "/v1" else path
    page = f'<!doctype html>\n<title>Redirecting...</title>\n<a href="{target}">{target}</a>\n'
    return HTMLResponse(page, status_code=308, headers={"Location": target})
