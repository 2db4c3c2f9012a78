"""Servers that answer otherwise than the fake behind them, each in one named way."""

import json
import re
from dataclasses import dataclass, replace
from functools import cache

import httpx

from ragmock import contract


@dataclass(frozen=True)
class Said:
    """An answer on its way out."""

    status: int
    media_type: str
    body: object  # JSON, or None

    @property
    def refuses(self):
        code = self.body.get("code") if isinstance(self.body, dict) else None
        return self.status >= 400 or code not in (None, 0)


BROKEN = "the connection"  # what is said instead of an answer


class Altered:
    """A server that alters what some operations answer; what it alters, it notes."""

    def __init__(self, ways):
        self._ways = ways  # what alters an answer, by the operation
        self.altered = []

    def __call__(self, _world, app):
        """Stand before an application."""

        async def run(scope, receive, send):
            await self._run(app, operation_of(scope), scope, receive, send)

        return run

    async def _run(self, app, operation, scope, receive, send):
        if operation not in self._ways:
            await app(scope, receive, send)
            return
        messages = []

        async def keep(message):
            messages.append(message)

        await app(scope, receive, keep)
        if told := self._ways[operation](_read(messages)):
            self.altered.append(operation)
            if told is BROKEN:
                raise httpx.ReadError("the connection was broken")
            messages = _written(told)
        for message in messages:
            await send(message)


class Undone:
    """A server that answers one operation as it should, and has not done it."""

    def __init__(self, operation):
        self._operation = operation
        self.altered = []

    def __call__(self, world, app):
        """Stand before an application."""

        async def run(scope, receive, send):
            if operation_of(scope) != self._operation:
                await app(scope, receive, send)
                return
            self.altered.append(self._operation)
            world.save("before")
            await app(scope, receive, send)
            world.restore("before")

        return run


@cache
def _paths():
    """Give the operations; of paths that match, the one with the fewest blanks is meant."""
    ordered = sorted(contract.load().operations.values(), key=lambda each: each.path.count("{"))
    return [(each, re.compile(re.sub(r"{\w+}", "[^/]+", each.path))) for each in ordered]


def operation_of(scope):
    return next(
        (
            each.id
            for each, path in _paths()
            if each.method == scope["method"] and path.fullmatch(scope["path"])
        ),
        None,
    )


def _read(messages):
    content = b"".join(each.get("body", b"") for each in messages)
    media_type = dict(messages[0]["headers"]).get(b"content-type", b"").decode()
    return Said(messages[0]["status"], media_type, json.loads(content) if content else None)


def _written(said):
    content = b"" if said.body is None else json.dumps(said.body).encode()
    headers = [(b"content-type", said.media_type.encode())] if said.media_type else []
    return [
        {"type": "http.response.start", "status": said.status, "headers": headers},
        {"type": "http.response.body", "body": content},
    ]


# ---------------------------------------------------------------------------- kinds of alterations
# Each takes what the fake said and gives what is said instead, or None where it alters nothing.
def another_status(said):
    return None if said.refuses else replace(said, status=202)


def another_status_of_a_refusal(said):
    return replace(said, status=418) if said.status >= 400 else None


def a_field_too_many(said):
    return (
        replace(said, body={**said.body, "colour": "red"}) if isinstance(said.body, dict) else None
    )


def another_media_type(said):
    return replace(said, media_type="text/plain") if said.body is not None else None


def other_words(said):
    return _in_refusal(said, ("message", "error"), "Nobody knows why.")


def another_code(said):
    return _in_refusal(said, ("code",), "no_idea" if said.status >= 400 else 199)


def a_code_that_is_text(said):
    return _in_refusal(said, ("code",), ["a", "list"])


def a_refusal_without_words(said):
    name = next((each for each in ("message", "error") if each in (said.body or ())), None)
    if not said.refuses or name is None:
        return None
    return replace(said, body={key: value for key, value in said.body.items() if key != name})


def _in_refusal(said, names, value):
    name = next((each for each in names if each in (said.body or ())), None)
    return replace(said, body={**said.body, name: value}) if said.refuses and name else None


def a_body_too_many(said):
    return replace(said, body={}, media_type="application/json") if said.body is None else None


def in_an_envelope(said):
    return None if said.body is None else replace(said, body=[said.body])


def items_in_another_order(said):
    # not of `doc_metadata`: nothing sorts them
    return _in_list(said, lambda items: items[::-1], ("data", "fields"))


def an_item_missing(said):
    return _in_list(said, lambda items: items[:-1])


def an_item_twice(said):
    return _in_list(said, lambda items: [*items, items[-1]])


def _in_list(said, change, names=("data", "fields", "doc_metadata")):
    """Change the list that an answer is about, if it has more than one item."""
    body = said.body if isinstance(said.body, dict) else {}
    for name in names:
        if isinstance(body.get(name), list) and len(body[name]) > 1:
            return replace(said, body={**body, name: change(body[name])})
    return None


def more_pages_than_there_are(said):
    return _in_body(said, "has_more", lambda value: not value)


def another_total(said):
    return _in_body(said, "total", lambda value: value + 1)


def a_total_that_is_text(said):
    return _in_body(said, "total", str)


def another_page(said):
    return _in_body(said, "page", lambda value: value + 1)


def _in_body(said, name, change):
    if not isinstance(said.body, dict) or name not in said.body:
        return None
    return replace(said, body={**said.body, name: change(said.body[name])})


def a_status_that_fails(said):
    body = {"code": "internal_server_error", "message": "Oops.", "status": 500}
    return None if said.refuses else Said(500, "application/json", body)


def no_answer(_said):
    return BROKEN


#: Those after which a scenario goes on as if nothing had been.
HARMLESS = [
    *(another_status, another_status_of_a_refusal, a_field_too_many, another_media_type),
    *(other_words, another_code, a_code_that_is_text, a_refusal_without_words, a_body_too_many),
    *(more_pages_than_there_are, another_total, a_total_that_is_text, another_page),
    *(an_item_missing, an_item_twice, items_in_another_order),
]
#: Those that take something away that later steps need.
HARMFUL = [in_an_envelope, a_status_that_fails, no_answer]
