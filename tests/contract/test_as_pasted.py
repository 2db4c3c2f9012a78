"""Each curl line pasted into a shell, with host, key, ids and file filled in; on the fake."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from .answers import Answer, problems
from .stage import TEXT

#: What curl reads before every line: it shows headers too, uses no proxy, and the host named POST,
#: which the lines of one document ask as well, is nobody.
CURLRC = """\
silent
show-error
include
max-time = 20
noproxy = "*"
connect-to = "POST:80:127.0.0.1:1"
"""

needs_curl = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("bash")),
    reason="there is no curl, or no bash, to paste a line into",
)


def wanted(condition):
    """Run a test for the cases of which the condition is true."""

    def mark(test):
        test.wanted = condition
        return test

    return mark


@pytest.fixture(autouse=True)
def _fake_only(request):
    if request.config.getoption("--against"):
        pytest.skip("lines are pasted for the fake; a real server is tried with what they mean")


@pytest.fixture
def paste(case, stage, tmp_path):
    """Give a function that pastes a curl line into a shell."""
    (tmp_path / ".curlrc").write_text(CURLRC)
    file = tmp_path / "Dify.txt"
    file.write_text(TEXT)
    given = stage.given | {
        "host": str(stage.target.client.base_url).rstrip("/"),
        "api_key": stage.target.keys[case.product],
        "file": str(file),
    }

    def run(shape):
        return subprocess.run(
            ["bash", "-c", case.line(shape, given)],
            env={**os.environ, "CURL_HOME": str(tmp_path), "LC_ALL": "C"},
            capture_output=True,
            check=False,
            timeout=60,
        )

    return run


@needs_curl
@wanted(lambda case: case.shape)
def test_a_line_as_meant_is_answered_as_printed(case, stage, paste):
    done = paste(case.shape)

    assert done.stdout, done.stderr
    assert problems(case, stage, Answer.read(done.stdout)) == []


@needs_curl
@wanted(lambda case: case.also)
def test_a_line_as_the_diagnosis_advises_is_answered_as_printed(case, stage, paste):
    done = paste(case.also[0])

    assert problems(case, stage, Answer.read(done.stdout)) == []


@needs_curl
@wanted(lambda case: case.misprinted and "status" in case.misprinted)
def test_a_line_that_is_misprinted_is_refused_and_its_quoting_named(case, paste):
    answer = Answer.read(paste(case.misprinted["shape"]).stdout)

    assert answer.status == case.misprinted["status"]
    assert answer.code == case.misprinted["code"]
    assert case.misprinted["told"] in answer.diagnosis


@needs_curl
@wanted(lambda case: case.misprinted and "not_sent" in case.misprinted)
def test_a_line_that_is_cut_off_never_leaves_the_shell(case, paste):
    done = paste(case.misprinted["shape"])

    assert done.returncode == 2
    assert done.stdout == b""
    assert case.misprinted["not_sent"] in done.stderr.decode()
