"""Bodies in the journal: as they were sent, within bounds."""

import gzip
from base64 import b64decode, b64encode

BOUND = 65536
JSON = {"Content-Type": "application/json"}
FORM = '{"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}'


def last(world):
    listed = world.admin.get("/requests", params={"limit": 1}).json()["data"]
    return world.admin.get(f"/requests/{listed[0]['id']}").raise_for_status().json()


def sent(world):
    return last(world)["request"]["body"]


def test_a_body_in_chunks_is_one_body(world):
    chunks = (each for each in (b'{"na', b'me": ', b'"A"}'))
    world.dify.post("/datasets", content=chunks, headers=JSON).raise_for_status()

    assert sent(world) == {
        "media_type": "application/json",
        "size": 13,
        "truncated": False,
        "text": '{"name": "A"}',
        "base64": None,
        "parts": None,
    }


def test_an_empty_body_is_one_of_no_bytes(world):
    world.dify.post("/datasets", content=b"", headers=JSON)

    assert (sent(world)["text"], sent(world)["size"]) == ("", 0)


def test_what_is_no_text_is_told_in_base64(world):
    packed = gzip.compress(b'{"name": "A"}')
    headers = {**JSON, "Content-Encoding": "gzip"}
    world.dify.post("/datasets", content=packed, headers=headers)
    noted = sent(world)

    assert (noted["text"], b64decode(noted["base64"])) == (None, packed)
    assert last(world)["request"]["headers"]["content-encoding"] == "gzip"


def test_a_long_body_is_cut_and_its_size_told(world):
    text = '{"name": "A", "description": "' + "é" * BOUND + '"}'
    world.dify.post("/datasets", content=text.encode(), headers=JSON)
    noted = sent(world)

    assert (noted["truncated"], noted["size"]) == (True, len(text.encode()))
    assert text.startswith(noted["text"])
    assert BOUND - 1 <= len(noted["text"].encode()) <= BOUND  # the cut went through a sign


def test_an_upload_can_be_sent_again_as_it_is_told(site):
    form = {"files": {"file": ("a.md", b"# Caf\xc3\xa9")}, "data": {"data": FORM}}
    path = f"/datasets/{site.dataset}/document/create-by-file"
    site.world.dify.post(path, **form).raise_for_status()
    noted = last(site.world)
    again = site.world.dify.request(
        noted["method"],
        noted["path"].removeprefix("/v1"),
        content=noted["request"]["body"]["text"].encode(),
        headers={"Content-Type": noted["request"]["headers"]["content-type"]},
    )

    assert again.raise_for_status().json()["document"]["name"] == "a.md"
    assert last(site.world)["request"]["body"] == noted["request"]["body"]


def test_a_form_is_told_by_its_parts(site):
    path = f"/datasets/{site.dataset}/document/create-by-file"
    content = b"\xff\xfe\r\n--not the boundary\r\n"
    files = {"data": (None, FORM), "file": ("a\u00e9.bin", content, "application/octet-stream")}
    site.world.dify.post(path, files=files)
    data, file = sent(site.world)["parts"]

    assert (data["name"], data["filename"], data["text"]) == ("data", None, FORM)
    assert file == {
        "name": "file",
        "filename": "a\u00e9.bin",
        "media_type": "application/octet-stream",
        "size": len(content),
        "text": None,
        "base64": b64encode(content).decode(),
    }


def test_of_a_form_that_is_cut_the_whole_parts_are_told(site):
    path = f"/datasets/{site.dataset}/document/create-by-file"
    files = {"data": (None, FORM), "file": ("a.txt", b"a" * BOUND, "text/plain")}
    site.world.dify.post(path, files=files)
    noted = sent(site.world)

    assert noted["truncated"]
    assert [each["name"] for each in noted["parts"]] == ["data"]


def test_a_form_without_a_boundary_has_no_parts(site):
    path = f"/datasets/{site.dataset}/document/create-by-file"
    headers = {"Content-Type": "multipart/form-data"}
    site.world.dify.post(path, content=b"--x\r\n", headers=headers)

    assert (sent(site.world)["parts"], sent(site.world)["text"]) == (None, "--x\r\n")


def test_a_long_answer_is_cut_too(site):
    for number in range(12):
        site.create(f"{number}.txt")
    path = f"/datasets/{site.dataset}/documents"
    answer = site.world.dify.get(path, params={"limit": 100})
    segments = site.world.dify.get(
        f"{path}/{answer.json()['data'][0]['id']}/segments", params={"limit": 100}
    )
    noted = last(site.world)["answer"]["body"]

    assert noted["size"] == len(segments.content)
    assert segments.text.startswith(noted["text"])
