"""The generic data API that one document prints; no released server is known to serve it."""

from collections.abc import Mapping
from typing import Final

from ragmock import rejections
from ragmock.domain import errors, limits, untimely
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.provider import Facts, Provider
from ragmock.rejections import Malformed

from . import fixture


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
    loaders={"items": fixture.load_item},
    dumpers={"items": fixture.dump_items},
    tell=tell,
    words={
        untimely.RateReached: ["data.rate_limit_reached"],
        limits.NoRoom: ["data.limit_reached"],
        rejections.Crashed: ["data.server_error"],
        rejections.NoSuchRoute: ["data.not_found"],
        rejections.WrongMethod: ["data.method_not_allowed"],
        rejections.NoKey: ["data.unauthorized"],
        rejections.WrongScheme: ["data.unauthorized"],
        rejections.UnknownKey: ["data.unauthorized"],
        rejections.ReadOnlyKey: ["data.forbidden"],
        rejections.UnknownPreference: ["data.unknown_preference"],
        rejections.UnreadableBody: ["data.bad_request"],
        rejections.WrongMediaType: ["data.bad_request"],
        rejections.TooLarge: ["data.bad_request"],
        errors.NoSuchItem: ["data.not_found"],
    },
)
