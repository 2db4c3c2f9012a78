"""Rules of openapi.yaml that make it the program's table of contents."""

import inspect
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path

import openapi_spec_validator
import pytest

from ragmock import contract
from ragmock.domain.filters import COMPARISONS
from ragmock.journal.filters import Filter
from ragmock.schemas import Schema, inline, resolve
from ragmock.web.dispatch import resolve as function_of
from ragmock.world import name_in

from .openapi_parts import ADMIN, PRODUCTS, found, names_of

ROOT = Path(__file__).parents[1]

#: What a handler may ask for besides the parameters of its operation.
GIVEN = {"accept", "at", "base", "body", "form", "last_event_id", "worlds"}

#: The operations that take their parameters as they come, and what is read of them.
FILTERS = {"world", *Filter.__dataclass_fields__}
EXPLAINED = ADMIN.document["components"]["schemas"]["Search"]["properties"]
AS_THEY_COME = {
    "admin.requests.list_requests": FILTERS | {"limit"},
    "admin.requests.count_requests": FILTERS,
    "admin.search.explain_search": EXPLAINED.keys() | {"world"},
}


# ------------------------------------------------------------------------------ the document
def test_the_document_is_valid(parts):
    openapi_spec_validator.validate(deepcopy(parts.document))


@pytest.mark.parametrize("document", ["openapi.yaml", "src/ragmock/admin/openapi.yaml"])
def test_the_linter_has_no_objection(document, tmp_path):
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("Node is not installed")
    linter = [npx, "--yes", "--loglevel=error", "@redocly/cli@2"]
    try:
        run([*linter, "--version"], tmp_path, within=30)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("@redocly/cli cannot be had from npm")
    options = [f"--config={ROOT / 'redocly.yaml'}", "--format=stylish"]

    try:
        run([*linter, "lint", *options, ROOT / document], tmp_path, within=60)
    except subprocess.CalledProcessError as objected:
        pytest.fail(objected.output)


def test_every_reference_leads_somewhere(parts):
    assert [
        each for each in found("$ref", parts.document) if not resolve(each, parts.document)
    ] == []


# ------------------------------------------------------------------------------ operations
def test_every_operation_has_a_name_of_its_own(parts):
    ids = [spec["operationId"] for _, _, spec in parts.specs()]

    assert sorted(ids) == sorted(set(ids))


def test_every_operation_has_a_summary_and_the_tag_of_its_provider(parts):
    known = {tag["name"] for tag in parts.document["tags"]}
    expected = {spec["operationId"]: [item["x-provider"]] for _, item, spec in parts.specs()}

    assert {spec["operationId"]: spec["tags"] for _, _, spec in parts.specs()} == expected
    assert known == set(parts.contract.providers)
    assert [each.id for each in parts.operations if not each.summary.endswith((".", ")."))] == []


def test_every_operation_of_a_product_is_either_printed_or_undocumented():
    both_or_neither = [
        spec["operationId"]
        for _, _, spec in PRODUCTS.specs()
        if bool(spec.get("x-printed-in")) == spec.get("x-undocumented", False)
    ]

    assert both_or_neither == []


def test_every_operation_is_a_function_that_asks_for_the_parameters(parts):
    asked = {each.id: wants(each) - GIVEN for each in parts.operations}
    expected = {each.id: {one.name for one in each.parameters} for each in parts.operations}
    for operation, takes in AS_THEY_COME.items():
        if operation in asked:  # it has the world, and names no parameter besides
            assert asked[operation] == {"world", "arguments"}
            assert takes >= expected[operation]
            asked[operation] = expected[operation]

    assert asked == expected


def test_a_function_asks_for_a_body_where_there_is_one(parts):
    asked = {each.id: "body" in wants(each) for each in parts.operations}
    forms = {each.id for each in parts.operations if "form" in wants(each)}
    expected = {each.id: each.body is not None for each in parts.operations}

    assert asked == expected
    assert forms == {
        each.id
        for each in parts.operations
        if each.body and each.body.media_type == contract.MULTIPART
    }


def test_an_operation_of_a_product_asks_for_a_key_that_opens_it():
    schemes = PRODUCTS.document["components"]["securitySchemes"]
    unfit = [
        f"{spec['operationId']}: {scheme}"
        for _, item, spec in PRODUCTS.specs()
        for asked in spec.get("security", PRODUCTS.document["security"])
        for scheme in asked
        if not name_in(schemes[scheme]["x-key"], PRODUCTS.providers[item["x-provider"]].key_prefix)
    ]

    assert unfit == []


