"""The whole way of a request, in order, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ragmock.web.astray import Astray
from ragmock.web.console import console
from ragmock.web.dispatch import Dispatch, resolve
from ragmock.web.documents import documents
from ragmock.web.faults import Faults
from ragmock.web.keys import Keys
from ragmock.web.own_machine import OwnMachine
from ragmock.web.pages import pages
from ragmock.web.pipeline import Pipeline
from ragmock.web.preferences import Preferences
from ragmock.web.recording import Recording
from ragmock.web.registering import registered
from ragmock.web.routing import Tree, routing
from ragmock.web.sharing import Sharing
from ragmock.web.token import Token
from ragmock.web.unseen import Unseen
from ragmock.web.validation import Validation
from ragmock.web.worlds import NamedWorld
from ragmock.world import providers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract
    from ragmock.web.answers import Answer
    from ragmock.web.call import Call
    from ragmock.web.pipeline import Last, Step
    from ragmock.worlds import Worlds


#: The path that everything of the control plane lies below.
ADMIN: Final = "/__admin"


def make_app(
    contract: Contract,
    admin: Contract,
    worlds: Worlds,
    host: str,
    token: str | None = None,
    origins: Sequence[str] = (),
) -> ASGIApp:
    """Make the server: below `/__admin` the control plane, everywhere else the products.

    The pages of `origins` may call the products, or those of all where none is named.
    """
    tree, last = Tree(contract, worlds.known), _last(contract, worlds)
    products = _products(contract, worlds, tree, last)
    guard = Token(token) if token else OwnMachine(host)
    control = _control(admin, worlds, guard, Unseen(contract, worlds, tree, last))
    about = {**console(), **pages(), **documents(contract)}

    def public(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        # who reads about the products sends no request to them
        read = about.get(scope["path"])
        return ((read and read(scope)) or products)(scope, receive, send)

    # a page on another port may call the products, and read all that they answer
    shared = Sharing(public, origins)

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path == ADMIN or path.startswith(f"{ADMIN}/"):
            app = control
        else:
            app = shared if b"origin" in dict(scope["headers"]) else public
        await app(scope, receive, send)

    return served


def _products(contract: Contract, worlds: Worlds, tree: Tree, last: Last) -> ASGIApp:
    end = Pipeline(
        contract,
        worlds.known,
        steps=[
            # the path comes before the key: releases answer 404 and 405 to anybody
            Astray(contract, tree),
            # the key comes before the body: nobody learns anything without one
            Keys(worlds),
            # the answer that the request asks for
            Preferences(contract),
        ],
        # what is to go wrong comes before all else is looked at
        last=Faults(contract, worlds.journals.tally, last),
        recording=Recording(worlds),
        # whatever the answer is, it may be late
        latency=worlds.latency,
    )
    return registered(contract, end, [routing(tree)], resolve)


def _control(admin: Contract, worlds: Worlds, guard: Token | OwnMachine, unseen: Unseen) -> ASGIApp:
    rooms = providers(admin.providers, admin.package)
    tree = Tree(admin, rooms)
    readings = {**pages(ADMIN), **documents(admin, ADMIN)}

    def about(call: Call) -> ASGIApp | None:
        read = readings.get(call.path)
        return read(call.scope) if read else None

    # who asks comes before everything: a foreign web page is not to find out what is here;
    # but what is read about it is no secret, and a browser that opens a page sends no token
    first: list[Step] = [about, guard] if isinstance(guard, Token) else [guard, about]
    end = Pipeline(
        admin,
        rooms,
        # what lies below a world is the products'
        steps=[*first, unseen, Astray(admin, tree), NamedWorld(worlds)],
        last=_last(admin, worlds),
    )
    return registered(admin, end, [routing(tree)], resolve)


def _last(contract: Contract, worlds: Worlds) -> Last:
    """Put together the end of each way."""
    check = Validation(contract)  # parameters and body against the contract
    answer = Dispatch(contract, worlds)  # the handler, and its answer against the contract

    async def last(call: Call) -> Answer | ASGIApp:
        operation = call.operation
        assert operation  # noqa: S101 - else it went astray
        check.check_arguments(call, operation)
        if operation.body:
            await check.check_body(call, operation, operation.body)
        return await answer(call, operation)

    return last
