"""One place of one answer where server, fake and contract are not of one mind."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from .documented import is_refusal, misfits, said_at, statuses
from .pointers import NOTHING, value_at
from .settling import settled
from .unlike import unlike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .scenario import Scenario, Step
    from .side import Answer, Side

#: What each kind of difference says, for those who read a report by its rules.
RULES: Final = {
    "no answer": "The server did not answer.",
    "status": "The status is another, or one that the contract does not name.",
    "media type": "The body is of another media type, or there is none.",
    "code": "The code of a refusal is another.",
    "message": "The words of an answer are others.",
    "missing": "A field is missing.",
    "unexpected": "A field is there that the other side does not have.",
    "type": "A value is of another kind.",
    "length": "A list has another number of items.",
    "value": "A value is another.",
    "schema": "An answer does not fit its schema in the contract.",
    "refusal": "A refusal is in words that the contract does not name.",
}
_LONGEST: Final = 200  # characters of a value that are shown


@dataclass(frozen=True)
class Difference:
    """What three say of one place."""

    operation: str  # the id of that which answers otherwise
    step: str
    sent: str
    kind: str  # a key of RULES
    pointer: str  # into the body; empty for the status, the media type and the body as a whole
    server: str
    fake: str
    document: str
    against: tuple[str, ...]  # with whom the server does not agree: fake, document
    note: str | None = None  # what is known of released servers

    def __str__(self) -> str:
        """Say what each of the three says."""
        note = f" ({self.note})" if self.note else ""
        told = f"server {self.server}; fake {self.fake}; document {self.document}"
        return f"{told}{note}; sent {self.sent}"

    @property
    def place(self) -> tuple[str, str]:
        """Where it is: at a pointer into the body, or beside it."""
        return self.pointer, self.kind if self.kind in ("status", "media type") else ""


def compare(
    step: Step,
    sent: str,
    scenario: Scenario,
    answers: tuple[Answer, Answer],
    sides: tuple[Side, Side],
) -> tuple[Difference, ...]:
    """Give what differs between the answer of a server, that of the fake, and the contract."""
    place = partial(Difference, operation=step.operation.id, step=step.says, sent=_short(sent))
    found: dict[tuple[str, str], Difference] = {}
    for each in _with_fake(place, step, scenario, answers, sides):
        found[each.place] = each
    for each in _with_contract(place, step, scenario, answers):
        known = found.get(each.place)
        both = known and replace(known, document=each.document, against=("fake", "document"))
        found[each.place] = both or each
    if step.until and not step.until.is_reached(answers[0].body):
        # all else that differs follows from it
        found = {
            place: each for place, each in found.items() if each.pointer == step.until.at
        } or found
    return tuple(
        replace(each, note=step.operation.note or scenario.known_as(each.kind, each.pointer))
        for each in found.values()
    )


def unanswered(step: Step, sent: str, why: str, fake: Answer) -> Difference:
    """Tell that the server did not answer."""
    told = (_short(why), _short(fake.told), "an answer", ("fake", "document"))
    return Difference(step.operation.id, step.says, _short(sent), "no answer", "", *told)


def _with_fake(
    place: Callable[..., Difference],
    step: Step,
    scenario: Scenario,
    answers: tuple[Answer, Answer],
    sides: tuple[Side, Side],
) -> Iterator[Difference]:
    place = partial(place, against=("fake",))
    server, fake = answers
    if server.status != fake.status:
        why = f" ({fake.diagnosis})" if fake.diagnosis else ""
        told = {"server": _short(server.told), "fake": _short(fake.told) + why}
        yield place(kind="status", pointer="", **told, document=statuses(step.operation))
        return  # the bodies speak of different things
    if server.form != fake.form:
        told = {"server": server.form, "fake": fake.form}
        yield place(kind="media type", pointer="", **told, document=fake.form)
        return
    pair = [settled(each, side, step, scenario) for each, side in zip(answers, sides, strict=True)]
    for each in unlike(*pair):
        told = {"server": _shown(each.server), "fake": _shown(each.fake)}
        # the words of a refusal are looked up by the contract's side, which may know both
        is_worded = each.kind in ("code", "message") and is_refusal(server)
        document = "has both" if is_worded else said_at(server, step.operation, each.pointer)
        yield place(kind=each.kind, pointer=each.pointer, **told, document=document)


def _with_contract(
    place: Callable[..., Difference],
    step: Step,
    scenario: Scenario,
    answers: tuple[Answer, Answer],
) -> Iterator[Difference]:
    """Tell where the server is not as documented; the fake is, which it makes sure of itself."""
    place = partial(place, against=("document",))
    for each in misfits(answers[0], step.operation, scenario.contract):
        if each.kind == "status":
            server, fake = (_short(answer.told) for answer in answers)
        elif each.kind == "media type":
            server, fake = (answer.form for answer in answers)
        else:
            server, fake = (_shown(value_at(answer.body, each.pointer)) for answer in answers)
        told = {"server": server, "fake": fake, "document": each.document}
        yield place(kind=each.kind, pointer=each.pointer, **told)


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    return "nothing" if value is NOTHING else _short(json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
