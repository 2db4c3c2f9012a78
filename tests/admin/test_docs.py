"""The curl lines of the docs, pasted into a shell."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .searching import searched

DOCS = Path(__file__).parents[2] / "docs"
WITHIN = 60  # seconds


def lines_of(page):
    """Give the lines of a page that call the control plane."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"(?m)^\$ (curl .*/__admin/.*)$", text)


def paste(page, world, **known):
    """Paste the lines of a page into a shell, for a world; give the answers."""
    answers = []
    for line in lines_of(page):
        there = line.replace("http://127.0.0.1:8765", world.server.url)
        there = there.replace("world=NAME", f"world={world.name}")
        there = re.sub(r"/worlds/(NAME|demo)", f"/worlds/{world.name}", there)
        if (
            "world=" not in there and "/worlds/" not in there
        ):  # the page leaves it at `demo`, which others share
            there = re.sub(r"(/__admin/[\w/$]+)", rf"\1?world={world.name}", there)
        pasted = subprocess.run(
            ["bash", "-c", f"{there} --silent --fail-with-body"],
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
            env={**os.environ, "NO_PROXY": "*", **known},
        )
        assert pasted.returncode == 0, (line, pasted.stdout, pasted.stderr)

        is_text = re.search("/(metrics|export)", line)
        answers.append(pasted.stdout if is_text else json.loads(pasted.stdout))
    return answers


needs_a_shell = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl"
)


@needs_a_shell
@pytest.mark.parametrize(("page", "count"), [("front-end.md", 18), ("client-tests.md", 40)])
def test_the_curl_lines_of_the_docs_work_when_pasted(page, count, manual):
    created = manual.create()

    assert len(paste(page, manual.world, ID=created["id"])) == count


@needs_a_shell
def test_the_curl_lines_about_search_work_when_pasted(world):
    site = searched(world, "high_quality")
    segment = site.segments("cats.txt")[0]["id"]
    explained, added = paste("search.md", world, ID=site.dataset, SEGMENT=segment)

    assert explained["search_method"] == "hybrid_search"
    assert added == {"waiting": 2}
    assert site.records("anything") == [(segment, 0.93)]
