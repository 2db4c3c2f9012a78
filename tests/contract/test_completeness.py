"""Nothing that a document prints is without a case.

The documents lie beside the repository of those who have them; where they do, they are read again.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ragmock import contract

from .expectations import resolved

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

#: Of each document: methods with their paths, curl lines, cases.
COUNTS = {
    "000": (5, 0, 8),
    "001": (4, 4, 7),
    "002": (15, 16, 17),
    "003": (0, 10, 10),
    "004": (0, 22, 23),
}

ENTRY = re.compile(
    r"\| *(GET|POST|PUT|DELETE) *\| *`/|- \*\*URL\*\*: `/|\*\*(GET|POST|PATCH|DELETE)\*\* `/"
)
ERROR_CODES = (  # each document has its own way to print them
    re.compile(r"^\| `(\w+)` +\| (\d{3}) +\|", re.MULTILINE),
    re.compile(r"^([a-z]+_[a-z_]+)\n\n(\d{3})$", re.MULTILINE),
    re.compile(r"^- \*\*([a-z_]+)\*+[:,]()", re.MULTILINE),
)

KINDS = {"number": (int, float), "text": str, "object": dict, "list": list}

#: Where the kind of a printed value is no promise, by field.
NO_PROMISE = {
    "answer": "null outside qa_model; the documents print an answer in text_model",
    "completed_at": "null while a document is indexed, as printed; here it is indexed",
    "created_at": "printed as an empty string in the list of datasets; a number elsewhere",
    "updated_at": "likewise",
    "data": "an updated segment, printed as a list by one document, as an object by another",
    "data_source_info": "printed as null in the list of documents; an object elsewhere",
    "dataset_process_rule_id": "printed as null in the list of documents; a string elsewhere",
    "disabled_at": "printed for a segment that its update disables",
    "disabled_by": "likewise",
}


@pytest.fixture
def text(book):
    """Give the lines of a document, from 1 on."""
    found = [*SEEDS.glob(f"{book.number}_*.txt")]
    if not found:
        pytest.skip("the documents are not here; they are no part of ragmock")
    return ["", *found[0].read_text(encoding="utf-8").split("\n")]


def curl_lines(case):
    """Tell at which lines a case has a curl line, and in which shape it is printed there."""
    if "curl" not in case.lines:
        return {}
    broken = case.misprinted or {}
    at = broken.get("line", case.lines["curl"])
    return {case.lines["curl"]: case.shape} | ({at: broken["shape"]} if broken else {})


def alike(line):
    """Take out of a curl line what is filled in or freely chosen: host, key, names, texts."""
    line = re.sub(r"https?://[\w.]+(?=/v1)|\$\{apiBaseUrl\}", "{host}", line)
    line = line.replace("{API_KEY}", "{api_key}").replace("/path/to/file", "{file}")
    return re.sub(r'("(?:name|text|description|document_id|id|value)": ?)"[^"]*"', r'\1"..."', line)


def parsed(lines):
    """Parse a printed answer, which its layout may have cut, and its author shortened."""
    text = re.sub(r" *\n *```\n```json\n", "", "\n".join(lines))
    text = re.sub(r",(\s*\.\.\.)?(\s*[}\]])", r"\2", text)
    return json.JSONDecoder().raw_decode(text.strip())[0]


def kind(value):
    """Name the kind of a printed or expected value."""
    named = re.fullmatch(r"<(\w+)>|\{(words|segment_words|item_id)\}", str(value))
    if named and (named[2] or named[1] in {"moment", "milliseconds", "integer", "number"}):
        return "number"
    if named and named[1] in {"bool", "null", "object", "list"}:
        return named[1]
    if isinstance(value, bool):
        return "bool"
    return next((name for name, types in KINDS.items() if isinstance(value, types)), "null")


def unlike(printed, expected, at="$"):
    """Tell which printed fields are not expected, or as another kind."""
    if isinstance(printed, list) and isinstance(expected, dict):
        printed = printed[0]
    if isinstance(printed, dict) and isinstance(expected, dict):
        for key, value in printed.items():
            if key not in expected:
                yield f"{at}.{key}: not expected"
                continue
            wanted = expected[key]
            if kind(value) != kind(wanted) and key not in NO_PROMISE:
                yield f"{at}.{key}: {value!r} is printed, {wanted!r} expected"
            yield from unlike(value, wanted, f"{at}.{key}")
    elif isinstance(printed, list) and isinstance(expected, list):
        for one, other in zip(printed, expected, strict=False):
            yield from unlike(one, other, f"{at}[]")


def test_as_many_calls_are_noted_as_were_counted(book):
    noted = len(book.entries), len(book.curls), len(book.cases)

    assert noted == COUNTS[book.number]


def test_every_noted_call_has_a_case(book):
    entries = {case.lines["entry"] for case in book.cases if "entry" in case.lines}
    curls = [line for case in book.cases for line in curl_lines(case)]

    assert sorted(entries) == book.entries
    assert sorted(curls) == book.curls


def test_every_error_code_is_a_refusal_of_the_contract(book):
    wordings = [wording.say() for wording in contract.load().wordings.values()]
    refusals = {(told.get("code"), told.get("status")) for told in wordings}
    codes = {code for code, _ in refusals}

    assert [code for code in book.error_codes if code not in codes] == []
    assert [pair for pair in book.error_codes.items() if pair[1] and pair not in refusals] == []


def test_every_call_of_the_text_is_noted(book, text):
    entries = [number for number, line in enumerate(text) if ENTRY.match(line)]
    curls = [number for number, line in enumerate(text) if line.startswith("curl ")]

    assert entries == book.entries
    assert curls == book.curls


def test_every_curl_line_is_pasted_as_it_is_printed(book, text):
    blanks = {"item_id": 123, "new_item_id": 124}
    for case in book.cases:
        for number, shape in curl_lines(case).items():
            pasted = case.line(shape, blanks).removesuffix("\n").split("\n")
            printed = text[number : number + len(pasted)]

            assert alike("\n".join(pasted)) == alike("\n".join(printed)), case


def test_every_field_of_a_printed_answer_is_expected(book, text):
    for case in book.cases:
        at = case.lines.get("answer", 0)
        if text[at].strip() == "{":
            expected = resolved(case.answer["body"], real=False)

            assert [*unlike(parsed(text[at:]), expected)] == [], case


def test_every_status_that_is_printed_for_an_answer_is_expected(book, text):
    for case in book.cases:
        told = re.match(r"(20\d) ", text[case.lines.get("answer", 0)])

        assert not told or int(told[1]) == case.status, case


def test_every_error_code_of_the_text_is_noted(book, text):
    found = [match for way in ERROR_CODES for match in way.finditer("\n".join(text))]

    assert {match[1]: int(match[2] or 0) or None for match in found} == book.error_codes
