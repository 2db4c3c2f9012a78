"""A server in this process, asked as a client asks it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

import httpx

from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.text.embeddings import Embed

SEPARATOR = "\n=====\n"
METHODS = ("keyword_search", "full_text_search", "semantic_search", "hybrid_search")
_RULES = {
    "mode": "custom",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": SEPARATOR, "max_tokens": 4000},
    },
}


class Server:
    """One dataset in a private world."""

    def __init__(self, embed: Embed | None = None) -> None:
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(Fake("empty", embed=embed).app),
            base_url="http://ragmock/v1",
            headers={"Authorization": "Bearer dataset-benchmark"},
        )
        self._loop = asyncio.new_event_loop()
        made = {"name": "Benchmark", "indexing_technique": "high_quality"}
        self._dataset = "/datasets/" + self._post("/datasets", made)["id"]

    def add(self, name: str, texts: Sequence[str]) -> str:
        """Add a document of which each text is a segment; give its id."""
        body = {
            "name": name,
            "text": SEPARATOR.join(texts),
            "indexing_technique": "high_quality",
            "process_rule": _RULES,
        }
        added = self._post(f"{self._dataset}/document/create-by-text", body)
        document_id: str = added["document"]["id"]
        return document_id

    def add_segment(self, document_id: str, text: str) -> None:
        """Add a segment to a document."""
        path = f"{self._dataset}/documents/{document_id}/segments"
        self._post(path, {"segments": [{"content": text, "keywords": ["added"]}]})

    def search(self, query: str, method: str, top_k: int, **more: Any) -> list[str]:  # noqa: ANN401 - JSON
        """Search; give the names of the documents found, the best first."""
        model = {"search_method": method, "top_k": top_k, **more}
        body = {"query": query, "retrieval_model": model}
        records = self._post(f"{self._dataset}/retrieve", body)["records"]
        return [record["segment"]["document"]["name"] for record in records]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()

    def _post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        answer = self._loop.run_until_complete(self._client.post(path, json=body))
        answer.raise_for_status()
        return answer.json()
