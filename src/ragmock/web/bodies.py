"""Bodies: read within bounds, parsed by media type, refused in words and never with a crash."""

from __future__ import annotations

import json
from email.message import Message
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from ragmock import plain_yaml
from ragmock.contract import JSON, MULTIPART
from ragmock.provider import File, Form
from ragmock.rejections import MalformedData, TooLarge, UnreadableBody, WrongMediaType
from ragmock.web import shell

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ragmock.web.call import Call

#: What a form may hold besides the file: the other parts and their headers, in bytes.
ROOM: Final = 1024 * 1024
_MOST_PARTS: Final = 100
_DIGITS: Final = 20  # of 64 bits, with the sign
#: Of YAML, which takes a hundred times as long as JSON to read; bytes.
LARGEST_YAML: Final = 1024 * 1024
_DEPTH: Final = 8  # how deep in an answer a value of a body may stand


async def read(call: Call, limit: int) -> bytes:
    """Read a body of at most `limit` bytes; refuses with `TooLarge`."""
    declared = call.sent.get(b"content-length", b"")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:  # noqa: PLR2004
        raise TooLarge(limit)
    parts, size = [], 0
    while True:
        message = await call.receive()
        if message["type"] == "http.disconnect":
            raise UnreadableBody("the client went away")
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def media_type(call: Call) -> str:
    """Give the media type of a body, without its parameters, in lower case."""
    sent = call.sent.get(b"content-type", b"").decode("latin-1")
    return sent.partition(";")[0].strip().lower()


def require_json(call: Call) -> None:
    """Refuse a body that is not said to be JSON."""
    sent = media_type(call)
    if sent != JSON and not (sent.startswith("application/") and sent.endswith("+json")):
        raise WrongMediaType(sent, JSON, shell.glued(sent))


def parse_json(raw: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Parse JSON; refuses with `UnreadableBody`."""
    try:
        parsed = orjson.loads(raw)
    except orjson.JSONDecodeError as refused:
        parsed = _parse_leniently(raw, str(refused))
    _require_repeatable(parsed)
    return parsed


def parse_yaml(raw: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Parse YAML that says what JSON can say; refuses with `UnreadableBody`."""
    try:
        parsed = plain_yaml.parse(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableBody("it is not UTF-8") from None
    except ValueError as refused:
        raise UnreadableBody(str(refused)) from None
    _require_repeatable(parsed)
    return parsed


def _parse_leniently(raw: bytes, reason: str) -> Any:  # noqa: ANN401 - any JSON
    """Parse what Python's own parser takes, as releases do: UTF-16 too, and NaN as null."""
    try:
        return json.loads(raw, parse_int=_whole, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise UnreadableBody("it is not UTF-8") from None
    except ValueError as refused:
        raise UnreadableBody(str(refused)) from None
    except RecursionError:
        raise UnreadableBody(reason) from None


def _whole(digits: str) -> int | float:
    """Read a whole number as orjson does: of more than 64 bits it is no whole number any more."""
    number = int(digits) if len(digits) <= _DIGITS else float(digits)
    return number if -(2**63) <= number < 2**64 else float(digits)


def _require_repeatable(value: object) -> None:
    """Refuse what orjson cannot write into an answer.

    That is half a surrogate pair, and nesting of more than 254 levels.
    """
    for _ in range(_DEPTH):
        value = [value]
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError as refused:
        raise UnreadableBody(f"it holds what no answer can repeat: {refused}") from None


async def parse_form(call: Call, raw: bytes) -> Form:
    """Parse a form; a body of another media type is an empty form, as in every release."""
    if media_type(call) != MULTIPART:
        return Form([], {})
    parser = MultiPartParser(
        Headers(scope=call.scope),
        _once(raw),
        max_files=_MOST_PARTS,
        max_fields=_MOST_PARTS,
        max_part_size=ROOM,
    )
    if not _boundary(call):
        raise UnreadableBody("multipart/form-data needs a boundary")
    try:
        data = await parser.parse()
    except (MultiPartException, ValueError, KeyError, AssertionError, LookupError) as refused:
        raise UnreadableBody(str(refused) or type(refused).__name__) from None
    try:
        return await _form(data)
    finally:
        await data.close()


async def _form(data: FormData) -> Form:
    files: list[File] = []
    fields: dict[str, str] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            _require_repeatable(value.filename)  # the form may name any charset
            files.append(File(name, value.filename, value.content_type or "", content))
        else:
            fields.setdefault(name, value)
    return Form(files, fields)


def parse_data(form: Form) -> Any:  # noqa: ANN401 - any JSON
    """Parse the part `data`; refuses with `MalformedData`."""
    text = form.fields.get("data")
    if text is None:
        return {}
    try:
        parsed = json.loads(text, parse_int=_whole, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as refused:
        raise MalformedData(str(refused), shell.cut(text)) from None
    try:
        _require_repeatable(parsed)
    except UnreadableBody as refused:
        raise MalformedData(refused.reason) from None
    if not isinstance(parsed, dict):
        raise MalformedData("Must be an object.")
    return parsed


def _boundary(call: Call) -> str:
    header = Message()
    header["Content-Type"] = call.sent.get(b"content-type", b"").decode("latin-1")
    return str(header.get_param("boundary") or "")


async def _once(raw: bytes) -> AsyncGenerator[bytes, None]:
    yield raw
