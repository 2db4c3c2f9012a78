"""The refusals of openapi.yaml: each is known, declared where it is given, and has its words."""

import re
from copy import deepcopy

from ragmock import contract
from ragmock.rejections import Malformed
from ragmock.schemas import Schema

from .openapi_parts import found


def test_every_refusal_says_how_it_is_known(parts):
    lacking = [
        name
        for name, each in parts.document["components"]["examples"].items()
        if name.partition(".")[0] in parts.contract.providers
        and not (each.get("x-status") and each.get("x-seen") and each.get("summary"))
    ]

    assert lacking == []


def test_every_refusal_is_declared_or_general(parts):
    declared = {name for each in parts.operations for name in each.refusals}
    idle = [
        name for name, each in parts.wordings.items() if name not in declared and not each.general
    ]

    assert idle == []


def test_every_refusal_is_declared_under_its_status(parts):
    misplaced = [
        f"{each.id} {status} {name}"
        for each in parts.operations
        for status in each.answers
        for name in parts.examples_of(each, status)
        if name in parts.wordings and parts.wordings[name].status != status
    ]

    assert misplaced == []


def test_a_refusal_is_declared_under_its_own_name(parts):
    renamed = [
        f"{place} {name}"
        for place, media in parts.all_media()
        for name, example in media.get("examples", {}).items()
        if name in parts.wordings and not example.get("$ref", "").endswith(f"/{name}")
    ]

    assert renamed == []


def test_an_operation_refuses_only_in_the_words_of_its_product(parts):
    strange = [
        f"{each.id} {name}"
        for each in parts.operations
        for name in each.refusals
        if name.partition(".")[0] != each.provider
    ]

    assert strange == []


def test_every_blank_of_a_refusal_has_a_sample(parts):
    unfilled = [
        name
        for name, each in parts.wordings.items()
        if blanks(each) - set(each.sample) or set(each.sample) - blanks(each)
    ]

    assert unfilled == []


def test_every_wording_that_a_product_knows_is_in_the_contract(parts):
    known = {
        name
        for provider in parts.providers.values()
        for names in provider.words.values()
        for name in names
    }
    named = {name for refusals in found("x-refusals", parts.document) for name in refusals.values()}

    assert (known | named) - set(parts.wordings) == set()


def test_whatever_is_wrong_with_a_body_is_told_by_a_refusal_that_is_declared(parts):
    undeclared = {
        f"{each.id}: {name}"
        for each in parts.operations
        if each.body
        for name in refusals_of(parts, each, *wrong_bodies(each))
        if name not in each.refusals and not parts.wordings[name].general
    }

    assert undeclared == set()


def test_whatever_is_wrong_with_a_parameter_is_told_by_a_refusal_that_is_declared(parts):
    sent = ["", "abc", "0", "101", 0, 101, 2**64, -(2**64)]  # numbers are converted before
    undeclared = {
        f"{each.id} {one.name}: {name}"
        for each in parts.operations
        for one in each.parameters
        if one.place == "query" and one.kind != "array"
        for name in refusals_of(
            parts, each, one.schema, sent if one.kind == "integer" else sent[:4]
        )
        if name not in each.refusals and not parts.wordings[name].general
    }

    assert undeclared == set()


def blanks(wording):
    texts = [each for each in wording.template.values() if isinstance(each, str)]
    return {name for text in texts for name in re.findall(r"(?<!\{)\{(\w+)\}", text)}


# ------------------------------------------------------------------------------ wrong bodies
WRONG = [None, 5, 1.5, 2**63, True, "", "x" * 2000, "\0", " ", [], [None], [[]], {}, {"x": 1}]


def wrong_bodies(operation):
    """Give what a body is held to, and bodies that do not fit; of a form it is the part `data`."""
    schema = operation.body.schema
    if operation.body.media_type != contract.MULTIPART:
        return schema, wrong(sample(schema.schema))
    data = Schema(schema.schema["properties"]["data"])
    return data, (each for each in wrong(sample(data.schema)) if isinstance(each, dict))


def refusals_of(parts, operation, schema, candidates):
    """Give the refusals that tell what is wrong with those values that do not fit a schema."""
    provider = parts.providers[operation.provider]
    for value in candidates:
        if problems := schema.problems(value):
            yield provider.tell(Malformed(problems, value))[0]


def wrong(value):
    """Give values that are another than this, in one place each."""
    yield from deepcopy(WRONG)
    if isinstance(value, dict):
        yield {**value, "unexpected": 1}
        for name, part in value.items():
            yield {key: each for key, each in value.items() if key != name}
            yield from ({**value, name: each} for each in wrong(part))
    elif isinstance(value, list):
        yield from ([each] for part in value for each in wrong(part))


def sample(schema):
    """Make a value for a schema, with everything in it that can be."""
    parts = [schema, *schema.get("allOf", ()), *schema.get("anyOf", ())[:1]]
    merged = {key: value for part in reversed(parts) for key, value in part.items()}
    properties = {name: each for part in parts for name, each in part.get("properties", {}).items()}
    kinds = merged.get("type", "object" if properties else "string")
    match kinds if isinstance(kinds, str) else kinds[0]:
        case "object":
            return {name: sample(each) for name, each in properties.items()}
        case "array":
            return [sample(merged.get("items", {}))]
        case "string":
            is_uuid = merged.get("pattern", "").startswith("^[0-9a-fA-F]{8}")
            plain = "7fa6f24f-8679-48b3-bc9d-bdf28d73f218" if is_uuid else "x"
            return merged.get("enum", [plain])[0]
        case kind:
            return {"integer": 1, "number": 1.5, "boolean": True}[kind]
