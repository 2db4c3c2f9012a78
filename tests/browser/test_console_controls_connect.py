"""What the room “Controls” tells a client: it runs as it is copied."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from .controlling import Controls

WITHIN = 60  # seconds
#: What each product answers of the fixture `demo`.
NAMED = {"Dify": "Research", "RAGFlow": "kb1", "Data": "Example Data"}


@pytest.fixture
def connect(page, world):
    """Give the part “Connect” in a world that holds what `demo` does."""
    return Controls(page, world).open("/connect").part("Connect")


in_demo = pytest.mark.parametrize("world", ["demo"], indirect=True)
of_each_product = pytest.mark.parametrize("product", NAMED)


def choose(connect, product, language):
    """Choose, and give the text that is shown."""
    for each in product, language:
        connect.get_by_label(each, exact=True).check()
    return connect.locator("pre").inner_text()


def run(*command, env=None):
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=WITHIN, check=False, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@in_demo
@of_each_product
def test_curl_runs(connect, product):
    told = run("bash", "-c", choose(connect, product, "curl"))

    assert NAMED[product] in json.dumps(json.loads(told))


@in_demo
@of_each_product
@pytest.mark.parametrize("library", ["httpx", "requests"])
def test_python_runs(connect, product, library):
    told = run(sys.executable, "-c", choose(connect, product, f"Python, {library}"))

    assert NAMED[product] in told


@in_demo
@of_each_product
def test_javascript_runs(connect, page, product):
    text = choose(connect, product, "JavaScript")
    assert "console.log(await answer.json())" in text
    told = page.evaluate(f"async () => {{ {text.replace('console.log', 'return ')} }}")

    assert NAMED[product] in json.dumps(told)


def test_the_environment_is_what_exec_sets(connect, world):
    text = choose(connect, "Dify", "Environment")
    told = run(
        "bash",
        "-c",
        f"{text}\n{sys.executable} -c 'import os, json; print(json.dumps(dict(os.environ)))'",
    )
    names = ("RAGMOCK_URL", "DIFY_API_BASE", "DIFY_API_KEY", "RAGFLOW_API_BASE", "RAGFLOW_API_KEY")
    url = world.server.url

    assert [json.loads(told)[each] for each in names] == [
        url,
        f"{url}/v1",
        world.dify_key,
        f"{url}/api/v1",
        world.ragflow_key,
    ]


def test_urls_and_keys_are_copied(connect, context, page, world):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    connect.get_by_label("RAGFlow").check()
    copied = {}
    for what in "base URL", "key", "read-only key":
        connect.get_by_role("button", name=f"Copy the {what} of RAGFlow", exact=True).click()
        expect(page.get_by_text(f"Copied the {what} of RAGFlow.")).to_be_visible()
        copied[what] = page.evaluate("navigator.clipboard.readText()")

    assert copied == {
        "base URL": f"{world.server.url}/api/v1",
        "key": world.ragflow_key,
        "read-only key": f"{world.ragflow_key}.ro",
    }
