"""What every method finds: a dataset with a document, a segment, a child chunk and a field."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from pathlib import Path

    from ragmock.steering.world import SteeredWorld

Json = dict[str, Any]
TEXT = "Cats are small."
NOBODY = "00000000-0000-4000-8000-000000000000"  # an id that nothing has


class Stage:
    """A world that is looked at without the client that is tested.

    `dataset`, `document`, `segment`, `child` and `field` are the ids of what is there.
    """

    def __init__(self, world: SteeredWorld, room: Path) -> None:
        self.world = world
        self._room = room
        self._dify = httpx.Client(base_url=world.dify.url, headers=world.dify.headers)
        fields = [{"name": "author", "kind": "text"}]
        document = {"name": "cats.txt", "text": TEXT}
        dataset = {"name": "Handbook", "technique": "keywords", "fields": fields}
        world.load({"dify": {"datasets": [{**dataset, "documents": [document]}]}})
        (self.dataset,) = [each["id"] for each in self.datasets()]
        (self.document,) = [each["id"] for each in world.documents()]
        self.segment = self.segments()[0]["id"]
        self.field = self.fields()["doc_metadata"][0]["id"]
        path = f"/documents/{self.document}/segments/{self.segment}/child_chunks"
        self.child = self._post(path, {"content": "Cats."})["data"]["id"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dify.close()

    # ------------------------------------------------------------------ what is sent
    @cached_property
    def file(self) -> Path:
        """A file to upload."""
        return self.file_named("birds.txt")

    def file_named(self, name: str, content: bytes = b"Birds fly.") -> Path:
        """Write a file to upload."""
        path = self._room / name
        path.write_bytes(content)
        return path

    @cached_property
    def batch(self) -> str:
        """Upload a text, and give the batch that it is indexed in."""
        body = {
            "name": "dogs.txt",
            "text": "Dogs bark.",
            "indexing_technique": "economy",
            "process_rule": {"mode": "automatic"},
        }
        return str(self._post("/document/create-by-text", body)["batch"])

    @property
    def assignment(self) -> Json:
        """A value for the field of the document."""
        value = {"id": self.field, "name": "author", "value": "Ada"}
        return {"document_id": self.document, "metadata_list": [value]}

    def delete_dataset(self) -> None:
        """Delete the dataset."""
        self._dify.delete(f"/datasets/{self.dataset}").raise_for_status()

    # ------------------------------------------------------------------ what there is
    def datasets(self) -> list[Json]:
        """List the datasets."""
        return list(self._get("")["data"])

    def shown(self) -> Json:
        """Show the dataset."""
        return self._get(f"/{self.dataset}")

    def documents(self) -> dict[str, list[str]]:
        """Give the texts of all segments, by the names of the documents, as they are completed."""
        return {
            each["name"]: [segment["content"] for segment in self.segments(each["id"])]
            for each in self.world.documents()
            if each["stage"] == "completed"
        }

    def segments(self, document: str | None = None) -> list[Json]:
        """List the segments of a document."""
        path = f"/{self.dataset}/documents/{document or self.document}/segments"
        return list(self._get(path)["data"])

    def children(self) -> list[str]:
        """List the texts of the segment's child chunks."""
        path = f"/{self.dataset}/documents/{self.document}/segments/{self.segment}/child_chunks"
        return [each["content"] for each in self._get(path)["data"]]

    def fields(self) -> Json:
        """Tell which metadata fields there are, and whether the built-in ones are on."""
        return self._get(f"/{self.dataset}/metadata")

    def values(self) -> dict[str, str]:
        """Give the metadata of the document, by the names of the fields that are not built in."""
        (document,) = self._get(f"/{self.dataset}/documents")["data"]
        own = [each for each in document["doc_metadata"] or () if each["id"] != "built-in"]
        return {each["name"]: each["value"] for each in own}

    def all_that_is(self) -> tuple[str, list[Json]]:
        """Give the whole state, to be compared."""
        return self.world.export(), self.world.documents()

    def _get(self, path: str) -> Json:
        answer = self._dify.get(f"/datasets{path}")
        answer.raise_for_status()
        return dict(answer.json())

    def _post(self, path: str, body: Json) -> Json:
        answer = self._dify.post(f"/datasets/{self.dataset}{path}", json=body)
        answer.raise_for_status()
        return dict(answer.json())
