"""Web pages of other sites do not reach the control plane."""

import asyncio

import httpx
import pytest

from ragmock.domain.errors import Refusal
from ragmock.fake import Fake
from ragmock.web.call import Call
from ragmock.web.own_machine import OwnMachine

OWN = [
    {},
    {"Host": "localhost:8765"},
    {"Host": "LOCALHOST"},
    {"Host": "127.0.0.1:9000"},  # through a forwarded port
    {"Host": "127.1.2.3"},
    {"Host": "[::1]:8765"},
    {"Origin": "http://localhost:3000"},
    {"Origin": "http://127.0.0.1:3000"},
    {"Origin": "https://[::1]"},
]
FOREIGN = [
    {"Host": "example.com"},
    {"Host": "rebound.example.com:8765"},
    {"Host": "127.0.0.1.example.com"},
    {"Host": "localhost.example.com"},
    {"Host": "192.0.2.1:8765"},
    {"Host": "["},
    {"Host": ""},
    {"Origin": "http://example.com"},
    {"Origin": "https://localhost.example.com"},
    {"Origin": "http://localhost@example.com"},
    {"Origin": "null"},
    {"Origin": "localhost"},
    {"Origin": ""},
    {"Host": "localhost", "Origin": "http://example.com"},
    {"Host": "example.com", "Origin": "http://localhost"},
]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound here
PATHS = ["/health", "/presets", "/metrics", "/openapi.yaml", "/docs", "/docs/start.js", "/x", ""]


@pytest.mark.parametrize("headers", OWN)
def test_who_is_on_this_machine_is_answered(server, headers):
    assert server.client("/__admin").get("/health", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_web_page_is_refused(server, headers):
    refused = server.client("/__admin").get("/health", headers=headers)

    assert (refused.status_code, refused.headers.get("X-Ragmock-Refusal")) == (
        403,
        "admin.foreign_site",
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_web_page_learns_nothing(server, path):
    refused = server.client("/__admin").get(path, headers={"Origin": "http://example.com"})

    assert refused.json() == {
        "code": "foreign_site",
        "message": "The control plane does not answer web pages of other sites.",
        "status": 403,
    }


def test_a_foreign_web_page_changes_nothing(site):
    body = {"name": "*", "stage": "waiting"}
    foreign = {"Origin": "http://example.com"}
    site.world.admin.post("/presets", json=body, headers=foreign)

    assert site.plans() == []


def test_a_form_of_a_web_page_changes_nothing(site):
    site.world.admin.post("/presets", content='{"name": "*", "stage": "waiting"}')

    assert site.plans() == []


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_no_page_of_another_origin_may_read_an_answer(server, method):
    asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    answer = server.client("/__admin").request(method, "/presets", headers=asked)

    assert [name for name in answer.headers if name.startswith("access-control-")] == []


def test_the_products_are_reached_under_any_name(server):
    foreign = {"Host": "example.com", "Origin": "http://example.com"}

    assert server.client().get("/health", headers=foreign).status_code == 200


# ---------------------------------------------------------------------- another address
def status_of(guard_host, **scope):
    """Ask the guard about a request; 200 when it is let through."""
    call = Call({"method": "GET", "path": "/", **scope}, None, None, None)
    try:
        OwnMachine(guard_host)(call)
    except Refusal as refused:
        return type(refused).__name__
    return 200


@pytest.mark.parametrize(
    ("started_on", "reached", "named", "expected"),
    [
        (EVERYWHERE, ("192.0.2.1", 80), "192.0.2.1", 200),
        (EVERYWHERE, ("192.0.2.1", 80), "192.0.2.2", "ForeignSite"),
        ("Ragmock.example", ("192.0.2.1", 80), "ragmock.example:80", 200),
        ("::", ("2001:db8::1", 80), "[2001:db8::1]:80", 200),
        ("localhost", None, "example.com", "ForeignSite"),
        ("localhost", None, "", "ForeignSite"),
    ],
)
def test_the_address_that_it_was_started_on_is_its_own(started_on, reached, named, expected):
    headers = [(b"host", named.encode())]

    assert status_of(started_on, type="http", server=reached, headers=headers) == expected


def test_a_client_without_a_host_is_no_browser():
    assert status_of("localhost", type="http", server=("127.0.0.1", 80), headers=[]) == 200


def test_a_fake_without_a_socket_has_its_control_plane_too():
    async def get():
        transport = httpx.ASGITransport(app=Fake("empty").app)
        async with httpx.AsyncClient(transport=transport, base_url="http://fake") as client:
            return await client.get("/__admin/health")

    assert asyncio.run(get()).json() == {"status": "ok"}
