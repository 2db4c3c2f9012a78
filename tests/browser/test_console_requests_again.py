"""A request of the console's list is sent again: pasted into a shell, by the page, as a fault."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

WITHIN = 60  # seconds
UNREAD = {"no type"}  # what is refused before its body is read
NASTY = 'it\'s "50 %" \\ $HOME `id` !! \u00fc \U0001f600 \t'
JSON = {"Content-Type": "application/json"}
NOWHERE = "99999999-9999-4999-8999-999999999999"

#: What is sent: method, path below the origin, headers, body.
SENT = {
    "text": ("POST", "/v1/datasets", JSON, f'{{"name": "{NASTY}",\n "x": 1}}\n'.encode()),
    "leading dash": ("POST", "/v1/datasets", JSON, b"--data @/etc/passwd\0"),
    "leading at": ("POST", "/v1/datasets", JSON, b"@/etc/passwd"),
    "no type": ("POST", "/v1/datasets", {}, b"{}"),
    "nothing": ("POST", "/v1/datasets", JSON, b""),
    "bytes": ("POST", "/v1/datasets", JSON, bytes(range(256)) + b"777\\%d"),
    "signs of control": ("POST", "/v1/datasets", JSON, "a\r\nb\x1b[31m\x7f é".encode()),
    "long": ("POST", "/v1/datasets", JSON, b'{"name": "' + b"'" * 60_000 + b'"}'),
    "query": ("GET", "/v1/datasets?keyword=[a-z]{1,2}&x='%20%C3%A9'&page=1", {}, None),
    "path": ("GET", "/v1/data%20sets/%C3%A9/../%5Bx%5D", {}, None),
    "headers": ("GET", "/v1/datasets", {"X-Note": 'it\'s "so"', "X-Empty": ""}, None),
    "head": ("HEAD", "/v1/datasets", {}, None),
    "patch": ("PATCH", f"/v1/datasets/{NOWHERE}", JSON, b'{"name": "B"}'),
    "delete": ("DELETE", "/v1/datasets/x", {}, None),
}


@pytest.fixture
def enter(page, world, context):
    """Give what opens a request of a world, by its number."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def enter(number=None):
        page.goto(f"{world.server.url}/#/{world.name}/requests/{number or noted(world)}")
        expect(in_full(page).get_by_role("heading", level=2)).to_be_visible()

    return enter


def in_full(page):
    return page.get_by_role("region", name="Request in full")


def noted(world):
    """Give the address of the last request: of the world, or else of none."""
    for path, prefix in (("/requests", ""), ("/requests/unmatched", "unmatched/")):
        listed = world.admin.get(path, params={"limit": 1}).json()["data"]
        if listed:
            return f"{prefix}{listed[0]['id']}"
    return None


def told(world, number):
    """Tell what matters of a request."""
    query = {} if number.startswith("unmatched/") else {"world": world.name}
    found = world.server.client("/__admin").get(f"/requests/{number}", params=query).json()
    sent = found["request"]
    own = {
        name: value
        for name, value in sent["headers"].items()
        if name in ("authorization", "content-type", "x-note", "x-empty")
    }
    body = sent["body"] or {"size": 0, "text": "", "base64": None}
    content = {name: body[name] for name in ("size", "text", "base64")}
    return found["method"], found["path"], found["query"], found["status"], own, content


def send(world, what):
    """Send a request as it stands, without what httpx makes of a URL."""
    method, target, headers, body = SENT[what]
    with closing(HTTPConnection(urlsplit(world.server.url).netloc)) as connection:
        key = {"Authorization": f"Bearer {world.dify_key}"}
        connection.request(method, target, body, {**headers, **key})
        connection.getresponse().read()


