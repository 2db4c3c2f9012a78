"""What connexion as it comes answers otherwise than ours: each with the reason and a witness.

Whatever no line of this table explains fails the tests, and so does a line whose witness is
answered alike. A witness is a call, what `httpx.Request` is made of besides, and its fixture;
`<Busy>` stands for the id of the thing of this name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ragmock.contract import JSON, MULTIPART
from ragmock.rejections import (
    MalformedData,
    NoKey,
    NoSuchRoute,
    TooLarge,
    UnreadableBody,
    WrongMethod,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .met import Met

SENT_AS_JSON = {"headers": {"Content-Type": JSON}}
CREATE = "POST /v1/datasets"
#: A path with something that is no id in the place of one; `documents/metadata` is a path too.
IDS = "/(datasets|documents?|segments|child_chunks|metadata)/(?![0-9a-fA-F-]{36}(/|$))[^/]+"
BY_FILE = "POST /v1/datasets/<Busy>/document/create-by-file"
DATASETS = "GET /v1/datasets"
FILE = ("file", ("a.txt", b"text"))
TOP_K = {
    "retrieval_model": {
        "search_method": "semantic_search",
        "reranking_enable": False,
        "top_k": "5",
        "score_threshold_enabled": False,
    }
}
DATA = ("data", (None, '{"indexing_technique": "economy"}'))


@dataclass(frozen=True)
class Difference:
    """One of them."""

    why: str
    explains: Callable[[Met], bool]  # of a request that was not answered alike
    call: str
    sent: dict[str, Any] = field(default_factory=dict)
    fixture: str = "busy"


def chunks() -> Any:
    """Give a body of which nobody said how long it is."""

    async def parts():
        yield b'{"name": '
        yield b'"New"}'

    return parts()


def raw(content: bytes, media_type: str = JSON) -> dict[str, Any]:
    """Say what is sent as a body."""
    return {"content": content, "headers": {"Content-Type": media_type}}


def form(*parts: Any) -> dict[str, Any]:
    """Say what is sent as a form."""
    return {"files": [FILE, *parts]}


DIFFERENCES = {
    # ------------------------------------------------------------------ the path
    "options": Difference(
        "connexion has no OPTIONS; releases of Dify list the methods",
        lambda met: met.request.method == "OPTIONS" and met.plain.status == 405,
        "OPTIONS /v1/datasets",
    ),
    "slash at the end": Difference(
        "connexion sends to the path without it; Dify has none such, RAGFlow takes it",
        lambda met: met.plain.status == 307,
        "GET /v1/datasets/",
    ),
    "doubled slash": Difference(
        "connexion knows no such path; Flask, and so Dify, sends to the plain one",
        lambda met: "//" in met.path and (met.ours.status, met.plain.status) == (308, 404),
        "GET /v1//datasets",
    ),
    "form of an id": Difference(
        "for connexion the path exists whatever stands for an id, so it asks for key and method, "
        "and calls the id a bad request; releases have no such path",
        lambda met: (
            (met.is_refused(NoSuchRoute) or met.is_refused(WrongMethod))
            and met.plain.status in (400, 401, 403, 405)
            and re.search(IDS, met.path) is not None
        ),
        "GET /v1/datasets/abc",
    ),
    "upper case of an id": Difference(
        "Flask, and so Dify, takes an id in any case; connexion hands it on as it came",
        lambda met: (
            re.search(r"/[0-9a-f-]*[A-F][0-9a-fA-F-]{5,}", met.path) is not None
            and met.plain.reached is not None
            and met.plain.status == 404
        ),
        "GET /v1/datasets/<Busy>/documents/<completed.txt in capitals>/segments",
    ),
    "line break in the path": Difference(
        "connexion finds no path with one",
        lambda met: "\n" in met.path and met.plain.status == 404,
        "GET /api/v1/dataset/a%0Ab",
    ),
    # ------------------------------------------------------------------ the key
    "blank behind Bearer": Difference(
        "Dify asks for a blank, connexion takes a tab too",
        lambda met: met.is_refused(NoKey) and "\t" in met.request.headers["Authorization"],
        DATASETS,
        {"headers": {"Authorization": "Bearer\tdataset-NAME"}},
    ),
    "preference": Difference(
        "connexion knows no `Prefer`, nor `__code` and `__example`",
        lambda met: "Prefer" in met.request.headers or "__" in met.request.url.query.decode(),
        f"{DATASETS}?__code=401",
    ),
    # ------------------------------------------------------------------ the query
    "said twice": Difference(
        "Flask takes the first value, connexion the last",
        lambda met: len(dict(met.query)) < len(met.query),
        f"{DATASETS}?limit=1&limit=2",
    ),
    "empty value": Difference(
        "connexion knows no `allowEmptyValue`, and takes it for no number",
        lambda met: met.sends_empty and met.plain.status == 400,
        f"{DATASETS}?limit=",
    ),
    "commas": Difference(
        "connexion takes `a,b` for two values although the contract says nothing of commas",
        lambda met: any(name == "status" and "," in value for name, value in met.query),
        "GET /v1/datasets/<Busy>/documents/<completed.txt>/segments?status=completed,error",
    ),
    "numbers of Python": Difference(
        "connexion converts whatever `int` takes: 1_0, digits of other scripts, a sign in the path",
        lambda met: (
            not met.ours.reached
            and any(
                re.search(r"\d_\d|[^\x00-\x7f]|^\+", each)
                for each in (*dict(met.query).values(), met.path.rpartition("/")[2])
            )
        ),
        f"{DATASETS}?limit=1_0",
    ),
    "endless digits": Difference(
        "connexion crashes where Python converts no more than 4300 digits",
        lambda met: (
            met.plain.status == 500
            and bool(re.search(rb"\d{4301}", met.path.encode() + met.content))
        ),
        f"DELETE /v1/data/{'9' * 5000}",
    ),
    # ------------------------------------------------------------------ the body
    "body without a media type": Difference(
        "connexion checks it as JSON, and gives the handler bytes",
        lambda met: met.takes == JSON and not met.sent_as and met.plain.status in (400, 500),
        CREATE,
        {"content": b'{"name": "New"}'},
    ),
    "other names of JSON": Difference(
        "connexion does not take +json, and passes on bytes where the case is another",
        lambda met: (
            met.takes == JSON
            and met.sent_as.partition(";")[0] != JSON
            and re.match(r"application/(\S+\+)?json\b", met.sent_as, re.IGNORECASE) is not None
            and met.plain.status in (415, 500)
        ),
        CREATE,
        raw(b'{"name": "New"}', "application/vnd.api+json"),
    ),
    "forgiving body": Difference(
        "RAGFlow looks at no media type, and takes what is no object for nothing; OpenAPI cannot",
        lambda met: (
            bool(met.takes)
            and met.operation.body.forgiving
            and (met.sent_as != JSON or not met.is_object)
        ),
        "POST /api/v1/dataset",
        raw(b'{"name": "New"}', "text/plain"),
    ),
    "other texts than UTF-8": Difference(
        "connexion crashes at them, refuses a byte order mark and goes by the charset; "
        "releases read JSON as Python does",
        lambda met: met.takes == JSON and met.is_other_text and met.plain.status in (400, 500),
        CREATE,
        raw('{"name": "New"}'.encode("utf-16")),
    ),
    "deep nesting": Difference(
        "connexion lets it pass or crashes; no answer could repeat it",
        lambda met: not met.ours.reached and met.content.count(b"[") > 240,
        CREATE,
        raw(b'{"name": "New", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ),
    "half a surrogate pair": Difference(
        "connexion lets it pass; no answer could repeat it in UTF-8",
        lambda met: not met.ours.reached and b"\\ud" in met.content,
        CREATE,
        raw(b'{"name": "\\ud800"}'),
    ),
    "body in chunks": Difference(
        "connexion takes a body without a length for none (its issue 2020)",
        lambda met: "Transfer-Encoding" in met.request.headers and met.plain.status == 400,
        CREATE,
        {"content": chunks, **SENT_AS_JSON},
    ),
    "vast whole number": Difference(
        "beyond 64 bits we answer it as a number with a point, as orjson writes and reads it",
        lambda met: (
            met.ours.reached == met.plain.reached
            and met.ours.reached is not None
            and met.ours.status == met.plain.status
            and bool(re.search(rb"\d{20}", met.content))
        ),
        "PATCH /v1/datasets/<Busy>",
        {"json": {"retrieval_model": {"score_threshold": 10**25}}},
    ),
    "large body": Difference(
        "connexion has no limits",
        lambda met: met.is_refused(TooLarge),
        CREATE,
        raw(b'{"name": "New", "x": "' + b"x" * 1_100_000 + b'"}'),
        "limits",
    ),
    "what is not there": Difference(
        "connexion checks the body before anybody looks whether the dataset is there",
        lambda met: met.is_missing() and met.plain.status == 400 and bool(met.takes),
        "POST /v1/datasets/<nowhere>/document/create-by-text",
        {"json": {}},
    ),
    "refused later": Difference(
        "the contract lets the handler refuse it, in the order of the release (x-refused-later)",
        lambda met: met.ours.reached and met.is_refused_later and met.plain.status == 400,
        "POST /v1/datasets/<Busy>/metadata",
        {"json": {"type": "time", "name": "upload_date"}},
    ),
    # ------------------------------------------------------------------ the form
    "no form": Difference(
        "releases take another media type for an empty form; connexion refuses it",
        lambda met: (
            met.takes == MULTIPART and MULTIPART not in met.sent_as and met.plain.status == 415
        ),
        BY_FILE,
        {"json": {"indexing_technique": "economy"}},
    ),
    "broken form": Difference(
        "connexion crashes at a form without a boundary, and at what is no form",
        lambda met: (
            met.takes == MULTIPART and met.is_refused(UnreadableBody) and met.plain.status == 500
        ),
        BY_FILE,
        raw(b"x", MULTIPART),
    ),
    "form where none belongs": Difference(
        "connexion parses a form whatever the operation takes",
        lambda met: not met.takes and MULTIPART in met.sent_as and met.plain.status == 400,
        DATASETS,
        {"headers": {"Content-Type": MULTIPART}},
    ),
    "many parts": Difference(
        "connexion takes a thousand of them",
        lambda met: (
            met.is_refused(UnreadableBody) and met.content.count(b"Content-Disposition") > 100
        ),
        BY_FILE,
        form(DATA, *((f"f{number}", (None, "x")) for number in range(150))),
    ),
    "data that dict takes": Difference(
        "connexion makes an object of the part `data` where Python can: of [], of pairs",
        lambda met: met.is_refused(MalformedData) and met.plain.status != 500,
        BY_FILE,
        form(("data", (None, '[["indexing_technique", "economy"]]'))),
    ),
    "data that is no JSON": Difference(
        "connexion crashes at it",
        lambda met: met.is_refused(MalformedData) and met.plain.status == 500,
        BY_FILE,
        form(("data", (None, "{"))),
    ),
    "values of the part data": Difference(
        "connexion converts them as if they stood in a query: '5' and 5.5 to 5",
        lambda met: (
            not met.ours.reached
            and met.plain.reached
            and met.misfits
            and not met.is_refused(MalformedData)
        ),
        BY_FILE,
        form(("data", (None, json.dumps({"indexing_technique": "economy", **TOP_K})))),
    ),
    "object in the part data": Difference(
        "connexion crashes at one where a text or a number belongs",
        lambda met: met.plain.status == 500 and b": {" in met.content and met.misfits,
        BY_FILE,
        form(("data", (None, '{"indexing_technique": "economy", "name": {"a": 1}}'))),
    ),
    "data said twice": Difference(
        "connexion puts a comma between the two, and crashes; releases take the first",
        lambda met: met.content.count(b'name="data"') > 1 and met.plain.status == 500,
        BY_FILE,
        form(DATA, DATA),
    ),
    "part with the name of a blank": Difference(
        "connexion gives the handler a file in the place of an id of the path",
        lambda met: bool(re.search(rb'name="\w+_id"; filename', met.content)),
        BY_FILE,
        form(DATA, ("dataset_id", ("b.txt", b"x"))),
    ),
}
