"""Rules about the operations that a document prints: their paths and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.docs_check.model import Severity

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.paths import Product
    from ragmock.docs_check.comparing.subject import Mention, Subject


@rule(
    "unknown-path",
    Severity.ERROR,
    "A path that the contract does not have.",
    example="""
    ## List the datasets

    **GET** `/datasets`

    ## List the documents

    **GET** `/datasets/{dataset_id}/documets`
    """,
)
def unknown_path(subject: Subject) -> Iterator[Found]:
    """Name the nearest path."""
    for product, mention in _mentions(subject):
        if not mention.match.on_path:
            near = mention.match.near
            meant = product.written_like(near.path, mention.path) if near else ""
            what = f"the contract has no path {mention.path}"
            yield Found(mention.span, what, expected=meant, suggestion=meant)


@rule(
    "wrong-method",
    Severity.ERROR,
    "A path of the contract with a method that it does not take.",
    example="""
    ## Update a dataset

    **PUT** `/datasets/{dataset_id}`
    """,
)
def wrong_method(subject: Subject) -> Iterator[Found]:
    """Name the methods that the path takes."""
    for _, mention in _mentions(subject):
        if mention.match.on_path and mention.method and not mention.match.operation:
            methods = [each.method for each in mention.match.on_path]
            yield Found(
                mention.method_span,
                f"{mention.path} takes no {mention.method}",
                stands=mention.method,
                expected=" or ".join(methods),
                suggestion=methods[0] if len(methods) == 1 else "",
            )


@rule(
    "older-path",
    Severity.WARNING,
    "A spelling of a path that released servers only keep for older clients.",
    example="""
    ## Create a document from text

    **POST** `/datasets/{dataset_id}/document/create_by_text`
    """,
)
def older_path(subject: Subject) -> Iterator[Found]:
    """Name the spelling of today."""
    for product, mention in _mentions(subject):
        operation = mention.match.operation
        if operation and operation.deprecated_since and not operation.unserved:
            today = product.contract.operations[operation.canonical]
            meant = product.written_like(today.path, mention.path)
            what = f"this spelling is deprecated since {operation.deprecated_since}"
            yield Found(mention.span, what, expected=meant, suggestion=meant)


@rule(
    "answered-otherwise",
    Severity.WARNING,
    "An operation that no released server answers as it is printed.",
    example="""
    ## Update a chunk

    **PATCH** `/datasets/{dataset_id}/documents/{document_id}/segments/{segment_id}`
    """,
)
def answered_otherwise(subject: Subject) -> Iterator[Found]:
    """Say what is known of released servers, where the operation stands first."""
    told = set()
    for product, mention in _mentions(subject):
        operation = mention.match.operation
        if (
            operation
            and operation.unserved
            and operation.note
            and operation.id not in told
            and not subject.says(operation.note)
        ):
            told.add(operation.id)
            today = product.contract.operations[operation.canonical]
            meant = f"{today.method} {product.written_like(today.path, mention.path)}"
            yield Found(
                mention.span,
                operation.note,
                stands=f"{operation.method} {mention.path}",
                expected=meant if operation.is_alias else "",
            )


def _mentions(subject: Subject) -> Iterator[tuple[Product, Mention]]:
    if subject.product:
        for topic in subject.topics:
            for mention in topic.mentions:
                yield subject.product, mention
