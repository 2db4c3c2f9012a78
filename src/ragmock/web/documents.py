"""A contract as it can be read: `/openapi.yaml` and `/openapi.json`."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from starlette.responses import Response

from ragmock.web.sharing import VARY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Scope

    from ragmock.contract import Contract

    #: What answers by the path that it is read at; nothing, where it is not read.
    Readings = Mapping[str, Callable[[Scope], Response | None]]


def documents(contract: Contract, root: str = "") -> Readings:
    """Give what serves a contract below a root."""

    @cache  # made when it is first read
    def parsed() -> str:
        return json.dumps(contract.document, ensure_ascii=False, default=str)

    def text(_: Scope) -> Response:
        return Response(contract.text, media_type="application/yaml", headers=VARY)

    def json_(_: Scope) -> Response:
        return Response(parsed(), media_type="application/json", headers=VARY)

    return {f"{root}/openapi.yaml": text, f"{root}/openapi.json": json_}
