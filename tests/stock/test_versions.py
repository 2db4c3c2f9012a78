"""Every release of connexion that pyproject.toml allows registers, and answers, as this one does.

Its hooks may move with any release. So each that is not installed here is installed beside the
other packages, and shown what it registers, every refusal, and some of the generated requests.
"""

import os
import re
import subprocess
import sys
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from ..test_packaging import (  # noqa: TID252 - tests are no package
    NO_INDEX,
    PROJECT,
    ROOT,
    WITHIN,
    done,
)

VERSIONS = ("3.1.0", "3.2.0", "3.3.0")
ALLOWED = next(
    each.specifier
    for each in map(Requirement, PROJECT["project"]["dependencies"])
    if each.name == "connexion"
)
STOCK = "tests/stock/test_stock.py"
#: What it is shown: tests of which most take milliseconds.
SHOWN = (
    "tests/web/test_registering.py",
    f"{STOCK}::test_every_refusal_is_one_for_connexion_too",
    f"{STOCK}::test_a_difference_is_one",
    *(f"{STOCK}::test_generated_requests_are_answered_alike[{seed}]" for seed in (0, 1)),
)


def python(*arguments, before=""):
    """Run Python, with a folder before what else it finds packages in."""
    folders = [str(before), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    own = {key: value for key, value in os.environ.items() if "PYTEST" not in key}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**own, "PYTHONPATH": os.pathsep.join(filter(None, folders))},
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def of_the_index(*arguments):
    """Ask pip, which asks the index; skip where there is none."""
    said = python("-m", "pip", "--disable-pip-version-check", *arguments)
    if re.search(f"{NO_INDEX}|No module named pip", said.stderr):
        pytest.skip(f"needs an index of packages: {said.stderr.strip().splitlines()[-1]}")
    return done(said)


@pytest.mark.parametrize("release", [each for each in VERSIONS if each != version("connexion")])
def test_a_release_of_connexion_does(release, tmp_path):
    beside = f"connexion=={release}"
    of_the_index("install", "--quiet", "--no-deps", "--target", tmp_path, beside)
    where = "import connexion; print(connexion.__file__)"
    found = done(python("-W", "ignore", "-c", where, before=tmp_path))
    said = python("-m", "pytest", "-q", "-p", "no:cacheprovider", *SHOWN, before=tmp_path)

    assert found.startswith(str(tmp_path))
    assert said.returncode == 0, said.stdout[-3000:]
    assert re.search(r"\d{3} passed", said.stdout)


def test_the_installed_release_is_among_them():
    assert version("connexion") in VERSIONS


def test_every_release_that_is_allowed_is_tested():
    listed = of_the_index("index", "versions", "connexion")
    (every,) = re.findall(r"Available versions: (.*)", listed)

    assert sorted(ALLOWED.filter(every.split(", "))) == sorted(VERSIONS)
