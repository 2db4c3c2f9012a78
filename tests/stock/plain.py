"""The contract through connexion as it comes: the way that ours is held to.

Its own routing, security, parameter decorators, validation of requests and of answers, over the
whole document. Ours are the handlers and worlds alone, and what neither knows of the other: which
world a key opens, and the words of what the core refuses.
"""

from __future__ import annotations

import inspect
import warnings
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ragmock.domain.errors import Refusal
from ragmock.domain.undoing import AllOrNothing
from ragmock.provider import Created, File, Form, Noted
from ragmock.rejections import ReadOnlyKey
from ragmock.web import shell
from ragmock.web.dispatch import resolve
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
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.provider import Provider
    from ragmock.web.answers import Answer
    from ragmock.world import World
    from ragmock.worlds import Worlds

MULTIPART = "multipart/form-data"


class Refused(Exception):  # noqa: N818 - named after what happened
    """Something of ours was refused behind connexion, in the words of the contract."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


@dataclass
class Asked:
    """What is to be known of a request, to word what is refused of it."""

    provider: Provider
    operation: Operation
    world: World | None = None
    refusal: str | None = None
    diagnosis: str | None = None

    @property
    def base(self) -> KnowledgeBase | None:
        """The product's knowledge base in the world."""
        return self.world.bases[self.provider.name] if self.world else None


class Plain:
    """An application of connexion's over the contract; its worlds may be changed at any time."""

    def __init__(self, contract: Contract, worlds: Worlds) -> None:
        self.contract = contract
        self.worlds = worlds
        self.known = providers(contract.providers)
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
        function = resolve(operation)
        wants = inspect.signature(function).parameters

        async def called(**sent: Any) -> tuple[Any, int]:
            world = sent["token_info"]["world"] if operation.secured else None
            body, form = sent.get("body") or {}, None
            if operation.body and operation.body.media_type == MULTIPART:
                body, form = body.get("data", {}), await form_of(sent)
            asked = Asked(self.known[operation.provider], operation, world)
            given = {"base": asked.base, "world": world, "body": body, "form": form}
            given |= {"at": world.clock.now()} if world else {}
            named = {each.name for each in operation.parameters}
            known = {**{name: sent[name] for name in named if name in sent}, **given}
            try:
                with AllOrNothing():
                    answer = function(**{name: known[name] for name in wants if name in known})
            except Refusal as refused:
                raise self.refused(asked, refused) from None
            return plain(answer), 201 if isinstance(answer, Created) else operation.success

        return called

    def open(self, token: str, request: Any) -> dict[str, Any] | None:
        """Open the world of a key, where connexion asks whose it is."""
        named = request.scope["extensions"]["connexion_routing"]["operation_id"]
        operation = self.contract.operations[named]
        asked = Asked(self.known[operation.provider], operation)
        opened = None if shell.glued(token) else name_in(token.strip(), asked.provider.key_prefix)
        if opened is None:
            return None
        try:
            world = self.worlds.open(opened[0])
            if opened[1] and not operation.reads:
                raise ReadOnlyKey
            if operation.method != "GET":
                world.count_request(world.clock.now())
        except Refusal as refused:
            raise self.refused(asked, refused) from None
        return {"sub": world.name, "world": world}

    def refused(self, asked: Asked, refusal: Refusal) -> Refused:
        """Put a refusal into the words of the contract."""
        return Refused(Refusals(self.contract).answer(asked, refusal))


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
