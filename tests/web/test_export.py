"""What a world holds, written as a fixture, makes the like of it again."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from ragmock.fake import Fake

from .moves import KEY, MOVES, make

#: What differs from one world to another that holds the same: ids, times, and places after a gap.
VOLATILE = re.compile(r"^(id|position|.+_(at|by|id)|batch|upload_file|document)$")
GENTLY = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.generate],  # to shrink takes minutes, and tells little
)


def exported(server, name):
    answer = server.client().get("/__admin/export", params={"world": name})
    return yaml.safe_load(answer.raise_for_status().text)


def loaded(server, name, said):
    """Make an empty world and load something into it."""
    clock = server.world("world").clock
    server.fake.worlds.make(name, fixture="empty", clock=clock)
    admin = server.client()
    answer = admin.post("/__admin/load", params={"world": name}, json=said)

    assert answer.is_success, answer.headers["X-Ragmock-Diagnosis"]


def documents(server, name):
    """Tell what Dify shows of the documents of a world and of their segments, without ids."""
    client = server.client(f"dataset-{name}")
    shown = []
    for dataset in client.get("/v1/datasets", params={"limit": 100}).json()["data"]:
        at = f"/v1/datasets/{dataset['id']}"
        told = []
        for each in client.get(f"{at}/documents", params={"limit": 100}).json()["data"]:
            rows = client.get(f"{at}/documents/{each['id']}/segments").json().get("data", [])
            told.append((without(each), [without(row) for row in rows]))
        shown.append((dataset["id"], without(dataset), told))
    return shown


def without(value):
    """Leave out what differs."""
    if isinstance(value, list):
        return [without(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: without(each) for key, each in value.items() if not VOLATILE.match(key)}


@pytest.mark.parametrize("fixture", ["demo", "busy"])
@GENTLY
@given(moves=MOVES)
def test_whatever_was_done_the_same_is_written_of_what_was_written(inside, fixture, moves):
    server = inside(fixture)
    server.fake.worlds.end("world")
    server.world("world")
    make(server, "world", [each for each in moves if each[0][0] is KEY])
    said = exported(server, "world")
    loaded(server, "written", said)

    assert {**exported(server, "written"), "about": said["about"]} == said
    assert documents(server, "written") == documents(server, "world")


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=TEXTS, name=TEXTS)
@example(text="  - a: |\n\n   b #\r\n\u2028 \x85 \t\n", name="yes")
@example(text="null", name="'\"{[")
@example(text="\ufeff\n\n", name="1.0")
@example(text="0", name=".MARKDOWN")
def test_any_text_comes_back(text, name):
    fake = Fake("empty")
    document = {"name": name, "text": text}
    said = {"dify": {"datasets": [{"name": "A", "documents": [document]}]}}
    fake.worlds.load("w", said)
    written = fake.worlds.fixtures.export(fake.worlds.open("w"))
    (dataset,) = yaml.safe_load(written)["dify"]["datasets"]

    assert dataset["documents"][0]["text"] == text
    assert dataset["documents"][0]["name"] == name