def copied(page, name):
    page.get_by_role("button", name=f"Copy the request as {name}").click()
    expect(page.get_by_text(f"Copied the request as {name}.")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def upload(world, name="a'\u00fc.txt", content=b"one\r\n--two\n100 %"):
    dataset = world.dify.post("/datasets", json={"name": f"Of {name}"}).json()["id"]
    return world.dify.post(
        f"/datasets/{dataset}/document/create-by-file",
        data={"data": '{"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}'},
        files={"file": (name, content, "text/plain")},
    )


def forgotten_but_told(world):
    """Tell of the last request, and forget all, so that the next is the last."""
    number = noted(world)
    before = told(world, number)
    world.admin.delete("/requests").raise_for_status()
    world.admin.delete("/requests/unmatched").raise_for_status()
    return before


# ---------------------------------------------------------------------- as a text
@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.parametrize("what", SENT)
def test_what_is_copied_as_curl_sends_the_same_bytes_from_any_shell(
    enter, page, world, what, tmp_path
):
    send(world, what)
    enter()
    (tmp_path / "line").write_text(copied(page, "curl"), encoding="utf-8", newline="")
    before = forgotten_but_told(world)
    assert before[-1]["size"] == len(SENT[what][3] or b"") or what in UNREAD
    shells = [each for each in ("sh", "bash", "zsh") if shutil.which(each)]
    for shell in shells:
        pasted = subprocess.run(
            [shell, tmp_path / "line"],
            capture_output=True,
            timeout=WITHIN,
            check=False,
            env={"PATH": "/usr/bin:/bin", "NO_PROXY": "*", "HOME": "/nonexistent"},
        )
        assert pasted.returncode == 0, pasted.stderr
        assert told(world, noted(world)) == before


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_an_upload_is_copied_as_curl_with_its_file(enter, page, world):
    upload(world).raise_for_status()
    enter()
    line = copied(page, "curl")
    before = forgotten_but_told(world)
    subprocess.run(["sh", "-c", line], capture_output=True, timeout=WITHIN, check=True)

    assert told(world, noted(world)) == before


@pytest.mark.parametrize("what", ["text", "bytes", "headers", "query"])
def test_what_is_copied_as_python_sends_the_same(enter, page, world, what):
    send(world, what)
    enter()
    code = copied(page, "Python")
    before = forgotten_but_told(world)
    subprocess.run([sys.executable, "-c", code], timeout=WITHIN, check=True)

    *exact, query = (*before[:2], *before[3:], httpx.QueryParams(before[2]))
    after = told(world, noted(world))
    assert [*after[:2], *after[3:]] == exact
    assert httpx.QueryParams(after[2]) == query


@pytest.mark.parametrize("what", ["text", "bytes", "headers"])
def test_what_is_copied_as_fetch_sends_the_same(enter, page, world, what, trouble):
    send(world, what)
    enter()
    code = copied(page, "fetch")
    before = forgotten_but_told(world)
    if before[3] >= 400:
        trouble.expect(f"status of {before[3]}")
    page.evaluate(f"(async () => {{ {code} }})()")

    assert told(world, noted(world)) == before


def test_a_key_that_may_change_nothing_is_put_in_as_such(enter, page, world):
    world.read_only.dify.get("/datasets")
    enter()

    assert f"Bearer {world.dify_key}.ro'" in copied(page, "curl")


def test_what_the_journal_does_not_tell_is_not_sent_and_said(enter, page, world):
    world.dify.get("/datasets", headers={"X-Api-Key": "hush-hush"})
    enter()
    expect(page.get_by_text("Without x-api-key: the journal keeps no secrets.")).to_be_visible()

    assert "x-api-key" not in copied(page, "curl")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"a" * 70_000, "Of the 70,000 bytes of its body, the journal kept the first 65,536."),
        (b'{"name": "KEY"}', "A key stood in its body"),
    ],
)
def test_what_was_not_kept_whole_is_neither_copied_nor_sent(enter, page, world, body, reason):
    sent = body.replace(b"KEY", world.dify_key.encode())
    world.dify.post("/datasets", content=sent, headers=JSON)
    enter()

    expect(page.get_by_text(f"Cannot be copied: {reason}")).to_be_visible()
    expect(page.get_by_text(f"Cannot be replayed: {reason}")).to_be_visible()
    expect(page.get_by_role("button", name="Copy as curl")).to_be_disabled()
    expect(page.get_by_role("button", name="Replay", exact=True)).to_be_disabled()


# ---------------------------------------------------------------------- by the page
def test_a_request_is_replayed_as_its_client_sent_it(enter, page, world):
    upload(world)
    world.dify.get("/datasets", params={"page": 1})
    enter()
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(
        page.get_by_text(re.compile("Answered 200 in .* as before, byte for byte"))
    ).to_be_visible()
    page.get_by_role("link", name="Show the new request").click()

    expect(page).to_have_url(re.compile("/requests/4$"))
    assert told(world, "4")[:4] == told(world, "3")[:4]


def test_an_upload_is_replayed_with_its_file(enter, page, world):
    upload(world).raise_for_status()
    enter()
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(page.get_by_role("link", name="Show the new request")).to_be_visible()

    assert told(world, "3") == told(world, "2")
    expect(page.get_by_text(re.compile("^/batch: "))).to_be_visible()


