"""`serve --state`: the worlds are there again when the server is."""

import json
import signal
from contextlib import contextmanager

import httpx
import pytest

from ragmock.fake import Fake
from ragmock.snapshots import saved

from .test_cli import WITHIN, ragmock_, serving

CREATE = "dify.datasets.create_dataset"


class Run:
    """One run of a server that keeps its worlds in a file."""

    def __init__(self, process, url):
        self.process = process
        self.client = httpx.Client(base_url=url, trust_env=False, timeout=WITHIN)

    def admin(self, method, path, **more):
        answer = self.client.request(method, f"/__admin{path}", params={"world": "a"}, **more)
        return answer.raise_for_status().json()

    def create(self, name):
        key = {"Authorization": "Bearer dataset-a"}
        return self.client.post("/v1/datasets", json={"name": name}, headers=key).status_code

    def names(self):
        key = {"Authorization": "Bearer dataset-a"}
        return [
            each["name"] for each in self.client.get("/v1/datasets", headers=key).json()["data"]
        ]

    def end(self, how=signal.SIGTERM):
        """End it; give what it printed, to both."""
        self.process.send_signal(how)
        return self.process.communicate(timeout=WITHIN)


@contextmanager
def run(state, *options):
    with serving("--fixture=empty", f"--state={state}", *options) as (process, (proof, _)):
        going = Run(process, proof.split()[-1])
        with going.client:
            yield going


@pytest.fixture
def state(tmp_path):
    return tmp_path / "worlds.json"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_world_goes_on_as_it_was(state, how):
    with run(state) as first:
        first.create("Handbook")
        first.admin("POST", "/clock", json={"freeze": True})
        first.admin("POST", "/presets", json={"name": "*.pdf", "stage": "error"})
        first.admin(
            "POST", "/faults", json={"operation": CREATE, "fault": {"status": 503}, "times": 2}
        )
        failed = first.create("Lost")
        before = first.admin("GET", "/snapshot")
        said, errors = first.end(how)
    with run(state) as second:
        after = second.admin("GET", "/snapshot")
        again = [second.create("Lost") for _ in range(2)]

    assert after == before
    assert (failed, again) == (503, [503, 200])
    assert f"Worlds saved in {state}: 1\n" in said
    assert (first.process.returncode, errors) == (0, "")


def test_a_reset_goes_back_to_the_fixture(state):
    with run(state) as first:
        first.create("Handbook")
        first.end()
    with run(state) as second:
        names = second.names()
        second.admin("POST", "/reset", json={})

        assert (names, second.names()) == (["Handbook"], [])


def test_a_world_whose_fixture_is_not_there_any_more_goes_back_to_what_was_saved(state, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text("about: Mine.\ndify:\n  datasets:\n    - name: Mine\n", encoding="utf-8")
    with run(state, f"--fixture={mine}") as first:
        first.create("Handbook")
        first.end()
    with run(state) as second:
        second.create("Another")
        second.admin("POST", "/reset", json={})

        assert sorted(second.names()) == ["Handbook", "Mine"]


def test_a_link_stays_one(state, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(state)
    with run(link) as first:
        first.create("Handbook")
        first.end()

    assert link.is_symlink()
    assert [each["world"] for each in json.loads(state.read_bytes())["worlds"]] == ["a"]


# ---------------------------------------------------------------------- refused
def written(change=lambda said: said):
    """Give what is saved of a server, or what was made of that."""
    fake = Fake("empty")
    world = fake.world("a")
    world.load({"dify": {"datasets": [{"name": "Handbook"}]}})
    return change({"format": 1, "worlds": [json.loads(json.dumps(world.snapshot()))]})


def twice(said):
    return {**said, "worlds": said["worlds"] * 2}


def in_the_world(**other):
    def change(said):
        return {**said, "worlds": [{**said["worlds"][0], **other}]}

    return change


def a_dataset_twice(said):
    world = said["worlds"][0]
    return in_the_world(dify={**world["dify"], "datasets": world["dify"]["datasets"] * 2})(said)


REFUSED = {
    "no JSON": (lambda _: "{", "is no JSON"),
    "nothing": (lambda _: "", "is no JSON"),
    "another thing": (lambda _: "[]", "is no file that `--state` has written"),
    "a snapshot": (lambda said: said["worlds"][0], "is no file that `--state` has written"),
    "another format": (lambda said: {**said, "format": 2}, "has the format 2, and not 1"),
    "no list": (lambda said: {**said, "worlds": {}}, "has the format"),
    "a world that is none": (lambda said: {**said, "worlds": [1]}, "worlds/0: "),
    "a field too many": (in_the_world(colour="red"), "worlds/0: "),
    "an id twice": (a_dataset_twice, "worlds/0: dify/datasets/1/id: "),
    "a name that is none": (in_the_world(world="a.b"), "the world 'a.b': "),
    "a world twice": (twice, "the world 'a': "),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_read_is_told_at_the_start_and_stays_as_it_is(mistake, state):
    change, reason = REFUSED[mistake]
    said = written(change)
    text = said if isinstance(said, str) else json.dumps(said)
    state.write_text(text, encoding="utf-8")

    told = ragmock_("serve", "--port=0", "--fixture=empty", f"--state={state}")

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"ragmock: {state}")
    assert reason in told.stderr
    assert told.stderr.count("\n") == 1
    assert state.read_text(encoding="utf-8") == text


def test_what_there_is_no_room_for_is_told_so(state):
    state.write_text(json.dumps(written()), encoding="utf-8")

    told = ragmock_(
        "serve", "--port=0", f"--state={state}", "--fixture=empty", "--limit=datasets=0"
    )

    assert told.returncode == 2
    assert told.stderr.startswith(f"ragmock: {state}: the world 'a': ")


@pytest.mark.parametrize("place", ["missing/worlds.json", "folder", "/dev/null"])
def test_where_nothing_can_be_saved_it_is_told_at_the_start(tmp_path, place):
    (tmp_path / "folder").mkdir()

    told = ragmock_("serve", "--port=0", f"--state={place}", cwd=tmp_path)

    assert (told.returncode, told.stdout) == (2, "")
    assert place in told.stderr


def test_what_cannot_be_saved_in_the_end_is_told(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    with run(folder / "worlds.json") as server:
        folder.rmdir()
        _, errors = server.end()

    assert server.process.returncode == 2
    assert errors.startswith(f"ragmock: cannot write {folder / 'worlds.json'}: ")


def test_what_is_not_written_to_its_end_leaves_the_old_file(state, monkeypatch):
    state.write_text("old", encoding="utf-8")
    fake = Fake("empty")
    fake.world("a").set()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(saved.UnusableState, match="No space left on device"):
        saved.write(state, [fake.worlds.opened["a"].snapshot()])

    assert state.read_text(encoding="utf-8") == "old"
    assert [each.name for each in state.parent.iterdir()] == [state.name]
