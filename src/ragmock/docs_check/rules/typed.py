"""Rules about the types of parameters, and the values that they may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Severity, Where

from .examples import CHOICES, DATASET, LIST, OTHERS
from .pairs import known_pairs
from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.known import Known
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
#: What JSON Schema and OpenAPI call others. `bool`, `int` and `double` mislead nobody.
_PROPER: Final = {
    "str": "string",
    "text": "string",
    "dict": "object",
    "list": "array",
    "object list": "array[object]",
}


@rule(
    "wrong-type",
    Severity.ERROR,
    "A parameter with another type than the contract has.",
    example=f"{LIST}    - **limit** (boolean): How many\n",
)
def wrong_type(subject: Subject) -> Iterator[Found]:
    """Compare types, whatever they are called."""
    for pair in known_pairs(subject):
        said = types_of(pair.described.type)
        is_wrong = said and pair.known.types and not said & with_files(pair.known.types)
        if is_wrong and not _is_repeatable(pair.known):
            meant = " or ".join(sorted(pair.known.types))
            what = f"{pair.described.name} is no {pair.described.type}"
            span = pair.described.type_span or pair.described.span
            yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "repeatable-parameter",
    Severity.INFO,
    "A parameter of the query that may be given several times, described as one value.",
    example="""
    ## List the chunks

    **GET** `/datasets/{dataset_id}/documents/{document_id}/segments`

    ### Query Parameters

    - **keyword** (string): Part of the text
    - **status** (string): The stage
    - **page** (integer): Which page
    - **limit** (integer): How many
    """,
)
def repeatable_parameter(subject: Subject) -> Iterator[Found]:
    """Find it by its type: one value is right, and is not all."""
    for pair in known_pairs(subject):
        said = types_of(pair.described.type)
        if said and "array" not in said and _is_repeatable(pair.known):
            what = f"{pair.described.name} may be given several times"
            yield Found(pair.described.type_span or pair.described.span, what, expected="array")


@rule(
    "improper-type",
    Severity.INFO,
    "A type with a name that JSON Schema does not have.",
    example=f"{DATASET}    - **name** (text): The name, at most 40 characters{OTHERS}",
)
def improper_type(subject: Subject) -> Iterator[Found]:
    """Say what it is called."""
    for pair in known_pairs(subject):
        said = (pair.described.type or "").strip("`* ").lower()
        if (meant := _PROPER.get(said)) and pair.described.type_span:
            what = f"JSON Schema has no type {said}"
            if types_of(said) & with_files(pair.known.types or frozenset(types_of(said))):
                yield Found(pair.described.type_span, what, expected=meant, suggestion=meant)


@rule(
    "untyped-parameter",
    Severity.INFO,
    "A parameter without a type, beside others that have one.",
    example=f"{LIST}    - **limit**: How many\n",
)
def untyped_parameter(subject: Subject) -> Iterator[Found]:
    """Say which type it has."""
    pairs = list(known_pairs(subject))
    typed = {pair.operation.id for pair in pairs if pair.described.type}
    for pair in pairs:
        if pair.described.type is None and pair.operation.id in typed and pair.known.types:
            meant = " or ".join(sorted(pair.known.types))
            what = f"the type of {pair.described.name} is not said"
            yield Found(pair.described.span, what, expected=meant)


@rule(
    "unsaid-choices",
    Severity.INFO,
    "A parameter with a few values that are allowed, which are not all named.",
    example=f"{DATASET}    - **name** (string): The name, at most 40 characters"
    + OTHERS.replace("(`high_quality` or `economy`)", "(`economy`)"),
)
def unsaid_choices(subject: Subject) -> Iterator[Found]:
    """Name those that are not named in its words."""
    # where names were lost, the values stand somewhere else too
    everywhere = "" if _names_all(subject) else subject.document.text
    for pair in known_pairs(subject):
        words = pair.described.words + everywhere
        left = [each for each in pair.known.choices if each not in words]
        if left and not pair.described.choices:
            names = ", ".join(left)
            all_left = len(left) == len(pair.known.choices)
            what = f"{pair.described.name} can {'' if all_left else 'also '}be {names}"
            yield Found(pair.described.span, what, expected=names)


@rule(
    "unknown-choice",
    Severity.ERROR,
    "A value that the contract does not allow.",
    example=f"{DATASET}    - **name** (string): The name, at most 40 characters"
    + OTHERS.replace(
        CHOICES,
        "Who may see it\n      - `only_me`\n      - `all_team_members`\n"
        "      - `partial_members`\n      - `everybody`\n",
    ),
)
def unknown_choice(subject: Subject) -> Iterator[Found]:
    """Name those that it allows."""
    for pair in known_pairs(subject):
        for choice, span in pair.described.choices:
            if pair.known.choices and choice not in pair.known.choices:
                what = f"{pair.described.name} cannot be {choice}"
                yield Found(span, what, expected=", ".join(pair.known.choices))


@rule(
    "missing-choice",
    Severity.WARNING,
    "A list of values that lacks one of the contract's.",
    example=f"{DATASET}    - **name** (string): The name, at most 40 characters"
    + OTHERS.replace(
        CHOICES,
        "Who may see it\n      - `only_me`\n      - `all_team_members`\n",
    ),
)
def missing_choice(subject: Subject) -> Iterator[Found]:
    """Name those that are left out."""
    for pair in known_pairs(subject):
        named = {choice for choice, _ in pair.described.choices}
        left = [each for each in pair.known.choices if each not in named]
        if named and left and named & set(pair.known.choices):
            names = ", ".join(left)
            what = f"{pair.described.name} can also be {names}"
            yield Found(pair.described.span, what, expected=names)


def _is_repeatable(known: Known) -> bool:
    return known.where == Where.QUERY and known.types == {"array"}


def _names_all(subject: Subject) -> bool:
    return all(section.names_all for section in subject.reading.sections)


def types_of(printed: str | None) -> set[str]:
    """Give the types of JSON that a printed one may mean; none for one that is not known."""
    bare = (printed or "").strip("`* ").lower()
    return next((types for each, types in _TYPES if re.fullmatch(each, bare)), set())


def with_files(types: frozenset[str]) -> frozenset[str]:
    """Add that a file is sent as text of a form."""
    return types | ({"string"} if "file" in types else set())
