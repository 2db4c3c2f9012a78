"""A curl line is read as a shell and curl read it; its places are those of the text."""

import json
import shlex
import string
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragmock.docs_check.curl.bodies import body_problems
from ragmock.docs_check.curl.reading import read
from ragmock.docs_check.curl.words import commands
from ragmock.docs_check.traced import Traced

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NAMES = st.text(string.ascii_letters, min_size=1, max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
BREAKS = st.sampled_from([" ", " \\\n", " \\\n  ", "  ", " \\\r\n "])


def request_of(line):
    read_line = read(line)
    assert read_line.problems == ()
    assert read_line.received == read_line.request
    return read_line.request


@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    path=st.lists(NAMES, min_size=1, max_size=4).map("/".join),
    headers=st.dictionaries(NAMES, TEXTS.map(str.strip), max_size=3),
    body=st.none() | st.dictionaries(TEXTS, VALUES, max_size=3),
    data=st.data(),
)
def test_a_line_made_of_a_request_is_read_as_that_request(method, path, headers, body, data):
    words = ["curl", "--request", method, f"http://example.org/{path}"]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    words += [] if body is None else ["--data-raw", json.dumps(body, ensure_ascii=False)]
    line = words[0] + "".join(data.draw(BREAKS) + shlex.quote(word) for word in words[1:])

    request = request_of(line)

    assert (request.method, request.target) == (method, f"/{path}")
    assert {name: request.header(name) for name in headers} == {
        name: next(v for n, v in headers.items() if n.lower() == name.lower()) for name in headers
    }
    assert body is None or json.loads(request.body.text) == body


@given(st.lists(TEXTS, max_size=5))
def test_each_character_of_a_word_is_known_by_its_place(words):
    line = shlex.join(["curl", *words])

    (command,) = commands(Traced.of(line))

    assert [word.text for word in command.words] == ["curl", *words]
    for word in command.words:
        assert [line[place] for place in word.value.origins[:-1]] == [*word.text]


@pytest.mark.parametrize(
    "line",
    [
        r"""curl 'a b' "c \"d\" \\ \$e" f\ g  h'i'"j" ''""",
        "curl $'it\\'s\\n\\x41\\u4e2d' -d'{}'",
        "curl a \\\n  b'c'\\\nd # a comment\n",
        "curl 'http://example.org/?a=1&b=2' > out.txt 2>&1",
        "curl a#b <in.txt | jq .",
    ],
)
def test_words_are_those_that_a_shell_gives(line):
    told = subprocess.run(
        [
            "bash",
            "-c",
            f"curl() {{ printf '%s\\0' curl \"$@\"; exit; }}\n{line.split(' >')[0].split(' <')[0]}",
        ],
        capture_output=True,
        check=True,
    )

    command, *_ = commands(Traced.of(line))

    assert [word.text for word in command.words] == told.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize(
    ("line", "method", "body"),
    [
        ("curl http://a/b", "GET", None),
        ("curl -XPUT http://a/b -d '{}'", "PUT", "{}"),
        ("curl http://a/b -d a=1 --data b=2", "POST", "a=1&b=2"),
        ("curl http://a/b --data-urlencode 'q=a b'", "POST", "q=a+b"),
        ("curl http://a/b --json '{}'", "POST", "{}"),
        ("curl -I http://a/b", "HEAD", None),
        ("curl -sSL --url http://a/b -T file", "PUT", None),
        ("curl http://a/b -F a=b", "POST", None),
    ],
)
def test_the_method_follows_from_what_is_sent(line, method, body):
    request = request_of(line)

    assert request.method == method
    assert (request.body and request.body.text) == body
    assert request.target == "/b"


def test_data_may_go_into_the_query():
    request = request_of("curl -G 'http://a/b?c=1' -d d=2")

    assert (request.method, request.target, request.body) == ("GET", "/b?c=1&d=2", None)


def test_curl_names_the_kind_of_a_body_where_the_line_does_not():
    plain = request_of("curl http://a -d '{}'")
    said = request_of("curl http://a -d '{}' -H 'content-type: text/plain'")
    as_json = request_of("curl http://a --json '{}'")

    assert plain.header("Content-Type") == "application/x-www-form-urlencoded"
    assert said.header("Content-Type") == "text/plain"
    assert as_json.header("Content-Type") == "application/json"


def test_the_parts_of_a_form_are_read_as_curl_reads_them():
    request = request_of(
        'curl http://a -F \'data="{\\"a\\": 1}";type=text/plain\' -F \'file=@"/x/y.pdf"\''
        " --form-string 'as=@it;stands'"
    )

    data, file, string_ = request.form
    assert (data.value.text, data.media_type, data.is_file) == ('{"a": 1}', "text/plain", False)
    assert (file.value.text, file.is_file) == ("/x/y.pdf", True)
    assert (string_.value.text, string_.is_file) == ("@it;stands", False)


@pytest.mark.parametrize("name", ["/etc/passwd", "-", ""])
def test_a_file_that_a_line_names_is_not_read(name):
    request = request_of(f"curl http://a --data '@{name}' -F 'x=</etc/passwd'")

    assert (request.body, request.body_file) == (None, name)
    assert request.form[0].value.text == "/etc/passwd"


@pytest.mark.parametrize("url", ["${apiBaseUrl}/v1/x", "http://<host>/v1/x", "/v1/x", "a.org/v1/x"])
def test_the_path_is_found_behind_any_host(url):
    assert request_of(f"curl '{url}'").target == "/v1/x"


@pytest.mark.parametrize("text", ["", "wget http://a", "\x00", "curly x", "x" * 200_000])
def test_what_is_no_curl_line_is_none(text):
    assert read(text) is None


@given(st.text("curl '\"\\\n-dFHX$&|;#<>@{}^“’:/a=", max_size=60))
def test_no_line_is_too_odd_to_be_read(tail):
    line = f"curl {tail}"

    found = read(line)

    for problem in found.problems:
        assert line[problem.start : problem.end] == problem.stands


def test_what_is_wrong_with_a_body_is_told_by_its_place_in_the_line():
    line = "curl http://a \\\n  -d '{\"a\": 1,}' -F 'data={\"b\": True}'"

    comma, literal = body_problems(read(line).request)

    assert (comma.name, comma.start) == ("trailing-comma", line.index(",}"))
    assert (literal.name, line[literal.start : literal.end]) == ("python-literal", "True")
