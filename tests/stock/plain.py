"""The contract through connexion as it comes: the way that ours is held to.

Its own routing, security, parameter decorators, validation of requests and of answers, over the
whole document. Ours are the handlers and worlds alone, and what neither knows of the other: which
world a key opens, and the words of what the core refuses.
"""

from __future__ import annotations

import warnings
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ragmock.domain.errors import Refusal
from ragmock.domain.undoing import AllOrNothing
from ragmock.provider import Created, File, Form, Noted
from ragmock.rejections import ReadOnlyKey
from ragmock.web import shell
from ragmock.web.call import Call
from ragmock.web.dispatch import Handler, resolve
from ragmock.web.refusals import Refusals
from ragmock.world import name_in, providers

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # connexion imports starlette's test client
    from connexion import AsyncApp
    from connexion.lifecycle import ConnexionResponse
    from connexion.resolver import Resolver
    from connexion.security import BearerSecurityHandler

if TYPE_CHECKING:
    from collections.abc import Callable

    from ragmock.contract import Contract, Operation
    from ragmock.web.answers import Answer
    from ragmock.worlds import Worlds

MULTIPART = "multipart/form-data"


class Refused(Exception):  # noqa: N818 - named after what happened
    """Something of ours was refused behind connexion, in the words of the contract."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Plain:
    """An application of connexion's over the contract; its worlds may be changed at any time."""

    def __init__(self, contract: Contract, worlds: Worlds) -> None:
        self.contract = contract
        self.worlds = worlds
        self.known = providers(contract.providers)
        self.refusals = Refusals(None, contract=contract, providers=self.known)
        keys = type("Keys", (BearerSecurityHandler,), {"_resolve_func": lambda *_: self.open})
        self.app = AsyncApp("plain", security_map={"bearer": keys})
        functions = {name: self.adapted(each) for name, each in contract.operations.items()}
        self.app.add_api(
            deepcopy(contract.document),
            resolver=Resolver(functions.__getitem__),
            validate_responses=True,
        )
        self.app.add_error_handler(Refused, tell)

    def adapted(self, operation: Operation) -> Callable[..., Any]:
        """Make of a handler what connexion calls: with what was sent, by name."""
        handler = Handler.of(operation, resolve(operation))

        async def called(**sent: Any) -> tuple[Any, int]:
            call = Call(self.known[operation.provider], operation)
            call.world = sent["token_info"]["world"] if operation.secured else None
            call.body = sent.get("body") or {}
            if operation.body and operation.body.media_type == MULTIPART:
                call.form, call.body = await form_of(sent), call.body.get("data", {})
            wanted = {name: sent[name] for name in handler.parameters if name in sent}
            try:
                with AllOrNothing():
                    given = {name: of(call) for name, of in handler.given}
                    answer = handler.function(**wanted, **given)
            except Refusal as refused:
                raise Refused(self.refusals.answer(call, refused)) from None
            return plain(answer), 201 if isinstance(answer, Created) else operation.success

        return called

    def open(self, token: str, request: Any) -> dict[str, Any] | None:
        """Open the world of a key, where connexion asks whose it is."""
        named = request.scope["extensions"]["connexion_routing"]["operation_id"]
        operation = self.contract.operations[named]
        call = Call(self.known[operation.provider], operation)
        opened = None if shell.glued(token) else name_in(token.strip(), call.provider.key_prefix)
        if opened is None:
            return None
        try:
            world = self.worlds.open(opened[0])
            if opened[1] and not operation.reads:
                raise ReadOnlyKey
            if operation.method != "GET":
                world.count_request()
        except Refusal as refused:
            raise Refused(self.refusals.answer(call, refused)) from None
        return {"sub": world.name, "world": world}


async def tell(_: object, refused: Refused) -> ConnexionResponse:
    """Answer what was refused in the words of the contract."""
    answer = refused.answer
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    return ConnexionResponse(
        answer.status, content_type=answer.media_type, body=answer.body, headers=headers
    )


def plain(answer: Any) -> Any:
    """Give what is sent of what a handler gave."""
    bare = answer.answer if isinstance(answer, Created) else answer
    return bare.answer if isinstance(bare, Noted) else bare


async def form_of(sent: dict[str, Any]) -> Form:
    """Make a form of the files that connexion gives by the names of their parts."""
    uploads = {name: each for name, each in sent.items() if hasattr(each, "filename")}
    files = [
        File(name, each.filename, each.content_type or "", await each.read())
        for name, each in uploads.items()
    ]
    return Form(files, {})
