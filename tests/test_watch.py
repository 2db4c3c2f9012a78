"""`serve --watch` reads the fixture anew when its file is saved."""

import sys
import time

import pytest

from ragmock.fake import Fake
from ragmock.fixture.refusals import BrokenFixture
from ragmock.fixture.watching import CannotWatch, require_watching

from .conftest import serve

pytest.importorskip("watchfiles", reason="the extra `watch` is not installed")

WITHIN = 30.0  # seconds; a change is told in less than one


def holding(*names):
    return "about: x\ndata:\n  items:\n" + "".join(
        f"    - {{id: {number}, name: {name}}}\n" for number, name in enumerate(names, start=1)
    )


def until(condition):
    """Wait until something is so."""
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_worlds_begin_again_when_the_file_is_saved_and_not_when_it_is_broken(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(holding("Before"), encoding="utf-8")
    with serve(str(path), tmp_path, "immediate", "--watch") as server:
        world = server.world()

        def name(number=1):
            return world.data.get("/data", params={"id": number}).json().get("data", {}).get("name")

        seen = [name()]
        fresh = tmp_path / "fresh.yaml"
        fresh.write_text(holding("After", "More"), encoding="utf-8")
        fresh.replace(path)  # as editors do
        until(lambda: name() == "After")
        seen.append(name(2))
        path.write_text(holding("Broken") + "colour: red\n", encoding="utf-8")
        until(lambda: "stays as it was" in server.log())
        seen.append(name())
        path.write_text(holding("Mended"), encoding="utf-8")
        until(lambda: name() == "Mended")

        assert seen == ["Before", "More", "After"]
        assert f"stays as it was: {path}:5: /: knows no field colour" in server.log()
        assert "worlds that begin again: 1" in server.log()


def test_a_link_is_followed_also_when_it_leads_elsewhere(tmp_path):
    path = tmp_path / "mine.yaml"
    for number in (1, 2):  # as a volume of Kubernetes has it: a link to a folder leads to the file
        (tmp_path / f"data-{number}").mkdir()
        (tmp_path / f"data-{number}" / "mine.yaml").write_text(holding(f"From {number}"))
    (tmp_path / "data").symlink_to("data-1")
    path.symlink_to("data/mine.yaml")
    with serve(str(path), tmp_path, "immediate", "--watch") as server:
        world = server.world()

        def name():
            return world.data.get("/data", params={"id": 1}).json()["data"]["name"]

        seen = [name()]
        (tmp_path / "fresh").symlink_to("data-2")
        (tmp_path / "fresh").replace(tmp_path / "data")
        until(lambda: name() == "From 2")

        def is_seen():  # a moment may pass until the other folder is watched
            (tmp_path / "data-2" / "mine.yaml").write_text(holding("After"))
            return name() == "After"

        until(is_seen)

        assert seen == ["From 1"]


def test_worlds_of_other_fixtures_stay_and_the_clock_keeps_its_time(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(holding("Before"), encoding="utf-8")
    fake = Fake(str(path))
    worlds, clock = fake.worlds, fake.world("mine").clock
    clock.freeze()
    clock.set("2026-01-01T00:00:00Z")
    mine, before = worlds.open("mine"), clock.now()
    fake.world("other").set(fixture="demo")
    other = worlds.open("other")
    path.write_text(holding("After"), encoding="utf-8")

    assert fake.reload() == 1
    assert worlds.open("mine") is not mine
    assert clock.now() == before
    assert worlds.open("other") is other


def test_a_broken_file_changes_nothing(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(holding("Before"), encoding="utf-8")
    fake = Fake(str(path))
    there = fake.worlds.open("demo")
    path.write_text("about: [", encoding="utf-8")

    with pytest.raises(BrokenFixture):
        fake.reload()

    assert fake.worlds.open("demo") is there
    assert fake.fixture.content["data"]["items"][0]["name"] == "Before"


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    with pytest.raises(CannotWatch, match=r"pip install 'ragmock\[watch\]'"):
        require_watching()
