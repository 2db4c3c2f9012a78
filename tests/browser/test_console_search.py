"""The console's search in a dataset: hits and why, what is left out, answers that are planned."""

import json
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .looks import every_look, sticking_out

pytestmark = pytest.mark.parametrize("world", ["demo"], indirect=True)

HANDBOOK = "11111111-1111-4111-8111-111111111111"  # economy, with metadata
RESEARCH = "22222222-2222-4222-8222-222222222222"  # high_quality
EMPTY = "33333333-3333-4333-8333-333333333333"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def show(page, world):
    """Give what goes to the search in a dataset, with what the address is to ask."""
    world.admin.get("/clock")  # opens it

    def show(dataset=HANDBOOK, **query):
        search = f"#/{world.name}/knowledge/dify/{dataset}/search?{urlencode(query)}"
        page.goto(f"{world.server.url}/{search}")

    return show


def hits(page):
    """Give the hits that are shown."""
    return page.get_by_role("list", name="Hits").get_by_role("listitem")


def query_of(page):
    """Give the field for what is sought."""
    return page.get_by_role("searchbox", name="Query")


def marked(hit):
    """List what is marked in a hit."""
    return hit.get_by_role("mark").all_inner_texts()


def left_out(page, why):
    """Give what is left out for a reason."""
    return page.get_by_role("group").filter(has_text=why)


def retrieve(world, dataset=HANDBOOK, query="cats"):
    """Search as a client does; give the ids that are found, with their scores."""
    answer = world.dify.post(f"/datasets/{dataset}/retrieve", json={"query": query})
    records = answer.raise_for_status().json()["records"]
    return [(each["segment"]["id"], each["score"]) for each in records]


def add(world, name, text):
    """Add a document as a client does, which is indexed when its time has passed."""
    rule = {"mode": "automatic"}
    body = {"name": name, "text": text, "indexing_technique": "economy", "process_rule": rule}
    path = f"/datasets/{HANDBOOK}/document/create-by-text"
    world.dify.post(path, json=body).raise_for_status()
    world.admin.post("/clock", json={"advance": "1h"}).raise_for_status()


# ---------------------------------------------------------------------- hits
def test_a_search_shows_its_hits_with_what_they_were_found_by(show, page):
    show()
    query_of(page).fill("server 知识库 上传")
    query_of(page).press("Enter")

    expect(page.get_by_role("status").filter(has_text="hits by")).to_contain_text("keyword_search")
    expect(hits(page).first).to_contain_text("faq.txt, segment 3")
    assert marked(hits(page).first) == ["知识库", "上传"]
    assert hits(page).first.get_by_role("meter", name="Score").get_attribute("value") == str(2 / 3)
    assert marked(hits(page).nth(1)) == ["server"]


def test_inflected_words_are_marked_where_the_search_takes_them_for_the_same(show, page):
    show(RESEARCH, q="finding a meaning", search_method="semantic_search")

    expect(hits(page)).to_have_count(1)
    assert marked(hits(page)) == ["finds", "mean", "finds"]


def test_a_score_is_taken_apart_into_searches_and_words(show, page):
    show(RESEARCH, q="find words", search_method="hybrid_search", vector_weight="0.25")
    why = hits(page).get_by_role("group").filter(has_text="Why: ")
    expect(why).to_contain_text("0.25 × ")
    why.get_by_text("Why: ").click()

    expect(why.get_by_role("rowheader", name="find")).to_be_visible()
    expect(why.get_by_role("rowheader", name="words")).to_be_visible()
    expect(why.get_by_role("meter", name="What words adds")).to_be_visible()


def test_a_hit_leads_to_its_segment(show, page, world):
    show(q="cats Cats")
    hits(page).first.get_by_role("link").click()

    (found, *_) = retrieve(world, query="Cats")
    page.wait_for_url(f"**/documents/*?segment={found[0]}")


def test_the_address_keeps_the_search_and_back_leads_to_the_one_before(show, page):
    show(q="Cats")
    expect(hits(page)).to_contain_text(["Cats are small"])
    query_of(page).fill("Dogs")
    query_of(page).press("Enter")
    expect(hits(page)).to_contain_text(["Dogs are loyal"])

    page.go_back()
    expect(hits(page)).to_contain_text(["Cats are small"])
    expect(query_of(page)).to_have_value("Cats")
    page.go_forward()
    page.reload()
    expect(hits(page)).to_contain_text(["Dogs are loyal"])
    expect(query_of(page)).to_have_value("Dogs")


def test_what_is_found_is_shown_as_text(show, page, world):
    add(world, SCRIPT, f"Cats {SCRIPT}")
    show(q=f"Cats {SCRIPT}")

    expect(hits(page).first).to_contain_text(f"{SCRIPT}, segment 1")
    expect(hits(page).first).to_contain_text(f"Cats {SCRIPT}")


def test_what_a_client_adds_is_found_without_a_new_search(show, page, world):
    show(q="zebra")
    expect(page.get_by_text("no segment has one of the query's keywords")).to_be_visible()
    query_of(page).fill("what is typed")
    add(world, "new", "A zebra.")

    expect(hits(page)).to_contain_text(["A zebra."])
    expect(query_of(page)).to_have_value("what is typed")
    expect(query_of(page)).to_be_focused()


