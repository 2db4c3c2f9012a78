"""The console's documents and segments: uploaded, on their way, going wrong, edited."""

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .looks import every_look, sticking_out

HANDBOOK = "11111111-1111-4111-8111-111111111111"
BUSY = "44444444-4444-4444-8444-444444444444"
QUESTIONS = "66666666-6666-4666-8666-666666666666"
SCRIPT = "<script>alert(1)</script>"
MANY = 10_000

in_demo = pytest.mark.parametrize("world", ["demo"], indirect=True)
in_busy = pytest.mark.parametrize("world", ["busy"], indirect=True)

#: Drops files onto an element, as a browser does when a hand lets them go.
DROP = """(target, names) => {
    const dataTransfer = new DataTransfer();
    for (const name of names) dataTransfer.items.add(new File(["Cats are small."], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer}));
    }
}"""


@pytest.fixture
def show(page, world):
    """Give what goes to a dataset of Dify, in the world of the test."""
    world.admin.get("/clock")  # opens it

    def show(*rest):
        page.goto(f"{world.server.url}/#/{world.name}/{'/'.join(('knowledge', 'dify', *rest))}")

    return show


@pytest.fixture
def hold(world):
    """Give what makes a dataset with documents, in the words of a fixture, and gives its id."""

    def hold(*documents, **more):
        said = {"id": HANDBOOK, "name": "Handbook", "technique": "keywords", **more}
        datasets = [{**said, "documents": list(documents)}]
        world.admin.post("/load", json={"dify": {"datasets": datasets}}, timeout=60)
        return HANDBOOK

    return hold


@pytest.fixture
def slow(world):
    """Let documents of the world take their time, and its clock stand still."""
    world.admin.put(f"/worlds/{world.name}", json={"progression": "time"}).raise_for_status()
    world.admin.post("/clock", json={"freeze": True})


