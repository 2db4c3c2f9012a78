"""What an operation, and a product as a whole, has for a client to try.

What depends on the contract alone is found out once; a request is then looked at in passing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import MULTIPART

from .bodies import fields_of, sent
from .points import Kind, Point, Points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ragmock.contract import Operation, Parameter, Wording
    from ragmock.provider import Form, Provider

Json = dict[str, Any]
_MOST: Final = 100  # rows of an answer that are looked at; no page has more


class Product:
    """What is of no operation by itself: refusals that any may give, formats, stages."""

    def __init__(self, provider: Provider, wordings: Mapping[str, Wording]) -> None:
        self.points = Points()
        self.answers = {
            each.name: self.points.add(_refusal(each))
            for each in wordings.values()
            if each.general and each.name.startswith(f"{provider.name}.")
        }
        self._formats = {
            each: self.points.add(Point(Kind.FORMAT, each)) for each in provider.formats
        }

    def of_form(self, form: Form) -> int:
        """Give the bits of the formats that were sent."""
        tried = 0
        for each in form.files:
            ending = (each.name or "").rpartition(".")[2].lower()
            tried |= self._formats.get(ending, 0)
        return tried


@dataclass(frozen=True, slots=True)
class _Option:
    """A parameter in the query."""

    needle: bytes  # how it stands in a query, behind `&`
    name: str
    bit: int  # none where it must be sent
    values: Mapping[Any, int]
    page: int  # the bit of another page than the first
    first: int

    def of_value(self, value: Any) -> int:  # noqa: ANN401 - as its schema has it
        """Give the bits of a value, or of those in a list."""
        if self.page:
            return self.page if value > self.first else 0
        tried = 0
        if self.values:
            for each in value if isinstance(value, list) else (value,):
                tried |= self.values.get(each, 0)
        return tried


@dataclass(frozen=True, slots=True)
class _Stages:
    """Where an answer says in which stage something is."""

    way: tuple[str, ...]  # to an object, or to a list of such
    name: str
    bits: Mapping[str, int]  # of the product

    def seen(self, answer: Any) -> int:  # noqa: ANN401 - any JSON
        """Give the bits of the stages that an answer shows."""
        for step in self.way:
            answer = answer[step]
        rows = answer[:_MOST] if isinstance(answer, list) else (answer,)
        tried = 0
        for stage in {row[self.name] for row in rows}:
            tried |= self.bits.get(stage, 0)
        return tried


class Offer:
    """What an operation has to try; other spellings of it try the same."""

    def __init__(
        self, operation: Operation, wordings: Mapping[str, Wording], product: Product
    ) -> None:
        self.key = operation.id
        self.product = product
        self.points = points = Points()
        #: The bit of each answer, by its refusal or its status.
        self.answers: dict[str | int, int] = {
            operation.success: points.add(
                Point(Kind.ANSWER, str(operation.success), status=operation.success)
            ),
            **{name: points.add(_refusal(wordings[name])) for name in operation.refusals},
        }
        self._options = tuple(_options(operation.parameters, points))
        self._words = tuple(
            (each.name, _values(each, points))
            for each in operation.parameters
            if each.place == "path" and "enum" in each.schema.schema
        )
        self._fields = fields_of(_body_schema(operation), points)
        answer = operation.answers[operation.success]
        self._stages = tuple(_stages(answer.schema, product.points)) if answer else ()

    def of_request(self, query: bytes, arguments: Mapping[str, Any], body: object) -> int:
        """Give the bits of what a request holds that was answered with success."""
        tried = 0
        if query:
            asked = b"&" + query
            for option in self._options:
                # where a preference was answered, none was read
                if option.needle in asked and option.name in arguments:
                    tried |= option.bit | option.of_value(arguments[option.name])
        for name, values in self._words:
            tried |= values.get(arguments.get(name), 0)
        if self._fields and type(body) is dict:
            tried |= sent(self._fields, body)
        return tried

    def of_answer(self, answer: object) -> int:
        """Give the product's bits of what an answer shows."""
        tried = 0
        for each in self._stages:
            tried |= each.seen(answer)
        return tried


def _refusal(wording: Wording) -> Point:
    return Point(
        Kind.ANSWER, wording.name, status=wording.status, only_by_fault=wording.only_by_fault
    )


def _options(parameters: Sequence[Parameter], points: Points) -> Iterator[_Option]:
    for each in parameters:
        if each.place != "query":
            continue
        first = each.first_page
        yield _Option(
            needle=f"&{each.name}=".encode(),
            name=each.name,
            bit=0 if each.required else points.add(Point(Kind.PARAMETER, each.name)),
            values=_values(each, points),
            page=0 if first is None else points.add(Point(Kind.PAGE, "2", each.name)),
            first=first or 0,
        )


def _values(parameter: Parameter, points: Points) -> Mapping[Any, int]:
    schema = parameter.schema.schema
    known = schema.get("items", schema).get("enum", ())
    return {each: points.add(Point(Kind.VALUE, each, parameter.name)) for each in known}


def _body_schema(operation: Operation) -> Json:
    """Give the schema of a body; of a form, that of its part `data`, which is JSON."""
    if operation.body is None:
        return {}
    schema = operation.body.schema.schema
    if operation.body.media_type == MULTIPART:
        data: Json = schema["properties"]["data"]
        return data
    return schema


def _stages(schema: Json, points: Points, way: tuple[str, ...] = ()) -> Iterator[_Stages]:
    """Find where an answer tells stages: in objects within objects, or in a list of such."""
    for name, each in schema.get("properties", {}).items():
        if "x-stage-of" in each:
            stages = (Point(Kind.STAGE, stage, each["x-stage-of"]) for stage in each["enum"])
            yield _Stages(way, name, {each.name: points.add(each) for each in stages})
        yield from _stages(each.get("items", each), points, (*way, name))
