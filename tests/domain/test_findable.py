"""What may be found, and that an index follows it by learning what changed and no more."""

import pytest

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import NoSuchDataset
from ragmock.domain.model import Form, Method, Technique
from ragmock.domain.progression import Progression
from ragmock.domain.retrieval import Query

from .searched import LINES, Shelf

CATS, DOGS, BIRDS = "Cats and pets sleep.", "Dogs and pets bark.", "Birds and pets fly."


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def slow():
    return Shelf(progression=Progression.TIME)


# ---------------------------------------------------------------------- the clock
def test_a_document_is_found_when_it_is_completed(slow):
    slow.put("Old pets.")
    slow.clock.advance(3)
    slow.put(CATS)
    seen = []
    for _ in range(4):
        seen.append(slow.finds("pets"))
        slow.clock.advance(1)

    assert seen == [["Old pets."], ["Old pets."], ["Old pets."], ["Old pets.", CATS]]


def test_a_document_is_gone_when_the_clock_is_set_back(slow):
    for each in ("Old pets.", CATS, DOGS):
        slow.put(each)
        slow.clock.advance(3)
    seen = []
    for seconds in (0, -1, -3, 3, 1):
        slow.clock.advance(seconds)
        seen.append(len(slow.finds("pets")))

    assert seen == [3, 2, 1, 2, 3]


def test_a_document_that_is_indexed_again_is_not_found_meanwhile(slow):
    slow.put(CATS, "a.txt")
    slow.put(DOGS, "b.txt")
    slow.clock.advance(3)
    before = slow.finds("pets")
    slow.put(BIRDS, "a.txt")
    meanwhile = slow.finds("pets")
    slow.clock.advance(3)

    assert [before, meanwhile, slow.finds("pets")] == [[CATS, DOGS], [DOGS], [BIRDS, DOGS]]


def test_a_document_that_waits_to_be_told_is_found_when_it_was_told_enough():
    shelf = Shelf()
    shelf.put("Old pets.")
    shelf.world.settings.progression = Progression.MANUAL
    document = shelf.put(CATS)
    seen = []
    for _ in range(5):
        document = shelf.base.documents.advance(document)
        shelf.clock.advance(100)
        seen.append(len(shelf.finds("pets")))

    assert seen == [1, 1, 1, 1, 2]


@pytest.mark.parametrize("marker", ["stuck", "pause", "hold-indexing", "fail", "fail-60"])
def test_a_document_that_is_never_completed_is_never_found(slow, marker):
    slow.put("Old pets.")
    slow.put(f"{CATS}\n{DOGS}\n{BIRDS}", f"ragmock-{marker}.txt")
    slow.clock.advance(1_000)

    assert slow.finds("pets") == ["Old pets."]


# ---------------------------------------------------------------------- documents
@pytest.mark.parametrize("change", [{"enabled": False}, {"archived": True}])
def test_a_document_is_found_unless_it_is_disabled_or_archived(shelf, change):
    document = shelf.put(CATS)
    shelf.put(DOGS)
    shelf.set(document, **change)
    without = shelf.finds("pets")
    shelf.set(document, enabled=True, archived=False)

    assert without == [DOGS]
    assert shelf.finds("pets") == [CATS, DOGS]


def test_a_document_is_gone_when_it_is_deleted_and_its_place_is_taken(shelf):
    document = shelf.put(CATS)
    before = shelf.finds("pets")
    shelf.base.documents.delete(shelf.dataset, document.id)
    shelf.put("A pets shop.")

    assert before == [CATS]
    assert shelf.finds("pets") == ["A pets shop."]
    assert shelf.finds("cats") == []


def test_a_document_is_found_by_its_new_text_only(shelf):
    document = shelf.put(f"{CATS}\n{DOGS}")
    before = shelf.finds("pets")
    upload = shelf.upload(BIRDS, "new.txt")
    shelf.base.documents.resubmit(shelf.dataset, document.id, upload=upload, rules=LINES)

    assert before == [CATS, DOGS]
    assert shelf.finds("pets") == [BIRDS]


def test_hits_come_with_the_document_as_it_is_now(shelf):
    document = shelf.put(CATS)
    shelf.ask("pets")
    renamed = shelf.set(document, name="renamed.txt")

    (hit,) = shelf.ask("pets").hits
    assert hit.document is renamed


