"""The console's room for knowledge: datasets of both products, and metadata."""

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .knowing import HANDBOOK, SCRIPT, dialog, fill, go, row
from .looks import in_every_look, sticking_out


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_each_product_shows_its_datasets_in_its_own_words(page, world):
    go(page, world)
    expect(row(page, "Handbook")).to_contain_text("economy")
    expect(row(page, "Research")).to_contain_text("high_quality")

    page.get_by_role("link", name="RAGFlow").click()
    expect(row(page, "dataset3")).to_contain_text("English")
    expect(page.get_by_role("columnheader", name="parser_id")).to_be_visible()


def test_a_dataset_is_made_changed_and_deleted(page, world):
    go(page, world)
    page.get_by_role("button", name="New dataset").click()
    dialog(page).get_by_label("name", exact=True).fill("Handbook")
    dialog(page).get_by_label("indexing_technique").select_option("economy")
    dialog(page).get_by_label("permission").select_option("all_team_members")
    dialog(page).get_by_role("button", name="Make").click()
    expect(page.get_by_role("link", name="Handbook")).to_be_visible()
    (made,) = world.dify.get("/datasets").json()["data"]
    assert (made["indexing_technique"], made["permission"]) == ("economy", "all_team_members")

    page.get_by_role("button", name="Edit Handbook").click()
    dialog(page).get_by_label("name", exact=True).fill("Manual")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Manual")).to_be_visible()

    page.get_by_role("button", name="Delete Manual").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(page.get_by_text("There is no dataset here.")).to_be_visible()
    assert world.dify.get("/datasets").json()["data"] == []


def test_a_deletion_that_is_not_confirmed_deletes_nothing(page, world):
    fill(world, {"name": "Handbook"})
    go(page, world)
    page.get_by_role("button", name="Delete Handbook").click()
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")

    expect(dialog(page)).to_have_count(0)
    assert world.dify.get("/datasets").json()["total"] == 1


def test_a_change_of_the_name_keeps_how_a_dataset_is_searched(page, world):
    searched = {"search_method": "hybrid_search", "reranking_enable": True, "top_k": 7}
    searched |= {"reranking_mode": "weighted_score", "weights": {"keyword_setting": {}}}
    model = {**searched, "score_threshold_enabled": True, "score_threshold": 0.25}
    body = {"name": "Handbook", "retrieval_model": model}
    before = world.dify.post("/datasets", json=body).json()
    go(page, world)
    page.get_by_role("button", name="Edit Handbook").click()
    dialog(page).get_by_label("name", exact=True).fill("Manual")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Manual")).to_be_visible()

    after = world.dify.get(f"/datasets/{before['id']}").json()
    assert after["retrieval_model_dict"] == before["retrieval_model_dict"]


def test_a_refusal_is_told_in_the_products_words_and_what_was_typed_stays(page, world, trouble):
    trouble.expect("status of 400")
    go(page, world)
    page.get_by_role("button", name="New dataset").click()
    dialog(page).get_by_label("name", exact=True).fill("n" * 41)
    dialog(page).get_by_role("button", name="Make").click()

    expect(dialog(page).get_by_role("alert")).to_contain_text("between 1 to 40 characters")
    expect(dialog(page).get_by_label("name", exact=True)).to_have_value("n" * 41)


