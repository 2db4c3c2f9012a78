"""Rules about what is said of parameters: whether they must be sent, defaults, limits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.known import alternatives
from ragmock.docs_check.comparing.parameters import compared
from ragmock.docs_check.model import Severity

from .examples import DATASET, LIST, OTHERS
from .pairs import known_pairs
from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.known import Known
    from ragmock.docs_check.comparing.parameters import Pair
    from ragmock.docs_check.comparing.subject import Subject

#: Words on a parameter that nobody sends, and so nobody misses a mark on.
_UNUSED: Final = re.compile(r"\b(?:unused|not used|reserved|deprecated|ignored)\b", re.IGNORECASE)


@rule(
    "wrong-required",
    Severity.ERROR,
    "A parameter that is said to be optional and must be sent.",
    example="""
    ## Create a metadata field

    **POST** `/datasets/{dataset_id}/metadata`

    ### Request Body

    - **name** (string): The name, at most 255 characters
    - **type** (string): `string`, `number` or `time` (optional)
    """,
)
def wrong_required(subject: Subject) -> Iterator[Found]:
    """Find what fails without it."""
    for pair in known_pairs(subject):
        if pair.described.required is False and pair.known.required and not pair.misplaced:
            span = pair.described.required_span or pair.described.span
            what = f"{pair.described.name} must be sent"
            yield Found(span, what, expected="required", suggestion="required")


@rule(
    "unsaid-alternative",
    Severity.ERROR,
    "Parameters of which one must be sent, and that are all said to be optional.",
    example="""
    ## Update a document

    **POST** `/datasets/{dataset_id}/documents/{document_id}/update-by-text`

    ### Request Body

    - **name** (string): Its name (optional)
    - **text** (string): Its text (optional)
    - **process_rule** (object): How it is cut (optional)
    - **doc_form** (string): Its form (optional)
    - **doc_language** (string): Its language (optional)
    - **retrieval_model** (object): How it is searched (optional)
    """,
)
def unsaid_alternative(subject: Subject) -> Iterator[Found]:
    """Find those that are marked, where none of the others is said to be required."""
    for each in compared(subject):
        either = alternatives(each.operation)
        pairs = [pair for pair in each.pairs if pair.known and pair.known.name in either]
        if any(pair.described.required or _names_another(pair, either) for pair in pairs):
            continue
        for pair in pairs:
            if pair.described.required is False:
                span = pair.described.required_span or pair.described.span
                what = f"a request without {' and '.join(either)} is refused"
                yield Found(span, what, expected=f"one of {' and '.join(either)}")


@rule(
    "needless-required",
    Severity.WARNING,
    "A parameter that is said to be required and may be left out.",
    example=f"{LIST}    - **limit** (integer): How many (required)\n",
)
def needless_required(subject: Subject) -> Iterator[Found]:
    """Find what may be left out."""
    for pair in known_pairs(subject):
        if pair.described.required and not (pair.known.required or pair.known.conditional):
            span = pair.described.required_span or pair.described.span
            what = f"{pair.described.name} may be left out"
            yield Found(span, what, expected="optional", suggestion="optional")


@rule(
    "unmarked-optional",
    Severity.INFO,
    "A parameter that may be left out and is not marked so, beside others that are.",
    example=f"{LIST.replace('Which page', 'Which page (optional)')}"
    "    - **limit** (integer): How many (optional)\n",
)
def unmarked_optional(subject: Subject) -> Iterator[Found]:
    """Find the one that is not marked in a document where others are."""
    sections = list(compared(subject))
    marks = {
        pair.described.where
        for each in sections
        for pair in each.pairs
        if pair.described.required is False
    }
    for each in sections:
        for pair in each.pairs if each.topic.section.names_all else ():
            said, known = pair.described, pair.known
            if (
                known
                and not (known.required or known.conditional)
                and said.required is None
                and said.where in marks
                and "." not in said.name
                and not _UNUSED.search(said.words)
            ):
                what = f"{said.name} may be left out, and is not marked as others are"
                yield Found(said.span, what, expected="(optional)")


@rule(
    "wrong-default",
    Severity.WARNING,
    "A default that is not the contract's.",
    example=f"{LIST}    - **limit** (integer): How many, default 10\n",
)
def wrong_default(subject: Subject) -> Iterator[Found]:
    """Compare the default, where the contract has one; what must be sent has none."""
    for pair in known_pairs(subject):
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
    ## Create a metadata field

    **POST** `/datasets/{dataset_id}/metadata`

    ### Request Body

    - **name** (string): The name, at most 255 characters
    - **type** (string): `string`, `number` or `time`, default: string
    """,
)
def needless_default(subject: Subject) -> Iterator[Found]:
    """Find a default where nothing, or no value, comes of leaving it out."""
    for pair in known_pairs(subject):
        said, known = pair.described, pair.known
        if said.default is None or known.default is not None:
            continue
        if known.required or pair.operation.method in ("PUT", "PATCH"):
            span = said.default_span or said.span
            why = "it must be sent" if known.required else "what is not sent stays as it is"
            yield Found(span, f"{said.name} has no default: {why}", expected="no default")


@rule(
    "wrong-limit",
    Severity.WARNING,
    "A limit that is not the contract's.",
    example=f"{LIST}    - **limit** (integer): How many, range 1-50\n",
)
def wrong_limit(subject: Subject) -> Iterator[Found]:
    """Compare the limits, where the contract has them."""
    for pair in known_pairs(subject):
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
    example=f"{DATASET}    - **name** (string): The name{OTHERS}",
)
def unsaid_limit(subject: Subject) -> Iterator[Found]:
    """Say how many."""
    for pair in known_pairs(subject):
        said, known = pair.described, pair.known
        if known.maximum is not None and said.maximum is None and "string" in known.types:
            what = f"{said.name} has {known.maximum:.0f} characters at most"
            yield Found(said.span, what, expected=f"at most {known.maximum:.0f} characters")


def _names_another(pair: Pair, either: tuple[str, ...]) -> bool:
    """Tell whether the words on a parameter name another that may be sent in its place."""
    others = [name for name in either if pair.known and name != pair.known.name]
    return any(name in pair.described.words for name in others)


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\n", "\\n").strip("`'\"")
    return json.dumps(value)


def _range(known: Known) -> str:
    least, most = known.minimum, known.maximum
    if least is not None and most is not None:
        return f"{least:g} to {most:g}"
    return f"at most {most:g}" if most is not None else f"at least {least:g}"
