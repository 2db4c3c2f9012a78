"""Search: why it finds what it finds, and answers that were made beforehand."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from ragmock.domain.errors import NoSuchDataset
from ragmock.domain.explanation import Explained, LeftOut, explain
from ragmock.domain.filters import Condition, Filter
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Canned, Method
from ragmock.domain.ranking import Part
from ragmock.domain.retrieval import Query
from ragmock.world import World

Json = dict[str, Any]

METHODS: Final = {
    "keyword_search": Method.KEYWORDS,
    "full_text_search": Method.FULL_TEXT,
    "semantic_search": Method.MEANING,
    "hybrid_search": Method.HYBRID,
}
_NAMES: Final = {method: name for name, method in METHODS.items()}


def explain_search(world: World, arguments: Json) -> Json:
    """Answer `GET /__admin/explain`."""
    return _explain(world, arguments)


def explain_filtered_search(world: World, body: Json) -> Json:
    """Answer `POST /__admin/explain`."""
    return _explain(world, body)


def list_answers(world: World, dataset_id: str) -> Json:
    """Answer `GET /__admin/datasets/{dataset_id}/answers`."""
    waiting = _base_of(world, dataset_id).retrieval.canned(dataset_id)
    return {"data": [{"chunks": [_show_canned(each) for each in answer]} for answer in waiting]}


def add_answer(world: World, dataset_id: str, body: Json) -> Json:
    """Answer `POST /__admin/datasets/{dataset_id}/answers`."""
    answer = [Canned(each["chunk_id"], each["score"]) for each in body["chunks"]]
    retrieval = _base_of(world, dataset_id).retrieval
    retrieval.can(dataset_id, answer, body.get("times", 1))
    return {"waiting": len(retrieval.canned(dataset_id))}


def delete_answers(world: World, dataset_id: str) -> Json:
    """Answer `DELETE /__admin/datasets/{dataset_id}/answers`."""
    retrieval = _base_of(world, dataset_id).retrieval
    waiting = len(retrieval.canned(dataset_id))
    retrieval.discard_canned(dataset_id)
    return {"deleted": waiting}


def _base_of(world: World, dataset_id: str) -> KnowledgeBase:
    for base in world.bases.values():
        if dataset_id in base.state.datasets:
            return base
    raise NoSuchDataset(dataset_id)


def _explain(world: World, asked: Json) -> Json:
    dataset_id = asked["dataset"]
    explained = explain(_base_of(world, dataset_id), dataset_id, _query(asked))
    return {
        "search_method": _NAMES[explained.asked.method],
        "hits": [
            {**_show(each), "parts": _parts(each.parts), "pieces": _pieces(each)}
            for each in explained.hits
        ],
        "left_out": [{**_show(each), "why": each.why.value} for each in explained.left_out],
        "left_out_count": explained.left_out_count,
        "notes": list(explained.notes),
    }


def _query(asked: Json) -> Query:
    conditions = [
        Condition(each["name"], each["comparison_operator"], each.get("value"))
        for each in asked.get("conditions", ())
    ]
    method, weight = asked.get("search_method"), asked.get("vector_weight", 0.7)
    return Query(
        text=asked["query"],
        method=METHODS[method] if method else None,
        top_k=asked.get("top_k", 2),
        threshold=asked.get("score_threshold"),
        meaning_weight=weight,
        keyword_weight=1 - weight,
        rerank=asked.get("reranking_enable", False),
        documents=Filter(conditions, any_will_do=asked.get("logical_operator") == "or"),
    )


def _show(found: Explained | LeftOut) -> Json:
    return {
        "chunk_id": found.entry.chunk.id,
        "document_id": found.document.id,
        "document": found.document.name,
        "text": found.entry.text,
        "score": found.score,
    }


def _parts(parts: Sequence[Part]) -> list[Json]:
    return [
        {
            "search_method": _NAMES[part.method],
            "weight": part.weight,
            "score": part.score,
            "words": dict(part.shares),
        }
        for part in parts
    ]


def _pieces(found: Explained) -> list[Json]:
    """Cut a text where words begin or end that add to its score."""
    text = found.entry.text
    cuts = {0, len(text)}
    said: defaultdict[int, set[str]] = defaultdict(set)  # by the place in the text
    for part in found.parts:
        for word, places in part.places.items():
            for start, end in places:
                cuts |= {start, end}
                for at in range(start, end):
                    said[at].add(word)
    return [
        {"text": text[start:end], "words": sorted(said.get(start, ()))}
        for start, end in pairwise(sorted(cuts))
    ]


def _show_canned(canned: Canned) -> Json:
    return {"chunk_id": canned.chunk_id, "score": canned.score}
