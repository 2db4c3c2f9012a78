"""Two worlds that hold something of everything, and calls in one with the ids of the other."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ragmock.faults.reading import plan_of

if TYPE_CHECKING:
    from .conftest import Inside

WORD = "zebra"  # in every name and text of the other world, and nowhere else
MULTIPART = "multipart/form-data"
PLACES = re.compile(r"\{(\w+)\}")
#: What is in the place of an id: of the other world, or of none; `own` is the caller's.
TOKENS = (
    *("dataset_id", "document_id", "segment_id", "child_chunk_id", "metadata_id", "batch"),
    *("upload_id", "rules_id", "node_id", "owner", "ragflow", "id"),
)
#: What else stands in a path.
FIXED = {"action": "enable"}
#: Makes another id of the same form: the digits that a form may fix stay as they are.
ANOTHER = str.maketrans("0123567cdef", "1235671defc")
FAMILIES = {
    "mode": "hierarchical",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": "\n", "max_tokens": 100},
        "parent_mode": "paragraph",
        "subchunk_segmentation": {"separator": " ", "max_tokens": 50},
    },
}


def fill(server, name, word):
    """Put something of everything into a world, by calls."""
    dify, ragflow = server.client(f"dataset-{name}"), server.client(f"ragflow-{name}")

    def post(client, path, **body):
        return client.post(path, json=body).raise_for_status().json()

    at = f"/v1/datasets/{post(dify, '/v1/datasets', name=word)['id']}"
    field = post(dify, f"{at}/metadata", type="string", name=word)["id"]
    for number, more in enumerate(
        [{"process_rule": FAMILIES, "doc_form": "hierarchical_model"}, {}]
    ):
        text = {"name": f"{word} {number}", "text": f"The {word}.\nA {word} more."}
        made = post(
            dify, f"{at}/document/create-by-text", indexing_technique="economy", **text, **more
        )
        document = made["document"]["id"]
        added = post(dify, f"{at}/documents/{document}/segments", segments=[{"content": word}])
        segment = f"{at}/documents/{document}/segments/{added['data'][0]['id']}"
        post(dify, f"{segment}/child_chunks", content=word)
    value = {"document_id": document, "metadata_list": [{"id": field, "value": word}]}
    post(dify, f"{at}/documents/metadata", operation_data=[value])
    post(dify, f"{at}/retrieve", query=word)
    post(ragflow, "/api/v1/dataset", name=word)
    post(ragflow, "/v1/data", name=word)


def ids_of(world):
    """Give an id of each kind in a world."""
    state = world.bases["dify"].state
    (dataset,) = state.datasets
    document = next(iter(state.documents[dataset].values()))
    chunk = list(document.chunks.values())[-1]
    return {
        "dataset_id": dataset,
        "document_id": document.id,
        "segment_id": chunk.id,
        "child_chunk_id": chunk.children[0].id,
        "metadata_id": next(iter(state.fields[dataset])),
        "batch": document.batch,
        "upload_id": document.upload.id,
        "rules_id": document.rules_id,
        "node_id": chunk.node_id,
        "owner": world.bases["dify"].owner,
        "ragflow": next(iter(world.bases["ragflow"].state.datasets)),
        "id": next(iter(world.bases["data"].state.datasets)),
    }


@dataclass
class Sites:
    """The world of a caller, and that of another, of which nothing is to be seen."""

    server: Inside
    own: dict[str, str]
    other: dict[str, str]
    nowhere: dict[str, str]  # of the same forms as those of the other world
    before: Any = None  # what there was of the other world

    @classmethod
    def make(cls, server):
        """Fill the worlds `own` and `other` of a server whose worlds are empty."""
        server.world("other").bases["data"].state.last_number = 71_000_000  # a number of its own
        fill(server, "other", WORD)
        fill(server, "own", "horse")
        own, other = server.world("own"), server.world("other")
        own.keep()
        known = ids_of(other)
        nowhere = {name: value.translate(ANOTHER) for name, value in known.items()}
        made = cls(server, ids_of(own), known, nowhere)
        # what is said of the other world alone is not to reach the caller either
        said = {"operation": "*", "fault": {"status": 599}}
        other.faults.add(plan_of(said, server.fake.contract, other.clock.now()))
        other.set({"embedding_provider": "off", "requests_per_minute": 0, "upload_limit": 0})
        made.before = deepcopy(made.everything_of_the_other())
        return made

    def everything_of_the_other(self):
        """All that is remembered and noted of the other world."""
        world, journals = self.server.world("other"), self.server.fake.worlds.journals
        met = [(each.count.matched, len(each.requests)) for each in world.faults]
        return self.server.kept("other"), met, len(list(journals.of("other").newest()))

    def answer(self, operation, ids, body, key, strange):
        """Call with strange ids, and undo what was done; give the answer, and what was sent."""
        known = {}
        for name, is_own in ids.items():
            kind = "ragflow" if (operation.provider, name) == ("ragflow", "dataset_id") else name
            known[name] = (self.own if is_own else strange)[kind]
        path = PLACES.sub(lambda found: {**FIXED, **known}[found[1]], operation.path)
        query = {"id": known["id"]} if operation.id == "data.items.get_item" else {}
        sent = filled(body, strange, self.own)
        if body is None:
            with_it = {}
        elif operation.body.media_type == MULTIPART:
            with_it = {"files": {"file": ("a.md", b"# A"), "data": (None, json.dumps(sent))}}
        else:
            with_it = {"json": sent}
        client = self.server.client(key)
        response = client.request(operation.method, path, params=query, **with_it)
        self.server.fake.worlds.reset("own")
        return response, repr([path, query, sent])

    def hold(self, operation, ids, body, *, read_only=False, exactly=True):
        """Look whether a call tells the two apart, or anything of the other world.

        What succeeds is not held to be the same where a body may have an id for its text.
        """
        key = ("dataset-own" if operation.provider == "dify" else "ragflow-own") + ".ro" * read_only
        response, sent = self.answer(operation, ids, body, key, self.other)
        expected, _ = self.answer(operation, ids, body, key, self.nowhere)
        told = f"{response.status_code} {response.headers} {response.text}"
        assert refusal_of(response) == refusal_of(expected)
        if exactly or refusal_of(response):
            assert shape(response, self.other) == shape(expected, self.nowhere)
        assert "X-Ragmock-Fault" not in response.headers
        assert WORD not in told or WORD in sent
        assert [each for each in self.other.values() if each in told and each not in sent] == []
        assert self.everything_of_the_other() == self.before


def refusal_of(response):
    return response.headers.get("X-Ragmock-Refusal")


def filled(value, strange, own):
    """Put ids where a body has tokens."""
    if isinstance(value, dict):
        return {key: filled(each, strange, own) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, strange, own) for each in value]
    if isinstance(value, str) and value.startswith("@own "):
        return own[value[5:-1]]
    is_token = isinstance(value, str) and value[:1] == value[-1:] == "@" and value[1:-1] in strange
    return strange[value[1:-1]] if is_token else value


def shape(response, ids):
    """Give an answer with all its headers, blank where an id stands."""
    text = f"{response.status_code} {sorted(response.headers.items())} {response.text}"
    for each in ids.values():
        text = text.replace(each, "*")
    return text
