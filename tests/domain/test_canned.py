"""Answers that were made beforehand: each answers one search, in the order in which they came."""

import pytest

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import NeedsVectors, NoModel, NoSuchChunk, NoSuchDataset
from ragmock.domain.filters import Condition, Filter
from ragmock.domain.model import Canned, Embedding, Method, Technique
from ragmock.domain.retrieval import CANNED

from .searched import Shelf

LINES = ("Cats sleep.", "Dogs bark.", "Birds fly.")


@pytest.fixture
def shelf():
    made = Shelf()
    made.put("\n".join(LINES))
    return made


def answer(shelf, *scores):
    """Make an answer of the first lines, with scores."""
    pairs = zip(LINES, scores, strict=False)
    return [Canned(shelf.chunk(line)[1].id, score) for line, score in pairs]


def can(shelf, *answers):
    for each in answers:
        shelf.base.retrieval.can(shelf.dataset, each)


def told(found):
    return [(hit.chunk.text, hit.score) for hit in found.hits]


def waiting(shelf):
    return len(shelf.base.retrieval.canned(shelf.dataset))


def test_a_canned_answer_has_just_its_chunks_and_scores_and_says_so(shelf):
    can(shelf, answer(shelf, 0.1, -3, 0.123456789))

    found = shelf.ask("nothing that anyone says")

    assert told(found) == list(zip(LINES, (0.1, -3, 0.123456789), strict=True))
    assert found.notes == [CANNED] == ["the answer was canned"]
    assert found.hits[0].document == shelf.chunk(LINES[0])[0]


def test_canned_answers_are_given_one_by_one_and_then_no_more(shelf):
    can(shelf, answer(shelf, 0.1), answer(shelf, 0.2, 0.3), [])

    found = [shelf.ask("birds") for _ in range(4)]

    assert [told(each) for each in found[:3]] == [
        [(LINES[0], 0.1)],
        [(LINES[0], 0.2), (LINES[1], 0.3)],
        [],
    ]
    assert [each.notes for each in found] == [[CANNED], [CANNED], [CANNED], []]
    assert [hit.chunk.text for hit in found[3].hits] == ["Birds fly."]


@pytest.mark.parametrize(("top_k", "count"), [(0, 0), (1, 1), (2, 2), (10**9, 3), (-1, 2)])
def test_top_k_cuts_a_canned_answer(shelf, top_k, count):
    can(shelf, answer(shelf, 0.3, 0.1, 0.2))

    assert (
        told(shelf.ask("x", top_k=top_k))
        == [
            (LINES[0], 0.3),
            (LINES[1], 0.1),
            (LINES[2], 0.2),
        ][:count]
    )
    assert waiting(shelf) == 0


@pytest.mark.parametrize("method", [*Method, None])
def test_a_canned_answer_answers_whatever_is_asked(shelf, method):
    can(shelf, answer(shelf, 0.1))
    nowhere = Filter([Condition("author", "is", "Ada")])

    assert told(shelf.ask("x", method, threshold=0.9, documents=nowhere, rerank=True)) == [
        (LINES[0], 0.1)
    ]


def test_a_chunk_that_no_search_may_find_can_be_canned(shelf):
    shelf.base.chunks.change(*shelf.chunk(LINES[0]), Draft(enabled=False))
    can(shelf, answer(shelf, 0.5))

    assert told(shelf.ask("x")) == [(LINES[0], 0.5)]


def test_a_chunk_that_is_canned_twice_in_an_answer_comes_once(shelf):
    can(shelf, [*answer(shelf, 0.5, 0.3), *answer(shelf, 0.9)])

    assert told(shelf.ask("x")) == [(LINES[0], 0.5), (LINES[1], 0.3)]


def test_an_unknown_chunk_is_refused_and_the_queue_stays(shelf):
    can(shelf, answer(shelf, 0.1))

    with pytest.raises(NoSuchChunk):
        can(shelf, [*answer(shelf, 0.2), Canned("unknown", 0.3)])
    assert waiting(shelf) == 1


