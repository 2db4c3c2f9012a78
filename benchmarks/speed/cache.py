"""Where the peers lie: `.cache/speed` in the repository, which git ignores."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
CACHE: Final = ROOT / ".cache" / "speed"
_WITHIN: Final = 600.0  # seconds


class NotToBeHad(Exception):  # noqa: N818 - named after what happened
    """A peer cannot be installed here; the text says why."""


def npm(package: str, version: str) -> Path:
    """Install a package from npm, once; give its `node_modules`."""
    place = CACHE / "npm" / f"{package.rpartition('/')[2]}-{version}"
    modules = place / "node_modules"
    if not modules.exists():
        place.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        _run("npm", "install", *quiet, "--prefix", str(place), f"{package}@{version}")
    return modules


def pypi(package: str, version: str, extra: str = "") -> Path:
    """Install a package from PyPI, once, into a venv of its own; give the folder of programs."""
    place = CACHE / "venv" / f"{package}-{version}"
    stamp = place / "installed"
    if not stamp.exists():
        _run(sys.executable, "-m", "venv", str(place))
        wanted = f"{package}{extra}=={version}"
        _run(str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", wanted)
        stamp.touch()
    return place / "bin"


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_WITHIN)  # noqa: S603
    except FileNotFoundError:
        raise NotToBeHad(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise NotToBeHad(f"{command[0]} took more than {_WITHIN:.0f} seconds") from None
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.strip().splitlines() or ["no word why"]
        raise NotToBeHad(f"{command[0]}: {said[-1]}") from None
