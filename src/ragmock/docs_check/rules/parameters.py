"""Rules about the parameters that lists and tables describe."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.parameters import compared
from ragmock.docs_check.model import Severity, Where

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.known import Known
    from ragmock.docs_check.comparing.parameters import Pair
    from ragmock.docs_check.comparing.subject import Subject

#: What documents call the types of JSON; the first that fits is it.
_TYPES: Final = (
    (r".*\blist\b.*|.*\barray\b.*|.*\[\]", {"array"}),
    (r".*\bjson\b.*", {"object", "string"}),
    (r"str|string|text|uuid|varchar|enum", {"string"}),
    (r"int|integer|long", {"integer"}),
    (r"number|float|double|decimal", {"number", "integer"}),
    (r"bool|boolean", {"boolean"}),
    (r"object|dict|map", {"object"}),
    (r"file|binary|multipart/form-data", {"file"}),
)
#: Those that JSON Schema and OpenAPI have, and what they are called in place of the others.
_PROPER: Final = {
    "str": "string",
    "text": "string",
    "int": "integer",
    "bool": "boolean",
    "double": "number",
    "float": "number",
    "dict": "object",
    "list": "array",
    "object list": "array[object]",
}

_DATASET: Final = """
    ## Create a dataset

    **POST** `/datasets`

    #### Request Body

"""
_LIST: Final = """
    ## List the datasets

    **GET** `/datasets`

    #### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
"""
_OTHERS: Final = """
    - **description** (string): What is in it
    - **indexing_technique** (string): How it is indexed
    - **permission** (string): Who may see it
    - **provider** (string): Where it is
    - **external_knowledge_api_id** (string): Which API
    - **external_knowledge_id** (string): Which of its datasets
    - **embedding_model** (string): Which model
    - **embedding_model_provider** (string): Of whom
    - **retrieval_model** (object): How it is searched