def test_a_filter_is_asked_of_the_server_and_stands_in_the_address(page, world):
    fill(world, *[{"name": f"Dataset {number:03}"} for number in range(45)])
    go(page, world)
    expect(page.get_by_text("Page 1 of 3")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Dataset 020")).to_be_visible()

    page.get_by_label("Filter by name").fill("set 04")
    expect(page.get_by_role("row")).to_have_count(1 + 5)
    page.reload()
    expect(page.get_by_role("row")).to_have_count(1 + 5)
    expect(page.get_by_label("Filter by name")).to_have_value("set 04")


def test_what_a_client_makes_shows_up_by_itself(page, world):
    go(page, world)
    expect(page.get_by_text("There is no dataset here.")).to_be_visible()
    world.dify.post("/datasets", json={"name": "Made by a client"})

    expect(page.get_by_role("link", name="Made by a client")).to_be_visible()


def test_a_list_is_shown_though_its_world_never_rests(page, world):
    fill(world, {"name": "One"})
    before = world.dify.get("/datasets").json()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/v1/datasets?*", hold)
    with page.expect_request("**/v1/datasets?*"):
        go(page, world)
    with page.expect_request("**/__admin/worlds?*"):  # it looks what has changed
        world.dify.post("/datasets", json={"name": "Two"})
    with page.expect_request("**/v1/datasets?*"):
        held[0].fulfill(json=before)

    expect(page.get_by_role("link", name="One")).to_be_visible()
    held[1].continue_()
    expect(page.get_by_role("link", name="Two")).to_be_visible()


def test_what_is_typed_stays_while_a_client_changes_what_is_shown(page, world):
    go(page, world)
    page.get_by_role("button", name="New dataset").click()
    name = dialog(page).get_by_label("name", exact=True)
    name.fill("Half a na")
    world.dify.post("/datasets", json={"name": "Made by a client"})

    expect(page.get_by_text("Made by a client")).to_be_attached()
    expect(name).to_have_value("Half a na")
    expect(name).to_be_focused()


def test_the_keyboard_stays_in_a_list_whose_row_is_deleted(page, world):
    fill(world, {"name": "One"}, {"name": "Two"})
    go(page, world)
    page.get_by_role("button", name="Delete Two").focus()
    page.keyboard.press("Enter")
    dialog(page).get_by_role("button", name="Delete").press("Enter")
    expect(row(page, "Two")).to_have_count(0)

    expect(page.get_by_role("group", name="Datasets")).to_be_focused()


def test_who_follows_a_link_by_keyboard_reads_on_at_the_new_page(page, world):
    fill(world, {"name": "One"})
    go(page, world)
    page.get_by_role("link", name="One").press("Enter")
    expect(page.get_by_role("heading", name="One")).to_be_visible()
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Dify")).to_be_focused()


def test_a_name_is_a_text_whatever_it_says(page, world):
    fill(world, {"name": SCRIPT, "description": SCRIPT})
    fill(world, {"name": SCRIPT}, product="ragflow")
    go(page, world)
    page.get_by_role("link", name=SCRIPT).click()
    expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()

    page.get_by_role("link", name="RAGFlow").click()
    page.get_by_role("link", name=SCRIPT).click()
    expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_a_dataset_that_is_deleted_while_it_is_shown_is_told_to_be_gone(page, world, trouble):
    trouble.expect("status of 404")
    go(page, world, "dify", HANDBOOK)
    expect(page.get_by_role("heading", name="Handbook")).to_be_visible()
    world.dify.delete(f"/datasets/{HANDBOOK}")

    expect(page.get_by_role("heading", name="No such dataset")).to_be_visible()
    page.get_by_role("link", name="To the datasets").click()
    expect(page.get_by_role("link", name="Research")).to_be_visible()


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_a_world_that_ends_while_it_is_shown_can_be_opened_again(page, world):
    go(page, world, "dify", HANDBOOK, "metadata")
    expect(page.get_by_text("document_name")).to_be_visible()
    world.admin.delete(f"/worlds/{world.name}")
    page.get_by_role("button", name="Open").click()

    expect(page.get_by_role("heading", name="Handbook")).to_be_visible()


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_what_is_done_here_is_not_in_the_journal(page, world):
    go(page, world, "dify", HANDBOOK)
    page.get_by_role("button", name="Delete", exact=True).click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(page.get_by_role("link", name="Research")).to_be_visible()

    assert world.admin.get("/requests").json()["data"] == []


# --------------------------------------------------------------------------- metadata
@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_a_metadata_field_is_made_renamed_and_deleted(page, world):
    go(page, world, "dify", HANDBOOK, "metadata")
    page.get_by_role("button", name="New field").click()
    dialog(page).get_by_label("name").fill("pages")
    dialog(page).get_by_label("type").select_option("number")
    dialog(page).get_by_role("button", name="Make").click()
    expect(row(page, "pages")).to_contain_text("number")

    page.get_by_role("button", name="Rename pages").click()
    dialog(page).get_by_label("name").fill("length")
    dialog(page).get_by_role("button", name="Rename").click()
    expect(row(page, "length")).to_be_visible()

    page.get_by_role("button", name="Delete author").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(row(page, "author")).to_have_count(0)
    fields = world.dify.get(f"/datasets/{HANDBOOK}/metadata").json()["doc_metadata"]
    assert [each["name"] for each in fields] == ["year", "length"]


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_the_built_in_fields_are_switched(page, world):
    go(page, world, "dify", HANDBOOK, "metadata")
    switch = page.get_by_label("Built-in fields")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    assert world.dify.get(f"/datasets/{HANDBOOK}").json()["built_in_field_enabled"]

    switch.click()
    expect(switch).not_to_be_checked()


# --------------------------------------------------------------------------- RAGFlow
def test_a_ragflow_dataset_is_made_changed_and_deleted(page, world):
    go(page, world, "ragflow")
    page.get_by_role("button", name="New dataset").click()
    dialog(page).get_by_label("dataset_name").fill("kb1")
    dialog(page).get_by_role("button", name="Make").click()
    page.get_by_role("link", name="kb1").click()

    page.get_by_role("button", name="Edit").click()
    dialog(page).get_by_label("chunk_method").select_option("laws")
    dialog(page).get_by_label("description").fill("The laws.")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_text("The laws.")).to_be_visible()
    (kept,) = world.ragflow.get("/dataset").json()["data"]
    assert (kept["parser_id"], kept["description"], kept["name"]) == ("laws", "The laws.", "kb1")

    page.get_by_role("button", name="Delete").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(page.get_by_text("There is no dataset here.")).to_be_visible()


