"""Why a search finds what it finds, and what it leaves out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import NeverIndexed, NoSuchDataset
from ragmock.domain.explanation import MOST_LEFT_OUT, Why, explain
from ragmock.domain.filters import Condition, Filter
from ragmock.domain.metadata import Assignment
from ragmock.domain.model import Canned, Form, Hit, Kind, Method, Technique
from ragmock.domain.progression import Progression
from ragmock.domain.retrieval import Query

from .searched import Shelf

BY_ADA = Filter([Condition("author", "is", "Ada")])
WORDS = ["cats", "dogs", "birds", "pets", "sleep", "bark", "fly", "talk", "parrots", "mammals"]
PLACES = 130  # more than what is weighed together


def with_author(shelf, document, author):
    (field,) = shelf.base.metadata.fields(shelf.dataset) or [
        shelf.base.metadata.create(shelf.dataset, "author", Kind.TEXT)
    ]
    shelf.base.metadata.assign(shelf.dataset, [Assignment(document.id, {field.id: author})])


def explained(shelf, text, method=Method.FULL_TEXT, **how):
    return explain(shelf.base, shelf.dataset, Query(text, method, **({"top_k": 1000} | how)))


def reasons(shelf, text, method=Method.FULL_TEXT, **how):
    told = explained(shelf, text, method, **how)
    return {out.entry.chunk.text: out.why for out in told.left_out}


@pytest.fixture(scope="module")
def large():
    """Give a dataset of many texts that share a few words, in two documents."""
    shelf = Shelf()
    for number, author in enumerate(["Ada", "Grace"]):
        lines = [
            " ".join(
                word for place, word in enumerate(WORDS) if (line * 7 + number) % (place + 2) < 2
            )
            + f" number{line} {'and so on ' * (line % 5)}"
            for line in range(PLACES)
        ]
        with_author(shelf, shelf.put("\n".join(lines), author), author)
    return shelf


@pytest.mark.parametrize("rerank", [False, True])
@pytest.mark.parametrize("method", [*Method, None])
@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    top_k=st.sampled_from([-300, -2, -1, 0, 1, 5, 150, 1000]),
    threshold=st.sampled_from([None, -1, 0, 0.2, 0.4, 0.6, 2]),
    documents=st.sampled_from([Filter(), BY_ADA, Filter([Condition("author", "empty")])]),
)
def test_what_is_explained_is_what_a_search_finds(
    large, method, rerank, text, top_k, threshold, documents
):
    query = Query(text, method, top_k, threshold, rerank=rerank, documents=documents)

    told = explain(large.base, large.dataset, query)

    found = large.base.retrieval.search(large.dataset, query)
    hits = [Hit(each.entry.chunk, each.document, each.score) for each in told.hits]
    assert hits == found.hits
    assert told.notes == found.notes


def test_nothing_is_a_hit_and_left_out(large):
    for method in Method:
        told = explained(large, "cats talk", method, top_k=60)
        hits = {each.entry.chunk.id for each in told.hits}

        assert hits & {out.entry.chunk.id for out in told.left_out} == set()
        assert len(hits) == 60


@pytest.mark.parametrize("method", Method)
def test_a_hit_is_explained_by_its_parts(method):
    shelf = Shelf()
    shelf.put("Cats sleep.\nDogs bark loudly.\nCats and Dogs bark.")

    told = explained(shelf, "Cats bark", method)

    assert told.asked.method is method
    assert len(told.hits) == 3
    for each in told.hits:
        whole = sum(part.weight * part.score for part in each.parts)
        assert whole == pytest.approx(each.score)
        assert all(part.shares for part in each.parts)


# ---------------------------------------------------------------------- what is left out
def test_what_others_are_better_than_is_left_out_in_order():
    shelf = Shelf()
    shelf.put("Cats and so on.\nCats.\nCats and others and so on.\nDogs.")

    told = explained(shelf, "cats", top_k=1)

    assert [each.entry.chunk.text for each in told.hits] == ["Cats."]
    assert [(out.entry.chunk.text, out.why) for out in told.left_out] == [
        ("Cats and so on.", Why.TOP_K),
        ("Cats and others and so on.", Why.TOP_K),
    ]
    scores = [each.score for each in told.hits] + [out.score for out in told.left_out]
    assert scores == sorted(scores, reverse=True)
    assert told.left_out_count == 2


def test_what_is_below_the_threshold_is_left_out():
    shelf = Shelf()
    shelf.put("Cats.\nCats and a great many other animals.\nDogs.")
    best = explained(shelf, "cats").hits[0].score

    assert reasons(shelf, "cats", threshold=best) == {
        "Cats and a great many other animals.": Why.THRESHOLD
    }
    assert reasons(shelf, "Cats", Method.KEYWORDS, threshold=2) == {}


def test_documents_that_do_not_pass_the_filter_are_left_out():
    shelf = Shelf()
    with_author(shelf, shelf.put("Cats sleep."), "Ada")
    with_author(shelf, shelf.put("Cats purr."), "Grace")
    shelf.put("Cats hunt.")

    assert reasons(shelf, "cats", documents=BY_ADA) == {
        "Cats purr.": Why.FILTER,
        "Cats hunt.": Why.FILTER,
    }


def test_what_cannot_be_found_is_left_out_without_a_score():
    shelf = Shelf(progression=Progression.TIME)
    names = ["found", "disabled chunk", "disabled", "archived", "archived and disabled"]
    put = {name: shelf.put(f"Cats {name}.\nDogs {name}.", name) for name in names}
    shelf.clock.advance(10)
    shelf.put("Cats indexing.")
    shelf.put("Cats failed.", "ragmock-fail-60.txt")
    shelf.base.chunks.change(*shelf.chunk("Cats disabled chunk."), Draft(enabled=False))
    shelf.set(put["disabled"], enabled=False)
    shelf.set(put["archived"], archived=True)
    shelf.set(put["archived and disabled"], archived=True, enabled=False)

    told = explained(shelf, "cats")

    assert [each.entry.chunk.text for each in told.hits] == ["Cats found."]
    assert {(out.entry.chunk.text, out.why, out.score) for out in told.left_out} == {
        ("Cats disabled chunk.", Why.DISABLED, None),
        ("Cats disabled.", Why.DOCUMENT_DISABLED, None),
        ("Cats archived.", Why.ARCHIVED, None),
        ("Cats archived and disabled.", Why.ARCHIVED, None),
        ("Cats indexing.", Why.NOT_COMPLETED, None),
        ("Cats failed.", Why.NOT_COMPLETED, None),
    }


def test_parents_are_never_completed_where_chunks_are_found_by_keywords():
    shelf = Shelf(Technique.KEYWORDS)
    shelf.put("Cats sleep.")
    shelf.put("Cats purr.", form=Form.PARENT_CHILD)
    document, chunk = shelf.chunk("Cats purr.")
    shelf.base.chunks.change(document, chunk, Draft(keywords=("Cats",)))

    assert reasons(shelf, "Cats", Method.KEYWORDS) == {"Cats purr.": Why.NOT_COMPLETED}


def test_the_tests_know_every_reason():
    assert len(Why) == 7


def test_of_very_many_that_are_left_out_the_best_are_told_of():
    shelf = Shelf()
    shelf.put("\n".join(f"Cats {'and ' * n}." for n in range(MOST_LEFT_OUT + 30)))

    told = explained(shelf, "cats", top_k=10)

    assert told.left_out_count == MOST_LEFT_OUT + 20
    assert len(told.left_out) == MOST_LEFT_OUT
    scores = [each.score for each in told.hits] + [out.score for out in told.left_out]
    assert scores == sorted(scores, reverse=True)


# ---------------------------------------------------------------------- no trace
def test_explaining_takes_no_canned_answer():
    shelf = Shelf()
    shelf.put("Cats sleep.")
    shelf.base.retrieval.can(shelf.dataset, [Canned(shelf.chunk("Cats sleep.")[1].id, 0.1)])

    told = explained(shelf, "cats")

    assert told.hits[0].score != 0.1
    assert told.notes == []
    assert len(shelf.base.retrieval.canned(shelf.dataset)) == 1


def test_what_a_search_refuses_is_not_explained():
    shelf = Shelf()
    shelf.put("Cats.", "ragmock-stuck.txt")
    with pytest.raises(NeverIndexed):
        explained(shelf, "cats")
    with pytest.raises(NoSuchDataset):
        explain(shelf.base, "unknown", Query("cats"))
