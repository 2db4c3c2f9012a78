"""A socket that listens, and the URL under which it is reached."""

from __future__ import annotations

import socket
from ipaddress import ip_address


class AddressTaken(Exception):  # noqa: N818 - named after what happened
    """The address cannot be listened on; the text says why."""


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket; port 0 takes a free one. Refuses with `AddressTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named, or asyncio leaves Nagle's algorithm on: 44 ms for every request.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except (OSError, TypeError) as refused:  # TypeError: the host is no name that can be encoded
        bound.close()
        why = getattr(refused, "strerror", None) or refused
        raise AddressTaken(f"cannot listen on {host}:{port}: {why}") from None
    return bound


def url_of(bound: socket.socket) -> str:
    """Give the URL under which a socket is reached."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def own_url_of(bound: socket.socket) -> str:
    """Give the URL for this machine, also where a socket listens on all addresses."""
    host, port = bound.getsockname()[:2]
    if not ip_address(host).is_unspecified:
        return url_of(bound)
    return f"http://[::1]:{port}" if ":" in host else f"http://127.0.0.1:{port}"


def is_loopback(bound: socket.socket) -> bool:
    """Tell whether a socket can be reached from this machine alone."""
    return ip_address(bound.getsockname()[0]).is_loopback
