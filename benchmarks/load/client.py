"""A client of one world, who knows of each call whether it was done, whatever became of the answer.

A fault says in `X-Ragmock-Fault` which it is; a broken connection is the one fault of the world
that breaks connections. Each was made by the client, so it knows whether the call was done before.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]
_TRIES = 600
_PAUSE = 0.02  # seconds
_PAUSES = (0.0, 0.1, 0.3, 0.6)  # seconds before each look at an account
#: When a connection is not used again, in seconds; the server closes it after five.
_KEPT = 2.0


class Wrong(Exception):  # noqa: N818 - named after what happened
    """The server did what it should not; the text says what."""


@dataclass
class Tally:
    """What all clients did."""

    requests: int = 0
    faults: int = 0  # that were met
    actions: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)  # of each request that met no fault


@dataclass(frozen=True)
class Answer:
    """What became of a call: whether it was done, and what was told, if anything was."""

    done: bool
    told: Any = None
    is_told: bool = False


class Client:
    """Makes calls in a world, and keeps account of them."""

    def __init__(
        self, world: str, url: str, tally: Tally, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        self.world = world
        self._tally = tally
        self._http = httpx.AsyncClient(
            base_url=url,
            transport=transport or own_transport(),
            timeout=60,
            trust_env=False,
        )
        self.sent = 0  # requests that the journal is to have
        self.faults: dict[str, Json] = {}  # by id, as they were made
        self.met: Counter[str] = Counter()  # by id of the fault

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    # ------------------------------------------------------------------ the products
    async def call(
        self,
        method: str,
        path: str,
        *,
        product: str = "dataset",
        **sent: Any,  # noqa: ANN401 - as httpx has it
    ) -> Answer:
        """Make a call that succeeds, or meets a fault."""
        self.sent += 1
        self._tally.requests += 1
        headers = {"Authorization": f"Bearer {product}-{self.world}"}
        began = perf_counter()
        try:
            response = await self._http.request(method, path, headers=headers, **sent)
        except httpx.TimeoutException:
            raise Wrong(f"{method} {path} was not answered in a minute") from None
        except httpx.TransportError as broken:
            return self._broken(f"{method} {path}: {broken!r}")
        fault = response.headers.get("X-Ragmock-Fault")
        if fault is None:
            self._tally.seconds.append(perf_counter() - began)
        else:
            self._meet(fault)
            made = self.faults[fault]
            if _loses_the_answer(made["fault"]):
                return self._lost(made, response)
        if not response.is_success or "X-Ragmock-Refusal" in response.headers:
            raise Wrong(f"{method} {path} answered {response.status_code}: {response.text[:300]}")
        return Answer(done=True, told=response.json() if response.content else None, is_told=True)

    async def read(self, path: str, *, product: str = "dataset", **sent: Any) -> Any:  # noqa: ANN401 - JSON
        """Look, until no fault is met."""
        return await self.ask("GET", path, product=product, **sent)

    async def ask(self, method: str, path: str, **sent: Any) -> Any:  # noqa: ANN401 - JSON
        """Make a call that changes nothing, until no fault is met."""
        for _ in range(_TRIES):
            answer = await self.call(method, path, **sent)
            if answer.is_told:
                return answer.told
            await asyncio.sleep(_PAUSE)
        raise Wrong(f"{method} {path} met a fault {_TRIES} times on end")

    async def pages(self, path: str, limit: int = 20) -> list[Json]:
        """List everything, page by page."""
        found: list[Json] = []
        page = 0
        while True:
            page += 1
            shown = await self.read(path, params={"page": page, "limit": limit})
            found += shown["data"]
            if len(shown["data"]) < limit:
                same(f"the total of {path}", len(found), shown["total"])
                return found

    # ------------------------------------------------------------------ the control plane
    async def admin(self, method: str, path: str, body: Json | None = None, **query: Any) -> Any:  # noqa: ANN401 - JSON
        """Make a call of the control plane for the world."""
        self._tally.requests += 1
        response = await self._http.request(
            method, f"/__admin{path}", json=body, params={"world": self.world, **query}
        )
        if not response.is_success:
            raise Wrong(f"{method} {path} answered {response.status_code}: {response.text[:300]}")
        return response.json()

    async def arm(self, faults: Sequence[Json]) -> None:
        """Put faults in the place of those that there are."""
        await self.admin("DELETE", "/faults")
        self.faults, self.met = {}, Counter()
        for each in faults:
            made = await self.admin("POST", "/faults", each)
            self.faults[made["id"]] = each

    async def account(self) -> None:
        """Compare what was met, and how much was asked, with what the server counted.

        What broke off is counted when the server learns of it, so it is asked a few times.
        """
        expected = ({each: self.met[each] for each in self.faults}, self.sent)
        shown: object = None
        for pause in _PAUSES:
            await asyncio.sleep(pause)
            counted = {each["id"]: each["fired"] for each in (await self.faults_now())["data"]}
            noted = await self.admin("GET", "/requests/count")
            shown = (counted, noted["count"] + noted["dropped"])
            if shown == expected:
                return
        same("how often each fault was met, and the requests in the journal", expected, shown)

    async def faults_now(self) -> Json:
        """Give the faults of the world with their accounts."""
        shown: Json = await self.admin("GET", "/faults")
        return shown

    # ------------------------------------------------------------------ within
    def _meet(self, fault: str) -> None:
        if fault not in self.faults:
            raise Wrong(f"met {fault}, which is none of {[*self.faults]}")
        self.met[fault] += 1
        self._tally.faults += 1

    def _broken(self, told: str) -> Answer:
        breaking = (key for key, made in self.faults.items() if isinstance(made["fault"], str))
        fault = next((key for key in breaking if self.faults[key]["fault"].isupper()), None)
        if fault is None:
            raise Wrong(f"no fault of the world breaks connections, and one broke: {told}")
        self._meet(fault)
        return Answer(done=self.faults[fault].get("when") == "after")

    def _lost(self, made: Json, response: httpx.Response) -> Answer:
        fault = made["fault"]
        if isinstance(fault, str):
            same("the refusal of a fault", fault, response.headers.get("X-Ragmock-Refusal"))
        else:
            same("the status of a fault", fault["status"], response.status_code)
        return Answer(done=made.get("when") == "after")


def own_transport() -> httpx.AsyncHTTPTransport:
    """Make connections that are closed before the server closes them."""
    limits = httpx.Limits(keepalive_expiry=_KEPT)
    return httpx.AsyncHTTPTransport(verify=False, limits=limits)


def same(what: str, expected: object, shown: object) -> None:
    """Hold what is shown to what is expected; raises `Wrong`."""
    if shown != expected:
        raise Wrong(f"{what}: expected {expected!r}, shown {shown!r}")


def _loses_the_answer(fault: str | Json) -> bool:
    return isinstance(fault, str) or "status" in fault
