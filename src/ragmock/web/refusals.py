"""Whatever is refused is told in the product's words, and so is a crash."""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Any, Final

import orjson

from ragmock.contract import JSON
from ragmock.rejections import Crashed, Malformed, WrongMethod
from ragmock.web.answers import Answer, raw

if TYPE_CHECKING:
    from ragmock.contract import Contract, Wording
    from ragmock.domain.errors import Refusal
    from ragmock.web.call import Call

logger = logging.getLogger("ragmock")

DIAGNOSIS: Final = "X-Ragmock-Diagnosis"
_LONGEST_DIAGNOSIS: Final = 1000
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")


class Refusals:
    """Tell refusals, and crashes, in the product's words; tell the caller why in a header."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    def crashed(self, call: Call, crash: Exception) -> Answer:
        """Answer for a crash, and log it."""
        logger.error(
            "%s %s crashed; this is a defect of ragmock", call.method, call.path, exc_info=crash
        )
        call.traceback = "".join(traceback.format_exception(crash))
        return self.answer(call, Crashed())

    def answer(self, call: Call, refused: Refusal) -> Answer:
        """Word a refusal."""
        wording, facts = self.wording(call, refused)
        call.refusal, call.diagnosis = wording.name, refused.why()
        headers = {"X-Ragmock-Refusal": wording.name, DIAGNOSIS: _header(call.diagnosis)}
        if isinstance(refused, WrongMethod):
            headers["Allow"] = ", ".join(refused.allowed)
        return Answer(wording.status, orjson.dumps(wording.say(facts)), JSON, raw(headers))

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


def _header(text: str) -> str:
    """Make a text fit for a header: one line of ASCII, not endless."""
    line = " ".join(text.split())
    told = _CONTROLS.sub(lambda found: repr(found[0])[1:-1], line)
    plain = told.encode("ascii", "backslashreplace").decode()
    return plain if len(plain) <= _LONGEST_DIAGNOSIS else f"{plain[: _LONGEST_DIAGNOSIS - 3]}..."