def test_a_refusal_of_ragflow_is_one_though_its_status_is_200(page, world):
    go(page, world, "ragflow")
    page.get_by_role("button", name="New dataset").click()
    dialog(page).get_by_label("dataset_name").fill("two words")
    dialog(page).get_by_role("button", name="Make").click()

    expect(dialog(page).get_by_role("alert")).to_contain_text("has a character other than")


def test_ragflow_datasets_have_pages_though_no_total_is_told(page, world):
    fill(world, *[{"name": f"kb{number:03}"} for number in range(21)], product="ragflow")
    go(page, world, "ragflow")
    page.get_by_label("Order").select_option("by name")
    expect(page.get_by_role("link", name="kb000")).to_be_visible()
    page.get_by_role("link", name="Next").click()

    expect(page.get_by_role("link", name="kb020")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1 + 1)
    expect(page.get_by_role("link", name="Next")).to_have_count(0)


# --------------------------------------------------------------------------- for everybody
@pytest.mark.parametrize("world", ["demo"], indirect=True)
@pytest.mark.parametrize(
    ("rest", "heading"),
    [
        ((), "Datasets"),
        (("dify", HANDBOOK, "metadata"), "Metadata fields"),
        (("ragflow",), "Datasets"),
        (("ragflow", "375e8ada2d3c11ef98f93043d7ee537e"), "kb1"),
    ],
)
def test_a_page_fits_every_window_and_keeps_nobody_out(page, world, rest, heading):
    go(page, world, *rest)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("Loading…")).to_have_count(0)

    for look in in_every_look(page):
        assert (look, sticking_out(page), barriers(page)) == (look, [], [])


@pytest.mark.parametrize("world", ["demo"], indirect=True)
@pytest.mark.parametrize("rest", [(), ("ragflow",)], ids=["dify", "ragflow"])
@pytest.mark.parametrize("button", ["New dataset", "Edit", "Delete"])
def test_a_dialog_fits_every_window_and_keeps_nobody_out(page, world, rest, button):
    go(page, world, *rest)
    page.get_by_role("button", name=button).first.click()
    expect(dialog(page)).to_be_visible()
    for closed in dialog(page).locator("summary").all():
        closed.click()

    for look in in_every_look(page):
        assert (look, sticking_out(page), barriers(page, "dialog")) == (look, [], [])
