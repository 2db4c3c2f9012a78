"""docs/checking-docs.md says what the command does: its blocks are run."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ragmock.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "checking-docs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"^````markdown\n(.*?)^````", PAGE, re.MULTILINE | re.DOTALL)
    Path("page.md").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("block", BLOCKS)
def test_a_command_prints_what_the_page_says(block):
    for each in block.removeprefix("$ ragmock ").split("$ ragmock "):
        command, _, printed = each.partition("\n")

        ran = CliRunner().invoke(main, command.split())

        assert ran.output == printed


@pytest.mark.usefixtures("page")
def test_the_comment_of_the_page_silences_what_it_names():
    (silenced,) = re.findall(r"^```markdown\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    Path("silenced.md").write_text(silenced, encoding="utf-8")

    ran = CliRunner().invoke(main, ["check-docs", "silenced.md"])

    assert (ran.exit_code, ran.stdout) == (0, "")
