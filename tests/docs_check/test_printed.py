"""Printed JSON: each mistake is named where it stands, and the value is what was meant."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ragmock.docs_check.printed.mistakes import MEANINGS
from ragmock.docs_check.printed.reading import read, status

TEXTS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12)
WORDS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)
OBJECTS = st.dictionaries(WORDS, VALUES, min_size=1, max_size=4)


def names(text):
    return [problem.name for problem in read(text).problems]


def pick(data, pattern, text):
    """Choose a place in a text that JSON was written to; none within a string is meant."""
    places = [each for each in re.finditer(pattern, text) if _is_outside(text, each.start())]
    assume(places)
    return data.draw(st.sampled_from(places))


def _is_outside(text, at):
    return len(re.findall(r'(?<!\\)(?:\\\\)*"', text[:at])) % 2 == 0


# ---------------------------------------------------------------------- what is right
@given(VALUES)
def test_json_is_read_as_it_is(value):
    found = read(json.dumps(value))

    assert (found.value, found.problems, found.readable) == (value, (), True)


@given(VALUES, st.sampled_from([None, 1, 4]))
def test_each_value_is_found_by_its_pointer(value, indent):
    text = json.dumps(value, indent=indent)

    for pointer, spot in read(text).spots.items():
        part = value
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            part = part[int(name)] if isinstance(part, list) else part[name]
        assert json.loads(text[spot.start : spot.end]) == part
        if spot.name is not None:
            assert json.loads(text[spot.name : spot.name_end]) == name


# ---------------------------------------------------------------------- broken in a known way
@given(OBJECTS, st.data())
def test_a_trailing_comma(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r"(?<=[^\s{\[])(?=\s*[}\]])", text)

    found = read(f"{text[: place.start()]},{text[place.start() :]}")

    assert found.value == value
    assert [(each.name, each.start) for each in found.problems] == [
        ("trailing-comma", place.start())
    ]


@given(OBJECTS, st.data())
def test_a_missing_comma(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r",(?=\n)", text)

    found = read(text[: place.start()] + text[place.end() :])

    assert found.value == value
    assert [(each.name, each.end) for each in found.problems] == [("missing-comma", place.start())]


@given(OBJECTS, st.data())
def test_a_missing_colon(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r"(?<=\"):", text)

    found = read(text[: place.start()] + text[place.end() :])

    assert (found.value, names(found.text)) == (value, [])
    assert [each.name for each in found.problems] == ["missing-colon"]


@given(OBJECTS, st.data())
def test_a_comment(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r"(?<=,)(?=\n)", text)
    comment = data.draw(st.sampled_from([" // why", " # why", " /* why, \n so */"]))

    found = read(text[: place.start()] + comment + text[place.start() :])

    assert found.value == value
    assert [(each.name, each.stands) for each in found.problems] == [("comment", comment.strip())]


@given(st.lists(OBJECTS, min_size=1, max_size=3), st.sampled_from(["...", "…"]))
def test_an_ellipsis_in_a_list_says_that_there_is_more(items, ellipsis):
    text = json.dumps({"data": items, "more": True}, indent=1)
    end = text.rindex("\n ],")

    found = read(f"{text[:end]},\n  {ellipsis}{text[end:]}")

    assert found.value == {"data": items, "more": True}
    assert [(each.name, each.stands) for each in found.problems] == [("ellipsis", ellipsis)]
    assert found.elided == {"/data"}


@given(OBJECTS, st.data())
def test_a_block_that_is_cut_off_after_a_value(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r",(?=\n)", text)

    found = read(text[: place.start()])

    assert [each.name for each in found.problems] == ["truncated"]
    assert found.problems[0].end == place.start()
    assert found.value.items() <= value.items() or _begins(found.value, value)


def _begins(part, whole):
    """Tell whether a value is the beginning of another one."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and _begins(each, whole[name]) for name, each in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(_begins(*pair) for pair in zip(part, whole, strict=False))
    return part == whole


