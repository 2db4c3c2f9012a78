"""Files that pages are made of: served as they lie in the package, and asked for by their ETag."""

from __future__ import annotations

from http.client import NOT_MODIFIED
from typing import TYPE_CHECKING, Final

from starlette.staticfiles import StaticFiles

from ragmock.web.sharing import VARY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import Scope

#: What a file is, by the end of its name. There are no others.
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_STATIC: Final = StaticFiles()  # knows when a browser has a file already


def policy(*scripts: str) -> str:
    """Give the policy of a page that loads nothing but from this server, and runs these scripts."""
    sources = " ".join(["'self'", *(f"'{each}'" for each in scripts)])
    return (
        f"default-src 'none'; script-src {sources}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def file_reading(path: Path, headers: Mapping[str, str]) -> Callable[[Scope], Response | None]:
    """Give what answers those who read a file; nothing, where something is sent to it."""
    told = {
        "X-Content-Type-Options": "nosniff",
        # with none at all a browser may say that the page is of the origin `null`, which is refused
        "Referrer-Policy": "same-origin",
        **VARY,
        "Cache-Control": "no-cache",  # kept, but asked for each time: another version may run here
        **headers,
    }
    media_type = _TYPES[path.suffix]

    def read(scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        answer = _STATIC.file_response(path, path.stat(), scope)
        answer.headers.update(told)
        if answer.status_code != NOT_MODIFIED:
            answer.headers["Content-Type"] = media_type
        return answer

    return read
