"""What a call needs to be there: made through the API itself, and put away afterwards."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx

    from .cases import Case

TEXT = "This is a test of the contract."
INDEXED_WITHIN = 120.0  # seconds; a real server has models to ask

#: What must be there so that a blank can be filled in.
NEEDED = {
    "dataset_id": "dataset",
    "document_id": "document",
    "batch": "document",
    "segment_id": "segment",
    "metadata_id": "metadata",
    "qa_document_id": "questions",
    "kb_id": "kb",
    "item_id": "item",
    "new_item_id": "new_item",
}


@dataclass(frozen=True)
class Target:
    """A server to try cases on."""

    client: httpx.Client
    keys: dict[str, str]  # by product
    real: bool

    def send(self, product: str, call: str, **sent: Any) -> httpx.Response:
        """Send a call with the owner's key."""
        method, path = call.split(" ")
        headers = self.authorization(product) | sent.pop("headers", {})
        return self.client.request(method, path, headers=headers, **sent)

    def authorization(self, product: str, sender: str = "owner") -> dict[str, str]:
        """Give the header that tells who calls."""
        if sender == "nobody":
            return {}
        key = self.keys[product] + (".ro" if sender == "reader" else "")
        # RAGFlow 0.8 to 0.10 takes the token of a login there, and nothing before it.
        login = self.real and product == "ragflow" and not key.startswith("ragflow-")
        return {"Authorization": key if login else f"Bearer {key}"}


@dataclass
class Stage:
    """A server with what a case needs in it."""

    target: Target
    given: dict[str, Any] = field(default_factory=dict)  # what fills the blanks
    _away: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def before(cls, case: Case, target: Target) -> Stage:
        """Give the server as it is before anything is made."""
        own = f"ragmock-{uuid4().hex[:12]}" if target.real else "name"
        given = {"name": own, "action": "enable", "text": TEXT, "words": len(TEXT)}
        there = {"item_id": 123} if case.fixture == "demo" and not target.real else {}
        return cls(target, given | there)

    def prepare(self, case: Case) -> None:
        """Make all that a case needs."""
        self.need(case.needs)
        self.need(NEEDED[blank] for blank in case.blanks() if blank in NEEDED)

    def need(self, things: Iterable[str]) -> None:
        """Make things that are not there yet."""
        for thing in things:
            blank = next((name for name, made in NEEDED.items() if made == thing), thing)
            if blank not in self.given:
                make: Callable[[], dict[str, Any]] = getattr(self, f"_{thing}")
                self.given |= make()

    def clear(self) -> None:
        """Put away what was made, the youngest first."""
        while self._away:
            self.target.send(*self._away.pop())

    def note(self, product: str, call: str, answer: httpx.Response) -> None:
        """Remember to put away what a call has made."""
        if not answer.is_success:
            return
        told = answer.json() if answer.content else {}
        if call == "POST /v1/datasets":
            self._away.append((product, f"DELETE /v1/datasets/{told['id']}"))
        elif call == "POST /v1/data":
            self._away.append((product, f"DELETE /v1/data/{told['data']['id']}"))
        elif call == "POST /api/v1/dataset" and told.get("data"):
            self._away.append((product, f"DELETE /api/v1/dataset/{told['data']['dataset_id']}"))

    def _send(self, product: str, call: str, **body: Any) -> Any:
        answer = self.target.send(product, call, **({"json": body} if body else {}))
        if not answer.is_success:
            raise AssertionError(f"{call} was answered {answer.status_code}: {answer.text}")
        self.note(product, call, answer)
        return answer.json()

    # ----------------------------------------------------------------------- Dify
    def _dataset(self) -> dict[str, Any]:
        name = f"ragmock-{uuid4().hex[:12]}"
        description = "For a test."
        made = self._send("dify", "POST /v1/datasets", name=name, description=description)
        return {"dataset_id": made["id"], "dataset_name": name, "description": description}

    def _document(self) -> dict[str, Any]:
        made = self._indexed(name="first.txt", text=TEXT)
        document = made["document"]
        return {
            "document_id": document["id"],
            "document_name": document["name"],
            "batch": made["batch"],
        }

    def _questions(self) -> dict[str, Any]:
        made = self._indexed(name="questions.txt", text=TEXT, doc_form="qa_model")
        return {"qa_document_id": made["document"]["id"]}

    def _indexed(self, **sent: str) -> dict[str, Any]:
        self.need(["dataset"])
        root = f"/v1/datasets/{self.given['dataset_id']}"
        rules = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}
        made = self._send("dify", f"POST {root}/document/create-by-text", **sent, **rules)
        self._await(f"GET {root}/documents/{made['batch']}/indexing-status")
        return dict(made)

    def _await(self, call: str) -> None:
        """Wait until a batch is indexed."""
        until = time.monotonic() + INDEXED_WITHIN
        while (told := self._send("dify", call)["data"][0])["indexing_status"] != "completed":
            if told["error"] or time.monotonic() > until:
                raise AssertionError(f"the document was not indexed: {json.dumps(told)}")
            time.sleep(0.5 if self.target.real else 0.02)

    def _segment(self) -> dict[str, Any]:
        self.need(["document"])
        text = "Added by hand."
        made = self._send(
            "dify",
            "POST /v1/datasets/{dataset_id}/documents/{document_id}/segments".format(**self.given),
            segments=[{"content": text, "keywords": ["hand"]}],
        )
        return {
            "segment_id": made["data"][0]["id"],
            "segment_text": text,
            "segment_words": len(text),
        }

    def _metadata(self) -> dict[str, Any]:
        self.need(["dataset"])
        return {"metadata_id": self._field("title", "string"), "metadata_name": "title"}

    def _field(self, name: str, kind: str) -> str:
        call = f"POST /v1/datasets/{self.given['dataset_id']}/metadata"
        return str(self._send("dify", call, name=name, type=kind)["id"])

    def _assignment(self) -> dict[str, Any]:
        """Make a field of each kind; the document has a value of the first two."""
        self.need(["document", "metadata"])
        price = self._field("price", "number")
        self._field("created_at", "time")
        values = [
            {"id": self.given["metadata_id"], "name": "title", "value": "The first"},
            {"id": price, "name": "price", "value": 12},
        ]
        self._send(
            "dify",
            f"POST /v1/datasets/{self.given['dataset_id']}/documents/metadata",
            operation_data=[{"document_id": self.given["document_id"], "metadata_list": values}],
        )
        return {"assignment": True}

    # ----------------------------------------------------------------------- RAGFlow, data
    def _kb(self) -> dict[str, Any]:
        name = f"kb-{uuid4().hex[:12]}"
        made = self._send("ragflow", "POST /api/v1/dataset", name=name)
        return {"kb_id": made["data"]["dataset_id"], "kb_name": name}

    def _item(self) -> dict[str, Any]:
        return {"item_id": self._made_item()}

    def _new_item(self) -> dict[str, Any]:
        return {"new_item_id": self._made_item()}

    def _made_item(self) -> int:
        made = self._send("data", "POST /v1/data", name="An item", description="For a test.")
        return int(made["data"]["id"])
