"""Search in a dataset."""

from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Method, Technique
from ragmock.domain.retrieval import DEFAULT_TOP_K, Query

from . import views
from .vocabulary import METHODS

Json = dict[str, Any]


def retrieve(base: KnowledgeBase, dataset_id: str, body: Json) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/retrieve`."""
    dataset = base.datasets.get(dataset_id)
    model = body.get("retrieval_model") or dataset.settings.get("retrieval_model") or {}
    if not body.get("retrieval_model") and dataset.technique is not Technique.VECTORS:
        model = {**model, "search_method": None}  # the dataset's own: by keywords
    query = _query(body["query"], model)
    hits = base.retrieval.search(dataset_id, query)
    scored = base.edition.scores_keywords or query.method not in (None, Method.KEYWORDS)
    records = [views.record(base, hit, scored=scored) for hit in hits]
    return {"query": {"content": body["query"]}, "records": records}


def _query(text: str, model: Json) -> Query:
    method, top_k, weights = model.get("search_method"), model.get("top_k"), model.get("weights")
    meaning = _part(_part(weights, "vector_setting"), "vector_weight")
    keyword = _part(_part(weights, "keyword_setting"), "keyword_weight")
    if isinstance(weights, int | float):  # seed 002: the weight of the meaning, as one number
        meaning, keyword = weights, 1 - weights
    threshold = model.get("score_threshold") if model.get("score_threshold_enabled") else None
    return Query(
        text=text,
        method=METHODS[method] if method else None,
        top_k=DEFAULT_TOP_K if top_k is None else top_k,
        threshold=threshold,
        **{
            name: weight
            for name, weight in (("meaning_weight", meaning), ("keyword_weight", keyword))
            if isinstance(weight, int | float)
        },
    )


def _part(holder: object, name: str) -> Any:  # noqa: ANN401 - JSON
    return holder.get(name) if isinstance(holder, dict) else None