def test_an_alias_leads_to_an_operation_that_takes_the_same(parts):
    aliases = [each for each in parts.operations if each.is_alias]
    canonical = [parts.contract.operations[each.canonical] for each in aliases]

    assert [each.id for each in canonical if each.is_alias] == []
    assert [takes(each) for each in aliases] == [takes(each) for each in canonical]


def test_what_is_deprecated_says_since_when(parts):
    deprecated = {
        spec["operationId"]: spec.get("deprecated", False) for _, _, spec in parts.specs()
    }
    dated = {each.id: each.deprecated_since is not None for each in parts.operations}

    assert deprecated == dated


# ------------------------------------------------------------------------------ examples
def test_every_body_and_every_answer_has_an_example(parts):
    lacking = [
        place
        for place, media in parts.all_media()
        if not media.get("examples") and not parts.examples_of_parts(media)
    ]

    assert lacking == []


def test_every_success_has_an_example_besides_the_refusals(parts):
    lacking = [
        f"{each.id} {each.success}"
        for each in parts.operations
        if each.answers[each.success]
        and not set(parts.examples_of(each, each.success)) - set(parts.wordings)
    ]

    assert lacking == []


def test_every_example_fits_its_schema(parts):
    unfit = [
        f"{place} {name}: {problem}"
        for place, media in parts.all_media()
        for name, value in {
            **parts.values(media.get("examples", {})),
            **parts.examples_of_parts(media),
        }.items()
        for problem in Schema(parts.strict_schema_of(name, media)).problems(value)
    ]

    assert unfit == []


def test_every_example_of_a_schema_fits_it(parts):
    unfit = [
        f"{name}: {problem}"
        for name, schema in parts.document["components"]["schemas"].items()
        for part in [schema, *schema.get("properties", {}).values()]
        if "example" in part
        for problem in Schema(inline(part, parts.strict.document)).problems(part["example"])
    ]

    assert unfit == []


def test_every_default_fits_its_schema(parts):
    parameters = [(each.id, one) for each in parts.operations for one in each.parameters]
    unfit = [
        f"{operation} {each.name}"
        for operation, each in parameters
        if each.default is not None and not each.schema.fits(each.default)
    ]

    assert unfit == []


# ------------------------------------------------------------------------------ links
def test_a_link_leads_to_an_operation_and_to_parameters_that_it_has(parts):
    astray = [
        f"{source.id}: {name} -> {link['operationId']} {parameter}"
        for source, _, name, link in parts.links()
        for parameter in link.get("parameters", {})
        if parameter.split(".")[-1] not in names_of(parts.contract.operations[link["operationId"]])
    ]

    assert astray == []


def test_a_link_gives_every_parameter_in_the_path(parts):
    lacking = [
        f"{source.id}: {name} -> {target.id}"
        for source, _, name, link in parts.links()
        for target in [parts.contract.operations[link["operationId"]]]
        if (given := {each.split(".")[-1] for each in link.get("parameters", {})})
        and {each.name for each in target.parameters if each.place == "path"} - given
    ]

    assert lacking == []


def test_what_a_link_takes_from_the_request_or_the_answer_is_there(parts):
    absent = [
        f"{source.id}: {name} {expression}"
        for source, answer, name, link in parts.links()
        for expression in link.get("parameters", {}).values()
        if not is_there(parts, expression, source, answer)
    ]

    assert absent == []


def test_a_link_stays_within_its_product(parts):
    across = [
        f"{source.id}: {name}"
        for source, _, name, link in parts.links()
        if parts.contract.operations[link["operationId"]].provider != source.provider
    ]

    assert across == []


# ------------------------------------------------------------------------------ looking things up
def run(command, room, *, within):
    """Run a command where it cannot do harm; raises when it fails or lasts."""
    subprocess.run(
        command,
        cwd=room,
        timeout=within,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def wants(operation):
    return set(inspect.signature(function_of(operation)).parameters)


def takes(operation):
    body = operation.body
    return names_of(operation), body and (body.media_type, body.schema.schema)


def is_there(parts, expression, source, answer):
    """Tell whether the example of an answer, or the path of its request, has a value."""
    if not expression.startswith("$"):
        return True
    if expression.startswith("$request.path."):
        return f"{{{expression.removeprefix('$request.path.')}}}" in source.path
    examples = parts.values(answer["content"][contract.JSON]["examples"])
    value = next(each for name, each in examples.items() if name not in parts.wordings)
    for step in expression.removeprefix("$response.body#/").split("/"):
        value = value[int(step)] if isinstance(value, list) else value.get(step)
    return isinstance(value, str | int)


def test_a_filter_has_every_comparison_that_the_core_has(parts):
    (operator,) = found("comparison_operator", parts.document["components"]["schemas"])

    assert operator["enum"] == list(COMPARISONS)
