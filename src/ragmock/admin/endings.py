"""Where an indexing is to end, as a body says it."""

from typing import Any

from ragmock.domain.lifecycle import Stage
from ragmock.domain.progression import Ending


def ending_of(body: dict[str, Any]) -> Ending:
    """Read it off a body; refuses with `OnlyOfErrors`."""
    return Ending(Stage(body["stage"]), body.get("reason"), body.get("share"))
