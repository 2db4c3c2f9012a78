"""Requests made from the contract, by the thousand, and answers held to it.

The runs are the same every time. RAGMOCK_EXAMPLES=500 makes longer ones, and RAGMOCK_SEED=2 others.
"""

import json
import os
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

from ragmock import contract

from ..conftest import World  # noqa: TID252 - tests are no package

ROOT = Path(__file__).parents[2]
PRODUCTS = "openapi.yaml", contract.load()
ADMIN = "src/ragmock/admin/openapi.yaml", contract.load_admin()
STEERED = Path(__file__).with_name("steered.yaml")
#: What schemathesis.toml leaves out, for it would wait for the end of the answer.
ENDLESS = {"admin.streams.stream_requests"}
EVERYTHING = ["--phases=examples,coverage,fuzzing,stateful", "-n20"]
#: A second run within datasets, where a stateful test comes to everything that lies in one.
WITHIN_DATASETS = [
    "--phases=stateful",
    "-n40",
    (
        r"--include-operation-id-regex=^dify\.((segments|child_chunks|metadata)\..*"
        r"|datasets\.(create|list)_.*|documents\.(list_.*|create_document_by_text))$"
    ),
]


@pytest.mark.parametrize(
    ("provider", "runs", "at_least"),
    [
        ("dify", [["--include-tag=dify", *EVERYTHING], WITHIN_DATASETS], 2000),
        ("ragflow", [["--include-tag=ragflow", *EVERYTHING]], 300),
        ("data", [["--include-tag=data", *EVERYTHING]], 200),
        ("admin", [EVERYTHING], 200),
    ],
    ids=["dify", "ragflow", "data", "admin"],
)
def test_everything_sent_is_answered_as_the_contract_says(
    provider, runs, at_least, server_for, tmp_path, record_property
):
    path, known = ADMIN if provider == "admin" else PRODUCTS
    server = server_for(str(STEERED) if provider == "admin" else "empty")
    began = time.monotonic()
    reports, succeeded = [], set()
    for number, options in enumerate(runs):
        room = tmp_path / str(number)
        room.mkdir()
        fresh = server.world(f"conformance-{provider}-{number}")
        World(server, "demo").dify.get("/datasets")  # the control plane has a request to show
        key = fresh.dify_key if provider == "dify" else fresh.ragflow_key
        done = schemathesis(path, server.url, key, options, room)

        assert done.returncode == 0, done.stdout

        reports.append(json.loads((room / "report.json").read_text()))
        succeeded |= set((room / "succeeded").read_text().split())

    cases = sum(each["test_cases"]["generated"] for each in reports)
    seconds = time.monotonic() - began
    operations = {each.id for each in known.of_provider(provider)}
    refused = sorted(operations - succeeded - ENDLESS)
    record_property(
        "tried",
        f"{provider}: {cases:,} generated cases in {seconds:.0f} seconds, no failure; "
        f"{len(succeeded)} of {len(operations)} operations answered with success"
        + (f", not {' and '.join(refused)}" if refused else ""),
    )

    assert reports[0]["operations"]["tested"] == len(operations - ENDLESS)
    assert {each["status"] for each in reports[0]["phases"].values()} == {"success"}
    assert cases > at_least


def schemathesis(document, url, key, options, room):
    """Run the command line at the root of the repository, and leave nothing there."""
    extra = [f"-n{number}"] if (number := os.environ.get("RAGMOCK_EXAMPLES")) else []
    extra += [f"--seed={seed}"] if (seed := os.environ.get("RAGMOCK_SEED")) else []
    return subprocess.run(
        [
            Path(sysconfig.get_path("scripts"), "schemathesis"),
            "run",
            document,
            f"--url={url}",
            f"--header=Authorization: Bearer {key}",
            "--no-color",
            "--report=json",
            f"--report-json-path={room / 'report.json'}",
            *options,
            *extra,
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "HYPOTHESIS_STORAGE_DIRECTORY": str(room / "hypothesis"),
            "SUCCEEDED_FILE": str(room / "succeeded"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
