"""How much there may be: shown, and refused beyond it, in the words of the control plane."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from ragmock.cli import main
from ragmock.domain.limits import SCRIPTED, Limits
from ragmock.fake import Fake

SMALL = Limits(worlds=2, documents=2)
STUCK = {"name": "*", "stage": "waiting"}


@pytest.fixture
def ask():
    """Give a function that asks a server in this process with room for two worlds."""
    fake = Fake("empty", limits=SMALL)

    def ask(method, path, key=None, **sent):
        async def answer():
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            transport = httpx.ASGITransport(fake.app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://localhost"
            ) as client:
                return await client.request(method, path, headers=headers, **sent)

        return asyncio.run(answer())

    ask.worlds = fake.worlds
    return ask


def test_the_limits_are_shown(ask, world):
    assert ask("GET", "/__admin/limits").json() == asdict(SMALL)
    assert world.admin.get("/limits").json() == asdict(Limits())


def test_the_docs_tell_the_limits():
    told = (Path(__file__).parents[2] / "docs" / "client-tests.md").read_text(encoding="utf-8")
    line = next(each for each in told.splitlines() if "A server has room for" in each)
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d+(?:,\d{3})+", line)]

    assert numbers == [*asdict(Limits()).values(), *[SCRIPTED] * 3]


@pytest.mark.parametrize("said", ["wings=5", "worlds=-1", "worlds", "worlds=many"])
def test_a_limit_that_is_none_is_refused_by_the_command_line(said):
    refused = CliRunner().invoke(main, ["serve", f"--limit={said}"])

    assert refused.exit_code == 2
    assert f"'{said}' is no limit" in refused.output


def test_keys_open_so_many_worlds_and_no_more(ask):
    opened = [ask("GET", "/v1/datasets", f"dataset-{name}").status_code for name in "abcab"]

    assert opened == [200, 200, 400, 200, 200]
    assert list(ask.worlds.opened) == ["a", "b"]
    assert set(ask.worlds.journals.of_worlds) == {"a", "b"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/__admin/worlds/new", {}),
        ("PUT", "/__admin/worlds/new", {"fixture": "demo", "seed": "s"}),
        ("GET", "/__admin/presets?world=new", None),
        ("POST", "/__admin/reset?world=new", {}),
        ("GET", "/__admin/documents", None),  # of the world `demo`, which is not there
        ("POST", "/__admin/faults?world=new", {"fault": {"status": 500}}),
    ],
)
def test_the_control_plane_opens_no_more_worlds_than_keys_do(ask, method, path, body):
    ask("GET", "/v1/datasets", "dataset-a")
    ask("GET", "/api/v1/dataset", "ragflow-b")

    refused = ask(method, path, json=body)

    assert refused.status_code == 409
    assert refused.json()["message"] == "There is room for 2 worlds in this server."
    assert "DELETE /__admin/worlds/" in refused.headers["X-Ragmock-Diagnosis"]
    assert "--limit worlds=NUMBER" in refused.headers["X-Ragmock-Diagnosis"]
    assert list(ask.worlds.opened) == ["a", "b"]
    assert set(ask.worlds.journals.of_worlds) == {"a", "b"}


def test_a_world_that_is_ended_makes_room(ask):
    ask("GET", "/v1/datasets", "dataset-a")
    ask("GET", "/v1/datasets", "dataset-b")
    listed = [each["name"] for each in ask("GET", "/__admin/worlds").json()["data"]]
    ended = ask("DELETE", f"/__admin/worlds/{listed[0]}").json()

    assert (listed, ended) == (["a", "b"], {"deleted": 1})
    assert ask("PUT", "/__admin/worlds/new", json={}).status_code == 201


def test_a_fixture_that_holds_more_than_a_world_may_is_refused(ask):
    refused = ask("PUT", "/__admin/worlds/new", json={"fixture": "busy"})

    assert refused.json()["code"] == "fixture_too_large"
    assert "there is room for 2 documents in this world" in refused.json()["message"]
    assert ask.worlds.opened == {}


def test_a_world_that_is_there_stays_when_its_new_fixture_is_too_large(ask):
    before = ask("PUT", "/__admin/worlds/w", json={}).json() | {"clock": None}
    assert ask("PUT", "/__admin/worlds/w", json={"fixture": "busy"}).status_code == 409

    assert ask("GET", "/__admin/worlds/w").json() | {"clock": None} == before


def test_a_world_has_so_many_presets_and_no_more(ask):
    for _ in range(SCRIPTED):
        made = ask("POST", "/__admin/presets?world=w", json=STUCK).status_code

    refused = ask("POST", "/__admin/presets?world=w", json=STUCK)

    assert (made, refused.status_code) == (201, 409)
    assert len(ask.worlds.open("w").settings.plans) == SCRIPTED


def test_so_many_answers_wait_in_a_world_and_none_of_those_too_many(ask):
    datasets = [
        ask("POST", "/v1/datasets", "dataset-w", json={"name": name}).json()["id"] for name in "ab"
    ]
    answers = [f"/__admin/datasets/{each}/answers?world=w" for each in datasets]
    ask("POST", answers[0], json={"chunks": [], "times": SCRIPTED - 1}).raise_for_status()

    refused = ask("POST", answers[1], json={"chunks": [], "times": 2})
    taken = ask("POST", answers[1], json={"chunks": []})

    assert refused.json()["code"] == "limit_reached"
    assert "answers that wait" in refused.headers["X-Ragmock-Diagnosis"]
    assert taken.json() == {"waiting": 1}


def test_a_document_that_is_indexed_again_may_find_no_room(ask):
    base = ask.worlds.open("w").bases["dify"]
    key = "dataset-w"
    known = ask("POST", "/v1/datasets", key, json={"name": "a"}).json()["id"]
    at = f"/v1/datasets/{known}"
    body = {"name": "a.txt", "text": "A text.", "indexing_technique": "economy"}
    made = ask("POST", f"{at}/document/create-by-text", key, json=body).json()["document"]["id"]
    (segment,) = ask("GET", f"{at}/documents/{made}/segments", key).json()["data"]
    ask("DELETE", f"{at}/documents/{made}/segments/{segment['id']}", key).raise_for_status()
    base.limits = Limits(chunks=0)

    refused = ask("POST", f"/__admin/documents/{made}/preset?world=w", json={"stage": "completed"})

    assert refused.json()["message"].startswith("There is room for 0 chunks")
    assert ask("GET", f"{at}/documents/{made}/segments", key).json()["data"] == []
