"""The commands of docs/verify.md, run as they stand there against a fake."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "verify.md").read_text(encoding="utf-8")


def test_the_commands_of_the_docs_find_no_difference(world, tmp_path):
    (console,) = re.findall(r"```console\n(.+?)```", PAGE, re.DOTALL)
    script = (
        re.sub(r"^\$ ", "", console, flags=re.MULTILINE)
        .replace("https://dify.example", world.server.url)
        .replace("https://ragflow.example", world.server.url)
        .replace("dataset-...", world.dify_key)
        .replace("ragflow-...", world.ragflow_key)
    )
    scripts = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": scripts, "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert script.count("ragmock verify") == run.stdout.count("\ndifferences ") == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *("report.json", "report.sarif", "report.xml")
    ]
