"""The fake that printed calls are played on: a world that is the same before each of them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ragmock.fake import Fake
from ragmock.steering.in_process import InProcess
from ragmock.steering.transport import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.contract import Operation

_WORLD: Final = "printed"
_WAITS: Final = 30.0  # seconds that a call may take, which reads a file in another process


class Stage:
    """A fake without a socket. Nothing that is played leaves this process."""

    def __init__(self) -> None:
        self._fake = Fake(str(Path(__file__).with_name("stage.yaml")), journal=0)
        self._carrier = InProcess(lambda: self._fake.app, lambda: None)
        self._world = self._fake.world(_WORLD)

    def key(self, provider: str) -> str:
        """Give the key that opens the world to the clients of a product."""
        prefix = "dataset" if provider == "dify" else "ragflow"
        return f"{prefix}-{_WORLD}"

    def reset(self) -> None:
        """Make the world what it was; the ids are the same again."""
        self._fake.worlds.reset(_WORLD)

    def send(
        self, method: str, target: str, headers: Sequence[tuple[str, str]], content: bytes
    ) -> Answer:
        """Carry a call."""
        return self._carrier.carry(method, target, headers, content, _WAITS)

    def given(self, operation: Operation) -> Mapping[str, Any]:
        """Say what fills the placeholders of an operation, by their names."""
        if operation.provider == "dify":
            return self._dify["child_chunks" in operation.path]
        if operation.provider == "ragflow":
            return {"dataset_id": "0d0c5a110000400080000000000000f1"}
        return {"id": 123}

    @cached_property
    def _dify(self) -> Sequence[Mapping[str, Any]]:
        """Name what the two datasets of the stage hold."""
        self.reset()
        base = self._fake.worlds.open(_WORLD).bases["dify"]
        return [
            self._of_dataset(base, f"0d0c5a11-0000-4000-8000-00000000000{number}")
            for number in (1, 2)
        ]

    def _of_dataset(self, base: Any, dataset: str) -> Mapping[str, Any]:  # noqa: ANN401
        document = base.documents.newest(dataset)[0]
        chunk = base.chunks.of(document)[-1]
        return {
            "dataset_id": dataset,
            "document_id": document.id,
            "batch": document.batch,
            "segment_id": chunk.id,
            "child_chunk_id": chunk.children[0].id if chunk.children else None,
            "metadata_id": base.metadata.fields(dataset)[0].id,
        }
