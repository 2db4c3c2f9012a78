"""What was done to a world is done again, and answered byte for byte the same."""

import copy
import json
from contextlib import suppress
from dataclasses import replace
from itertools import chain

import httpx
import pytest

from ragmock import Fake
from ragmock.domain.limits import Limits
from ragmock.handle import Refused
from ragmock.replay.replaying import BadBundle, replay


def differences(bundle, embed=None):
    """Replay a bundle; give what differs, by what was done."""
    replayed = [(each.told, each.differences) for each in replay(bundle, embed)]
    assert len(replayed) == len(bundle["journal"]) + len(bundle["unmatched"])
    return {told: found for told, found in replayed if found}


def answers(bundle):
    return [each["answer"]["status"] for each in bundle["journal"] if "answer" in each]


def test_a_long_story_is_told_again_byte_for_byte(site):
    world, client = site.world, site.client
    world.set(progression="time")
    world.clock.advance("36h")
    dataset = site.create().json()["id"]
    site.create()
    world.preset("*.pdf", "error", reason="It is torn.", times=1)
    site.upload(dataset, b"# Cats\n\nCats are small carnivorous mammals.")
    site.upload(dataset, b"%PDF\xff\x00", name="b.pdf")
    for _ in range(6):
        client.get(f"/datasets/{dataset}/documents")
        world.clock.advance("next")
    world.clock.advance("1h")
    client.post(f"/datasets/{dataset}/retrieve", json={"query": "small cats"})
    client.post(f"/datasets/{dataset}/retrieve", json={"query": ""})
    world.fail("*", {"status": 503}, probability=0.5, seed=7, until="1h")
    world.fail("*", {"status": 429}, quota={"requests": 1, "per": "60s"})
    for _ in range(8):
        client.get("/datasets", params={"page": 1})
    world.delete_faults()
    world.fail("*", "CONNECTION_RESET_BY_PEER", when="after", times=1)
    with suppress(httpx.HTTPError):
        site.create("Lost")
    site.create("Lost")
    reader = httpx.Client(
        base_url=world.dify.url, headers=world.dify.read_only.headers, trust_env=False
    )
    reader.post("/datasets", json={"name": "Other"})
    client.post("/datasets", content=(each for each in [b'{"name": ', b'"\xc3\xa4"}']))
    client.get("/datasetz")
    client.get("/datasets/a%2Fb ü?x=%2F")
    client.get("/datasets/99999999-9999-4999-8999-999999999999")
    reader.close()
    bundle = site.bundle()

    assert len(answers(bundle)) == 25
    assert {200, 400, 403, 404, 409, 415, 429, 503, None} <= {*answers(bundle)}
    assert len([each for each in bundle["journal"] if "steers" in each]) == 13
    assert differences(bundle) == {}


def test_whatever_a_world_begins_as_is_told_with_it(site):
    world = site.world
    dataset = site.create().json()["id"]
    world.load("busy")
    site.create("Loaded")
    begins = [len(site.bundle()["journal"])]
    world.fail("dify.datasets.list_datasets", {"status": 503}, times=2)
    site.client.get("/datasets")
    world.save(world.name)
    world.reset()
    begins.append(len(site.bundle()["journal"]))
    world.restore(world.name)
    site.client.get("/datasets")
    site.client.get(f"/datasets/{dataset}")
    restored = site.bundle()
    world.bring_about("")
    begins.append(len(site.bundle()["journal"]))
    site.create("Forgotten")
    world.delete_requests()
    site.client.get("/datasets")
    forgotten = site.bundle()

    assert begins == [1, 0, 0]
    assert answers(restored) == [503, 200]
    assert differences(restored) == {}
    assert answers(forgotten) == [200]
    assert differences(forgotten) == {}


