"""Every method for knowledge of four clients from PyPI, as released, against the fake.

The methods are found in the libraries, so a release that brings another one fails here until the
book of its library says what becomes of it.
"""

from __future__ import annotations

import gc
from typing import Any

import pytest

from .libraries import LIBRARIES
from .library import Broken, Entry, Refused, Works


def methods_that(kind: type[Entry]) -> Any:
    """Run a test for each method of this kind in the books."""
    found = [
        pytest.param(library, method, entry, id=f"{library.distribution}-{method.called}")
        for library in LIBRARIES
        for method in library.methods()
        if isinstance(entry := library.entry(method), kind)
    ]
    return pytest.mark.parametrize(("library", "method", "entry"), found)


@methods_that(Works)
def test_a_method_leaves_what_it_says(library, method, entry, stage):
    with library.opened(method.called, stage) as call:
        told = library.told(entry.send(call, stage))

    entry.leaves(stage, told)
    assert stage.world.requests(refusal="*") == []


@methods_that(Refused)
def test_what_dify_refuses_is_refused_and_changes_nothing(library, method, entry, stage):
    before = stage.all_that_is()

    outcome = library.outcome(method, stage)

    assert library.seen(outcome).status == entry.status
    is_known = stage.world.requests(refusal="*") != []  # else no operation is at the path
    assert is_known == (entry.status == 400)
    assert stage.all_that_is() == before


@methods_that(Broken)
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_what_the_client_cannot_do_it_cannot_do_here(library, method, entry, stage):
    before = stage.all_that_is()

    with (
        library.opened(method.called, stage) as call,
        pytest.raises(entry.error),
    ):
        entry.send(call, stage)
    gc.collect()  # the coroutine that nobody awaits, here and not in another test

    if entry.leaves:
        entry.leaves(stage, None)
    else:
        assert stage.all_that_is() == before


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda each: each.distribution)
def test_every_method_is_in_the_book_and_nothing_else(library):
    methods = list(library.methods())

    known = {name for method in methods for name in (method.called, method.name)}
    assert [method.called for method in methods if library.entry(method) is None] == []
    assert [name for name in library.book if name not in known] == []
