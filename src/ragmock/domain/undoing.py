"""A call is done as a whole or not at all: what it did so far, and what takes that back.

Whatever a world remembers notes a step that takes a change back, before it changes: a `Kept` thing
its attributes, a `Table` (tables.py) its rows. A call that fails goes its steps back, the last one
first; one that is done forgets them. So a call costs as much as it writes, however large the world
is. Where no call is at hand, as in a test that steers a world, nothing is noted.

Each call has its own steps, found by a context variable, since others are answered while one waits.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Token

    Step = tuple[Callable[..., object], tuple[object, ...]]

_steps: ContextVar[list[Step] | None] = ContextVar("steps", default=None)


class AllOrNothing:
    """A block that leaves nothing behind when it is left by an exception, whatever it is."""

    #: Whether anything was changed in it, known when it is left.
    wrote = False
    _token: Token[list[Step] | None]

    def __enter__(self) -> None:
        """Begin to note steps."""
        self._token = _steps.set([])

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Forget the steps, or go back."""
        steps = _steps.get() or ()
        _steps.reset(self._token)
        if kind is None:
            self.wrote = bool(steps)
        else:
            for step, arguments in reversed(steps):
                step(*arguments)


def note(step: Callable[..., object], *arguments: object) -> None:
    """Note what takes back the change that is made next.

    It must do no harm if that change is not made after all.
    """
    steps = _steps.get()
    if steps is not None:
        steps.append((step, arguments))


def keep(thing: object, *names: str) -> None:
    """Note what attributes are now."""
    steps = _steps.get()
    if steps is not None:
        steps += [(setattr, (thing, name, getattr(thing, name))) for name in names]


def settle() -> None:
    """Let stay what the call has done so far: it is going to wait, and others may build on that."""
    steps = _steps.get()
    if steps is not None:
        steps.clear()


class Kept:
    """A thing whose attributes a call that fails sets back to what they were."""

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute; to set it first, in the making, is no change."""
        if name in self.__dict__:
            keep(self, name)
        super().__setattr__(name, value)
