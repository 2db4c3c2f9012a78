"""The example of a page on another origin, in use."""

import re
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import expect

from ..conftest import serve  # noqa: TID252 - no package above this one
from .accessibility import barriers
from .looks import every_look, sticking_out

EXAMPLE = Path(__file__).parents[2] / "examples" / "browser"
ALERT = "<script>alert(1)</script>"
WINTER = "Snow falls in winter.\n\nIn summer it rains, and nobody skis."


@pytest.fixture
def origin(elsewhere):
    """Give where the page is served."""
    return elsewhere(EXAMPLE)


@pytest.fixture
def connect(page, origin):
    """Give what opens the page, on a host that is this one, and connects it to a server."""

    def connect(server, key="dataset-demo", host="127.0.0.1"):
        page.goto(origin.replace("127.0.0.1", host))
        page.get_by_label("Server").fill(server)
        page.get_by_label("Key").fill(key)
        page.get_by_role("button", name="Connect").click()

    return connect


@pytest.fixture
def connected(connect, world):
    """Give the world that the page is connected to."""
    connect(world.server.url, world.dify_key)
    return world


def create(page, name):
    page.get_by_label("New dataset").fill(name)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def upload(page, name, text):
    told = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.get_by_label("File").set_input_files(told)
    page.get_by_role("button", name="Upload").click()


def search(page, query):
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("button", name="Search").click()
    return page.locator("#hits > li")


def test_it_is_set_to_a_server_as_it_starts(page, origin):
    page.goto(origin)

    expect(page.get_by_label("Server")).to_have_value("http://127.0.0.1:8765")
    expect(page.get_by_label("Key")).to_have_value("dataset-demo")


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_it_lists_datasets_and_the_documents_of_one(page, connected):
    datasets = connected.dify.get("/datasets").json()["data"]
    held = max(datasets, key=lambda each: each["document_count"])
    documents = connected.dify.get(f"/datasets/{held['id']}/documents").json()["data"]
    page.get_by_role("radio", name=held["name"]).check()

    expect(page.locator("#datasets label")).to_have_text([each["name"] for each in datasets])
    expect(page.locator("#documents li > span:first-child")).to_have_text(
        [each["name"] for each in documents]
    )


def test_it_creates_uploads_and_finds(page, connected):
    create(page, "Weather")
    upload(page, "winter.txt", WINTER)
    expect(page.locator("#uploads")).to_contain_text("completed")
    hits = search(page, "snow in winter")

    expect(page.get_by_role("status")).to_have_text("1 hit")
    expect(hits).to_contain_text(["Snow falls in winter."])
    expect(hits).to_contain_text(["winter.txt, score "])
    assert [each["name"] for each in connected.dify.get("/datasets").json()["data"]] == ["Weather"]


def test_it_follows_the_indexing_of_an_upload(page, connected):
    connected.server.client("/__admin").put(
        f"/worlds/{connected.name}", json={"progression": "time"}
    )
    connected.admin.post("/clock", json={"freeze": True})
    create(page, "Weather")
    upload(page, "winter.txt", f"{WINTER * 20}\n\n" * 2)
    said, bar = page.locator("#uploads .quiet"), page.get_by_role("progressbar")

    def after(*times):
        for each in times:
            connected.admin.post("/clock", json={"advance": each}).raise_for_status()
        return said

    expect(said).to_have_text("waiting")
    expect(bar).not_to_have_attribute("value", re.compile(""))
    expect(after("next")).to_have_text("parsing")
    expect(after("next", "next", "next")).to_have_text("indexing: 0 of 2 segments")
    expect(after("0.4s")).to_have_text("indexing: 1 of 2 segments")
    expect(bar).to_have_js_property("position", 0.5)
    expect(after("next")).to_have_text("completed: 2 of 2 segments")
    expect(page.locator("#documents")).to_contain_text("completed")


def test_it_tells_how_an_indexing_fails(page, connected):
    create(page, "Weather")
    upload(page, "ragmock-fail.txt", WINTER)
    expect(page.locator("#documents")).to_contain_text("error")
    (document,) = connected.admin.get("/documents").json()["data"]

    expect(page.locator("#uploads .quiet")).to_have_text(document["error"])


# ---------------------------------------------------------------------- refusals
@pytest.mark.usefixtures("connected")
def test_a_refusal_is_told_in_the_words_of_the_server(page, trouble):
    trouble.expect("status of 409")
    create(page, "Weather")
    page.get_by_label("New dataset").fill("Weather")
    page.get_by_role("button", name="Create").click()
    told = page.get_by_role("alert")

    expect(told).to_contain_text("The dataset name already exists.")
    expect(told).to_contain_text("Another dataset has this name")  # of an exposed header
    expect(page.get_by_role("button", name="Create")).to_be_enabled()


