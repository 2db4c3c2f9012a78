"""Forms and files that no client should send: refused in words, and nothing is half done."""

from __future__ import annotations

import json

import pytest

from .survival import WITH_FORM

each_with_form = pytest.mark.parametrize("operation", WITH_FORM, ids=lambda each: each.id)

EDGE = "edge"
FORM = f"multipart/form-data; boundary={EDGE}"
ECONOMY = b'{"indexing_technique": "economy"}'


def part(name: bytes, content: bytes, file: bytes | None = None) -> bytes:
    """Write a part of a form."""
    named = b"" if file is None else b'; filename="' + file + b'"'
    head = b'Content-Disposition: form-data; name="' + name + b'"' + named
    return b"--edge\r\n" + head + b"\r\n\r\n" + content + b"\r\n"


def form(*parts: bytes) -> dict:
    """Write a form."""
    return {"content": b"".join(parts) + b"--edge--\r\n", "headers": {"Content-Type": FORM}}


def of_type(media_type: str) -> dict:
    """Write a form that is good but for its media type."""
    parts = part(b"file", b"text", b"a.txt"), part(b"data", ECONOMY)
    return form(*parts) | {"headers": {"Content-Type": media_type.encode("latin-1")}}


GOOD_FILE = part(b"file", b"text", b"a.txt")
GOOD_DATA = part(b"data", ECONOMY)

#: What is refused by creating and by updating alike.
REFUSED = {
    "no boundary": (of_type("multipart/form-data"), "bad_request"),
    "an empty boundary": (of_type("multipart/form-data; boundary="), "bad_request"),
    "another boundary": (of_type("multipart/form-data; boundary=other"), "bad_request"),
    "a boundary in parts": (of_type("multipart/form-data; boundary*0*=ed"), "bad_request"),
    "half a boundary": (of_type("multipart/form-data; boundary*='"), "bad_request"),
    "a boundary of 3,000": (of_type(f"multipart/form-data; boundary={'x' * 3000}"), "bad_request"),
    "a boundary of é": (of_type("multipart/form-data; boundary=\xe9"), "bad_request"),
    "a broken charset": (of_type(f"{FORM}; charset=punycode"), "bad_request"),
    "a charset of NUL": (of_type(f"{FORM}; charset=\0"), "bad_request"),
    "garbage": (form() | {"content": b"\0garbage" * 100}, "bad_request"),
    "a header of 100 kB": (
        form(b"--edge\r\nX: " + b"x" * 100_000 + b"\r\n\r\n\r\n", GOOD_FILE),
        "bad_request",
    ),
    "5,000 headers": (form(b"--edge\r\n" + b"X: y\r\n" * 5000 + b"\r\n\r\n"), "bad_request"),
    "no colon": (form(b"--edge\r\nnonsense\r\n\r\n\r\n"), "bad_request"),
    "a part without a name": (
        form(b"--edge\r\nContent-Disposition: form-data\r\n\r\n\r\n"),
        "bad_request",
    ),
    "10,000 fields": (form(*[part(b"%d" % one, b"x") for one in range(10_000)]), "bad_request"),
    "10,000 files": (
        form(*[part(b"file", b"x", b"%d.txt" % one) for one in range(10_000)]),
        "bad_request",
    ),
    "the file twice": (form(GOOD_FILE, GOOD_FILE, GOOD_DATA), "too_many_files"),
    "the data as a file": (form(GOOD_FILE, part(b"data", ECONOMY, b"d.json")), "too_many_files"),
    "a file without a name": (form(part(b"file", b"x", b"")), "filename_not_exists_error"),
    "a slash": (form(part(b"file", b"x", b"a/b.txt"), GOOD_DATA), "invalid_filename"),
    "dots and slashes": (
        form(part(b"file", b"x", b"../../etc/passwd.txt"), GOOD_DATA),
        "invalid_filename",
    ),
    "a backslash": (form(part(b"file", b"x", b"a\\b.txt"), GOOD_DATA), "invalid_filename"),
    "NUL": (form(part(b"file", b"x", b"a\0.txt"), GOOD_DATA), "invalid_filename"),
    "no extension": (form(part(b"file", b"x", b"txt"), GOOD_DATA), "unsupported_file_type"),
    "an extension alone": (
        form(part(b"file", b"x", b".txt"), GOOD_DATA),
        "unsupported_file_type",
    ),
    "an extension behind dots": (
        form(part(b"file", b"x", b"..txt"), GOOD_DATA),
        "unsupported_file_type",
    ),
    "a blank behind": (form(part(b"file", b"x", b"a.txt "), GOOD_DATA), "unsupported_file_type"),
    "a long extension": (
        form(part(b"file", b"x", b"a." + b"t" * 3000), GOOD_DATA),
        "unsupported_file_type",
    ),
    "a name of 5,000": (form(part(b"file", b"x", b"x" * 5000 + b".txt"), GOOD_DATA), "bad_request"),
    "half a pair for a name": (
        form(part(b"file", b"x", b"\\ud800.txt"), GOOD_DATA)
        | {"headers": {"Content-Type": f"{FORM}; charset=unicode_escape"}},
        "bad_request",
    ),
    "15 MB and a byte": (
        form(part(b"file", b"x" * (15 * 1024 * 1024 + 1), b"a.txt"), GOOD_DATA),
        "file_too_large",
    ),
    "16 MB": (
        form(part(b"file", b"x" * 16 * 1024 * 1024, b"a.txt"), GOOD_DATA),
        "file_too_large",
    ),
}
DATA = {
    "nothing": b"",
    "one brace": b"{",
    "a list": b"[]",
    "a list of objects": b"[{}]",
    "null": b"null",
    "a number": b"5",
    "a text": b'"text"',
    "true": b"true",
    "NaN": b"NaN",
    "single quotes": b"{'indexing_technique': 'economy'}",
    "half a pair": b'{"doc_form": "\\ud800"}',
    "half a pair for a key": b'{"\\ud800": 1}',
    "1 MB of lists": b"[" * 1_000_000,
    "1 MB of objects": b'{"a":' * 200_000,
    "nesting that is closed": b'{"a":' * 900 + b"1" + b"}" * 900,
    "more than 1 MB": b'{"a": "' + b"x" * 1_100_000 + b'"}',
}
NAMES = [
    b"a.TXT",
    b"a.b.c.txt",
    b"a\x01\x1f\x7f.txt",
    b"a\nb.txt",
    b"a%00b.txt",
    b"a%0d%0aX: y.txt",
    b"<b>&amp;.txt",
    b"\xff\xfe.txt",
    "知识库 🦜.txt".encode(),
    b"x" * 200 + b".txt",
    b"x" * 1000 + b".txt",
]
FILES = {
    "nothing": b"",
    "NUL": b"\0" * 100,
    "no text": bytes(range(256)) * 100,
    "half of UTF-16": b"\xff\xfe\x00",
    "blanks": b" \t\n" * 10_000,
    "one long word": b"x" * 20_000,
    "brackets": b"[" * 20_000,
    "quotes": b'"' * 20_001,
    "commas": b"," * 20_000,
    "quotations": b">" * 20_000,
    "tags": b"<a " * 5000,
    "a large cell": b'"' + b"x" * 140_000,
}


