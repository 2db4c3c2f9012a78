"""Search in a dataset."""

from typing import Any, Final

from ragmock.domain.filters import Condition, Filter
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Method, Technique
from ragmock.domain.retrieval import DEFAULT_TOP_K, Query
from ragmock.provider import Noted

from . import views
from .vocabulary import METHODS

Json = dict[str, Any]

#: What the semantic search weighs in a hybrid one, as Dify's console proposes.
_MEANING: Final = 0.7


def retrieve(base: KnowledgeBase, dataset_id: str, body: Json) -> Noted:
    """Answer `POST /v1/datasets/{dataset_id}/retrieve`."""
    dataset = base.datasets.get(dataset_id)
    model = body.get("retrieval_model") or dataset.settings.get("retrieval_model") or {}
    if not body.get("retrieval_model") and dataset.technique is not Technique.VECTORS:
        model = {**model, "search_method": None}  # the dataset's own: by keywords
    query = query_of(body["query"], model)
    found = base.retrieval.search(dataset_id, query)
    scored = base.edition.scores_keywords or query.method not in (None, Method.KEYWORDS)
    records = [views.record(base, hit, scored=scored) for hit in found.hits]
    notes = [*found.notes, base.edition.filter_note] if query.documents.conditions else found.notes
    return Noted({"query": {"content": body["query"]}, "records": records}, notes)


def query_of(text: str, model: Json) -> Query:
    """Translate a `retrieval_model` that fits the contract."""
    method, top_k = model.get("search_method"), model.get("top_k")
    meaning, words = _weights(model.get("weights"))
    weighed = model.get("reranking_mode") == "weighted_score"
    return Query(
        text=text,
        method=METHODS[method] if method else None,
        top_k=DEFAULT_TOP_K if top_k is None else top_k,
        threshold=model.get("score_threshold") if model.get("score_threshold_enabled") else None,
        meaning_weight=meaning,
        keyword_weight=words,
        rerank=bool(model.get("reranking_enable")) and not weighed,
        documents=_filter(model.get("metadata_filtering_conditions") or {}),
    )


def _weights(sent: Any) -> tuple[float, float]:  # noqa: ANN401 - JSON
    """Give the weights of meaning and of words; seed 002 prints the first of them alone."""
    if isinstance(sent, int | float):
        return sent, 1 - sent
    meaning = ((sent or {}).get("vector_setting") or {}).get("vector_weight")
    words = ((sent or {}).get("keyword_setting") or {}).get("keyword_weight")
    if meaning is None:
        meaning = _MEANING if words is None else 1 - words
    return meaning, 1 - meaning if words is None else words


def _filter(sent: Json) -> Filter:
    conditions = [
        Condition(each["name"], each["comparison_operator"], each.get("value"))
        for each in sent.get("conditions") or ()
    ]
    return Filter(conditions, any_will_do=sent.get("logical_operator") == "or")