def test_a_chunk_of_another_dataset_is_unknown(shelf):
    theirs = answer(shelf, 0.1)
    shelf.dataset = shelf.base.datasets.create("other", "Other").id

    with pytest.raises(NoSuchChunk):
        can(shelf, theirs)


def test_a_chunk_that_was_deleted_since_is_left_out(shelf):
    can(shelf, answer(shelf, 0.3, 0.2, 0.1))
    shelf.base.chunks.delete(*shelf.chunk(LINES[1]))

    assert told(shelf.ask("x", top_k=2)) == [(LINES[0], 0.3), (LINES[2], 0.1)]


def test_a_chunk_is_told_as_it_is_now(shelf):
    can(shelf, answer(shelf, 0.3))
    shelf.base.chunks.change(*shelf.chunk(LINES[0]), Draft("Cats purr."))

    assert told(shelf.ask("x")) == [("Cats purr.", 0.3)]


def test_an_answer_whose_document_was_deleted_is_empty(shelf):
    can(shelf, answer(shelf, 0.3))
    shelf.base.documents.delete(shelf.dataset, shelf.chunk(LINES[0])[0].id)
    shelf.put("Something else.")

    assert shelf.ask("else").hits == []
    assert shelf.finds("else") == ["Something else."]


def test_a_search_that_is_refused_takes_no_answer(shelf):
    can(shelf, answer(shelf, 0.1))
    shelf.world.settings.embedding = Embedding.OFF
    with pytest.raises(NoModel):
        shelf.ask("x", Method.MEANING)
    shelf.base.datasets.change(shelf.dataset, technique=Technique.KEYWORDS)
    with pytest.raises(NeedsVectors):
        shelf.ask("x", Method.MEANING)

    assert waiting(shelf) == 1


def test_answers_that_wait_can_be_seen_and_discarded(shelf):
    can(shelf, answer(shelf, 0.1), answer(shelf, 0.2, 0.3))
    seen = shelf.base.retrieval.canned(shelf.dataset)
    shelf.base.retrieval.discard_canned(shelf.dataset)
    shelf.base.retrieval.discard_canned(shelf.dataset)

    assert [list(each) for each in seen] == [answer(shelf, 0.1), answer(shelf, 0.2, 0.3)]
    assert waiting(shelf) == 0
    assert shelf.ask("birds").notes == []


def test_a_list_that_is_changed_afterwards_changes_no_answer(shelf):
    given = answer(shelf, 0.1)
    can(shelf, given)
    given.clear()

    assert told(shelf.ask("x")) == [(LINES[0], 0.1)]


def test_answers_go_with_their_dataset(shelf):
    can(shelf, answer(shelf, 0.1), answer(shelf, 0.2))
    shelf.dataset = shelf.base.datasets.move(shelf.dataset, "moved").id
    moved = waiting(shelf), told(shelf.ask("x"))
    shelf.base.datasets.delete("moved")
    shelf.base.datasets.create("moved", "Anew")

    assert moved == (2, [(LINES[0], 0.1)])
    assert waiting(shelf) == 0


@pytest.mark.parametrize("call", ["canned", "discard_canned"])
def test_a_dataset_that_is_not_there_has_no_answers(shelf, call):
    with pytest.raises(NoSuchDataset):
        getattr(shelf.base.retrieval, call)("unknown")
    with pytest.raises(NoSuchDataset):
        shelf.base.retrieval.can("unknown", [])


def test_a_snapshot_keeps_its_answers(shelf):
    can(shelf, answer(shelf, 0.1))
    snapshot = shelf.base.state.copy()
    can(shelf, answer(shelf, 0.2))
    taken = [told(shelf.ask("x")) for _ in range(2)]
    shelf.base.state = snapshot

    assert taken == [[(LINES[0], 0.1)], [(LINES[0], 0.2)]]
    assert waiting(shelf) == 1
    assert told(shelf.ask("x")) == [(LINES[0], 0.1)]