def test_a_replay_says_where_the_answer_differs(enter, page, world, trouble):
    trouble.expect("status of 409")
    world.dify.post("/datasets", json={"name": "Once"}).raise_for_status()
    enter()
    page.get_by_role("button", name="Replay", exact=True).click()

    expect(page.get_by_text(re.compile("Answered 409 in .* and not 200 as before"))).to_be_visible()
    expect(page.get_by_label("The body of the new answer")).to_contain_text("name_duplicate")


def test_what_no_browser_sends_is_not_replayed_and_said(enter, page, world):
    send(world, "path")
    enter()

    expect(
        page.get_by_text("Cannot be replayed: A browser would send another path.")
    ).to_be_visible()


# ---------------------------------------------------------------------- as a fault
def test_a_refusal_is_made_a_fault_and_taken_out_again(enter, page, world):
    world.dify.post("/datasets", json={"name": "A"})
    world.dify.post("/datasets", json={"name": "A"})
    enter()
    page.get_by_role("button", name="Make this answer a fault").click()
    page.get_by_label("How often").fill("2")
    page.get_by_role("button", name="Make the fault").click()
    expect(page.get_by_text("has fault-1 now")).to_be_visible()
    answers = [world.dify.post("/datasets", json={"name": name}) for name in "BCD"]

    assert [each.status_code for each in answers] == [409, 409, 200]
    (fault,) = world.admin.get("/faults").json()["data"]
    assert (fault["operation"], fault["fault"], fault["times"]) == (
        "dify.datasets.create_dataset",
        "dify.dataset_name_duplicate",
        2,
    )
    expect(page.get_by_role("link", name="All faults")).to_have_attribute(
        "href", f"#/{world.name}/controls/faults"
    )
    page.get_by_role("button", name="Take it out again").click()
    expect(page.get_by_text("fault-1 is gone.")).to_be_visible()
    assert world.admin.get("/faults").json()["data"] == []


def test_an_answer_is_made_a_fault_with_its_status_and_body_for_one_path(enter, page, world):
    first, second = (
        world.dify.post("/datasets", json={"name": name}).json()["id"] for name in "AB"
    )
    answer = world.dify.get(f"/datasets/{first}").json()
    enter()
    page.get_by_role("button", name="Make this answer a fault").click()
    page.get_by_label("the status 200 with this body").check()
    page.get_by_label("only with the path").check()
    page.get_by_label("How often").fill("")
    page.get_by_role("button", name="Make the fault").click()
    expect(page.get_by_text("has fault-1 now")).to_be_visible()
    world.dify.patch(f"/datasets/{first}", json={"name": "Changed"}).raise_for_status()

    assert world.dify.get(f"/datasets/{first}").json() == answer
    assert world.dify.get(f"/datasets/{second}").json()["name"] == "B"
    (fault,) = world.admin.get("/faults").json()["data"]
    assert (fault["fired"], fault["times"]) == (1, None)


def test_an_answer_that_is_not_the_json_it_is_called_is_made_a_fault_again_and_again(
    enter, page, world
):
    said = {"status": 409, "body": "<html>", "headers": {"Content-Type": "application/json"}}
    world.admin.post("/faults", json={"fault": said, "times": 1}).raise_for_status()
    world.dify.get("/datasets")
    world.admin.delete("/faults")
    enter()
    page.get_by_role("button", name="Make this answer a fault").click()
    for _ in range(2):
        page.get_by_role("button", name="Make the fault").click()
        expect(page.get_by_role("button", name="Take it out again")).to_be_visible()

    assert world.dify.get("/datasets").text == "<html>"


def test_the_choice_of_what_requests_get_stays_when_a_fault_was_made(enter, page, world):
    for _ in range(2):
        world.dify.post("/datasets", json={"name": "Twice"})
    enter()
    page.get_by_role("button", name="Make this answer a fault").click()
    status = page.get_by_role("radio", name="the status 409")
    status.check()
    page.get_by_role("button", name="Make the fault").click()
    expect(page.get_by_role("button", name="Take it out again")).to_be_visible()

    expect(status).to_be_checked()


def test_what_came_to_no_operation_makes_no_fault(enter, page, world):
    world.dify.get("/datasetz")
    enter()

    expect(page.get_by_role("button", name="Make this answer a fault")).to_be_disabled()
    expect(page.get_by_text("It came to no operation")).to_be_visible()


def test_the_fault_that_fired_is_told(enter, page, world):
    world.admin.post("/faults", json={"fault": {"status": 503}}).raise_for_status()
    world.dify.get("/datasets")
    enter()

    expect(in_full(page).get_by_role("link", name="fault-1")).to_be_visible()
