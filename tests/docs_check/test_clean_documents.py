"""Documents without a finding are possible, and the project's own are such."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ragmock.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs/examples").glob("*.md"))
OWN = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def check(*paths):
    return CliRunner().invoke(main, ["check-docs", *map(str, paths)])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_reference_that_is_written_from_the_contract_is_clean(path):
    ran = check(path)

    assert ran.exit_code == 0, ran.output


def test_the_references_and_the_docs_are_clean_together():
    ran = check(*EXAMPLES, *OWN)

    assert ran.exit_code == 0, ran.output


def test_a_reference_with_one_digit_changed_is_not(tmp_path):
    (path,) = [each for each in EXAMPLES if each.name == "dify-knowledge.md"]
    text = path.read_text(encoding="utf-8")
    (tmp_path / path.name).write_text(text.replace("| 409 |", "| 408 |"), encoding="utf-8")

    ran = check(tmp_path / path.name)

    assert ran.exit_code == 1
    assert "409" in ran.output
