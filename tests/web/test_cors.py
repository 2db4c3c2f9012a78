"""A page on another port may call the products; the control plane, none."""

import pytest

from ragmock.web.sharing import EXPOSED

from ..conftest import serve  # noqa: TID252 - tests are no package
from ..test_cli import ragmock_  # noqa: TID252

PAGE = {"Origin": "http://localhost:3000"}
NEW = {"name": "New"}


def preflight(client, path, method, page=PAGE):
    asked = {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type, prefer",
    }
    return client.options(path, headers=page | asked)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/v1/datasets", "/api/v1/dataset", "/v1/data", "/nowhere"])
def test_a_browser_that_asks_first_is_told_that_it_may(server, method, path):
    told = preflight(server.client(), path, method)

    assert told.status_code == 200
    assert told.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
    assert method in told.headers["Access-Control-Allow-Methods"]
    assert told.headers["Access-Control-Allow-Headers"] == "authorization, content-type, prefer"


def test_what_a_browser_asks_first_is_no_request_of_the_client(world):
    preflight(world.dify, "/datasets", "POST")

    assert world.admin.get("/requests").json()["data"] == []


def test_a_page_may_read_an_answer_and_its_headers(world):
    answer = world.dify.post("/datasets", json=NEW, headers=PAGE)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
    assert answer.headers["Access-Control-Expose-Headers"].split(", ") == list(EXPOSED)


@pytest.mark.parametrize("path", ["/datasets/nowhere", "/datasets?limit=0"])
def test_a_page_may_read_why_it_is_refused(world, path):
    refused = world.dify.get(path, headers=PAGE)

    assert refused.is_error
    assert refused.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
    assert "X-Ragmock-Diagnosis" in refused.headers


def test_without_a_key_a_page_may_read_so(server):
    refused = server.client("/v1").get("/datasets", headers=PAGE)

    assert refused.status_code == 401
    assert refused.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]


def test_a_program_is_told_nothing_of_it(world):
    answer = world.dify.get("/datasets")

    assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_every_header_of_ragmock_may_be_read(world):
    world.dify.post("/datasets", json=NEW)
    refused = world.dify.post("/datasets", json=NEW, headers=PAGE | {"Prefer": "code=409"})
    told = {name for name in refused.headers if name.startswith(("x-", "preference"))}

    assert told <= {name.lower() for name in EXPOSED}
    assert told >= {"x-ragmock-refusal", "x-ragmock-diagnosis", "preference-applied"}


# ---------------------------------------------------------------------- narrowed
OWN, ANOTHER = "http://localhost:5173", "http://[::1]"
WRITTEN = [OWN.upper() + "/", ANOTHER + ":80"]  # as people write them
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@pytest.fixture(scope="module")
def narrowed(tmp_path_factory):
    options = [f"--cors-origin={each}" for each in WRITTEN]
    with serve("empty", tmp_path_factory.mktemp("narrowed"), "immediate", *options) as server:
        yield server


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("origin", [OWN, ANOTHER])
def test_a_page_of_a_named_origin_may_call_with_credentials(narrowed, origin, method):
    told = preflight(narrowed.client(), "/v1/datasets", method, {"Origin": origin})

    assert told.status_code == 200
    assert told.headers["Access-Control-Allow-Origin"] == origin
    assert told.headers["Access-Control-Allow-Credentials"] == "true"
    assert method in told.headers["Access-Control-Allow-Methods"].split(", ")
    assert told.headers["Access-Control-Allow-Headers"] == "authorization, content-type, prefer"
    assert "Origin" in told.headers["Vary"].split(", ")


@pytest.mark.parametrize("path", ["/datasets", "/datasets/nowhere", "/datasets?limit=0"])
def test_it_may_read_an_answer_and_its_headers(narrowed, path):
    answer = narrowed.world().dify.get(path, headers={"Origin": OWN})

    assert answer.headers["Access-Control-Allow-Origin"] == OWN
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert answer.headers["Access-Control-Expose-Headers"].split(", ") == list(EXPOSED)
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "https://localhost:5173", "http://localhost", "null"]
)
def test_a_page_of_another_origin_is_allowed_nothing(narrowed, origin):
    page = {"Origin": origin}
    told = preflight(narrowed.client(), "/v1/datasets", "POST", page)
    answer = narrowed.world().dify.get("/datasets", headers=page)

    assert told.status_code == 400
    assert "Access-Control-Allow-Origin" not in told.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("origin", [OWN, "null"])
def test_where_all_may_call_each_may_with_credentials(world, origin):
    page = {"Origin": origin}
    told = preflight(world.server.client(), "/v1/datasets", "GET", page)
    answer = world.dify.get("/datasets", headers=page)

    for each in (told, answer):
        assert each.headers["Access-Control-Allow-Origin"] == origin
        assert each.headers["Access-Control-Allow-Credentials"] == "true"
        assert "Origin" in each.headers["Vary"]


def test_no_page_of_a_named_origin_may_steer(narrowed):
    told = narrowed.client("/__admin").get("/health", headers={"Origin": OWN})

    assert [name for name in told.headers if name.startswith("access-control")] == []


@pytest.mark.parametrize(
    "said",
    [
        *("*", "null", "localhost:5173", "http://", "http://a/b", "http://a?b", "http://a#b"),
        *("http://u@a", "http://a:b", "http://a b", "http://a,http://b", "http://é.example", ""),
    ],
)
def test_what_no_browser_sends_is_no_origin(said):
    told = ragmock_("serve", "--port=0", f"--cors-origin={said}")

    assert (told.returncode, told.stdout) == (2, "")
    assert f"{said!r} is no origin" in told.stderr
