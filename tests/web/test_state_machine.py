"""Whatever is done, and in whatever order: everything that a world shows adds up."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from .expected import Dataset, Document, Expected, Segment

SETTINGS = settings(
    max_examples=30,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

#: A text becomes one segment for each line.
RULE = {
    "mode": "custom",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": "\n", "max_tokens": 500},
    },
}
WORDS = ("apple", "birch", "cedar", "daisy")
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
LINES = st.lists(PHRASES, min_size=1, max_size=4)
NAMES = st.sampled_from(["one", "two", "three"])
TECHNIQUES = st.sampled_from(["economy", "high_quality"])
PICK = st.integers(0, 11)  # which of the things there are

some_dataset = precondition(lambda self: self.datasets)
some_document = precondition(lambda self: self.documents)
some_segment = precondition(lambda self: self.segments)
some_field = precondition(lambda self: self.fields)


class Machine(Expected):
    """Use Dify as clients do, and compare."""

    @initialize(lines=LINES, as_file=st.booleans())
    def begin(self, lines, as_file):
        self.create_dataset("one")
        self.create_dataset("two")
        for name in ("one", "two", "three"):
            self.submit_document(0, name, lines, "economy", as_file=as_file)
        self.create_field(0, "one")
        self.assign_metadata(0, ["apple"])
        self.assign_metadata(1, [None])

    # ------------------------------------------------------------------ datasets
    @rule(name=NAMES)
    def create_dataset(self, name):
        taken = name in {each.name for each in self.datasets.values()}
        response = self.dify.post("/v1/datasets", json={"name": name})
        assert response.status_code == (409 if taken else 200)
        if not taken:
            made = response.json()["id"]
            self.datasets[made] = Dataset(made, name, f"/v1/datasets/{made}")

    @some_dataset
    @rule(pick=PICK, name=NAMES)
    def rename_dataset(self, pick, name):
        dataset = chosen(self.datasets.values(), pick)
        self.done("PATCH", dataset.at, {"name": name})
        dataset.name = name

    @precondition(lambda self: len(self.datasets) > 1)
    @rule(pick=PICK)
    def delete_dataset(self, pick):
        dataset = chosen(self.datasets.values(), pick)
        assert self.dify.delete(dataset.at).status_code == 204
        del self.datasets[dataset.id]
        self.gone |= {dataset.at, f"{dataset.at}/documents", f"{dataset.at}/metadata"}
        for document in dataset.documents.values():
            self.forget(dataset, document)

    # ------------------------------------------------------------------ documents
    @some_dataset
    @rule(pick=PICK, name=NAMES, lines=LINES, technique=TECHNIQUES, as_file=st.booleans())
    def submit_document(self, pick, name, lines, technique, as_file):
        dataset, text = chosen(self.datasets.values(), pick), "\n".join(lines)
        body = {"indexing_technique": technique, "process_rule": RULE}
        path = f"{dataset.at}/document/create-by"
        if as_file:
            name = f"{name}.txt"
            queued = self.sent(f"{path}-file", (name, text), body)
        else:
            queued = self.done("POST", f"{path}-text", body | {"name": name, "text": text})
        made, batch = queued["document"]["id"], queued["batch"]
        old = next((one for one in dataset.documents.values() if one.name == name), None)
        if old is None:
            at = f"{dataset.at}/documents/{made}"
            dataset.documents[made] = Document(made, name, batch, at)
        else:  # it is overwritten
            assert made == old.id
            assert batch != old.batch
            self.gone.add(f"{dataset.at}/documents/{old.batch}/indexing-status")
            old.batch = batch
        self.indexed(dataset.documents[made], queued, text)

    @some_document
    @rule(pick=PICK, name=st.none() | NAMES, lines=LINES, as_file=st.booleans())
    def update_document(self, pick, name, lines, as_file):
        _, document = chosen(self.documents, pick)
        text = "\n".join(lines)
        body = {"process_rule": RULE} | ({"name": name} if name else {})
        if as_file:
            queued = self.sent(f"{document.at}/update-by-file", ("file.txt", text), body)
        else:
            queued = self.done("POST", f"{document.at}/update-by-text", body | {"text": text})
        assert queued["batch"] == document.batch
        document.name = name or ("file.txt" if as_file else document.name)
        self.indexed(document, queued, text)

    @some_document
    @rule(pick=PICK)
    def delete_document(self, pick):
        dataset, document = chosen(self.documents, pick)
        self.done("DELETE", document.at)
        del dataset.documents[document.id]
        self.forget(dataset, document)

    # ------------------------------------------------------------------ segments
    @some_document
    @rule(pick=PICK, phrases=LINES)
    def add_segments(self, pick, phrases):
        _, document = chosen(self.documents, pick)
        body = {"segments": [{"content": text} for text in phrases]}
        added = self.done("POST", f"{document.at}/segments", body)["data"]
        for text, one in zip(phrases, added, strict=True):
            segment = Segment(one["id"], text, f"{document.at}/segments/{one['id']}")
            document.segments[segment.id] = segment
            document.words += len(text)

    @some_segment
    @rule(pick=PICK, phrase=PHRASES, method=st.sampled_from(["POST", "PATCH"]))
    def change_segment(self, pick, phrase, method):
        document, segment = chosen(self.segments, pick)
        body = {"content": phrase} if method == "PATCH" else {"segment": {"content": phrase}}
        response = self.dify.request(method, segment.at, json=body)
        assert response.status_code == (200 if segment.enabled else 400)
        if segment.enabled:
            document.words += len(phrase) - len(segment.text)
            segment.text = phrase

    @some_segment
    @rule(pick=PICK, enabled=st.booleans())
    def switch_segment(self, pick, enabled):
        _, segment = chosen(self.segments, pick)
        response = self.dify.post(segment.at, json={"segment": {"enabled": enabled}})
        assert response.status_code == (200 if segment.enabled or enabled else 400)
        segment.enabled = enabled

    @some_segment
    @rule(pick=PICK)
    def delete_segment(self, pick):
        document, segment = chosen(self.segments, pick)
        self.done("DELETE", segment.at)
        del document.segments[segment.id]
        document.words -= len(segment.text)
        self.gone.add(f"{segment.at}/child_chunks")

    @some_segment
    @rule(pick=PICK, phrase=PHRASES)
    def add_child(self, pick, phrase):
        _, segment = chosen(self.segments, pick)
        added = self.done("POST", f"{segment.at}/child_chunks", {"content": phrase})["data"]
        segment.children[added["id"]] = phrase

    @precondition(lambda self: any(one.children for _, one in self.segments))
    @rule(pick=PICK, phrase=st.none() | PHRASES)
    def change_or_delete_child(self, pick, phrase):
        segment = chosen([one for _, one in self.segments if one.children], pick)
        child = chosen(segment.children, pick)
        path = f"{segment.at}/child_chunks/{child}"
        if phrase:
            self.done("PATCH", path, {"content": phrase})
            segment.children[child] = phrase
        else:
            self.done("DELETE", path)
            del segment.children[child]
            assert self.dify.delete(path).status_code == 404

    # ------------------------------------------------------------------ metadata
    @some_dataset
    @rule(pick=PICK, name=NAMES)
    def create_field(self, pick, name):
        dataset = chosen(self.datasets.values(), pick)
        body = {"type": "string", "name": name}
        response = self.dify.post(f"{dataset.at}/metadata", json=body)
        taken = name in dataset.fields.values()
        assert response.status_code == (400 if taken else 201)
        if not taken:
            dataset.fields[response.json()["id"]] = name

    @some_field
    @rule(pick=PICK, name=NAMES)
    def rename_field(self, pick, name):
        dataset, known = chosen(self.fields, pick)
        response = self.dify.patch(f"{dataset.at}/metadata/{known}", json={"name": name})
        taken = name in dataset.fields.values()
        assert response.status_code == (400 if taken else 200)
        if not taken:
            dataset.fields[known] = name

    @some_field
    @rule(pick=PICK)
    def delete_field(self, pick):
        dataset, known = chosen(self.fields, pick)
        self.done("DELETE", f"{dataset.at}/metadata/{known}")
        del dataset.fields[known]
        for document in dataset.documents.values():
            document.values.pop(known, None)
        assert self.dify.delete(f"{dataset.at}/metadata/{known}").status_code == 404

    @some_document
    @rule(pick=PICK, values=st.lists(st.none() | PHRASES, max_size=3))
    def assign_metadata(self, pick, values):
        dataset, document = chosen(self.documents, pick)
        document.values = dict(zip(dataset.fields, values, strict=False))
        listed = [{"id": known, "value": value} for known, value in document.values.items()]
        body = {"operation_data": [{"document_id": document.id, "metadata_list": listed}]}
        self.done("POST", f"{dataset.at}/documents/metadata", body)

    # ------------------------------------------------------------------ what adds up
    @invariant()
    def datasets_add_up(self):
        listed = self.pages("/v1/datasets", 2)
        assert [each["id"] for each in listed] == list(self.datasets)[::-1]
        for shown in listed:
            dataset = self.datasets[shown["id"]]
            documents = self.pages(f"{dataset.at}/documents", 2)
            assert shown == self.done("GET", dataset.at)
            assert shown["name"] == dataset.name
            assert shown["document_count"] == len(documents)
            assert shown["word_count"] == sum(each["word_count"] for each in documents)
            assert [each["id"] for each in documents] == list(dataset.documents)[::-1]
            assert is_ascending([each["position"] for each in documents[::-1]])

            for each in documents:
                self.document_adds_up(dataset, dataset.documents[each["id"]], each)

    def document_adds_up(self, dataset, document, shown):
        segments = self.pages(f"{document.at}/segments", 3)
        (status,) = self.done("GET", f"{dataset.at}/documents/{document.batch}/indexing-status")[
            "data"
        ]
        own = [one for one in shown["doc_metadata"] or () if one["id"] != "built-in"]
        assert (shown["name"], shown["word_count"]) == (document.name, document.words)
        assert {one["id"]: one["value"] for one in own} == document.values
        assert (status["id"], status["indexing_status"]) == (document.id, "completed")
        assert status["completed_segments"] == status["total_segments"] == len(segments)
        assert [one["id"] for one in segments] == list(document.segments)
        assert is_ascending([one["position"] for one in segments])
        for one in segments:
            expected = document.segments[one["id"]]
            assert (one["content"], one["enabled"]) == (expected.text, expected.enabled)
            assert one["word_count"] == len(expected.text)
            children = {each["id"]: each["content"] for each in one["child_chunks"]}
            assert children == expected.children
            if children:
                assert self.pages(f"{expected.at}/child_chunks", 2) == one["child_chunks"]

    @invariant()
    def fields_are_counted(self):
        for dataset in self.datasets.values():
            listed = self.done("GET", f"{dataset.at}/metadata")["doc_metadata"]
            assert {each["id"]: each["name"] for each in listed} == dataset.fields
            for each in listed:
                used = sum(each["id"] in one.values for one in dataset.documents.values())
                assert (each["count"], each["use_count"]) == (used, used)

    @invariant()
    def what_was_deleted_is_gone(self):
        found = {path for path in self.gone if self.dify.get(path).status_code != 404}
        assert found == set()

    @invariant()
    def only_enabled_segments_are_found(self):
        for dataset in self.datasets.values():
            query = {"query": "birch", "retrieval_model": {"top_k": 100}}
            records = self.done("POST", f"{dataset.at}/retrieve", query)["records"]
            found = [(one["segment"]["document"]["id"], one["segment"]["id"]) for one in records]
            enabled = {
                (document.id, one.id): one.text
                for document in dataset.documents.values()
                for one in document.segments.values()
                if one.enabled
            }
            assert len(found) == len(set(found))
            assert set(found) <= set(enabled)
            assert {place for place, text in enabled.items() if "birch" in text} <= set(found)


def chosen(things, pick):
    """Choose one of some things."""
    known = list(things)
    return known[pick % len(known)]


def is_ascending(positions):
    """Tell whether each position is higher than the one before."""
    return positions == sorted(set(positions))


def test_whatever_is_done_everything_adds_up(inside):
    server = inside("demo")
    before = server.kept("bystander"), server.shown("bystander")
    machine = type("Machine", (Machine,), {"server": server, "numbers": count(1)})

    run_state_machine_as_test(machine, settings=SETTINGS)

    assert (server.kept("bystander"), server.shown("bystander")) == before


def test_another_technique_indexes_only_what_was_available(inside):
    dify = inside("busy").client("dataset-technique")
    path = "/v1/datasets/44444444-4444-4444-8444-444444444444"
    before = {one["name"]: one for one in dify.get(f"{path}/documents").json()["data"]}

    dify.patch(path, json={"indexing_technique": "high_quality"}).raise_for_status()
    after = {one["name"]: one for one in dify.get(f"{path}/documents").json()["data"]}

    assert {name for name in before if after[name] != before[name]} == {"completed.txt"}
