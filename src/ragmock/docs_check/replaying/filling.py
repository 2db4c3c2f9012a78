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
    from ragmock.docs_check.printed.reading import Printed

Json = Any
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
    "metadata_list": "metadata_id",  # of its items
}


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
        content, sent = _form(operation, request.form, given)
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


def _parameter(node: Json, name: str, text: str, given: Mapping[str, Any]) -> Json:
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
    if not blank and scheme.startswith("$"):  # a variable may hold all of it
        return f"Bearer {key}"
    return f"{scheme} {key}" if blank else key


# ---------------------------------------------------------------------- what is sent
def _body(operation: Operation, text: str, given: Mapping[str, Any]) -> tuple[bytes, Json]:
    found = read(text)
    if not found.readable or not isinstance(found.value, dict | list):
        return text.encode(), None
    nodes = [*schema.alternatives(operation.body.schema.schema)] if operation.body else []
    sent = _Filling(found, given).value(found.value, "", nodes, "")
    return json.dumps(sent, ensure_ascii=False).encode(), sent


@dataclass(frozen=True)
class _Filling:
    """Fills in what the JSON of a body leaves open."""

    found: Printed
    given: Mapping[str, Any]

    def value(self, value: Json, pointer: str, nodes: list[Json], ids: str) -> Json:
        """Fill in a value; `ids` says what an `id` within it, or itself, is the id of."""
        if isinstance(value, dict):
            return {
                name: self._field(name, each, pointer, nodes, ids) for name, each in value.items()
            }
        if isinstance(value, list):
            below = schema.within(nodes, 0)
            return [
                self.value(each, f"{pointer}/{at}", below, ids) for at, each in enumerate(value)
            ]
        if pointer in self.found.unsaid:
            return self.given.get(ids) or schema.sample(nodes)
        return self._text(value, nodes, ids) if isinstance(value, str) else value

    def _field(self, name: str, value: Json, pointer: str, nodes: list[Json], ids: str) -> Json:
        named = ids if name == "id" else _NAMING.get(name, "")
        return self.value(value, f"{pointer}/{escaped(name)}", schema.within(nodes, name), named)

    def _text(self, text: str, nodes: list[Json], ids: str) -> Json:
        placeholder = _PLACEHOLDER.fullmatch(text)
        known = self.given.get(ids)
        if known is not None and (not text or placeholder or _UUID.fullmatch(text)):
            return known
        if not placeholder:
            return text
        name = next(filter(None, placeholder.groups()), "")
        return self.given.get(name) or schema.sample(nodes)


def _form(
    operation: Operation, parts: tuple[Part, ...], given: Mapping[str, Any]
) -> tuple[bytes, Json]:
    """Write a form, whose files are made up; tell what its parts say in JSON."""
    written = []
    sent = {}
    for part in parts:
        head = f'Content-Disposition: form-data; name="{part.name}"'
        if part.is_file:
            name = part.filename or name_of(part.value.text)
            head += f'; filename="{name}"'
            content = content_of(name)
        elif part.from_file:
            content = b"{}"
        else:
            content, sent[part.name] = _body(operation, part.value.text, given)
        if part.media_type:
            head += f"\r\nContent-Type: {part.media_type}"
        written.append(f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join((*written, f"--{_BOUNDARY}--\r\n".encode())), sent
