"""A file of findings that are known, so that only new ones are told.

A finding is known by its document, its rule and what stands there, with all white space alike, and
by how often: so lines may move, and a second mistake of the same kind is new.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from .opening import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .model import Finding

_VERSION = 1


@dataclass(frozen=True, order=True)
class Known:
    """A finding that is known, wherever in its document it stands."""

    document: str
    rule: str
    text: str


def baseline_of(findings: Iterable[Finding]) -> str:
    """Write a file of findings: JSON, sorted, so that changes of it can be read."""
    counted = sorted(Counter(map(_known, findings)).items())
    told = [{**asdict(known), "count": count} for known, count in counted]
    return json.dumps({"version": _VERSION, "findings": told}, ensure_ascii=False, indent=2) + "\n"


def read_baseline(path: Path) -> Counter[Known]:
    """Read a file of findings; raises `Unusable`."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["version"] != _VERSION:
            raise Unusable(f"{path} is a baseline of another version: {told['version']}")
        return Counter(
            {
                Known(each["document"], each["rule"], each["text"]): int(each["count"])
                for each in told["findings"]
            }
        )
    except OSError as refused:
        raise Unusable(f"cannot read {path}: {refused.strerror or refused}") from None
    except (ValueError, KeyError, TypeError) as refused:
        if isinstance(refused, Unusable):
            raise
        raise Unusable(f"{path} is no baseline; --write-baseline makes one") from None


def compare(
    findings: Sequence[Finding], known: Counter[Known]
) -> tuple[list[Finding], list[Known]]:
    """Tell what is new, and what was known and went away."""
    left = Counter(known)
    new = []
    for finding in findings:
        each = _known(finding)
        if left[each] > 0:
            left[each] -= 1
        else:
            new.append(finding)
    return new, sorted(left.elements())


def _known(finding: Finding) -> Known:
    document = PurePath(finding.document.path).as_posix()
    return Known(document, finding.rule, " ".join(finding.stands.split()))
