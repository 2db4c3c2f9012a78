"""What Prometheus is told: read off the server when it asks, and counted where it must not fall."""

from __future__ import annotations

import pytest
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from ragmock.fake import Fake

from .inside import client_of

LISTED = {"operation": "dify.datasets.list_datasets", "provider": "dify", "refusal": ""}
CREATED = {**LISTED, "operation": "dify.datasets.create_dataset"}
TAKEN = {**CREATED, "refusal": "dify.dataset_name_duplicate", "status": "409"}
NOWHERE = {**LISTED, "operation": "", "refusal": "dify.no_such_route", "status": "404"}
PRODUCTS = ("dify", "ragflow", "data")


def samples_of(client):
    """Read the metrics: the value of each, by its name and its labels."""
    told = client.get("/__admin/metrics").raise_for_status().text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }


def value_of(client, name, **labels):
    return samples_of(client).get((name, frozenset(labels.items())))


def counters_of(client):
    return {key: each for key, each in samples_of(client).items() if key[0].endswith("_total")}


@pytest.fixture
def client(request):
    """Give a client of a server of its own, with a journal or with another number of entries."""
    with client_of(Fake("busy", journal=getattr(request, "param", 1000))) as client:
        yield client


# ---------------------------------------------------------------------- what happened
@pytest.mark.parametrize("client", [1000, 1, 0], indirect=True)
def test_requests_are_counted_by_operation_status_and_refusal(client):
    for _ in range(3):
        client.post("/v1/datasets", json={"name": "Counted"})
    client.get("/v1/datasets")
    client.get("/nowhere")
    counted = {
        labels: count
        for (name, labels), count in samples_of(client).items()
        if name == "ragmock_requests_total"
    }

    assert counted == {
        frozenset({**CREATED, "status": "200"}.items()): 1,
        frozenset(TAKEN.items()): 2,
        frozenset({**LISTED, "status": "200"}.items()): 1,
        frozenset(NOWHERE.items()): 1,
    }


def test_no_call_of_the_control_plane_is_counted_and_nothing_that_is_read_about_the_products(
    client,
):
    for path in ("/__admin/health", "/__admin/nowhere", "/openapi.yaml", "/openapi.json", "/docs"):
        client.get(path)

    assert "ragmock_requests_total" not in {name for name, _ in samples_of(client)}


def test_a_request_whose_connection_broke_has_no_status(world):
    client = world.server.client()
    broken = {**LISTED, "status": ""}
    before = value_of(client, "ragmock_requests_total", **broken) or 0
    fault = {"fault": "EMPTY_RESPONSE", "times": 1}
    world.admin.post("/faults", json=fault).raise_for_status()
    with pytest.raises(Exception, match="disconnected"):
        world.dify.get("/datasets")

    assert value_of(client, "ragmock_requests_total", **broken) == before + 1


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("dify.dataset_name_duplicate", "dify.dataset_name_duplicate"),
        ({"status": 503}, "503"),
        ({"delay": {"fixed": "1ms"}}, "delay"),
        ({"refusal": "dify.invalid_param", "delay": {"fixed": "1ms"}}, "dify.invalid_param"),
        ("EMPTY_RESPONSE", "EMPTY_RESPONSE"),
    ],
)
def test_a_fault_that_fires_is_counted_by_what_it_does(client, fault, name):
    made = {"operation": "dify.datasets.create_dataset", "fault": fault, "times": 2}
    client.post("/__admin/faults", json=made).raise_for_status()
    for number in range(3):
        client.post("/v1/datasets", json={"name": f"Faulty {number}"})

    assert (
        value_of(
            client,
            "ragmock_faults_fired_total",
            operation="dify.datasets.create_dataset",
            fault=name,
        )
        == 2
    )


