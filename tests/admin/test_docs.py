"""The curl lines of the docs, pasted into a shell."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
WITHIN = 60  # seconds


def lines_of(page):
    """Give the lines of a page that call the control plane."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"(?m)^\$ (curl .*/__admin/.*)$", text)


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl")
@pytest.mark.parametrize(("page", "count"), [("front-end.md", 5), ("client-tests.md", 4)])
def test_the_curl_lines_of_the_docs_work_when_pasted(page, count, manual):
    created = manual.create()
    name, url = manual.world.name, manual.world.server.url
    answers = []
    for line in lines_of(page):
        there = line.replace("http://127.0.0.1:8765", url).replace("world=NAME", f"world={name}")
        if "world=" not in there:  # the page leaves it at `demo`, which others share
            there = re.sub(r"(/__admin/[\w/$]+)", rf"\1?world={name}", there)
        pasted = subprocess.run(
            ["bash", "-c", f"{there} --silent --fail-with-body"],
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
            env={**os.environ, "NO_PROXY": "*", "ID": created["id"]},
        )
        answers.append(json.loads(pasted.stdout))

        assert pasted.returncode == 0, (line, pasted.stdout, pasted.stderr)

    assert len(answers) == count
