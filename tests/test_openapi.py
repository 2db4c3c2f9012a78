"""The contract is a valid document, and says everything that it should."""

import inspect
import json
import shutil
import subprocess
from pathlib import Path

import openapi_spec_validator
import pytest

from ragmock import contract
from ragmock.contract import METHODS
from ragmock.schemas import Schema, inline, resolve
from ragmock.web.dispatch import resolve as handler_of
from ragmock.world import providers

CONTRACT = contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = CONTRACT.operations.values()
SPECS = {
    item[method]["operationId"]: item[method]
    for item in DOCUMENT["paths"].values()
    for method in METHODS
    if method in item
}
#: What a handler is given besides the parameters of its operation.
GIVEN = {"base", "body", "form"}


def responses_of(spec):
    for status, response in spec["responses"].items():
        yield int(status), followed(response)


def followed(node):
    return resolve(node["$ref"], DOCUMENT) if "$ref" in node else node


def media_of(operation):
    """Give status, schema and examples of every answer that has a body."""
    for status, response in responses_of(SPECS[operation.id]):
        for media in response.get("content", {}).values():
            yield status, media["schema"], media.get("examples", {})


def test_the_document_is_valid_openapi():
    openapi_spec_validator.validate(DOCUMENT)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_operation_says_what_it_is(operation):
    spec = SPECS[operation.id]

    assert spec["tags"] == [operation.provider]
    assert spec["summary"].endswith((".", ")."))
    assert bool(operation.printed_in) != spec.get("x-undocumented", False)
    assert all(parameter.schema.schema for parameter in operation.parameters)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_answer_has_an_example_that_fits_its_schema(operation):
    for status, schema, examples in media_of(operation):
        checked = Schema(inline(schema, DOCUMENT))
        for name, example in examples.items():
            value = followed(example)["value"]
            said = CONTRACT.wordings[name].say() if name in CONTRACT.wordings else value

            assert checked.problems(said) == [], f"{status} {name}"
        assert examples, f"{status} has no example"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_refusal_stands_under_its_own_status(operation):
    for status, _, examples in media_of(operation):
        declared = [CONTRACT.wordings[name] for name in examples if name in CONTRACT.wordings]

        assert [each.name for each in declared if each.status != status] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_every_example_of_a_body_fits_its_schema(operation):
    spec = SPECS[operation.id]
    if "requestBody" not in spec:
        return
    for media in followed(spec["requestBody"])["content"].values():
        schema = Schema(inline(media["schema"], DOCUMENT))
        for example in media.get("examples", {}).values():
            assert schema.problems(example["value"]) == []


@pytest.mark.parametrize("wording", CONTRACT.wordings.values(), ids=lambda each: each.name)
def test_every_refusal_has_its_evidence_and_is_declared(wording):
    declared = any(wording.name in operation.refusals for operation in OPERATIONS)

    assert wording.seen
    assert wording.summary.endswith(".")
    assert wording.name.partition(".")[0] in CONTRACT.providers
    assert declared or wording.general


@pytest.mark.parametrize("provider", providers(CONTRACT.providers).values(), ids=lambda p: p.name)
def test_a_provider_words_its_refusals_with_its_own_names(provider):
    names = {name for names in provider.words.values() for name in names}

    assert names - set(CONTRACT.wordings) == set()
    assert {name for name in names if not name.startswith(f"{provider.name}.")} == set()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_a_handler_takes_what_its_operation_has(operation):
    wanted = inspect.signature(handler_of(operation)).parameters
    offered = {parameter.name for parameter in operation.parameters}
    needed = {
        name
        for name, each in wanted.items()
        if each.default is inspect.Parameter.empty and name not in GIVEN
    }
    always = {
        parameter.name
        for parameter in operation.parameters
        if parameter.required or parameter.default is not None
    }

    assert set(wanted) - offered - GIVEN == set()
    assert offered - set(wanted) == set()
    assert needed - always == set()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_an_alias_takes_and_answers_what_its_original_does(operation):
    original = CONTRACT.operations[operation.canonical]

    assert original.canonical == original.id
    assert [each.name for each in original.parameters] == [e.name for e in operation.parameters]
    assert set(original.refusals) == set(operation.refusals)


def test_a_deprecated_operation_says_since_when():
    deprecated = {name for name, spec in SPECS.items() if spec.get("deprecated")}

    assert deprecated == {each.id for each in OPERATIONS if each.deprecated_since}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_links_lead_to_operations_and_their_parameters(operation):
    for _, response in responses_of(SPECS[operation.id]):
        for link in response.get("links", {}).values():
            target = CONTRACT.operations[link["operationId"]]
            known = {parameter.name for parameter in target.parameters}
            named = {name.rpartition(".")[2] for name in link.get("parameters", {})}

            assert named - known == set()


def test_every_operation_has_an_id_of_its_own():
    assert len(SPECS) == sum(
        method in item for item in DOCUMENT["paths"].values() for method in METHODS
    )


@pytest.mark.skipif(not shutil.which("npx"), reason="the linter needs Node")
def test_a_linter_finds_no_error():
    root = Path(__file__).parents[1]
    command = ["npx", "--yes", "@redocly/cli@2", "lint", "openapi.yaml", "--format=json"]
    try:
        told = subprocess.run(
            command, cwd=root, capture_output=True, text=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("the linter cannot be had in time")
    if '"totals"' not in told.stdout:
        pytest.skip(f"the linter cannot be had: {told.stderr[-200:]}")
    report = json.loads(told.stdout[told.stdout.index("{") :])
    errors = [each for each in report["problems"] if each["severity"] == "error"]

    assert [(each["ruleId"], each["message"]) for each in errors] == []