def test_a_search_of_the_console_is_not_in_the_journal(show, page, world):
    show(q="Cats")
    expect(hits(page)).to_have_count(1)

    assert world.admin.get("/requests/count").json()["count"] == 0


# ---------------------------------------------------------------------- what is no hit
def test_what_top_k_cuts_off_is_told(show, page):
    show(q="server install", top_k="1")

    expect(hits(page)).to_have_count(1)
    expect(left_out(page, "others are better: top_k")).to_contain_text("install.md, segment 1")


def test_what_the_threshold_cuts_off_is_told(show, page):
    show(RESEARCH, q="find")
    expect(hits(page)).to_have_count(1)
    page.get_by_label("score_threshold").fill("0.9")
    page.get_by_label("score_threshold").press("Tab")

    expect(page.get_by_text("Nothing is found, though something matches.")).to_be_visible()
    expect(left_out(page, "its score is below the threshold")).to_contain_text("retrieval.txt")


def test_a_condition_on_metadata_leaves_out_what_does_not_pass(show, page):
    show(q="server Cats")
    expect(hits(page)).to_have_count(3)
    page.get_by_role("button", name="Add a condition").click()
    page.get_by_label("Field of condition 1").select_option("year")
    page.get_by_label("Comparison of condition 1").select_option("≥")
    page.get_by_label("Value of condition 1").fill("2024")
    page.get_by_label("Value of condition 1").press("Enter")
    expect(hits(page)).to_have_count(2)
    expect(left_out(page, "do not pass the filter")).to_contain_text("faq.txt")

    page.get_by_role("button", name="Remove condition 1").click()
    expect(hits(page)).to_have_count(3)


def test_what_cannot_be_found_is_told_with_the_reason(show, page, world):
    ((segment, _),) = retrieve(world, query="Cats")
    path = f"/datasets/{HANDBOOK}/documents"
    documents = {each["name"]: each["id"] for each in world.dify.get(path).json()["data"]}
    changed = {"segment": {"content": "Cats are gone.", "enabled": False}}
    answer = world.dify.post(f"{path}/{documents['faq.txt']}/segments/{segment}", json=changed)
    answer.raise_for_status()
    show(q="Cats")

    disabled = left_out(page, "it is disabled")
    expect(disabled).to_contain_text("not to be found")
    assert marked(disabled) == ["Cats"]


def test_an_empty_dataset_is_told_to_be_the_reason(show, page, world):
    world.dify.patch(f"/datasets/{EMPTY}", json={"indexing_technique": "economy"})
    show(EMPTY, q="Cats")

    expect(page.get_by_text("the dataset has no document")).to_be_visible()


def test_a_method_that_the_dataset_cannot_do_is_refused_in_the_servers_words(show, page, trouble):
    trouble.expect("status of 409")
    show(q="Cats", search_method="full_text_search")

    expect(page.get_by_role("alert")).to_contain_text("searched by keywords only")


# ---------------------------------------------------------------------- answers
def test_a_planned_answer_is_given_to_the_next_search_of_a_client(show, page, world):
    show(q="Dogs")
    hits(page).first.get_by_role("button", name="Into a planned answer").click()
    page.get_by_label("Score of faq.txt, segment 2").fill("0.93")
    page.get_by_label("How often").fill("2")
    page.get_by_role("button", name="Plan this answer").click()
    expect(page.get_by_text("2 answers wait", exact=True)).to_be_visible()

    assert [score for _, score in retrieve(world, query="anything")] == [0.93]
    expect(page.get_by_text("One answer waits", exact=True)).to_be_visible()
    expect(page.get_by_text("It holds no segment")).to_be_visible()


def test_an_answer_may_be_planned_that_finds_nothing(show, page, world):
    show()
    page.get_by_role("button", name="Plan “nothing found”").click()
    expect(page.get_by_text("One answer waits", exact=True)).to_be_visible()

    assert retrieve(world, query="Cats") == []
    assert retrieve(world, query="Cats") != []


def test_planned_answers_are_removed(show, page, world):
    path = f"/datasets/{HANDBOOK}/answers"
    world.admin.post(path, json={"chunks": [], "times": 12})
    show()
    expect(page.get_by_role("listitem").filter(has_text="Nothing is found")).to_contain_text("12")
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_text("None waits")).to_be_visible()

    assert world.admin.get(path).json() == {"data": []}


# ---------------------------------------------------------------------- how it looks
@every_look
def test_the_search_fits_its_window_and_keeps_nobody_out(show, page, look):  # noqa: ARG001
    conditions = [{"name": "author", "comparison_operator": "is", "value": "Ada"}]
    show(q="server install 知识库", top_k="1", conditions=json.dumps(conditions))
    hits(page).get_by_text("Why: ").click()
    hits(page).get_by_role("button", name="Into a planned answer").click()
    expect(page.get_by_role("button", name="Plan this answer")).to_be_visible()

    assert sticking_out(page) == []
    assert barriers(page) == []
