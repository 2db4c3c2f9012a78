"""A request in full, in the room “Requests” of the console."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .asking import ask, in_full, link, rows
from .looks import every_look, sticking_out

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def world(own_server):
    return own_server.world()


def test_a_request_is_shown_with_what_was_sent_and_answered(enter, page, world):
    world.dify.post("/datasets", json={"name": SCRIPT, "description": "é"})
    enter()
    rows(page).get_by_role("link").click()
    sent = page.get_by_role("region", name="Request", exact=True)
    came = page.get_by_role("region", name="Answer", exact=True)

    expect(sent).to_contain_text(f'{{\n  "name": "{SCRIPT}",\n  "description": "é"\n}}')
    expect(came).to_contain_text(f'"name": "{SCRIPT}"')
    expect(in_full(page)).to_contain_text(f"created the dataset “{SCRIPT}”")
    sent.get_by_text("headers").click()
    expect(sent).to_contain_text("Bearer dataset-...")


def test_json_can_be_read_as_it_was_sent_with_every_digit(enter, page, world):
    sent = '{"name":"A",  "number":12345678901234567890.10, "none":{}, "of":[1,2]}'
    headers = {"Content-Type": "application/json"}
    world.dify.post("/datasets", content=sent, headers=headers)
    enter("/1")
    body = page.get_by_role("group", name="the body of the request")
    expect(body).to_have_text(
        '{\n  "name": "A",\n  "number": 12345678901234567890.10,\n  "none": {},\n'
        '  "of": [\n    1,\n    2\n  ]\n}'
    )
    page.get_by_role("button", name="As it was sent").first.click()

    expect(body).to_have_text(sent)


def test_a_form_is_shown_by_its_parts_and_bytes_as_bytes(enter, page, world):
    files = {"data": (None, '{"a": 1}'), "file": ("a.bin", b"\x00\xffPNG", "image/png")}
    dataset = world.dify.post("/datasets", json={"name": "Of a form"}).json()["id"]
    world.dify.post(f"/datasets/{dataset}/document/create-by-file", files=files)
    enter("/2")
    sent = page.get_by_role("region", name="Request", exact=True)

    expect(sent).to_contain_text("a.bin")
    expect(sent).to_contain_text("image/png")
    expect(sent.get_by_label("the part file", exact=True)).to_have_text(
        re.compile(r"0000  00 ff 50 4e 47 +\.\.PNG")
    )


def test_a_request_has_an_address_and_the_ways_back_and_on(enter, page, world):
    ask(world, 1, 2, 3)
    enter("/2?text=page")
    expect(in_full(page).get_by_role("heading", name="page=2")).to_be_visible()
    in_full(page).get_by_role("link", name="Older").click()
    expect(in_full(page).get_by_role("heading", name="page=1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(in_full(page)).to_have_count(0)

    assert page.url.endswith("/requests?text=page")
    page.go_back()
    expect(in_full(page).get_by_role("heading", name="page=1")).to_be_visible()


def test_a_request_is_opened_followed_and_closed_by_the_keyboard_alone(enter, page, world):
    ask(world, 1, 2, 3)
    enter()
    link(page, 3).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(in_full(page).get_by_role("heading", name="page=2")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(in_full(page).get_by_role("heading", name="page=1")).to_be_visible()
    in_full(page).get_by_role("link", name="Close").focus()
    page.keyboard.press("Enter")
    expect(in_full(page)).to_have_count(0)

    expect(link(page, 1)).to_be_focused()


def test_a_request_that_the_journal_does_not_have_is_refused_in_its_words(enter, page, trouble):
    trouble.expect("404")
    enter("/99")

    expect(page.get_by_role("alert")).to_contain_text("The journal has no request 99.")


def test_an_operation_leads_to_its_reference(enter, page, world):
    ask(world, 1)
    enter("/1")
    in_full(page).get_by_role("link", name="dify.datasets.list_datasets").click()

    expect(page.locator(".opblock.is-open")).to_contain_text("/v1/datasets")


@every_look
def test_a_request_in_full_fits_and_keeps_nobody_out(enter, page, world):
    world.dify.post("/datasets", json={"name": "A" * 30})
    world.dify.post("/datasets", json={"name": "A" * 30, "description": "b" * 300})
    enter("/2")
    page.get_by_role("button", name="Make this answer a fault").click()
    page.get_by_text("headers").first.click()
    expect(page.get_by_role("button", name="Make the fault")).to_be_visible()
    assert barriers(page) == []
    assert sticking_out(page) == []
