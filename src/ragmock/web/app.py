"""The whole way of a request, in order, on one screen."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, Final

with warnings.catch_warnings():
    # connexion imports starlette's test client, which asks for a newer httpx.
    warnings.simplefilter("ignore")
    from connexion import ConnexionMiddleware
    from connexion.resolver import Resolver

from starlette.middleware.cors import CORSMiddleware

from ragmock.web.dispatch import Dispatch, resolve
from ragmock.web.documents import Documents
from ragmock.web.faults import Faults
from ragmock.web.keys import Keys
from ragmock.web.own_machine import OwnMachine
from ragmock.web.pages import Pages
from ragmock.web.preferences import Preferences
from ragmock.web.recording import Recording
from ragmock.web.refusals import Refusals
from ragmock.web.routing import routing
from ragmock.web.token import Token
from ragmock.web.validation import Validation
from ragmock.web.worlds import NamedWorld
from ragmock.world import providers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract
    from ragmock.provider import Provider
    from ragmock.worlds import Worlds


#: The path that everything of the control plane lies below.
ADMIN: Final = "/__admin"
#: What a page of another origin may read of an answer besides its body.
EXPOSED: Final = (
    *("Allow", "Deprecation", "Preference-Applied", "Retry-After", "X-Version"),
    *("X-Ragmock-Diagnosis", "X-Ragmock-Fault", "X-Ragmock-Note", "X-Ragmock-Refusal"),
)


def make_app(
    contract: Contract, admin: Contract, worlds: Worlds, host: str, token: str | None = None
) -> ASGIApp:
    """Make the server: below `/__admin` the control plane, everywhere else the products."""
    rooms = providers(admin.providers, admin.package)
    # the key comes before the body: nobody learns anything without one
    world = [
        partial(Keys, worlds=worlds),
        partial(Preferences, contract=contract),
        partial(Faults, contract=contract, tally=worlds.journals.tally),
    ]
    products = _pipeline(contract, worlds, worlds.known, [], world)
    # around all that answers, so that refusals and crashes are noted as they are told
    noted = Recording(products, worlds=worlds)
    # who reads about the products sends no request to them
    told = Pages(Documents(noted, contract=contract))
    # a page on another port may call the products, and read all that they answer
    shared = CORSMiddleware(
        told,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=EXPOSED,
    )
    # no secret, and a browser that opens a page cannot send a token with it
    about = [partial(Pages, root=ADMIN), partial(Documents, contract=admin, root=ADMIN)]
    # who asks comes before everything: a foreign web page is not to find out what is here
    own = partial(OwnMachine, host=host)
    guards = [*about, partial(Token, token=token)] if token else [own, *about]
    control = _pipeline(admin, worlds, rooms, guards, [partial(NamedWorld, worlds=worlds)])

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        app = control if path == ADMIN or path.startswith(f"{ADMIN}/") else shared
        await app(scope, receive, send)

    return served


def _pipeline(
    contract: Contract,
    worlds: Worlds,
    known: Mapping[str, Provider],
    guards: Sequence[Any],
    world: Sequence[Any],
) -> ASGIApp:
    """Put together what answers for a contract: connexion registers the handlers, we run them."""
    pipeline: list[Any] = [  # connexion's own type of a middleware is that of an application
        # outermost, so that it words whatever is refused below
        partial(Refusals, contract=contract, providers=known),
        *guards,
        # the path comes before the key: releases answer 404 and 405 to anybody
        routing(contract),
        # which world it is about; and behind the key, the answer that the request asks for, and
        # what is to go wrong with it
        *world,
        # parameters and body against the contract
        partial(Validation, contract=contract),
    ]
    app = ConnexionMiddleware(
        Dispatch(contract, worlds),  # the handler, and its answer against the contract
        middlewares=pipeline,
        resolver=Resolver(partial(_function, contract)),
    )
    app.add_api(contract.document, base_path="")
    served: ASGIApp = app
    return served


def _function(contract: Contract, operation_id: str) -> Callable[..., Any]:
    return resolve(contract.operations[operation_id])
