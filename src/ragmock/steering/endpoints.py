"""Where the faked APIs are, and with which key they are opened."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Endpoint:
    """One product in one world."""

    origin: str  # the URL of the server
    root: str  # which its paths begin with
    key: str

    @property
    def url(self) -> str:
        """The base URL, as clients of the product take it."""
        return self.origin + self.root

    @property
    def headers(self) -> dict[str, str]:
        """The key as it is sent."""
        return {"Authorization": f"Bearer {self.key}"}

    @property
    def read_only(self) -> Endpoint:
        """The same with a key that may change nothing."""
        return replace(self, key=f"{self.key}.ro")
