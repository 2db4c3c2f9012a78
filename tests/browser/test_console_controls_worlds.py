"""What a world is filled with, kept as, taken back to and ended, in the room “Controls”."""

import re

import pytest
from playwright.sync_api import expect

from .controlling import Controls

TOO_MANY = "the next ${count} writes are refused, for there are too many"
BROKEN = "dify: {datasets: [{name: Handbook}, {name: Handbook}]}"


@pytest.fixture
def controls(page, world):
    """Give the room."""
    return Controls(page, world).open()


def datasets(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


def upload(world, name):
    made = world.dify.post("/datasets", json={"name": name}).json()["id"]
    text = {
        "name": name,
        "text": "Cats.",
        "indexing_technique": "economy",
        "process_rule": {"mode": "automatic"},
    }
    return world.dify.post(f"/datasets/{made}/document/create-by-text", json=text).json()


# ---------------------------------------------------------------------- uploads
def test_what_is_planned_comes_of_uploads(controls):
    uploads = controls.part("Uploads")
    uploads.get_by_label("File name").fill("report*")
    uploads.get_by_label("When so many % are indexed").fill("60")
    uploads.get_by_label("Reason").fill("The file is damaged")
    uploads.get_by_label("For so many uploads").fill("2")
    controls.press("Uploads", "Plan it")
    expect(uploads).to_contain_text("report* fails when 60 % is indexed (“The file is damaged”)")
    expect(uploads).to_contain_text("2 times yet")
    made = upload(controls.world, "report-1")

    assert controls.ask(f"/documents/{made['document']['id']}")["stage"] == "error"
    expect(uploads).to_contain_text("once yet")
    controls.press("Uploads", "Remove what is planned for report*")
    expect(uploads).to_contain_text("Nothing is planned")
    assert controls.ask("/presets")["data"] == []


def test_all_that_is_planned_is_removed_when_the_reader_agrees(controls):
    for name in "a*", "<script>alert(1)</script>":
        controls.world.admin.post("/presets", json={"name": name, "stage": "paused"})
    expect(controls.part("Uploads")).to_contain_text("<script>alert(1)</script> is paused")
    controls.press("Uploads", "Remove all")
    controls.agree("Remove all")

    expect(controls.part("Uploads")).to_contain_text("Nothing is planned")
    assert controls.ask("/presets")["data"] == []


# ---------------------------------------------------------------------- fixtures
def test_another_fixture_takes_the_place_when_the_reader_agrees(controls, page):
    controls.world.dify.post("/datasets", json={"name": "Mine"})
    controls.part("Fixtures").get_by_role("combobox", name="Fixture").select_option("demo")
    expect(controls.part("Fixtures")).to_contain_text("A little of everything")
    controls.press("Fixtures", "Replace what is there")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert datasets(controls.world) == ["Mine"]
    expect(page.get_by_role("button", name="Replace what is there")).to_be_focused()

    controls.press("Fixtures", "Replace what is there")
    controls.agree("Replace what is there")
    expect(controls.part("Fixtures")).to_contain_text("This world was made from demo.")
    assert "Mine" not in datasets(controls.world)


def test_its_own_fixture_takes_the_place_too(controls):
    controls.world.dify.post("/datasets", json={"name": "Mine"})
    expect(controls.part("World")).to_contain_text("holds 1 dataset,")
    controls.press("Fixtures", "Replace what is there")
    controls.agree("Replace what is there")

    expect(controls.part("World")).to_contain_text("holds 0 datasets")


def test_a_fixture_is_added(controls):
    controls.world.dify.post("/datasets", json={"name": "Mine"})
    controls.part("Fixtures").get_by_role("combobox", name="Fixture").select_option("demo")
    controls.press("Fixtures", "Add it to what is there")
    expect(controls.told()).to_contain_text("It is added.")

    assert {"Mine", "Research"} <= set(datasets(controls.world))


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_what_is_saved_as_yaml_fills_another_world(controls, page, tmp_path, world):
    with page.expect_download() as saving:
        controls.press("Fixtures", "Save what the world holds as YAML")
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    world.admin.put(f"/worlds/{world.name}", json={"fixture": "empty"})
    expect(controls.part("World")).to_contain_text("holds 0 datasets")
    controls.part("Fixtures").get_by_label("Add a file of your own").set_input_files(saved)
    expect(controls.part("World")).not_to_contain_text("holds 0 datasets")

    assert saved.name == f"{world.name}.yaml"
    assert "Research" in datasets(world)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.yaml", BROKEN, "Nothing was loaded: Another dataset has this name"),
        ("a.yml", "dify: [", "The body cannot be read: line 2"),
        ("a.json", '{"nothing": 1}', "The request does not fit"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_in_the_server_s_words(
    controls, trouble, tmp_path, name, content, why
):
    trouble.expect("status of 400")
    (tmp_path / name).write_text(content, encoding="utf-8")
    controls.part("Fixtures").get_by_label("Add a file").set_input_files(tmp_path / name)

    expect(controls.part("Fixtures").get_by_role("alert")).to_contain_text(why)
    assert datasets(controls.world) == []


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_a_state_is_brought_about_with_its_parameters(controls, world):
    states = controls.page.get_by_role("form", name="Provider states")
    states.get_by_role("combobox", name="State").select_option("a dataset with the name ${name}")
    states.get_by_label("name", exact=True).fill("Animals")
    states.get_by_role("button", name="Bring it about").click()
    controls.agree("Bring it about")
    expect(controls.part("World")).to_contain_text("holds 1 dataset,")
    assert datasets(world) == ["Animals"]

    states.get_by_role("combobox", name="State").select_option(TOO_MANY)
    states.get_by_role("textbox", name="count").fill("3")
    states.get_by_role("button", name="Bring it about").click()
    controls.agree("Bring it about")
    expect(controls.part("Faults")).to_contain_text("3 times")


# ---------------------------------------------------------------------- snapshots
def test_a_world_is_saved_restored_forked_and_the_snapshot_deleted(controls, page, world):
    kept, fork = f"{world.name}-kept", f"{world.name}-2"
    world.dify.post("/datasets", json={"name": "Before"})
    snapshots = controls.part("Snapshots")
    snapshots.get_by_label("Save this world as").fill(kept)
    controls.press("Snapshots", "Save")
    expect(snapshots).to_contain_text(f"{kept} of {world.name}")
    world.dify.post("/datasets", json={"name": "After"})

    controls.press("Snapshots", f"Restore {kept}")
    controls.agree("Restore")
    expect(controls.part("World")).to_contain_text("holds 1 dataset,")
    assert datasets(world) == ["Before"]

    controls.press("Snapshots", f"Fork {kept}")
    page.get_by_role("dialog").get_by_label("Name of the world").fill(fork)
    controls.agree("Make it, and go there")
    expect(controls.part("World")).to_contain_text(f"“{fork}” holds 1 dataset,")
    expect(page).to_have_url(re.compile(f"#/{fork}/controls"))

    controls.press("Snapshots", f"Delete {kept}")
    controls.agree("Delete")
    expect(snapshots).not_to_contain_text(kept)
    expect(page.get_by_role("group", name="Snapshots")).to_be_focused()
    assert kept not in str(controls.ask("/snapshots"))


def test_a_snapshot_or_a_world_that_is_there_is_replaced_only_when_the_reader_agrees(
    controls, world
):
    world.admin.put(f"/snapshots/{world.name}")
    expect(controls.part("Snapshots")).to_contain_text(f"{world.name} of")
    world.dify.post("/datasets", json={"name": "After"})
    controls.part("Snapshots").get_by_label("Save this world as").fill(world.name)
    controls.press("Snapshots", "Save")
    controls.agree("Cancel")
    assert world.admin.get(f"/snapshots/{world.name}").json()["dify"]["datasets"] == []

    another = controls.part("World").get_by_role("form", name="Another world")
    another.get_by_label("Name").fill(world.name)
    another.get_by_role("button").click()
    controls.agree("Cancel")
    assert datasets(world) == ["After"]
    world.admin.delete(f"/snapshots/{world.name}")


# ---------------------------------------------------------------------- worlds
@pytest.mark.parametrize("with_clock", [False, True])
def test_a_reset_takes_the_world_back_when_the_reader_agrees(controls, world, with_clock):
    world.admin.post("/clock", json={"freeze": True})
    world.dify.post("/datasets", json={"name": "Mine"})
    controls.part("World").get_by_label("its clock too").set_checked(with_clock)
    controls.press("World", "Reset")
    controls.agree("Reset")
    expect(controls.told()).to_contain_text("is as it was made")

    assert datasets(world) == []
    assert controls.ask("/clock")["frozen"] is not with_clock


def test_a_world_that_is_ended_does_not_come_back_by_being_looked_at(controls, page, world):
    controls.press("World", "End this world")
    controls.agree("End it")
    expect(page.get_by_role("heading", name=f"No world “{world.name}”")).to_be_visible()
    with page.expect_response("**/__admin/worlds?*"):  # the page looks again
        pass
    with page.expect_response("**/__admin/worlds?*"):
        pass

    assert world.server.client("/__admin").get(f"/worlds/{world.name}").status_code == 404


def test_a_world_that_others_end_does_not_come_back_either(controls, page, world):
    expect(controls.part("Faults")).to_contain_text("Nothing goes wrong here.")
    world.server.client("/__admin").delete(f"/worlds/{world.name}").raise_for_status()
    expect(page.get_by_role("heading", name=f"No world “{world.name}”")).to_be_visible()
    with page.expect_response("**/__admin/worlds?*"):
        pass
    assert world.server.client("/__admin").get(f"/worlds/{world.name}").status_code == 404

    page.get_by_role("button", name=f"Open “{world.name}”").click()
    expect(page.get_by_role("heading", name="Controls")).to_be_visible()


def test_another_world_is_made_and_entered(controls, world):
    another = controls.part("World").get_by_role("form", name="Another world")
    another.get_by_label("Name").fill(f"{world.name}-3")
    another.get_by_role("combobox", name="Fixture").select_option("demo")
    another.get_by_label("Seed").fill("spring")
    another.get_by_role("button").click()

    expect(controls.part("World")).to_contain_text(f"“{world.name}-3” holds")
    expect(controls.part("World")).to_contain_text("from demo, with the seed spring")
