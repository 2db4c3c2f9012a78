"""What the tool finds in the five documents, beside what a reader found by hand."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from reference import findings

from ragmock.docs_check.check import check

HERE = Path(__file__).parent
LIST = yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8"))["findings"]

#: What stands at a title, and so above the lines of a list that a reader points at.
AT_A_TITLE = {
    "parameter_undescribed": "undescribed-parameter",
    "error_undescribed": "undescribed-error",
    "operation_missing": "missing-operation",
}

#: What the reader sees and the tool does not: by the seed, the first line and the group.
NOT_FOUND = {
    ("000", 156, "structure"): "titles below an operation are not compared with its own",
    ("000", 225, "structure"): "the same",
    ("003", 4, "structure"): "what has no title is not compared with others",
    ("003", 439, "structure"): "the same",
    ("004", 336, "structure"): "captions are not asked for",
    ("000", 45, "error_undescribed"): "errors are told where some are named in a list",
    ("000", 135, "error_undescribed"): "the same",
    ("000", 162, "error_undescribed"): "the same",
    ("002", 683, "method"): "told once for the operation, in line 666",
    ("002", 686, "differs"): "bodies of different operations are not compared",
    ("003", 7, "placeholder"): "a variable in single quotes is taken for a placeholder",
    ("002", 41, "parameter_unknown"): "`enumerate` is taken for what it announces",
    ("003", 84, "parameter_unknown"): "the same",
    ("002", 42, "parameter_choices"): "told at the parameter, in line 40",
    ("002", 288, "parameter_required"): "that one of two must be sent is not read",
    ("002", 376, "answer_request"): "the name stands in a part of a form",
    ("003", 288, "answer_request"): "the same",
    ("004", 554, "answer_request"): "the same",
    ("002", 551, "answer_request"): "null may be any value",
    ("002", 698, "answer_request"): "null may be any value",
    ("003", 415, "answer_request"): "null may be any value",
    ("004", 665, "answer_request"): "null may be any value",
    ("004", 767, "answer_request"): "values within another field are not followed",
    ("004", 768, "answer_request"): "null may be any value",
    ("002", 243, "answer_itself"): "a page may be printed in part",
    ("002", 753, "parameter_type"): "the contract takes an object too",
    ("002", 854, "parameter_type"): "fields of answers have no types of their own here",
    ("003", 89, "parameter_type"): "a name without marks and type is not read as one",
    ("003", 90, "parameter_default"): "the same",
    ("002", 777, "parameter_undescribed"): "told at the title of the section",
    ("002", 849, "parameter_undescribed"): "fields of errors are not compared",
}

pytestmark = pytest.mark.skipif(
    not findings.SEEDS.is_dir(), reason=f"the five documents are not at {findings.SEEDS}"
)


@cache
def found():
    """Give the rules that found something, by the document and the line."""
    told = {}
    for each in check(findings.documents()):
        for line in range(each.place.line, each.end.line + 1):
            told.setdefault((each.document.path, line), set()).add(each.rule)
    return told


def is_found(entry):
    places = [(entry["seed"], line) for line in entry["lines"]]
    if "other" in entry:
        places.append((entry["other"]["seed"], entry["other"]["line"]))
    title = AT_A_TITLE.get(entry["group"])
    return any(place in found() for place in places) or any(
        title in rules and seed == entry["seed"] and line <= entry["lines"][0]
        for (seed, line), rules in found().items()
    )


def test_the_page_is_what_is_found_now():
    assert findings.PAGE.read_text(encoding="utf-8") == findings.text(), "make docs"


def test_what_the_reader_found_is_found_but_for_what_is_known():
    missed = {
        (each["seed"], each["lines"][0], each["group"]) for each in LIST if not is_found(each)
    }

    assert sorted(missed - NOT_FOUND.keys()) == []


def test_no_empty_id_is_a_finding():
    told = [each for each in check(findings.documents()) if each.stands.endswith('id": ""')]

    assert told == []
