"""A world in the hands of a test, with all that the control plane does to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from .calls import Calls, part, said
from .clock import SteeredClock
from .endpoints import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .calls import Json
    from .specs import Awaited, Pace, Search, Spec, Wanted
    from .transport import Transport

_PAGE: Final = 1000  # as many as the contract lists at once


class SteeredWorld:
    """A world by its name, which the keys `dataset-NAME` and `ragflow-NAME` open too.

    What is answered is as the contract of the control plane has it; what it refuses is `Refused`.
    """

    def __init__(self, transport: Transport, name: str) -> None:
        self._server = Calls(transport)
        self._calls = Calls(transport, name)
        self.name = name
        origin = transport.url
        self.clock = SteeredClock(self._calls)
        self.dify = Endpoint(origin, "/v1", f"dataset-{name}")
        self.ragflow = Endpoint(origin, "/api/v1", f"ragflow-{name}")
        self.data = Endpoint(origin, "/v1", f"ragflow-{name}")

    # ------------------------------------------------------------------ itself
    def show(self) -> Json:
        """Show what it is set to, and how much it holds. One that none opened is refused."""
        return self._server.get(f"/worlds/{part(self.name)}")

    def set(self, **spec: Unpack[Spec]) -> Json:
        """Make it, or change it: another fixture or seed makes it anew, settings do not."""
        return self._server.put(f"/worlds/{part(self.name)}", spec)

    def reset(self, *, clock: bool = False) -> None:
        """Take it back to what it was when it was made; the clock keeps its time unless asked."""
        self._calls.post("/reset", {"clock": clock})

    def end(self) -> None:
        """Forget it; the next call makes a fresh one."""
        self._server.delete(f"/worlds/{part(self.name)}")

    # ------------------------------------------------------------------ fixtures
    def load(self, fixture: str | Json) -> Json:
        """Add what a fixture holds, by its name or said as in its file: all of it or nothing."""
        body = {"fixture": fixture} if isinstance(fixture, str) else fixture
        return self._calls.post("/load", body)

    def export(self) -> str:
        """Write what it holds as a fixture, in YAML."""
        return self._calls.send("GET", "/export").decode()

    def bring_about(self, state: str, params: Json | None = None, *, action: str = "setup") -> Json:
        """Bring about a state that a fixture defines by a sentence, as Pact's verifiers ask.

        The action `teardown` takes the world back to what it was when it was made.
        """
        body = {"state": state, "params": params or {}, "action": action}
        return self._calls.post("/provider-states", body)

    # ------------------------------------------------------------------ snapshots
    def snapshot(self) -> Json:
        """Give it as it is now, as a snapshot has it in its file."""
        return self._calls.get("/snapshot")

    def bundle(self) -> str:
        """Give all that was done to it since it began, as `ragmock replay` takes it."""
        return self._calls.send("GET", "/bundle").decode()

    def save(self, snapshot: str) -> None:
        """Save it as it is now."""
        self._calls.put(f"/snapshots/{part(snapshot)}")

    def restore(self, snapshot: str) -> None:
        """Make it what it was, or another was, when a snapshot was saved."""
        self._calls.post(f"/snapshots/{part(snapshot)}/restore")

    def fork(self, snapshot: str) -> None:
        """Make it anew from a snapshot, to which a reset goes back."""
        self._server.post(f"/snapshots/{part(snapshot)}/fork", {"world": self.name})

    # ------------------------------------------------------------------ documents
    def documents(self, dataset: str | None = None) -> list[Json]:
        """List the documents, or those of one dataset, and where their indexing stands."""
        return self._calls.rows("/documents", said(dataset=dataset))

    def document(self, document: str) -> Json:
        """Show a document by its id."""
        return self._calls.get(f"/documents/{part(document)}")

    def advance(self, document: str, stages: int = 1) -> Json:
        """Tell a document to go on by so many stages, where it goes on only when it is told to."""
        path = f"/documents/{part(document)}/advance"
        return self._calls.post(path, {"stages": stages})

    def preset_document(
        self, document: str, stage: str, *, reason: str | None = None, share: float | None = None
    ) -> Json:
        """Index a document again, from now on and to this stage."""
        body = said(stage=stage, reason=reason, share=share)
        return self._calls.post(f"/documents/{part(document)}/preset", body)

    def preset(
        self,
        name: str,
        stage: str,
        *,
        reason: str | None = None,
        share: float | None = None,
        times: int | None = None,
    ) -> Json:
        """Say where the indexing of documents to come ends, by the names of their files."""
        body = said(name=name, stage=stage, reason=reason, share=share, times=times)
        return self._calls.post("/presets", body)

    def presets(self) -> list[Json]:
        """List the presets for documents to come, the newest first."""
        return self._calls.rows("/presets")

    def delete_presets(self, name: str | None = None) -> int:
        """Delete them, or those that were made with this name; tell how many there were."""
        return self._calls.delete("/presets", said(name=name))

    # ------------------------------------------------------------------ faults
    def fail(self, operation: str, fault: str | Json, **pace: Unpack[Pace]) -> Json:
        """Make a fault; give it with its id and its account. The operation `*` is any."""
        body = {"operation": operation, "fault": fault, **pace}
        return self._calls.post("/faults", body)

    def faults(self, *, unmet: bool = False) -> list[Json]:
        """List the faults with their accounts; with `unmet` those not met to the end."""
        return self._calls.rows("/faults", {"unmet": unmet})

    def fault(self, fault: str) -> Json:
        """Show a fault by its id."""
        return self._calls.get(f"/faults/{part(fault)}")

    def delete_fault(self, fault: str) -> int:
        """Delete a fault by its id; tell how many there were, which is one."""
        return self._calls.delete(f"/faults/{part(fault)}")

    def delete_faults(self) -> int:
        """Delete all faults; tell how many there were."""
        return self._calls.delete("/faults")

    # ------------------------------------------------------------------ search
    def explain(self, dataset: str, query: str, **search: Unpack[Search]) -> Json:
        """Say why a search in a dataset finds what it finds, and what it leaves out."""
        body = {"dataset": dataset, "query": query, **search}
        return self._calls.post("/explain", body)

    def answer(self, dataset: str, chunks: list[Json], *, times: int = 1) -> int:
        """Make the answer to a search to come; tell how many wait.

        Its hits are as `{"chunk_id": ..., "score": 0.93}`.
        """
        body = {"chunks": chunks, "times": times}
        return int(self._calls.post(_answers(dataset), body)["waiting"])

    def answers(self, dataset: str) -> list[Json]:
        """List the answers that wait to be given, the next first."""
        return self._calls.rows(_answers(dataset))

    def delete_answers(self, dataset: str) -> int:
        """Forget the answers that wait; tell how many there were."""
        return self._calls.delete(_answers(dataset))

    # ------------------------------------------------------------------ requests
    def requests(self, **wanted: Unpack[Wanted]) -> list[Json]:
        """List what clients sent, with all that is known of it, the newest first."""
        return list(self._requests({**wanted}))

    def count_requests(self, **wanted: Unpack[Wanted]) -> int:
        """Count what clients sent."""
        return int(self._calls.post("/requests/count", wanted)["count"])

    def request(self, request: int) -> Json:
        """Show a request by its id."""
        return self._calls.get(f"/requests/{part(request)}")

    def delete_requests(self) -> int:
        """Forget them; tell how many there were."""
        return self._calls.delete("/requests")

    def wait(self, count: int = 1, *, timeout: float = 10, **awaited: Unpack[Awaited]) -> Json:
        """Wait until clients have sent so many requests, for so many seconds at most.

        Without `since` it counts what comes after this call; 0 counts from the beginning. It is
        `Refused` as `not_in_time`.
        """
        body = {"count": count, "timeout": timeout, **awaited}
        return self._calls.post("/wait", body, waits=timeout)

    def wait_for_document(
        self, document: str, status: str = "completed", *, timeout: float = 10
    ) -> Json:
        """Wait until a document has come to a stage, for so many seconds at most.

        It is `Refused` as `not_in_time`, and at once as `needs_a_call` where time does not bring it
        there.
        """
        body = {"document": document, "status": status, "timeout": timeout}
        return self._calls.post("/wait-for-document", body, waits=timeout)

    def _requests(self, wanted: dict[str, Any]) -> Iterator[Json]:
        """Go through all pages."""
        more = True
        while more:
            page = self._calls.post("/requests/find", {**wanted, "limit": _PAGE})
            yield from page["data"]
            more = page["has_more"]
            if more:
                wanted["before"] = page["data"][-1]["id"]


def _answers(dataset: str) -> str:
    return f"/datasets/{part(dataset)}/answers"
