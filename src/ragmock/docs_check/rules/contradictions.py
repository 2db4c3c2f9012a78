"""A rule about answers that contradict themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.comparing.answers import alike, answered
from ragmock.docs_check.model import Severity

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.answers import Answered
    from ragmock.docs_check.comparing.subject import Subject

Json = dict[str, Any]
_SECOND: Final = 1000  # milliseconds
#: Forms of Dify's documents whose segments are texts, and no questions with answers.
_WITHOUT_ANSWERS: Final = ("text_model", "hierarchical_model")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A value that another one beside it contradicts: where, how, and what it would be."""

    pointer: str
    what: str
    expected: str


@rule(
    "contradictory-answer",
    Severity.WARNING,
    "A value in an answer that another one beside it contradicts.",
    example="""
    ## List the documents

    **GET** `/datasets/{dataset_id}/documents`

    ### Response

    ```json
    {"data": [], "has_more": false, "limit": 20, "total": 9, "page": 1}
    ```
    """,
)
def contradictory_answer(subject: Subject) -> Iterator[Found]:
    """Tell each once, also where it stands in every item of a list."""
    for each in answered(subject):
        told: set[str] = set()
        for found in contradictions(each):
            if alike(found.pointer) not in told:
                told.add(alike(found.pointer))
                yield Found(each.span(found.pointer), found.what, expected=found.expected)


def contradictions(each: Answered) -> Iterator[Contradiction]:
    """Compare dates with times, totals with lists, numbers of characters with texts, and so on."""
    for pointer, value in _objects(each.printed.value):
        yield from _dates(pointer, value)
        if not each.is_left_out(f"{pointer}/data"):
            yield from _page(pointer, value)
        yield from _length(pointer, value)
        yield from _form(pointer, value)


def _dates(pointer: str, value: Json) -> Iterator[Contradiction]:
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
            yield Contradiction(f"{pointer}/{name}", what, written)


def _page(pointer: str, value: Json) -> Iterator[Contradiction]:
    """Count the items of a page: all there are, or as many as it takes where there are more."""
    items, total, limit = value.get("data"), value.get("total"), value.get("limit")
    has_more = value.get("has_more")
    if not isinstance(items, list):
        return
    count = len(items)
    is_all = has_more is False and value.get("page") == 1
    if is_all and isinstance(total, int) and total != count:
        what = f"total is {total}, and the only page holds {count}"
        yield Contradiction(f"{pointer}/total", what, str(count))
    elif has_more is True and isinstance(limit, int) and count < limit:
        what = f"there are more, and this page of {limit} holds {count} without dots"
        yield Contradiction(f"{pointer}/has_more", what, "dots behind the last item")


def _length(pointer: str, value: Json) -> Iterator[Contradiction]:
    content, count = value.get("content"), value.get("word_count")
    if isinstance(content, str) and isinstance(count, int) and count != len(content):
        what = f"the content has {len(content)} character{'s' * (len(content) != 1)}"
        yield Contradiction(f"{pointer}/word_count", what, str(len(content)))


def _form(pointer: str, value: Json) -> Iterator[Contradiction]:
    """Find answers in a document of another form than that of questions and answers."""
    form, found = value.get("doc_form"), value.get("data")
    if form not in _WITHOUT_ANSWERS:
        return
    items = found if isinstance(found, list) else [found]
    for number, item in enumerate(items):
        if isinstance(item, dict) and item.get("answer"):
            at = f"{pointer}/data/{number}" if isinstance(found, list) else f"{pointer}/data"
            yield Contradiction(
                f"{at}/answer", f"a document of the form {form} keeps no answers", "null"
            )


def _objects(value: Any, at: str = "") -> Iterator[tuple[str, Json]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        yield at, value
        for name, inner in value.items():
            yield from _objects(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(inner, f"{at}/{number}")
