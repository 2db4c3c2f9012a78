"""The console's documents and segments: uploaded, on their way, going wrong, edited."""

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .knowing import BUSY, HANDBOOK, SCRIPT, dialog, document_id, documents, fill, go, row
from .looks import in_every_look, sticking_out

MANY = 10_000

in_busy = pytest.mark.parametrize("world", ["busy"], indirect=True)

#: Drops files onto an element, as a browser does when a hand lets them go; tells of each event
#: whether the browser is left to do what it does by itself.
DROP = """(target, names) => {
    const dataTransfer = new DataTransfer();
    for (const name of names) dataTransfer.items.add(new File(["Cats are small."], name));
    const said = {bubbles: true, cancelable: true, dataTransfer};
    const drop = type => target.dispatchEvent(new DragEvent(type, said));
    return ["dragenter", "dragover", "drop"].map(drop);
}"""


@pytest.fixture
def slow(world):
    """Let documents of the world take their time, and its clock stand still."""
    world.admin.put(f"/worlds/{world.name}", json={"progression": "time"}).raise_for_status()
    world.admin.post("/clock", json={"freeze": True})


def text_file(name, text="Cats are small."):
    """Give a file for a file chooser."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def hold(world, *documents):
    """Make a dataset with documents, in the words of a fixture, and give its id."""
    held = {"id": HANDBOOK, "name": "Handbook", "technique": "keywords"}
    fill(world, {**held, "documents": list(documents)})
    return HANDBOOK


# --------------------------------------------------------------------------- coming in
def test_files_that_are_chosen_are_uploaded_as_is_chosen_too(page, world):
    go(page, world, "dify", hold(world))
    page.get_by_text("How uploads are cut").click()
    page.get_by_label("doc_form").select_option("hierarchical_model")
    page.get_by_role("group", name="subchunk").get_by_label("max_tokens").fill("100")
    page.get_by_label("Upload files").set_input_files([text_file("a.txt"), text_file("b.txt")])

    expect(row(page, "a.txt")).to_contain_text("available")
    expect(row(page, "b.txt")).to_contain_text("hierarchical_model")
    assert {each["name"] for each in documents(world, HANDBOOK)} == {"a.txt", "b.txt"}


def test_a_choice_that_is_entered_stays_a_choice(page, world):
    go(page, world, "dify", hold(world))
    page.get_by_text("How uploads are cut").click()
    page.get_by_label("doc_form").select_option("qa_model")
    page.get_by_label("doc_language").fill("German")
    page.get_by_label("doc_language").press("Enter")
    page.get_by_label("Upload files").set_input_files([text_file("a.txt")])

    expect(row(page, "a.txt")).to_contain_text("qa_model")
    expect(page.get_by_label("doc_language")).to_have_value("German")


def test_files_are_dropped_onto_the_list(page, world):
    go(page, world, "dify", hold(world, {"name": "old.txt", "text": "Old."}))
    expect(row(page, "old.txt")).to_be_visible()
    page.get_by_role("region", name="Documents").evaluate(DROP, ["a.txt", "b.md"])

    expect(row(page, "a.txt")).to_be_visible()
    expect(row(page, "b.md")).to_be_visible()


def test_a_file_that_is_dropped_beside_the_list_does_not_take_the_page_s_place(page, world):
    go(page, world, "dify", hold(world))
    expect(page.get_by_text("Drop files here")).to_be_visible()

    # what is not prevented, the browser does: it opens the file
    assert page.locator("body").evaluate(DROP, ["a.txt"]) == [False, False, False]


def test_a_file_that_is_refused_is_told_so_beside_those_that_are_not(page, world, trouble):
    trouble.expect("status of 415")
    go(page, world, "dify", hold(world))
    page.get_by_label("Upload files").set_input_files([text_file("a.exe"), text_file("b.txt")])

    refused = page.get_by_role("list", name="Uploads").get_by_role("listitem")
    expect(refused).to_contain_text(["File type not allowed."])
    expect(row(page, "b.txt")).to_be_visible()
    page.get_by_role("button", name="Close what is said of a.exe").click()
    expect(refused).to_have_count(0)


def test_a_document_is_made_from_text(page, world):
    go(page, world, "dify", hold(world))
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
def test_every_stage_is_told_in_dify_s_words(page, world):
    go(page, world, "dify", BUSY)
    for stage in ("waiting", "parsing", "cleaning", "splitting", "indexing", "paused"):
        expect(row(page, f"{stage}.txt").get_by_text(stage, exact=True)).to_be_visible()
        expect(page.get_by_role("progressbar", name=f"Indexing of {stage}.txt")).to_be_visible()
    expect(row(page, "failed.txt")).to_contain_text("failed.txt: the file is damaged")
    for status in ("archived", "disabled"):
        expect(row(page, f"{status}.txt").get_by_text("completed")).to_be_visible()
        expect(row(page, f"{status}.txt").get_by_text(status, exact=True)).to_be_visible()


@pytest.mark.usefixtures("slow")
def test_a_document_of_a_client_moves_on_by_itself(page, world):
    go(page, world, "dify", hold(world))
    lines = "\n".join(f"Line {number} is about cats." for number in range(400))
    body = {"name": "cats.txt", "text": lines, "indexing_technique": "economy"}
    rules = {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 50}}
    body["process_rule"] = {"mode": "custom", "rules": rules}
    world.dify.post(f"/datasets/{HANDBOOK}/document/create-by-text", json=body).raise_for_status()
    expect(row(page, "cats.txt")).to_contain_text("waiting")
    expect(page.get_by_text("The clock of this world is frozen")).to_be_visible()

    (document,) = world.admin.get("/documents").json()["data"]
    while document["stage"] != "indexing":
        world.admin.post("/clock", json={"advance": "next"})
        document = world.admin.get(f"/documents/{document['id']}").json()
    bar = page.get_by_role("progressbar", name="Indexing of cats.txt")
    expect(bar).to_have_js_property("max", 400)
    before = bar.evaluate("bar => bar.value")

    world.admin.post("/clock", json={"speed": 0.05})
    world.admin.post("/clock", json={"freeze": False})
    told = world.admin.get("/worlds").json()
    # nothing else of the world says that it moves
    page.route("**/__admin/worlds?*", lambda route: route.fulfill(json=told))
    expect(bar).not_to_have_js_property("value", before)
    world.admin.post("/clock", json={"speed": 100})
    expect(row(page, "cats.txt")).to_contain_text("available")
    expect(bar).to_have_count(0)
    expect(page.get_by_text("The clock of this world is frozen")).to_have_count(0)


def test_an_indexing_that_waits_to_be_told_is_led_on(page, world):
    world.admin.put(f"/worlds/{world.name}", json={"progression": "manual"})
    go(page, world, "dify", hold(world))
    page.get_by_label("Upload files").set_input_files([text_file("a.txt")])
    for stage in ("waiting", "parsing", "cleaning", "splitting", "indexing"):
        # no release of Dify tells of the cleaning
        told = "splitting" if stage == "cleaning" else stage
        expect(row(page, "a.txt").get_by_text(told, exact=True)).to_be_visible()
        with page.expect_response("**/advance*"):
            page.get_by_role("button", name="Lead a.txt to its next stage").click()

    expect(row(page, "a.txt")).to_contain_text("completed")
    expect(page.get_by_role("button", name="Lead a.txt")).to_have_count(0)


def test_a_document_is_indexed_again_to_fail(page, world):
    go(page, world, "dify", hold(world, {"name": "a.txt", "text": "Cats.\n\nDogs."}))
    page.get_by_role("button", name="Index a.txt again").click()
    dialog(page).get_by_label("It ends in").select_option("error")
    dialog(page).get_by_label("error", exact=True).fill("The disk is full")
    dialog(page).get_by_label("When so many %").fill("50")
    dialog(page).get_by_role("button", name="Index again").click()

    expect(row(page, "a.txt")).to_contain_text("The disk is full")
    (shown,) = documents(world, HANDBOOK)
    assert (shown["indexing_status"], shown["error"]) == ("error", "The disk is full")


# --------------------------------------------------------------------------- many
def test_ten_thousand_documents_come_page_by_page(page, world):
    many = [{"name": f"{number:05}.txt", "text": "Cats."} for number in range(MANY)]
    go(page, world, "dify", hold(world, *many))
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


@pytest.mark.parametrize("number", ["2", "-1", "abc"])
def test_a_page_that_is_not_there_leads_to_one_that_is(page, world, number):
    go(page, world, "dify", f"{hold(world, {'name': 'one.txt', 'text': 'Cats.'})}?page={number}")

    expect(page.get_by_role("link", name="one.txt")).to_be_visible()


def test_a_list_that_changes_leaves_the_reader_where_he_is(page, world):
    go(
        page,
        world,
        "dify",
        hold(world, *[{"name": f"{number}.txt", "text": "Cats."} for number in range(20)]),
    )
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


# --------------------------------------------------------------------------- for everybody
@in_busy
def test_the_list_fits_every_window_and_keeps_nobody_out(page, world):
    go(page, world, "dify", BUSY)
    expect(row(page, "waiting.txt").get_by_role("progressbar")).to_be_visible()
    page.get_by_text("How uploads are cut").click()

    for look in in_every_look(page):
        assert (look, sticking_out(page), barriers(page)) == (look, [], [])