def test_a_server_with_limits_of_its_own_is_told_too(site_of):
    with Fake("empty", limits=replace(Limits(), datasets=1)).serve() as handle:
        site = site_of(handle)
        statuses = [site.create(name).status_code for name in ("A", "B")]
        bundle = site.bundle()

    assert answers(bundle) == statuses
    assert statuses[1] >= 400
    assert differences(bundle) == {}


def test_a_model_is_named_again(site_of):
    def embed(texts):
        return [[float(len(each)), 1.0] for each in texts]

    with Fake("demo", embed=embed).serve() as handle:
        site = site_of(handle)
        dataset = site.client.get("/datasets").json()["data"][-1]["id"]
        site.client.post(f"/datasets/{dataset}/retrieve", json={"query": "office"})
        bundle = site.bundle()

    with pytest.raises(BadBundle, match="--embed"):
        list(replay(bundle))
    assert differences(bundle, embed) == {}


def test_all_of_a_call_happens_at_one_moment(site):
    site.world.clock.speed(1_000_000)
    created = site.create().json()
    uploaded = site.upload(created["id"], b"Cats.").json()["document"]["created_at"]
    times = [each["at"] for each in site.bundle()["journal"] if "answer" in each]

    assert [created["created_at"], uploaded] == [int(each) for each in times]
    assert created["updated_at"] == created["created_at"]


def test_what_is_written_off_the_record_is_where_a_story_begins(site):
    site.create("Seen")
    assert site.unseen("GET", "/datasets") == 200
    assert site.unseen("POST", "/datasets", json={"name": "Seen"}) == 409
    kept = answers(site.bundle())
    assert site.unseen("POST", "/datasets", json={"name": "Unseen"}) == 200
    begun = answers(site.bundle())
    site.client.get("/datasets")
    site.create("Unseen")
    bundle = site.bundle()

    assert (kept, begun) == ([200], [])
    assert answers(bundle) == [200, 409]
    assert differences(bundle) == {}


def test_a_search_off_the_record_is_where_a_story_begins_only_if_it_takes_an_answer(site):
    dataset = site.create().json()["id"]
    site.upload(dataset, b"Cats are small.")
    path, query = f"/datasets/{dataset}/retrieve", {"query": "Cats"}
    hit, *_ = site.client.post(path, json=query).json()["records"]
    site.unseen("POST", path, json=query)
    kept = answers(site.bundle())
    site.world.answer(dataset, [{"chunk_id": hit["segment"]["id"], "score": 1}])
    site.unseen("POST", path, json=query)
    site.client.post(path, json=query)
    bundle = site.bundle()

    assert kept == [200] * 3
    assert answers(bundle) == [200]
    assert differences(bundle) == {}


# ---------------------------------------------------------------------- what differs
def test_an_answer_that_was_altered_is_named_with_the_place(site):
    site.create()
    site.create()
    site.client.get("/datasetz")
    told = site.bundle()
    bundle = copy.deepcopy(told)
    first, second = (each["answer"] for each in bundle["journal"])
    first["body"]["text"] = first["body"]["text"].replace('"Handbook"', '"Notebook"')
    second["status"] = 400
    second["headers"][0][1] = "other"
    second["body"]["text"] = second["body"]["text"].replace(",", ", ", 1)
    second["body"]["size"] += 1
    bundle["unmatched"][0]["answer"]["body"] = {"size": 3, "text": "lost"}
    found = differences(bundle)

    assert found["request 1, POST /v1/datasets"] == ['body/name: "Handbook", was "Notebook"']
    status, header, body = found["request 2, POST /v1/datasets"]
    assert status == "status: 409, was 400"
    assert header.endswith('was "other"')
    assert body.startswith("body: its bytes differ from ")
    assert list(chain(*found.values()))[-1].endswith('was "lost"')
    assert differences(told) == {}


def test_a_request_that_is_read_now_and_was_not_does_not_wait_for_a_body_for_long(site):
    reader = {"headers": {"Authorization": f"Bearer {site.world.dify.key}.ro"}}
    site.create(**reader)
    bundle = site.bundle()
    (refused,) = bundle["journal"]
    refused["read_only"] = False

    assert refused["body"] is None
    assert differences(bundle)["request 1, POST /v1/datasets"][0].startswith("status: ")


