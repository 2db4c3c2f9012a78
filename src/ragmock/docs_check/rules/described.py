"""Rules about which parameters are described, and in which part of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.docs_check.comparing.known import known_parameters
from ragmock.docs_check.comparing.parameters import Compared, compared
from ragmock.docs_check.comparing.sent import sent
from ragmock.docs_check.model import Severity, Where

from .examples import DATASET, LIST, OTHERS
from .pairs import known_pairs
from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.known import Known
    from ragmock.docs_check.comparing.sent import Sent
    from ragmock.docs_check.comparing.subject import Subject


@rule(
    "unknown-parameter",
    Severity.ERROR,
    "A parameter that the operation does not have.",
    example=f"{LIST}    - **limit** (integer): How many\n    - **sort** (string): The order\n",
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
    example=f"{DATASET}    - **name** (string): The name, at most 40 characters{OTHERS}"
    "    - **top_k** (integer): How many are found\n",
)
def misplaced_parameter(subject: Subject) -> Iterator[Found]:
    """Say where it belongs."""
    for each in compared(subject):
        outer = {pair.described.name for pair in each.pairs if pair.misplaced}
        for pair in each.pairs:
            within = pair.described.name.rpartition(".")[0]
            if pair.known and pair.misplaced and within not in outer:
                what = f"{pair.described.name} stands elsewhere in the request"
                yield Found(pair.described.span, what, expected=pair.known.name)


@rule(
    "missing-parameter",
    Severity.ERROR,
    "A parameter that must be sent, and is not described beside the others.",
    example=f"{DATASET}{OTHERS}",
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
    example=LIST,
)
def undescribed_parameter(subject: Subject) -> Iterator[Found]:
    """Say which ones, at the title of the section."""
    for each in compared(subject):
        shown = {one.name for one in _sent(each)}  # told where it is sent
        left = [known for known in each.undescribed() if not known.required]
        optional = [known.name for known in left if known.name not in shown]
        if optional and each.topic.section.names_all:
            names = ", ".join(optional)
            what = f"{each.operation.method} {each.operation.path} also takes {names}"
            yield Found(each.topic.section.span, what, expected=names)
        yield from _without_fields(each)


def _sent(each: Compared) -> Iterator[Sent]:
    for command in each.topic.section.commands:
        if each.topic.operation_of(command) == each.operation:
            yield from sent(command)


def _without_fields(each: Compared) -> Iterator[Found]:
    """Find what is described without any of its fields, although a command sends some of them."""
    parents = {one.parent for one in _sent(each)}
    told = {pair.known.parent for pair in each.pairs if pair.known}
    for pair in each.pairs if each.topic.section.names_all else ():
        if pair.known and pair.known.name in parents - told and not pair.misplaced:
            names = ", ".join(one.leaf for one in each.known if one.parent == pair.known.name)
            what = f"{pair.described.name} is described without what it holds: {names}"
            yield Found(pair.described.span, what, expected=names)


@rule(
    "label-as-field",
    Severity.INFO,
    "A word that announces values, printed as if it were a field.",
    example="""
    ## Create a metadata field

    **POST** `/datasets/{dataset_id}/metadata`

    ### Request Body

    - **name** (string): The name, at most 255 characters
    - **type** (string): What its values are
      - **enumerate**
        - `string`
        - `number`
        - `time`
    """,
)
def label_as_field(subject: Subject) -> Iterator[Found]:
    """Find what stands in a list of fields as they do."""
    for section in subject.reading.sections:
        for span in section.labels:
            word = subject.document.quote(span)
            yield Found(span, f"{word} looks like a field, and announces values")


@rule(
    "wrong-place",
    Severity.ERROR,
    "A parameter described in another part of the request than it belongs to.",
    example="""
    ## List the datasets

    **GET** `/datasets`

    ### Request Body

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
    - **limit** (integer): How many
    """,
)
def wrong_place(subject: Subject) -> Iterator[Found]:
    """Say which part it is; a form and a body are one."""
    for pair in known_pairs(subject):
        said, meant = pair.described.where, pair.known.where
        if said and said != meant and not {said, meant} <= {Where.FORM, Where.BODY}:
            what = f"{pair.described.name} is no parameter of the {said}"
            yield Found(pair.described.span, what, expected=meant)


@rule(
    "undescribed-blank",
    Severity.INFO,
    "A parameter of the path that is described for other operations, and not here.",
    example="""
    ## Delete a dataset

    **DELETE** `/datasets/{dataset_id}`

    ### Path Parameters

    - **dataset_id** (string): The dataset

    ## List the documents

    **GET** `/datasets/{dataset_id}/documents`

    ### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
    - **limit** (integer): How many
    """,
)
def undescribed_blank(subject: Subject) -> Iterator[Found]:
    """Say which one, at the path."""
    yield from _unsaid_words(subject)
    sections = list(compared(subject))
    paths = {
        pair.known.name
        for each in sections
        for pair in each.pairs
        if pair.known and pair.known.where == Where.PATH
    }
    for each in sections:
        told = {pair.known.name for pair in each.pairs if pair.known}
        for mention in each.topic.mentions:
            for known in each.known:
                left = known.where == Where.PATH and known.name in paths - told
                if left and mention.command is None:
                    what = f"{known.name} of the path is not described here"
                    yield Found(mention.span, what, expected=_described(known))


def _unsaid_words(subject: Subject) -> Iterator[Found]:
    """Find blanks that take a few words alone, not all of which the document says; each once."""
    told: set[str] = set()
    for topic in subject.topics:
        described = {each.name for each in topic.section.parameters}
        for mention in topic.mentions:
            operation = mention.match.operation
            for known in known_parameters(operation) if operation else ():
                blank = f"{{{known.name}}}"
                is_blank = known.where == Where.PATH and blank in mention.path
                is_said = known.name in described or all(map(subject.names, known.choices))
                if is_blank and not is_said and known.name not in told:
                    told.add(known.name)
                    what = f"what may stand for {blank} is not said"
                    yield Found(mention.span, what, expected=" or ".join(known.choices))


@rule(
    "taken-otherwise",
    Severity.WARNING,
    "A parameter that released servers take otherwise than documents say.",
    example="""
    ## Create a dataset

    **POST** `/api/v1/dataset`

    ### Request Body

    - **name** (string): The name, fewer than 1024 characters
    - **dataset_name** (string): The same, fewer than 1024 characters
    """,
)
def taken_otherwise(subject: Subject) -> Iterator[Found]:
    """Say what is known of released servers."""
    for pair in known_pairs(subject):
        if pair.known.note and not subject.says(pair.known.note):
            yield Found(pair.described.span, pair.known.note)


def _described(known: Known) -> str:
    return f"{known.name} ({' or '.join(sorted(known.types)) or 'any'}) in the {known.where}"