@pytest.mark.usefixtures("connected")
def test_a_refusal_is_gone_with_what_goes_well(page, trouble):
    trouble.expect("status of 415")
    create(page, "Weather")
    upload(page, "weather.xyz", WINTER)
    expect(page.get_by_role("alert")).to_contain_text("File type not allowed.")
    upload(page, "winter.txt", WINTER)

    expect(page.locator("#uploads")).to_contain_text("completed")
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_key_that_is_none_is_told(connect, server, page, trouble):
    trouble.expect("status of 401")
    connect(server.url, "nonsense")

    expect(page.get_by_role("alert")).to_contain_text("Access token is invalid")


def test_a_server_that_is_not_there_is_told(connect, page, trouble):
    trouble.expect("net::ERR_CONNECTION_REFUSED")
    with socket() as bound:  # which does not listen
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        connect(url)

        expect(page.get_by_role("alert")).to_contain_text(f"No server answers at {url}.")


# ---------------------------------------------------------------------- another origin
def test_the_browser_asks_first_and_is_let(page, context, connected):
    asked = set()

    def note(event):
        if event["initiator"]["type"] == "preflight":
            asked.add((event["request"]["method"], event["request"]["url"]))

    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.requestWillBeSent", note)
    create(page, "Weather")

    assert ("OPTIONS", f"{connected.server.url}/v1/datasets") in asked


@pytest.fixture
def narrowed(origin, tmp_path):
    """Give the URL of a server that lets only pages of the origin call it."""
    with serve("demo", tmp_path, "immediate", f"--cors-origin={origin}") as server:
        yield server.url


def test_a_server_that_names_its_origin_lets_it(connect, narrowed, page):
    connect(narrowed)

    expect(page.get_by_role("radio").first).to_be_visible()
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_server_that_names_another_origin_does_not_and_it_is_told(
    connect, narrowed, page, trouble
):
    trouble.expect("blocked by CORS policy", "net::ERR_FAILED")
    connect(narrowed, host="localhost")
    told = page.get_by_role("alert")
    origin = page.evaluate("origin")

    expect(told).to_contain_text(f"does not let pages of {origin} call it")
    expect(told).to_contain_text(f"ragmock serve --cors-origin {origin}")
    expect(page.get_by_role("main")).to_be_hidden()


# ---------------------------------------------------------------------- for everybody
def test_what_is_stored_is_text_and_nothing_else(page, connected):
    create(page, ALERT)
    dataset = connected.dify.get("/datasets").json()["data"][0]["id"]
    named = {"name": ALERT, "text": f"Snow {ALERT}", "indexing_technique": "high_quality"}
    connected.dify.post(
        f"/datasets/{dataset}/document/create-by-text",
        json=named | {"process_rule": {"mode": "automatic"}},
    ).raise_for_status()
    upload(page, "<img src=x onerror=alert(1)>.txt", WINTER)
    expect(page.locator("#documents")).to_contain_text("<img src=x onerror=alert(1)>.txt")

    expect(page.get_by_role("heading", name=ALERT)).to_be_visible()
    expect(page.get_by_role("radio", name=ALERT)).to_be_visible()
    expect(page.locator("#documents")).to_contain_text(ALERT)
    expect(search(page, "snow")).to_contain_text([f"Snow {ALERT}", "<img src=x"])
    expect(page.locator("main script, main img")).to_have_count(0)


@every_look
@pytest.mark.parametrize("world", ["demo"], indirect=True)
@pytest.mark.usefixtures("connected")
def test_it_keeps_nobody_out_and_fits(page, trouble):
    trouble.expect("status of 409")
    page.get_by_role("radio", name="Research").check()
    upload(page, "winter.txt", WINTER)
    expect(page.locator("#uploads")).to_contain_text("completed")
    expect(search(page, "snow in winter")).not_to_have_count(0)
    page.get_by_label("New dataset").fill("Research")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("alert")).not_to_be_empty()

    assert barriers(page) == []
    assert sticking_out(page) == []


def test_it_is_used_by_keyboard_alone(page, origin, world):
    def type_in(label, text):
        field = page.get_by_label(label, exact=True)
        for _ in range(20):  # which is more than there is on the page
            page.keyboard.press("Tab")
            if field.evaluate("each => each === document.activeElement"):
                break
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)

    page.goto(origin)
    type_in("Server", world.server.url)
    type_in("Key", world.dify_key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_visible()
    type_in("New dataset", "Weather")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    type_in("Search", "snow")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("0 hits")
