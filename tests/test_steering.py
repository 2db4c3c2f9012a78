"""A world is steered from Python as it is over HTTP."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ragmock.domain.errors import NoSuchFixture
from ragmock.domain.knowledge_base import Settings
from ragmock.domain.model import Rules, Technique, Upload
from ragmock.domain.progression import Progression
from ragmock.domain.untimely import BadTime
from ragmock.fake import Fake
from ragmock.snapshots.refusals import NoSuchSnapshot

NEW_YEAR = 1_767_225_600


@pytest.fixture
def fake():
    return Fake("empty")


@pytest.fixture
def world(fake):
    return fake.world("steered")


def submit(world):
    """Submit a document; give a function that tells at which stage it is."""
    base = world.world.bases["dify"]
    dataset = base.ids.uuid()
    base.datasets.create(dataset, "Handbook")
    upload = Upload(base.ids.uuid(), "a.txt", "txt", "text/plain", b"A text.", base.now())
    document = base.documents.submit(
        base.datasets.get(dataset), upload, Rules(), technique=Technique.KEYWORDS
    )
    return lambda: base.documents.stage(document).value


def test_a_clock_is_turned(world):
    world.clock.freeze()
    world.clock.set("2026-01-01T00:00:00Z")
    world.clock.advance("1h30m")
    told = [world.clock.now()]
    world.clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    world.clock.advance(timedelta(seconds=5))
    told.append(world.clock.now())
    world.clock.speed(10)
    world.clock.freeze(frozen=False)

    assert told == [NEW_YEAR + 5400, NEW_YEAR + 5]
    assert NEW_YEAR + 5 <= world.clock.now() < NEW_YEAR + 600


def test_a_world_is_saved_restored_and_forked(fake, world):
    submit(world)
    world.save("one")
    submit(world)
    forked = fake.world("forked")
    forked.fork("one")
    before = len(list(world.world.documents()))
    world.restore("one")

    assert before == 2
    assert len(list(world.world.documents())) == 1
    assert [row for _, row in forked.world.documents()] == [
        row for _, row in world.world.documents()
    ]

    with pytest.raises(NoSuchSnapshot, match="two"):
        world.restore("two")


def test_a_clock_goes_to_the_next_thing(world):
    world.set(progression="time")
    world.clock.freeze()
    stage = submit(world)
    seen = [stage()]
    while world.clock.next() is not None:
        world.clock.advance()
        seen.append(stage())

    assert seen == ["waiting", "parsing", "cleaning", "splitting", "indexing", "completed"]


def test_what_no_clock_takes_is_refused(world):
    with pytest.raises(BadTime, match="write a length of time"):
        world.clock.advance("5 parsecs")


def test_a_world_is_set(world):
    world.set(progression="manual", upload_limit=5, requests_per_minute=3)
    world.set(requests_per_minute=None)

    assert world.settings.progression is Progression.MANUAL
    assert (world.settings.upload_limit, world.settings.requests_per_minute) == (5, None)


def test_what_a_world_does_not_have_cannot_be_set(world):
    with pytest.raises(TypeError, match="a world has no colour"):
        world.set(colour="red")
    with pytest.raises(ValueError, match="quick"):
        world.set(upload_limit=5, progression="quick")
    with pytest.raises(NoSuchFixture):
        world.set(fixture="full")

    assert world.settings == Settings()


def test_a_world_is_reset_under_the_same_handle(world):
    world.clock.freeze()
    world.clock.set(NEW_YEAR)
    submit(world)
    world.reset()

    assert list(world.world.documents()) == []
    assert world.clock.now() == NEW_YEAR

    world.reset(clock=True)

    assert world.clock.now() > NEW_YEAR


def test_a_world_is_filled_and_ended(fake, world):
    world.set(fixture="busy", seed="other")
    filled = list(world.world.documents())
    world.end()

    assert filled
    assert "steered" not in fake.worlds.opened
    assert list(world.world.documents()) == []


def test_the_world_of_a_name_is_that_of_its_key(fake):
    assert fake.world("one").world is fake.worlds.open("one")
    assert fake.world().name == "demo"


def test_the_lines_of_the_docs_run():
    page = (Path(__file__).parents[1] / "docs" / "client-tests.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (block,) = (each for each in blocks if "fake.world(" in each)
    known: dict[str, object] = {}
    exec(block, known)  # noqa: S102 - our own docs

    assert known["world"].settings.progression is Progression.TIME
    assert known["world"].clock.next() is None
