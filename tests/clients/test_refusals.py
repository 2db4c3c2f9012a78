"""What a user of each client sees when it is refused, for causes that a real Dify has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .libraries import LIBRARIES
from .library import Seen, Works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import Library, Method
    from .stage import Stage

#: What each library calls a deed.
DEEDS = {
    "create": {"create_dataset", "dataset.create", "datasets.create"},
    "delete": {"delete_dataset", "dataset.delete", "datasets.delete"},
    "upload": {"create_document_by_file", "document.create_by_file", "documents.create_by_file"},
    "update": {"update_document_by_text", "document.update_by_text", "documents.update_by_text"},
}

#: By the status: the deed that is refused, and the code that the server gives.
CAUSES = {
    400: ("update", "document_indexing"),
    401: ("create", "unauthorized"),
    403: ("create", "forbidden"),
    404: ("delete", "not_found"),
    409: ("create", "dataset_name_duplicate"),
    413: ("upload", "file_too_large"),
    415: ("upload", "unsupported_file_type"),
    429: ("create", "too_many_requests"),
    503: ("create", None),
}

#: What is raised, by the status; None for any other.
RAISED = {
    "dify-python-sdk": {None: "APIError", 401: "AuthenticationError", 429: "RateLimitError"},
    "dify-dataset-sdk": {
        None: "DifyValidationError",
        401: "DifyAuthenticationError",
        404: "DifyNotFoundError",
        409: "DifyConflictError",
        429: "DifyAPIError",
        503: "DifyServerError",
    },
}
RAISED["dify-knowledge-sdk"] = RAISED["dify-dataset-sdk"]  # by the same author

#: Where these do not show the code of the server.
CODELESS = {401, 404, 429, 503}


def cause(stage: Stage, status: int) -> str:
    """See to it that the deed is refused with this status; give the key to do it with."""
    dify = stage.world.dify
    match status:
        case 400:
            stage.world.preset_document(stage.document, "indexing")
        case 401:
            return "no-key-of-ragmock"
        case 403:
            return dify.read_only.key
        case 404:
            stage.delete_dataset()
        case 409:
            stage.world.load({"dify": {"datasets": [{"name": "New"}]}})
        case 413:
            stage.world.set(upload_limit=4)
        case 415:
            stage.file = stage.file_named("birds.exe")
        case 429:
            body = {"code": "too_many_requests", "message": "Slow down."}
            stage.world.fail("*", {"status": 429, "body": body}, times=1)
        case 503:
            stage.world.fail("*", {"status": 503}, times=1)
    return dify.key


def refused() -> Iterator[object]:
    """Go through the ways in which each library does what is refused."""
    for library in LIBRARIES:
        for method in library.methods():
            for status, (deed, _) in CAUSES.items():
                if method.name in DEEDS[deed] and isinstance(library.entry(method), Works):
                    name = f"{library.distribution}-{method.called}-{status}"
                    yield pytest.param(library, method, status, id=name)


def expected(library: Library, method: Method, status: int) -> Seen:
    """Tell what is to be seen."""
    code = CAUSES[status][1]
    if method.called.startswith("Async"):  # of dify-python-sdk: nothing is raised
        return Seen("Response", status, code)
    if library.distribution == "dify-oapi2":  # it looks for a code alone
        return Seen("no success" if code else "success", status, code)
    raised = RAISED[library.distribution]
    kind = raised.get(status, raised[None])
    if kind == "RateLimitError":
        return Seen(kind, None, None)
    lost = library.distribution != "dify-python-sdk" and status in CODELESS
    return Seen(kind, status, None if lost else code)


@pytest.mark.parametrize(("library", "method", "status"), list(refused()))
def test_a_client_shows_its_user_why_it_was_refused(library, method, status, stage):
    key = cause(stage, status)
    outcome = library.outcome(method, stage, key)

    assert library.seen(outcome) == expected(library, method, status)
