"""What schemathesis cannot read in the contract, told to it: schemathesis.toml loads this file."""

import os
from collections import defaultdict
from copy import copy
from itertools import count
from pathlib import Path

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import EnsureResourceAvailability, RejectedPositiveData
from schemathesis.specs.openapi import checks as built_in

from ragmock import contract

CONTRACTS = [contract.load(), contract.load_admin()]
OPERATIONS = {name: each for one in CONTRACTS for name, each in one.operations.items()}
WORDINGS = {name: each for one in CONTRACTS for name, each in one.wordings.items()}
EXAMPLES = {
    name: each for one in CONTRACTS for name, each in one.document["components"]["examples"].items()
}

#: The contract with those parts of its schemas that the validator passes over.
STRICT = contract.read(CONTRACTS[0].text.replace("x-refused-later: true", "x-refused-later: false"))

#: The HTTP status that a refusal of RAGFlow means; 400 for the rest.
MEANT = {
    "ragflow.unauthorized": 401,
    "ragflow.read_only_key": 403,
    "ragflow.no_such_route": 404,
    "ragflow.dataset_not_found": 404,
    "ragflow.owner_only": 404,
    "ragflow.not_your_dataset": 404,
    "ragflow.method_not_allowed": 405,
    "ragflow.server_error": 500,
}

#: Path parameters that were linked to, by operation.
KNOWN = defaultdict(list)
#: Every id that ever stood in them, with the number of the answer that it first stood in.
SEEN = {}
ANSWERS = count()
#: The documents that were indexed again, which makes new segments, with the number of that answer.
ANEW = {}
INDEXING = {"dify.documents.update_document_by_text", "dify.documents.update_document_by_file"}
#: The operations that refuse a name that is taken, and the names that they were told.
TAKING_NAMES = ("dify.datasets.create_dataset", "dify.metadata.create_field")
NAMES = set()
#: The ids that RAGFlow's datasets had before they were moved.
MOVED = set()


# ------------------------------------------------------------------------------ what is sent
@schemathesis.hook
def map_body(_context, body):
    """Leave out the id of another document: one drawn at random hides all else behind 404."""
    if isinstance(body, dict) and ("text" in body or "file" in body):
        for fields in body, body.get("data"):
            is_new = isinstance(fields, dict) and "indexing_technique" in fields
            if is_new and isinstance(fields.get("original_document_id"), str):
                del fields["original_document_id"]
    return body


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Aim a request at what is there: an id of a segment is worth nothing without its document's.

    The links of the contract say which ids go together. A stateful test follows them by itself.
    """
    if "admin" in case.operation.tags and not case.meta.is_negative_at(ParameterLocation.QUERY):
        case.query.pop("world", None)  # the ids are those of one world
    if operation_of(case).startswith("admin.waits.") and isinstance(case.body, dict):
        is_long = not isinstance(case.body.get("timeout", 10), str | list | dict | bool | None)
        if is_long and 0 <= case.body.get("timeout", 10) <= 60:  # nobody has the time
            case.body = case.body | {"timeout": 0.01}
    known = KNOWN[canonical(case)]
    is_stateful = case.meta.phase.name is TestPhase.STATEFUL
    follows = is_stateful and not SEEN.keys().isdisjoint(case.path_parameters.values())
    if known and not follows and not case.meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = case.path_parameters | known[0]
        known.append(known.pop(0))  # all take their turn
    if operation_of(case) in TAKING_NAMES and not case.meta.is_negative_at(ParameterLocation.BODY):
        # A stateful test is repeated from the start, where the names have been free.
        if case.body["name"] in NAMES:
            case.body = case.body | {"name": f"{len(NAMES)} {case.body['name']}"[:40]}
        NAMES.add(case.body["name"])


@schemathesis.hook
def after_call(_context, case, response):
    """Show the checks the status that RAGFlow means, and keep in mind what can be aimed at."""
    if "ragflow" in case.operation.tags and refusal_in(response):
        assert response.status_code == 200  # what it sends, always

        response.status_code = MEANT.get(refusal_in(response), 400)
    if case.method != case.operation.method.upper():
        return
    if is_beyond_schema(response) or response.status_code == 404:  # others may do
        known = KNOWN[canonical(case)]
        known[:] = [ids for ids in known if not ids.items() <= case.path_parameters.items()]
    elif response.status_code < 300 and case.method == "DELETE":
        for known in KNOWN.values():
            known[:] = [ids for ids in known if not case.path_parameters.items() <= ids.items()]
    elif response.status_code < 300:
        keep_in_mind(case, response)


def keep_in_mind(case, response):
    """Note what an answer leads to, and what it left behind."""
    number = next(ANSWERS)
    for operation, ids in links_of(case, response):
        KNOWN[operation].append(ids)
        for each in ids.values():
            SEEN.setdefault(each, number)
    if canonical(case) in INDEXING:
        ANEW[case.path_parameters["document_id"]] = number
    moves = isinstance(case.body, dict) and "id" in case.body
    if operation_of(case) == "ragflow.datasets.update_dataset" and moves:
        MOVED.add(case.path_parameters["dataset_id"])


# ------------------------------------------------------------------------------ what is expected
@schemathesis.hook
def filter_failure(_context, failure, case, response):
    """Let pass what no schema can foretell and the documents have, and what is no failure.

    They refuse with 400 what the state does not allow, where schemathesis expects 409; and with 404
    what is named in the body and is not there, while everything in the path is; and what was moved,
    or gone since its document was indexed again.
    And schemathesis takes a form with a file for wrong where it fails one part of an `anyOf` and
    fits another.
    """
    if isinstance(failure, RejectedPositiveData):
        return not is_beyond_schema(response)
    if isinstance(failure, EnsureResourceAvailability):
        is_in_path = "document" not in refusal_in(response) or "document_id" in case.path_parameters
        is_where_it_was = MOVED.isdisjoint(case.path_parameters.values())
        return is_in_path and is_where_it_was and not was_replaced(case)
    if isinstance(failure, AcceptedNegativeData):
        return not is_fitting_form(case)
    return True


@schemathesis.check
def ragflow_sends_what_is_declared(ctx, response, case):
    """Expect of RAGFlow's refusals what is expected of every answer, as they were sent."""
    if "ragflow" in case.operation.tags and response.status_code != 405:
        sent = copy(response)
        sent.status_code = 200
        built_in.status_code_conformance(ctx, sent, case)
        built_in.content_type_conformance(ctx, sent, case)
        built_in.response_headers_conformance(ctx, sent, case)
        built_in.response_schema_conformance(ctx, sent, case)


