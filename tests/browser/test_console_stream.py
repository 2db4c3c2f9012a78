"""How the console follows requests: a server that goes away, keeps no journal, wants a token."""

from urllib.parse import urlsplit

import httpx
from playwright.sync_api import expect

from ragmock import Fake


def test_a_server_that_comes_back_is_followed_again(page, trouble):
    trouble.expect("ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)")
    with Fake("empty").serve() as handle:
        port = urlsplit(handle.url).port
        handle.world("demo").documents()
        page.goto(f"{handle.url}/#/demo/requests")
        dify = handle.world("demo").dify
        ask = {"url": f"{dify.url}/datasets", "headers": dify.headers, "trust_env": False}
        httpx.get(**ask, params={"page": 1})
        expect(page.get_by_role("link", name="page=1")).to_be_visible()
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    with Fake("empty").serve(port) as handle:
        handle.world("demo").documents()
        expect(page.get_by_text("The server does not answer.")).to_have_count(0)
        expect(page.get_by_text("Nobody has asked anything")).to_be_visible()
        httpx.get(**ask, params={"page": 2})
        expect(page.get_by_role("link", name="page=2")).to_be_visible()
        page.goto("about:blank")


def test_a_server_without_a_journal_says_so_and_is_left_alone(page, trouble):
    trouble.expect("status of 409")
    page.clock.install()
    asked = []
    page.on("request", lambda request: asked.append(request) if "/stream" in request.url else None)
    with Fake("empty", journal=0).serve() as handle:
        handle.world("demo").documents()
        page.goto(f"{handle.url}/#/demo/requests")
        expect(page.get_by_text("The server keeps no journal of requests")).to_be_visible()
        for _ in range(20):
            page.clock.run_for(1000)
        page.goto("about:blank")

    assert 1 <= len(asked) <= 6


def test_requests_are_followed_behind_a_token(page, trouble):
    trouble.expect("status of 401")
    fake = Fake("empty", host="0.0.0.0", admin_token="open-sesame")  # noqa: S104, S106 - nobody else reaches it
    with fake.serve() as handle:
        handle.world("demo").documents()
        dify = handle.world("demo").dify
        page.goto(f"{handle.url}/#/demo/requests")
        page.get_by_label("Token").fill("open-sesame")
        page.get_by_role("button", name="Enter").click()
        expect(page.get_by_role("heading", name="Requests")).to_be_visible()
        httpx.get(f"{dify.url}/datasets", headers=dify.headers, trust_env=False)

        expect(page.get_by_role("link", name="/v1/datasets")).to_be_visible()
        page.goto("about:blank")
