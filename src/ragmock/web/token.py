"""Who may steer a server that others can reach: whoever has its token."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from ragmock.rejections import NoToken

if TYPE_CHECKING:
    from ragmock.web.call import Call

#: What a container's health check asks for.
_OPEN: Final = "/__admin/health"


class Token:
    """Refuse whoever does not send the token, with `NoToken`; not the question after health.

    A web page of another site does not know it, whatever name its browser was led here by.
    """

    def __init__(self, token: str) -> None:
        self.wanted = token.encode()

    def __call__(self, call: Call) -> None:
        """Look at the header `Authorization`."""
        if call.path == _OPEN:
            return
        sent = call.sent.get(b"authorization", b"")
        scheme, _, token = sent.partition(b" ")
        if scheme.lower() != b"bearer" or not compare_digest(token, self.wanted):
            raise NoToken
