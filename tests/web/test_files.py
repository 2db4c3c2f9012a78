"""Files over HTTP: what cannot be read ends in an error that names it, and harms nothing."""

import json

import pytest

ECONOMY = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}


def dataset(world):
    return world.dify.post("/datasets", json={"name": "Handbook"}).json()["id"]


def indexed(world, at, created):
    path = f"/datasets/{at}/documents/{created.json()['batch']}/indexing-status"
    return world.dify.get(path).json()["data"][0]


def sent_file(world, at, name, content):
    path = f"/datasets/{at}/document/create-by-file"
    data = {"data": json.dumps(ECONOMY)}
    return world.dify.post(path, data=data, files={"file": (name, content)})


def test_an_empty_file_is_an_error_and_an_empty_text_is_not(world):
    at = dataset(world)
    text = {"name": "nothing", "text": "", **ECONOMY}

    of_file = indexed(world, at, sent_file(world, at, "nothing.txt", b""))
    sent = world.dify.post(f"/datasets/{at}/document/create-by-text", json=text)
    of_text = indexed(world, at, sent)

    assert (of_file["indexing_status"], of_file["error"]) == ("error", "nothing.txt: it is empty")
    assert (of_text["indexing_status"], of_text["error"]) == ("completed", None)
    assert of_text["total_segments"] == 0


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"%PDF-1.4", "it cannot be read: Failed to load document"),
        ("a.html", b"<div>" * 5_000 + b"x", "its parts are nested too deep"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_by_name(world, name, content, why):
    at = dataset(world)

    status = indexed(world, at, sent_file(world, at, name, content))

    assert status["indexing_status"] == "error"
    assert status["error"].startswith(f"{name}: {why}")


def test_a_web_page_is_read_by_the_server(world):
    at = dataset(world)

    created = sent_file(world, at, "a.html", b"<h1>Birds</h1><p>They can fly.")
    path = f"/datasets/{at}/documents/{created.json()['document']['id']}/segments"

    assert world.dify.get(path).json()["data"][0]["content"] == "Birds\n\nThey can fly."
