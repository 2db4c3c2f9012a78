"""A page on another port may call the products, and read all that they answer: CORS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.middleware.cors import CORSMiddleware

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp

#: What a page of another origin may read of an answer besides its body.
EXPOSED: Final = (
    *("Allow", "Deprecation", "Preference-Applied", "Retry-After", "X-Version"),
    *("X-Ragmock-Diagnosis", "X-Ragmock-Fault", "X-Ragmock-Note", "X-Ragmock-Refusal"),
)
#: On what a browser may keep: what it was told as no page lacks the headers that a page needs.
VARY: Final = {"Vary": "Origin"}


class Sharing(CORSMiddleware):
    """Starlette's CORS, for requests that say whose page they come from.

    Without `origins` every page may call, and send credentials: each is named in its answers, since
    no browser takes an answer with them that is for all. They open nothing here; keys do.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_origin_regex=None if origins else ".*",
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
        )
