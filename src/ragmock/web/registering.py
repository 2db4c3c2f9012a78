"""What connexion is told of a contract, and what of it runs: one room, for its releases differ.

It registers and resolves the operations, and builds the stack: our routing, which its constructor
takes as a middleware, before our pipeline as the application. Of a contract it is given paths,
methods and operation ids alone: it would validate all of the document again at every start, and
keep four copies of it with every `$ref` written out, which takes 0.1 seconds and 10 MB for each
contract. Nothing else in a document is read by what we have it run: our own parts check parameters,
bodies, keys and answers. That connexion takes the whole document too is a matter of the tests.

Replaced are its routing, which tries one path after the other, and its security, validators,
parameter decorators and thread pool, which cost most of a request and crash at bad input: they are
not in the stack. What is patched, while it takes the outline, is that it validates that as well,
which took 30 of the milliseconds until a server is up; the tests do. `tests/stock` holds what
answers instead to connexion as it comes, in every release that pyproject.toml allows.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

with warnings.catch_warnings():
    # connexion imports starlette's test client, which asks for a newer httpx.
    warnings.simplefilter("ignore")
    from connexion import ConnexionMiddleware
    from connexion.middleware.routing import RoutingMiddleware
    from connexion.resolver import Resolver
    from connexion.spec import OpenAPISpecification

__all__ = ["ConnexionMiddleware", "Resolver", "RoutingMiddleware", "outline", "registered"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.types import ASGIApp

    from ragmock.contract import Contract, Operation, Parameter

_examining: Final = Lock()  # what is replaced for a moment is of the class


def registered(
    contract: Contract,
    end: ASGIApp,
    pipeline: Sequence[Any],  # connexion's own type of a middleware is that of an application
    resolve: Callable[[Operation], Callable[..., Any]],
) -> ASGIApp:
    """Have connexion register the operations of a contract, before an end that calls them."""
    app = ConnexionMiddleware(
        end,
        middlewares=list(pipeline),
        resolver=Resolver(partial(_function, contract, resolve)),
    )
    with _unexamined():
        app.add_api(outline(contract), base_path="")
    served: ASGIApp = app
    return served


@contextmanager
def _unexamined() -> Iterator[None]:
    """Have connexion take a document as it is: no argument of its constructor says so."""
    with _examining:
        examine = OpenAPISpecification._validate_spec  # noqa: SLF001
        OpenAPISpecification._validate_spec = staticmethod(_nothing)  # noqa: SLF001
        try:
            yield
        finally:
            OpenAPISpecification._validate_spec = examine  # noqa: SLF001


def _nothing(spec: object) -> None:
    """Find nothing wrong."""


def outline(contract: Contract) -> dict[str, Any]:
    """Give a document with the operations of a contract, and no more than their names."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in contract.operations.values():
        blanks = [
            {"name": each.name, "in": "path", "required": True, "schema": {"type": _type(each)}}
            for each in operation.parameters
            if each.place == "path"
        ]
        paths.setdefault(operation.path, {})[operation.method.lower()] = {
            "operationId": operation.id,
            "parameters": blanks,
            "responses": {"default": {"description": operation.summary}},
        }
    about = {name: contract.document[name] for name in ("openapi", "info")}
    return {**about, "paths": paths}


def _type(blank: Parameter) -> str:
    return blank.kind if blank.kind == "integer" else "string"


def _function(
    contract: Contract, resolve: Callable[[Operation], Callable[..., Any]], operation_id: str
) -> Callable[..., Any]:
    return resolve(contract.operations[operation_id])
