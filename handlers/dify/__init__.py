"""The Dify Knowledge API, over release 1.2.0, as three documents print it."""

from collections.abc import Mapping
from typing import Final

from ragmock import rejections
from ragmock.domain import errors, limits, untimely
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.provider import Provider

from . import editions, export, fixture, uploads, words


def find(base: KnowledgeBase, named: Mapping[str, str]) -> None:
    """Refuse when something that the path names is not there."""
    if "dataset_id" not in named:
        return
    dataset_id = named["dataset_id"]
    base.datasets.get(dataset_id)
    if "segment_id" in named:
        _, chunk = base.chunks.get(dataset_id, named["document_id"], named["segment_id"])
        if "child_chunk_id" in named:
            base.chunks.child(chunk, named["child_chunk_id"])
    elif "document_id" in named:
        base.documents.get(dataset_id, named["document_id"])
    elif "metadata_id" in named:
        base.metadata.get(dataset_id, named["metadata_id"])


PROVIDER: Final = Provider(
    name="dify",
    key_prefix="dataset-",
    edition=editions.DOCUMENTED,
    formats=uploads.EXTENSIONS,
    headers={"X-Version": editions.DOCUMENTED.version},
    find=find,
    loaders={"datasets": fixture.load_dataset},
    dumpers={"datasets": export.dump_datasets},
    tell=words.tell,
    words={
        rejections.NoSuchRoute: ["dify.no_such_route"],
        rejections.WrongMethod: ["dify.method_not_allowed"],
        rejections.NoKey: ["dify.no_authorization"],
        rejections.WrongScheme: ["dify.wrong_scheme"],
        rejections.UnknownKey: ["dify.unknown_key"],
        rejections.ReadOnlyKey: ["dify.read_only_key"],
        rejections.UnknownPreference: ["dify.unknown_preference"],
        rejections.UnreadableBody: ["dify.bad_request"],
        rejections.WrongMediaType: ["dify.unsupported_media_type"],
        rejections.TooLarge: ["dify.file_too_large"],
        errors.NoSuchDataset: ["dify.dataset_not_found"],
        errors.NoSuchDocument: [
            "dify.document_not_found",
            "dify.document_to_update_not_found",
            "dify.document_not_exists",
        ],
        errors.NoSuchBatch: ["dify.batch_not_found"],
        errors.NoSuchChunk: ["dify.segment_not_found"],
        errors.NoSuchChild: ["dify.child_chunk_not_found"],
        errors.NoSuchField: ["dify.metadata_not_found"],
        errors.NameTaken: ["dify.dataset_name_duplicate"],
        errors.FieldNameTaken: ["dify.metadata_name_exists"],
        errors.BuiltInName: ["dify.metadata_name_built_in"],
        errors.Archived: ["dify.archived_document_immutable"],
        errors.NeverIndexed: ["dify.dataset_not_initialized"],
        errors.StillIndexing: ["dify.document_indexing"],
        errors.NotAvailable: ["dify.document_not_available"],
        errors.Disabled: ["dify.document_disabled"],
        errors.ChunkDisabled: ["dify.segment_disabled"],
        errors.NeedsVectors: ["dify.high_quality_dataset_only"],
        errors.NoModel: ["dify.provider_not_initialize"],
        errors.QuotaSpent: ["dify.provider_quota_exceeded"],
        errors.ModelFailed: ["dify.completion_request_error"],
        errors.NoSuchProvider: ["dify.unknown_model_provider"],
        errors.NoSuchTemplate: ["dify.unknown_api_template"],
        errors.NoFile: ["dify.no_file_uploaded"],
        errors.TooManyFiles: ["dify.too_many_files"],
        errors.NamelessFile: ["dify.filename_not_exists_error"],
        errors.BadFileName: ["dify.invalid_filename"],
        errors.WrongFileType: ["dify.unsupported_file_type"],
        errors.FileTooLarge: ["dify.file_too_large"],
        errors.IncompleteRules: ["dify.invalid_process_rule"],
        errors.AnswerMissing: ["dify.answer_required"],
        errors.TechniqueMissing: ["dify.technique_required_in_data"],
        errors.WrongMetadata: ["dify.invalid_metadata"],
        errors.NothingToUpdate: ["dify.nothing_to_update"],
        rejections.MalformedData: ["dify.malformed_data"],
        untimely.RateReached: ["dify.rate_limit_reached"],
        limits.NoRoomForWorld: ["dify.worlds_limit_reached"],
        limits.NoRoomForDataset: ["dify.datasets_limit_reached"],
        limits.NoRoomForDocument: ["dify.documents_limit_reached"],
        limits.NoRoomForChunks: ["dify.vector_space_limit_reached"],
        limits.NoRoomForField: ["dify.metadata_limit_reached"],
        rejections.Crashed: ["dify.internal_error"],
    },
)
