"""What is in a wheel, that it works by itself, and that it asks for what it needs."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WITHIN = 300  # seconds; downloads included
#: What pip says where it reaches no index.
NO_INDEX = "No matching distribution|NewConnectionError|Failed to establish"
BUILD = """
import sys
from hatchling import build
getattr(build, f"build_{sys.argv[1]}")(sys.argv[2])
"""

#: Where the files of the repository lie in a wheel.
PLACES = {
    "src/ragmock/": "ragmock/",
    "handlers/": "ragmock/handlers/",
    "fixtures/": "ragmock/fixtures/",
    "openapi.yaml": "ragmock/openapi.yaml",
}

#: What comes from files beside the code, ours and those of others.
READ = (
    "/openapi.yaml",
    "/docs",
    "/docs/start.js",
    "/docs/swagger-ui-bundle.js",
    "/__admin/metrics",
)

#: What only those import who have it: whoever loads the plugin of pytest.
BROUGHT_ALONG = {"pytest"}

#: A dependency that no file of ours imports, and who does.
IMPORTED_BY_OTHERS = {"lxml": "bs4", "python-multipart": "starlette.formparsers"}


def run(*command, cwd):
    """Run a command to its end, away from the checkout and what was set up for it."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def done(said):
    """Give what a command printed, if it went well."""
    assert said.returncode == 0, said.stderr[-2000:]
    return said.stdout


def environment(folder, *requirements):
    """Make an empty environment, and install something into it; give its folder of programs."""
    if find_spec("pip") is None:
        pytest.skip("needs pip, to install into another environment")
    venv.create(folder)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet")
    said = run(*pip, *requirements, cwd=folder)
    if re.search(NO_INDEX, said.stderr):
        pytest.skip(f"needs packages that cannot be had here: {said.stderr.splitlines()[-1]}")
    done(said)
    return programs


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build an sdist, a wheel from the checkout, and a wheel from the sdist; give their folders."""
    room = tmp_path_factory.mktemp("built")
    python = environment(room / "builder", *PROJECT["build-system"]["requires"]) / "python"
    for kind in ("sdist", "wheel"):
        done(run(python, "-c", BUILD, kind, room / kind, cwd=ROOT))
    with tarfile.open(next((room / "sdist").iterdir())) as archive:
        archive.extractall(room / "unpacked", filter="data")
    (unpacked,) = (room / "unpacked").iterdir()
    done(run(python, "-c", BUILD, "wheel", room / "wheel from sdist", cwd=unpacked))
    return {each.name: each for each in room.iterdir()}


def wheel_in(folder):
    """Open the one wheel in a folder."""
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def names_in(folder):
    with wheel_in(folder) as wheel:
        return sorted(name for name in wheel.namelist() if ".dist-info/" not in name)


def names_of_git():
    """List the files that git knows or would add, by the places that they have in a wheel."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a checkout")
    known = "ls-files", "--cached", "--others", "--exclude-standard", "-z"
    listed = done(run("git", *known, "--", *PLACES, cwd=ROOT)).split("\0")
    for name in filter(None, listed):
        if (ROOT / name).exists():
            start = next(start for start in PLACES if name.startswith(start))
            yield PLACES[start] + name.removeprefix(start)


# ---------------------------------------------------------------------- what is in it
def test_a_wheel_holds_what_git_knows_and_the_package_alone(built):
    names = names_in(built["wheel"])

    assert names == sorted(set(names_of_git()))
    assert {name.partition("/")[0] for name in names} == {"ragmock"}
    assert {"ragmock/openapi.yaml", "ragmock/handlers/__init__.py"} <= set(names)
    assert {"ragmock/admin/openapi.yaml", "ragmock/admin/__init__.py"} <= set(names)
    assert {"ragmock/fixtures/demo.yaml", "ragmock/py.typed"} <= set(names)


def test_a_wheel_from_the_sdist_is_the_same_wheel(built):
    assert names_in(built["wheel from sdist"]) == names_in(built["wheel"])


