"""Whether memory stays flat over many calls: `python -m benchmarks.memory` (about six minutes).

Each loop makes things, reads them and deletes them again, in a server without a socket. What grows
from one step to the next, once the journal and the caches are full, leaks. `--calls 20000` is a
short form, and `--loop rows` runs one loop alone.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import orjson

from benchmarks.calling import call
from ragmock.commands.progress import Progress
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

STEPS: Final = 10
WORDS: Final = ("keywords", "search", "handbook", "apple", "river", "contract", "segment", "index")
#: So many words, and patterns of faults, come again and again. The stems of 65,536 words are
#: remembered, and Python remembers 32,768 patterns: both takes 40 MB at most.
VOCABULARY: Final = 1_000
LINES: Final = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}


@dataclass
class Client:
    """Calls a server, and counts the calls."""

    fake: Fake
    made: int = 0

    async def __call__(self, method: str, path: str, body: object = None, key: str = "") -> Any:  # noqa: ANN401
        """Make a call that is to succeed; give what it answers."""
        raw = b"" if body is None else orjson.dumps(body)
        status, answer = await call(self.fake, method, path, raw, key or "dataset-demo")
        self.made += 1
        if not 200 <= status < 300:  # noqa: PLR2004
            raise RuntimeError(f"{method} {path}: {status} {answer.decode()}")
        return orjson.loads(answer) if answer else None


@dataclass(frozen=True)
class Step:
    """How much memory there is behind so many calls."""

    calls: int
    resident: float  # megabytes
    blocks: int  # that Python has allocated
    seconds: float


# ---------------------------------------------------------------------------- rounds of the loops
async def rows(client: Client, number: int) -> None:
    """Make, read, change and delete something of each product, and metadata."""
    at = "/v1/datasets/" + (await client("POST", "/v1/datasets", {"name": f"D {number}"}))["id"]
    made = await client("POST", f"{at}/metadata", {"type": "string", "name": f"field {number}"})
    await client("GET", f"{at}/metadata")
    await client("PATCH", f"{at}/metadata/{made['id']}", {"name": f"renamed {number}"})
    await client("DELETE", f"{at}/metadata/{made['id']}")
    await client("PATCH", at, {"name": f"E {number}"})
    await client("GET", f"/v1/datasets?keyword=E%20{number}")
    await client("DELETE", at)
    key = "ragflow-demo"
    made = await client("POST", "/api/v1/dataset", {"name": f"kb{number}"}, key)
    path = f"/api/v1/dataset/{made['data']['dataset_id']}"
    await client("PUT", path, {"description": f"The {number}."}, key)
    await client("GET", path, key=key)
    await client("DELETE", path, key=key)
    made = await client("POST", "/v1/data", {"name": f"item {number}"}, key)
    await client("GET", f"/v1/data?id={made['data']['id']}", key=key)
    await client("DELETE", f"/v1/data/{made['data']['id']}", key=key)


async def documents(client: Client, number: int) -> None:
    """Make documents, of both techniques; index, change, search and delete them."""
    word = number % VOCABULARY
    technique = "high_quality" if number % 2 else "economy"
    at = "/v1/datasets/" + (await client("POST", "/v1/datasets", {"name": f"D {number}"}))["id"]
    made: Any = None
    for place in range(2):
        text = "\n".join(f"The {each} w{word}x{place} says {each}ing." for each in WORDS)
        body = {"name": f"{number}-{place}.txt", "text": text, "process_rule": LINES}
        body["indexing_technique"] = technique
        made = await client("POST", f"{at}/document/create-by-text", body)
        await client("GET", f"{at}/documents/{made['batch']}/indexing-status")
    document = f"{at}/documents/{made['document']['id']}"
    segments = [{"content": f"A segment of the number {word}."}]
    (segment,) = (await client("POST", f"{document}/segments", {"segments": segments}))["data"]
    child = f"{document}/segments/{segment['id']}/child_chunks"
    await client("POST", child, {"content": f"A part of it, {word}."})
    methods = ("semantic_search", "full_text_search", "hybrid_search", "keyword_search")
    for method in methods if number % 2 else methods[3:]:
        asked = {"search_method": method, "reranking_enable": False, "top_k": 3}
        body = {"query": f"{WORDS[number % 8]} w{word}x1", "retrieval_model": asked}
        if not (await client("POST", f"{at}/retrieve", body))["records"]:
            raise RuntimeError(f"nothing was found by {method}")
    await client("GET", f"{document}/segments?keyword={word}")
    await client("POST", f"{document}/update-by-text", {"name": "b.txt", "text": f"New, {word}."})
    await client("DELETE", document)
    await client("DELETE", at)


async def worlds(client: Client, number: int) -> None:
    """Open worlds by keys that none had before, steer and reset them, search in them, end them."""
    name, key = f"w{number}", f"dataset-w{number}"
    if number % 2:
        await client("PUT", f"/__admin/worlds/{name}", {"fixture": "demo", "seed": f"s{number}"})
    known = (await client("POST", "/v1/datasets", {"name": "New"}, key))["id"]
    text = {"name": "a.txt", "text": f"An apple, {number}.", "indexing_technique": "economy"}
    await client("POST", f"/v1/datasets/{known}/document/create-by-text", text, key)
    await client("POST", f"/v1/datasets/{known}/retrieve", {"query": "apple"}, key)
    fault = {"fault": {"status": 500}, "match": {"path": f"/v1/{number % VOCABULARY}"}}
    await client("POST", f"/__admin/faults?world={name}", fault)
    await client("POST", f"/__admin/presets?world={name}", {"name": "*", "stage": "waiting"})
    await client("POST", f"/__admin/clock?world={name}", {"advance": "1s"})
    await client("GET", "/api/v1/dataset", key=f"ragflow-{name}")
    await client("POST", f"/__admin/reset?world={name}", {})
    await client("GET", "/v1/datasets", key=key)
    await client("DELETE", f"/__admin/worlds/{name}")


async def limited(client: Client, number: int) -> None:
    """Write in a world that counts requests and has a fault and presets that are used up."""
    if number == 0:
        await client("PUT", "/__admin/worlds/demo", {"requests_per_minute": 1_000_000})
        fault = {"fault": {"delay": {"fixed": "0ms"}}, "match": {"path": "/v1/datasets"}}
        await client("POST", "/__admin/faults", fault)
    await client("POST", "/__admin/presets", {"name": "a.txt", "stage": "waiting", "times": 1})
    at = "/v1/datasets/" + (await client("POST", "/v1/datasets", {"name": f"D {number}"}))["id"]
    text = {"name": "a.txt", "text": f"An apple, {number}.", "indexing_technique": "economy"}
    await client("POST", f"{at}/document/create-by-text", text)
    await client("POST", f"/__admin/datasets/{at[13:]}/answers", {"chunks": []})
    await client("POST", "/__admin/clock", {"advance": "60s"})
    await client("DELETE", at)


#: The loops by their names, and how many of a million calls each makes.
LOOPS: Final[Mapping[str, tuple[Callable[[Client, int], Awaitable[None]], float]]] = {
    "rows": (rows, 0.7),
    "documents": (documents, 0.15),
    "worlds": (worlds, 0.1),
    "limited": (limited, 0.05),
}


# ---------------------------------------------------------------------------- measuring
async def measure(
    name: str, calls: int, fake: Fake, watching: Callable[[int, int, str], None] = lambda *_: None
) -> list[Step]:
    """Run a loop for so many calls, and look at the memory in steps."""
    loop, _ = LOOPS[name]
    client, began = Client(fake), perf_counter()
    steps, number = [], 0
    for due in (calls * step // STEPS for step in range(1, STEPS + 1)):
        while client.made < due:
            await loop(client, number)
            number += 1
            watching(client.made, calls, f"calls of the loop {name}")
        gc.collect()
        seconds = perf_counter() - began
        steps.append(Step(client.made, _resident(), sys.getallocatedblocks(), seconds))
    return steps


def _resident() -> float:
    """Give the resident memory of this process, in megabytes; 0 where /proc does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as told:  # noqa: PTH123
            kilobytes = next(line.split()[1] for line in told if line.startswith("VmRSS"))
    except OSError:
        return 0.0
    return int(kilobytes) / 1000


def lines_of(name: str, steps: list[Step]) -> Iterator[str]:
    """Give the rows of the table."""
    for step in steps:
        cost = step.seconds / step.calls * 1e6
        yield (f"| {name} | {step.calls:,} | {step.resident:.1f} | {step.blocks:,} | {cost:.0f} |")


def main() -> None:
    """Run the loops, and print how much memory there is at each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loop", action="append", choices=LOOPS, help="again for more; else all")
    parser.add_argument("--calls", type=int, default=1_000_000, help="of all loops together")
    said = parser.parse_args()
    _say("| loop | calls | resident, MB | blocks | µs a call |")
    _say("| --- | ---: | ---: | ---: | ---: |")
    for name in said.loop or LOOPS:
        calls = int(said.calls * LOOPS[name][1])
        with Progress() as progress:
            steps = asyncio.run(measure(name, calls, Fake("empty"), progress.step))
        for line in lines_of(name, steps):
            _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
