"""Each value of each answer is compared: whatever of it is altered is found, where it is."""

import copy
from dataclasses import replace
from fnmatch import fnmatchcase

import pytest

from ragmock.verify.difference import compare
from ragmock.verify.pointers import generalized
from ragmock.verify.side import Answer

from .altering import HARMLESS, Said
from .playing import PROVIDERS, compared


def different(provider):
    """Give what a run compares: of each operation the first answer of each kind."""
    kept = {}
    for each in compared(provider):
        answer = each.answers[0]
        code = answer.body.get("code") if isinstance(answer.body, dict) else None
        kept.setdefault((each.step.operation.id, answer.status, code), each)
    return kept.values()


def leaves(value, pointer=""):
    """Give the pointers to all values that hold no others."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for part, inner in items:
            yield from leaves(inner, f"{pointer}/{part}")
    else:
        yield pointer


def altered(body, pointer, change):
    """Give a copy of a body in which `change` has changed what holds the value at a pointer."""
    told = copy.deepcopy(body)
    holder = told
    *way, last = pointer.split("/")[1:]
    for part in way:
        holder = holder[int(part)] if isinstance(holder, list) else holder[part]
    change(holder, int(last) if isinstance(holder, list) else last)
    return told


def other_kind(holder, last):
    holder[last] = [] if isinstance(holder[last], str) else "text"


def other_value(holder, last):
    value = holder[last]
    if isinstance(value, bool):
        holder[last] = not value
    elif isinstance(value, int | float):
        holder[last] = value + 1
    else:
        holder[last] = f"more than {value}"  # before it: at the end may be a signature


def taken_away(holder, last):
    del holder[last]


@pytest.mark.parametrize("change", [other_kind, other_value, taken_away])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_whatever_is_altered_in_an_answer_is_found_where_it_is(provider, change):
    missed, tried = [], 0
    for each in different(provider):
        server, fake = each.answers
        for pointer in leaves(server.body):
            if pointer == "" or may_vary(each, pointer, change):
                continue
            tried += 1
            told = replace(server, body=altered(server.body, pointer, change))
            found = compare(each.step, each.sent, each.scenario, (told, fake), each.sides)
            if not any(is_at(pointer, one.pointer) for one in found):
                missed.append((each.step.operation.id, pointer))

    assert missed == []
    assert tried > 20


@pytest.mark.parametrize("alter", HARMLESS, ids=lambda way: way.__name__)
def test_whichever_answer_is_altered_in_one_of_the_ways_is_found(alter):
    missed, tried = [], 0
    every = [each for provider in PROVIDERS for each in compared(provider)]
    for each in [each for each in every if not each.step.varies]:
        server, fake = each.answers
        if said := alter(Said(server.status, server.media_type, server.body)):
            tried += 1
            told = Answer(said.status, said.media_type, said.body)
            if not compare(each.step, each.sent, each.scenario, (told, fake), each.sides):
                missed.append(each.step.says)

    assert missed == []
    assert tried > 0


def is_at(pointer, found):
    """Tell whether a difference is at a place, or at what holds it; the order of a list is free."""
    return found != "" and f"{generalized(pointer)}/".startswith(f"{generalized(found)}/")


def may_vary(each, pointer, change):
    """Tell whether it is said of a value, or of what holds it, that it varies in this manner."""
    rules = [(at, rule.even_null) for rule in each.scenario.varying for at in rule.at]
    rules += [(at, False) for at in each.step.varies]
    parts = pointer.split("/")
    holders = ["/".join(parts[:length]) for length in range(2, len(parts))]
    return any(
        any(fnmatchcase(holder, at) for holder in holders)
        or (fnmatchcase(pointer, at) and (even_null or change is other_value))
        for at, even_null in rules
    )
