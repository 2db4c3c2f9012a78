"""The console, `/`: a page that shows what the server holds, and steers it.

It is static files, which may be read by anybody: what it shows and does, it asks the control plane
for. It loads nothing from elsewhere, and no step builds it; the libraries that it uses lie in
`console/vendor/` as their makers ship them.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ragmock.web.files import file_reading, policy

if TYPE_CHECKING:
    from ragmock.web.documents import Readings

_FOLDER: Final = Path(__file__).with_name("console")
_PAGE: Final = _FOLDER / "index.html"
#: What a page may be made of; licences and lists lie beside it.
_SERVED: Final = {".js", ".mjs", ".css", ".svg"}


@cache
def console() -> Readings:
    """Give what serves the page and its files; they are looked for once."""
    headers = {"Content-Security-Policy": policy(_import_map())}
    files = {
        f"/console/{file.relative_to(_FOLDER).as_posix()}": file_reading(file, headers)
        for file in _FOLDER.rglob("*")
        if file.suffix in _SERVED
    }
    return {"/": file_reading(_PAGE, headers), **files}


def _import_map() -> str:
    """Give the hash of the one script that stands in the page itself: browsers want it there."""
    _, _, after = _PAGE.read_text(encoding="utf-8").partition('<script type="importmap">')
    text, _, _ = after.partition("</script>")
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
