"""The RAGFlow dataset API of releases 0.8 to 0.10."""

from collections.abc import Mapping
from typing import Final

from ragmock import rejections
from ragmock.domain import errors, limits, untimely
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.provider import Provider

from . import fixture, words


def find(_base: KnowledgeBase, _named: Mapping[str, str]) -> None:
    """Refuse nothing: a body without any field is told before the dataset is looked for."""


PROVIDER: Final = Provider(
    name="ragflow",
    key_prefix="ragflow-",
    slash_optional=True,
    find=find,
    loaders={"datasets": fixture.load_dataset},
    dumpers={"datasets": fixture.dump_datasets},
    tell=words.tell,
    words={
        untimely.RateReached: ["ragflow.rate_limit_reached"],
        limits.NoRoomForWorld: ["ragflow.worlds_limit_reached"],
        limits.NoRoomForDataset: ["ragflow.datasets_limit_reached"],
        rejections.Crashed: ["ragflow.server_error"],
        rejections.NoSuchRoute: ["ragflow.no_such_route"],
        rejections.WrongMethod: ["ragflow.method_not_allowed"],
        rejections.NoKey: ["ragflow.unauthorized"],
        rejections.WrongScheme: ["ragflow.unauthorized"],
        rejections.UnknownKey: ["ragflow.unauthorized"],
        rejections.ReadOnlyKey: ["ragflow.read_only_key"],
        rejections.UnknownPreference: ["ragflow.unknown_preference"],
        rejections.UnreadableBody: ["ragflow.wrong_argument"],
        rejections.TooLarge: ["ragflow.wrong_argument"],
        errors.NoSuchDataset: [
            "ragflow.dataset_not_found",
            "ragflow.owner_only",
            "ragflow.not_your_dataset",
        ],
        errors.NameTaken: ["ragflow.name_taken"],
        errors.IdTaken: ["ragflow.id_taken"],
        errors.BadOffset: ["ragflow.bad_offset"],
    },
)
