"""The console's room for coverage: operations by answers, filled as the client talks."""

import json
import shlex
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .looks import Look, every_look, sticking_out

CREATE = "dify.datasets.create_dataset"
PHONE = pytest.mark.parametrize("look", [Look(360, 740, "light")], indirect=True)


@pytest.fixture
def show(page, world):
    """Give what goes to the room, in the world of the test, and waits until it is there."""
    world.admin.get("/clock")  # opens it

    def show(where=""):
        page.goto(f"{world.server.url}/#/{world.name}/coverage{where}")
        expect(page.get_by_role("radio", name="All products")).to_be_visible()

    return show


def row(page, operation):
    """Give the row of an operation, told by its method and path."""
    return page.get_by_role("row").filter(has=page.get_by_text(operation, exact=True))


def point(page, name):
    """Give an answer among the details of an operation."""
    return page.get_by_role("listitem").filter(has_text=name)


def make_dataset(world, name="Handbook"):
    """Make a dataset as a client does."""
    return world.dify.post("/datasets", json={"name": name})


# ---------------------------------------------------------------------- what is shown
def test_it_is_filled_as_the_client_talks(show, page, world):
    show()
    made = row(page, "POST /v1/datasets")
    expect(made).to_contain_text("0 of 21")
    make_dataset(world)
    expect(made).to_contain_text("1 of 21")
    make_dataset(world)

    expect(made).to_contain_text("2 of 21")
    expect(made.get_by_role("cell").nth(1)).to_have_text("1 of 1")
    told = world.admin.get("/coverage", params={"provider": "dify"}).json()
    share = page.get_by_role("radio", name=f"Dify {told['tried']} of {told['reachable']} answers")
    expect(share).to_be_visible()


def test_an_operation_tells_each_answer_and_what_its_requests_may_hold(show, page, world):
    world.dify.post("/datasets", json={"name": "Handbook", "permission": "only_me"})
    make_dataset(world)
    make_dataset(world)
    show()
    row(page, "POST /v1/datasets").get_by_role("button").click()

    expect(point(page, "success")).to_contain_text("tried: 200 success once in the journal")
    taken = point(page, "dify.dataset_name_duplicate")
    expect(taken).to_contain_text("2 times in the journal")
    expect(page.get_by_text("not tried: economy")).to_be_attached()
    expect(page.get_by_text("tried: only_me", exact=True)).to_be_attached()
    expect(page).to_have_url(f"{world.server.url}/#/{world.name}/coverage/{CREATE}")


def test_all_worlds_count_where_the_whole_server_is_looked_at(show, page, world):
    other = world.server.world("another")
    show("?name=workspaces")
    models = row(page, "GET /v1/workspaces/current/models/model-types/{model_type}")
    expect(models).to_contain_text("0 of 5")
    other.dify.get("/workspaces/current/models/model-types/text-embedding")
    page.get_by_label("What clients tried in").select_option("all worlds of this server")

    expect(models).to_contain_text("1 of 5")


def test_calls_that_no_released_server_answers_are_told_of_by_themselves(show, page, world):
    world.data.get("/data")
    show()
    page.get_by_text("Calls that the documents alone know").click()

    called = page.get_by_role("listitem").filter(has_text="GET /v1/data")
    expect(called).to_contain_text("called")


def test_a_world_that_ends_while_it_is_shown_is_told_of(show, page, world):
    show()
    world.server.client("/__admin").delete(f"/worlds/{world.name}").raise_for_status()

    expect(page.get_by_role("heading", name=f"No world “{world.name}”")).to_be_visible()


# ---------------------------------------------------------------------- what is looked at
def test_it_can_be_narrowed_by_product_by_name_and_by_what_was_not_tried(show, page, world):
    world.dify.get("/")
    show()
    page.get_by_role("radio", name="RAGFlow").check()
    expect(row(page, "POST /v1/datasets")).to_have_count(0)
    expect(page.get_by_role("rowgroup").filter(has_text="RAGFlow")).to_be_visible()

    page.get_by_role("radio", name="All products").check()
    page.get_by_role("searchbox", name="Operation, path or refusal").fill("name_duplicate")
    expect(row(page, "GET /v1/datasets")).to_have_count(0)
    expect(row(page, "POST /v1/datasets")).to_be_visible()

    page.get_by_role("searchbox", name="Operation, path or refusal").fill("")
    expect(row(page, "GET /v1/")).to_be_visible()
    page.get_by_role("checkbox").check()
    expect(row(page, "GET /v1/")).to_have_count(0)
    expect(row(page, "GET /v1/datasets")).to_be_visible()


