"""A stateful fake of the knowledge-base APIs of Dify and RAGFlow."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ragmock._rooms import HOME

if TYPE_CHECKING:
    from ragmock.fake import Fake
    from ragmock.handle import Handle
    from ragmock.steering.world import SteeredWorld

__all__ = ["Fake", "Handle", "SteeredWorld", "__version__"]

__version__ = "0.1.0"

# In a checkout handlers/ lies at the root of the repository; it is ragmock.handlers all the same.
if str(HOME) not in __path__:
    __path__.append(str(HOME))

#: What is imported when it is first asked for, and from where.
_OFFERED: Final = {
    "Fake": "ragmock.fake",
    "Handle": "ragmock.handle",
    "SteeredWorld": "ragmock.steering.world",  # of which the fixture `ragmock` of pytest gives one
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as PEP 562 has it
    if name not in _OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_OFFERED[name]), name)
