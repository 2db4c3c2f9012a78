"""Snapshots are saved, listed, downloaded, uploaded, restored, forked and deleted."""

from .snapshotting import Snapshots, make, names


# ---------------------------------------------------------------------- saving and listing
def test_a_snapshot_is_new_once_and_then_another_takes_its_place(snapshots):
    first, second = snapshots.save(), snapshots.save()

    assert (first.status_code, second.status_code) == (201, 200)
    assert snapshots.listed() == [snapshots.name()]


def test_a_snapshot_says_what_it_holds(world, snapshots):
    world.admin.put(f"/worlds/{world.name}", json={"fixture": "busy"}).raise_for_status()
    world.admin.post("/clock", json={"set": "2026-01-01T00:00:00Z"}).raise_for_status()
    world.admin.post("/clock", json={"freeze": True}).raise_for_status()
    now = world.admin.get("/clock").json()["now"]
    documents = world.admin.get("/documents").json()["data"]
    saved = snapshots.save().json()

    assert saved == {
        "name": snapshots.name(),
        "world": world.name,
        "fixture": "busy",
        "time": now,
        "datasets": saved["datasets"],
        "documents": len(documents),
        "chunks": saved["chunks"],
    }
    assert min(saved["datasets"], saved["documents"], saved["chunks"]) > 0


def test_what_is_deleted_is_gone(world, snapshots):
    snapshots.save()
    snapshots.save("-other")
    deleted = world.admin.delete(snapshots.path())

    assert deleted.json() == {"deleted": 1}
    assert snapshots.listed() == [snapshots.name("-other")]
    assert world.admin.delete(snapshots.path()).status_code == 404


# ---------------------------------------------------------------------- going back
def test_a_restore_undoes_what_was_done_since(world, snapshots):
    make(world, "Before")
    snapshots.save()
    make(world, "Since")
    snapshots.restore()

    assert names(world) == ["Before"]


def test_the_ids_go_on_where_they_were(world, snapshots):
    snapshots.save()
    made = []
    for _ in range(2):
        made.append(make(world))
        snapshots.restore()

    assert made[0] == made[1]


def test_the_clock_goes_on_where_it_stood(world, snapshots):
    world.admin.post("/clock", json={"set": "2026-01-01T00:00:00Z"})
    world.admin.post("/clock", json={"freeze": True})
    before = world.admin.get("/clock").json()
    snapshots.save()
    world.admin.post("/clock", json={"freeze": False})
    world.admin.post("/clock", json={"speed": 10})
    world.admin.post("/clock", json={"advance": "1d"})
    snapshots.restore()

    assert world.admin.get("/clock").json() == before


def test_an_indexing_goes_on_where_it_was(timed):
    admin, snapshots = timed.world.admin, Snapshots(timed.world)
    admin.post("/clock", json={"freeze": True}).raise_for_status()
    created = timed.create()
    admin.post("/clock", json={"advance": "next"}).raise_for_status()
    half = timed.seen(created)
    snapshots.save()
    admin.post("/clock", json={"advance": "1h"}).raise_for_status()
    done = timed.seen(created)
    snapshots.restore()

    assert (half[0], done[0]) == ("parsing", "completed")
    assert timed.seen(created) == half


def test_settings_presets_and_faults_with_their_accounts_come_back(world, snapshots):
    admin = world.admin
    admin.put(f"/worlds/{world.name}", json={"progression": "manual", "upload_limit": 9})
    admin.post("/presets", json={"name": "*.pdf", "stage": "error", "reason": "no", "times": 2})
    refused = {"operation": "dify.datasets.create_dataset", "fault": {"status": 503}, "times": 2}
    admin.post("/faults", json=refused).raise_for_status()
    world.dify.post("/datasets", json={"name": "a"})

    def told():
        shown = admin.get(f"/worlds/{world.name}").json()
        del shown["clock"]
        return shown, admin.get("/presets").json(), admin.get("/faults").json()

    before = told()
    snapshots.save()
    world.dify.post("/datasets", json={"name": "a"})
    admin.delete("/presets")
    admin.put(f"/worlds/{world.name}", json={"progression": "time", "upload_limit": 10})
    changed = told()
    snapshots.restore()

    assert before[2]["data"][0]["fired"] == 1
    assert changed != before
    assert told() == before


def test_a_reset_still_goes_back_to_what_the_world_was_made_from(world, snapshots):
    world.dify.get("/datasets").raise_for_status()
    make(world)
    snapshots.save()
    snapshots.restore()
    world.admin.post("/reset").raise_for_status()

    assert names(world) == []


def test_the_journal_goes_on(world, snapshots):
    make(world, "Before")
    snapshots.save()
    make(world, "Since")
    snapshots.restore()

    assert world.admin.get("/requests/count").json()["count"] == 2


def test_a_snapshot_of_another_world_can_be_restored(world):
    other = world.server.world(f"{world.name[:40]}-other")
    make(other, "Theirs")
    Snapshots(other).save()
    shown = world.admin.post(f"{Snapshots(other).path()}/restore").raise_for_status().json()

    assert (shown["name"], names(world)) == (world.name, ["Theirs"])


# ---------------------------------------------------------------------- forks
def test_a_fork_and_its_origin_go_apart(world, snapshots):
    fork = world.server.world(f"{world.name[:40]}-fork")
    make(world, "Shared")
    snapshots.save()
    made = snapshots.fork(fork)
    make(world, "Here")
    make(fork, "There")

    assert made.status_code == 201
    assert made.json()["name"] == fork.name
    assert (names(world), names(fork)) == (["Here", "Shared"], ["There", "Shared"])


def test_a_fork_gives_the_ids_that_its_origin_would_have_given(world, snapshots):
    fork = world.server.world(f"{world.name[:40]}-fork")
    snapshots.save()
    snapshots.fork(fork).raise_for_status()

    assert make(world) == make(fork)


def test_a_reset_of_a_fork_goes_back_to_the_snapshot(world, snapshots):
    fork = world.server.world(f"{world.name[:40]}-fork")
    make(world, "Shared")
    snapshots.save()
    snapshots.fork(fork).raise_for_status()
    make(fork, "Since")
    fork.admin.post("/reset").raise_for_status()

    assert names(fork) == ["Shared"]


def test_a_fork_takes_the_place_of_a_world_and_of_its_journal(world, snapshots):
    fork = world.server.world(f"{world.name[:40]}-fork")
    make(fork, "Gone")
    snapshots.save()
    snapshots.fork(fork).raise_for_status()

    assert names(fork) == []
    assert fork.admin.get("/requests/count").json()["count"] == 1
