"""docs/clients.md says of the clients what is so, and its Python runs."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from .libraries import LIBRARIES
from .telling import exceptions, table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"## (\S+)\n.*?```python\n(.+?)```", PAGE, re.DOTALL)


def test_the_table_counts_what_the_tests_run():
    assert table(LIBRARIES) in PAGE, f"put this table into docs/clients.md:\n\n{table(LIBRARIES)}"


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda each: each.distribution)
def test_what_does_not_work_is_listed(library):
    told = exceptions(library)

    assert told in PAGE, f"put this into docs/clients.md:\n\n{told}"


def test_what_is_installed_is_the_release_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    asked = set(project["dependency-groups"]["clients"])
    assert asked == {f"{each.distribution}=={each.version}" for each in LIBRARIES}


@pytest.mark.parametrize(("client", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_the_python_of_the_page_runs(client, block, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    (tmp_path / "block.py").write_text(block, encoding="utf-8")

    done = runpy.run_path(str(tmp_path / "block.py"))

    assert client in {each.distribution for each in LIBRARIES}
    assert done["names"] == ["Handbook"]


def test_there_is_a_block_for_each_client():
    assert [name for name, _ in BLOCKS] == [each.distribution for each in LIBRARIES]
