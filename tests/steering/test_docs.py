"""The Python of docs/client-tests.md, run as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "client-tests.md"


def test_the_python_of_the_docs_passes(tmp_path, server_for):
    blocks = re.findall(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"test_block_{number}.py").write_text(block, encoding="utf-8")
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"),
            *("-p", "ragmock.pytest_plugin.plugin", tmp_path),
        ],
        env={
            **os.environ,
            "RAGMOCK_URL": server_for("empty").url,
            "NO_PROXY": "*",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(blocks) == 7
    assert "6 passed" in run.stdout, run.stdout