@each_with_form
@pytest.mark.parametrize(("body", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_form_is_refused(attempt, operation, body, refusal):
    response = attempt.call(operation, **body)

    assert response.headers["X-Ragmock-Refusal"] == f"dify.{refusal}"


@each_with_form
@pytest.mark.parametrize("data", DATA.values(), ids=DATA.keys())
def test_the_data_of_a_form_is_a_json_object(attempt, operation, data):
    response = attempt.call(operation, **form(GOOD_FILE, part(b"data", data)))

    assert response.headers["X-Ragmock-Refusal"] in {"dify.malformed_data", "dify.bad_request"}


@each_with_form
@pytest.mark.parametrize(
    "media_type",
    [
        f"{FORM}; charset=nonsense",
        f"{FORM}; charset=hex",
        f"{FORM}; charset=utf-7",
        f"multipart/form-data;;; =; boundary={EDGE}",
        f"Multipart/Form-Data; Boundary={EDGE}",
        f'multipart/form-data; boundary="{EDGE}"',
    ],
)
def test_an_odd_media_type_does_no_harm(attempt, operation, media_type):
    assert attempt.call(operation, **of_type(media_type)).status_code == 200


@each_with_form
@pytest.mark.parametrize(
    "media_type",
    ["application/json", "application/x-www-form-urlencoded", "multipart/mixed", "text/plain", ""],
)
def test_what_is_no_form_has_no_file(attempt, operation, media_type):
    response = attempt.call(operation, **of_type(media_type))

    assert response.headers["X-Ragmock-Refusal"] in {
        "dify.no_file_uploaded",
        "dify.nothing_to_update",
    }


def test_of_two_parts_with_data_the_first_counts(attempt):
    create, *_ = WITH_FORM
    wrong = part(b"data", b"[")

    first = attempt.call(create, **form(GOOD_FILE, GOOD_DATA, wrong))
    second = attempt.call(create, **form(GOOD_FILE, wrong, GOOD_DATA))

    assert (first.status_code, second.status_code) == (200, 400)


def test_a_form_that_breaks_off_has_only_its_whole_parts(attempt):
    create, *_ = WITH_FORM
    whole = form(GOOD_DATA, GOOD_FILE)

    response = attempt.call(create, **whole | {"content": whole["content"][:-20]})

    assert response.headers["X-Ragmock-Refusal"] == "dify.no_file_uploaded"


@each_with_form
@pytest.mark.parametrize("name", NAMES)
def test_an_odd_file_name_does_no_harm(attempt, operation, name):
    queued = attempt.call(operation, **form(part(b"file", b"text", name), GOOD_DATA)).json()

    assert len(queued["document"]["name"]) <= 204
    assert attempt.shows_everything()


@each_with_form
@pytest.mark.parametrize("extension", ["txt", "md", "csv", "html", "pdf", "docx", "xlsx", "xls"])
@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_file_that_cannot_be_read_ends_in_error(attempt, operation, extension, content):
    named = f"a.{extension}".encode()

    queued = attempt.call(operation, **form(part(b"file", content, named), GOOD_DATA)).json()
    path = f"{attempt.path(operation).partition('/document')[0]}/documents"
    status = attempt.send("GET", f"{path}/{queued['batch']}/indexing-status").json()["data"][0]

    assert (status["indexing_status"], status["error"] is None) in {
        ("completed", True),
        ("error", False),
    }
    assert attempt.told("GET", f"{path}/{queued['document']['id']}/segments?limit=100") == ""


def test_an_original_document_is_looked_for_as_any_text(attempt):
    create, *_ = WITH_FORM
    for original in ("abc", "%", "\n", "x" * 10_000, attempt.ids["other document"]):
        data = part(b"data", json.dumps({"original_document_id": original}).encode())
        response = attempt.call(create, **form(GOOD_FILE, data))

        assert response.headers["X-Ragmock-Refusal"] == "dify.document_to_update_not_found"
