"""The outermost part of the pipeline: whatever is refused below is told in the product's words."""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Any, Final

import orjson

from ragmock.contract import JSON
from ragmock.domain.errors import Refusal
from ragmock.rejections import Crashed, Malformed, WrongMethod
from ragmock.web.answers import Answer, raw
from ragmock.web.call import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ragmock.contract import Contract, Wording
    from ragmock.provider import Provider

logger = logging.getLogger("ragmock")

DIAGNOSIS: Final = "X-Ragmock-Diagnosis"
_LONGEST_DIAGNOSIS: Final = 1000
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")


class Refusals:
    """Tell refusals, and crashes, in the product's words; tell the caller why in a header."""

    def __init__(
        self, app: ASGIApp, *, contract: Contract, providers: Mapping[str, Provider]
    ) -> None:
        self.app = app
        self.contract = contract
        self.providers = providers
        #: What is on every answer of a product.
        self._headers = {name: raw(each.headers) for name, each in providers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer for it when it is refused."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        call = Call(self.providers[self.contract.provider_of(scope["path"])])
        call.attach(scope)
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                message["headers"] += self._headers[call.provider.name]
                if call.headers:
                    message["headers"] += raw(call.headers)
            if call.dribbling:
                await call.dribbling.send(send, message)
            else:
                await send(message)

        try:
            await self.app(scope, receive, watch)
        except Refusal as refused:
            await self.answer(call, refused)(scope, receive, watch)
        except Exception:
            logger.exception(
                "%s %s crashed; this is a defect of ragmock", scope["method"], scope["path"]
            )
            call.traceback = traceback.format_exc()
            if started:
                raise
            await self.answer(call, Crashed())(scope, receive, watch)

    def answer(self, call: Call, refused: Refusal) -> Answer:
        """Word a refusal."""
        wording, facts = self.wording(call, refused)
        call.refusal, call.diagnosis = wording.name, refused.why()
        headers = {DIAGNOSIS: _header(call.diagnosis)}
        if isinstance(refused, WrongMethod):
            headers["Allow"] = ", ".join(refused.allowed)
        return _response(wording, facts, headers)

    def wording(self, call: Call, refused: Refusal) -> tuple[Wording, dict[str, Any]]:
        """Choose among the wordings of a refusal the one that the operation declares."""
        if isinstance(refused, Malformed):
            name, facts = call.provider.tell(refused)
            return self.contract.wordings[name], facts
        names = next(
            call.provider.words[kind]
            for kind in type(refused).__mro__
            if kind in call.provider.words
        )
        declared = call.operation.refusals if call.operation else ()
        name = next((each for each in names if each in declared), names[0])
        return self.contract.wordings[name], refused.facts()


def _response(wording: Wording, facts: dict[str, Any], headers: dict[str, str]) -> Answer:
    body = orjson.dumps(wording.say(facts))
    told = raw({"X-Ragmock-Refusal": wording.name, **headers})
    return Answer(wording.status, body, JSON, told)


def _header(text: str) -> str:
    """Make a text fit for a header: one line of ASCII, not endless."""
    line = " ".join(text.split())
    told = _CONTROLS.sub(lambda found: repr(found[0])[1:-1], line)
    plain = told.encode("ascii", "backslashreplace").decode()
    return plain if len(plain) <= _LONGEST_DIAGNOSIS else f"{plain[: _LONGEST_DIAGNOSIS - 3]}..."
