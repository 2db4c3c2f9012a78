"""A server that others can reach is steered by whoever has its token."""

import asyncio
import json
import os

import httpx
import pytest

from ragmock.fake import Fake

from ..test_cli import get, serving  # noqa: TID252 - tests are no package

TOKEN = "open-sesame"  # noqa: S105 - a password for nothing
EVERYWHERE = "--host=0.0.0.0"


@pytest.fixture
def client():
    """Give a client for the control plane of a server with the token `open-sesame`."""
    transport = httpx.ASGITransport(Fake("empty", admin_token=TOKEN).app)
    return httpx.AsyncClient(transport=transport, base_url="http://ragmock.example/__admin")


async def status_of(client, path, **headers):
    async with client:
        answer = await client.get(path, headers=headers)
    return answer.status_code, answer.headers.get("X-Ragmock-Refusal")


def ask(client, path, **headers):
    return asyncio.run(status_of(client, path, **headers))


@pytest.mark.parametrize(
    "sent",
    ["", "open-sesame", "Bearer", "Bearer open", "Bearer open-sesam\u00e9", "Basic open-sesame"],
)
@pytest.mark.parametrize("path", ["/presets", "/metrics", "/nowhere", "/docs/nowhere", "/health/"])
def test_without_the_token_nothing_is_told(client, path, sent):
    assert ask(client, path, Authorization=sent.encode("latin-1")) == (401, "admin.no_token")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])  # in any case, as RFC 9110 has it
def test_with_the_token_it_can_be_steered_from_anywhere(client, scheme):
    headers = {"Authorization": f"{scheme} open-sesame", "Origin": "http://elsewhere.example"}

    assert ask(client, "/presets", **headers) == (200, None)


@pytest.mark.parametrize(
    "path", ["/health", "/openapi.yaml", "/openapi.json", "/docs", "/docs/swagger-ui-bundle.js"]
)
def test_health_and_what_is_to_be_read_before_there_is_a_token_need_none(client, path):
    assert ask(client, path) == (200, None)


# ---------------------------------------------------------------------- the command line
def status(url, token=None):
    return get(f"{url}/__admin/presets", token).status_code


def test_off_loopback_a_token_is_made_and_printed(tmp_path):
    path = tmp_path / "endpoints.json"
    with serving(EVERYWHERE, f"--endpoints-file={path}") as (_, (proof, told)):
        url = f"http://127.0.0.1:{proof.strip().rpartition(':')[2]}"
        token = told.split()[-1]
        statuses = [status(url), status(url, "guess"), status(url, token)]

        assert json.loads(path.read_text(encoding="utf-8"))["admin_token"] == token

    assert statuses == [401, 401, 200]
    assert len(token) >= 32


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])  # noqa: S104 - that is what is tested
def test_a_token_that_is_given_is_taken_and_not_printed(host, monkeypatch):
    monkeypatch.setitem(os.environ, "RAGMOCK_ADMIN_TOKEN", "open-sesame")
    with serving(f"--host={host}") as (_, lines):
        url = f"http://127.0.0.1:{lines[0].strip().rpartition(':')[2]}"
        statuses = [status(url), status(url, "open-sesame")]

    assert statuses == [401, 200]
    assert "open-sesame" not in "".join(lines)


def test_on_loopback_no_token_is_needed():
    with serving() as (_, (proof, told)):
        assert status(proof.split()[-1]) == 200
        assert "token" not in told
