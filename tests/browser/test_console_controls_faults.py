"""Faults are made, told and removed in the room “Controls”."""

import json
import os
import subprocess

import pytest
from playwright.sync_api import expect

from ..conftest import serve  # noqa: TID252 - tests are no package
from .controlling import Controls

CREATE = "dify.datasets.create_dataset"
TOKEN = "open-sesame"  # noqa: S105 - of a server of this test


@pytest.fixture
def controls(page, world):
    """Give the room with the form of a fault open, and nothing said in it."""
    controls = Controls(page, world).open("/faults")
    controls.part("Faults").get_by_text("Make a fault").click()
    expect(form_of(controls)).to_be_visible()
    return controls


def form_of(controls):
    return controls.page.get_by_role("form", name="Make a fault")


def operation(form):
    return form.get_by_role("combobox", name="Operation", exact=True)


def refusal(form):
    return form.get_by_role("combobox", name="Refusal", exact=True)


def make(controls):
    """Send the form, wait until the fault is there, and give it as the control plane lists it."""
    form_of(controls).get_by_role("button", name="Make it").click()
    expect(controls.told()).to_contain_text("is there.")
    (fault,) = controls.ask("/faults")["data"]
    return fault


def open_details(controls):
    for each in "How often, more exactly", "Only for some requests", "The same with curl":
        form_of(controls).get_by_text(each).click()


# ---------------------------------------------------------------------- what is made
def test_a_client_meets_what_was_made_and_the_account_tells(controls):
    form = form_of(controls)
    operation(form).fill(CREATE)
    expect(form).to_contain_text("POST /v1/datasets")
    refusal(form).select_option("dify.dataset_name_duplicate")
    form.get_by_label("How many times").fill("2")
    make(controls)
    faults = controls.part("Faults")
    expect(faults).to_contain_text("met 0, fired 0, 2 left")

    answer = controls.world.dify.post("/datasets", json={"name": "Handbook"})
    assert answer.json()["code"] == "dataset_name_duplicate"
    expect(faults).to_contain_text("met 1, fired 1, 1 left")
    controls.world.dify.post("/datasets", json={"name": "Handbook"})
    expect(faults).to_contain_text("spent")
    faults.get_by_text("The last requests that it fired for").click()
    expect(faults).to_contain_text("POST /v1/datasets")


def test_of_an_operation_those_refusals_are_offered_that_it_declares(controls):
    form = form_of(controls)
    operation(form).fill("dify.datasets.list_datasets")
    offered = refusal(form).locator("option")

    expect(offered.filter(has_text="invalid_param")).to_have_count(1)
    expect(offered.filter(has_text="internal_error")).to_have_count(1)
    expect(offered.filter(has_text="dataset_name_duplicate")).to_have_count(0)
    operation(form).fill("ragflow.*")
    expect(form).to_contain_text("operations.")
    expect(refusal(form).locator("option[value^='dify.']")).to_have_count(0)


@pytest.mark.parametrize(
    ("kind", "fields", "fault"),
    [
        ("Another answer", {"Status": "503"}, {"status": 503}),
        (
            "Another answer",
            {"Status": "429", "A header": "Retry-After: 5", "Body": '{"down": true}'},
            {"status": 429, "headers": {"Retry-After": "5"}, "body": {"down": True}},
        ),
        ("Another answer", {"Body": "<down>"}, {"status": 503, "body": "<down>"}),
        ("A broken connection", {}, "CONNECTION_RESET_BY_PEER"),
        ("A late answer", {"Time": "800ms"}, {"delay": {"fixed": "800ms"}}),
    ],
)
def test_what_goes_wrong_is_a_refusal_an_answer_a_connection_or_a_delay(
    controls, kind, fields, fault
):
    form = form_of(controls)
    form.get_by_label(kind).check()
    for label, text in fields.items():
        form.get_by_label(label, exact=True).fill(text)

    assert make(controls)["fault"] == fault


@pytest.mark.parametrize(
    ("late", "fields", "delay"),
    [
        (
            "By any time between two",
            {"Shortest": "1ms", "Longest": "2ms"},
            {"uniform": ["1ms", "2ms"]},
        ),
        (
            "By about a time (lognormal)",
            {"Median": "3ms", "Sigma": "0.2"},
            {"lognormal": {"median": "3ms", "sigma": 0.2}},
        ),
        ("In pieces", {"Pieces": "3", "Over": "4ms"}, {"dribble": {"chunks": 3, "over": "4ms"}}),
    ],
)
def test_a_refusal_may_be_late(controls, late, fields, delay):
    form = form_of(controls)
    refusal(form).select_option("dify.internal_error")
    form.get_by_label("Late, in real time").select_option(late)
    for label, text in fields.items():
        form.get_by_label(label, exact=True).fill(text)

    assert make(controls)["fault"] == {"refusal": "dify.internal_error", "delay": delay}


