"""Every call that may change a world, with things to change."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import Canned
from ragmock.domain.planned import Plan
from ragmock.domain.progression import Ending, Preset

if TYPE_CHECKING:
    from ragmock.contract import Contract
    from ragmock.world import World

LINES = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 99}},
}
ECONOMY = {"indexing_technique": "economy", "process_rule": LINES}
TEXT = {"name": "a.txt", "text": "One line.\nAnother line."}
FILE = ("b.txt", "Of a file.\nThe second line of it.")
VALUES = [{"id": "<metadata_id>", "name": "author", "value": "Grace"}]
ASSIGNED = [{"document_id": "<document_id>", "metadata_list": VALUES}]
CANNED = [{"chunk_id": "<segment_id>", "score": 0.5}]


@dataclass(frozen=True)
class Call:
    """A call, with the names of ids in angle brackets."""

    operation: str
    body: dict[str, Any] = field(default_factory=dict)
    file: tuple[str, str] | None = None
    query: dict[str, str] = field(default_factory=dict)
    blanks: dict[str, str] = field(default_factory=dict)  # of the path

    def __str__(self) -> str:
        return f"{self.operation} {json.dumps(self.body or self.query or self.blanks)}"

    def request(self, contract: Contract, world: World) -> dict[str, Any]:
        """Say what a client is to send, to change what is in a world."""
        operation, ids = contract.operations[self.operation], ids_in(world)
        if operation.provider == "ragflow":
            ids["dataset_id"] = ids["ragflow"]
        path = re.sub(
            r"\{(\w+)\}", lambda found: self.blanks.get(found[1], ids.get(found[1])), operation.path
        )
        path, told = (
            re.sub(r"<(\w+)>", lambda found: ids[found[1]], text)
            for text in (path, json.dumps(self.body))
        )
        sent: dict[str, Any] = {"json": json.loads(told)} if self.body else {}
        if self.file:
            sent = {"files": {"file": self.file}, "data": {"data": told}}
        params = {"params": self.query} if self.query else {}
        return {"method": operation.method, "url": path, **sent, **params}


#: By the operations that they are for; of the other spellings of one, the first stands for all.
OF_PRODUCTS = [
    Call("dify.datasets.create_dataset", {"name": "Fresh", "indexing_technique": "high_quality"}),
    Call("dify.datasets.delete_dataset"),
    Call("dify.datasets.update_dataset", {"name": "Renamed", "description": "Other"}),
    Call("dify.datasets.update_dataset", {"indexing_technique": "high_quality"}),
    Call("dify.documents.create_document_by_text", {**TEXT, **ECONOMY}),
    Call("dify.documents.create_document_by_text", {**TEXT, **ECONOMY, "name": "faq.txt"}),
    Call("dify.documents.create_document_by_file", ECONOMY, FILE),
    Call("dify.documents.update_document_by_text", {**TEXT, "process_rule": LINES}),
    Call("dify.documents.update_document_by_file", {"name": "c.txt"}, FILE),
    Call("dify.documents.delete_document"),
    Call("dify.segments.add_segments", {"segments": [{"content": "1"}, {"content": "Two cats"}]}),
    Call("dify.segments.update_segment", {"segment": {"content": "Other cats"}}),
    Call("dify.segments.update_segment", {"segment": {"enabled": False}}),
    Call("dify.segments.patch_segment", {"content": "Patched cats"}),
    Call("dify.segments.delete_segment"),
    Call("dify.child_chunks.create_child_chunk", {"content": "A kitten"}),
    Call("dify.child_chunks.update_child_chunk", {"content": "Another kitten"}),
    Call("dify.child_chunks.delete_child_chunk"),
    Call("dify.retrieval.retrieve", {"query": "cats"}),
    Call("dify.metadata.create_field", {"type": "number", "name": "pages"}),
    Call("dify.metadata.rename_field", {"name": "writer"}),
    Call("dify.metadata.delete_field"),
    Call("dify.metadata.switch_built_in_fields", blanks={"action": "enable"}),
    Call("dify.metadata.assign_metadata", {"operation_data": ASSIGNED}),
    Call("ragflow.datasets.create_dataset", {"name": "kb1"}),
    Call("ragflow.datasets.update_dataset", {"name": "kb9", "id": "moved", "token_num": 1}),
    Call("ragflow.datasets.delete_dataset"),
    Call("data.items.create_item", {"name": "An item"}),
    Call("data.items.update_item", {"name": "Another item"}),
    Call("data.items.delete_item"),
]
#: The same of the control plane, in the world of `query`, or in those that it makes and ends.
OF_ADMIN = [
    Call("admin.worlds.put_world", {"fixture": "empty"}, blanks={"name": "fresh"}),
    Call("admin.worlds.put_world", {"seed": "other", "upload_limit": 9}, blanks={"name": "world"}),
    Call("admin.worlds.put_world", {"progression": "time"}, blanks={"name": "world"}),
    Call("admin.worlds.delete_world", blanks={"name": "world"}),
    Call("admin.worlds.reset_world", {"clock": True}),
    Call("admin.server.put_latency", {"latency": "0ms..1ms"}),
    Call("admin.clock.turn_clock", {"freeze": True}),
    Call("admin.clock.turn_clock", {"speed": 10}),
    Call("admin.clock.turn_clock", {"set": "2026-01-01T00:00:00Z"}),
    Call("admin.clock.turn_clock", {"advance": "30s"}),
    Call("admin.documents.advance_document", {"stages": 2}, blanks={"document_id": "<told>"}),
    Call("admin.documents.preset_document", {"stage": "error", "reason": "It is torn."}),
    Call("admin.presets.create_preset", {"name": "*.pdf", "stage": "waiting", "times": 2}),
    Call("admin.presets.delete_presets"),
    Call("admin.faults.create_fault", {"fault": {"status": 503}, "times": 1}),
    Call("admin.faults.delete_fault"),
    Call("admin.faults.delete_faults"),
    Call("admin.search.add_answer", {"chunks": CANNED, "times": 2}),
    Call("admin.search.delete_answers"),
    Call("admin.coverage.delete_coverage"),
    Call("admin.snapshots.put_snapshot", blanks={"name": "fresh"}),
    Call("admin.snapshots.put_snapshot", blanks={"name": "saved"}),
    Call("admin.snapshots.restore_snapshot", blanks={"name": "saved"}),
    Call("admin.snapshots.fork_snapshot", {"world": "fork"}, blanks={"name": "saved"}),
    Call("admin.snapshots.fork_snapshot", {"world": "world"}, blanks={"name": "saved"}),
    Call("admin.snapshots.delete_snapshot", blanks={"name": "saved"}),
    Call("admin.fixtures.load_fixture", {"fixture": "busy"}),
    Call("admin.fixtures.bring_about", {"state": "no datasets"}),
    Call(
        "admin.fixtures.bring_about",
        {"state": "the next ${count} writes are refused, for there are too many"},
    ),
    Call("admin.fixtures.bring_about", {"state": "", "action": "teardown"}),
    Call("admin.search.explain_filtered_search", {"query": "cats", "dataset": "<dataset_id>"}),
    Call("admin.requests.delete_requests"),
    Call("admin.requests.delete_unmatched"),
    Call("admin.requests.find_requests", {"status": 200}),
    Call("admin.requests.count_found_requests", {"status": 200}),
    Call("admin.waits.wait_for_requests", {"since": 0, "count": 1}),
    Call("admin.waits.wait_for_document", {"document": "<document_id>"}),
]


def prepare(world: World) -> None:
    """Put into a world with the fixture `demo` something for each call to change."""
    base, ids = world.bases["dify"], ids_in(world)
    document, chunk = base.chunks.get(ids["dataset_id"], ids["document_id"], ids["segment_id"])
    base.chunks.add_child(document, chunk, "Cats")
    base.retrieval.can(ids["dataset_id"], [Canned(chunk.id, 0.75)])
    research = next(each.id for each in base.datasets.oldest() if each.name == "Research")
    (told,) = base.documents.newest(research)
    world.set({"progression": "manual"})
    base.documents.restart(told, Preset())
    world.set({"progression": "immediate"})
    world.settings.plans = (Plan("*.txt", Ending(Stage.ERROR, "It is planned."), 2),)
    world.keep()


def ids_in(world: World) -> dict[str, str]:
    """Give an id for each blank: of the first thing, or of none if there is no such thing."""
    nowhere = "00000000-0000-4000-8000-000000000000"
    state = world.bases["dify"].state
    ids = dict.fromkeys(("document_id", "segment_id", "child_chunk_id"), nowhere)
    ids["dataset_id"] = next(iter(state.datasets), nowhere)
    for document in state.documents.get(ids["dataset_id"], {}).values():
        ids["document_id"] = document.id
        for chunk in document.chunks.values():
            ids["segment_id"] = chunk.id
            for child in chunk.children:
                ids["child_chunk_id"] = child.id
    ids["metadata_id"] = next(iter(state.fields.get(ids["dataset_id"], {})), nowhere)
    ids["ragflow"] = next(iter(world.bases["ragflow"].state.datasets), "nowhere")
    ids["id"] = next(iter(world.bases["data"].state.datasets), "1")
    tables = [rows for base in world.bases.values() for rows in base.state.documents.values()]
    waiting = (one.id for rows in tables for one in rows.values() if one.run.told is not None)
    ids["told"] = next(waiting, nowhere)
    ids["fault_id"] = next(iter(world.faults.faults), "fault-1")
    return ids