def test_equals_come_in_the_order_of_documents_and_of_chunks(shelf):
    for name in ("b", "c", "a"):
        shelf.put("\n".join(["Three pets."] * 3), name)

    found = shelf.ask("pets").hits
    assert [(hit.document.name, hit.chunk.position) for hit in found] == [
        (name, position) for name in "bca" for position in (1, 2, 3)
    ]


# ---------------------------------------------------------------------- chunks
def test_an_added_chunk_is_found_behind_the_others(shelf):
    document = shelf.put(f"{CATS}\n{DOGS}")
    shelf.base.chunks.add(document, [Draft("Frogs and pets jump."), Draft("No animal.")])

    assert shelf.finds("pets") == [CATS, DOGS, "Frogs and pets jump."]


def test_an_edited_chunk_is_found_by_its_new_text_and_keywords(shelf):
    shelf.put(f"{CATS}\n{DOGS}")
    before = shelf.finds("cats"), shelf.finds("Cats", Method.KEYWORDS)
    document, chunk = shelf.chunk(CATS)
    shelf.base.chunks.change(document, chunk, Draft("Frogs jump.", keywords=("amphibia",)))

    assert before == ([CATS], [CATS])
    assert shelf.finds("cats") == shelf.finds("Cats", Method.KEYWORDS) == []
    assert shelf.finds("frogs") == shelf.finds("amphibia", Method.KEYWORDS) == ["Frogs jump."]


def test_a_chunk_is_found_unless_it_is_disabled(shelf):
    shelf.put(f"{CATS}\n{DOGS}")
    seen = [shelf.finds("pets")]
    for enabled in (False, True):
        shelf.base.chunks.change(*shelf.chunk(CATS), Draft(enabled=enabled))
        seen.append(shelf.finds("pets"))

    assert seen == [[CATS, DOGS], [DOGS], [CATS, DOGS]]


def test_a_deleted_chunk_is_gone(shelf):
    shelf.put(f"{CATS}\n{DOGS}")
    shelf.base.chunks.delete(*shelf.chunk(CATS))

    assert shelf.finds("pets") == [DOGS]


def test_parents_are_found_by_meaning_and_never_by_keywords(shelf):
    shelf.put(CATS, form=Form.PARENT_CHILD)
    shelf.put(DOGS)
    found = shelf.finds("pets")
    shelf.base.datasets.change(shelf.dataset, technique=Technique.KEYWORDS)
    shelf.base.documents.reindex(shelf.dataset)

    assert found == [CATS, DOGS]
    assert shelf.finds("pets", Method.KEYWORDS) == [DOGS]


# ---------------------------------------------------------------------- children
def test_a_parent_is_found_once_through_the_children_that_match(shelf):
    shelf.put(f"{CATS}\n{DOGS}", form=Form.PARENT_CHILD)

    first, second = shelf.ask("cats pets").hits

    assert [first.chunk.text, second.chunk.text] == [CATS, DOGS]
    assert {(child.text, score) for child, score in first.children} == {
        ("Cats", first.score),
        ("pets", second.score),
    }
    assert [child.text for child, _ in second.children] == ["pets"]


def test_a_child_is_found_by_what_it_says_now(shelf):
    shelf.put(f"{CATS}\n{DOGS}", form=Form.PARENT_CHILD)
    shelf.ask("pets")
    chunks = shelf.base.chunks
    child = shelf.chunk(CATS)[1].children[0]
    seen = []
    for change in (
        lambda: chunks.add_child(*shelf.chunk(CATS), "Parrots talk."),
        lambda: chunks.change_child(*shelf.chunk(CATS), child, "Kittens"),
        lambda: chunks.delete_child(*shelf.chunk(CATS), shelf.chunk(CATS)[1].children[-1]),
    ):
        change()
        seen.append([shelf.finds(word) for word in ("parrots", "kittens", "cats")])

    assert seen == [[[CATS], [], [CATS]], [[CATS], [CATS], []], [[], [CATS], []]]


