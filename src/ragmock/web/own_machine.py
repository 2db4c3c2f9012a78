"""Who may steer: programs, and web pages that this machine serves itself.

A web page of any site can send requests to a server on the machine of its reader. Its browser says
whose page it is, in `Origin`; or in `Host`, when the site had its own name lead here (DNS
rebinding). No header of CORS is ever sent, so no page of another origin can read an answer.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from ragmock.rejections import ForeignSite

if TYPE_CHECKING:
    from ragmock.web.call import Call


class OwnMachine:
    """Refuse what comes from a foreign web page, with `ForeignSite`."""

    def __init__(self, host: str) -> None:
        self.host = host.lower()

    def __call__(self, call: Call) -> None:
        """Look at the names that a browser tells."""
        headers = Headers(scope=call.scope)
        reached, *_ = call.scope.get("server") or (None,)
        own = {"localhost", self.host, reached}
        for header, prefix in (("Host", "//"), ("Origin", "")):
            for sent in headers.getlist(header):
                name = _name(prefix + sent)
                if not name or not (name in own or _is_loopback(name)):
                    raise ForeignSite(header, sent)


def _name(url: str) -> str:
    """Give the host of a URL without its port; nothing if it has none, as the Origin `null`."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
