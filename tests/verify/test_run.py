"""How a run goes: it waits, gives up, skips, and asks each server as it wants to be asked."""

from dataclasses import replace

from ragmock.verify import side
from ragmock.verify.reporting import report

from .altering import Altered, no_answer
from .playing import NAME, findings, operations_of

STATUS = "dify.documents.get_indexing_status"


def skipped(found):
    return [each for each in found.tried if each.skipped]


def test_a_document_that_takes_its_time_is_waited_for(monkeypatch):
    monkeypatch.setattr(side, "_FIRST_PAUSE", 0.0)
    looks = iter(["waiting", "parsing", "indexing"])

    def in_time(said):
        document, *_ = said.body.get("data", [{}])
        stage = next(looks, None) if document.get("indexing_status") == "completed" else None
        if stage is None:
            return None
        return replace(said, body={"data": [{**document, "indexing_status": stage}]})

    server = Altered({STATUS: in_time})
    found = findings("dify", server)

    assert len(server.altered) == 3
    assert found.differences == []


def test_a_server_that_answers_no_more_is_asked_no_more():
    server = Altered(dict.fromkeys(operations_of("dify"), no_answer))
    found = findings("dify", server)

    assert [each.kind for each in found.differences] == ["no answer"] * 3
    assert skipped(found)[0].skipped == "the server does not answer any more"
    assert len(server.altered) == 3 + 2  # and to look for what was made, and for what is left
    assert found.left == [f"{NAME}: the server does not tell whether anything is left"]


def test_a_step_that_lacks_something_says_what_no_answer_gave():
    found = findings("dify", Altered({"dify.documents.create_document_by_text": no_answer}))

    reasons = {each.skipped for each in skipped(found)}
    assert "it needs batch, which no answer gave" in reasons
    assert "it needs document_id, which no answer gave" in reasons


def test_what_released_servers_are_known_for_is_told_with_its_reason():
    def without_status(said):
        if said.status < 400:
            return None
        return replace(said, body={k: v for k, v in said.body.items() if k != "status"})

    found = findings("dify", Altered({"dify.datasets.get_dataset": without_status}))

    assert {each.pointer for each in found.differences} == {"/status"}
    assert {each.note[:40] for each in found.differences} == {
        "every error of ragmock has `status`, as "
    }
    assert found.unknown == []
    assert {e.outcome for s in report(found, "there").suites for e in s.cases} == {
        *("passed", "skipped"),
    }


def test_what_many_steps_show_is_told_once():
    def without_status(said):
        return replace(said, body={**said.body, "status": "bad"}) if said.status == 401 else None

    found = findings("dify", Altered({"dify.datasets.get_dataset": without_status}))
    (suite,) = (e for e in report(found, "there").suites if e.name == "dify.datasets.get_dataset")
    failed = [each.message for each in suite.cases if each.outcome == "failed"]

    assert len(found.differences) == 2
    assert len(failed) == 1
    assert failed[0].endswith(" (in 2 steps)")


def test_what_a_server_names_is_one_part_of_a_path():
    paths = []

    def with_another_id(said):
        return None if said.refuses else replace(said, body={**said.body, "id": "a/b?c=d#e"})

    def front(world, app):
        altered = Altered({"dify.datasets.create_dataset": with_another_id})(world, app)

        async def run(scope, receive, send):
            paths.append(scope["raw_path"])
            await altered(scope, receive, send)

        return run

    findings("dify", front, only=["dify.datasets.get_dataset"])

    assert b"/v1/datasets/a%2Fb%3Fc%3Dd%23e" in paths
