"""The work that every server is given: show a dataset, list twenty, create one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE: Final = "GET one"
MADE: Final = "POST one"
LIST: Final = "list of 20"
#: In this order: what is created comes into the list.
WORKS: Final = (ONE, LIST, MADE)

DATASETS: Final = 20
HEADERS: Final = {"Authorization": "Bearer dataset-speed"}
JSON: Final = {"Content-Type": "application/json"}


def body(name: str) -> dict[str, Any]:
    """Give the body that creates a dataset of this name."""
    return {
        "name": name,
        "description": "What everybody should know before the first day.",
        "indexing_technique": "high_quality",
        "permission": "only_me",
    }


@dataclass(frozen=True)
class Request:
    """A request as it is sent again and again.

    `%d` in the body becomes a number that no request to this server had before.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    body: str | None = None


def requests(dataset_id: str) -> dict[str, Request]:
    """Give the requests of the contract by the names of the works."""
    return {
        ONE: Request("GET", f"/v1/datasets/{dataset_id}"),
        MADE: Request("POST", "/v1/datasets", HEADERS | JSON, json.dumps(body("Handbook %d"))),
        LIST: Request("GET", f"/v1/datasets?page=1&limit={DATASETS}"),
    }
