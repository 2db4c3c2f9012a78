"""A contract as a page to read, and to try its calls on: `/docs`, by Swagger UI.

All that the page loads lies on this server, so that it works without a network; the header that
goes with it lets the browser load nothing else.
"""

from __future__ import annotations

from http.client import NOT_MODIFIED
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mkdocs_swagger_ui_tag
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles

from ragmock.web.sharing import VARY

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from ragmock.web.documents import Readings

_PAGE: Final = "/docs"
_OURS: Final = Path(__file__).with_name("docs")
#: A package that brings the files of Swagger UI along, and imports nothing.
_SWAGGER_UI: Final = Path(str(files(mkdocs_swagger_ui_tag))) / "swagger-ui"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_STYLE: Final = "text/css; charset=utf-8"
#: Where each file lies, and what it is, by its path below the root. There are no others.
_FILES: Final = {
    _PAGE: (_OURS / "index.html", "text/html; charset=utf-8"),
    f"{_PAGE}/start.js": (_OURS / "start.js", _SCRIPT),
    f"{_PAGE}/swagger-ui-bundle.js": (_SWAGGER_UI / "javascripts/swagger-ui-bundle.js", _SCRIPT),
    f"{_PAGE}/swagger-ui.css": (_SWAGGER_UI / "stylesheets/swagger-ui.css", _STYLE),
}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # with none at all a browser may say that the page is of the origin `null`, which is refused
    "Referrer-Policy": "same-origin",
    **VARY,
    "Cache-Control": "no-cache",  # kept, but asked for by its ETag: another version may run here
}


def pages(root: str = "") -> Readings:
    """Give what serves the page and its files below a root."""
    static = StaticFiles()  # knows when a browser has a file already

    def file(scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        path, media_type = _FILES[scope["path"].removeprefix(root)]
        answer = static.file_response(path, path.stat(), scope)
        answer.headers.update(_HEADERS)
        if answer.status_code != NOT_MODIFIED:
            answer.headers["Content-Type"] = media_type
        return answer

    def elsewhere(scope: Scope) -> Response | None:
        """Lead to where the files of the page are found."""
        is_read = scope["method"] in ("GET", "HEAD")
        return RedirectResponse(f"..{_PAGE}", 308, headers=VARY) if is_read else None

    return {f"{root}{_PAGE}/": elsewhere, **{root + path: file for path in _FILES}}
