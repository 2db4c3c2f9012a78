"""No fast path skips a check: connexion as it comes, over the same contract, answers the same.

5,000 generated requests, every refusal by its natural cause (tests/web/refusals.yaml), and what
connexion is known to answer otherwise (differences.py) go to both sides. Whatever differs besides
is a defect of ours.
"""

from __future__ import annotations

from contextlib import ExitStack

import httpx
import pytest

from ..web.causes import CASES, fill, held_to, make, names_in  # noqa: TID252 - tests are no package
from .asking import Asking
from .differences import DIFFERENCES

RUNS, REQUESTS = 20, 250
FIXTURES = ("demo", "busy", "demo", "limits", "no-model")


def explained(met):
    """Name what explains that a request was not answered alike."""
    return [name for name, each in DIFFERENCES.items() if each.explains(met)]


@pytest.mark.parametrize("seed", range(RUNS))
def test_generated_requests_are_answered_alike(pair_with, seed):
    pair, name = pair_with(FIXTURES[seed % len(FIXTURES)]), f"run-{seed}"
    world = pair.begin(name)
    asking, alike, unexplained = Asking(pair.contract, seed), 0, []
    for _ in range(REQUESTS):
        met = pair.ask(asking.request(world))
        if met.agrees:
            alike += met.ours.reached is not None
        else:
            unexplained += [] if explained(met) else [met]
            pair.make_equal(name)

    assert not unexplained, "\n".join(map(str, unexplained))
    assert alike >= REQUESTS / 2
    assert pair.are_equal(name)


@pytest.mark.parametrize("case", CASES)
def test_every_refusal_is_one_for_connexion_too(pair_with, case):
    refusal, number, case = case
    failing = case.get("model") == "fails"
    pair = pair_with(case.get("in", "busy"), failing_model=failing)
    name = f"{refusal}-{number}".replace(".", "-")
    names, client = names_in(pair.begin(name)), pair.ours.client()
    for side in pair.sides:
        for setting, value in case.get("settings", {}).items():
            setattr(side.world(name).settings, setting, value)
    for earlier in case.get("before", ()):
        assert pair.ask(make(client, refusal, name, fill(earlier, names))).agrees
    with ExitStack() as held:
        for side in pair.sides:
            held.enter_context(held_to(side, name, case.get("limits", {})))
        met = pair.ask(make(client, refusal, name, fill(case, names)))

    assert met.ours.refusal == refusal
    assert met.agrees or explained(met), met
    assert not met.agrees or pair.are_equal(name)


@pytest.mark.parametrize("named", DIFFERENCES)
def test_a_difference_is_one(pair_with, named):
    one, name = DIFFERENCES[named], named.replace(" ", "-")
    pair = pair_with(one.fixture)
    names = names_in(pair.begin(name))
    names |= {f"{each} in capitals": value.upper() for each, value in names.items()}
    method, path = fill(one.call, names).split(" ", 1)
    product = "ragflow" if path.startswith(("/api", "/v1/data/")) else "dataset"
    sent = {key: value() if callable(value) else value for key, value in one.sent.items()}
    headers = {"Authorization": f"Bearer {product}-NAME", **sent.pop("headers", {})}
    headers["Authorization"] = headers["Authorization"].replace("NAME", name)
    met = pair.ask(httpx.Request(method, f"http://ragmock{path}", headers=headers, **sent))

    assert not met.agrees
    assert explained(met) == [named]
