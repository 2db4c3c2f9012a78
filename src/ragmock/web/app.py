"""The whole way of a request, in order, on one screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ragmock.web.dispatch import Dispatch, resolve
from ragmock.web.documents import Documents
from ragmock.web.faults import Faults
from ragmock.web.keys import Keys
from ragmock.web.own_machine import OwnMachine
from ragmock.web.pages import Pages
from ragmock.web.preferences import Preferences
from ragmock.web.recording import Recording
from ragmock.web.refusals import Refusals
from ragmock.web.registering import registered
from ragmock.web.routing import routing
from ragmock.web.sharing import Sharing
from ragmock.web.token import Token
from ragmock.web.validation import Validation
from ragmock.web.worlds import NamedWorld
from ragmock.world import providers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract
    from ragmock.provider import Provider
    from ragmock.worlds import Worlds


#: The path that everything of the control plane lies below.
ADMIN: Final = "/__admin"


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
    shared = Sharing(told)
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
    pipeline = [
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
    end = Dispatch(contract, worlds)  # the handler, and its answer against the contract
    return registered(contract, end, pipeline, resolve)
