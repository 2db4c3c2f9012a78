"""A request that both sides met, and whether they gave the same answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from jsonschema import Draft4Validator

from ragmock.contract import MULTIPART
from ragmock.domain.errors import NoSuchThing
from ragmock.rejections import (
    MalformedData,
    NoKey,
    NoSuchRoute,
    TooLarge,
    UnknownKey,
    UnreadableBody,
    WrongMediaType,
    WrongMethod,
    WrongScheme,
)
from ragmock.schemas import resolve
from ragmock.world import providers

if TYPE_CHECKING:
    import httpx

    from ragmock.contract import Contract, Operation
    from ragmock.domain.errors import Refusal

    from .sides import Told

#: What connexion answers to what we refuse before any handler is asked.
STATUSES: dict[type[Refusal], int] = {
    NoSuchRoute: 404,
    WrongMethod: 405,
    NoKey: 401,
    WrongScheme: 401,
    UnknownKey: 401,
    UnreadableBody: 400,
    WrongMediaType: 415,
    TooLarge: 413,
    MalformedData: 400,
}


@dataclass(frozen=True)
class Met:
    """A request, and what became of it on both sides."""

    request: httpx.Request
    operation: Operation | None
    ours: Told
    plain: Told
    contract: Contract = field(repr=False)

    def __str__(self) -> str:
        """Say what was sent, and what each side told."""
        sent = f"{self.request.method} {self.request.url.raw_path.decode()} {self.content[-300:]!r}"
        return f"{sent} {self.request.headers}\n  ours: {self.ours}\n  connexion: {self.plain}"

    @property
    def agrees(self) -> bool:
        """Whether both gave the same answer.

        A handler's is the same to the last value. Before it, connexion has its own words: there
        both refuse, and with the status that the refusal means in HTTP.
        """
        if self.ours.reached or self.plain.reached or self.plain.refusal:
            return self.ours == self.plain
        return self.ours.refusal is not None and self.plain.status in self._meant

    @property
    def _meant(self) -> set[int]:
        meant = set()
        for provider in providers(self.contract.providers).values():
            for kind, status in STATUSES.items():
                if self.ours.refusal in provider.words.get(kind, ()):
                    meant.add(status)
        # `Malformed`, which each product tells in many ways, RAGFlow with 200
        return meant or {400 if self.ours.status == 200 else self.ours.status}

    @property
    def path(self) -> str:
        """The path as a server hands it on."""
        return unquote(self.request.url.raw_path.decode().partition("?")[0])

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query."""
        return parse_qsl(self.request.url.query.decode(), keep_blank_values=True)

    @property
    def sends_empty(self) -> bool:
        """Whether a parameter is sent without a value, where that counts as not sent."""
        parameters = self.operation.parameters if self.operation else ()
        return any((each.name, "") in self.query for each in parameters if each.may_be_empty)

    @property
    def content(self) -> bytes:
        """The body, but for one that came in chunks."""
        return b"" if "Transfer-Encoding" in self.request.headers else self.request.read()

    @property
    def sent_as(self) -> str:
        """Its media type as it was sent, with all that stands behind it."""
        return self.request.headers.get("content-type", "")

    @property
    def takes(self) -> str:
        """The media type that the operation takes; nothing where it takes no body."""
        body = self.operation.body if self.operation else None
        return body.media_type if body else ""

    @property
    def is_object(self) -> bool:
        """Whether the body is a JSON object."""
        try:
            return isinstance(json.loads(self.content), dict)
        except ValueError:
            return False

    @property
    def is_other_text(self) -> bool:
        """Whether the body is not in UTF-8, or is said to be in another charset, or has a mark."""
        charset = re.search(r"charset=(\S+)", self.sent_as)
        try:
            text = self.content.decode("utf-8")
        except UnicodeDecodeError:
            return True
        return text.startswith("\ufeff") or bool(charset and charset[1].lower() != "utf-8")

    @property
    def misfits(self) -> bool:
        """Whether the part `data` of a form is JSON that does not fit its schema."""
        part = re.search(rb'name="data"\r\n\r\n(.*?)\r\n--', self.content, re.DOTALL)
        if self.takes != MULTIPART or not part:
            return False
        schema = self.operation.body.schema.schema["properties"]["data"]
        return not Draft4Validator(schema).is_valid(json.loads(part[1]))

    @property
    def is_refused_later(self) -> bool:
        """Whether ours refused, and the handler may refuse what the validator passes over.

        That is what the contract marks `x-refused-later`, and of a form all but its part `data`.
        """
        if not (self.ours.refusal and self.takes):
            return False
        item = self.contract.document["paths"][self.operation.path]
        marked = _holds_mark(item[self.operation.method.lower()]["requestBody"], self.contract)
        return marked or self.takes == MULTIPART

    def is_refused(self, kind: type[Refusal]) -> bool:
        """Tell whether ours refused before a handler was asked, and for this."""
        return not self.ours.reached and self.ours.refusal in self._names(kind)

    def is_missing(self) -> bool:
        """Tell whether ours found that what the request is about is not there."""
        return self.ours.refusal in self._names(NoSuchThing)

    def _names(self, kind: type[Refusal]) -> set[str]:
        """Name the refusals of a kind in the words of all products."""
        known = providers(self.contract.providers).values()
        return {
            name
            for each in known
            for one, names in each.words.items()
            for name in names
            if issubclass(one, kind)
        }


def _holds_mark(node: object, contract: Contract) -> bool:
    """Tell whether something in a part of the contract is `x-refused-later`."""
    if isinstance(node, list):
        return any(_holds_mark(each, contract) for each in node)
    if not isinstance(node, dict):
        return False
    if "$ref" in node:
        return _holds_mark(resolve(node["$ref"], contract.document), contract)
    return "x-refused-later" in node or _holds_mark(list(node.values()), contract)
