"""What the tests have to know of a client library: its methods, and what becomes of each."""

from __future__ import annotations

import asyncio
import inspect
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from .stage import Stage

    Call = Callable[..., Any]
    Send = Callable[[Call, Stage], Any]
    Leaves = Callable[[Stage, Any], None]


@dataclass(frozen=True)
class Works:
    """A method that does what it says; `leaves` checks the world, and what the client was told."""

    leaves: Leaves
    send: Send


@dataclass(frozen=True)
class Refused:
    """A method that Dify 1.2.0 refuses too, with this status."""

    status: int
    why: str
    send: Send


@dataclass(frozen=True)
class Broken:
    """A method that fails inside of the client, whatever server it speaks with."""

    error: type[Exception]
    why: str
    send: Send
    leaves: Leaves | None = None  # None: all is as it was


Entry = Works | Refused | Broken


@dataclass(frozen=True)
class Method:
    """A method as it is called, and the name that it has in the book, async or not."""

    called: str
    name: str


class Seen(NamedTuple):
    """What a user of the client sees of a refusal."""

    kind: str  # the class of what is given or raised
    status: int | None
    code: str | None  # the server's word for it


class Library(ABC):
    """A client library from PyPI."""

    distribution: ClassVar[str]
    errors: ClassVar[type[Exception]]  # what it raises when it is refused, if it raises
    book: ClassVar[Mapping[str, Entry]]

    @property
    def version(self) -> str:
        """The release that is installed."""
        return version(self.distribution)

    @abstractmethod
    def methods(self) -> Iterator[Method]:
        """Find the public methods for knowledge in the library."""

    @abstractmethod
    def opened(
        self, called: str, stage: Stage, key: str | None = None
    ) -> AbstractContextManager[Call]:
        """Give a method for a block, of a client with the key of the stage, or with another.

        An async one blocks too, and the client is closed at the end.
        """

    @abstractmethod
    def told(self, answer: Any) -> Any:
        """Give as JSON what the client gave; fails if it was refused and did not raise."""

    @abstractmethod
    def seen(self, outcome: Any) -> Seen:
        """Give what the client lets its user see, by what it gave or raised."""

    def entry(self, method: Method) -> Entry | None:
        """Find a method in the book, as it is called or by its name."""
        return self.book.get(method.called) or self.book.get(method.name)

    def outcome(self, method: Method, stage: Stage, key: str | None = None) -> Any:
        """Call a method as the book says; give what it gives, or raises for the answer."""
        entry = self.entry(method)
        assert entry
        with self.opened(method.called, stage, key) as call:
            try:
                return entry.send(call, stage)
            except self.errors as raised:
                return raised


def public(owner: type) -> Iterator[str]:
    """List the public methods that a class defines itself."""
    for name, value in vars(owner).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            yield name


@contextmanager
def blocking(method: Call, close: Call) -> Iterator[Call]:
    """Give an async method as one that blocks; at the end its client is closed."""
    with asyncio.Runner() as runner:
        try:
            yield lambda *args, **kwargs: runner.run(method(*args, **kwargs))
        finally:
            runner.run(close())
