"""The examples, run as their page says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .test_cli import COMMAND, WITHIN

ROOT = Path(__file__).parents[1]
COMMANDS = re.findall(r"(?m)^\$ (.+)$", (ROOT / "examples" / "README.md").read_text("utf-8"))


def run(*words):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAGMOCK_")}
    return subprocess.run(
        list(map(str, words)),
        cwd=ROOT,
        env={**environment, "NO_PROXY": "*", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def test_the_python_example_passes():
    (command,) = (shlex.split(each) for each in COMMANDS if each.startswith("pytest"))
    options = ("-p", "ragmock.pytest_plugin.plugin", "-p", "no:cacheprovider")
    done = run(sys.executable, "-m", *command, *options)

    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_the_node_example_passes():
    (command,) = (shlex.split(each) for each in COMMANDS if "node" in each)
    done = run(COMMAND, *command[1:])

    assert done.returncode == 0, done.stdout
    assert re.search(r"(?m)^.*\bpass 4$", done.stdout)
    assert "Coverage of the contract" in done.stderr
