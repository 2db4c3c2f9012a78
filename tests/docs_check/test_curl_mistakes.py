"""Each mistake in a curl line is named, its place and what the server receives are told."""

import pytest

from ragmock.docs_check.curl.reading import read

BODY = '{"name": "n"}'

#: The line, the mistake's name, what stands there, the suggestion, and what is told.
MISTAKES = [
    (f"$ curl http://a -d '{BODY}'", "prompt", "$ ", "", "prompt"),
    (
        f"curl -X POST http://a -H 'A: b'\n  -d '{BODY}'",
        *("missing-continuation", "'A: b'", "'A: b' \\", "no body"),
    ),
    (
        f"curl -H 'A: b'\\\n-d '{BODY}' http://a",
        *("glued-option", "\\", " \\", "the header `A: b-d`"),
    ),
    (
        f"curl http://a \\ \n -d '{BODY}'",
        *("blank-behind-backslash", "\\ ", "\\", "`GET` in place of `POST`"),
    ),
    (
        f"curl http://a -d '{BODY}' \\\n",
        *("dangling-continuation", "\\", "", "waits for another line"),
    ),
    (
        f'curl http://a -d "{BODY}"',
        *("quotes-end-early", f'"{BODY}"', f"'{BODY}'", "the body `{name: n}`"),
    ),
    (
        'curl http://a -d \'{"a": "it\'s"}\' -v',
        *("quotes-end-early", '\'{"a": "it\'s"}\'', "'{\"a\": \"it'\\''s\"}'", "nothing is sent"),
    ),
    (
        f"curl http://a -F 'data=\"{BODY}\";type=text/plain'",
        *("quotes-end-early", f'"{BODY}"', BODY, "the part `data` as `{`"),
    ),
    (
        f'curl http://a -F "data={BODY};type=text/plain"',
        *("quotes-end-early", f'"data={BODY};type=text/plain"', f"'data={BODY};type=text/plain'"),
        "the part `data` as `{name: n}`",
    ),
    (f"curl http://a -d {BODY}", "unquoted-value", BODY, f"'{BODY}'", "the body `{name:`"),
    (
        "curl 'http://a -H 'A: b'",
        *("unclosed-quote", "'http://a", "'http://a'", "nothing is sent"),
    ),
    (
        "curl 'http://a \\\n -H 'A: b' \\\n -H 'C: d'",
        *("unclosed-quote", "'http://a", "'http://a'", "nothing is sent"),
    ),
    (
        f"curl ‘http://a’ -d '{BODY}'",
        *("smart-quote", "‘http://a’", "'http://a'", "the URL `‘http://a’`"),
    ),
    (
        f"curl http://a ^\n -d '{BODY}'",
        *("windows-continuation", "^", "\\", "`GET` in place of `POST`"),
    ),
    (
        f"curl http://a `\n -d '{BODY}'",
        *("windows-continuation", "`", "\\", "`GET` in place of `POST`"),
    ),
    (
        "curl http://a?page=1&limit=2 -H 'A: b'",
        *("unquoted-ampersand", "http://a?page=1&limit=2", "'http://a?page=1&limit=2'"),
        "the URL `http://a?page=1`",
    ),
    (
        "curl --location POST http://a",
        *("method-without-option", "POST", "--request POST", "`GET` in place of `POST`"),
    ),
    (f"curl http://a -data '{BODY}'", "single-dash", "-data", "--data", "the body `ata`"),
    ("curl http://a --lcation", "unknown-option", "--lcation", "--location", "no such option"),
]


@pytest.mark.parametrize(("line", "name", "stands", "suggestion", "told"), MISTAKES)
def test_a_mistake_is_named_and_mended(line, name, stands, suggestion, told):
    problem, *more = read(line).problems

    assert (problem.name, problem.stands, problem.suggestion) == (name, stands, suggestion)
    assert line[problem.start : problem.end] == stands
    assert told in problem.meaning
    assert more == []


@pytest.mark.parametrize("line", [each[0] for each in MISTAKES if each[1] != "unknown-option"])
def test_what_is_suggested_is_free_of_mistakes(line):
    found = read(line)

    again = read(found.text)
    assert again.problems == ()
    assert (again.request.method, again.request.target) == (
        found.request.method,
        found.request.target,
    )


@pytest.mark.parametrize("line", [each[0] for each in MISTAKES if BODY in each[0]])
def test_the_body_that_was_meant_is_read_whatever_the_mistake(line):
    request = read(line).request

    texts = [each.value.text for each in request.form] or [request.body.text]
    assert texts == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        f"curl http://a -d '{BODY}' | jq .",
        f"curl http://a -d '{BODY}' && echo done",
        f"curl http://a -d '{BODY}'\n\necho done",
        'curl http://a -H "Authorization: Bearer $KEY" -d \'{"text": "“so” they’d say"}\'',
        "curl http://a/{dataset_id} -H 'Authorization: Bearer <key>' --no-progress-meter",
        "curl http://a/<dataset_id>/x",
        'curl http://a -d "{\\"name\\": \\"n\\"}"',
    ],
)
def test_a_line_that_works_has_no_mistake(line):
    assert read(line).problems == ()


def test_several_mistakes_of_a_line_are_told_in_its_order():
    line = f"$ curl -H 'A: b'\\\n-H 'C: d'\n-d '{BODY}' http://a \\"

    assert [each.name for each in read(line).problems] == [
        *("prompt", "glued-option", "missing-continuation", "dangling-continuation")
    ]
