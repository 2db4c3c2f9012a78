"""The console's page of a document: its values, its segments and their child chunks."""

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .knowing import BUSY, HANDBOOK, dialog, document_id, documents, fill, go, row
from .looks import in_every_look, sticking_out

QUESTIONS = "66666666-6666-4666-8666-666666666666"  # of the fixture `busy`

in_demo = pytest.mark.parametrize("world", ["demo"], indirect=True)
in_busy = pytest.mark.parametrize("world", ["busy"], indirect=True)


@in_demo
def test_a_document_s_values_are_edited(page, world):
    go(page, world, "dify", HANDBOOK, "documents", document_id(world, HANDBOOK, "install.md"))
    page.get_by_role("button", name="Edit values").click()
    dialog(page).get_by_label("author").fill("Grace")
    dialog(page).get_by_label("year").fill("")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("definition").filter(has_text="Grace")).to_be_visible()

    (shown,) = [each for each in documents(world, HANDBOOK) if each["name"] == "install.md"]
    own = {
        each["name"]: each["value"] for each in shown["doc_metadata"] if each["id"] != "built-in"
    }
    assert own == {"author": "Grace"}


@in_demo
def test_a_document_is_given_another_text(page, world):
    go(page, world, "dify", HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name="Update…").click()
    dialog(page).get_by_label("name", exact=True).fill("answers.txt")
    dialog(page).get_by_label("text", exact=True).fill("Fish swim.")
    dialog(page).get_by_role("button", name="Update").click()

    expect(page.get_by_role("heading", name="answers.txt")).to_be_visible()
    expect(page.get_by_role("article", name="Segment 1")).to_contain_text("Fish swim.")


@in_demo
def test_a_document_that_is_deleted_leads_back_to_the_others(page, world):
    go(page, world, "dify", HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name="Delete", exact=True).click()
    dialog(page).get_by_role("button", name="Delete").click()

    expect(row(page, "install.md")).to_be_visible()
    expect(row(page, "faq.txt")).to_have_count(0)


# --------------------------------------------------------------------------- segments
@in_demo
def test_a_segment_is_added_changed_disabled_and_deleted(page, world):
    document = document_id(world, HANDBOOK, "faq.txt")
    segments = f"/datasets/{HANDBOOK}/documents/{document}/segments"
    go(page, world, "dify", HANDBOOK, "documents", document)
    page.get_by_role("button", name="Add segment").click()
    dialog(page).get_by_label("content").fill("Fish swim.")
    dialog(page).get_by_label("keywords").fill("fish\nto swim")
    dialog(page).get_by_role("button", name="Add").click()
    fifth = page.get_by_role("article", name="Segment 5")
    expect(fifth).to_contain_text("Fish swim.")
    assert world.dify.get(segments).json()["data"][-1]["keywords"] == ["fish", "to swim"]

    page.get_by_role("button", name="Edit segment 5").click()
    dialog(page).get_by_label("content").fill("Fish swim fast.")
    dialog(page).get_by_role("button", name="Save").click()
    expect(fifth).to_contain_text("Fish swim fast.")

    page.get_by_role("button", name="Disable segment 5").click()
    expect(fifth).to_contain_text("not enabled")
    page.get_by_role("button", name="Enable segment 5").click()
    expect(fifth).not_to_contain_text("not enabled")

    page.get_by_role("button", name="Delete segment 5").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(fifth).to_have_count(0)
    assert world.dify.get(segments).json()["total"] == 4


@in_demo
def test_segments_are_filtered_by_content_and_status(page, world):
    go(page, world, "dify", HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_label("Filter by content").fill("dogs")
    expect(page.get_by_role("article")).to_have_count(1)

    page.get_by_label("Status", exact=True).select_option("indexing")
    expect(page.get_by_text("No segment is like this.")).to_be_visible()


@in_busy
def test_a_segment_of_questions_has_an_answer(page, world):
    go(page, world, "dify", QUESTIONS, "documents", document_id(world, QUESTIONS, "faq.csv"))
    expect(page.get_by_role("article", name="Segment 1")).to_contain_text("A small team.")
    page.get_by_role("button", name="Add segment").click()
    dialog(page).get_by_label("content").fill("Since when?")
    dialog(page).get_by_label("answer").fill("Since 2024.")
    dialog(page).get_by_role("button", name="Add").click()

    expect(page.get_by_role("article", name="Segment 2")).to_contain_text("Since 2024.")


def test_child_chunks_are_added_changed_and_deleted(page, world):
    dataset = HANDBOOK
    fill(world, {"id": dataset, "name": "Handbook", "technique": "keywords"})
    body = {"name": "a.txt", "text": "Cats.\nDogs.", "indexing_technique": "economy"}
    cut = {"separator": "\n\n", "max_tokens": 500}
    rules = {"pre_processing_rules": [], "segmentation": cut, "parent_mode": "paragraph"}
    rules["subchunk_segmentation"] = {"separator": "\n", "max_tokens": 50}
    body |= {
        "doc_form": "hierarchical_model",
        "process_rule": {"mode": "hierarchical", "rules": rules},
    }
    world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=body).raise_for_status()
    go(page, world, "dify", dataset, "documents", document_id(world, dataset, "a.txt"))
    page.get_by_text("Child chunks (2)").click()
    page.get_by_role("button", name="Add a child chunk to segment 1").click()
    dialog(page).get_by_label("content").fill("Fish.")
    dialog(page).get_by_role("button", name="Add").click()
    expect(page.get_by_text("Child chunks (3)")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Fish.")).to_contain_text("customized")

    page.get_by_role("button", name="Edit child chunk 3").click()
    dialog(page).get_by_label("content").fill("Birds.")
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="Birds.")).to_be_visible()

    page.get_by_role("button", name="Delete child chunk 3").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Child chunks (2)")).to_be_visible()


# --------------------------------------------------------------------------- for everybody
@in_busy
@pytest.mark.parametrize("name", ["indexing.txt", "completed.txt"])
def test_a_page_fits_every_window_and_keeps_nobody_out(page, world, name):
    go(page, world, "dify", BUSY, "documents", document_id(world, BUSY, name))
    expect(page.get_by_role("article", name="Segment 1")).to_be_visible()

    for look in in_every_look(page):
        assert (look, sticking_out(page), barriers(page)) == (look, [], [])


@in_demo
@pytest.mark.parametrize("button", ["Update…", "Index again…", "Edit values", "Edit segment 1"])
def test_a_dialog_fits_every_window_and_keeps_nobody_out(page, world, button):
    go(page, world, "dify", HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name=button).click()
    expect(dialog(page)).to_be_visible()

    for look in in_every_look(page):
        assert (look, sticking_out(page), barriers(page, "dialog")) == (look, [], [])