"""


@rule(
    "unknown-parameter",
    Severity.ERROR,
    "A parameter that the operation does not have.",
    example=f"{_LIST}    - **limit** (integer): How many\n    - **sort** (string): The order\n",
)
def unknown_parameter(subject: Subject) -> Iterator[Found]:
    """Name the one that was meant, if one is near."""
    for each in compared(subject):
        for pair in each.pairs:
            # a list without a part of the request may as well be of something else
            if pair.known is None and (pair.described.where or pair.near):
                what = f"{each.operation.method} {each.operation.path} has no {pair.described.name}"
                meant = pair.near.leaf if pair.near else ""
                yield Found(pair.described.span, what, expected=meant, suggestion=meant)


@rule(
    "misplaced-parameter",
    Severity.ERROR,
    "A field that the operation has within another field, or not within one.",
    example=f"{_DATASET}    - **name** (string): The name{_OTHERS}"
    "    - **top_k** (integer): How many are found\n",
)
def misplaced_parameter(subject: Subject) -> Iterator[Found]:
    """Say where it belongs."""
    for each in compared(subject):
        for pair in each.pairs:
            if pair.known and pair.misplaced:
                what = f"{pair.described.name} stands elsewhere in the request"
                yield Found(pair.described.span, what, expected=pair.known.name)


@rule(
    "missing-parameter",
    Severity.ERROR,
    "A parameter that must be sent, and is not described beside the others.",
    example=f"{_DATASET}{_OTHERS}",
)
def missing_parameter(subject: Subject) -> Iterator[Found]:
    """Say which one, at the title of the section."""
    for each in compared(subject):
        if each.topic.section.names_all:
            for known in each.undescribed():
                if known.required:
                    what = f"{known.name} must be sent, and is not described"
                    yield Found(each.topic.section.span, what, expected=_described(known))


@rule(
    "undescribed-parameter",
    Severity.INFO,
    "A parameter that may be sent, and is not described beside the others.",
    example=_LIST,
)
def undescribed_parameter(subject: Subject) -> Iterator[Found]:
    """Say which ones, at the title of the section."""
    for each in compared(subject):
        optional = [known.name for known in each.undescribed() if not known.required]
        if optional and each.topic.section.names_all:
            names = ", ".join(optional)
            what = f"{each.operation.method} {each.operation.path} also takes {names}"
            yield Found(each.topic.section.span, what, expected=names)


@rule(
    "wrong-place",
    Severity.ERROR,
    "A parameter described in another part of the request than it belongs to.",
    example="""
    ## List the datasets

    **GET** `/datasets`

    #### Request Body

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
    - **limit** (integer): How many
    """,
)
def wrong_place(subject: Subject) -> Iterator[Found]:
    """Say which part it is; a form and a body are one."""
    for pair in _pairs(subject):
        said, meant = pair.described.where, pair.known.where
        if said and said != meant and not {said, meant} <= {Where.FORM, Where.BODY}:
            what = f"{pair.described.name} is no parameter of the {said}"
            yield Found(pair.described.span, what, expected=meant)


@rule(
    "wrong-type",
    Severity.ERROR,
    "A parameter with another type than the contract has.",
    example=f"{_LIST}    - **limit** (boolean): How many\n",
)
def wrong_type(subject: Subject) -> Iterator[Found]:
    """Compare types, whatever they are called."""
    for pair in _pairs(subject):
        said = _types_of(pair.described.type)
        if said and pair.known.types and not said & _with_files(pair.known.types):
            meant = " or ".join(sorted(pair.known.types))
            what = f"{pair.described.name} is no {pair.described.type}"
            span = pair.described.type_span or pair.described.span
            yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "improper-type",
    Severity.INFO,
    "A type with a name that JSON Schema does not have.",
    example=f"{_DATASET}    - **name** (text): The name{_OTHERS}",
)
def improper_type(subject: Subject) -> Iterator[Found]:
    """Say what it is called."""
    for pair in _pairs(subject):
        said = (pair.described.type or "").strip("`* ").lower()
        if (meant := _PROPER.get(said)) and pair.described.type_span:
            what = f"JSON Schema has no type {said}"
            if _types_of(said) & _with_files(pair.known.types or frozenset(_types_of(said))):
                yield Found(pair.described.type_span, what, expected=meant, suggestion=meant)


@rule(
    "wrong-required",
    Severity.ERROR,
    "A parameter that is said to be optional and must be sent.",
    example=f"{_DATASET}    - **name** (string): The name (optional){_OTHERS}",
)
def wrong_required(subject: Subject) -> Iterator[Found]:
    """Find what fails without it."""
    for pair in _pairs(subject):
        if pair.described.required is False and pair.known.required and not pair.misplaced:
            span = pair.described.required_span or pair.described.span
            what = f"{pair.described.name} must be sent"
            yield Found(span, what, expected="required", suggestion="required")


@rule(
    "needless-required",
    Severity.WARNING,
    "A parameter that is said to be required and may be left out.",
    example=f"{_LIST}    - **limit** (integer): How many (required)\n",
)
def needless_required(subject: Subject) -> Iterator[Found]:
    """Find what may be left out."""
    for pair in _pairs(subject):
        if pair.described.required and not pair.known.required:
            span = pair.described.required_span or pair.described.span
            what = f"{pair.described.name} may be left out"
            yield Found(span, what, expected="optional", suggestion="optional")


@rule(
    "unmarked-optional",
    Severity.INFO,
    "A parameter that may be left out and is not marked so, beside others that are.",
    example=f"{_LIST.replace('Which page', 'Which page (optional)')}"
    "    - **limit** (integer): How many (optional)\n",
)
def unmarked_optional(subject: Subject) -> Iterator[Found]:
    """Find the one that is not marked in a list where others are."""
    for each in compared(subject):
        marks = {pair.described.where for pair in each.pairs if pair.described.required is False}
        for pair in each.pairs:
            said, known = pair.described, pair.known
            if (
                known
                and not known.required
                and said.required is None
                and said.where in marks
                and "." not in said.name
            ):
                what = f"{said.name} may be left out, and is not marked as others are"
                yield Found(said.span, what, expected="(optional)")


@rule(
    "wrong-default",
    Severity.WARNING,
    "A default that is not the contract's.",
    example=f"{_LIST}    - **limit** (integer): How many, default 10\n",
)
def wrong_default(subject: Subject) -> Iterator[Found]:
    """Compare the default, where the contract has one; what must be sent has none."""
    for pair in _pairs(subject):
        said, known = pair.described, pair.known
        if said.default is None or pair.misplaced:
            continue
        span = said.default_span or said.span
        if known.default is not None and _plain(said.default) != _plain(known.default):
            meant = _plain(known.default)
            what = f"the default of {said.name} is another"
            yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "needless-default",
    Severity.WARNING,
    "A default of a parameter that the contract has none for.",
    example="""
    ## Update a dataset

    **PUT** `/api/v1/dataset/{dataset_id}`

    #### Request Body

    - **permission** (string): Who may see it, default: me
    """,
)
def needless_default(subject: Subject) -> Iterator[Found]:
    """Find a default where nothing, or no value, comes of leaving it out."""
    for pair in _pairs(subject):
        said, known = pair.described, pair.known
        if said.default is None or known.default is not None:
            continue
        if known.required or (pair.known.where == Where.BODY and _changes(subject, pair)):
            span = said.default_span or said.span
            why = "it must be sent" if known.required else "what is not sent stays as it is"
            yield Found(span, f"{said.name} has no default: {why}", expected="no default")


@rule(
    "wrong-limit",
    Severity.WARNING,
    "A limit that is not the contract's.",
    example=f"{_LIST}    - **limit** (integer): How many, range 1-50\n",
)
def wrong_limit(subject: Subject) -> Iterator[Found]:
    """Compare the limits, where the contract has them."""
    for pair in _pairs(subject):
        said, known = pair.described, pair.known
        wrong = (known.minimum is not None and said.minimum not in (None, known.minimum)) or (
            known.maximum is not None and said.maximum not in (None, known.maximum)
        )
        if wrong and said.limits_span:
            yield Found(said.limits_span, f"{said.name} has other limits", expected=_range(known))


@rule(
    "unsaid-limit",
    Severity.INFO,
    "A text that may have so many characters, which is not said.",
    example=f"{_DATASET}    - **name** (string): The name{_OTHERS}",
)
def unsaid_limit(subject: Subject) -> Iterator[Found]:
    """Say how many."""
    for pair in _pairs(subject):
        said, known = pair.described, pair.known
        if known.maximum is not None and said.maximum is None and "string" in known.types:
            what = f"{said.name} has {known.maximum:.0f} characters at most"
            yield Found(said.span, what, expected=f"at most {known.maximum:.0f} characters")


@rule(
    "unknown-choice",
    Severity.ERROR,
    "A value that the contract does not allow.",
    example=f"{_DATASET}    - **name** (string): The name, fewer than 41 characters"
    + _OTHERS.replace(
        "Who may see it\n",
        "Who may see it\n      - `only_me`\n      - `all_team_members`\n"
        "      - `partial_members`\n      - `everybody`\n",
    ),
)
def unknown_choice(subject: Subject) -> Iterator[Found]:
    """Name those that it allows."""
    for pair in _pairs(subject):
        for choice, span in pair.described.choices:
            if pair.known.choices and choice not in pair.known.choices:
                what = f"{pair.described.name} cannot be {choice}"
                yield Found(span, what, expected=", ".join(pair.known.choices))


@rule(
    "missing-choice",
    Severity.WARNING,
    "A list of values that lacks one of the contract's.",
    example=f"{_DATASET}    - **name** (string): The name, fewer than 41 characters"
    + _OTHERS.replace(
        "Who may see it\n", "Who may see it\n      - `only_me`\n      - `all_team_members`\n"
    ),
)
def missing_choice(subject: Subject) -> Iterator[Found]:
    """Name those that are left out."""
    for pair in _pairs(subject):
        named = {choice for choice, _ in pair.described.choices}
        left = [each for each in pair.known.choices if each not in named]
        if named and left and named & set(pair.known.choices):
            names = ", ".join(left)
            what = f"{pair.described.name} can also be {names}"
            yield Found(pair.described.span, what, expected=names)


class _Known:
    """A pair whose parameter the contract has."""

    def __init__(self, pair: Pair, known: Known) -> None:
        self.described = pair.described
        self.misplaced = pair.misplaced
        self.known = known


def _pairs(subject: Subject) -> Iterator[_Known]:
    for each in compared(subject):
        for pair in each.pairs:
            if pair.known:
                yield _Known(pair, pair.known)


def _changes(subject: Subject, pair: _Known) -> bool:
    """Tell whether a parameter is one of a call that changes a thing."""
    return any(
        pair.described in topic.section.parameters
        and topic.operation is not None
        and topic.operation.method in ("PUT", "PATCH")
        for topic in subject.topics
    )


def _types_of(printed: str | None) -> set[str]:
    bare = (printed or "").strip("`* ").lower()
    return next((types for each, types in _TYPES if re.fullmatch(each, bare)), set())


def _with_files(types: frozenset[str]) -> frozenset[str]:
    """A file is sent as text of a form, and a part of a form may be JSON."""
    return types | ({"string"} if "file" in types else set())


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\n", "\\n").strip("`'\"")
    return json.dumps(value)


def _range(known: Known) -> str:
    least, most = known.minimum, known.maximum
    if least is not None and most is not None:
        return f"{least:g} to {most:g}"
    return f"at most {most:g}" if most is not None else f"at least {least:g}"


def _described(known: Known) -> str:
    return f"{known.name} ({' or '.join(sorted(known.types)) or 'any'}) in the {known.where}"
