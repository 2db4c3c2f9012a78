"""Requests as they are shown."""

from __future__ import annotations

import codecs
import re
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ragmock.journal.entry import Body, Entry, Headers, Message, Operation

Json = dict[str, Any]
_BOUNDARY: Final = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_PARAMETER: Final = re.compile(r'(?<![\w*])(name|filename)="((?:[^"\\]|\\.)*)"')
_MOST_PARTS: Final = 100


def summary(entry: Entry) -> Json:
    """Show a request in short."""
    return {
        "id": entry.id,
        "world": entry.world,
        "time": _time(entry.at),
        "duration_ms": round(entry.seconds * 1000, 3),
        "method": entry.method,
        "path": entry.path,
        "query": entry.query,
        "provider": entry.provider,
        "operation": entry.operation.id if entry.operation else None,
        "status": entry.status,
        "refusal": entry.refusal,
        "diagnosis": entry.diagnosis,
    }


def whole(entry: Entry) -> Json:
    """Show a request with all that is known of it."""
    return {
        **summary(entry),
        "read_only": entry.read_only,
        "request": _message(entry.request),
        "answer": _message(entry.answer),
        "changes": [
            {"change": each.deed.value, "kind": each.thing.value, "id": each.id, "name": each.name}
            for each in entry.written.changes
        ],
        "change_count": entry.written.count,
        "traceback": entry.traceback,
    }


def unmatched(entry: Entry) -> Json:
    """Show a request that is of no world, with the operation that it is nearest to."""
    return {**whole(entry), "nearest": _operation(entry.nearest)}


def _time(moment: float) -> str:
    try:
        told = datetime.fromtimestamp(moment, tz=UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):  # a clock may be set to what no calendar has
        return str(moment)
    return told.replace("+00:00", "Z")


def _operation(operation: Operation | None) -> Json | None:
    if operation is None:
        return None
    return {"operation": operation.id, "method": operation.method, "path": operation.path}


def _message(message: Message) -> Json:
    joined: dict[str, str] = {}
    for name, value in message.headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return {"headers": joined, "body": _body(message.body, message.headers)}


def _body(body: Body | None, headers: Headers) -> Json | None:
    if body is None:
        return None
    sent = next((value for name, value in headers if name == "content-type"), "")
    media_type = sent.partition(";")[0].strip().lower()
    is_whole = len(body.kept) >= body.size
    return {
        "media_type": media_type,
        "size": body.size,
        "truncated": not is_whole,
        **_content(body.kept),
        "parts": _parts(body.kept, sent) if media_type == "multipart/form-data" else None,
    }


def _content(raw: bytes) -> Json:
    """Show bytes as text where they are one; the cut may go through a sign, which is left out."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text:
        return {"text": None, "base64": b64encode(raw).decode()}
    return {"text": text, "base64": None}


def _parts(raw: bytes, content_type: str) -> list[Json] | None:
    """Take a form apart, where that is simple; what is cut off in the middle is no part."""
    boundary = _BOUNDARY.search(content_type)
    if not boundary:
        return None
    pieces = (b"\r\n" + raw).split(f"\r\n--{boundary[1].strip()}".encode("latin-1"))
    return [_part(each) for each in pieces[1:-1][:_MOST_PARTS]]


def _part(piece: bytes) -> Json:
    head, _, content = piece.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").strip().split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (e.partition(":") for e in lines)
    }
    told = dict(_PARAMETER.findall(headers.get("content-disposition", "")))
    return {
        "name": told.get("name", ""),
        "filename": told.get("filename"),
        "media_type": headers.get("content-type", "").partition(";")[0].strip().lower(),
        "size": len(content),
        **_content(content),
    }
