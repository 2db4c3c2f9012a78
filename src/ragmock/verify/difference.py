"""One place of one answer where server, fake and contract are not of one mind."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import JSON

from .documented import is_refusal, misfits, said_at
from .pointers import NOTHING
from .settling import settled, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    operation: str  # the id of that which the difference speaks of
    step: str
    sent: str
    kind: str  # a key of RULES
    pointer: str  # into the body; empty for the status, the media type and the body as a whole
    server: str
    fake: str
    document: str
    against: tuple[str, ...]  # with whom the server does not agree: fake, document
    note: str | None = None  # what the contract itself says of released servers

    def __str__(self) -> str:
        """Say it in one line."""
        at = f"{self.pointer}: " if self.pointer else ""
        note = f" ({self.note})" if self.note else ""
        told = f"server {self.server}; fake {self.fake}; document {self.document}"
        return f"{self.kind}: {at}{told}{note}; sent {self.sent}"

    def as_json(self) -> dict[str, Any]:
        """Give it for machines."""
        return asdict(self)


@dataclass
class _Place:
    """What is found at one place, of which the fake and the contract may both have something."""

    kind: str
    pointer: str
    server: str
    fake: str
    document: str
    against: list[str]


def compare(
    step: Step, scenario: Scenario, answers: tuple[Answer, Answer], sides: tuple[Side, Side]
) -> list[Difference]:
    """Give what differs between the answer of a server, that of the fake, and the contract."""
    places: dict[tuple[str, str], _Place] = {}
    for place in [*_with_fake(step, scenario, answers, sides), *_with_contract(step, scenario, answers)]:
        # The status and the media type have a place each, and each pointer one.
        key = (place.pointer, "" if place.pointer else place.kind)
        known = places.setdefault(key, place)
        if known is not place:
            known.against += place.against
            known.document = place.document
    sent = sides[0].described(step)
    return [
        Difference(
            operation=step.about,
            step=step.says,
            sent=_short(sent),
            kind=place.kind,
            pointer=place.pointer,
            server=place.server,
            fake=place.fake,
            document=place.document,
            against=tuple(place.against),
            note=step.operation.note,
        )
        for place in places.values()
    ]


def unanswered(step: Step, sent: str, why: str, fake: Answer) -> Difference:
    """Tell that the server did not answer."""
    told = (_short(why), _short(fake.told), "an answer", ("fake", "document"))
    return Difference(step.about, step.says, _short(sent), "no answer", "", *told)


def _with_fake(
    step: Step, scenario: Scenario, answers: tuple[Answer, Answer], sides: tuple[Side, Side]
) -> Iterator[_Place]:
    server, fake = answers
    if server.status != fake.status:
        why = f" ({fake.diagnosis})" if fake.diagnosis else ""
        names = "one of " + ", ".join(map(str, sorted(step.operation.answers)))
        yield _Place("status", "", _short(server.told), _short(fake.told) + why, names, ["fake"])
        return  # the bodies speak of different things
    kinds = [each.media_type if each.body is not None else "no body" for each in answers]
    if kinds[0] != kinds[1]:
        yield _Place("media type", "", kinds[0], kinds[1], kinds[1], ["fake"])
        return
    pair = [settled(each, side, step, scenario) for each, side in zip(answers, sides, strict=True)]
    for pointer, how, said, fakes in _once(unlike(*pair)):
        kind = {"/code": "code", "/message": "message"}.get(pointer, how)
        document = said_at(server, step.operation, pointer)
        yield _Place(kind, pointer, _shown(said), _shown(fakes), document, ["fake"])


def _once(
    found: Iterator[tuple[str, str, Any, Any]],
) -> Iterator[tuple[str, str, Any, Any]]:
    """Tell what all items of a list have in common at the first of them alone."""
    seen = set()
    for pointer, how, server, fake in found:
        path = "/".join("*" if part.isdecimal() else part for part in pointer.split("/"))
        what = (path, how, how in ("value", "length") and (str(server), str(fake)))
        if what not in seen:
            seen.add(what)
            yield pointer, how, server, fake


def _with_contract(
    step: Step, scenario: Scenario, answers: tuple[Answer, Answer]
) -> Iterator[_Place]:
    """Tell where the server is not as documented; the fake is, which it makes sure of itself."""
    server, fake = answers
    for pointer, kind, document in misfits(server, step.operation, scenario.contract):
        if kind == "status":
            said, fakes = _short(server.told), _short(fake.told)
        elif kind == "media type":
            said, fakes = server.media_type or "no body", fake.media_type or "no body"
        else:
            said, fakes = (_shown(_at(each.body, pointer)) for each in answers)
        yield _Place(kind, pointer, said, fakes, document, ["document"])


def _at(body: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON
    from .pointers import value_at

    return value_at(body, pointer)


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    return "nothing" if value is NOTHING else _short(json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
