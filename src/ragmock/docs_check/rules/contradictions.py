"""A rule about answers that contradict themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.comparing.answers import answered
from ragmock.docs_check.model import Severity

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.answers import Answered
    from ragmock.docs_check.comparing.subject import Subject

Json = dict[str, Any]
_SECOND: Final = 1000  # milliseconds


@rule(
    "contradictory-answer",
    Severity.WARNING,
    "A value in an answer that another one beside it contradicts.",
    example="""
    ## List the documents

    **GET** `/datasets/{dataset_id}/documents`

    #### Response

    ```json
    {"data": [], "has_more": false, "limit": 20, "total": 9, "page": 1}
    ```
    """,
)
def contradictory_answer(subject: Subject) -> Iterator[Found]:
    """Compare dates with times, totals with lists, and numbers of characters with texts."""
    for each in answered(subject):
        for pointer, value in _objects(each.printed.value):
            yield from _dates(each, pointer, value)
            yield from _total(each, pointer, value)
            yield from _length(each, pointer, value)


def _dates(each: Answered, pointer: str, value: Json) -> Iterator[Found]:
    for name, date in value.items():
        time = value.get(f"{name.removesuffix('_date')}_time")
        if not name.endswith("_date") or not isinstance(date, str) or not isinstance(time, int):
            continue
        try:
            said = parsedate_to_datetime(date)
            meant = datetime.fromtimestamp(time // _SECOND, UTC)
        except (ValueError, OverflowError, OSError):
            continue
        if said != meant:
            written = meant.strftime("%a, %d %b %Y %H:%M:%S GMT")
            what = f"{time} beside it is another time than {name}"
            yield Found(each.span(f"{pointer}/{name}"), what, expected=written)


def _total(each: Answered, pointer: str, value: Json) -> Iterator[Found]:
    items, total = value.get("data"), value.get("total")
    if not isinstance(items, list) or not isinstance(total, int):
        return
    is_all = value.get("has_more") is False and value.get("page") == 1
    if is_all and total != len(items) and not each.is_left_out(f"{pointer}/data"):
        what = f"total is {total}, and the only page holds {len(items)}"
        yield Found(each.span(f"{pointer}/total"), what, expected=str(len(items)))


def _length(each: Answered, pointer: str, value: Json) -> Iterator[Found]:
    content, count = value.get("content"), value.get("word_count")
    if isinstance(content, str) and isinstance(count, int) and count != len(content):
        what = f"the content has {len(content)} character{'s' * (len(content) != 1)}"
        yield Found(each.span(f"{pointer}/word_count"), what, expected=str(len(content)))


def _objects(value: Any, at: str = "") -> Iterator[tuple[str, Json]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        yield at, value
        for name, inner in value.items():
            yield from _objects(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(inner, f"{at}/{number}")
