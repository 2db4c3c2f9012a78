"""What a server receives in place of what was meant, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.curl.request import Request

_LONGEST: Final = 60  # characters of a value that are shown


def difference(received: Request | None, meant: Request | None) -> str:
    """Say how a request differs from what was meant; nothing if it does not."""
    if meant is None:
        return ""
    if received is None:
        return "the shell waits for the closing quote, and nothing is sent"
    told = [*_told(received, meant)]
    return f"the server receives {', '.join(told)}" if told else ""


def _told(received: Request, meant: Request) -> Iterator[str]:
    if received.method != meant.method:
        yield f"`{received.method}` in place of `{meant.method}`"
    if (received.url and received.url.text) != (meant.url and meant.url.text):
        yield f"the URL {_shown(received.url.text)}" if received.url else "no URL"
    yield from _headers(received, meant)
    if (received.body and received.body.text) != (meant.body and meant.body.text):
        yield f"the body {_shown(received.body.text)}" if received.body else "no body"
    yield from _form(received, meant)


def _headers(received: Request, meant: Request) -> Iterator[str]:
    for name, value in meant.headers:
        found = received.header(name)
        if found is None:
            yield f"no header `{name}`"
        elif found != value:
            yield f"the header {_shown(f'{name}: {found}')}"


def _form(received: Request, meant: Request) -> Iterator[str]:
    found = {each.name: each.value.text for each in received.form}
    for each in meant.form:
        if each.name not in found:
            yield f"no part `{each.name}`"
        elif found[each.name] != each.value.text:
            yield f"the part `{each.name}` as {_shown(found[each.name])}"


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"`{cut}`"
