"""Documents: from text, from files, and how their indexing goes."""

from typing import Any

from ragmock.domain.errors import NothingToUpdate, TechniqueMissing
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Upload
from ragmock.domain.paging import page as page_of
from ragmock.provider import Form

from . import views
from .datasets import embedding_settings
from .rules import AUTOMATIC, rules_of
from .uploads import file_of, file_upload, text_upload
from .vocabulary import TECHNIQUES, form_of

Json = dict[str, Any]


def create_document_by_text(base: KnowledgeBase, dataset_id: str, body: Json) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/document/create-by-text`."""
    upload = text_upload(base, body["name"], body["text"])
    original = body.get("original_document_id")
    if original:
        return _update(base, dataset_id, original, body, upload)
    return _create(base, dataset_id, body, upload)


def create_document_by_file(base: KnowledgeBase, dataset_id: str, form: Form, body: Json) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/document/create-by-file`; `body` is its part `data`.

    Seed 003: what an update lacks, the file too, is taken from the original document.
    """
    original = body.get("original_document_id")
    if original:
        return update_document_by_file(base, dataset_id, original, form, body)
    base.datasets.get(dataset_id)  # what is not there is told before what is wrong with the file
    return _create(base, dataset_id, body, file_upload(base, file_of(form)))


def update_document_by_text(
    base: KnowledgeBase, dataset_id: str, document_id: str, body: Json
) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/documents/{document_id}/update-by-text`."""
    old = base.documents.get(dataset_id, document_id)
    text = body.get("text")
    upload = text_upload(base, body.get("name") or old.name, text) if text else None
    return _update(base, dataset_id, document_id, body, upload)


def update_document_by_file(
    base: KnowledgeBase, dataset_id: str, document_id: str, form: Form, body: Json
) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/documents/{document_id}/update-by-file`."""
    base.documents.get(dataset_id, document_id)
    file = file_of(form)
    upload = file_upload(base, file) if file else None
    return _update(base, dataset_id, document_id, body, upload)


def list_documents(
    base: KnowledgeBase, dataset_id: str, page: int, limit: int, keyword: str | None = None
) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}/documents`."""
    found = page_of(base.documents.newest(dataset_id, keyword or ""), page, limit)
    return views.paged(found, lambda shown: views.document(base, shown))


def delete_document(base: KnowledgeBase, dataset_id: str, document_id: str) -> Json:
    """Answer `DELETE /v1/datasets/{dataset_id}/documents/{document_id}`."""
    base.documents.delete(dataset_id, document_id)
    return {"result": "success"}


def get_indexing_status(base: KnowledgeBase, dataset_id: str, batch: str) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}/documents/{batch}/indexing-status`."""
    found = base.documents.of_batch(dataset_id, batch)
    return {"data": [views.indexing_status(base, shown) for shown in found]}


def get_upload_file(base: KnowledgeBase, dataset_id: str, document_id: str, at: float) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}/documents/{document_id}/upload-file`."""
    shown = base.documents.get(dataset_id, document_id).upload
    url = f"/files/{shown.id}/file-preview"
    signed = f"{url}?timestamp={int(at)}&nonce={shown.id.replace('-', '')}&sign=ragmock"
    download = f"{signed}&as_attachment=true"
    return {**views.upload(base, shown), "url": signed, "download_url": download}


def _create(base: KnowledgeBase, dataset_id: str, body: Json, upload: Upload) -> Json:
    """Take a new document in."""
    dataset = base.datasets.get(dataset_id)
    form = body.get("doc_form", "text_model")
    if "indexing_technique" not in body:
        raise TechniqueMissing(form, upload.id[-17:])
    rules = rules_of(body.get("process_rule")) or AUTOMATIC
    technique = TECHNIQUES[body["indexing_technique"]]
    document = base.documents.submit(
        dataset,
        upload,
        rules,
        technique=technique,
        form=form_of(form),
        language=body.get("doc_language", "English"),
    )
    if dataset.technique is None:  # the first document decides
        own = dataset.settings.get("retrieval_model")
        settings = {**dataset.settings, **embedding_settings(technique, body)}
        settings["retrieval_model"] = own or body.get("retrieval_model")
        base.datasets.change(dataset_id, settings=settings)
    return views.queued(base, document)


def _update(
    base: KnowledgeBase, dataset_id: str, document_id: str, body: Json, upload: Upload | None
) -> Json:
    """Index a document again, with what the call says of it."""
    base.documents.get(dataset_id, document_id)
    if upload is None and not body.get("process_rule"):
        raise NothingToUpdate
    updated = base.documents.resubmit(
        dataset_id,
        document_id,
        name=body.get("name") or None,
        upload=upload,
        rules=rules_of(body.get("process_rule")),
        form=form_of(body["doc_form"]) if "doc_form" in body else None,
    )
    return views.queued(base, updated)
