"""Nothing heavy is imported before it is needed, by the names of the modules."""

import subprocess
import sys

import pytest

import ragmock

HEAVY = {
    *("bs4", "charset_normalizer", "connexion", "docx", "httpx", "jinja2", "jsonschema_rs"),
    "lxml",
    "markdownify",
    *("numpy", "orjson", "prometheus_client", "pypdfium2", "python_calamine", "rjieba"),
    *("snowballstemmer", "sqlite3", "starlette", "tqdm", "uvicorn", "yaml"),
}

#: What a piece of code may import of them.
NEEDED_FOR = {
    "import ragmock": set(),
    "from ragmock import Handle": set(),
    "from ragmock import Fake": {"yaml"},
    "import ragmock.cli": set(),
    "from ragmock.cli import main; main(['--version'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['routes'], standalone_mode=False)": {"yaml"},
    "from ragmock.cli import main; main(['refusals'], standalone_mode=False)": {"yaml"},
    "from ragmock.cli import main; main(['serve', '--help'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['exec', '--help'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['replay', '--help'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['health', '--help'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['--help'], standalone_mode=False)": set(),
    "import ragmock.pytest_plugin.plugin": set(),
    "import ragmock.pytest_plugin.on_demand": set(),
    "import ragmock.pytest_plugin.telling": set(),
    "from ragmock.cli import main; main(['verify', '--help'], standalone_mode=False)": set(),
    "from ragmock.cli import main; main(['coverage', '--help'], standalone_mode=False)": set(),
    "from ragmock.coverage.report import report_of": set(),
    "from ragmock.fake import Fake; Fake('empty')": {"jsonschema_rs", "yaml"},
    "from ragmock.fake import Fake; Fake('demo')": {"jsonschema_rs", "rjieba", "yaml"},
    "from ragmock.fake import Fake; Fake('empty').app": {
        *("connexion", "httpx", "jsonschema_rs", "orjson", "starlette", "uvicorn", "yaml"),
        "jinja2",  # comes with connexion
        "charset_normalizer",  # comes with requests, which connexion imports
    },
}


@pytest.mark.parametrize("code", NEEDED_FOR)
def test_nothing_heavy_is_imported_before_it_is_needed(code):
    said = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert HEAVY.intersection(said.stderr.split()) - NEEDED_FOR[code] == set()


def test_a_handle_needs_python_alone():
    code = "import sys; before = {*sys.modules}; from ragmock import Handle; Handle('http://a')"
    said = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules.keys() - before)"],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {each for each in said.stdout.split() if each.startswith("ragmock.")}
    others = {each.partition(".")[0] for each in {*said.stdout.split()} - ours}

    assert {each.split(".")[1] for each in ours} == {"_rooms", "handle", "steering"}
    assert others - {"ragmock"} <= sys.stdlib_module_names
    assert others & {"asyncio", "email", "http", "ssl"} == set()  # not before it is used


def test_the_package_offers_what_it_names_and_nothing_else():
    assert [each for each in ragmock.__all__ if not hasattr(ragmock, each)] == []
    with pytest.raises(AttributeError, match="has no attribute 'Fakes'"):
        _ = ragmock.Fakes
