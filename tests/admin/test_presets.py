"""Presets for documents to come, by the names of their files."""

import pytest

#: A preset, and what Dify tells of a document that it is for.
KINDS = [
    ({"stage": "waiting"}, "waiting", (0, 0)),
    ({"stage": "parsing"}, "parsing", (0, 0)),
    ({"stage": "cleaning"}, "cleaning", (0, 0)),
    ({"stage": "splitting"}, "splitting", (0, 0)),
    ({"stage": "indexing"}, "indexing", (0, 10)),
    ({"stage": "paused"}, "paused", (0, 10)),
    ({"stage": "error"}, "error", (0, 0)),
    ({"stage": "error", "share": 0}, "error", (0, 10)),
    ({"stage": "error", "share": 0.6, "reason": "no more"}, "error", (6, 10)),
    ({"stage": "completed"}, "completed", (10, 10)),
]
each_kind = pytest.mark.parametrize(("ending", "status", "counts"), KINDS)


# ---------------------------------------------------------------------- for documents to come
@each_kind
def test_a_preset_decides_on_the_end_of_documents_to_come(site, ending, status, counts):
    made = site.plan("report*", **ending)
    created = site.create("report-1.txt")

    assert made.status_code == 201
    assert site.seen(created) == (status, *counts)
    assert site.seen(site.create("other.txt")) == ("completed", 10, 10)


def test_a_preset_is_answered_and_listed_as_it_was_said(site):
    said = {"name": "a*", "stage": "error", "reason": "no", "share": 0.5, "times": 3}
    made = site.world.admin.post("/presets", json=said).json()
    site.plan("*", "waiting")

    assert made == said
    assert site.plans() == [
        {"name": "*", "stage": "waiting", "reason": None, "share": None, "times": None},
        said,
    ]


def test_a_reason_is_told_as_it_was_said(site):
    site.plan("*", "error", reason="the disk is full")

    assert site.status(site.create())["error"] == "the disk is full"


def test_a_failure_without_a_reason_names_the_file(site):
    site.plan("*", "error")

    assert site.status(site.create("a.txt"))["error"] == "a.txt: the file cannot be read"


def test_the_newest_preset_that_matches_is_taken(site):
    for name, stage in (("*", "waiting"), ("a*", "paused"), ("b*", "error")):
        site.plan(name, stage)

    assert [site.shown(site.create(each))["stage"] for each in ("a.txt", "b.txt", "c.txt")] == [
        "paused",
        "error",
        "waiting",
    ]


def test_a_preset_goes_before_the_marker_in_the_name(site):
    site.plan("*", "completed")

    assert site.shown(site.create("ragmock-stuck.txt"))["stage"] == "completed"


def test_the_case_of_a_name_counts(site):
    site.plan("A*", "waiting")

    assert site.shown(site.create("a.txt"))["stage"] == "completed"


def test_a_preset_for_so_many_documents_is_gone_after_them(site):
    site.plan("*", "error", times=2)
    stages, left = [], []
    for name in ("1.txt", "2.txt", "3.txt"):
        stages.append(site.shown(site.create(name))["stage"])
        left.append([each["times"] for each in site.plans()])

    assert stages == ["error", "error", "completed"]
    assert left == [[1], [], []]


def test_a_refused_upload_uses_up_no_preset(site):
    site.plan("*", "error", times=1)
    path = f"/datasets/{site.dataset}/document/create-by-text"
    refused = site.world.dify.post(path, json={"name": "a.txt", "text": "a"})

    assert refused.status_code == 400
    assert site.shown(site.create())["stage"] == "error"


def test_a_preset_is_for_new_versions_too(site):
    created = site.create("a.txt")
    site.plan("a.txt", "paused")
    path = f"/datasets/{site.dataset}/documents/{created['id']}/update-by-text"
    site.world.dify.post(path, json={"name": "a.txt", "text": "new"}).raise_for_status()

    assert site.shown(created)["stage"] == "paused"


def test_documents_that_are_there_keep_their_end(site):
    created = site.create()
    site.plan("*", "waiting")

    assert site.shown(created)["stage"] == "completed"


def test_a_preset_is_private_to_its_world(site):
    other = type(site)(site.world.server.world("other"))
    site.plan("*", "waiting")

    assert other.plans() == []
    assert other.shown(other.create())["stage"] == "completed"
    assert site.shown(site.create())["stage"] == "waiting"


def test_where_documents_are_told_to_go_on_they_come_to_the_preset_end(manual):
    manual.plan("*", "error", share=0.6)
    created = manual.create()
    manual.advance(created, json={"stages": 4})

    assert manual.seen(created) == ("indexing", 0, 10)
    assert manual.advance(created).json()["completed_chunks"] == 6
    assert manual.seen(created) == ("error", 6, 10)


