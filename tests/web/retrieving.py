"""A dataset over HTTP: what is uploaded to it, and what a search finds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

METHODS = ("keyword_search", "full_text_search", "semantic_search", "hybrid_search")
LINES = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}


@dataclass
class Shelf:
    """A dataset of a world."""

    dify: httpx.Client
    at: str  # its path
    technique: str = "high_quality"

    @classmethod
    def of(cls, world: Any, technique: str = "high_quality", **more: Any) -> Shelf:
        """Create a dataset."""
        body = {"name": f"Shelf of {technique}", "indexing_technique": technique, **more}
        made = world.dify.post("/datasets", json=body).raise_for_status().json()
        return cls(world.dify, f"/datasets/{made['id']}", technique)

    def put(self, text: str, name: str = "a.txt") -> str:
        """Upload a text, each line of which becomes a segment; give its path when it is indexed."""
        return self.upload(text.encode(), name)

    def upload(self, content: bytes, name: str) -> str:
        """Upload a file; give the path of the document when it is indexed."""
        data = {"indexing_technique": self.technique, "process_rule": LINES}
        made = self.dify.post(
            f"{self.at}/document/create-by-file",
            files={"file": (name, content)},
            data={"data": json.dumps(data)},
        )
        made = made.raise_for_status().json()
        while (status := self._status(made["batch"])) != "completed":
            assert status != "error"
        return f"{self.at}/documents/{made['document']['id']}"

    def _status(self, batch: str) -> str:
        told = self.dify.get(f"{self.at}/documents/{batch}/indexing-status").json()
        return str(told["data"][0]["indexing_status"])

    def segments(self, document: str) -> dict[str, str]:
        """Give the paths of a document's segments, by their texts."""
        listed = self.dify.get(f"{document}/segments?limit=100").raise_for_status().json()["data"]
        return {each["content"]: f"{document}/segments/{each['id']}" for each in listed}

    def ask(self, query: str, method: str | None = None, **model: Any) -> httpx.Response:
        """Search; without a method and more, the dataset's own way."""
        body: dict[str, Any] = {"query": query}
        if method or model:
            body["retrieval_model"] = {"search_method": method, "top_k": 100} | model
        return self.dify.post(f"{self.at}/retrieve", json=body)

    def records(self, query: str, method: str | None = None, **model: Any) -> list[Any]:
        """Search, and give the records that are found."""
        found = self.ask(query, method, **model).raise_for_status().json()["records"]
        return list(found)

    def finds(self, query: str, method: str | None = None, **model: Any) -> list[str]:
        """Search, and give the texts that are found."""
        return [each["segment"]["content"] for each in self.records(query, method, **model)]
