"""What the marks of a test say its world is to be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from ragmock.steering.specs import Spec

NAME: Final = "ragmock"
HELP: Final = (
    'ragmock(fixture="empty", progression="immediate", seed=None, unmet="fail"): what the world of '
    "the test holds, how its documents go on, what its ids follow from, and whether faults that "
    'were not met fail it or are left alone ("ignore")'
)
_CHOICES: Final = {"progression": ("immediate", "time", "manual"), "unmet": ("fail", "ignore")}


@dataclass(frozen=True)
class Wanted:
    """What the world of a test is to be."""

    fixture: str = "empty"
    progression: str = "immediate"
    seed: str | None = None  # without one, the name of the test
    unmet: str = "fail"

    @classmethod
    def by(cls, item: pytest.Item) -> Wanted:
        """Read the marks of a test, its class and its module; of each word, the closest counts.

        Fails with `pytest.UsageError`.
        """
        said: dict[str, str] = {}
        for mark in item.iter_markers(NAME):
            _require_known(mark, item)
            said = {**mark.kwargs, **said}
        return cls(**said)

    def spec(self, seed: str) -> Spec:
        """Give what the world is made from."""
        return {
            "fixture": self.fixture,
            "progression": self.progression,
            "seed": self.seed or seed,
        }


def _require_known(mark: pytest.Mark, item: pytest.Item) -> None:
    known = asdict(Wanted())
    if mark.args:
        raise _wrong(item, f"takes its arguments by their names, as {NAME}(fixture=...)")
    for name, value in mark.kwargs.items():
        if name not in known:
            raise _wrong(item, f"has no argument {name!r}; there are {', '.join(known)}")
        choices = _CHOICES.get(name)
        if choices and value not in choices:
            raise _wrong(item, f"takes as {name} one of {', '.join(choices)}, not {value!r}")
        if not isinstance(value, str):
            raise _wrong(item, f"takes as {name} a text, not {value!r}")


def _wrong(item: pytest.Item, told: str) -> pytest.UsageError:
    return pytest.UsageError(f"{item.nodeid}: the mark {NAME} {told}")
