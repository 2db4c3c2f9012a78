"""A small client of Dify's knowledge API, as an application might have it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BUSY = (429, 503)
_TRIES = 3


class IndexingFailed(Exception):  # noqa: N818 - named after what happened
    """A document cannot be searched; the text says why."""


class Knowledge:
    """The datasets that a key opens. `pause` waits a moment before something is asked again."""

    def __init__(
        self, base_url: str, key: str, pause: Callable[[], object] = lambda: time.sleep(1)
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(base_url=base_url, headers=headers)
        self._pause = pause

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def dataset(self, name: str) -> str:
        """Give the id of the dataset of a name, which is made if there is none."""
        for each in self._datasets():
            if each["name"] == name:
                return str(each["id"])
        return str(self._call("POST", "/datasets", json={"name": name})["id"])

    def upload(self, dataset: str, name: str, text: str) -> str:
        """Upload a text, and wait until it can be searched; give the id of the document."""
        body = {
            "name": name,
            "text": text,
            "indexing_technique": "high_quality",
            "process_rule": {"mode": "automatic"},
        }
        told = self._call("POST", f"/datasets/{dataset}/document/create-by-text", json=body)
        status = f"/datasets/{dataset}/documents/{told['batch']}/indexing-status"
        while True:
            (document,) = self._call("GET", status)["data"]
            if document["indexing_status"] == "completed":
                return str(document["id"])
            if document["indexing_status"] == "error":
                raise IndexingFailed(document["error"])
            self._pause()

    def search(self, dataset: str, query: str) -> list[str]:
        """Give the texts that fit a query best, the best first."""
        told = self._call("POST", f"/datasets/{dataset}/retrieve", json={"query": query})
        return [each["segment"]["content"] for each in told["records"]]

    def _datasets(self) -> Iterator[dict[str, Any]]:
        page, more = 1, True
        while more:
            told = self._call("GET", "/datasets", params={"page": page, "limit": 20})
            yield from told["data"]
            page, more = page + 1, told["has_more"]

    def _call(self, method: str, path: str, **sent: Any) -> dict[str, Any]:  # noqa: ANN401
        """Call, and again where the server is busy."""
        answer = self._client.request(method, path, **sent)
        for _ in range(_TRIES - 1):
            if answer.status_code not in _BUSY:
                break
            self._pause()
            answer = self._client.request(method, path, **sent)
        told: dict[str, Any] = answer.raise_for_status().json()
        return told