def test_the_keyboard_goes_through_the_operations(show, page):
    show()
    first = row(page, "GET /health").get_by_role("button")
    second = row(page, "GET /v1/").get_by_role("button")
    first.focus()
    first.press("ArrowDown")
    expect(second).to_be_focused()
    second.press("Enter")
    expect(second).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("dify.workspace.get_index")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Its requests")).to_be_focused()
    page.keyboard.press("Escape")
    expect(second).to_have_attribute("aria-expanded", "false")
    expect(second).to_be_focused()
    second.press("End")
    expect(page.get_by_role("button", name="any operation").last).to_be_focused()


def test_what_comes_in_moves_neither_the_focus_nor_what_is_scrolled(show, page, world):
    show()
    last = page.get_by_role("button", name="any operation").last
    last.focus()
    matrix = page.get_by_role("region", name="Operations by answers")
    before = matrix.evaluate("each => each.scrollTop")
    make_dataset(world)
    expect(row(page, "POST /v1/datasets")).to_contain_text("1 of 21")

    assert before > 0
    assert matrix.evaluate("each => each.scrollTop") == before
    expect(last).to_be_focused()


def test_the_heads_of_the_matrix_stay_in_sight(show, page):
    show()
    page.get_by_role("button", name="any operation").last.focus()

    expect(page.get_by_role("columnheader", name="Success")).to_be_in_viewport()


# ---------------------------------------------------------------------- what can be done
def test_an_answer_that_was_not_tried_leads_to_the_controls(show, page, world):
    show(f"/{CREATE}")
    page.get_by_role("link", name="Make dify.dataset_name_duplicate happen").click()

    page.wait_for_url(
        f"**/#/{world.name}/controls?operation={CREATE}&fault=dify.dataset_name_duplicate"
    )


def test_a_copied_fault_makes_the_answer_happen(show, page, world, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(f"/{CREATE}")
    page.get_by_role("button", name="Copy the fault dify.dataset_name_duplicate as curl").click()
    expect(page.get_by_text("Copied the fault")).to_be_visible()
    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    world.server.client().post(words[1], json=json.loads(words[-1])).raise_for_status()

    assert make_dataset(world).json()["code"] == "dataset_name_duplicate"
    expect(point(page, "dify.dataset_name_duplicate")).to_contain_text("once in the journal")


def test_what_was_tried_is_forgotten_when_that_is_confirmed(show, page, world):
    make_dataset(world)
    show()
    made = row(page, "POST /v1/datasets")
    dialog = page.get_by_role("dialog", name="Forget what was tried?")
    page.get_by_role("button", name="Begin anew").click()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    expect(made).to_contain_text("1 of 21")

    page.get_by_role("button", name="Begin anew").click()
    dialog.get_by_role("button", name="Forget it").click()
    expect(made).to_contain_text("0 of 21")
    told = world.admin.get("/coverage").json()["operations"]
    assert not any(each["called"] for each in told if each["operation"] == CREATE)


def test_what_is_downloaded_is_what_the_control_plane_tells(show, page, world):
    make_dataset(world)
    show()
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download as JSON").click()

    assert begun.value.suggested_filename == f"coverage-{world.name}.json"
    told = json.loads(Path(begun.value.path()).read_text("utf-8"))
    assert told == world.admin.get("/coverage").json()


# ---------------------------------------------------------------------- how it looks
@PHONE
def test_a_narrow_window_has_a_list_in_place_of_the_matrix(show, page, world, look):  # noqa: ARG001
    make_dataset(world)
    show()
    expect(page.get_by_role("table")).to_have_count(0)
    made = page.get_by_role("listitem").filter(
        has=page.get_by_text("POST /v1/datasets", exact=True)
    )
    expect(made).to_contain_text("1 of 21")
    made.get_by_role("button").click()

    expect(point(page, "dify.dataset_name_duplicate").last).to_be_visible()


@every_look
def test_the_room_fits_its_window_and_keeps_nobody_out(show, page, world, look):  # noqa: ARG001
    make_dataset(world)
    show(f"/{CREATE}")
    expect(page.get_by_role("heading", name="Answers")).to_be_visible()

    assert sticking_out(page) == []
    assert barriers(page) == []
