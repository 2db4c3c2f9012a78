"""What fits no operation: another method, a path with a slash too many, or no such path."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.datastructures import URL

from ragmock.rejections import NoSuchRoute, WrongMethod
from ragmock.web import shell
from ragmock.web.answers import Answer, raw
from ragmock.web.near_miss import hint, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope

    from ragmock.contract import Contract
    from ragmock.web.call import Call
    from ragmock.web.routing import Tree

_HTML: Final = "text/html; charset=utf-8"


class Astray:
    """Answer as Flask does, and so every release of Dify, where there is no operation."""

    def __init__(self, contract: Contract, tree: Tree) -> None:
        self.contract = contract
        self.tree = tree

    def __call__(self, call: Call) -> Answer | None:
        """Answer OPTIONS, send a path elsewhere, or refuse it."""
        if call.operation is not None:
            return None
        path, method = call.path, call.method
        if "//" in path:
            return _redirect(call.scope, re.sub("/+", "/", path))
        there = self.tree.operations(path)
        if not there and self.tree.operations(f"{path}/"):
            return _redirect(call.scope, f"{path}/")
        if not there:
            call.nearest = nearest(method, path, self.contract)
            raise NoSuchRoute(path, hint(path, call.nearest))
        if method == "OPTIONS":
            return Answer(200, b"", _HTML, raw({"Allow": ", ".join(_allowed(there))}))
        call.nearest = next(iter(there.values()))
        raise WrongMethod(method, _allowed(there), shell.lost_data(call, there))


def _allowed(methods: Iterable[str]) -> tuple[str, ...]:
    """List the methods of a path as `Allow` gives them: HEAD comes with GET, OPTIONS with all."""
    listed = tuple(methods)
    return (*listed, *(("HEAD",) if "GET" in listed else ()), "OPTIONS")


def _redirect(scope: Scope, path: str) -> Answer:
    """Send a path with doubled slashes, or without its last one, where Flask sends it."""
    query = quote(scope["query_string"], safe="%&=+,;:/?@!$'()*[]")
    bare = URL(scope={**scope, "query_string": b""})
    at = scope.get("root_path", "") + path
    url = str(bare.replace(path=quote(at, errors="replace"), query=query))
    link = html.escape(url)
    page = (
        "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n"
        "<p>You should be redirected automatically to the target URL: "
        f'<a href="{link}">{link}</a>. If not, click the link.\n'
    )
    return Answer(308, page.encode(), _HTML, raw({"Location": url}))
