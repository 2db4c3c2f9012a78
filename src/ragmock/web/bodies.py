"""Bodies: read within bounds, parsed by media type, refused in words and never with a crash."""

from __future__ import annotations

import json
from email.message import Message
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from ragmock.contract import JSON, MULTIPART
from ragmock.domain.errors import MalformedData, TooLarge, UnreadableBody, WrongMediaType
from ragmock.provider import File, Form
from ragmock.web import shell

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Scope

#: What a form may hold besides the file: the other parts and their headers, in bytes.
ROOM: Final = 1024 * 1024
_MOST_PARTS: Final = 100


async def read(scope: Scope, receive: Receive, limit: int) -> bytes:
    """Read a body of at most `limit` bytes; refuses with `TooLarge`."""
    declared = Headers(scope=scope).get("content-length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > limit:  # noqa: PLR2004
        raise TooLarge(limit)
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise UnreadableBody("the client went away")
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge(limit)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def media_type(scope: Scope) -> str:
    """Give the media type of a body, without its parameters, in lower case."""
    sent = Headers(scope=scope).get("content-type", "")
    return sent.partition(";")[0].strip().lower()


def require_json(scope: Scope) -> None:
    """Refuse a body that is not said to be JSON."""
    sent = media_type(scope)
    if sent != JSON and not (sent.startswith("application/") and sent.endswith("+json")):
        raise WrongMediaType(sent, JSON, shell.glued(sent))


def parse_json(raw: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Parse JSON; refuses with `UnreadableBody`."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as refused:
        return _parse_leniently(raw, str(refused))


def _parse_leniently(raw: bytes, reason: str) -> Any:  # noqa: ANN401 - any JSON
    """Parse what Python's own parser takes, as releases do: UTF-16 too, and NaN as null."""
    try:
        parsed = json.loads(raw, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        raise UnreadableBody("it is not UTF-8") from None
    except ValueError as refused:
        raise UnreadableBody(str(refused)) from None
    except RecursionError:
        raise UnreadableBody(reason) from None
    try:
        orjson.dumps(parsed, option=orjson.OPT_NON_STR_KEYS)
    except (TypeError, orjson.JSONEncodeError) as refused:  # half a surrogate pair, or huge numbers
        raise UnreadableBody(f"it holds what no answer can repeat: {refused}") from None
    return parsed


async def parse_form(scope: Scope, raw: bytes) -> Form:
    """Parse a form; a body of another media type is an empty form, as in every release."""
    if media_type(scope) != MULTIPART:
        return Form([], {})
    parser = MultiPartParser(
        Headers(scope=scope),
        _once(raw),
        max_files=_MOST_PARTS,
        max_fields=_MOST_PARTS,
        max_part_size=ROOM,
    )
    if not _boundary(scope):
        raise UnreadableBody("multipart/form-data needs a boundary")
    try:
        data = await parser.parse()
    except (MultiPartException, ValueError, KeyError, AssertionError, LookupError) as refused:
        raise UnreadableBody(str(refused) or type(refused).__name__) from None
    files: list[File] = []
    fields: dict[str, str] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            files.append(File(name, value.filename, value.content_type or "", content))
        else:
            fields.setdefault(name, value)
    await data.close()
    return Form(files, fields)


def parse_data(form: Form) -> Any:  # noqa: ANN401 - any JSON
    """Parse the part `data`; refuses with `MalformedData`."""
    text = form.fields.get("data")
    if text is None:
        return {}
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as refused:
        raise MalformedData(str(refused), shell.cut(text)) from None


def _boundary(scope: Scope) -> str:
    header = Message()
    header["Content-Type"] = Headers(scope=scope).get("content-type", "")
    return str(header.get_param("boundary") or "")


async def _once(raw: bytes) -> AsyncGenerator[bytes, None]:
    yield raw