def text_file(name, text="Cats are small."):
    """Give a file for a file chooser."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def documents(world, dataset):
    """List the documents of a dataset as Dify shows them."""
    return world.dify.get(f"/datasets/{dataset}/documents").json()["data"]


def document_id(world, dataset, name):
    """Give the id of the document of a name."""
    return next(each["id"] for each in documents(world, dataset) if each["name"] == name)


def dialog(page):
    """Give the dialog that is open."""
    return page.get_by_role("dialog")


def row(page, text):
    """Give the row of a table that holds a text."""
    return page.get_by_role("row").filter(has_text=text)


# --------------------------------------------------------------------------- coming in
def test_files_that_are_chosen_are_uploaded_as_is_chosen_too(show, hold, page, world):
    show(hold())
    page.get_by_text("How uploads are cut").click()
    page.get_by_label("doc_form").select_option("hierarchical_model")
    page.get_by_role("group", name="subchunk").get_by_label("max_tokens").fill("100")
    page.get_by_label("Upload files").set_input_files([text_file("a.txt"), text_file("b.txt")])

    expect(row(page, "a.txt")).to_contain_text("available")
    expect(row(page, "b.txt")).to_contain_text("hierarchical_model")
    assert {each["name"] for each in documents(world, HANDBOOK)} == {"a.txt", "b.txt"}


def test_files_are_dropped_onto_the_list(show, hold, page):
    show(hold({"name": "old.txt", "text": "Old."}))
    expect(row(page, "old.txt")).to_be_visible()
    page.get_by_role("region", name="Documents").evaluate(DROP, ["a.txt", "b.md"])

    expect(row(page, "a.txt")).to_be_visible()
    expect(row(page, "b.md")).to_be_visible()


def test_a_file_that_is_refused_is_told_so_beside_those_that_are_not(show, hold, page, trouble):
    trouble.expect("status of 415")
    show(hold())
    page.get_by_label("Upload files").set_input_files([text_file("a.exe"), text_file("b.txt")])

    refused = page.get_by_role("list", name="Uploads").get_by_role("listitem")
    expect(refused).to_contain_text(["File type not allowed."])
    expect(row(page, "b.txt")).to_be_visible()
    page.get_by_role("button", name="Close what is said of a.exe").click()
    expect(refused).to_have_count(0)


def test_a_document_is_made_from_text(show, hold, page, world):
    show(hold())
    page.get_by_role("button", name="New from text").click()
    dialog(page).get_by_label("name", exact=True).fill(SCRIPT)
    dialog(page).get_by_label("text", exact=True).fill("Cats are small.")
    dialog(page).get_by_role("button", name="Make").click()
    page.get_by_role("link", name=SCRIPT).click()

    expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()
    expect(page.get_by_role("article", name="Segment 1")).to_contain_text("Cats are small.")
    assert [each["name"] for each in documents(world, HANDBOOK)] == [SCRIPT]


# --------------------------------------------------------------------------- on their way
@in_busy
def test_every_stage_is_told_in_dify_s_words(show, page):
    show(BUSY)
    for stage in ("waiting", "parsing", "cleaning", "splitting", "indexing", "paused"):
        expect(row(page, f"{stage}.txt").get_by_text(stage, exact=True)).to_be_visible()
        expect(page.get_by_role("progressbar", name=f"Indexing of {stage}.txt")).to_be_visible()
    expect(row(page, "failed.txt")).to_contain_text("failed.txt: the file is damaged")
    for status in ("archived", "disabled"):
        expect(row(page, f"{status}.txt").get_by_text("completed")).to_be_visible()
        expect(row(page, f"{status}.txt").get_by_text(status, exact=True)).to_be_visible()


@pytest.mark.usefixtures("slow")
def test_a_document_of_a_client_moves_on_by_itself(show, hold, page, world):
    show(hold())
    lines = "\n".join(f"Line {number} is about cats." for number in range(400))
    body = {"name": "cats.txt", "text": lines, "indexing_technique": "economy"}
    rules = {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 50}}
    body["process_rule"] = {"mode": "custom", "rules": rules}
    world.dify.post(f"/datasets/{HANDBOOK}/document/create-by-text", json=body).raise_for_status()
    expect(row(page, "cats.txt")).to_contain_text("waiting")

    (document,) = world.admin.get("/documents").json()["data"]
    while document["stage"] != "indexing":
        world.admin.post("/clock", json={"advance": "next"})
        document = world.admin.get(f"/documents/{document['id']}").json()
    bar = page.get_by_role("progressbar", name="Indexing of cats.txt")
    expect(bar).to_have_js_property("max", 400)
    before = bar.evaluate("bar => bar.value")

    world.admin.post("/clock", json={"speed": 0.01})
    world.admin.post("/clock", json={"freeze": False})
    expect(bar).not_to_have_js_property("value", before)
    world.admin.post("/clock", json={"speed": 100})
    expect(row(page, "cats.txt")).to_contain_text("available")
    expect(bar).to_have_count(0)


def test_an_indexing_that_waits_to_be_told_is_led_on(show, hold, page, world):
    world.admin.put(f"/worlds/{world.name}", json={"progression": "manual"})
    show(hold())
    page.get_by_label("Upload files").set_input_files([text_file("a.txt")])
    for stage in ("waiting", "parsing", "cleaning", "splitting", "indexing"):
        # no release of Dify tells of the cleaning
        told = "splitting" if stage == "cleaning" else stage
        expect(row(page, "a.txt").get_by_text(told, exact=True)).to_be_visible()
        with page.expect_response("**/advance*"):
            page.get_by_role("button", name="Lead a.txt to its next stage").click()

    expect(row(page, "a.txt")).to_contain_text("completed")
    expect(page.get_by_role("button", name="Lead a.txt")).to_have_count(0)


def test_a_document_is_indexed_again_to_fail(show, hold, page, world):
    show(hold({"name": "a.txt", "text": "Cats.\n\nDogs."}))
    page.get_by_role("button", name="Index a.txt again").click()
    dialog(page).get_by_label("It ends in").select_option("error")
    dialog(page).get_by_label("error", exact=True).fill("The disk is full")
    dialog(page).get_by_label("When so many %").fill("50")
    dialog(page).get_by_role("button", name="Index again").click()

    expect(row(page, "a.txt")).to_contain_text("The disk is full")
    (shown,) = documents(world, HANDBOOK)
    assert (shown["indexing_status"], shown["error"]) == ("error", "The disk is full")


# --------------------------------------------------------------------------- many
def test_ten_thousand_documents_come_page_by_page(show, hold, page):
    many = [{"name": f"{number:05}.txt", "text": "Cats."} for number in range(MANY)]
    show(hold(*many))
    asked = []
    page.on("response", lambda answer: asked.append(answer.url))
    expect(page.get_by_text("Page 1 of 500")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1 + 20)

    page.get_by_role("link", name="Last").click()
    expect(page.get_by_role("link", name="00000.txt")).to_be_visible()
    page.get_by_label("Filter by name").fill("0420")
    page.get_by_role("link", name="04207.txt").click()
    expect(page.get_by_role("heading", name="04207.txt")).to_be_visible()
    assert not [each for each in asked if "/__admin/documents?" in each]


def test_a_list_that_changes_leaves_the_reader_where_he_is(show, hold, page, world):
    show(hold(*[{"name": f"{number}.txt", "text": "Cats."} for number in range(20)]))
    button = page.get_by_role("button", name="Delete 3.txt")
    button.focus()
    page.get_by_label("Filter by name").fill(".txt")
    button.scroll_into_view_if_needed()
    button.focus()
    before = page.evaluate("scrollY")
    world.dify.delete(f"/datasets/{HANDBOOK}/documents/{document_id(world, HANDBOOK, '0.txt')}")
    expect(row(page, "0.txt").get_by_text("0.txt", exact=True)).to_have_count(0)

    expect(button).to_be_focused()
    assert page.evaluate("scrollY") == before


# --------------------------------------------------------------------------- one of them
@in_demo
def test_a_document_s_values_are_edited(show, page, world):
    show(HANDBOOK, "documents", document_id(world, HANDBOOK, "install.md"))
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
def test_a_document_is_given_another_text(show, page, world):
    show(HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name="Update…").click()
    dialog(page).get_by_label("name", exact=True).fill("answers.txt")
    dialog(page).get_by_label("text", exact=True).fill("Fish swim.")
    dialog(page).get_by_role("button", name="Update").click()

    expect(page.get_by_role("heading", name="answers.txt")).to_be_visible()
    expect(page.get_by_role("article", name="Segment 1")).to_contain_text("Fish swim.")


@in_demo
def test_a_document_that_is_deleted_leads_back_to_the_others(show, page, world):
    show(HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name="Delete", exact=True).click()
    dialog(page).get_by_role("button", name="Delete").click()

    expect(row(page, "install.md")).to_be_visible()
    expect(row(page, "faq.txt")).to_have_count(0)


# --------------------------------------------------------------------------- segments
@in_demo
def test_a_segment_is_added_changed_disabled_and_deleted(show, page, world):
    document = document_id(world, HANDBOOK, "faq.txt")
    segments = f"/datasets/{HANDBOOK}/documents/{document}/segments"
    show(HANDBOOK, "documents", document)
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
def test_segments_are_filtered_by_content_and_status(show, page, world):
    show(HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_label("Filter by content").fill("dogs")
    expect(page.get_by_role("article")).to_have_count(1)

    page.get_by_label("Status", exact=True).select_option("indexing")
    expect(page.get_by_text("No segment is like this.")).to_be_visible()


@in_busy
def test_a_segment_of_questions_has_an_answer(show, page, world):
    show(QUESTIONS, "documents", document_id(world, QUESTIONS, "faq.csv"))
    expect(page.get_by_role("article", name="Segment 1")).to_contain_text("A small team.")
    page.get_by_role("button", name="Add segment").click()
    dialog(page).get_by_label("content").fill("Since when?")
    dialog(page).get_by_label("answer").fill("Since 2024.")
    dialog(page).get_by_role("button", name="Add").click()

    expect(page.get_by_role("article", name="Segment 2")).to_contain_text("Since 2024.")


def test_child_chunks_are_added_changed_and_deleted(show, hold, page, world):
    dataset = hold()
    body = {"name": "a.txt", "text": "Cats.\nDogs.", "indexing_technique": "economy"}
    cut = {"separator": "\n\n", "max_tokens": 500}
    rules = {"pre_processing_rules": [], "segmentation": cut, "parent_mode": "paragraph"}
    rules["subchunk_segmentation"] = {"separator": "\n", "max_tokens": 50}
    body |= {
        "doc_form": "hierarchical_model",
        "process_rule": {"mode": "hierarchical", "rules": rules},
    }
    world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=body).raise_for_status()
    show(dataset, "documents", document_id(world, dataset, "a.txt"))
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
@every_look
@in_busy
@pytest.mark.parametrize("name", [None, "indexing.txt", "completed.txt"])
def test_a_page_fits_its_window_and_keeps_nobody_out(show, page, world, name):
    show(BUSY, *(["documents", document_id(world, BUSY, name)] if name else []))
    expect(page.get_by_role("heading", name=name or "Busy", exact=True)).to_be_visible()
    expect(page.get_by_text("Loading…")).to_have_count(0)
    page.locator("main summary").first.click() if not name else None

    assert sticking_out(page) == []
    assert barriers(page) == []


@every_look
@in_demo
@pytest.mark.parametrize("button", ["Update…", "Index again…", "Edit values", "Edit segment 1"])
def test_a_dialog_fits_its_window_and_keeps_nobody_out(show, page, world, button):
    show(HANDBOOK, "documents", document_id(world, HANDBOOK, "faq.txt"))
    page.get_by_role("button", name=button).click()
    expect(dialog(page)).to_be_visible()

    assert sticking_out(page) == []
    assert barriers(page, "dialog") == []
