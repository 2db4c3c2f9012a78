"""The benchmark runs, and ragmock is not many times as slow as what it is compared with.

In ratios, and generous ones: how fast it really is stands in docs/performance.md.
"""

import re
import sys
from pathlib import Path

import pytest
from benchmarks import page
from benchmarks.speed import growth, inside, storing, tables, targets
from benchmarks.speed.generator import Load
from benchmarks.speed.peers import BARE, PEERS, PRISM, RAGMOCK, STARLETTE
from benchmarks.speed.process import DidNotStart, free_port, running, wait_for
from benchmarks.speed.rounds import Seen
from benchmarks.speed.work import LIST, MADE, ONE, WORKS

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


@pytest.fixture(scope="module")
def costs():
    return inside.measure(rounds=5)


def ratio(costs, work, other):
    return min(costs[inside.ANEW][work]) / min(costs[other][work])


@pytest.mark.parametrize("work", WORKS)
def test_a_request_costs_less_than_in_stock_connexion(costs, work):
    assert ratio(costs, work, "connexion") < 1


# Of batches without a socket, on a machine that may be busy: docs/performance.md has the figures.
@pytest.mark.parametrize(("work", "most"), [(ONE, 2.5), (LIST, 2), (MADE, 4)])
def test_a_request_costs_no_more_than_some_times_that_of_starlette(costs, work, most):
    assert ratio(costs, work, "starlette") < most


@pytest.mark.parametrize("work", [ONE, LIST])
def test_a_repeat_costs_less_than_the_first_time(costs, work):
    assert min(costs[inside.RAGMOCK][work]) < min(costs[inside.ANEW][work])


def loaded(cpu, rate):
    one = Load(rate, 1.0, p50=2.0, p99=6.0, failed=0, cpu=cpu)
    return Seen([0.5], [60.0], {work: [one] for work in WORKS})


def test_a_target_is_met_by_what_was_measured_and_not_by_more():
    seen = {peer.name: Seen(skipped="not here") for peer in PEERS}
    seen |= {RAGMOCK: loaded(0.2, 4_000), STARLETTE: loaded(0.1, 9_000), BARE: loaded(0.03, 9_000)}
    seen[PRISM] = loaded(0.8, 1_000)
    reached = {each.what: (round(each.reached, 3), each.is_met) for each in targets.of_rounds(seen)}

    assert reached[f"CPU of {ONE} ÷ that of {STARLETTE}"] == (2.0, False)
    assert reached[f"CPU of {LIST} ÷ that of {PRISM}"] == (0.25, True)
    assert reached[f"requests a second, {ONE} ÷ {BARE}"] == (0.444, True)
    assert reached["memory, idle"] == (60, True)
    assert reached[f"p99 ÷ median of {MADE}"] == (3.0, True)
    assert not any("orjson" in what for what in reached)  # which was skipped


def test_who_is_skipped_stands_in_the_table_with_the_reason():
    seen = {peer.name: Seen(skipped="no npm here") for peer in PEERS}

    assert tables.servers(PEERS, seen).count("skipped: no npm here") == len(PEERS)
    assert tables.load(ONE, PEERS, seen).count("\n") == 1  # the head alone


def test_a_server_is_started_looked_at_and_stopped():
    peer = next(each for each in PEERS if each.name == BARE)
    peer.install()
    port = free_port()
    with running(peer.command(port), port, "test", peer.environment) as server:
        wait_for(server, "test", *peer.first())
        for work, request in peer.requests(server).items():
            sent = request.method, request.path, request.headers, request.body
            assert server.ask(*sent)[0] == 200, work
        assert 5 < server.memory() < 500
        assert 0 < server.cpu() < 60

    assert server.process.returncode is not None
    with pytest.raises(OSError, match="refused"):
        server.ask(*sent)


def test_a_server_that_ends_says_why():
    told = [sys.executable, "-c", "raise SystemExit('no luck today')"]
    with (
        running(told, 1, "test-broken", {}) as server,
        pytest.raises(DidNotStart, match="no luck today"),
    ):
        wait_for(server, "test-broken", "/", {})


def test_growth_is_measured_of_each_call_and_leaves_as_many_things_as_there_were():
    grown = growth.measure(200, 10, batches=5)

    assert grown.many == {growth.DOCUMENTS: 200, growth.DATASETS: 200}
    assert {len(each.few) for each in grown.growths} == {5}
    # among twice as many: not even as the square of the number
    assert [each.call for each in grown.growths if each.ratio > 4] == []


def test_a_stored_segment_takes_what_it_may():
    stored = storing.measure(2_000)

    assert 0 < stored.stored <= 2 * stored.allowed
    assert stored.index > 0


def test_every_table_of_the_page_was_written():
    text = PAGE.read_text(encoding="utf-8")
    names = re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- end -->", text, re.DOTALL)

    assert len(names) == text.count("<!-- end -->") == 11
    assert [name for name, told in names if "Not measured" in told] == []


def test_a_table_is_put_between_its_marks(tmp_path):
    told = tmp_path / "page.md"
    told.write_text("a\n<!-- one -->\nold\n<!-- end -->\n<!-- two -->\nkept\n<!-- end -->\n")
    page.write(told, "one", r"new \1")

    expected = "a\n<!-- one -->\nnew \\1\n<!-- end -->\n<!-- two -->\nkept\n<!-- end -->\n"
    assert told.read_text() == expected
