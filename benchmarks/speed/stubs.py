"""The peers that are written in Python: `python -m benchmarks.speed.stubs NAME PORT FILE`.

Each answers what ragmock answers, and keeps nothing. All run under the uvicorn that ragmock runs
under. Nothing of ragmock is imported, so that it does not weigh on them.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

import orjson
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.speed.cache import ROOT
from benchmarks.speed.work import LIST, MADE, ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send


class Told(TypedDict):
    """What a stub knows: the answers to the works, and id, method and path of each operation."""

    answers: dict[str, Any]
    routes: list[tuple[str, str, str]]


class OrjsonResponse(Response):
    """JSON by orjson."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        """Write JSON."""
        return orjson.dumps(content)


def bare(told: Told) -> ASGIApp:
    """Make a callable that looks at method and path, and answers bytes that were made before."""
    answers = told["answers"]
    known = {
        ("GET", f"/v1/datasets/{answers[ONE]['id']}"): orjson.dumps(answers[ONE]),
        ("POST", "/v1/datasets"): orjson.dumps(answers[MADE]),
        ("GET", "/v1/datasets"): orjson.dumps(answers[LIST]),
    }

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            await receive()
        content = known[scope["method"], scope["path"]]
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    return app


def starlette(told: Told, response: type[Response] = JSONResponse) -> ASGIApp:
    """Make Starlette with the routes of the contract, in its order, and no validation."""
    answers = told["answers"]
    read = orjson.loads if response is OrjsonResponse else json.loads

    async def one(_: Request) -> Response:
        return response(answers[ONE])

    async def made(request: Request) -> Response:
        return response({**answers[MADE], "name": read(await request.body())["name"]})

    async def listed(_: Request) -> Response:
        return response(answers[LIST])

    known: dict[str, Callable[..., Any]] = {
        "dify.datasets.create_dataset": made,
        "dify.datasets.list_datasets": listed,
    }
    return Starlette(
        routes=[
            Route(path, known.get(operation_id, one), methods=[method])
            for operation_id, method, path in told["routes"]
        ]
    )


def starlette_orjson(told: Told) -> ASGIApp:
    """Make the same, with orjson in place of the standard library."""
    return starlette(told, OrjsonResponse)


def connexion(told: Told) -> ASGIApp:
    """Make connexion's AsyncApp over the contract, as it comes: it validates requests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports starlette's test client
        from connexion import AsyncApp  # noqa: PLC0415 - it would weigh on the others
        from connexion.resolver import Resolver  # noqa: PLC0415
    import yaml  # noqa: PLC0415

    logging.getLogger("connexion").setLevel(logging.ERROR)
    os.environ["BEARERINFO_FUNC"] = "benchmarks.speed.stubs.whoever"
    answers = told["answers"]

    async def one(dataset_id: str) -> Any:  # noqa: ANN401, ARG001 - the contract's name
        return answers[ONE]

    async def made(body: dict[str, Any]) -> Any:  # noqa: ANN401
        return {**answers[MADE], "name": body["name"]}

    async def listed(page: int = 1, limit: int = 20) -> Any:  # noqa: ANN401, ARG001
        return answers[LIST]

    async def other() -> None: ...

    known: dict[str, Callable[..., Any]] = {
        "dify.datasets.get_dataset": one,
        "dify.datasets.create_dataset": made,
        "dify.datasets.list_datasets": listed,
    }
    # from a file it would not start: it takes braces in the contract for Jinja's
    document = yaml.load((ROOT / "openapi.yaml").read_bytes(), yaml.CSafeLoader)
    app = AsyncApp("stubs")
    app.add_api(document, resolver=Resolver(lambda name: known.get(name, other)))
    served: ASGIApp = app
    return served


async def whoever(token: str) -> dict[str, str]:
    """Let anybody in, where connexion asks."""
    return {"sub": token}


STUBS: Final = {
    "bare": bare,
    "starlette": starlette,
    "starlette-orjson": starlette_orjson,
    "connexion": connexion,
}


def main() -> None:
    """Serve one of them."""
    import uvicorn  # noqa: PLC0415 - those that are called without a socket do without

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=STUBS)
    parser.add_argument("port", type=int)
    parser.add_argument("told", type=Path)
    asked = parser.parse_args()
    uvicorn.run(
        STUBS[asked.name](json.loads(asked.told.read_text(encoding="utf-8"))),
        port=asked.port,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
    )


if __name__ == "__main__":
    main()
