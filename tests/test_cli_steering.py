"""What the command line says of how documents go on, and where they are told to."""

import json

import httpx
import pytest

from .test_cli import get, serving

HOSTS = ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(
    ("options", "progression"),
    [
        ([], "time"),
        (["--progression=time"], "time"),
        (["--progression=immediate"], "immediate"),
        (["--progression=manual"], "manual"),
    ],
)
def test_uploads_take_their_time_unless_it_is_said_otherwise(options, progression):
    with serving("--fixture=empty", *options) as (_, (proof, _)):
        url = proof.split()[-1]
        headers = {"Authorization": "Bearer dataset-demo"}
        with httpx.Client(base_url=url, headers=headers, trust_env=False) as client:
            dataset = client.post("/v1/datasets", json={"name": "A"}).json()["id"]
            body = {"name": "a", "text": "a", "indexing_technique": "economy"}
            body["process_rule"] = {"mode": "automatic"}
            path = f"/v1/datasets/{dataset}/document/create-by-text"
            client.post(path, json=body).raise_for_status()
            (document,) = client.get("/__admin/documents").json()["data"]

    assert document["progression"] == progression


def test_the_control_plane_is_reached_under_the_address_that_is_printed():
    with serving("--host=localhost") as (_, (proof, _)):
        port = proof.rpartition(":")[2].strip()
        statuses = [get(f"http://{host}:{port}/__admin/health").status_code for host in HOSTS]

    assert statuses == [200, 200]


def test_the_endpoints_file_names_the_control_plane(tmp_path):
    path = tmp_path / "endpoints.json"

    with serving(f"--endpoints-file={path}"):
        told = json.loads(path.read_text(encoding="utf-8"))
        answer = get(f"{told['admin']}/health")

    assert answer.json() == {"status": "ok"}


@pytest.mark.parametrize(("options", "kept"), [([], [3, 2, 1]), (["--journal=2"], [3, 2])])
def test_so_many_requests_are_kept_as_it_is_said(options, kept):
    with serving("--fixture=empty", *options) as (_, (proof, _)):
        url = proof.split()[-1]
        headers = {"Authorization": "Bearer dataset-demo"}
        with httpx.Client(base_url=url, headers=headers, trust_env=False) as client:
            for _ in range(3):
                client.get("/v1/datasets").raise_for_status()
            listed = client.get("/__admin/requests").json()

    assert [each["id"] for each in listed["data"]] == kept
    assert listed["dropped"] == 3 - len(kept)