def test_another_beginning_gives_other_answers(site):
    site.create("A")
    site.world.fail("*", {"status": 503})
    bundle = site.bundle()
    bundle["journal"].append({**bundle["journal"][-1], "method": "PATCH"})
    bundle["snapshot"]["seed"] = "other"
    found = differences(bundle)

    assert [each.partition(":")[0] for each in found["request 1, POST /v1/datasets"]] == ["body/id"]
    assert found["PATCH /__admin/faults"][0].startswith("it is refused: ")


# ---------------------------------------------------------------------- what cannot be replayed
def refusal_of(bundle):
    with pytest.raises(BadBundle) as refused:
        list(replay(bundle))
    return str(refused.value)


def test_a_body_that_was_cut_short_cannot_be_sent_again(site_of):
    with Fake("empty", journal_body=10).serve() as handle:
        site = site_of(handle)
        site.create()
        cut = site.bundle()
        site.world.reset()
        site.client.get("/datasets")
        whole = site.bundle()

    assert "of request 1, POST /v1/datasets there are 10 bytes of 19" in refusal_of(cut)
    assert "--journal-body" in refusal_of(cut)
    assert differences(whole) == {}  # of answers the beginning is compared


def test_a_story_whose_beginning_the_journal_lost_cannot_be_told(site_of):
    with Fake("empty", journal=2).serve() as handle:
        site = site_of(handle)
        for _ in range(3):
            site.client.get("/datasets")
        bundle = site.bundle()

    assert bundle["missing"] == 1
    assert "--journal" in refusal_of(bundle)


def test_a_story_of_too_many_steps_cannot_be_told(site_of):
    with Fake("empty", journal=3).serve() as handle:
        site = site_of(handle)
        for _ in range(5):
            site.world.clock.freeze()

        assert site.bundle()["missing"] == 2


def test_a_story_of_steps_that_say_too_much_cannot_be_told(site):
    for _ in range(6):
        site.world.fail("*", {"status": 503, "body": "x" * 3_000_000})

    assert site.bundle()["missing"] == 1


def test_a_server_without_a_journal_tells_no_story(site_of):
    with Fake("empty", journal=0).serve() as handle:
        site = site_of(handle)
        site.create()
        with pytest.raises(Refused, match="--journal 0"):
            site.bundle()


def test_what_was_refused_of_the_control_plane_is_no_part_of_the_story(site):
    with pytest.raises(Refused):
        site.world.clock.advance("5 parsecs")
    site.world.explain(site.create().json()["id"], "cats", search_method="keyword_search")
    site.world.presets()

    assert [each["path"] for each in site.bundle()["journal"]] == ["/v1/datasets"]


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda bundle: bundle.pop("journal"), "/journal"),
        (lambda bundle: bundle["snapshot"].update(seed=5), "/snapshot/seed"),
        (lambda bundle: bundle.update(format=2), "/format"),
        (lambda bundle: bundle["snapshot"]["dify"]["datasets"].append(SOME), "stands twice"),
    ],
)
def test_what_is_no_bundle_is_refused_with_the_place(site, alter, told):
    site.create()
    site.world.set(upload_limit=5)  # from here on, with the dataset
    bundle = site.bundle()
    SOME.update(bundle["snapshot"]["dify"]["datasets"][0])
    alter(bundle)

    assert told in refusal_of(bundle)


SOME = {}


@pytest.mark.parametrize("value", [None, [], "text", 5, {}])
def test_what_is_something_else_is_refused(value):
    assert refusal_of(value).startswith("it is none: ")


def test_a_bundle_is_json_that_stays_what_it_is(site):
    site.create()
    bundle = site.bundle()

    assert json.loads(json.dumps(bundle)) == bundle
