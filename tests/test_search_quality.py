"""What docs/search.md says of the quality of search, measured again."""

from functools import cache
from pathlib import Path

import pytest
from benchmarks.retrieval import quality
from benchmarks.retrieval.corpus import KINDS, passages, queries

from ragmock.text.sentence_encoder import SentenceEncoder

PAGE = (Path(__file__).parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
MODELS = {"words": None, "model": SentenceEncoder}
models = pytest.mark.parametrize("model", MODELS)


@cache
def measured(model):
    make = MODELS[model]
    return quality.measure(make() if make else None)


def overall(model, method):
    return measured(model)[method]["all"]


def test_the_corpus_is_large_enough_and_in_two_languages():
    kinds = [query.kind for query in queries()]

    assert len(passages()) >= 200
    assert sum(key.startswith("zh-") for key in passages()) >= 80
    assert {kind: kinds.count(kind) for kind in KINDS} == dict.fromkeys(KINDS, 20)
    assert [query.id for query in queries() if not query.answers <= passages().keys()] == []


@models
def test_the_page_shows_what_is_measured(model):
    assert quality.table(measured(model)) in PAGE, "run `make benchmark-search ARGS=--segments=0`"


@pytest.mark.parametrize("kind", ["words", "chinese"])
def test_full_text_finds_what_is_asked_for_in_its_own_words(kind):
    recall, _ = measured("words")["full_text_search"][kind]

    assert recall >= 0.9


@models
def test_hybrid_search_is_not_below_the_better_of_its_parts(model):
    recall, ndcg = overall(model, "hybrid_search")
    parts = [overall(model, method) for method in ("semantic_search", "full_text_search")]

    assert recall >= max(recall for recall, _ in parts)
    assert ndcg >= max(ndcg for _, ndcg in parts)


def test_the_model_finds_paraphrases_that_words_do_not():
    recall, _ = measured("model")["semantic_search"]["paraphrase"]

    assert recall > 2 * measured("words")["semantic_search"]["paraphrase"][0]
