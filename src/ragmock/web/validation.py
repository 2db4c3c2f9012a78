"""Parameters and body against the contract, before any handler is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from ragmock.contract import MULTIPART, YAML
from ragmock.domain.knowledge_base import Settings
from ragmock.rejections import Malformed, NoSuchRoute, Problem, UnreadableBody
from ragmock.schemas import Schema
from ragmock.web import bodies

if TYPE_CHECKING:
    from ragmock.contract import Body, Contract, Operation, Parameter
    from ragmock.web.call import Call

_INTEGER: Final = re.compile(
    r"\s*[+-]?[0-9]{1,4000}\s*"
)  # Python converts no more than 4300 digits
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
NOTHING: Final = object()  # what is sent where no body is
_BOOLEANS: Final = {"true": True, "false": False}


class Validation:
    """Check what was sent, and give it to the handler converted."""

    def __init__(self, contract: Contract) -> None:
        # A form's part `data` is JSON in text; its schema is used by itself.
        self.data = {
            each.id: Schema(each.body.schema.schema["properties"]["data"])
            for each in contract.operations.values()
            if each.body and each.body.media_type == MULTIPART
        }

    def check_arguments(self, call: Call, operation: Operation) -> None:
        """Check path and query."""
        call.arguments = _arguments(operation, call)

    async def check_body(self, call: Call, operation: Operation, body: Body) -> None:
        """Check the body that an operation takes."""
        settings = call.world.settings if call.world else Settings()
        limit = body.largest or settings.upload_limit + bodies.ROOM
        if body.media_type == MULTIPART:
            call.form = await bodies.parse_form(call, await bodies.read(call, limit))
            call.body = bodies.parse_data(call.form)
            schema = self.data[operation.id]
        else:
            sent = await _json(call, body, limit)
            if sent is NOTHING:  # which fits
                call.body = {}
                return
            call.body, schema = sent, body.schema
        problems = schema.problems(call.body)
        if problems:
            if call.base:  # what is not there is told before what is wrong
                call.provider.find(call.base, call.scope["path_params"])
            raise Malformed(problems, call.body)


async def _json(call: Call, body: Body, limit: int) -> Any:  # noqa: ANN401
    if not body.required:
        raw = await bodies.read(call, limit)
        if not raw:
            return NOTHING
        bodies.require_json(call)
        return bodies.parse_json(raw)
    if body.yaml and bodies.media_type(call) == YAML:
        return bodies.parse_yaml(await bodies.read(call, min(limit, bodies.LARGEST_YAML)))
    if not body.forgiving:
        bodies.require_json(call)
        return bodies.parse_json(await bodies.read(call, limit))
    try:
        parsed = bodies.parse_json(await bodies.read(call, limit))
    except UnreadableBody:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def query_argument(parameter: Parameter, call: Call) -> Any:  # noqa: ANN401
    """Read a parameter off the query, or its default; refuses with `Malformed`."""
    return _query_argument(parameter, [v for name, v in _query(call) if name == parameter.name])


def _query(call: Call) -> list[tuple[str, str]]:
    return parse_qsl(call.scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _arguments(operation: Operation, call: Call) -> dict[str, Any]:
    sent = _query(call) if call.scope["query_string"] else ()
    arguments = {}
    for parameter in operation.parameters:
        if parameter.place == "path":
            arguments[parameter.name] = _path_argument(parameter, call)
        else:
            values = [value for name, value in sent if name == parameter.name] if sent else []
            value = _query_argument(parameter, values)
            if value is not None:
                arguments[parameter.name] = value
    return arguments


def _path_argument(parameter: Parameter, call: Call) -> Any:  # noqa: ANN401
    text: str = call.scope["path_params"][parameter.name]
    if parameter.kind == "uuid":  # the router took nothing for one that the contract does not
        value = call.scope["path_params"][parameter.name] = text.lower()
        return value
    value = _convert(parameter, text)
    problems = parameter.schema.problems(value)
    if problems and problems[0].refusal:
        raise Malformed(problems)
    if problems:
        raise NoSuchRoute(call.path, f"{parameter.name} has the wrong form: {problems[0].rule}")
    return value


def _query_argument(parameter: Parameter, values: list[str]) -> Any:  # noqa: ANN401
    if not values or (parameter.may_be_empty and not values[0]):
        if parameter.required:
            raise Malformed([Problem(parameter.schema.at, "missing", "is required")])
        return parameter.default
    value: Any = values if parameter.kind == "array" else _convert(parameter, values[0])
    problems = parameter.schema.problems(value)
    if problems:
        raise Malformed(problems)
    return value


def _convert(parameter: Parameter, text: str) -> Any:  # noqa: ANN401
    if parameter.kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if parameter.kind == "number" and _NUMBER.fullmatch(text):
        return float(text)
    if parameter.kind == "boolean":
        return _BOOLEANS.get(text, text)
    return text
