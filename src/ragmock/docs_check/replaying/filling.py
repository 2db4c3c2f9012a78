"""A printed call with its placeholders filled in, so that it can be played."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from ragmock.docs_check.printed.places import escaped
from ragmock.docs_check.printed.reading import read
from ragmock.docs_check.replaying import schema
from ragmock.docs_check.replaying.files import content_of, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ragmock.contract import Operation
    from ragmock.docs_check.curl.forms import Part
    from ragmock.docs_check.curl.request import Request

_PLACEHOLDER: Final = re.compile(
    r"\s*(?:<([^<>]+)>|\$?\{\{?\s*([^{}]+?)\s*\}\}?|\$([A-Z_]+)|:(\w+)|\[([A-Z_ ]+)\]"
    r"|((?:YOUR|MY|your|my)[-_ ][\w -]+|x{3,}|\.{3,}|…))\s*"
)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_BOUNDARY: Final = "printed-call"

#: Headers that belong to the way on which a call comes.
_OF_TRANSPORT: Final = ("host", "content-length", "transfer-encoding", "connection")

#: Fields of a body that name something by its id, and which.
_NAMING: Final = {
    "dataset_id": "dataset_id",
    "document_id": "document_id",
    "original_document_id": "document_id",
    "segment_id": "segment_id",
    "metadata_id": "metadata_id",
    "batch": "batch",
}
#: Lists whose items have an `id`, and of what.
_LISTS: Final = {"metadata_list": "metadata_id"}


@dataclass(frozen=True)
class Call:
    """A call that can be played; `sent` is what its body says, if that is JSON."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    sent: Any = None


def is_placeholder(text: str) -> bool:
    """Tell whether a text stands for another."""
    return bool(_PLACEHOLDER.fullmatch(text))


def fill(operation: Operation, request: Request, given: Mapping[str, Any], key: str) -> Call:
    """Fill in what a printed call leaves open, and send it where the operation is."""
    path, query = _target(operation, request, given)
    headers = [
        (name, _authorized(name, value, key))
        for name, value in request.headers
        if name.lower() not in _OF_TRANSPORT
    ]
    content, sent = b"", None
    if request.form:
        content = _form(operation, request.form, given)
        headers = [each for each in headers if each[0].lower() != "content-type"]
        headers.append(("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}"))
    elif request.body is not None:
        content, sent = _body(operation, request.body.text, given)
    elif request.body_file is not None and operation.body:
        sent = schema.sample([*schema.alternatives(operation.body.schema.schema)])
        content = json.dumps(sent).encode()
    target = f"{quote(path)}?{query}" if query else quote(path)
    return Call(operation.method, target, tuple(headers), content, sent)


# ---------------------------------------------------------------------- where it is sent
def _target(operation: Operation, request: Request, given: Mapping[str, Any]) -> tuple[str, str]:
    path, _, query = request.target.partition("#")[0].partition("?")
    printed_parts = _by_name(operation.path, path)
    parameters = {each.name: each for each in operation.parameters if each.place == "path"}
    filled = {
        name: _parameter(each.schema.schema, name, printed_parts.get(name, ""), given)
        for name, each in parameters.items()
    }
    return operation.path.format(**filled), _query(operation, query, given)


def _by_name(template: str, path: str) -> dict[str, str]:
    """Read the parts of a printed path by the names of the contract; it may lack its beginning."""
    wanted, found = template.strip("/").split("/"), path.strip("/").split("/")
    pairs = zip(reversed(wanted), reversed(found), strict=False)
    return {name[1:-1]: text for name, text in pairs if name.startswith("{")}


def _parameter(node: Any, name: str, text: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if given.get(name) is not None:
        return given[name]
    if text and not is_placeholder(text):
        return text
    return schema.sample([*schema.alternatives(node)])


def _query(operation: Operation, query: str, given: Mapping[str, Any]) -> str:
    known = {each.name: each for each in operation.parameters if each.place == "query"}
    pairs = []
    for name, text in parse_qsl(query, keep_blank_values=True):
        if given.get(name) is not None:
            pairs.append((name, given[name]))
        elif not is_placeholder(text):
            pairs.append((name, text))
        elif name in known:
            pairs.append((name, schema.sample([*schema.alternatives(known[name].schema.schema)])))
    return urlencode(pairs)


def _authorized(name: str, value: str, key: str) -> str:
    """Put our key in place of the printed one, and leave the rest as it is printed."""
    if name.lower() != "authorization":
        return value
    scheme, blank, printed_key = value.strip().partition(" ")
    if blank and not printed_key.strip():
        return value
    return f"{scheme} {key}" if blank else key


# ---------------------------------------------------------------------- what is sent
def _body(operation: Operation, text: str, given: Mapping[str, Any]) -> tuple[bytes, Any]:
    found = read(text)
    if not found.readable or not isinstance(found.value, dict | list):
        return text.encode(), None
    nodes = [*schema.alternatives(operation.body.schema.schema)] if operation.body else []
    sent = _filled(found, found.value, "", nodes, given)
    return json.dumps(sent, ensure_ascii=False).encode(), sent


def _filled(
    found: Any,
    value: Any,
    pointer: str,
    nodes: list[Any],
    given: Mapping[str, Any],
    ids: str = "",
) -> Any:
    """Fill in a value; `ids` says what an `id` within it is the id of."""
    if isinstance(value, dict):
        return {
            name: _filled(
                found,
                inner,
                f"{pointer}/{escaped(name)}",
                schema.within(nodes, name),
                given,
                ids if name == "id" else _LISTS.get(name, _NAMING.get(name, "")),
            )
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [
            _filled(found, inner, f"{pointer}/{at}", schema.within(nodes, 0), given, ids)
            for at, inner in enumerate(value)
        ]
    if pointer in found.unsaid:
        return given.get(ids) or schema.sample(nodes)
    if isinstance(value, str):
        return _text(value, nodes, given, ids)
    return value


def _text(value: str, nodes: list[Any], given: Mapping[str, Any], ids: str) -> Any:
    if given.get(ids) is not None and (
        not value or _UUID.fullmatch(value) or is_placeholder(value)
    ):
        return given[ids]
    placeholder = _PLACEHOLDER.fullmatch(value)
    if not placeholder:
        return value
    name = next(filter(None, placeholder.groups()), "")
    return given.get(name) or schema.sample(nodes)


def _form(operation: Operation, parts: tuple[Part, ...], given: Mapping[str, Any]) -> bytes:
    """Write a form; files are made up."""
    written = []
    for part in parts:
        head = f'Content-Disposition: form-data; name="{part.name}"'
        if part.is_file:
            name = part.filename or name_of(part.value.text)
            head += f'; filename="{name}"'
            content = content_of(name)
        elif part.from_file:
            content = b"{}"
        else:
            content = _body(operation, part.value.text, given)[0]
        if part.media_type:
            head += f"\r\nContent-Type: {part.media_type}"
        written.append(f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join((*written, f"--{_BOUNDARY}--\r\n".encode()))