@given(OBJECTS, st.data())
def test_single_quotes(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r'"[^"\\\']*"', text)

    found = read(f"{text[: place.start()]}'{place[0][1:-1]}'{text[place.end() :]}")

    assert found.value == value
    assert [(each.name, each.suggestion) for each in found.problems] == [
        ("single-quotes", place[0])
    ]


@given(OBJECTS, st.data())
def test_typographic_quotes(value, data):
    text = json.dumps(value, indent=1)
    place = pick(data, r'"[^"\\]*"', text)

    found = read(f"{text[: place.start()]}“{place[0][1:-1]}”{text[place.end() :]}")

    assert found.value == value
    assert [(each.name, each.suggestion) for each in found.problems] == [("smart-quote", place[0])]


@given(OBJECTS, st.data())
def test_a_word_of_python(value, data):
    text = json.dumps(value)
    place = pick(data, r"\b(?:true|false|null)\b", text)
    word = {"true": "True", "false": "False", "null": "None"}[place[0]]

    found = read(text[: place.start()] + word + text[place.end() :])

    assert found.value == value
    assert [(each.name, each.stands) for each in found.problems] == [("python-literal", word)]


@given(OBJECTS, st.data())
def test_a_name_without_quotes(value, data):
    text = json.dumps(value)
    place = pick(data, r'"([a-z_]+)"(?=:)', text)

    found = read(text[: place.start()] + place[1] + text[place.end() :])

    assert found.value == value
    assert [(each.name, each.stands) for each in found.problems] == [("unquoted-name", place[1])]


# ---------------------------------------------------------------------- one example of each
@pytest.mark.parametrize(
    ("text", "name", "stands", "value"),
    [
        ('{"a": [1,,2]}', "extra-comma", ",", {"a": [1, 2]}),
        ('{"a": }', "missing-value", " ", {"a": None}),
        ('{"a"= 1}', "wrong-colon", "=", {"a": 1}),
        ('{"a": "x, "b": 1}', "missing-quote", "x", {"a": "x", "b": 1}),
        ('{"a": "x\n}', "missing-quote", "x", {"a": "x"}),
        ('{"a: 1}', "missing-quote", "a", {"a": 1}),
        ('{"a": name"}', "missing-quote", "n", {"a": "name"}),
        ('{"a": "x\ny"}', "raw-newline", "\n", {"a": "x\ny"}),
        ('{"a": "x\ty"}', "control-character", "\t", {"a": "x\ty"}),
        ('{"a": "\\d"}', "bad-escape", "\\d", {"a": "\\d"}),
        ('{"a": <string>}', "placeholder", "<string>", {"a": "<string>"}),
        ('{"a": {dataset_id}}', "placeholder", "{dataset_id}", {"a": "{dataset_id}"}),
        ('{"a": string}', "unquoted-value", "string", {"a": "string"}),
        ('{"a": undefined}', "javascript-literal", "undefined", {"a": None}),
        ('{"a": 007}', "bad-number", "007", {"a": 7}),
        ('{"a"： 1}', "wide-punctuation", "：", {"a": 1}),
        ('{"a":\u00a01}', "odd-blank", "\u00a0", {"a": 1}),
        ('{"a": [1}', "wrong-bracket", "1", {"a": [1]}),
        ('{"a": 1}}', "extra-bracket", "}", {"a": 1}),
        ('{"a": 1} {"b": 2}', "extra-text", '{"b": 2}', {"a": 1}),
        ('{"a": 1, "a": 2}', "duplicate-key", '"a"', {"a": 2}),
        ('"a": 1, "b": 2}', "missing-head", '"', {"a": 1, "b": 2}),
        ('5308,\n"a": 1}', "missing-head", "5308,", {"a": 1}),
        ('{"a": 1, {"b": 2}}', "missing-name", " ", {"a": 1, "": {"b": 2}}),
        ('{"a": ...}', "ellipsis", "...", {"a": None}),
        ('{"a": [1, ..., 2]}', "ellipsis", "...", {"a": [1, 2]}),
        ('{"a": [..., 2]}', "ellipsis", "...", {"a": [2]}),
        ('{"a": [1\n...\n, 2]}', "ellipsis", "...", {"a": [1, 2]}),
    ],
)
def test_a_mistake_is_named_and_mended(text, name, stands, value):
    found = read(text)

    assert [(each.name, each.stands) for each in found.problems] == [(name, stands)]
    assert found.value == value
    assert names(found.text) in ([], ["duplicate-key"])


