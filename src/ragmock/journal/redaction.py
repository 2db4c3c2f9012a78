"""Keys do not come out of a journal: of each, no more is told than what kind of a key it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ragmock.journal.entry import Headers

GONE: Final = "..."
#: So much more of a body is to be looked at than is kept, lest the cut leaves half a key.
MARGIN: Final = 1024
_SECRET: Final = re.compile(
    r"(?:^|[-_])(?:auth|authorization|cookie|key|apikey|secret|token|password|credentials?|session"
    r"|signature)(?:$|[-_])"
)
_OPEN: Final = {"idempotency-key"}  # whose name only sounds like that of a secret
_SCHEMES: Final = {"bearer", "basic", "digest", "token", "apikey"}
_SHORTEST: Final = 6  # a shorter one is found in every other word, and secures nothing


@lru_cache(1024)
def is_secret(name: str) -> bool:
    """Tell by the name of a header or a parameter that its value is a secret."""
    return name.lower() not in _OPEN and _SECRET.search(name.lower()) is not None


class Redaction:
    """Takes the secrets of one request out of whatever it is shown."""

    def __init__(self, headers: Iterable[tuple[str, str]], prefixes: Sequence[str]) -> None:
        self._prefixes = prefixes
        self._secrets: list[tuple[str, str]] = []  # and what is shown in their place
        self.headers = self.of_headers(headers)

    def of_headers(self, headers: Iterable[tuple[str, str]]) -> Headers:
        """Hide what headers tell, and keep in mind what it was."""
        hidden = [(name, self._hide(told) if is_secret(name) else told) for name, told in headers]
        together = "\n".join([told for _, told in hidden])
        if self.of_text(together) == together:  # as nearly always: one look in place of many
            return tuple(hidden)
        return tuple([(name, self.of_text(told)) for name, told in hidden])

    def of_query(self, query: str) -> str:
        """Hide the values of parameters whose names tell a secret."""
        pieces = (each.partition("=") for each in query.split("&")) if query else ()
        hidden = "&".join(
            f"{name}={self._hide(value)}" if equals and is_secret(name) else name + equals + value
            for name, equals, value in pieces
        )
        return self.of_text(hidden)

    def of_text(self, text: str) -> str:
        """Hide the secrets wherever they stand in a text."""
        for secret, shown in self._secrets:
            if secret in text:
                text = text.replace(secret, shown)
        return text

    def of_bytes(self, raw: bytes) -> bytes:
        """Hide the secrets wherever they stand in a body."""
        for secret, shown in self._secrets:
            if secret.encode("latin-1") in raw:
                raw = raw.replace(secret.encode("latin-1"), shown.encode("latin-1"))
        return raw

    def _hide(self, value: str) -> str:
        """Leave of a secret its scheme and the kind of the key."""
        scheme, space, key = value.strip().partition(" ")
        if not space or scheme.lower() not in _SCHEMES:
            scheme, space, key = "", "", value
        key = key.strip()
        kind = next((each for each in self._prefixes if key.startswith(each)), "") + GONE
        # an option of curl may be glued to it: the key is the first word then
        found = {key: kind, key.partition(" ")[0]: kind}
        self._secrets += [each for each in found.items() if len(each[0]) >= _SHORTEST]
        return scheme + space + kind
