"""Which operation a request is for: connexion registers them, this finds them without a scan."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.datastructures import URL
from starlette.responses import HTMLResponse, Response

from ragmock.rejections import NoSuchRoute, WrongMethod
from ragmock.web import shell
from ragmock.web.call import Call
from ragmock.web.near_miss import hint, nearest
from ragmock.web.registering import RoutingMiddleware

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from ragmock.contract import Contract, Operation


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

    def add(self, operation: Operation) -> None:
        """Plant an operation."""
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

    def find(self, segments: list[str], at: int = 0) -> Node | None:
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


def allowed(node: Node) -> tuple[str, ...]:
    """List the methods of a path as `Allow` gives them: HEAD comes with GET, OPTIONS with all."""
    head = ("HEAD",) if "GET" in node.operations else ()
    return (*node.operations, *head, "OPTIONS")


def routing(contract: Contract) -> type[RoutingMiddleware]:
    """Make connexion's routing look operations up in a tree."""
    tree = Node()
    for operation in contract.operations.values():
        tree.add(operation)
    blanks = {each.id: _blanks(each) for each in contract.operations.values()}

    class Routing(RoutingMiddleware):  # type: ignore[misc]
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await self.app(scope, receive, send)
                return
            call = Call.of(scope)
            path: str = scope["path"]
            if "//" in path:
                await _redirect(scope, re.sub("/+", "/", path))(scope, receive, send)
                return
            if call.provider.slash_optional:
                path = path.rstrip("/")
            segments = path.split("/")[1:]
            node = tree.find(segments)
            if node is None and tree.find([*segments, ""]):
                await _redirect(scope, f"{path}/")(scope, receive, send)
                return
            method = scope["method"]
            if node is None:
                call.nearest = nearest(method, path, contract)
                raise NoSuchRoute(path, hint(path, call.nearest))
            if method == "OPTIONS":
                await _options(node)(scope, receive, send)
                return
            operation = node.operations.get("GET" if method == "HEAD" else method)
            if operation is None:
                call.nearest = next(iter(node.operations.values()))
                raise WrongMethod(method, allowed(node), shell.lost_data(scope, node.operations))
            call.operation = operation
            scope["path_params"] = {name: segments[at] for at, name in blanks[operation.id]}
            await self.app(scope, receive, send)

    return Routing


def _blanks(operation: Operation) -> list[tuple[int, str]]:
    """Say where in a path the parameters stand, and their names."""
    segments = operation.path.split("/")[1:]
    return [(at, each[1:-1]) for at, each in enumerate(segments) if each.startswith("{")]


def _options(node: Node) -> Response:
    """Answer OPTIONS as Flask does, and so every release of Dify."""
    return HTMLResponse("", headers={"Allow": ", ".join(allowed(node))})


def _redirect(scope: Scope, path: str) -> Response:
    """Send a path with doubled slashes, or without its last one, where Flask sends it."""
    query = quote(scope["query_string"], safe="%&=+,;:/?@!$'()*[]")
    bare = URL(scope={**scope, "query_string": b""})
    url = str(bare.replace(path=quote(path, errors="replace"), query=query))
    link = html.escape(url)
    page = (
        "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n"
        "<p>You should be redirected automatically to the target URL: "
        f'<a href="{link}">{link}</a>. If not, click the link.\n'
    )
    return HTMLResponse(page, status_code=308, headers={"Location": url})