def test_what_a_journal_drops_is_counted():
    with client_of(Fake("empty", journal=2)) as client:
        for _ in range(5):
            client.get("/v1/datasets")

        assert value_of(client, "ragmock_journal_dropped_total") == 3
        assert value_of(client, "ragmock_journal_requests") == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/reset"),
        ("DELETE", "/worlds/demo"),
        ("DELETE", "/requests"),
        ("DELETE", "/requests/unmatched"),
        ("DELETE", "/faults"),
        ("PUT", "/worlds/demo"),
    ],
)
def test_no_counter_ever_goes_down(method, path):
    with client_of(Fake("busy", journal=2)) as client:
        fault = {"fault": {"status": 503}, "times": 1}
        client.post("/__admin/faults", json=fault).raise_for_status()
        for _ in range(5):
            client.get("/v1/datasets")
            client.get("/nowhere")
        before = counters_of(client)
        body = {"fixture": "empty"} if method == "PUT" else {}
        client.request(method, f"/__admin{path}", json=body).raise_for_status()
        after = counters_of(client)

    assert {"ragmock_requests_total", "ragmock_faults_fired_total"} < {name for name, _ in before}
    assert before[("ragmock_journal_dropped_total", frozenset())] > 0
    assert {key: each for key, each in before.items() if after.get(key, 0) < each} == {}


# ---------------------------------------------------------------------- what there is
def test_what_there_is_is_told_of_all_worlds_together(client):
    for name in ("spring", "autumn"):
        client.get("/v1/datasets", headers={"Authorization": f"Bearer dataset-{name}"})
    worlds = client.get("/__admin/worlds").json()["data"]
    documents = [
        each["stage"]
        for world in worlds
        for each in client.get("/__admin/documents", params={"world": world["name"]}).json()["data"]
    ]
    told = samples_of(client)

    def total(name):
        return sum(told[name, frozenset({"provider": each}.items())] for each in PRODUCTS)

    stages = {
        dict(labels)["stage"]: count
        for (name, labels), count in told.items()
        if name == "ragmock_documents" and ("provider", "dify") in labels
    }
    assert told["ragmock_worlds", frozenset()] == len(worlds) == 2
    assert total("ragmock_datasets") == sum(each["datasets"] for each in worlds)
    assert total("ragmock_chunks") == sum(each["chunks"] for each in worlds)
    assert stages == {stage: documents.count(stage) for stage in stages}
    assert stages.keys() >= set(documents) > {"completed", "error"}


def test_a_world_more_makes_no_series_more(client):
    client.get("/v1/datasets")
    before = samples_of(client).keys()
    for number in range(20):
        client.get("/v1/datasets", headers={"Authorization": f"Bearer dataset-{number}"})

    assert samples_of(client).keys() == before


def test_which_ragmock_runs_is_told_and_in_which_python(client):
    version = client.get("/__admin/version").json()["version"]
    told = samples_of(client)

    assert told["ragmock_build_info", frozenset({"version": version}.items())] == 1
    assert "python_info" in {name for name, _ in told}


# ---------------------------------------------------------------------- how it is told
def test_the_text_format_is_what_who_asks_for_nothing_gets(client):
    told = client.get("/__admin/metrics")

    assert told.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert told.text.startswith("# HELP ragmock_build_info ")


def test_openmetrics_is_what_prometheus_gets_that_asks_for_it(client):
    asked = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.3"
    told = client.get("/__admin/metrics", headers={"Accept": asked})
    families = openmetrics.text_string_to_metric_families(told.text)

    assert told.headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
    assert "ragmock_worlds" in {each.name for each in families}


@pytest.mark.parametrize("version", ["latest", "1.x", "", "\u00e9", "1." * 100])
def test_a_version_that_is_none_is_no_reason_to_crash(client, version):
    asked = f"application/openmetrics-text; version={version}".encode("latin-1")
    told = client.get("/__admin/metrics", headers={"Accept": asked})

    assert told.status_code == 200
    assert "ragmock_worlds" in told.text
