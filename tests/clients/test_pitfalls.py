"""What users of these clients run into with a real Dify, and so here."""

from __future__ import annotations

from io import BytesIO

import pytest
from dify_oapi.api.knowledge.v1 import model
from pydantic import ValidationError

from .library import Method
from .oapi2 import Oapi2, asks
from .python_sdk import PythonSdk

OAPI2, PYTHON_SDK = Oapi2(), PythonSdk()
DATASET = ("dataset_id",)


def test_a_retry_after_a_lost_answer_meets_what_was_made(stage):
    stage.world.fail(
        "dify.datasets.create_dataset", "CONNECTION_RESET_BY_PEER", when="after", times=1
    )

    with PYTHON_SDK.opened("KnowledgeBaseClient.create_dataset", stage) as create:
        create.__self__.retry_delay = 0
        with pytest.raises(PYTHON_SDK.errors) as refused:
            create("New")

    assert PYTHON_SDK.seen(refused.value).code == "dataset_name_duplicate"
    assert [each["name"] for each in stage.datasets()] == ["New", "Handbook"]
    assert stage.world.faults(unmet=True) == []


def test_oapi2_takes_what_is_no_json_for_success(stage):
    stage.world.fail("*", {"status": 502, "body": "<h1>Bad gateway</h1>"}, times=1)

    answer = OAPI2.outcome(Method("dataset.list", "dataset.list"), stage)

    assert (answer.success, answer.data, answer.raw.status_code) == (True, None, 502)


def test_oapi2_cannot_read_documents_that_have_metadata(stage):
    with PYTHON_SDK.opened("KnowledgeBaseClient.update_documents_metadata", stage) as assign:
        assign([stage.assignment])

    with OAPI2.opened("document.list", stage) as call, pytest.raises(ValidationError):
        asks("ListDocumentsRequest", DATASET)(call, stage)


def test_a_file_that_oapi2_is_told_no_name_of_is_refused(stage):
    builder = model.CreateDocumentByFileRequest.builder().dataset_id(stage.dataset)

    with OAPI2.opened("document.create_by_file", stage) as create:
        answer = create(builder.file(BytesIO(b"Birds fly.")).build())

    assert answer.code == "unsupported_file_type"
    assert list(stage.documents()) == ["cats.txt"]


def test_the_async_python_sdk_finds_no_segments_unless_a_status_is_said(stage):
    with PYTHON_SDK.opened("AsyncKnowledgeBaseClient.query_segments", stage) as query:
        found = [query(stage.document, status=each).json()["total"] for each in (None, "completed")]

    assert found == [0, 1]  # what is None is sent as an empty status