def test_how_often_when_and_for_which_requests(controls):
    form = form_of(controls)
    open_details(controls)
    refusal(form).select_option("dify.internal_error")
    form.get_by_label("When the call is done: its answer is lost").check()
    for label, text in {
        "How many times": "",
        "So many pass first": "3",
        "It ends": "1h",
        "Percent of the requests": "12.5",
        "Seed of what is drawn": "7",
        "Requests that pass": "10",
        "Within": "30s",
        "For so long, from the first failure on": "2m",
        "Path": "/v1/*",
        "In the query": "page=2&limit=20",
        "In the body": '{"name": "Handbook"}',
    }.items():
        form.get_by_label(label, exact=True).fill(text)
    form.get_by_role("combobox", name="Method").select_option("POST")
    fault = make(controls)

    assert fault["when"] == "after"
    assert fault["times"] is None
    assert (fault["succeed_first"], fault["probability"], fault["seed"]) == (3, 0.125, 7)
    assert fault["quota"] == {"requests": 10, "per": "30s"}
    assert fault["outage"] == "2m"
    assert fault["until"] is not None
    assert fault["match"] == {
        "method": "POST",
        "path": "/v1/*",
        "query": {"page": "2", "limit": "20"},
        "body": {"name": "Handbook"},
    }
    expect(controls.part("Faults")).to_contain_text("the first 3 pass; 12.5 % of the requests")


def test_what_is_no_json_is_not_sent(controls):
    form = form_of(controls)
    open_details(controls)
    refusal(form).select_option("dify.internal_error")
    form.get_by_label("In the body").fill('{"name": ')
    expect(form.get_by_label("In the body")).to_have_attribute("aria-invalid", "true")
    form.get_by_role("button", name="Make it").click()
    expect(form).to_contain_text("An object in JSON")
    assert controls.ask("/faults")["data"] == []

    form.get_by_label("In the body").fill('{"name": "a"}')
    assert make(controls)["match"] == {"body": {"name": "a"}}


def test_a_fault_that_cannot_be_is_told_in_the_server_s_words(controls, trouble):
    trouble.expect("status of 400")
    form = form_of(controls)
    operation(form).fill("dify.nothing.here")
    expect(form).to_contain_text("No operation is called so.")
    form.get_by_label("Another answer").check()
    form.get_by_role("button", name="Make it").click()

    expect(form.get_by_role("alert")).to_contain_text("There can be no such fault: no operation")


# ---------------------------------------------------------------------- the same with curl
def paste(line, **known):
    told = subprocess.run(
        ["bash", "-c", f"{line} --silent --fail"],
        check=True,
        capture_output=True,
        env={**os.environ, **known},
    )
    return json.loads(told.stdout)


def test_curl_makes_the_same(controls):
    form = form_of(controls)
    open_details(controls)
    operation(form).fill(CREATE)
    form.get_by_label("Another answer").check()
    form.get_by_label("Body", exact=True).fill("it's gone")
    line = form.get_by_label("The same with curl").inner_text()
    paste(line)
    form.get_by_role("button", name="Make it").click()
    expect(controls.told()).to_contain_text("is there.")
    pasted, made = controls.ask("/faults")["data"]

    assert pasted["fault"] == {"status": 503, "body": "it's gone"}
    assert {**pasted, "id": 0} == {**made, "id": 0}


@pytest.fixture
def locked(tmp_path):
    """Give a server whose control plane needs a token."""
    with serve("empty", tmp_path, "immediate", f"--admin-token={TOKEN}") as server:
        yield server


def test_curl_names_the_token_where_there_is_one(locked, page, trouble):
    trouble.expect("status of 401")
    page.goto(f"{locked.url}/#/demo/controls/faults?fault=503")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("button", name="Open “demo”").click()
    page.get_by_text("The same with curl").click()
    line = page.get_by_label("The same with curl").inner_text()

    assert paste(line, RAGMOCK_ADMIN_TOKEN=TOKEN)["fault"] == {"status": 503}


# ---------------------------------------------------------------------- from other rooms
@pytest.mark.parametrize(
    ("fault", "kind", "role", "name"),
    [
        ("dify.dataset_name_duplicate", "A refusal", "combobox", "Refusal"),
        ("502", "Another answer", "spinbutton", "Status"),
        ("EMPTY_RESPONSE", "A broken connection", "combobox", "How it breaks"),
    ],
)
def test_another_room_fills_the_form_and_leads_there(page, world, fault, kind, role, name):
    controls = Controls(page, world).open(f"?operation={CREATE}&fault={fault}")
    form = form_of(controls)

    expect(operation(form)).to_be_focused()
    expect(operation(form)).to_have_value(CREATE)
    expect(form.get_by_label(kind)).to_be_checked()
    expect(form.get_by_role(role, name=name)).to_have_value(fault)
    form.get_by_role("button", name="Make it").click()
    expect(page).to_have_url(f"{world.server.url}/#/{world.name}/controls/faults")
    assert [each["operation"] for each in controls.ask("/faults")["data"]] == [CREATE]


# ---------------------------------------------------------------------- removed
def test_one_is_removed_at_once_and_all_when_the_reader_agrees(page, world):
    for fault in "dify.internal_error", "ragflow.server_error", {"status": 418}:
        world.admin.post("/faults", json={"fault": fault}).raise_for_status()
    controls = Controls(page, world).open()
    controls.press("Faults", "Remove fault-2")
    expect(controls.part("Faults")).not_to_contain_text("ragflow.server_error")
    expect(page.get_by_role("group", name="The faults of this world")).to_be_focused()
    controls.press("Faults", "Remove all")
    controls.agree("Cancel")
    assert len(controls.ask("/faults")["data"]) == 2

    controls.press("Faults", "Remove all")
    controls.agree("Remove all")
    expect(controls.part("Faults")).to_contain_text("Nothing goes wrong here.")
    assert controls.ask("/faults")["data"] == []
