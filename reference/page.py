"""A reference as Markdown: for each operation what it takes, a call, its answer, its errors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ragmock import contract

from .parameters import parameters
from .playing import Call, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Contract, Operation, Wording
    from ragmock.schemas import Json

    from .parameters import Row
    from .playing import Answer

_NOTICE: Final = "<!-- Written by `make docs`; the contract is openapi.yaml. -->"
_PLACES: Final = {
    "path": "Path parameters",
    "query": "Query parameters",
    "body": "Request body",
    "form": "Form fields",
}


def write(page: Json) -> str:
    """Write a page; refuses with RuntimeError where a call that it prints is refused."""
    known = contract.load()
    operations = {
        each.id: each for each in known.of_provider(page["provider"]) if _is_printed(each, page)
    }
    chapters = {
        title: [each for name, each in operations.items() if name.split(".")[1] == room]
        for room, title in page["chapters"].items()
    }
    with stage(page, operations) as played:
        printed = [each.id for chapter in chapters.values() for each in chapter]
        answers = {name: played.play(name) for name in printed}
    shared = _shared(list(operations.values()))
    general = [each for each in known.wordings.values() if _is_general(each, page)]
    general += [known.wordings[name] for name in shared]
    lines = [
        _NOTICE,
        "",
        f"# {page['title']}",
        "",
        page["words"].replace("{server}", _server(known)),
    ]
    lines += ["## Contents", "", *_contents(chapters), ""]
    for title, chapter in chapters.items():
        lines += [f"## {title}", ""]
        for each in chapter:
            call = Call.of(each, page["requests"].get(each.id, {}))
            lines += _operation(known, each, call, answers[each.id])
            lines += _own_errors(known, each, shared)
    lines += ["## Errors of every call", "", *_errors(general)]
    return "\n".join(lines) + "\n"


def _server(known: Contract) -> str:
    return str(known.document["servers"][0]["url"])


def _shared(operations: list[Operation]) -> list[str]:
    """Name the refusals of every call that needs a key: they are told once."""
    secured = [each.refusals for each in operations if each.secured]
    return [name for name in secured[0] if all(name in each for each in secured)]


def _is_printed(operation: Operation, page: Json) -> bool:
    is_current = not operation.is_alias and operation.deprecated_since is None
    return is_current and operation.id not in page.get("leaves_out", ())


def _is_general(wording: Wording, page: Json) -> bool:
    return wording.general and wording.name.startswith(f"{page['provider']}.")


def _title(operation: Operation) -> str:
    return operation.summary.rstrip(".")


def _contents(chapters: dict[str, list[Operation]]) -> Iterator[str]:
    for title, chapter in chapters.items():
        yield f"- [{title}](#{_anchor(title)})"
        for each in chapter:
            yield f"  - [{_title(each)}](#{_anchor(_title(each))})"
    yield "- [Errors of every call](#errors-of-every-call)"


def _anchor(title: str) -> str:
    """Give the name of a heading in an address, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _operation(known: Contract, operation: Operation, call: Call, answer: Answer) -> Iterator[str]:
    spec = known.document["paths"][operation.path][operation.method.lower()]
    yield from (f"### {_title(operation)}", "", f"`{operation.method} {operation.path}`", "")
    if description := spec.get("description"):
        yield from (description, "")
    if operation.note:
        yield from (f"> {operation.note}.", "")
    found = parameters(known.document, operation.path, operation.method.lower())
    for place, rows in found.items():
        yield from (f"#### {_PLACES[place]}", "", *_table(rows), "")
    yield from ("#### Request", "", "```bash", *_curl(operation, call, _server(known)), "```", "")
    yield from (f"#### Response ({answer.status})", "")
    if answer.body is None:
        yield from ("No body.", "")
    else:
        written = json.dumps(answer.body, indent=2, ensure_ascii=False)
        yield from ("```json", written, "```", "")


def _own_errors(known: Contract, operation: Operation, shared: list[str]) -> Iterator[str]:
    own = [known.wordings[name] for name in operation.refusals if name not in shared]
    if own := [each for each in own if not each.general]:
        yield from ("#### Errors", "", *_errors(own), "")


def _table(rows: list[Row]) -> Iterator[str]:
    yield "| Name | Type | Required | Description |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        required = "Yes" if row.required else "No"
        yield f"| `{row.name}` | {row.kind} | {required} | {_cell(row.words)} |"


def _errors(wordings: list[Wording]) -> Iterator[str]:
    yield "| Status | Code | Message | When |"
    yield "| --- | --- | --- | --- |"
    for each in sorted(wordings, key=lambda each: (each.status, str(each.template.get("code")))):
        said = each.say()
        yield f"| {each.status} | `{said['code']}` | {_cell(said['message'])} | {each.summary} |"


def _cell(text: str) -> str:
    """Write a text into a cell: on one line, with nothing that ends the cell."""
    first, _, more = text.partition("\n")
    shown = f"{first} ..." if more else first
    return shown.replace("|", "\\|")


def _curl(operation: Operation, call: Call, server: str) -> Iterator[str]:
    words = [f"curl --request {call.method} '{server}{call.target}'"]
    if operation.secured:
        words.append("--header 'Authorization: Bearer {api_key}'")
    if call.json is not None:
        words.append("--header 'Content-Type: application/json'")
        words.append(f"--data {_quoted(json.dumps(call.json, indent=2, ensure_ascii=False))}")
    for part, value in (call.form or {}).items():
        is_file = part == "file"
        said = f"@{value['name']}" if is_file else json.dumps(value, ensure_ascii=False)
        words.append(f"--form {_quoted(f'{part}={said}')}")
    *others, last = words
    yield from (f"{each} \\" for each in others)
    yield last


def _quoted(text: str) -> str:
    """Write a text as one word of a shell, always within quotes."""
    inside = text.replace("'", "'\\''")
    return f"'{inside}'"
