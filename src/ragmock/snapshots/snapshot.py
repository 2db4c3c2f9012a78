"""A world at a moment. Rows never change, so to keep them costs a copy of dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ragmock.domain.clock import Reading
    from ragmock.domain.knowledge_base import Settings
    from ragmock.domain.rate import Requests
    from ragmock.domain.state import State
    from ragmock.faults.script import Script


@dataclass(frozen=True)
class Content:
    """What a world holds: what a reset goes back to is that of when it was made."""

    fixture: str
    seed: str
    drawn: int  # how many ids were drawn
    settings: Settings
    owners: Mapping[str, str]  # ids of accounts, by product
    states: Mapping[str, State]  # by product


@dataclass(frozen=True)
class Snapshot:
    """A world with all that its answers depend on; only its journal goes on by itself."""

    world: str  # that it was taken of
    content: Content
    clock: Reading
    faults: Script
    requests: Requests
