"""The whole way of a request, in order, on one screen."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    # connexion imports starlette's test client, which asks for a newer httpx.
    warnings.simplefilter("ignore")
    from connexion import ConnexionMiddleware
    from connexion.resolver import Resolver

from ragmock.web.dispatch import Dispatch, resolve
from ragmock.web.documents import Documents
from ragmock.web.keys import Keys
from ragmock.web.refusals import Refusals
from ragmock.web.routing import routing
from ragmock.web.validation import Validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from ragmock.contract import Contract
    from ragmock.world import Worlds


def make_app(contract: Contract, worlds: Worlds) -> ASGIApp:
    """Make the server: connexion reads the contract, registers the handlers, and runs the rest."""
    pipeline: list[Any] = [  # connexion's own type of a middleware is that of an application
        # outermost, so that it words whatever is refused below
        partial(Refusals, contract=contract, providers=worlds.known),
        # the contract itself, which belongs to no product
        partial(Documents, contract=contract),
        # the path comes before the key: releases answer 404 and 405 to anybody
        routing(contract),
        # the key comes before the body: nobody learns anything without one
        partial(Keys, worlds=worlds),
        # parameters and body against the contract
        partial(Validation, contract=contract),
    ]
    app = ConnexionMiddleware(
        Dispatch(contract),  # the handler, and its answer against the contract
        middlewares=pipeline,
        resolver=Resolver(partial(_function, contract)),
    )
    app.add_api(contract.document, base_path="")
    served: ASGIApp = app
    return served


def _function(contract: Contract, operation_id: str) -> Callable[..., Any]:
    return resolve(contract.operations[operation_id])