def test_quotes_inside_of_a_string_are_told_one_by_one():
    found = read('{"a": "he said "yes" again"}')

    assert [each.name for each in found.problems] == ["inner-quote", "inner-quote"]
    assert found.value == {"a": 'he said "yes" again'}


def test_the_places_of_mended_values_are_those_of_the_printed_text():
    text = "{\n  'a': 1 // one\n  \"b\": [True,],\n}"

    found = read(text)

    spots = {pointer: text[spot.start : spot.end] for pointer, spot in found.spots.items()}
    assert spots == {"/a": "1", "/b/0": "True", "/b": "[True,]", "": text}
    assert text[found.spots["/a"].name :].startswith("'a'")


def test_what_stands_for_a_value_is_known_by_its_pointer():
    found = read('{"a": <id>, "b": {"c": ..., "d": string}, "e": "<id>", "f": {...}}')

    assert found.unsaid == {"/a", "/b/c", "/b/d"}
    assert found.elided == {"/f"}


@pytest.mark.parametrize("text", ["", "204 No Content", "not found", "}", "[" * 5000, "{" * 5000])
def test_what_is_no_json_has_no_value(text):
    found = read(text)

    assert (found.value, found.readable) == (None, False)
    assert len(found.problems) == 1


def test_a_piece_that_json_does_not_know_is_left_out():
    found = read('{"a": (1)}')

    assert [(each.name, each.stands) for each in found.problems] == [
        ("unreadable", "("),
        ("unreadable", ")"),
    ]
    assert found.value == {"a": 1}


def test_what_is_within_each_other_too_deep_is_not_followed():
    assert names("[" * 300 + "]" * 300) == ["too-deep"]


def test_a_block_of_half_a_megabyte_is_mended():
    text = json.dumps(["x" * 100] * 5_000, indent=1)

    found = read(f"{text[:-2]},\n]")

    assert [(each.name, each.start) for each in found.problems] == [
        ("trailing-comma", len(text) - 2)
    ]
    assert len(found.value) == 5_000


def test_json_of_many_megabytes_is_read_and_not_looked_through():
    text = json.dumps(["x" * 1000] * 5_000)

    assert len(read(text).value) == 5_000
    assert [each.meaning for each in read(text[:-1]).problems] == [MEANINGS["too-large"]]


@given(
    st.text("{}[],:\"'\n .x1-“#/\\…", max_size=40),
    st.text("{}[],:\"'\n .x1-“#/\\…", max_size=5),
    st.integers(0, 60),
)
def test_no_text_is_too_odd_to_be_read(text, more, at):
    base = '{"a": [1, {"b": "x y", "c": null}], "d": true}'

    for odd in (text, base[:at] + more + base[at:]):
        found = read(odd)

        for problem in found.problems:
            assert odd[problem.start : problem.end] == problem.stands
        for spot in found.spots.values():
            assert 0 <= spot.start <= spot.end <= len(odd)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("204 No Content", 204),
        ("200 success", 200),
        ("HTTP/1.1 404 Not Found\nServer: a\n\n{}", 404),
        ("Status: 201", 201),
        ("  400", 400),
        ('{"code": 200}', None),
        ("2000", None),
        ("200 {}", None),
    ],
)
def test_a_status_that_is_printed_is_read(text, code):
    found = status(text)

    assert (found and found.code) == code
    assert found is None or text[found.start : found.end] == str(code)
