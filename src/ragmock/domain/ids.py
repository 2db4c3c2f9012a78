"""Ids that the same seed and the same calls give again."""

from hashlib import blake2b
from typing import Final

from ragmock.domain.undoing import note

_VARIANT: Final = "89ab"  # of a random UUID: the digits that begin with the bits 10


class Ids:
    """A world's source of ids. Its whole state is the seed and how many were drawn."""

    def __init__(self, seed: str, drawn: int = 0) -> None:
        self.seed = seed
        self.drawn = drawn

    def uuid(self) -> str:
        """Draw a random (version 4) UUID."""
        digits = self._draw().hex()  # by hand: `uuid.UUID` takes four times as long
        variant = _VARIANT[int(digits[16], 16) % 4]
        third, fourth = f"4{digits[13:16]}", f"{variant}{digits[17:20]}"
        return f"{digits[:8]}-{digits[8:12]}-{third}-{fourth}-{digits[20:]}"

    def hexadecimal(self) -> str:
        """Draw 32 hexadecimal digits."""
        return self._draw().hex()

    def number(self, low: int, high: int) -> int:
        """Draw a number from `low` to `high`, both included."""
        return low + int.from_bytes(self._draw()) % (high - low + 1)

    def _draw(self) -> bytes:
        note(setattr, self, "drawn", self.drawn)
        self.drawn += 1
        return blake2b(f"{self.seed}/{self.drawn}".encode(), digest_size=16).digest()
