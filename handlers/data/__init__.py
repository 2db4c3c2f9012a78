"""The generic data API that one document prints; no released server is known to serve it."""

from collections.abc import Mapping
from typing import Final

from ragmock.domain import errors
from ragmock.domain.errors import Malformed
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.provider import Facts, Provider


def tell(_: Malformed) -> tuple[str, Facts]:
    """Give the one wording that the document has for a request that does not fit."""
    return "data.bad_request", {}


def find(base: KnowledgeBase, named: Mapping[str, str]) -> None:
    """Refuse when the item that the path names is not there."""
    if "id" in named and named["id"] not in base.state.datasets:
        raise errors.NoSuchItem(named["id"])


PROVIDER: Final = Provider(
    name="data",
    key_prefix="ragflow-",
    find=find,
    tell=tell,
    words={
        errors.Crashed: ["data.server_error"],
        errors.NoSuchRoute: ["data.not_found"],
        errors.WrongMethod: ["data.method_not_allowed"],
        errors.NoKey: ["data.unauthorized"],
        errors.WrongScheme: ["data.unauthorized"],
        errors.UnknownKey: ["data.unauthorized"],
        errors.ReadOnlyKey: ["data.forbidden"],
        errors.UnreadableBody: ["data.bad_request"],
        errors.WrongMediaType: ["data.bad_request"],
        errors.TooLarge: ["data.bad_request"],
        errors.NoSuchItem: ["data.not_found"],
    },
)
