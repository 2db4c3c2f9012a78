"""A contract as it can be read: `/openapi.yaml` and `/openapi.json`."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract

#: The paths, below the root.
_TEXT: Final = "/openapi.yaml"
_PARSED: Final = "/openapi.json"


class Documents:
    """Serve a contract below its root, and pass on everything else."""

    def __init__(self, app: ASGIApp, *, contract: Contract, root: str = "") -> None:
        self.app = app
        self.root = root
        self.contract = contract

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the contract's own paths."""
        path = scope.get("path")
        if path == self.root + _TEXT:
            response = Response(self.contract.text, media_type="application/yaml")
            await response(scope, receive, send)
        elif path == self.root + _PARSED:
            await Response(self._json, media_type="application/json")(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    @cached_property
    def _json(self) -> str:
        return json.dumps(self.contract.document, ensure_ascii=False, default=str)