def test_children_whose_text_only_their_parent_says_are_not_found(shelf):
    shelf.put(CATS, form=Form.PARENT_CHILD)
    for child in shelf.chunk(CATS)[1].children[1:]:
        shelf.base.chunks.delete_child(*shelf.chunk(CATS), child)

    assert shelf.finds("cats") == [CATS]
    assert shelf.finds("pets") == []


# ---------------------------------------------------------------------- datasets
def test_a_dataset_that_was_moved_is_searched_under_its_new_id(shelf):
    shelf.put(CATS)
    old = shelf.dataset
    before = shelf.finds("pets")
    shelf.dataset = shelf.base.datasets.move(old, "another").id

    assert shelf.finds("pets") == before == [CATS]
    with pytest.raises(NoSuchDataset):
        shelf.base.retrieval.search(old, Query("pets"))


@pytest.mark.parametrize("asked_between", [False, True])
def test_a_dataset_that_was_made_anew_has_nothing_of_the_old(shelf, asked_between):
    shelf.put(CATS)
    shelf.ask("pets")
    shelf.base.datasets.delete(shelf.dataset)
    if asked_between:
        other = shelf.base.datasets.create("other", "Other", technique=Technique.VECTORS)
        shelf.base.retrieval.findable(other.id)
    shelf.base.datasets.create(shelf.dataset, "Anew", technique=Technique.VECTORS)
    shelf.put(DOGS)

    assert shelf.finds("pets") == [DOGS]


def test_datasets_are_searched_apart(shelf):
    shelf.put(CATS)
    one, shelf.dataset = shelf.dataset, "other"
    shelf.base.datasets.create("other", "Other", technique=Technique.VECTORS)
    shelf.put(DOGS)
    other, shelf.dataset = shelf.finds("pets"), one

    assert (shelf.finds("pets"), other) == ([CATS], [DOGS])


# ---------------------------------------------------------------------- what is indexed
def test_only_what_changed_is_indexed(shelf):
    shelf.put(f"{CATS}\n{DOGS}", "a.txt")
    shelf.put(BIRDS, "b.txt")
    shelf.ask("pets")
    first = shelf.indexed()
    document, chunk = shelf.chunk(CATS)
    shelf.base.chunks.change(document, chunk, Draft("Frogs and pets."))
    shelf.ask("pets")
    edited = shelf.indexed()
    shelf.base.chunks.add(shelf.now(document), [Draft("Fish and pets.")])
    shelf.ask("pets")
    added = shelf.indexed()
    shelf.set(document, enabled=False)
    shelf.ask("pets")

    assert first == [([], [CATS, DOGS, BIRDS])]
    assert edited == [([CATS], ["Frogs and pets."])]
    assert added == [([], ["Fish and pets."])]
    assert shelf.indexed() == [(["Frogs and pets.", DOGS, "Fish and pets."], [])]


def test_nothing_is_indexed_when_nothing_changed(slow):
    slow.put(CATS)
    slow.clock.advance(3)
    document = slow.put(DOGS)
    slow.ask("pets")
    slow.indexed()
    for seconds in (0, 1, 0, 1):
        slow.clock.advance(seconds)
        slow.ask("pets")
        slow.set(document, name=f"renamed after {seconds}")
    slow.base.datasets.change(slow.dataset, name="Renamed")
    slow.ask("dogs", Method.MEANING)

    assert slow.indexed() == []


def test_nothing_is_indexed_until_a_search_asks_for_it(shelf):
    shelf.put(CATS)
    shelf.put(DOGS, "ragmock-pause.txt")
    shelf.base.chunks.change(*shelf.chunk(CATS), Draft(enabled=False))

    assert shelf.indexed() == []
    assert shelf.ask("pets").hits == []
    assert shelf.indexed() == []


def test_a_snapshot_that_is_put_back_is_searched_as_it_was(shelf):
    document = shelf.put(f"{CATS}\n{DOGS}")
    before, snapshot = shelf.ask("pets"), shelf.base.state.copy()
    shelf.base.chunks.delete(*shelf.chunk(CATS))
    shelf.base.chunks.add(document, [Draft("Frogs and pets jump.")])
    shelf.put(BIRDS)
    after = shelf.finds("pets")
    shelf.base.state = snapshot

    assert after == [DOGS, "Frogs and pets jump.", BIRDS]
    assert shelf.ask("pets") == before