def test_the_license_is_in_a_wheel(built):
    with wheel_in(built["wheel"]) as wheel:
        inside = {name.partition(".dist-info/")[2]: name for name in wheel.namelist()}
        text = wheel.read(inside["licenses/LICENSE"])
        told = wheel.read(inside["METADATA"]).decode()

    assert text == (ROOT / "LICENSE").read_bytes()
    assert "\nLicense-Expression: Apache-2.0\nLicense-File: LICENSE\n" in told


def test_a_wheel_has_a_plugin_for_pytest(built):
    with wheel_in(built["wheel"]) as wheel:
        (name,) = (each for each in wheel.namelist() if each.endswith("/entry_points.txt"))
        told = wheel.read(name).decode()

    assert "[pytest11]\nragmock = ragmock.pytest_plugin.plugin\n" in told


def test_a_wheel_works_elsewhere_by_itself(built, tmp_path):
    (wheel,) = built["wheel"].glob("*.whl")
    programs = environment(tmp_path / "elsewhere", wheel)
    where = "import ragmock, sys; print(ragmock.__file__)"
    located = done(run(programs / "python", "-c", where, cwd=tmp_path)).strip()
    routes = done(run(programs / "ragmock", "routes", "--json", cwd=tmp_path))
    taken = run(programs / "python", "-c", "import handlers", cwd=tmp_path)
    reading = "from ragmock.text.reading import read; print(read('a.html', b'<p>Read apart'))"
    page = done(run(programs / "python", "-c", reading, cwd=tmp_path))
    server = subprocess.Popen(
        [programs / "ragmock", "serve", "--port=0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        url = server.stdout.readline().split()[-1]
        key = {"Authorization": "Bearer dataset-elsewhere"}
        with httpx.Client(base_url=url, headers=key, trust_env=False, timeout=60) as client:
            created = client.post("/v1/datasets", json={"name": "Elsewhere"})
            listed = client.get("/v1/datasets")
            health = client.get("/__admin/health")
            read = [client.get(path).status_code for path in READ]
        server.terminate()
        _, errors = server.communicate(timeout=60)
    finally:
        server.kill()
        server.wait()

    assert tmp_path in Path(located).parents
    assert len(json.loads(routes)) > 0
    assert page == "['Read apart']\n"
    assert "No module named 'handlers'" in taken.stderr
    assert created.status_code == 200
    assert listed.json()["data"][0]["id"] == created.json()["id"]
    assert health.json() == {"status": "ok"}
    assert read == [200] * len(READ)
    assert (server.returncode, errors) == (0, "")


# ---------------------------------------------------------------------- what it asks for
def declared():
    """List the dependencies by name, with those of the extra for which there is code."""
    wanted = PROJECT["project"]["dependencies"]
    optional = PROJECT["project"]["optional-dependencies"]
    extra = (*optional["embeddings"], *optional["watch"])
    return {re.match("[A-Za-z0-9_.-]+", each)[0] for each in (*wanted, *extra)}


def imported():
    """List the packages that are imported, by the names of their distributions."""
    owners = packages_distributions()
    for folder in ("src", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for module in modules_in(node):
                    if module != "ragmock" and module not in sys.stdlib_module_names:
                        yield owners.get(module, [f"nothing that is installed has {module}"])[0]


def modules_in(node):
    if isinstance(node, ast.Import):
        yield from (each.name.partition(".")[0] for each in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield node.module.partition(".")[0]


def normal(name):
    """Write the name of a distribution in the one way of PyPI."""
    return re.sub("[-_.]+", "-", name).lower()


def test_what_is_imported_is_what_is_declared():
    wanted = {normal(name) for name in (*imported(), *IMPORTED_BY_OTHERS)} - BROUGHT_ALONG

    assert sorted(wanted) == sorted(map(normal, declared()))


@pytest.mark.parametrize(("name", "module"), IMPORTED_BY_OTHERS.items())
def test_what_others_import_is_needed(name, module):
    code = f"import sys, {module}; print(*sys.modules)"

    loaded = run(sys.executable, "-c", code, cwd=ROOT).stdout.split()

    theirs = {each for each, owners in packages_distributions().items() if name in owners}
    assert theirs.intersection(loaded) != set()
