"""A snapshot as JSON: downloaded, compared, altered, uploaded."""

import json

import pytest

from ragmock.snapshots.shelf import MOST

from ..conftest import serve  # noqa: TID252 - tests are no package
from .snapshotting import Snapshots, make


def test_what_is_downloaded_can_be_uploaded(world, snapshots):
    world.admin.put(f"/worlds/{world.name}", json={"fixture": "busy"}).raise_for_status()
    snapshots.save()
    content = snapshots.download().content
    snapshots.upload(content, "-again").raise_for_status()

    assert snapshots.download("-again").content == content


def test_what_is_downloaded_is_indented_and_ends_in_a_line(snapshots):
    snapshots.save()
    text = snapshots.download().text

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_a_change_of_one_line_of_a_text_is_one_line_of_a_snapshot(site):
    snapshots, world = Snapshots(site.world), site.world
    world.admin.post("/clock", json={"freeze": True}).raise_for_status()
    made = {"name": "a.txt", "text": "one\ntwo\nthree\n", "indexing_technique": "economy"}
    path = f"/datasets/{site.dataset}/document/create-by-text"
    world.dify.post(path, json=made).raise_for_status()
    snapshots.save()
    told = json.loads(snapshots.download().text)["dify"]["datasets"][0]["documents"][0]

    assert told["upload"]["content"] == {"lines": ["one\n", "two\n", "three\n"]}


def test_a_file_that_is_no_text_comes_back(site):
    snapshots, world = Snapshots(site.world), site.world
    rule = json.dumps({"indexing_technique": "economy", "process_rule": {"mode": "automatic"}})
    path = f"/datasets/{site.dataset}/document/create-by-file"
    file = ("a.txt", "café".encode("latin-1"), "text/plain")
    created = world.dify.post(path, files={"file": file}, data={"data": rule})
    document = created.raise_for_status().json()["document"]["id"]
    snapshots.save()
    content = snapshots.download().content
    snapshots.upload(content).raise_for_status()
    snapshots.restore()
    segments = world.dify.get(f"/datasets/{site.dataset}/documents/{document}/segments").json()

    assert b'"base64": "Y2Fm6Q=="' in content
    assert segments["data"][0]["content"] == "café"


def test_a_body_may_be_larger_than_a_file(world, snapshots):
    world.admin.put(f"/worlds/{world.name}", json={"upload_limit": 10}).raise_for_status()
    snapshots.save()
    content = snapshots.download().content.rstrip() + b" " * 2_000_000

    assert snapshots.upload(content).status_code == 200


def altered(snapshots, *way, value):
    whole = json.loads(snapshots.download().text)
    holder = whole
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return snapshots.upload(json.dumps(whole).encode())


@pytest.mark.parametrize("world", ["busy"], indirect=True)
@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        (("format",), 2, "/format: must be one of 1"),
        (("drawn",), -1, "/drawn: minimum is 0"),
        (("clock", "speed"), 0, "/clock/speed: minimum is 0.001"),
        (("dify", "datasets", 0, "documents", 1, "position"), 1, "documents/1/position: another"),
        (("dify", "datasets", 0, "technique"), None, "/dify/datasets/0/technique"),
        (("dify", "datasets", 0, "colour"), "red", "knows no field colour"),
        (
            ("dify", "datasets", 0, "documents", 0, "metadata"),
            {"author": "Ada"},
            "dify/datasets/0/documents/0/metadata: author is the id of no field",
        ),
        (
            ("dify", "datasets", 0, "documents", 0, "upload", "content"),
            {"base64": "&"},
            "dify/datasets/0/documents/0/upload/content/base64",
        ),
        (
            ("faults",),
            [
                {
                    "id": "fault-1",
                    "said": {"fault": "dify.no"},
                    "matched": 0,
                    "fired": 0,
                    "draws": 0,
                    "began": None,
                    "passed": [],
                    "requests": [],
                }
            ],
            "faults/0",
        ),
    ],
)
def test_what_is_no_world_is_refused_with_its_place_and_changes_nothing(
    world, snapshots, way, value, told
):
    world.dify.get("/datasets").raise_for_status()
    snapshots.save()
    before = snapshots.download().content
    refused = altered(snapshots, *way, value=value)

    assert refused.status_code == 400
    assert told in refused.headers["X-Ragmock-Diagnosis"]
    assert snapshots.download().content == before


def test_an_id_stands_once(world, snapshots):
    make(world, "a")
    make(world, "b")
    snapshots.save()
    whole = json.loads(snapshots.download().text)
    first, second = whole["dify"]["datasets"]
    second["id"] = first["id"]
    refused = snapshots.upload(json.dumps(whole).encode())

    assert refused.json()["code"] == "bad_snapshot"
    assert refused.headers["X-Ragmock-Diagnosis"] == (
        f"dify/datasets/1/id: {first['id']} stands twice"
    )


def test_a_server_keeps_so_many_snapshots_and_no_more(tmp_path):
    with serve("empty", tmp_path) as server:
        admin = server.client("/__admin")
        for number in range(MOST):
            admin.put(f"/snapshots/{number}").raise_for_status()
        refused = admin.put("/snapshots/more")
        again = admin.put("/snapshots/0")
        admin.delete("/snapshots/0")

        assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
        assert again.status_code == 200
        assert admin.put("/snapshots/more").status_code == 201
