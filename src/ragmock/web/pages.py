"""A contract as a page to read, and to try its calls on: `/docs`, by Swagger UI.

All that the page loads lies on this server, so that it works without a network; the header that
goes with it lets the browser load nothing else.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mkdocs_swagger_ui_tag
from starlette.responses import RedirectResponse

from ragmock.web.files import file_reading, policy
from ragmock.web.sharing import VARY

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from ragmock.web.documents import Readings

_PAGE: Final = "/docs"
_OURS: Final = Path(__file__).with_name("docs")
#: A package that brings the files of Swagger UI along, and imports nothing.
_SWAGGER_UI: Final = Path(str(files(mkdocs_swagger_ui_tag))) / "swagger-ui"
#: Where each file lies, by its path below the root. There are no others.
_FILES: Final = {
    _PAGE: _OURS / "index.html",
    f"{_PAGE}/start.js": _OURS / "start.js",
    f"{_PAGE}/swagger-ui-bundle.js": _SWAGGER_UI / "javascripts/swagger-ui-bundle.js",
    f"{_PAGE}/swagger-ui.css": _SWAGGER_UI / "stylesheets/swagger-ui.css",
}
_HEADERS: Final = {"Content-Security-Policy": policy()}


def pages(root: str = "") -> Readings:
    """Give what serves the page and its files below a root."""

    def elsewhere(scope: Scope) -> Response | None:
        """Lead to where the files of the page are found."""
        is_read = scope["method"] in ("GET", "HEAD")
        return RedirectResponse(f"..{_PAGE}", 308, headers=VARY) if is_read else None

    served = {root + path: file_reading(file, _HEADERS) for path, file in _FILES.items()}
    return {f"{root}{_PAGE}/": elsewhere, **served}
