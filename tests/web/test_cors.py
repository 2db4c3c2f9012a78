"""A page on another port may call the products; the control plane, none."""

import pytest

from ragmock.web.sharing import EXPOSED

PAGE = {"Origin": "http://localhost:3000"}
NEW = {"name": "New"}


def preflight(client, path, method):
    asked = {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type, prefer",
    }
    return client.options(path, headers=PAGE | asked)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/v1/datasets", "/api/v1/dataset", "/v1/data", "/nowhere"])
def test_a_browser_that_asks_first_is_told_that_it_may(server, method, path):
    told = preflight(server.client(), path, method)

    assert told.status_code == 200
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert method in told.headers["Access-Control-Allow-Methods"]
    assert told.headers["Access-Control-Allow-Headers"] == "authorization, content-type, prefer"


def test_what_a_browser_asks_first_is_no_request_of_the_client(world):
    preflight(world.dify, "/datasets", "POST")

    assert world.admin.get("/requests").json()["data"] == []


def test_a_page_may_read_an_answer_and_its_headers(world):
    answer = world.dify.post("/datasets", json=NEW, headers=PAGE)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"].split(", ") == list(EXPOSED)


@pytest.mark.parametrize("path", ["/datasets/nowhere", "/datasets?limit=0"])
def test_a_page_may_read_why_it_is_refused(world, path):
    refused = world.dify.get(path, headers=PAGE)

    assert refused.is_error
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Ragmock-Diagnosis" in refused.headers


def test_without_a_key_a_page_may_read_so(server):
    refused = server.client("/v1").get("/datasets", headers=PAGE)

    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, "*")


def test_a_program_is_told_nothing_of_it(world):
    answer = world.dify.get("/datasets")

    assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_every_header_of_ragmock_may_be_read(world):
    world.dify.post("/datasets", json=NEW)
    refused = world.dify.post("/datasets", json=NEW, headers=PAGE | {"Prefer": "code=409"})
    told = {name for name in refused.headers if name.startswith(("x-", "preference"))}

    assert told <= {name.lower() for name in EXPOSED}
    assert told >= {"x-ragmock-refusal", "x-ragmock-diagnosis", "preference-applied"}