@schemathesis.check
def refusals_are_declared(_ctx, response, case):
    """Expect that an operation refuses only with what it declares, or with what is general."""
    name = refusal_in(response)
    if name:
        declared = OPERATIONS[operation_of(case)].refusals

        assert name in declared or WORDINGS[name].general, f"{name} is not declared"


@schemathesis.check
class WhatSucceeded:
    """Tell the test that started the run which operations answered with success."""

    def __init__(self):
        self.succeeded = set()

    def after_response(self, _ctx, response, case):
        """Note an answer."""
        if response.status_code < 300:
            self.succeeded.add(operation_of(case))

    def after_run(self, _ctx):
        """Write the names to the file that the test wants."""
        if "SUCCEEDED_FILE" in os.environ:
            Path(os.environ["SUCCEEDED_FILE"]).write_text("\n".join(sorted(self.succeeded)))


# ------------------------------------------------------------------------------ what was met
def was_replaced(case):
    """Tell whether a segment was made before its document was indexed again."""
    made = SEEN.get(case.path_parameters.get("segment_id"))
    since = ANEW.get(case.path_parameters.get("document_id"))
    return made is not None and since is not None and since > made


def is_fitting_form(case):
    """Tell whether all of a request fits but the body, and the body is a form and fits too."""
    wrong = [place for place, part in case.meta.components.items() if part.mode.is_negative]
    if wrong != [ParameterLocation.BODY] or case.media_type != contract.MULTIPART:
        return False
    schema = STRICT.operations[operation_of(case)].body.schema
    return isinstance(case.body, dict) and schema.fits(
        {name: str(part) if isinstance(part, str) else part for name, part in case.body.items()}
    )


def links_of(case, response):
    """Give the links that a response has: operations, and their path parameters."""
    answer = case.operation.responses.find_by_status_code(response.status_code)
    for _, link in answer.iter_links():
        named = link.get("parameters", {})
        ids = {each.split(".")[-1]: value_of(named[each], case, response) for each in named}
        if ids and None not in ids.values():
            yield link["operationId"], ids


def value_of(expression, case, response):
    """Give the value that a link's expression means; None where there is none."""
    if not expression.startswith("$"):
        return expression
    if expression.startswith("$request.path."):
        return case.path_parameters[expression.removeprefix("$request.path.")]
    value = response.json()
    for step in expression.removeprefix("$response.body#/").split("/"):
        within = dict(enumerate(value)) if isinstance(value, list) else value
        value = within.get(int(step) if isinstance(value, list) else step)
        if value is None:
            return None
    return value


def is_beyond_schema(response):
    """Tell whether a request was refused for the state that it met."""
    return EXAMPLES.get(refusal_in(response), {}).get("x-beyond-schema", False)


def canonical(case):
    """Give the contract's name of the operation whose ids an operation takes."""
    return OPERATIONS[operation_of(case)].canonical


def operation_of(case):
    """Give the contract's name of an operation."""
    return case.operation.definition.raw["operationId"]


def refusal_in(response):
    """Give the contract's name of a refusal."""
    return response.headers.get("x-ragmock-refusal", [""])[0]
