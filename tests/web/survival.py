"""What holds for every call, however wrong: no crash, the product's words, no half-done change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ragmock import contract

if TYPE_CHECKING:
    import httpx

    from ragmock.contract import Operation

    from .conftest import Inside

JSON = {"Content-Type": "application/json"}
CRASHES = {"dify.internal_error", "ragflow.server_error", "data.server_error"}
OPERATIONS = [each for each in contract.load().operations.values() if not each.is_alias]
WITH_JSON = [
    each for each in OPERATIONS if each.body and each.body.media_type == JSON["Content-Type"]
]
WITH_FORM = [each for each in OPERATIONS if each.body and each not in WITH_JSON]


@dataclass
class Attempt:
    """A world that holds something of everything, and a client that looks twice."""

    server: Inside
    world: str
    ids: dict[str, str] = field(default_factory=dict)  # by the blanks of the paths of Dify

    def __post_init__(self) -> None:
        base = self.server.world(self.world).bases["dify"]
        handbook, research = (
            next(one for one in base.datasets.oldest() if one.name == name)
            for name in ("Handbook", "Research")
        )
        document = base.documents.of_name(handbook.id, "faq.txt")
        chunk = base.chunks.of(document)[0]
        fields = {each.name: each.id for each in base.metadata.fields(handbook.id)}
        self.ids = {
            "dataset_id": handbook.id,
            "document_id": document.id,
            "segment_id": chunk.id,
            "child_chunk_id": base.chunks.add_child(document, chunk, "Cats").id,
            "metadata_id": fields["author"],
            "year": fields["year"],
            "batch": document.batch,
            "action": "enable",
            "model_type": "llm",
            "id": "123",
            "ragflow": "375e8ada2d3c11ef98f93043d7ee537e",
            "other dataset": research.id,
            "other document": base.documents.newest(research.id)[0].id,
        }
        self.ids["other segment"] = base.chunks.of(base.documents.newest(research.id)[0])[0].id

    def path(self, operation: Operation, **instead: str) -> str:
        """Give the path of an operation with what is there in its blanks."""
        ids = {**self.ids, **instead}
        if operation.provider == "ragflow":
            ids["dataset_id"] = ids["ragflow"]
        return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], operation.path)

    def call(self, operation: Operation, **body: Any) -> httpx.Response:
        """Call an operation on what is there."""
        return self.send(operation.method, self.path(operation), **body)

    def send(self, method: str, path: str, **body: Any) -> httpx.Response:
        """Make a call, and look whether it was survived."""
        is_data = path.partition("?")[0].split("/")[1:3] == ["v1", "data"]
        product = "ragflow" if is_data or path.startswith("/api/") else "dataset"
        before = self.server.kept(self.world)
        response = self.server.client(f"{product}-{self.world}").request(method, path, **body)
        refusal = response.headers.get("X-Ragmock-Refusal")
        assert refusal not in CRASHES, response.text
        assert response.status_code < 500
        assert "Traceback" not in response.text
        if refusal:
            assert response.headers["X-Ragmock-Diagnosis"]
            assert has_shape(refusal, response.json())
            assert self.server.is_declared(response.request, refusal), refusal
            assert self.server.kept(self.world) == before
        return response

    def told(self, method: str, path: str, **body: Any) -> str:
        """Make a call that is refused, and give the name of the refusal; nothing if it is not."""
        return self.send(method, path, **body).headers.get("X-Ragmock-Refusal", "")

    def shows_everything(self) -> bool:
        """Tell whether every GET of the world answers."""
        return {status for status, _ in self.server.shown(self.world).values()} == {200}


def has_shape(refusal: str, body: dict[str, Any]) -> bool:
    """Tell whether a refusal has the shape that the product gives its errors."""
    if refusal.startswith("dify."):
        return {"code", "message", "status"} <= set(body) <= {"code", "message", "status", "params"}
    if refusal.startswith("ragflow."):
        return set(body) == {"code", "message"} and body["code"] != 0
    return set(body) == {"success", "error"} and body["success"] is False
