"""Documents are indexed under the world's clock, stage by stage."""

import asyncio

import httpx
import pytest

from ragmock.domain.clock import Clock
from ragmock.domain.progression import Progression
from ragmock.fake import Fake

TEXT = "\n".join(f"This is the line of the number {number}." for number in range(10))
RULE = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}


class Site:
    """One world under a clock that stands still unless it is told."""

    def __init__(self, progression):
        self.fake = Fake("empty", progression)
        self.clock = Clock(lambda: 1_700_000_000.0)
        world = self.fake.worlds.open("one")
        for base in world.bases.values():
            base.clock = self.clock
        self.documents = world.bases["dify"].documents
        self.dataset = self.post("/v1/datasets", {"name": "one"})["id"]

    def send(self, method, path, body=None):
        async def exchange():
            transport = httpx.ASGITransport(app=self.fake.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://fake") as client:
                headers = {"Authorization": "Bearer dataset-one"}
                return await client.request(method, path, json=body, headers=headers)

        return asyncio.run(exchange())

    def post(self, path, body):
        return self.send("POST", path, body).json()

    def create(self, name="a.txt"):
        body = {"name": name, "text": TEXT, "indexing_technique": "economy", "process_rule": RULE}
        return self.post(f"/v1/datasets/{self.dataset}/document/create-by-text", body)

    def status(self, created):
        path = f"/v1/datasets/{self.dataset}/documents/{created['batch']}/indexing-status"
        return self.send("GET", path).json()["data"][0]

    def shown(self):
        return self.send("GET", f"/v1/datasets/{self.dataset}/documents").json()["data"][0]


@pytest.fixture(scope="module")
def timed():
    return Site(Progression.TIME)


def test_a_small_file_takes_three_seconds(timed):
    created = timed.create("three.txt")
    seen = []
    for _ in range(7):
        seen.append(timed.status(created)["indexing_status"])
        timed.clock.advance(0.5)

    assert seen == [
        "waiting",
        "waiting",
        "parsing",
        "splitting",  # it is cleaned, which no release shows
        "splitting",
        "indexing",
        "completed",
    ]


def test_segments_are_completed_one_after_the_other(timed):
    created = timed.create("bar.txt")
    timed.clock.advance(2.4)
    counts = []
    for _ in range(4):
        status = timed.status(created)
        counts.append((status["completed_segments"], status["total_segments"]))
        timed.clock.advance(0.2)

    assert counts == [(0, 10), (3, 10), (6, 10), (10, 10)]


def test_every_stage_has_its_time(timed):
    created = timed.create("times.txt")
    timed.clock.advance(3.1)
    status = timed.status(created)
    names = ("processing_started_at", "parsing_completed_at", "cleaning_completed_at")
    times = [status[name] for name in (*names, "splitting_completed_at", "completed_at")]

    assert times == sorted(times)
    assert times[-1] - created["document"]["created_at"] == 3


def test_a_busy_document_is_not_edited_and_not_found(timed):
    created = timed.create("busy.txt")
    path = f"/v1/datasets/{timed.dataset}/documents/{created['document']['id']}"

    assert timed.send("DELETE", path).json()["code"] == "document_indexing"
    timed.clock.advance(5)
    assert timed.send("DELETE", path).json() == {"result": "success"}


def test_counts_show_the_old_text_until_the_new_one_is_read(timed):
    created = timed.create("old.txt")
    timed.clock.advance(5)
    path = f"/v1/datasets/{timed.dataset}/documents/{created['document']['id']}/update-by-text"
    answer = timed.post(path, {"name": "old.txt", "text": "short"})

    assert (answer["document"]["word_count"], timed.shown()["word_count"]) == (len(TEXT), len(TEXT))
    timed.clock.advance(5)
    assert timed.shown()["word_count"] == len("short")


@pytest.mark.parametrize(
    ("marker", "status", "display", "completed"),
    [
        ("ragmock-stuck", "waiting", "queuing", 0),
        ("ragmock-hold-parsing", "parsing", "indexing", 0),
        ("ragmock-hold-cleaning", "cleaning", "indexing", 0),
        ("ragmock-hold-splitting", "splitting", "indexing", 0),
        ("ragmock-hold-indexing", "indexing", "indexing", 0),
        ("ragmock-pause", "paused", "paused", 0),
        ("ragmock-fail", "error", "error", 0),
        ("ragmock-fail-60", "error", "error", 6),
        ("plain", "completed", "available", 10),
    ],
)
@pytest.mark.parametrize("progression", [Progression.TIME, Progression.IMMEDIATE])
def test_a_marker_in_the_name_decides_on_the_end(progression, marker, status, display, completed):
    site = Site(progression)
    created = site.create(f"report.{marker}.txt")
    site.clock.advance(60)
    told = site.status(created)

    assert (told["indexing_status"], told["completed_segments"]) == (status, completed)
    assert site.shown()["display_status"] == display
    assert (told["stopped_at"] is not None) == (status == "error")
    assert (told["paused_at"] is not None) == (status == "paused")


def test_a_failure_names_the_file(timed):
    timed.create("report.ragmock-fail.txt")
    timed.clock.advance(5)

    assert timed.shown()["error"].startswith("report.ragmock-fail.txt: ")


def test_a_manual_indexing_goes_on_only_when_it_is_told():
    site = Site(Progression.MANUAL)
    created = site.create()
    seen = []
    for _ in range(5):
        site.clock.advance(100)
        seen.append(site.status(created)["indexing_status"])
        (document,) = site.documents.newest(site.dataset)
        site.documents.advance(document)
    seen.append(site.status(created)["indexing_status"])

    assert seen == ["waiting", "parsing", "splitting", "splitting", "indexing", "completed"]
