"""What .pre-commit-hooks.yaml offers to other repositories can be run."""

from pathlib import Path

import yaml
from click.testing import CliRunner

from ragmock.cli import main

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/documentation.md").read_text(encoding="utf-8")


def test_a_hook_names_a_command_that_there_is():
    for hook in HOOKS:
        program, command = hook["entry"].split()

        assert program == "ragmock"
        assert command in main.list_commands(None)


def test_the_configuration_in_the_docs_is_taken_by_the_command(tmp_path):
    (config,) = [yaml.safe_load(each.partition("```")[0]) for each in PAGE.split("```yaml\n")[1:]]
    (wanted,) = config["repos"][0]["hooks"]
    (hook,) = [each for each in HOOKS if each["id"] == wanted["id"]]
    (tmp_path / "page.md").write_text("# Nothing\n", encoding="utf-8")

    ran = CliRunner().invoke(
        main, [*hook["entry"].split()[1:], *wanted["args"], str(tmp_path / "page.md")]
    )

    assert ran.exit_code == 0, ran.output
