"""The client is tested against ragmock: `pytest examples/python`."""

import httpx
import pytest
from knowledge import IndexingFailed, Knowledge


@pytest.fixture
def knowledge(ragmock):
    """Give the client in a world of this test alone, whose clock goes on where others wait."""
    client = Knowledge(ragmock.dify.url, ragmock.dify.key, pause=ragmock.clock.advance)
    yield client
    client.close()


def test_what_is_uploaded_is_found(knowledge):
    pets = knowledge.dataset("Pets")
    knowledge.upload(pets, "cats.txt", "Cats are small carnivorous mammals.")
    knowledge.upload(pets, "parrots.txt", "Parrots are colourful birds.")

    assert knowledge.search(pets, "small mammals")[0] == "Cats are small carnivorous mammals."


def test_a_dataset_is_found_again_on_whatever_page_it_is(knowledge, ragmock):
    first = knowledge.dataset("First")
    ragmock.load({"dify": {"datasets": [{"name": f"Dataset {n}"} for n in range(25)]}})

    assert knowledge.dataset("First") == first


@pytest.mark.ragmock(progression="time")
def test_it_waits_until_a_document_is_indexed(knowledge, ragmock):
    ragmock.clock.freeze()
    knowledge.upload(knowledge.dataset("Pets"), "cats.txt", "Cats are small.")

    assert ragmock.count_requests(operation="dify.documents.get_indexing_status") > 1


def test_a_document_that_fails_is_told(knowledge, ragmock):
    ragmock.preset("*", "error", reason="The model is away.")

    with pytest.raises(IndexingFailed, match="The model is away"):
        knowledge.upload(knowledge.dataset("Pets"), "cats.txt", "Cats are small.")


def test_a_busy_server_is_asked_again(knowledge, ragmock):
    ragmock.fail("dify.datasets.create_dataset", {"status": 503}, times=2)

    assert knowledge.dataset("Pets")


def test_a_server_that_stays_busy_is_given_up(knowledge, ragmock):
    ragmock.fail("dify.datasets.list_datasets", {"status": 503}, times=3)

    with pytest.raises(httpx.HTTPStatusError):
        knowledge.dataset("Pets")