# ---------------------------------------------------------------------- deleting
def test_all_presets_are_deleted(site):
    for name in ("a*", "b*"):
        site.plan(name, "waiting")

    assert site.world.admin.delete("/presets").json() == {"deleted": 2}
    assert site.plans() == []
    assert site.shown(site.create())["stage"] == "completed"
    assert site.world.admin.delete("/presets").json() == {"deleted": 0}


def test_the_presets_of_one_name_are_deleted(site):
    for name in ("a*", "b*", "a*"):
        site.plan(name, "waiting")

    assert site.world.admin.delete("/presets", params={"name": "a*"}).json() == {"deleted": 2}
    assert [each["name"] for each in site.plans()] == ["b*"]


# ---------------------------------------------------------------------- for one that is there
@each_kind
def test_a_document_is_indexed_again_to_the_end_that_is_said(site, ending, status, counts):
    created = site.create()
    answer = site.preset(created, **ending)

    assert (answer.status_code, answer.json()) == (200, site.shown(created))
    assert answer.json()["stage"] == ending["stage"]
    assert site.seen(created) == (status, *counts)


@pytest.mark.parametrize("marker", ["stuck", "hold-splitting", "pause", "fail", "fail-60"])
def test_a_document_that_came_to_another_end_is_let_go(site, marker):
    created = site.create(f"a.ragmock-{marker}.txt")
    before = site.seen(created)
    site.preset(created, stage="completed")

    assert before[0] != "completed"
    assert site.seen(created) == ("completed", 10, 10)


def test_a_document_is_let_go_in_its_time(timed):
    created = timed.create("ragmock-stuck.txt")

    assert timed.preset(created, stage="completed").json()["progression"] == "time"
    assert timed.shown(created)["stage"] == "waiting"


def test_the_preset_of_a_document_is_no_preset_for_others(site):
    site.preset(site.create("a.txt"), stage="waiting")

    assert site.plans() == []
    assert site.shown(site.create("b.txt"))["stage"] == "completed"


def test_a_document_is_not_indexed_by_what_is_planned_when_its_own_end_is_said(site):
    created = site.create()
    site.plan("*", "error", times=1)

    assert site.preset(created, stage="paused").json()["stage"] == "paused"
    assert [each["times"] for each in site.plans()] == [1]


@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_documents_of_a_fixture_can_be_indexed_again(world):
    first = world.admin.get("/documents").json()["data"][0]
    answer = world.admin.post(f"/documents/{first['id']}/preset", json={"stage": "parsing"})

    assert (answer.json()["stage"], answer.json()["total_chunks"]) == ("parsing", 0)


# ---------------------------------------------------------------------- refused
MALFORMED = [
    {},
    {"stage": "indexed"},
    {"stage": None},
    {"stage": "error", "share": 60},
    {"stage": "error", "share": -0.1},
    {"stage": "error", "share": "0.6"},
    {"stage": "error", "reason": ""},
    {"stage": "error", "wait": 3},
]
ONLY_OF_ERRORS = [
    ({"stage": "paused", "share": 0.6}, "share"),
    ({"stage": "completed", "reason": "no"}, "reason"),
]


@pytest.mark.parametrize("ending", MALFORMED)
def test_an_ending_that_does_not_fit_changes_nothing(site, ending):
    created = site.create()
    before = site.everything()
    refusals = [
        site.preset(created, **ending),
        site.world.admin.post("/presets", json={"name": "*", **ending}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in refusals] == [
        (400, "malformed"),
        (400, "malformed"),
    ]
    assert site.everything() == before


@pytest.mark.parametrize(("ending", "field"), ONLY_OF_ERRORS)
def test_what_only_an_error_has_is_refused_of_other_stages(site, ending, field):
    created = site.create()
    before = site.everything()
    refusals = [site.preset(created, **ending), site.plan("*", **ending)]

    told = f"Only the stage error has a {field}; the stage is {ending['stage']}."
    assert [each.json() for each in refusals] == [
        {"code": "only_of_errors", "message": told, "status": 400}
    ] * 2
    assert site.everything() == before


@pytest.mark.parametrize(
    "said",
    [{"name": ""}, {"name": 5}, {"times": 0}, {"times": 1.5}, {"times": None}, {"times": 10**7}],
)
def test_a_name_or_a_number_that_does_not_fit_plans_nothing(site, said):
    body = {"name": "*", "stage": "waiting", **said}

    assert site.world.admin.post("/presets", json=body).json()["code"] == "malformed"
    assert site.plans() == []


def test_a_preset_without_a_name_is_refused(site):
    refused = site.world.admin.post("/presets", json={"stage": "waiting"})

    assert refused.json()["message"] == "The request does not fit: /name: is required."
